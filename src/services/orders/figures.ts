/** How many orders were issued, closed, are open and overdue: what a leader asks of a department or a stretch of time. */
import { dueMoment, workdaysLate } from '../../domain/due.ts'
import type { DueLine } from '../../domain/notices.ts'
import { type Assignment, type Order, orderDue, owes } from '../../domain/order.ts'
import { type Day, dayOf } from '../../domain/time.ts'
import { type HomedOrder, openOrders, recentOrders } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { dueLine } from './card.ts'
import { sees } from './seen.ts'

export interface FiguresOf {
  readonly department?: string
  /** Both days included; without it the figures are of today's state alone. */
  readonly period?: { readonly start: Day; readonly end: Day }
}

export interface Figures {
  /** Issued in the period. */
  readonly issued: number
  /** Closed in the period. */
  readonly closed: number
  readonly open: number
  /** Of the open ones, those whose departments have all answered. */
  readonly toReview: number
  /** Owing after the due time; of a period, those that came due before its end. A line a department, the latest first. */
  readonly overdue: readonly DueLine[]
  /** Answered late in the period. */
  readonly answeredLate: number
  /** The open ones, soonest due first. */
  readonly orders: readonly HomedOrder[]
}

/** As many of the newest orders are looked through for what is over. */
const MOST = 5000

export async function figuresOf(
  ctx: Pick<Ctx, 'tx' | 'actor' | 'now' | 'bureau' | 'place'>,
  { department, period }: FiguresOf,
): Promise<Figures> {
  const recent = period ? await recentOrders(ctx.tx.db, MOST) : []
  const known = new Map([...(await openOrders(ctx.tx.db)), ...recent].map((h) => [h.order.id, h]))
  const partsOf = (order: Order): readonly Assignment[] =>
    order.assignments.filter((a) => department === undefined || a.department === department)
  const homes = [...known.values()].filter(({ order }) => sees(ctx, order) && partsOf(order).length > 0)
  const within = (day: Day | undefined): boolean =>
    day !== undefined && (period === undefined || (period.start <= day && day <= period.end))
  const open = homes.filter(({ order }) => order.state === 'issued')
  const overdue = open.flatMap(({ order }) =>
    partsOf(order)
      .filter(
        (a) => owes(a) && dueMoment(a.due) < ctx.now && (period === undefined || a.due.on <= period.end),
      )
      .map((a) => dueLine(ctx, order, a, 0)),
  )
  const late = homes.flatMap(({ order }) =>
    partsOf(order).filter(
      (a) => a.timeliness?.kind === 'late' && a.answeredAt !== undefined && within(dayOf(a.answeredAt)),
    ),
  )
  const lateness = (line: DueLine) => workdaysLate(ctx.bureau.calendar, line.due.on, dayOf(ctx.now))
  return {
    issued: period ? homes.filter(({ order }) => within(dayOf(order.issuedAt))).length : 0,
    closed: period
      ? homes.filter(
          ({ order }) =>
            order.state === 'closed' && order.endedAt !== undefined && within(dayOf(order.endedAt)),
        ).length
      : 0,
    open: open.length,
    toReview: open.filter(({ order }) => !partsOf(order).some(owes)).length,
    overdue: overdue.sort((x, y) => lateness(y) - lateness(x) || x.no.no - y.no.no),
    answeredLate: late.length,
    orders: open.sort((x, y) => dueMoment(orderDue(x.order)) - dueMoment(orderDue(y.order))),
  }
}
