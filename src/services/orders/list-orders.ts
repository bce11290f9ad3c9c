/** Orders as people ask for them. */
import { dueMoment, workdaysLate, workdaysLeft } from '../../domain/due.ts'
import type { OrderCard } from '../../domain/notices.ts'
import { orderDue, owes, waitsForReview } from '../../domain/order.ts'
import { answersFor } from '../../domain/roster.ts'
import { addDays, dayOf, weekday } from '../../domain/time.ts'
import { type HomedOrder, openOrders, recentOrders } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { orderCard } from './card.ts'
import { seen } from './seen.ts'

export interface OrderFilter {
  /** `open` is the default. */
  readonly state?: 'open' | 'closed' | 'revoked' | 'overdue' | 'soon' | 'answered' | 'all'
  readonly department?: string
  readonly year?: number
  /** Words the subject contains. */
  readonly words?: string
}

export interface ListedOrder {
  readonly card: OrderCard
  readonly overdue: boolean
  readonly workdaysLate: number
  readonly workdaysLeft: number
  readonly lastWord: string
  readonly lastAt: number
}

/** At most this many closed orders are looked through. */
const MOST = 2000

export async function listOrders(ctx: Ctx, filter: OrderFilter): Promise<ListedOrder[]> {
  const state = filter.state ?? 'open'
  const onlyOpen = state === 'open' || state === 'overdue' || state === 'soon' || state === 'answered'
  const all = onlyOpen ? await openOrders(ctx.tx.db) : await recentOrders(ctx.tx.db, MOST)
  const found = seen(ctx, all)
  const today = dayOf(ctx.now)
  const sunday = addDays(today, 7 - weekday(today))
  return found
    .filter(({ order }) => {
      const parts = filter.department
        ? order.assignments.filter(
            // What was rerouted away is no longer that department's, but for the record of everything.
            (a) => a.department === filter.department && (state === 'all' || a.state !== 'declined'),
          )
        : order.assignments
      if (parts.length === 0) return false
      if (filter.year !== undefined && order.no.year !== filter.year) return false
      if (filter.words && !order.subject.includes(filter.words)) return false
      if (state === 'closed' || state === 'revoked') return order.state === state
      if (state === 'overdue') return parts.some((a) => owes(a) && dueMoment(a.due) < ctx.now)
      if (state === 'soon') return parts.some((a) => owes(a) && a.due.on >= today && a.due.on <= sunday)
      if (state === 'answered') return parts.some(waitsForReview)
      return true
    })
    .sort((x, y) =>
      onlyOpen
        ? dueMoment(orderDue(x.order)) - dueMoment(orderDue(y.order)) || x.order.no.no - y.order.no.no
        : y.order.no.year - x.order.no.year || y.order.no.no - x.order.no.no,
    )
    .map((home) => listed(ctx, home, filter.department))
}

export function listed(ctx: Pick<Ctx, 'bureau' | 'now'>, home: HomedOrder, department?: string): ListedOrder {
  const { order } = home
  const today = dayOf(ctx.now)
  const owing = order.assignments.filter(
    (a) => owes(a) && (department === undefined || a.department === department),
  )
  const late = owing.filter((a) => dueMoment(a.due) < ctx.now)
  const due = orderDue(order)
  return {
    card: orderCard(ctx, order),
    overdue: order.state === 'issued' && late.length > 0,
    workdaysLate: Math.max(0, ...late.map((a) => workdaysLate(ctx.bureau.calendar, a.due.on, today))),
    workdaysLeft: workdaysLeft(ctx.bureau.calendar, due.on, today),
    lastWord: home.lastWord,
    lastAt: home.lastAt,
  }
}

/** What the actor's departments still owe, and for the office the answers that wait for approval: one's own orders', the directors' everybody's. */
export async function myOrders(
  ctx: Ctx,
): Promise<{ owed: ListedOrder[]; toReview: ListedOrder[]; departments: readonly string[] }> {
  const departments = answersFor(ctx.actor.posts)
  const open = seen(ctx, await openOrders(ctx.tx.db))
  const all = ctx.actor.posts.some((p) => p.post === 'office_director' || p.post === 'deputy_office_director')
  const byDue = (x: HomedOrder, y: HomedOrder) => dueMoment(orderDue(x.order)) - dueMoment(orderDue(y.order))
  return {
    departments,
    owed: open
      .filter(({ order }) =>
        order.assignments.some(
          (a) => owes(a) && (departments.includes(a.department) || a.handler === ctx.actor.code),
        ),
      )
      .sort(byDue)
      .map((home) => listed(ctx, home, departments.length === 1 ? departments[0] : undefined)),
    toReview: open
      .filter(
        ({ order }) => (all || order.issuedBy === ctx.actor.code) && order.assignments.some(waitsForReview),
      )
      .sort(byDue)
      .map((home) => listed(ctx, home)),
  }
}
