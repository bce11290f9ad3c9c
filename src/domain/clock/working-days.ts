/**
 * Counting working days so that a person can follow: day 0, the days counted, the holidays skipped and by what name, the
 * make-up days, and the notice it rests on. Ordinary weekends are skipped without a word.
 */
import type { Calendar } from '../calendar.ts'
import { addDays, type Day, dayNumber, dayOfNumber, type TimeOfDay, weekday, yearOf } from '../time.ts'
import type { ClockStep, CountedDay } from './steps.ts'

/** Days out of a count: those after `after`, through `through` (for ever when it is missing). */
export interface Pause {
  readonly after: Day
  readonly through: Day | undefined
}

export interface WorkdayCount {
  readonly due: Day
  readonly steps: ClockStep[]
  /** Present only when true: the span touches a year without an arrangement. */
  readonly provisional?: true
}

/** The n-th working day after day 0, with its derivation. `time` is said at the due day only. */
export function countWorkdays(calendar: Calendar, dayZero: Day, n: number, time?: TimeOfDay): WorkdayCount {
  const due = calendar.nthWorkdayAfter(dayZero, n)
  const steps: ClockStep[] = [
    { kind: 'dayZero', day: dayZero, as: 'start' },
    ...stepsBetween(calendar, dayZero, due),
    { kind: 'due', day: due, n, makeUp: isMakeUp(calendar, due), of: 'term', time },
    arrangementStep(calendar, dayZero, due),
  ]
  return isProvisionalSpan(calendar, dayZero, due) ? { due, steps, provisional: true } : { due, steps }
}

/**
 * The n-th working day after day 0 that lies in none of the pauses (sorted, disjoint).
 * `undefined` when a pause without an end comes first.
 */
export function nthUnpausedWorkday(
  calendar: Calendar,
  dayZero: Day,
  n: number,
  pauses: readonly Pause[],
): Day | undefined {
  let left = n
  let from = dayZero
  for (const { after, through } of pauses) {
    if (through !== undefined && through <= from) continue
    const usable = calendar.workdaysIn(from, after)
    if (usable >= left) break
    left -= usable
    if (through === undefined) return undefined
    from = through
  }
  return calendar.nthWorkdayAfter(from, left)
}

/** Working days in the pauses, of those after `after` and not later than `through`. */
export function pausedWorkdays(
  calendar: Calendar,
  after: Day,
  through: Day,
  pauses: readonly Pause[],
): number {
  let count = 0
  for (const pause of pauses) {
    const from = pause.after > after ? pause.after : after
    const to = pause.through !== undefined && pause.through < through ? pause.through : through
    count += calendar.workdaysIn(from, to)
  }
  return count
}

/** Overlapping and touching pauses as one, in order: their union, never their sum. */
export function unionOf(pauses: readonly Pause[]): Pause[] {
  const union: Pause[] = []
  for (const next of [...pauses].sort((a, b) => (a.after < b.after ? -1 : a.after > b.after ? 1 : 0))) {
    const last = union.at(-1)
    if (last === undefined || (last.through !== undefined && last.through < next.after)) {
      union.push(next)
    } else if (last.through !== undefined && (next.through === undefined || next.through > last.through)) {
      union[union.length - 1] = { after: last.after, through: next.through }
    }
  }
  return union
}

/** The days after day 0 through `due`, in runs: counted, holidays by name, pauses. */
export function stepsBetween(
  calendar: Calendar,
  dayZero: Day,
  due: Day,
  pauses: readonly Pause[] = [],
): ClockStep[] {
  const steps: ClockStep[] = []
  let run: CountedDay[] = []
  let pause = 0
  let n = 0
  const close = () => {
    if (run.length > 0) steps.push({ kind: 'counted', days: run })
    run = []
  }
  const last = dayNumber(due)
  for (let i = dayNumber(dayZero) + 1; i <= last; i++) {
    const d = dayOfNumber(i)
    while (pauses[pause]?.through !== undefined && pauses[pause]!.through! < d) pause++
    const paused = pauses[pause]
    if (paused !== undefined && paused.after < d) {
      close()
      const end = paused.through !== undefined && paused.through < due ? paused.through : due
      const before = dayOfNumber(i - 1)
      steps.push({ kind: 'paused', first: d, last: end, workdays: calendar.workdaysIn(before, end) })
      i = dayNumber(end)
      continue
    }
    if (calendar.isWorkday(d)) {
      run.push({ n: ++n, day: d, makeUp: isMakeUp(calendar, d) })
      continue
    }
    const name = calendar.entry(d)?.name
    if (name === undefined) continue
    close()
    const previous = steps.at(-1)
    if (previous?.kind === 'holiday' && previous.name === name && dayNumber(previous.last) === i - 1) {
      steps[steps.length - 1] = { ...previous, last: d }
    } else {
      steps.push({ kind: 'holiday', first: d, last: d, name })
    }
  }
  close()
  return steps
}

/** The notices that govern a count from `after` (not itself counted) through `through`, and the years that have none. */
export function arrangementStep(calendar: Calendar, after: Day, through: Day): ClockStep {
  const notices = []
  const provisionalYears = []
  for (let year = yearOf(addDays(after, 1)); year <= yearOf(through); year++) {
    const notice = calendar.notice(year)
    if (notice) notices.push({ ...notice, year })
    else provisionalYears.push(year)
  }
  return { kind: 'arrangement', notices, provisionalYears }
}

/** Whether a count from `after` (not itself counted) through `through` looks into a year without an arrangement. */
export function isProvisionalSpan(calendar: Calendar, after: Day, through: Day): boolean {
  for (let year = yearOf(addDays(after, 1)); year <= yearOf(through); year++) {
    if (!calendar.covers(year)) return true
  }
  return false
}

export function isMakeUp(calendar: Calendar, d: Day): boolean {
  return weekday(d) >= 6 && calendar.isWorkday(d)
}
