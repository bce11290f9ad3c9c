import { departments, flag, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { type Message, say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { exportButton, type ListPart, listMark, listTable } from '../src/chat/words/list-table.ts'
import { orderList } from '../src/chat/words/lists.ts'
import { nameMoment } from '../src/chat/words/table.ts'
import { allow, type Decision } from '../src/domain/decision.ts'
import { isLeader } from '../src/domain/roster.ts'
import type { Moment } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { mayMakeFiles, sendFile } from '../src/services/documents/send-file.ts'
import { writeSheet } from '../src/services/documents/xlsx.ts'
import { fileName } from '../src/services/documents/zip.ts'
import { departmentName, departmentNames } from '../src/services/orders/card.ts'
import { listOrders, myOrders, type OrderFilter } from '../src/services/orders/list-orders.ts'

type MyOrders = Awaited<ReturnType<typeof myOrders>>

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
  args: { table: flag('导出表格', '导出', 'export'), departments, text: rest },
  words: {
    zh: {
      summary: '查看清单，或导出表格',
      usage: '/list [科室] [在办|逾期|本周到期|待审核|已办结|已撤回|全部] [关键词] [导出]',
      example: '/清单 人事科 逾期',
    },
    en: {
      summary: 'list orders, or send them as a table',
      usage: '/list [DEPARTMENT] [open|overdue|soon|answered|closed|revoked|all] [WORDS] [export]',
    },
  },
  async run(call) {
    const state = STATES.find(([pattern]) => pattern.test(normalize(call.args.text).text))
    const words = state ? call.args.text.replace(state[0], '').trim() : call.args.text
    const [department] = call.args.departments
    const filter: OrderFilter = {
      ...(state ? { state: state[1] } : {}),
      ...(department ? { department } : {}),
      ...(words ? { words } : {}),
    }
    if (!call.args.table) return alone(await listed(call.ctx, filter))
    const sent = await sendList(call.ctx, await filtered(call.ctx, filter), call.publicUrl)
    return sent.ok ? alone(say(sent.value)) : refused(sent)
  },
  presses: {
    'list.export': async ({ ctx, press, publicUrl }) => {
      const list = press.mine
        ? mineParts(ctx, await myOrders(ctx))
        : await filtered(ctx, {
            state: STATES.find(([, state]) => state === press.state)?.[1] ?? 'open',
            ...(press.department ? { department: press.department } : {}),
            ...(press.words ? { words: press.words } : {}),
          })
      const changed = listMark(list.parts) !== press.shown
      const said = { ...list, ...(changed ? { changedSince: Number(press.at) as Moment } : {}) }
      const sent = await sendList(ctx, said, publicUrl)
      return sent.ok ? { kind: 'pressed', toast: sent.value } : refused(sent)
    },
  },
})

/** A list, and how it is called. */
interface Listed {
  readonly title: string
  readonly filterWords: string
  readonly parts: readonly ListPart[]
  readonly changedSince?: Moment
}

async function filtered(ctx: Ctx, filter: OrderFilter): Promise<Listed> {
  const beside = [
    filter.department && departmentName(ctx, filter.department).name,
    filter.words && `“${filter.words}”`,
  ]
  return {
    title: STATES.find(([, state]) => state === (filter.state ?? 'open'))![2],
    filterWords: beside.filter(Boolean).join('，'),
    parts: [{ rows: await listOrders(ctx, filter) }],
  }
}

/** The same rows as a table, to the one who asked, alone. */
async function sendList(ctx: Ctx, list: Listed, publicUrl: string): Promise<Decision<string>> {
  const can = mayMakeFiles(ctx)
  if (!can.ok) return can
  const count = list.parts.reduce((n, p) => n + p.rows.length, 0)
  const name = ['督办清单', list.title, list.filterWords, nameMoment(ctx.now)].filter(Boolean).join(' ')
  const sent = await sendFile(ctx, {
    name: `${fileName(name)}.xlsx`,
    bytes: await writeSheet(listTable(list.parts, { ...list, by: ctx.actor.name, at: ctx.now })),
    publicUrl,
  })
  return sent.ok ? allow(`清单 ${count} 件，表格将单独发送`) : sent
}

/** The button that makes this very list a table; nothing to put in one, no button. */
function withExport(ctx: Ctx, message: Message, list: Listed, press: Record<string, string>): Message {
  if (list.parts.every((p) => p.rows.length === 0)) return message
  const button = exportButton({ ...press, at: String(ctx.now), shown: listMark(list.parts) })
  return {
    ...message,
    buttons: [...(message.buttons ?? []), button],
    typed: [message.typed, '导出表格，请在命令后加“导出”重新发送'].filter(Boolean).join('；'),
  }
}

/** A list in words, with the filter that was understood. */
export async function listed(ctx: Ctx, filter: OrderFilter): Promise<Message> {
  const list = await filtered(ctx, filter)
  const { state = 'open', department, words } = filter
  const press = { state, ...(department ? { department } : {}), ...(words ? { words } : {}) }
  const message = orderList(list.title, list.parts[0]!.rows, list.filterWords)
  return withExport(ctx, message, list, press)
}

function mineParts(ctx: Ctx, { owed, toReview, departments: codes }: MyOrders): Listed {
  return {
    title: '我的待办',
    filterWords: departmentNames(ctx, codes).join('、'),
    parts: [
      { heading: '待办', rows: owed },
      { heading: '待审核', rows: toReview },
    ],
  }
}

/** 我的待办: what my department owes; for the office also what waits for approval. */
export const mine = defineCommand({
  name: 'mine',
  aliases: ['我的待办', '待办', '我的'],
  for: 'everybody',
  args: { table: flag('导出表格', '导出', 'export'), text: rest },
  words: {
    zh: { summary: '查看本人待办，或导出表格', usage: '/mine [导出]', example: '/我的待办' },
    en: { summary: 'what you owe', usage: '/mine [export]' },
  },
  async run(call) {
    const own = await myOrders(call.ctx)
    const { owed, toReview, departments: codes } = own
    const names = departmentNames(call.ctx, codes).join('、')
    if (isLeader(call.ctx.actor.posts) && codes.length === 0 && toReview.length === 0) {
      return alone(say('目前没有报请您审定的事项。', '查看在办事项请发送 /list，查看台账请发送 /board'))
    }
    const parts = [
      ...(owed.length > 0 ? [orderList('待办', owed, names)] : []),
      ...(toReview.length > 0 ? [orderList('待审核', toReview)] : []),
    ]
    if (parts.length === 0) return alone(say('目前没有待办事项。'))
    if (call.args.table) {
      const sent = await sendList(call.ctx, mineParts(call.ctx, own), call.publicUrl)
      return sent.ok ? alone(say(sent.value)) : refused(sent)
    }
    const [first, second] = parts
    const message = second
      ? { ...first!, lines: [...first!.lines, second.title ?? '', ...second.lines].slice(0, 11) }
      : first!
    return alone(withExport(call.ctx, message, mineParts(call.ctx, own), { mine: 'yes' }))
  },
})
