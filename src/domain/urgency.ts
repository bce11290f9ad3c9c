/** 特急 holds once the director confirmed it; until then the order is treated as 加急. */
import { allow, type Decision, refuse } from './decision.ts'
import type { Order } from './order.ts'
import type { OrderFact } from './order-facts.ts'
import { type By, openOrder } from './order-rules.ts'

/** The director's word on an order that its issuer called 特急. */
export function decideUrgency(order: Order, most: boolean, { by, now }: By): Decision<readonly OrderFact[]> {
  const open = openOrder(order)
  if (!open.ok) return open
  if (order.urgency !== 'most_urgent' || order.urgencyConfirmed) {
    return refuse('urgency.decided', { no: order.no, most: order.urgency === 'most_urgent' })
  }
  const fact: OrderFact = {
    kind: 'order.urgency',
    at: now,
    by,
    urgency: most ? 'most_urgent' : 'urgent',
    confirmed: true,
  }
  return allow([fact])
}

/** What an order is treated as now: 特急 not yet confirmed counts as 加急. */
export function urgencyNow(order: Pick<Order, 'urgency' | 'urgencyConfirmed'>): Order['urgency'] {
  return order.urgency === 'most_urgent' && !order.urgencyConfirmed ? 'urgent' : order.urgency
}
