import { departments, flag, orderNo, rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, refused } from '../src/chat/command.ts'
import { type Message, say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { history as wordHistory } from '../src/chat/words/history.ts'
import { orderDetail, orderList } from '../src/chat/words/lists.ts'
import { type WhyFacts, whyDue } from '../src/chat/words/why.ts'
import { countWorkdays } from '../src/domain/clock/working-days.ts'
import { type Assignment, ORDER_KINDS, type Order } from '../src/domain/order.ts'
import { isLeader } from '../src/domain/roster.ts'
import { dayOf } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { departmentName, departmentNames, dueNote } from '../src/services/orders/card.ts'
import { listOrders, myOrders, type OrderFilter } from '../src/services/orders/list-orders.ts'
import { orderHistory, showOrder } from '../src/services/orders/show-order.ts'
import { where, whichOrder } from './which-order.ts'

const STATES: readonly (readonly [RegExp, NonNullable<OrderFilter['state']>, string])[] = [
  [/逾期|overdue/i, 'overdue', '逾期'],
  [/(?:本周|这周|即将)(?:到期)?|到期|soon/i, 'soon', '本周到期'],
  [/待审核|已反馈|answered/i, 'answered', '待审核'],
  [/已办结|办结|closed/i, 'closed', '已办结'],
  [/已撤回|撤回|revoked/i, 'revoked', '已撤回'],
  [/全部|所有|all/i, 'all', '全部'],
  [/在办|未办结|未反馈|open/i, 'open', '在办'],
]

/** 清单: open orders, or those asked for. */
export const list = defineCommand({
  name: 'list',
  aliases: ['清单', '列表'],
  for: 'everybody',
  args: { departments, text: rest },
  words: {
    zh: {
      summary: '查看清单',
      usage: '/list [科室] [在办|逾期|本周到期|待审核|已办结|已撤回|全部] [关键词]',
      example: '/清单 人事科 逾期',
    },
    en: {
      summary: 'list orders',
      usage: '/list [DEPARTMENT] [open|overdue|soon|answered|closed|revoked|all] [WORDS]',
    },
  },
  async run(call) {
    const state = STATES.find(([pattern]) => pattern.test(normalize(call.args.text).text))
    const words = state ? call.args.text.replace(state[0], '').trim() : call.args.text
    const [department] = call.args.departments
    return alone(
      await listed(call.ctx, {
        ...(state ? { state: state[1] } : {}),
        ...(department ? { department } : {}),
        ...(words ? { words } : {}),
      }),
    )
  },
})

/** A list in words, with the filter that was understood. */
export async function listed(ctx: Ctx, filter: OrderFilter): Promise<Message> {
  const rows = await listOrders(ctx, filter)
  const title = STATES.find(([, state]) => state === (filter.state ?? 'open'))![2]
  const beside = [
    filter.department && departmentName(ctx, filter.department).name,
    filter.words && `“${filter.words}”`,
  ]
  return orderList(title, rows, beside.filter(Boolean).join('，'))
}

/** 我的待办: what my department owes; for the office also what waits for approval. */
export const mine = defineCommand({
  name: 'mine',
  aliases: ['我的待办', '待办', '我的'],
  for: 'everybody',
  args: { text: rest },
  words: {
    zh: { summary: '查看本人待办', usage: '/mine', example: '/我的待办' },
    en: { summary: 'what you owe', usage: '/mine' },
  },
  async run(call) {
    const { owed, toReview, departments: codes } = await myOrders(call.ctx)
    const names = departmentNames(call.ctx, codes).join('、')
    if (isLeader(call.ctx.actor.posts) && codes.length === 0 && toReview.length === 0) {
      return alone(say('目前没有报请您审定的事项。', '查看在办事项请发送 /list，查看台账请发送 /board'))
    }
    const parts = [
      ...(owed.length > 0 ? [orderList('待办', owed, names)] : []),
      ...(toReview.length > 0 ? [orderList('待审核', toReview)] : []),
    ]
    if (parts.length === 0) return alone(say('目前没有待办事项。'))
    const [first, second] = parts
    return alone(
      second
        ? { ...first!, lines: [...first!.lines, second.title ?? '', ...second.lines].slice(0, 11) }
        : first!,
    )
  },
})

/** 查看: one order as it stands. */
export const show = defineCommand({
  name: 'show',
  aliases: ['查看', '详情'],
  for: 'everybody',
  args: { order: orderNo, text: rest },
  words: {
    zh: { summary: '查看一件的办理情况', usage: '/show #编号', example: '/查看 #12' },
    en: { summary: 'show one order', usage: '/show #NO' },
  },
  async run(call) {
    const key = await whichOrder(call, '查看', 'owed')
    if (!key.ok) return refused(key)
    const done = await showOrder(call.ctx, key.value)
    if (!done.ok) return refused(done)
    const message = orderDetail(done.value.card, {
      inLeadingGroup: where(call) === 'here',
      now: call.ctx.now,
    })
    return { kind: 'say', message, where: where(call) }
  },
})

/** 期限说明: how the due day came about, day by day. */
export const why = defineCommand({
  name: 'why',
  aliases: ['期限说明', '期限', '为什么'],
  for: 'everybody',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: { summary: '说明期限如何计算', usage: '/why #编号 [科室]', example: '/期限说明 #12' },
    en: { summary: 'explain how the due date was counted', usage: '/why #NO' },
  },
  async run(call) {
    const key = await whichOrder(call, '期限说明', 'owed')
    if (!key.ok) return refused(key)
    const done = await showOrder(call.ctx, key.value)
    if (!done.ok) return refused(done)
    const { order } = done.value.home
    const message = explain(call.ctx, order, partFor(call, order, call.args.departments[0]))
    return { kind: 'say', message, where: where(call) }
  },
})

/** The part asked about: the named department's, the speaker's own, else the latest lead's. */
function partFor(call: Call, order: Order, named: string | undefined): Assignment {
  const own = call.ctx.actor.posts.map((p) => p.department)
  return (
    order.assignments.find((a) => a.department === named) ??
    order.assignments.find((a) => own.includes(a.department)) ??
    order.assignments.find((a) => a.role === 'lead') ??
    order.assignments[0]!
  )
}

export function explain(
  ctx: Pick<Ctx, 'bureau' | 'now'>,
  order: Order,
  a: Assignment,
  most?: number,
): Message {
  const { term } = order
  const differs = order.assignments.some((x) => x.due.on !== a.due.on)
  const note = dueNote(ctx, a.due)
  const reason =
    a.returnedAt !== undefined
      ? { kind: 'returned' as const, returnedOn: dayOf(a.returnedAt), said: false }
      : term.kind === 'workdays'
        ? {
            kind: 'workdays' as const,
            workdays: term.workdays,
            steps: countWorkdays(ctx.bureau.calendar, a.receivedOn, term.workdays).steps,
          }
        : term.kind === 'days'
          ? { kind: 'days' as const, days: term.days, received: a.receivedOn }
          : { kind: 'date' as const }
  const facts: WhyFacts = {
    no: order.no,
    kind: ORDER_KINDS[order.kind].name,
    due: a.due,
    basis: ORDER_KINDS[order.kind].basis,
    reason,
    ...(note ? { dueNote: note } : {}),
    ...(differs ? { department: departmentName(ctx, a.department).name } : {}),
  }
  return whyDue(facts, most)
}

/** 履历: what happened to an order, by whom, when. */
export const history = defineCommand({
  name: 'history',
  aliases: ['履历', '办理过程'],
  for: 'everybody',
  args: { order: orderNo, all: flag('全部'), text: rest },
  words: {
    zh: { summary: '查看办理履历', usage: '/history #编号', example: '/履历 #12' },
    en: { summary: 'what happened to an order', usage: '/history #NO' },
  },
  async run(call) {
    const key = await whichOrder(call, '履历', 'owed')
    if (!key.ok) return refused(key)
    const done = await orderHistory(call.ctx, key.value)
    if (!done.ok) return refused(done)
    const { home, lines } = done.value
    const message = wordHistory(home.order.no, lines, bureauNames(call.ctx.bureau).department)
    return { kind: 'say', message, where: where(call) }
  },
})
