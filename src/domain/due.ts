/**
 * When a department's part is due. A term counts from the day after receipt; a date said as a day stays that day.
 * Due means close of business unless a time was said.
 */
import type { Calendar } from './calendar.ts'
import {
  addDays,
  CLOSE_OF_BUSINESS,
  type Day,
  dayOf,
  type Moment,
  momentOf,
  type TimeOfDay,
  timeOf,
} from './time.ts'

/** What the office asked for: so many working days from receipt, or a day. */
export type Term =
  | { readonly kind: 'workdays'; readonly workdays: number; readonly time?: TimeOfDay }
  | { readonly kind: 'days'; readonly days: number; readonly time?: TimeOfDay }
  | { readonly kind: 'date'; readonly on: Day; readonly time?: TimeOfDay }

export interface Due {
  readonly on: Day
  readonly at: TimeOfDay
  /** Hangs on a year whose arrangement is not published yet (暂定). */
  readonly provisional: boolean
}

/**
 * The day that counts as the day of receipt: the day itself for what arrives before close of business of a working
 * day, otherwise the next working day.
 * @example Saturday 2026-03-07 10:00 → 2026-03-09 (Monday); Friday 2026-03-06 17:30 → 2026-03-09
 */
export function receivedOn(calendar: Calendar, at: Moment): Day {
  const on = dayOf(at)
  return calendar.isWorkday(on) && timeOf(at) < CLOSE_OF_BUSINESS ? on : calendar.nthWorkdayAfter(on, 1)
}

/**
 * The due day of a term for a day of receipt.
 * @example 5 working days received 2026-09-28 (Monday) → 2026-10-10 (make-up Saturday)
 */
export function dueFor(calendar: Calendar, term: Term, received: Day): Due {
  const at = term.time ?? CLOSE_OF_BUSINESS
  if (term.kind === 'date') return { on: term.on, at, provisional: calendar.isProvisional(term.on) }
  const on =
    term.kind === 'workdays'
      ? calendar.nthWorkdayAfter(received, term.workdays)
      : addDays(received, term.days)
  return { on, at, provisional: calendar.isProvisional(received) || calendar.isProvisional(on) }
}

/**
 * A due no later than a statutory date: at most its last working day.
 * @example due 2026-03-20, limit Sunday 2026-03-15 → 2026-03-13 17:30
 */
export function insideLimit(calendar: Calendar, due: Due, limit: { readonly on: Day } | undefined): Due {
  if (limit === undefined || due.on <= limit.on) return due
  const on = calendar.workdayOnOrBefore(limit.on)
  return { on, at: CLOSE_OF_BUSINESS, provisional: calendar.isProvisional(on) }
}

/** The moment after which it is no longer in time. */
export function dueMoment(due: { readonly on: Day; readonly at: TimeOfDay }): Moment {
  return momentOf(due.on, due.at)
}

/** Working days of `today` past the due day: 0 on the due day itself and before. */
export function workdaysLate(calendar: Calendar, dueOn: Day, today: Day): number {
  return today <= dueOn ? 0 : calendar.workdaysIn(dueOn, today)
}

/** Working days left from today to the due day, today not counted; 0 on the due day and after. */
export function workdaysLeft(calendar: Calendar, dueOn: Day, today: Day): number {
  return today >= dueOn ? 0 : calendar.workdaysIn(today, dueOn)
}

/** How an answer stands to its due time. */
export type Timeliness =
  | { readonly kind: 'inTime' }
  /** On the due day, after its time: 当日17:30后反馈. Not late. */
  | { readonly kind: 'afterHours'; readonly at: TimeOfDay }
  | { readonly kind: 'late'; readonly workdays: number }

export function timeliness(
  calendar: Calendar,
  due: { on: Day; at: TimeOfDay },
  answeredAt: Moment,
): Timeliness {
  const on = dayOf(answeredAt)
  if (answeredAt <= dueMoment(due)) return { kind: 'inTime' }
  if (on === due.on) return { kind: 'afterHours', at: due.at }
  return { kind: 'late', workdays: workdaysLate(calendar, due.on, on) }
}

/**
 * The due day after a return that names no date: the old one, or two working days when less is left.
 * @example returned Monday 2026-03-09, due that day → 2026-03-11
 */
export function dueAfterReturn(calendar: Calendar, old: Due, now: Moment): Due {
  const floor = calendar.nthWorkdayAfter(dayOf(now), 2)
  return old.on >= floor
    ? old
    : { on: floor, at: CLOSE_OF_BUSINESS, provisional: calendar.isProvisional(floor) }
}
