/**
 * The reminder ladder: when the next line about an assignment falls due, and to whom it goes.
 * Lines count back from the last working day on or before the due day: 2 and 1 working days before, the due morning;
 * after it, 1, 3 and 5 working days overdue. All at the morning slot of a working day.
 */
import type { Calendar } from './calendar.ts'
import { type Assignment, owes } from './order.ts'
import { type Day, dayOf, type Moment, momentOf, type TimeOfDay, timeOf } from './time.ts'

/** A rung: working days before the due day (positive), on it (0), or overdue (negative). */
export type Rung = 2 | 1 | 0 | -1 | -3 | -5

export const RUNGS: readonly Rung[] = [2, 1, 0, -1, -3, -5]

export const REMINDER_SLOT = '08:45' as TimeOfDay
export const BRIEF_SLOT = '08:35' as TimeOfDay

/** Who is told of a rung. `leaders` are told in their brief, not by a message of its own. */
export type Told = 'handlers' | 'head' | 'director' | 'leaders'

export const LADDER: Readonly<Record<Rung, readonly Told[]>> = {
  2: ['handlers'],
  1: ['handlers'],
  0: ['handlers', 'head'],
  [-1]: ['head'],
  [-3]: ['director'],
  [-5]: ['leaders'],
}

/** The day on which a rung falls. */
export function rungDay(calendar: Calendar, dueOn: Day, rung: Rung): Day {
  const last = calendar.workdayOnOrBefore(dueOn)
  if (rung > 0) return calendar.workdayBefore(last, rung)
  if (rung === 0) return last
  return calendar.nthWorkdayAfter(dueOn, -rung)
}

export interface NextLine {
  readonly rung: Rung
  readonly at: Moment
}

/**
 * The first rung strictly after `after`, or `undefined` when nothing more will be said.
 * Rungs at or before `after` that were never spoken are not spoken: an order given today for today has no line.
 */
export function nextLine(calendar: Calendar, a: Assignment, after: Moment): NextLine | undefined {
  if (!owes(a)) return undefined
  for (const rung of RUNGS) {
    const at = momentOf(rungDay(calendar, a.due.on, rung), REMINDER_SLOT)
    if (at > after) return { rung, at }
  }
  return undefined
}

/** The last rung at or before `now`: what is to be said when several were missed. Nothing once the answer is there. */
export function rungReached(calendar: Calendar, a: Assignment, now: Moment): NextLine | undefined {
  if (!owes(a)) return undefined
  let reached: NextLine | undefined
  for (const rung of RUNGS) {
    const at = momentOf(rungDay(calendar, a.due.on, rung), REMINDER_SLOT)
    if (at <= now) reached = { rung, at }
  }
  return reached
}

export interface OpenHours {
  readonly morning: readonly [TimeOfDay, TimeOfDay]
  readonly afternoon: readonly [TimeOfDay, TimeOfDay]
}

export const OPEN_HOURS: OpenHours = {
  morning: ['08:30' as TimeOfDay, '12:00' as TimeOfDay],
  afternoon: ['14:00' as TimeOfDay, '18:00' as TimeOfDay],
}

/** Whether something nobody asked for may be said now: a working day, inside the open hours. */
export function isOpenHour(calendar: Calendar, now: Moment, hours: OpenHours = OPEN_HOURS): boolean {
  const time = timeOf(now)
  const within = ([from, until]: readonly [TimeOfDay, TimeOfDay]) => time >= from && time < until
  return calendar.isWorkday(dayOf(now)) && (within(hours.morning) || within(hours.afternoon))
}
