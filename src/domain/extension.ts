/**
 * More time for one department's part (申请延期). It is asked with a reason and a number of working days, counted from the
 * old due day; who decides depends on how much and how often; nothing passes a statutory date.
 */
import type { Calendar } from './calendar.ts'
import { allow, type Decision, refuse } from './decision.ts'
import { type Due, dueFor, dueMoment, receivedOn } from './due.ts'
import type { Assignment, Limit, Order } from './order.ts'
import type { OrderFact } from './order-facts.ts'
import { type By, partFor } from './order-rules.ts'
import type { Day, Moment } from './time.ts'

/** Who decides: the office's director (or deputy), or the group leader (else the principal leader). */
export type Level = 'director' | 'leader'

/** It was extended before, it is longer than the original term, or it is the director's own department that asks. */
export type Beyond = 'second' | 'longer' | 'own'

/** What is asked for, as it was said. */
export type MoreTime =
  | { readonly kind: 'workdays'; readonly workdays: number }
  | { readonly kind: 'until'; readonly on: Day }

/** The slack a statutory date leaves, in working days between the due day and it. */
export interface Slack {
  readonly limit: Limit
  /** Before the extension. */
  readonly left: number
  /** After it. */
  readonly after: number
}

export interface Extension {
  readonly department: string
  readonly workdays: number
  readonly from: Due
  readonly to: Due
  readonly level: Level
  /** Why a leader decides; absent for the director. */
  readonly beyond?: Beyond
  /** Working days of the original term: the most the director may give. */
  readonly termWorkdays: number
  readonly slack?: Slack
}

/**
 * The working days of a part's original internal term, at least 1: those said, or those between receipt and the day said.
 * A part taken over later has a term of the same length.
 */
export function termWorkdays(calendar: Calendar, order: Order): number {
  const { term } = order
  if (term.kind === 'workdays') return term.workdays
  const received = receivedOn(calendar, order.issuedAt)
  return Math.max(1, calendar.workdaysIn(received, dueFor(calendar, term, received).on))
}

/** The due day so many working days after the old one, at its hour. */
export function extendedDue(calendar: Calendar, from: Due, workdays: number): Due {
  const on = calendar.nthWorkdayAfter(from.on, workdays)
  return { on, at: from.at, provisional: calendar.isProvisional(from.on) || calendar.isProvisional(on) }
}

/** The working days between the due day and a statutory date: the most that can be given. */
export function mostWorkdays(calendar: Calendar, from: Due, limit: Limit): number {
  return calendar.workdaysIn(from.on, limit.on)
}

/** What is asked, as a number of working days after the old due day; 0 where it does not lie after it. */
export function workdaysAsked(calendar: Calendar, from: Due, asked: MoreTime): number {
  return asked.kind === 'workdays' ? asked.workdays : calendar.workdaysIn(from.on, asked.on)
}

/**
 * The extension that so much more time would be, with who decides it. The same rule for the request and for its grant.
 * @param at what has passed by `now` is no due day any more; `ofDirector`: whoever asks directs the office
 */
export function extensionOf(
  calendar: Calendar,
  order: Order,
  department: string,
  asked: MoreTime,
  at: { readonly now: Moment; readonly ofDirector?: boolean },
): Decision<Extension> {
  const part = partFor(order, department, 'extend')
  if (!part.ok) return part
  const { no, limit } = order
  const { due: from } = part.value
  const workdays = workdaysAsked(calendar, from, asked)
  if (!Number.isInteger(workdays) || workdays < 1 || workdays > MOST_EXTENSION) {
    return refuse('extension.no-days', { no, department, due: from, most: MOST_EXTENSION })
  }
  const most = limit && mostWorkdays(calendar, from, limit)
  if (limit && workdays > most!) {
    return refuse('extension.past-limit', { no, department, workdays, due: from, limit, most: most! })
  }
  const extension = describeExtension(calendar, order, part.value, workdays, at.ofDirector)
  if (dueMoment(extension.to) <= at.now) {
    const least = leastWorkdays(calendar, from, at.now)
    return refuse('extension.over-already', {
      no,
      department,
      workdays,
      due: from,
      to: extension.to,
      // Where not even the least is inside the limit, nothing is.
      ...(most === undefined || least <= most ? { least } : {}),
    })
  }
  return allow(extension)
}

/** What so many working days would come to for a part as it stands, whether or not they can be given. */
export function describeExtension(
  calendar: Calendar,
  order: Order,
  { department, due: from, extended = 0 }: Assignment,
  workdays: number,
  ofDirector = false,
): Extension {
  const original = termWorkdays(calendar, order)
  const beyond = extended > 0 ? 'second' : workdays > original ? 'longer' : ofDirector ? 'own' : undefined
  const left = order.limit && mostWorkdays(calendar, from, order.limit)
  return {
    department,
    workdays,
    from,
    to: extendedDue(calendar, from, workdays),
    level: beyond ? 'leader' : 'director',
    termWorkdays: original,
    ...(beyond ? { beyond } : {}),
    ...(order.limit ? { slack: { limit: order.limit, left: left!, after: left! - workdays } } : {}),
  }
}

/** Longer than a year is a slip of the finger. */
const MOST_EXTENSION = 250

/** The smallest number of working days whose due is still ahead. */
function leastWorkdays(calendar: Calendar, from: Due, now: Moment): number {
  let n = 1
  while (dueMoment(extendedDue(calendar, from, n)) <= now) n++
  return n
}

/** Grants it: this part alone gets its new due. */
export function extend(
  { department, from, to, workdays }: Extension,
  reason: string,
  { by, now }: By,
): OrderFact {
  return { kind: 'assignment.extended', department, at: now, by, from, to, workdays, reason }
}
