import { departments, rest } from '../src/chat/args.ts'
import { alone, defineCommand } from '../src/chat/command.ts'
import { type Message, say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { orderList } from '../src/chat/words/lists.ts'
import { isLeader } from '../src/domain/roster.ts'
import type { Ctx } from '../src/services/context.ts'
import { departmentName, departmentNames } from '../src/services/orders/card.ts'
import { listOrders, myOrders, type OrderFilter } from '../src/services/orders/list-orders.ts'

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
