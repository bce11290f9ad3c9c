/** Requests of departments whose part is due today and that still wait for somebody of the office, by who decides. */
import { rungDay } from '../../domain/ladder.ts'
import type { WaitingRequest } from '../../domain/notices.ts'
import { assignmentOf, type Order, owes } from '../../domain/order.ts'
import { isLeader, postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import { loadOrders } from '../../store/orders.ts'
import { type OpenRequest, openRequests } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { departmentName, personName } from '../orders/card.ts'

export interface Waiting {
  readonly lines: readonly WaitingRequest[]
  /** What they are about. */
  readonly orders: readonly Order[]
}

/** Leaders are left out: they read it in their brief. */
export async function waitingRequests(ctx: Ctx): Promise<ReadonlyMap<string, Waiting>> {
  const { calendar, roster } = ctx.bureau
  const today = dayOf(ctx.now)
  const open = (await openRequests(ctx.tx.db)).filter(
    (r) => r.approver !== undefined && !isLeader(postsOf(roster, r.approver, today)),
  )
  if (open.length === 0) return new Map()
  const homes = await loadOrders(ctx.tx.db, [...new Set(open.map((r) => r.order))])
  const orders = new Map(homes.map(({ order }) => [order.id, order]))
  const isDueToday = ({ order, department }: OpenRequest): boolean => {
    const known = orders.get(order)
    const part = known && assignmentOf(known, department)
    return part !== undefined && owes(part) && rungDay(calendar, part.due.on, 0) === today
  }
  return new Map(
    [...Map.groupBy(open.filter(isDueToday), (r) => r.approver!)].map(([approver, requests]) => [
      approver,
      { lines: requests.map((r) => lineOf(ctx, r)), orders: requests.map((r) => orders.get(r.order)!) },
    ]),
  )
}

function lineOf(ctx: Ctx, r: OpenRequest): WaitingRequest {
  return {
    no: r.no,
    subject: r.subject,
    department: departmentName(ctx, r.department),
    kind: r.kind,
    by: personName(ctx, r.person),
    at: r.at,
  }
}
