/**
 * Days, times of day and moments, as different types.
 *
 * - {@link Day}: a date on the wall calendar in Asia/Shanghai, `2026-03-09`. Sorts and compares as text.
 * - {@link TimeOfDay}: `17:30`, 24-hour, minutes only.
 * - {@link Moment}: an instant, in milliseconds since 1970-01-01T00:00Z. Comes from the business clock, never from `Date.now()`.
 *
 * Shanghai has kept UTC+08:00 without summer time since 1991-09-15; earlier moments are not our business.
 * Dates never pass through a UTC date object: a day is a day.
 */
import { Temporal } from 'temporal-polyfill'

declare const dayBrand: unique symbol
declare const timeBrand: unique symbol
declare const momentBrand: unique symbol

export type Day = string & { readonly [dayBrand]: true }
export type TimeOfDay = string & { readonly [timeBrand]: true }
export type Moment = number & { readonly [momentBrand]: true }

/** Asia/Shanghai is ahead of UTC by this many milliseconds, all year. */
const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** A weekday, Monday = 1 … Sunday = 7 (weeks start on Monday here). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/**
 * The day written as `YYYY-MM-DD`.
 * @throws RangeError for a day that does not exist (`2031-02-30`) or is not so written.
 */
export function day(text: string): Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(`not a day: ${text}`)
  Temporal.PlainDate.from(text, { overflow: 'reject' })
  return text as Day
}

/** Like {@link day}, but `undefined` for anything that is not an existing day. */
export function parseDay(text: string): Day | undefined {
  try {
    return day(text)
  } catch {
    return undefined
  }
}

/** The day with these numbers, or `undefined` when there is none (30 February). */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day | undefined {
  return parseDay(`${String(year).padStart(4, '0')}-${pad(month)}-${pad(dayOfMonth)}`)
}

/** Whole days since 1970-01-01 (that day is 0). */
export function dayNumber(d: Day): number {
  const y = Number(d.slice(0, 4))
  const m = Number(d.slice(5, 7))
  const yy = m <= 2 ? y - 1 : y
  const era = Math.floor(yy / 400)
  const yoe = yy - era * 400
  const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + Number(d.slice(8, 10)) - 1
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy
  return era * 146_097 + doe - 719_468
}

/** The inverse of {@link dayNumber}. */
export function dayOfNumber(n: number): Day {
  const z = n + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const m = mp < 10 ? mp + 3 : mp - 9
  const y = yoe + era * 400 + (m <= 2 ? 1 : 0)
  return `${String(y).padStart(4, '0')}-${pad(m)}-${pad(doy - Math.floor((153 * mp + 2) / 5) + 1)}` as Day
}

export function addDays(d: Day, days: number): Day {
  return dayOfNumber(dayNumber(d) + days)
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return dayNumber(b) - dayNumber(a)
}

export function weekday(d: Day): Weekday {
  return (((((dayNumber(d) + 3) % 7) + 7) % 7) + 1) as Weekday
}

export function yearOf(d: Day): number {
  return Number(d.slice(0, 4))
}
export function monthOf(d: Day): number {
  return Number(d.slice(5, 7))
}
export function dayOfMonth(d: Day): number {
  return Number(d.slice(8, 10))
}

/** The last day of that month. */
export function lastDayOfMonth(year: number, month: number): Day {
  const first = dayFrom(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1)!
  return addDays(first, -1)
}

/**
 * A time of day written as `H:MM` or `HH:MM`, 00:00–23:59.
 * @throws RangeError otherwise.
 */
export function timeOfDay(text: string): TimeOfDay {
  const m = /^(\d{1,2}):(\d{2})$/.exec(text)
  if (!m || Number(m[1]) > 23 || Number(m[2]) > 59) throw new RangeError(`not a time of day: ${text}`)
  return `${pad(Number(m[1]))}:${m[2]}` as TimeOfDay
}

/** Close of business: an order is due at this time unless another was said. */
export const CLOSE_OF_BUSINESS = '17:30' as TimeOfDay

/** The moment at which the clock in Shanghai shows this day and time. */
export function momentOf(d: Day, t: TimeOfDay = '00:00' as TimeOfDay): Moment {
  return (dayNumber(d) * DAY_MS +
    (Number(t.slice(0, 2)) * 60 + Number(t.slice(3, 5))) * 60_000 -
    SHANGHAI_MS) as Moment
}

/** What the wall calendar in Shanghai shows at a moment. */
export function dayOf(m: Moment): Day {
  return dayOfNumber(Math.floor((m + SHANGHAI_MS) / DAY_MS))
}

/** What the clock in Shanghai shows at a moment, seconds dropped. */
export function timeOf(m: Moment): TimeOfDay {
  const minutes = Math.floor(((((m + SHANGHAI_MS) % DAY_MS) + DAY_MS) % DAY_MS) / 60_000)
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}` as TimeOfDay
}

/**
 * A moment from ISO text with an offset (`2026-11-23T09:20:00+08:00`), or from `YYYY-MM-DD HH:MM`, read as Shanghai time.
 * @throws RangeError when the text is neither.
 */
export function moment(text: string): Moment {
  const local = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(text.trim())
  if (local) return momentOf(day(local[1]!), timeOfDay(local[2] ?? '00:00'))
  return Temporal.Instant.from(text.trim()).epochMilliseconds as Moment
}

/** ISO text in Shanghai time, to the second: `2026-03-02T10:05:00+08:00`. The stored and exported form. */
export function isoOf(m: Moment): string {
  const seconds = Math.floor((((m % 60_000) + 60_000) % 60_000) / 1000)
  return `${dayOf(m)}T${timeOf(m)}:${pad(seconds)}+08:00`
}

export const MINUTE = 60_000
export const HOUR = 3_600_000

export function plus(m: Moment, milliseconds: number): Moment {
  return (m + milliseconds) as Moment
}

function pad(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
