/**
 * Sub-orders (子单): part of a larger order, with a number of their own. The larger one does not close before them, and
 * closes by itself when the last of them has ended and nothing else is owed.
 */
import type { Decision } from './decision.ts'
import { type Due, dueMoment } from './due.ts'
import { isComplete, type Order, type OrderRef, orderDue } from './order.ts'
import { applyFacts, type OrderFact } from './order-facts.ts'
import { type By, openOrder } from './order-rules.ts'

/** Only an open order is split. */
export function maySplit(order: Order): Decision<true> {
  return openOrder(order)
}

/** Whether a sub-order would be due after the order it is part of. */
export function duePast(parent: Order, due: Due): boolean {
  return dueMoment(due) > dueMoment(orderDue(parent))
}

/** A sub-order ended (closed or revoked): what follows for the order it is part of. */
export function subEnded(parent: Order, sub: OrderRef, { by, now }: By): readonly OrderFact[] {
  const ended: OrderFact = { kind: 'order.sub-ended', at: now, by, sub }
  const closes = parent.state === 'issued' && isComplete(applyFacts(parent, [ended]))
  return closes ? [ended, { kind: 'order.closed', at: now, by }] : [ended]
}

/**
 * An ended sub-order is open again: so is the order it is part of, where that one had closed; none of its departments
 * owes anything for that.
 */
export function subReopened(parent: Order, sub: OrderRef, { by, now }: By): readonly OrderFact[] {
  const again: OrderFact = { kind: 'order.sub-issued', at: now, by, sub }
  if (parent.state !== 'closed') return [again]
  const before = { state: 'issued' as const, assignments: parent.assignments, endedAt: null }
  return [again, { kind: 'order.undone', at: now, by, act: 'order.closed', before }]
}
