/**
 * One year's arrangement of days off (节假日安排), as published by the State Council's General Office, and what can be
 * checked about it before anybody's deadline is made to depend on it.
 */
import { festivalsKnown, statutoryDays } from './festivals.ts'
import { type Day, parseDay, weekday, yearOf } from './time.ts'

export interface Notice {
  readonly number: string
  readonly date: Day
}

export interface CalendarEntry {
  readonly name: string
  readonly kind: 'holiday' | 'workday'
}

export interface Arrangement {
  readonly year: number
  readonly notice: Notice
  /** Days off and make-up working days, by `YYYY-MM-DD`; every other day follows its weekday. */
  readonly days: Readonly<Record<string, CalendarEntry>>
}

/** An arrangement as somebody typed it in: right shape, nothing believed yet. */
export interface UncheckedArrangement {
  readonly year: number
  readonly notice: { readonly number: string; readonly date: string }
  readonly days: Readonly<Record<string, { readonly name: string; readonly kind: string }>>
}

export type ArrangementProblem =
  | { readonly code: 'year-not-a-year'; readonly facts: { readonly year: number } }
  | { readonly code: 'notice-number-missing'; readonly facts: Record<string, never> }
  | { readonly code: 'notice-date-impossible'; readonly facts: { readonly date: string } }
  | { readonly code: 'day-impossible'; readonly facts: { readonly day: string } }
  | { readonly code: 'day-outside-year'; readonly facts: { readonly day: string; readonly year: number } }
  | { readonly code: 'name-missing'; readonly facts: { readonly day: string } }
  | { readonly code: 'kind-unknown'; readonly facts: { readonly day: string; readonly kind: string } }
  | { readonly code: 'make-up-day-on-weekday'; readonly facts: { readonly day: string } }
  | {
      readonly code: 'statutory-day-not-off'
      readonly facts: { readonly day: string; readonly festival: string }
    }
  | { readonly code: 'festivals-unknown'; readonly facts: { readonly year: number } }

/** Everything that is certainly wrong with an arrangement; empty when it may be loaded. */
export function checkArrangement(input: UncheckedArrangement): ArrangementProblem[] {
  const problems: ArrangementProblem[] = []
  const { year, notice, days } = input
  if (!Number.isInteger(year) || year < 1990 || year > 2200) {
    return [{ code: 'year-not-a-year', facts: { year } }]
  }
  if (notice.number.trim() === '') problems.push({ code: 'notice-number-missing', facts: {} })
  if (!parseDay(notice.date)) problems.push({ code: 'notice-date-impossible', facts: { date: notice.date } })

  for (const [text, entry] of Object.entries(days)) {
    const d = parseDay(text)
    if (!d) {
      problems.push({ code: 'day-impossible', facts: { day: text } })
      continue
    }
    if (yearOf(d) !== year) problems.push({ code: 'day-outside-year', facts: { day: d, year } })
    if (entry.name.trim() === '') problems.push({ code: 'name-missing', facts: { day: d } })
    if (entry.kind !== 'holiday' && entry.kind !== 'workday') {
      problems.push({ code: 'kind-unknown', facts: { day: d, kind: entry.kind } })
    } else if (entry.kind === 'workday' && weekday(d) <= 5) {
      problems.push({ code: 'make-up-day-on-weekday', facts: { day: d } })
    }
  }

  if (!festivalsKnown(year)) problems.push({ code: 'festivals-unknown', facts: { year } })
  for (const { day, festival } of statutoryDays(year)) {
    const kind = days[day]?.kind
    const off = kind === 'holiday' || (kind === undefined && weekday(day) >= 6)
    if (!off) problems.push({ code: 'statutory-day-not-off', facts: { day, festival } })
  }
  return problems
}

export interface ArrangementBalance {
  /** Days off that would otherwise be Monday to Friday. */
  readonly weekdaysOff: number
  readonly makeUpDays: number
  /** What the national regulation grants. */
  readonly statutoryDays: number
}

/**
 * The three numbers that let a person see a forgotten line: an ordinary arrangement has
 * `weekdaysOff - makeUpDays = statutoryDays`, because bridging days are worked off and statutory days are not.
 * A special day off breaks it lawfully, so this is for showing, not for refusing.
 */
export function balanceOf(arrangement: UncheckedArrangement): ArrangementBalance {
  let weekdaysOff = 0
  let makeUpDays = 0
  for (const [text, { kind }] of Object.entries(arrangement.days)) {
    const d = parseDay(text)
    if (!d) continue
    if (kind === 'holiday' && weekday(d) <= 5) weekdaysOff++
    if (kind === 'workday') makeUpDays++
  }
  return { weekdaysOff, makeUpDays, statutoryDays: statutoryDays(arrangement.year).length }
}
