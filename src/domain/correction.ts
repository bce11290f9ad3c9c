/**
 * 更正: a wrong entry is never edited. A correction is an entry of its own that says who, why, the old value and the
 * new one; the order then stands as corrected.
 */
import type { Calendar } from './calendar.ts'
import { allow, type Decision, refuse } from './decision.ts'
import { type Due, dueMoment, timeliness } from './due.ts'
import { assignmentOf, MOST_SUBJECT, type Order, owes } from './order.ts'
import type { Correction, OrderFact } from './order-facts.ts'
import type { By } from './order-rules.ts'
import type { Moment } from './time.ts'

/** What is to be corrected, with its right value. */
export type Wanted =
  | { readonly field: 'subject'; readonly to: string }
  | { readonly field: 'due'; readonly to: Due }
  /** When an answer was really given: 书面补录, a wrong clock. */
  | { readonly field: 'answeredAt'; readonly to: Moment }

/** @param department whose part; not needed for the subject, nor where there is one part only */
export function correct(
  calendar: Calendar,
  order: Order,
  wanted: Wanted,
  department: string | undefined,
  why: string,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  if (order.state === 'revoked') {
    return refuse('order.already-revoked', { no: order.no, at: order.endedAt ?? order.issuedAt })
  }
  if (why.trim() === '') return refuse('reason.missing', { action: 'correct' })
  const change = changeOf(calendar, order, wanted, department, now)
  if (!change.ok) return change
  const part = wanted.field === 'subject' ? {} : { department: partOf(order, department) ?? '' }
  return allow([{ kind: 'order.corrected', at: now, by, why: why.trim(), ...part, change: change.value }])
}

function changeOf(
  calendar: Calendar,
  order: Order,
  wanted: Wanted,
  department: string | undefined,
  now: Moment,
): Decision<Correction> {
  const same = () => refuse('correction.same', { no: order.no })
  if (wanted.field === 'subject') {
    const to = wanted.to.trim()
    const length = [...to].length
    if (to === '') return refuse('order.no-subject', {})
    if (length > MOST_SUBJECT) return refuse('order.subject-too-long', { length, most: MOST_SUBJECT })
    return to === order.subject ? same() : allow({ field: 'subject', from: order.subject, to })
  }
  const code = partOf(order, department)
  if (code === undefined) {
    const departments = order.assignments.map((a) => a.department)
    return refuse('assignment.which', { no: order.no, departments, action: 'correct' })
  }
  const a = assignmentOf(order, code)
  if (!a) {
    const departments = order.assignments.map((x) => x.department)
    return refuse('assignment.not-in-order', { no: order.no, department: code, departments })
  }
  if (wanted.field === 'due') {
    if (order.limit && wanted.to.on > order.limit.on) {
      return refuse('correction.past-limit', { no: order.no, limit: order.limit.on })
    }
    if (owes(a) && dueMoment(wanted.to) <= now) {
      return refuse('order.due-past', { dueOn: wanted.to.on, time: wanted.to.at })
    }
    const unchanged = wanted.to.on === a.due.on && wanted.to.at === a.due.at
    return unchanged ? same() : allow({ field: 'due', from: a.due, to: wanted.to })
  }
  if (a.answeredAt === undefined) {
    return refuse('assignment.not-answered', { no: order.no, department: code, state: a.state })
  }
  if (wanted.to < order.issuedAt || wanted.to > now) {
    return refuse('correction.impossible-time', { no: order.no, from: order.issuedAt, until: now })
  }
  if (wanted.to === a.answeredAt) return same()
  return allow({
    field: 'answeredAt',
    from: a.answeredAt,
    to: wanted.to,
    timeliness: timeliness(calendar, a.due, wanted.to),
  })
}

/** The part meant: the named one, or the only one. */
function partOf(order: Order, department: string | undefined): string | undefined {
  if (department !== undefined) return department
  return order.assignments.length === 1 ? order.assignments[0]!.department : undefined
}
