import { departments, flag, orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import { type Button, type Message, say } from '../src/chat/message.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { sayMoment } from '../src/chat/words/dates.ts'
import { fold, typedNo } from '../src/chat/words/short.ts'
import { sayTold } from '../src/chat/words/urging.ts'
import { refuse } from '../src/domain/decision.ts'
import type { UrgeRecord } from '../src/domain/notices.ts'
import { owes } from '../src/domain/order.ts'
import { printNo } from '../src/domain/serial.ts'
import type { Ctx } from '../src/services/context.ts'
import { findOrder, type OrderKey } from '../src/services/orders/find-order.ts'
import { reportOverdue, talkOverdue } from '../src/services/orders/overdue.ts'
import { type Urged, urgeOnce, urgeOrder } from '../src/services/orders/urge-order.ts'
import { recordCall } from '../src/services/orders/urgings.ts'
import { whichOrder } from './which-order.ts'

/** 催办: told to the departments' people alone, recorded with who was reached. */
export const urge = defineCommand({
  name: 'urge',
  aliases: ['催办', '催一下'],
  for: 'office',
  args: {
    order: orderNo,
    all: flag('全部'),
    phoned: flag('已电话联系', '电话已联系', '已打电话'),
    departments,
    text: rest,
  },
  words: {
    zh: {
      summary: '催办未反馈的科室、单位，记录由谁经何途径',
      usage: '/urge #编号 [科室] [说明|电话已联系]',
      example: '/催办 #12 人事科',
    },
    en: {
      summary: 'urge departments that owe an answer',
      usage: '/urge #NO [DEPARTMENT] [WORDS|电话已联系]',
    },
  },
  async run(call) {
    const key = await whichOrder(call, '催办', 'none', 'urge')
    if (!key.ok) return refused(key)
    const { departments: named, text, phoned } = call.args
    if (phoned) return called(call.ctx, key.value, named)
    const done = await urgeOrder(call.ctx, key.value, named, text || undefined)
    return done.ok ? alone(urgedMessage(call.ctx, done.value)) : refused(done)
  },
  presses: {
    'urge.phoned': async ({ ctx, press }) => {
      const done = await recordCall(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      const { fresh, to } = done.value
      return fresh
        ? { kind: 'pressed', toast: `已记录电话联系${to ? `　${to}` : ''}` }
        : { kind: 'pressed', toast: '刚已记录电话联系，无需重复', tone: 'info' }
    },
    'overdue.urge': async ({ ctx, press }) => {
      const done = await urgeOnce(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      return done.value.fresh
        ? { kind: 'pressed', toast: '已催办' }
        : { kind: 'pressed', toast: '今日已催办，无需重复；确需再催，请发送 /urge 并写明说明', tone: 'info' }
    },
    'overdue.talk': async ({ ctx, press }) => {
      const done = await talkOverdue(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      return done.value.fresh
        ? { kind: 'pressed', toast: '已记录：与科室、单位沟通' }
        : { kind: 'pressed', toast: '今日已记录，无需重复', tone: 'info' }
    },
    'overdue.report': async ({ ctx, press }) => {
      const done = await reportOverdue(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      const told = done.value.told.join('、')
      return done.value.fresh
        ? { kind: 'pressed', toast: `已报告${told}` }
        : { kind: 'pressed', toast: `今日已报告${told}，无需重复`, tone: 'info' }
    },
  },
})

const MOST_DEPARTMENTS = 7
const MOST_BUTTONS = 3

/** Who was told and by which road; and of those urged a moment ago what was done then. */
export function urgedMessage(ctx: Ctx, { order, told, lately }: Urged): Message {
  const { department } = bureauNames(ctx.bureau)
  const lines = Object.entries(told).map(([code, records]) => sayTold(department(code), records))
  const before = Object.entries(lately).map(
    ([code, records]) => `${sayTold(department(code), records)}，${lastTime(records, order.no.year)}刚已催办`,
  )
  const { shown, rest: more } = fold([...lines, ...before], MOST_DEPARTMENTS)
  const unreached = Object.keys(told).filter((code) => told[code]!.every((u) => u.road === 'none'))
  const all = [...Object.keys(told), ...Object.keys(lately)]
  const asked =
    unreached.length > 0 ? unreached.slice(0, MOST_BUTTONS) : all.length <= MOST_BUTTONS ? all : []
  return {
    lines: [
      `${lines.length > 0 ? '已催办' : '未重复催办'}　${printNo(order.no)}`,
      ...shown,
      ...(more > 0 ? [`另有 ${more} 个，见 /history ${typedNo(order.no)}`] : []),
      ...(before.length > 0 ? [`确需再催的，请写明说明：/urge ${typedNo(order.no)} 说明`] : []),
    ],
    ...(asked.length > 0
      ? {
          buttons: asked.map(
            (code): Button => ({
              label: `电话已联系${asked.length > 1 ? `（${department(code)}）` : ''}`,
              press: { do: 'urge.phoned', order: order.id, department: code },
            }),
          ),
          typed: `已电话联系的，请发送：/urge ${typedNo(order.no)} ${department(asked[0]!)} 电话已联系`,
        }
      : {}),
  }
}

function lastTime(records: readonly UrgeRecord[], year: number): string {
  const last = records.at(-1)!
  return `${sayMoment(last.at, { year })} ${last.by}`
}

/** A call by telephone, said in words: of the departments named, else the only one that owes. */
async function called(ctx: Ctx, key: OrderKey, named: readonly string[]): Promise<Outcome> {
  const home = await findOrder(ctx, key)
  if (!home) return refused(refuse('order.unknown', { no: 'no' in key ? printNo(key.no) : '' }))
  const { department } = bureauNames(ctx.bureau)
  const owing = home.order.assignments.filter(owes).map((a) => a.department)
  const wanted = named.length > 0 ? named : owing.length === 1 ? owing : []
  if (wanted.length === 0) {
    return refused(
      owing.length === 0
        ? refuse('assignment.nobody-owes', { no: home.order.no })
        : refuse('assignment.which', { no: home.order.no, departments: owing, action: 'urge' }),
    )
  }
  const lines: string[] = []
  for (const code of wanted) {
    const done = await recordCall(ctx, key, code)
    if (!done.ok) return refused(done)
    const { fresh, to } = done.value
    lines.push(
      `${department(code)}${to ? `（${to}）` : ''}　${fresh ? '已记录电话联系' : '刚已记录电话联系，无需重复'}`,
    )
  }
  return alone(say(`催办　${printNo(home.order.no)}`, ...lines))
}
