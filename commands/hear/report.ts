/** A leader asks: answered at once, in report tone, from what is registered. */
import {
  alone,
  type Call,
  type Outcome,
  type PressCall,
  type PressOutcome,
  refused,
} from '../../src/chat/command.ts'
import { type Message, say } from '../../src/chat/message.ts'
import { type Asked, askedOf } from '../../src/chat/understand/asked.ts'
import { bureauNames } from '../../src/chat/words/bureau-names.ts'
import { wordFigures, wordReport, wordShortlist } from '../../src/chat/words/report.ts'
import { cut } from '../../src/chat/words/short.ts'
import { refuse } from '../../src/domain/decision.ts'
import { workdaysLate, workdaysLeft } from '../../src/domain/due.ts'
import { isLeader, leaderInChargeOf } from '../../src/domain/roster.ts'
import { type OrderNo, printNo } from '../../src/domain/serial.ts'
import { dayOf } from '../../src/domain/time.ts'
import type { Ctx } from '../../src/services/context.ts'
import { departmentName, orderCard } from '../../src/services/orders/card.ts'
import { figuresOf } from '../../src/services/orders/figures.ts'
import { findOrder, type HomedOrder } from '../../src/services/orders/find-order.ts'
import { listed } from '../../src/services/orders/list-orders.ts'
import { ordersMeant } from '../../src/services/orders/orders-about.ts'
import { sees } from '../../src/services/orders/seen.ts'

/** A matter closed so many days ago is still asked about. */
const CLOSED_SINCE = 60

/** @param home the order that was named, or in whose thread it was said */
export async function reportTo(call: Call, text: string, home?: HomedOrder): Promise<Outcome> {
  const { ctx, book } = call
  if (home) return alone(visible(ctx, home) ? reportOf(ctx, home) : unseen(home.order))
  const asked = askedOf(text, { now: ctx.now, book })
  if (asked.about === 'figures') return alone(await figures(ctx, asked))
  const found = await meant(ctx, asked)
  if (found.length === 1) return alone(reportOf(ctx, found[0]!))
  if (found.length > 1) return alone(wordShortlist(found.map((h) => listed(ctx, h))))
  return alone(await nothingFits(ctx, asked))
}

/** The orders a question may mean; those closed lately come into question when none is open. */
export async function meant(ctx: Ctx, asked: Asked): Promise<readonly HomedOrder[]> {
  return ordersMeant(ctx, {
    words: asked.words,
    departments: asked.departments,
    caseRef: asked.caseRef,
    closedSince: CLOSED_SINCE,
  })
}

/** One order, for who asked about it. */
export function reportOf(ctx: Ctx, home: HomedOrder): Message {
  const { order } = home
  const { roster, calendar } = ctx.bureau
  const today = dayOf(ctx.now)
  const standing = order.assignments.filter((a) => a.state !== 'declined')
  const inCharge = standing.flatMap((a) => leaderInChargeOf(roster, a.department, today)?.name ?? [])
  return wordReport(
    {
      card: orderCard(ctx, order),
      parts: standing.map((a) => ({
        department: a.department,
        workdaysLate: workdaysLate(calendar, a.due.on, today),
        workdaysLeft: workdaysLeft(calendar, a.due.on, today),
        urged: a.urged,
      })),
      lastWord: home.lastWord,
      lastAt: home.lastAt,
      inCharge: [...new Set(inCharge)].filter((name) => name !== ctx.actor.name).slice(0, 3),
    },
    ctx.now,
    bureauNames(ctx.bureau).department,
  )
}

/** The same facts, without the words by which leaders are reported to. */
export function plainly(message: Message): Message {
  return { ...message, ...(message.title ? { title: message.title.replace(/^报告如下：/, '') } : {}) }
}

/** Figures from what is registered, of one department or of all. */
export async function figures(ctx: Ctx, asked: Asked): Promise<Message> {
  const department = asked.departments.length === 1 ? asked.departments[0]! : undefined
  const got = await figuresOf(ctx, {
    ...(department ? { department } : {}),
    ...(asked.period ? { period: asked.period } : {}),
  })
  return wordFigures(
    {
      ...got,
      ...(department ? { department: departmentName(ctx, department).name } : {}),
      ...(asked.period ? { period: { ...asked.period, said: asked.periodSaid ?? '' } } : {}),
    },
    { overdue: asked.overdue, rows: got.orders.map((h) => listed(ctx, h, department)) },
  )
}

/** Nothing registered is about it: said so, with what there is. */
async function nothingFits(ctx: Ctx, asked: Asked): Promise<Message> {
  const all = await figuresOf(
    ctx,
    asked.departments.length === 1 ? { department: asked.departments[0]! } : {},
  )
  const rows = all.orders.map((h) => listed(ctx, h))
  const only = rows.length === 1 && asked.words.length < 2 ? all.orders[0] : undefined
  if (only) return reportOf(ctx, only)
  const name = asked.departments.length === 1 ? departmentName(ctx, asked.departments[0]!).name : ''
  const about = asked.caseRef ?? asked.words
  const unknown = about.length > 1 ? `没有登记与“${cut(about, 20)}”直接对应的${name}事项` : ''
  if (rows.length === 0) return say('报告如下：', unknown || `${name || '目前'}没有在办事项。`)
  const list = wordShortlist(rows, '请问是哪一件')
  return unknown ? { ...list, lines: [`${unknown}，在办事项如下`, ...list.lines] } : list
}

function visible(ctx: Ctx, { order }: HomedOrder): boolean {
  return sees(ctx, order)
}

/** A restricted matter of departments this leader is not in charge of. */
export function unseen({ no }: { readonly no: OrderNo }): Message {
  return say('报告如下：', `${printNo(no)}为限定知悉事项，请向组长或领导小组办公室了解。`)
}

/** The shortlist's buttons. */
export const reportPresses = {
  'report.order': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const home = await findOrder(ctx, { id: press.order ?? '' })
    if (!home || !visible(ctx, home)) return refused(refuse('order.unknown', { no: '' }))
    const message = isLeader(ctx.actor.posts) ? reportOf(ctx, home) : plainly(reportOf(ctx, home))
    return { kind: 'pressed', toast: printNo(home.order.no), tone: 'info', message }
  },
}
