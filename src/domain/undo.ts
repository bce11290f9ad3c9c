/**
 * Taking back what one did oneself, within five minutes and before anybody built on it. A number once given stays
 * given: an issue taken back is a revoked order.
 */
import { allow, type Decision, refuse } from './decision.ts'
import type { Order } from './order.ts'
import type { OrderFact } from './order-facts.ts'
import { revoke } from './order-rules.ts'
import { MINUTE, type Moment } from './time.ts'

export const UNDO_MS = 5 * MINUTE

/**
 * What cannot be taken back: it told somebody something (a 催办, a name in the group, a telephone call), or is itself a
 * record of what was. It stands in the way of undoing what was done before it.
 */
const FINAL: ReadonlySet<OrderFact['kind']> = new Set([
  'assignment.urged',
  'assignment.released',
  'assignment.answer-moved',
  'assignment.answer-withdrawn',
  'order.corrected',
  'order.urgency',
])

/** What a person did last to an order: the first fact's kind, and the order as it stood before. */
export interface Act {
  readonly person: string
  readonly at: Moment
  readonly kind: OrderFact['kind']
  /** Absent: the whole order, or several of its departments. */
  readonly department?: string
  readonly before: Extract<OrderFact, { kind: 'order.undone' }>['before']
}

/**
 * @param changedSince somebody did something with the order after it
 * @example issued 10:00, /undo 10:05 → revoked; 10:06 → too late
 */
export function undo(
  order: Order,
  act: Act,
  changedSince: boolean,
  by: string,
  now: Moment,
): Decision<readonly OrderFact[]> {
  if (act.person !== by) return refuse('authority.not-yours', { action: 'undo', holders: [] })
  if (now - act.at > UNDO_MS) return refuse('undo.too-late', { no: order.no, at: act.at })
  if (FINAL.has(act.kind)) return refuse('undo.final', { no: order.no })
  if (changedSince) return refuse('undo.changed-since', { no: order.no })
  if (act.kind === 'order.issued') return revoke(order, UNDONE, { by, now })
  return allow([{ kind: 'order.undone', at: now, by, act: act.kind, before: act.before }])
}

/** The reason of a revocation that takes back an issue. */
const UNDONE = '下发后撤销'
