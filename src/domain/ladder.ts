/**
 * The reminder ladder: when the next line about an assignment falls due, and to whom it goes.
 * Lines count back from the last working day on or before the due day: 2 and 1 working days before, the due morning;
 * after it, 1, 3 and 5 working days overdue. All at the morning slot of a working day.
 *
 * A 特急 order (confirmed by the director) counts back by the calendar instead, days off included, and has one line more:
 * two hours before its due time. Its lines are said at their moment, at whatever hour; nothing else is ever said in quiet
 * hours.
 */
import type { Calendar } from './calendar.ts'
import { dueMoment } from './due.ts'
import { type Assignment, owes } from './order.ts'
import {
  addDays,
  type Day,
  dayOf,
  HOUR,
  type Moment,
  momentOf,
  plus,
  type TimeOfDay,
  timeOf,
} from './time.ts'

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

/** So long before its due time a 特急 order is reminded of once more. */
const LAST_CALL_MS = 2 * HOUR

/** Every line an assignment has, the first first. */
function linesOf(calendar: Calendar, a: Assignment, mostUrgent: boolean): readonly NextLine[] {
  const slotOn = (day: Day) => momentOf(day, REMINDER_SLOT)
  const lines = RUNGS.map((rung) => ({
    rung,
    at: slotOn(mostUrgent && rung >= 0 ? addDays(a.due.on, -rung) : rungDay(calendar, a.due.on, rung)),
  }))
  if (!mostUrgent) return lines
  const last: NextLine = { rung: 0, at: plus(dueMoment(a.due), -LAST_CALL_MS) }
  return [...lines, last].toSorted((x, y) => x.at - y.at)
}

/**
 * The first rung strictly after `after`, or `undefined` when nothing more will be said.
 * Rungs at or before `after` that were never spoken are not spoken: an order given today for today has no line.
 */
export function nextLine(
  calendar: Calendar,
  a: Assignment,
  after: Moment,
  mostUrgent = false,
): NextLine | undefined {
  return owes(a) ? linesOf(calendar, a, mostUrgent).find(({ at }) => at > after) : undefined
}

/** The last rung at or before `now`: what is to be said when several were missed. Nothing once the answer is there. */
export function rungReached(
  calendar: Calendar,
  a: Assignment,
  now: Moment,
  mostUrgent = false,
): NextLine | undefined {
  return owes(a) ? linesOf(calendar, a, mostUrgent).findLast(({ at }) => at <= now) : undefined
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
