/**
 * A rule of the deadline grammar: a pattern that must match at a place, and what the match says.
 */
import type { Calendar } from '../../domain/calendar.ts'
import {
  addDays,
  type Day,
  dayFrom,
  dayOfMonth,
  daysBetween,
  lastDayOfMonth,
  type Moment,
  monthOf,
  type TimeOfDay,
  yearOf,
} from '../../domain/time.ts'
import type { Due, PartOfDay, UnsureReason } from './reading.ts'

/** What every rule may look at. */
export interface Scene {
  /** The normalised text. */
  readonly text: string
  readonly now: Moment
  readonly today: Day
  readonly calendar: Calendar
}

/** What a matched phrase says, before its time of day and its 前 or 内 are read. */
export type Said =
  | {
      readonly day: Day
      readonly term?: Due['term']
      /** A time that comes with the phrase: 24小时内. */
      readonly time?: TimeOfDay
      readonly part?: PartOfDay
      /** The phrase is a deadline by itself: 5个工作日内. */
      readonly stated?: boolean
      /** The day hangs on an arrangement that is not published, whatever year it falls in. */
      readonly provisional?: boolean
    }
  | { readonly unsure: UnsureReason; readonly candidates: readonly Day[]; readonly stated?: boolean }
  /** Understood, and no date of this order: 延期3个工作日, 逾期两天. */
  | 'ignore'

export interface Rule {
  /** What kind of words these are; a weekday and a date may stand together and must agree. */
  readonly kind: 'date' | 'weekday' | 'relative' | 'period' | 'term' | 'festival' | 'vague'
  /** Sticky. */
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray, scene: Scene) => Said | undefined
}

/** A sticky pattern from a readable source; blanks in the source are dropped. */
export function sticky(source: string): RegExp {
  return new RegExp(source.replace(/\s+/g, ''), 'y')
}

export function ask(unsure: UnsureReason, ...candidates: (Day | undefined)[]): Said {
  return { unsure, candidates: candidates.filter((d) => d !== undefined) }
}

/** What stands before a match, at most `size` characters, up to the last comma or stop. */
export function before(scene: Scene, index: number, size = 12): string {
  return scene.text.slice(Math.max(0, index - size), index)
}

export function after(scene: Scene, index: number, size = 8): string {
  return scene.text.slice(index, index + size)
}

/** Stands alone between blanks, signs or the ends of the text. */
export function standsAlone(scene: Scene, start: number, end: number): boolean {
  return (
    /(?:^|[\s,;:。、()])$/.test(before(scene, start, 1)) && /^(?:$|[\s,;。、()!])/.test(after(scene, end, 1))
  )
}

/** 前, 之前, 以前, 为止 … follows: what was said is the last day, that day included. */
export const BY =
  '(?:之前|以前|前(?!往|期|后|台|提(?![交供出请报醒])|列(?!出)|去|来|夕|天|年(?!度))|截止|为止|止)'
export const WITHIN = '(?:之内|以内|内(?!容|部|设|控|网|审))'

export function followedByBy(scene: Scene, index: number): boolean {
  return new RegExp(`^\\s*${BY}`).test(after(scene, index))
}

/** The same day of the month `n` months on; the last day where the month is shorter (31 January + 1 → 28 February). */
export function addMonths(d: Day, n: number): Day {
  const index = yearOf(d) * 12 + monthOf(d) - 1 + n
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  return dayFrom(year, month, dayOfMonth(d)) ?? lastDayOfMonth(year, month)
}

/**
 * A month and day said without a year: the next such day not before today, unless it went by at most 60 days ago or
 * lies more than nine months ahead; then the person is asked.
 *
 * On 2026-11-23: 1月31日 → 2027-01-31; 11月1日 → asked (last or next?); 9月1日 → asked (far ahead).
 */
export function withoutYear(scene: Scene, month: number, dayInMonth: number): Said {
  const { today } = scene
  return (
    nextOf(scene, (year) => dayFrom(year, month, dayInMonth)) ?? ask('impossible', nearestOf(today, month))
  )
}

/** As {@link withoutYear}, for any day that every year has once: the end of March, the end of the first quarter. */
export function nextOf(scene: Scene, dayIn: (year: number) => Day | undefined): Said | undefined {
  const { today } = scene
  const year = yearOf(today)
  const thisYears = dayIn(year)
  const passed = thisYears !== undefined && thisYears < today
  const next = passed ? dayIn(year + 1) : thisYears
  const last = passed ? thisYears : dayIn(year - 1)
  if (next === undefined) return undefined
  if (last !== undefined && daysBetween(last, today) <= 60) return ask('just-passed', last, next)
  if (next > addMonths(today, 9)) return ask('far-ahead', next, last)
  return { day: next }
}

/** A day said with its year: past ones are asked about. */
export function withYear(scene: Scene, d: Day): Said {
  return d < scene.today ? ask('past', d) : { day: d }
}

function nearestOf(today: Day, month: number): Day | undefined {
  if (month < 1 || month > 12) return undefined
  const end = lastDayOfMonth(yearOf(today), month)
  return end >= today ? end : lastDayOfMonth(yearOf(today) + 1, month)
}

/** The Sunday of the week `weeks` after this one. */
export function sundayOf(today: Day, weekdayToday: number, weeks: number): Day {
  return addDays(today, 7 - weekdayToday + 7 * weeks)
}
