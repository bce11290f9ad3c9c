import { alone, type Call, type Outcome } from '../../src/chat/command.ts'
import { say } from '../../src/chat/message.ts'
import { normalize } from '../../src/chat/normalize.ts'
import { askedOf } from '../../src/chat/understand/asked.ts'
import { type Understood, understand } from '../../src/chat/understand/index.ts'
import { mayDo } from '../../src/domain/authority.ts'
import { printNo } from '../../src/domain/serial.ts'
import { dayOf, yearOf } from '../../src/domain/time.ts'
import { departmentNames } from '../../src/services/orders/card.ts'
import { findOrder, type HomedOrder, seeOrder } from '../../src/services/orders/find-order.ts'
import { passInstruction } from '../../src/services/orders/pass-on.ts'
import { keepRemark } from '../../src/services/orders/remarks.ts'
import { waitingExtensions } from '../../src/services/orders/waiting-extensions.ts'
import { assignFrom } from '../assign.ts'
import { numberIn } from '../which-order.ts'
import { proposeAct } from './act.ts'
import { readInstruction } from './instruction.ts'
import { meant, reportTo, unseen } from './report.ts'

const ASKING =
  /[?？]\s*$|呢[。!！]?\s*$|到哪一?步|进展|进度|办得?(?:怎么样|如何)|怎么样了|如何了|什么情况|办到哪|办(?:完|结|好)了?(?:吗|没)|反馈了?(?:吗|没)|报(?:上来)?了?(?:吗|没)|哪些|哪几|多少|几[件个项]|有没有|查一?下.*情况|逾期(?:情况|的?有)|怎么样[了啊吧]?\s*$|情况如何/
/** Questions that are about the office's business whatever they name. */
const PROGRESS =
  /到哪一?步|进展|进度|办得?(?:怎么样|如何)|办到哪|办(?:完|结|好)了?(?:吗|没)|反馈了?(?:吗|没)|逾期|在办/
/** Counting that is about orders, not about people or money. */
const COUNTED = /逾期|在办|交办|办结|办了|办完|反馈|几件|多少件|单子|督办/
const INSTRUCTING =
  /抓紧|抓好|抓实|尽快|加快|重视|落实|督促|督办|盯紧|盯住|务必|限期|催一?下|催办|不能再拖|别拖|拿出|推进|办好|办理/
const SMALL_TALK =
  /^(?:大家|各位|同志们|你们?)?(?:这[段些]?(?:时间|天)?|最近)?(?:都|也)?(?:谢谢|多谢|感谢|辛苦|你好|您好|大家好|早上好|上午好|下午好|好的?|收到|知道了|可以|不错|很好|挺好|嗯|行|ok)[^请把将报抓催督延批转办快落?？]{0,12}$/i
const ONLY_NUMBER =
  /^\s*(?:@督办)?\s*(?:#\s?(?:\d{4}-)?\d{1,5}号?|[〔[(【]\d{4}[〕\])】]\d{1,5}号|\d{1,5}号)[?？。]?\s*$/

/**
 * A bureau leader speaks. A question is answered at once, in report tone; an instruction goes to the office; both to the
 * leader alone. Nothing a leader says to the bot is "not understood", and nothing is corrected.
 */
export async function hearLeader(call: Call, addressed: boolean, thread?: HomedOrder): Promise<Outcome> {
  const { ctx } = call
  const text = call.text.trim()
  if (thread) await keepRemark(ctx, thread.order.id, text, 'said')
  const words = normalize(text).text
  const home = thread ?? (await orderNamed(call, text))
  const kept = home || INSTRUCTING.test(words) ? undefined : await keptFrom(call, text)
  if (kept) return kept
  if (ONLY_NUMBER.test(words) && home) return reportTo(call, text, home)
  if (SMALL_TALK.test(words)) {
    if (!addressed || thread) return thread ? alone(say(`已记入${printNo(thread.order.no)}往来。`)) : SILENT
    return alone(say('收悉。', '需要了解某一事项的，请写明编号或事项名称。'))
  }
  if (ASKING.test(words) && (addressed || home || (await ofBusiness(call, words))))
    return reportTo(call, text, home)

  const read = understand(text, {
    now: ctx.now,
    speaker: 'group_leader',
    calendar: ctx.bureau.calendar,
    book: call.book,
  })
  const orders = read.intent === 'assign' || read.intent === 'remind'
  if (read.intent === 'query_status' && (addressed || home)) return reportTo(call, text, home)
  if (
    read.intent === 'approve_extension' &&
    addressed &&
    mayDo('grantExtension', { posts: ctx.actor.posts }).ok
  )
    return decideExtension(call, read)
  if (orders && addressed && !thread && mayDo('assign', { posts: ctx.actor.posts }).ok)
    return assignFrom(call, text, true)
  if (orders || read.intent === 'urge' || INSTRUCTING.test(words) || asksDepartment(call, words))
    return passedToOffice(call, text, home ?? (orders ? undefined : await theOneMeant(call, text)))
  if (!addressed) return SILENT
  if (thread) return alone(say(`已记入${printNo(thread.order.no)}往来。`))
  if (words.length <= 6)
    return alone(say('需要了解某一事项的，请写明编号或事项名称。', '在办事项请发送 /list，台账请发送 /board'))
  return passedToOffice(call, text, home)
}

const SILENT: Outcome = { kind: 'silent' }

/** To the office, and the leader sees that it is there. */
export async function passedToOffice(call: Call, text: string, home?: HomedOrder): Promise<Outcome> {
  const read = readInstruction(call.ctx, text, call.book, home)
  await passInstruction(call.ctx, text.trim(), read, home)
  return alone(say(`已转办公室办理${home ? `　${printNo(home.order.no)}` : ''}。`))
}

/** 请督导室…: said to a department by its name, whatever is asked. */
function asksDepartment(call: Call, words: string): boolean {
  return /^\s*(?:@\S+\s+)?(?:请|让|责成|要求|安排|通知)/.test(words) && call.book.scan(words).length > 0
}

/** 同意…延期 by a leader who decides such things: shown before it is done; where none waits, that is reported. */
async function decideExtension(call: Call, read: Understood): Promise<Outcome> {
  const { ctx, book } = call
  const departments = read.departments.flatMap((d) => book.resolve(d.name).map((x) => x.code))
  if ((await waitingExtensions(ctx, departments)).length > 0) return proposeAct(call, read)
  const names = departmentNames(ctx, departments).join('、')
  return alone(say('报告如下：', `${names || '目前'}没有报请审定的延期申请。`))
}

/** In a group, without calling the bot: only what is plainly about orders is answered. */
async function ofBusiness(call: Call, words: string): Promise<boolean> {
  const asked = askedOf(words, { now: call.ctx.now, book: call.book })
  if (asked.about === 'figures') return COUNTED.test(words)
  if (PROGRESS.test(words)) return true
  return asked.words.length >= 2 && (await meant(call.ctx, asked)).length > 0
}

/** 招生方案要抓紧: the one open order it can be about. */
async function theOneMeant(call: Call, text: string): Promise<HomedOrder | undefined> {
  const asked = askedOf(text, { now: call.ctx.now, book: call.book })
  if (asked.words.length < 2 && !asked.caseRef) return undefined
  const found = await meant(call.ctx, asked)
  return found.length === 1 && found[0]!.order.state === 'issued' ? found[0] : undefined
}

/** Of a restricted order that is none of this leader's, its number is all that is reported. */
async function keptFrom(call: Call, text: string): Promise<Outcome | undefined> {
  const found = numberIn(call.ctx, text)
  const named = found && (await seeOrder(call.ctx, { no: found.no }))
  return named && !named.ok && named.refusal.code !== 'order.unknown' ? alone(unseen(found)) : undefined
}

async function orderNamed(call: Call, text: string): Promise<HomedOrder | undefined> {
  const found = numberIn(call.ctx, text)
  if (found) return findOrder(call.ctx, { no: found.no })
  // 12号呢: asked about, a bare number is an order's if there is one.
  const bare = /(?<![月\d])(\d{1,5})号(?=呢|吗|到哪|怎么|什么情况|办得)/.exec(normalize(text).text)
  return bare
    ? findOrder(call.ctx, { no: { year: yearOf(dayOf(call.ctx.now)), no: Number(bare[1]) } })
    : undefined
}
