/**
 * Another department for a part (申请改派). A department never passes its part to a peer: it asks within a working day of
 * receipt, the office decides. The new department gets a full new internal term inside any statutory date; the first is
 * out and never scored late. When departments refuse the same matter, the director decides or convenes.
 */
import type { Calendar } from './calendar.ts'
import { allow, type Decision, refuse } from './decision.ts'
import { type Due, dueFor, dueMoment, insideLimit, receivedOn } from './due.ts'
import { termWorkdays } from './extension.ts'
import { assignmentOf, type Order } from './order.ts'
import type { OrderFact } from './order-facts.ts'
import { type By, partFor } from './order-rules.ts'
import type { OrderRequest } from './requests.ts'
import { CLOSE_OF_BUSINESS, type Day, dayOf, type Moment } from './time.ts'

/** Working days after receipt in which a department may ask, where the bureau sets nothing else. */
export const REROUTE_WORKDAYS = 1

/** The last day on which a department may ask for another one. */
function rerouteUntil(calendar: Calendar, received: Day, workdays: number): Day {
  return calendar.nthWorkdayAfter(received, workdays)
}

/** Whether this department may still ask. @param workdays how long after receipt it may, at least 1 */
export function mayAskReroute(
  calendar: Calendar,
  order: Order,
  department: string,
  proper: string | undefined,
  workdays: number,
  now: Moment,
): Decision<true> {
  const part = partFor(order, department, 'reroute')
  if (!part.ok) return part
  if (proper === department) return refuse('reroute.same', { no: order.no, department })
  const until = rerouteUntil(calendar, part.value.receivedOn, workdays)
  if (dayOf(now) > until) return refuse('reroute.too-late', { no: order.no, department, until, workdays })
  return allow(true)
}

/** The full new internal term of the department that takes over, inside the statutory date. */
function rerouteDue(calendar: Calendar, order: Order, received: Day): Due {
  const { term } = order
  const full =
    term.kind === 'date'
      ? dueFor(calendar, { kind: 'workdays', workdays: termWorkdays(calendar, order) }, received)
      : dueFor(calendar, term, received)
  return insideLimit(
    calendar,
    term.kind === 'date' ? { ...full, at: term.time ?? CLOSE_OF_BUSINESS } : full,
    order.limit,
  )
}

/** The part goes from one department to another. */
export function reroute(
  calendar: Calendar,
  order: Order,
  from: string,
  to: string,
  reason: string,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  const part = partFor(order, from, 'reroute')
  if (!part.ok) return part
  if (from === to) return refuse('reroute.same', { no: order.no, department: to })
  if (reason.trim() === '') return refuse('reason.missing', { action: 'reroute' })
  const there = assignmentOf(order, to)
  if (there?.state === 'answered' || there?.state === 'approved') {
    return refuse('reroute.answered-there', { no: order.no, department: to })
  }
  const received = receivedOn(calendar, now)
  const fresh = rerouteDue(calendar, order, received)
  if (order.limit && dueMoment(fresh) <= now) {
    return refuse('reroute.past-limit', { no: order.no, limit: order.limit })
  }
  // Who has a part of the order already never loses time by taking over another.
  const standing = there && there.state !== 'declined' && there.state !== 'excused' ? there : undefined
  const keeps = standing !== undefined && dueMoment(standing.due) >= dueMoment(fresh)
  return allow([
    {
      kind: 'assignment.rerouted',
      department: from,
      to,
      at: now,
      by,
      receivedOn: keeps ? standing.receivedOn : received,
      due: keeps ? standing.due : fresh,
      reason: reason.trim(),
    },
  ])
}

/**
 * Whether a request for another department is the director's: the part came to the department by a reroute already, or
 * another department of the same order refuses too.
 * @param requests the order's other requests
 */
export function isDisputed(order: Order, department: string, requests: readonly OrderRequest[]): boolean {
  if (order.assignments.some((a) => a.reroutedTo === department)) return true
  return requests.some(
    (r) =>
      r.kind === 'reroute' && r.department !== department && (r.state === 'open' || r.state === 'granted'),
  )
}
