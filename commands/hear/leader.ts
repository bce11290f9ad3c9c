import { alone, type Call, type Outcome } from '../../src/chat/command.ts'
import { say } from '../../src/chat/message.ts'
import { normalize } from '../../src/chat/normalize.ts'
import { understand } from '../../src/chat/understand/index.ts'
import { orderDetail } from '../../src/chat/words/lists.ts'
import { mayDo } from '../../src/domain/authority.ts'
import { printNo } from '../../src/domain/serial.ts'
import { orderCard } from '../../src/services/orders/card.ts'
import { findOrder, type HomedOrder } from '../../src/services/orders/find-order.ts'
import { ordersAbout } from '../../src/services/orders/list-orders.ts'
import { passInstruction } from '../../src/services/orders/pass-on.ts'
import { keepRemark } from '../../src/services/orders/remarks.ts'
import { assignFrom } from '../assign.ts'
import { listed } from '../list.ts'
import { numberIn } from '../which-order.ts'

const ASKING =
  /[?？]\s*$|到哪一?步|进展|办得?(?:怎么样|如何)|怎么样了|如何了|什么情况|办到哪|办(?:完|结|好)了?(?:吗|没)|反馈了?(?:吗|没)|报(?:上来)?了?(?:吗|没)|哪些|多少件|有没有|逾期/
/** Of office business, so that a leader's small talk in a group stays small talk. */
const ABOUT_WORK =
  /到哪一?步|进展|办得?(?:怎么样|如何)|办到哪|办(?:完|结|好)|反馈|逾期|交办|在办|报(?:上来|送)|落实|清单|方案|公开/
const INSTRUCTING =
  /抓紧|抓好|抓实|尽快|加快|重视|落实|督促|督办|盯紧|盯住|务必|限期|催一?下|催办|不能再拖|别拖|拿出|推进|办好|办理/

/**
 * A bureau leader speaks. A question is answered at once, in report tone; an instruction goes to the office; both to the
 * leader alone. Nothing a leader says to the bot is "not understood".
 */
export async function hearLeader(call: Call, addressed: boolean, thread?: HomedOrder): Promise<Outcome> {
  const { ctx } = call
  const text = call.text.trim()
  if (thread) await keepRemark(ctx, thread.order.id, text, 'said')
  const words = normalize(text).text
  const home = thread ?? (await orderNamed(call, text))
  if (ASKING.test(words) && (addressed || home || ABOUT_WORK.test(words)))
    return report(call, words, home, addressed)

  const read = understand(text, {
    now: ctx.now,
    speaker: 'group_leader',
    calendar: ctx.bureau.calendar,
    book: call.book,
  })
  const orders = read.intent === 'assign' || read.intent === 'remind'
  if (orders && addressed && !thread && mayDo('assign', { posts: ctx.actor.posts }).ok)
    return assignFrom(call, text, true)
  if (orders || read.intent === 'urge' || INSTRUCTING.test(words)) return passedToOffice(call, text, home)
  if (!addressed) return { kind: 'silent' }
  if (thread) return alone(say(`已记入${printNo(thread.order.no)}往来。`))
  if (words.length <= 6)
    return alone(say('需要了解某一事项的，请写明编号或事项名称。', '在办事项请发送 /list，台账请发送 /board'))
  return passedToOffice(call, text, home)
}

/** To the office, and the leader sees that it is there. */
export function passedToOffice(call: Call, text: string, home?: HomedOrder): Outcome {
  passInstruction(call.ctx, text.trim(), home)
  return alone(say(`已转办公室办理${home ? `　${printNo(home.order.no)}` : ''}。`))
}

async function report(
  call: Call,
  words: string,
  home: HomedOrder | undefined,
  addressed: boolean,
): Promise<Outcome> {
  const { ctx } = call
  const found = home ? [home] : await ordersAbout(ctx, words)
  if (found.length === 1) {
    const detail = orderDetail(orderCard(ctx, found[0]!.order), { now: ctx.now })
    return alone({ ...detail, lines: ['报告如下：', ...detail.lines] })
  }
  const [named] = call.book.scan(words).filter((d) => d.codes.length === 1)
  if (found.length === 0 && !named && !addressed && !/到哪一?步|进展|逾期|在办/.test(words))
    return { kind: 'silent' }
  const overdue = /逾期/.test(words) ? { state: 'overdue' as const } : {}
  const list = await listed(ctx, { ...overdue, ...(named ? { department: named.codes[0]! } : {}) })
  return alone({ ...list, lines: ['报告如下：', ...list.lines].slice(0, 11) })
}

async function orderNamed(call: Call, text: string): Promise<HomedOrder | undefined> {
  const found = numberIn(call.ctx, text)
  return found && findOrder(call.ctx, { no: found.no })
}
