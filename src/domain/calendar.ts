/**
 * The working-day calendar 工作日历.
 *
 * A working day is a Monday to Friday that the year's arrangement does not give off, or a Saturday or Sunday that it makes a
 * make-up working day (调休上班), which counts in full. The day a period starts from is day 0 and is never counted: "the first
 * working day after d" is number 1, whatever d itself is.
 *
 * A year without an arrangement is never taken for a year without holidays: it is computed from the national regulation
 * (`festivals.ts`), its weekend festival days unmoved, and every answer that touches it is provisional.
 */
import type { Arrangement, CalendarEntry, Notice } from './arrangement.ts'
import { dayOfFestival, type Festival, statutoryDays } from './festivals.ts'
import { type Day, dayNumber, dayOfNumber, yearOf } from './time.ts'

export {
  type Arrangement,
  type ArrangementBalance,
  type ArrangementProblem,
  balanceOf,
  type CalendarEntry,
  checkArrangement,
  type Notice,
  type UncheckedArrangement,
} from './arrangement.ts'
export { FESTIVALS, type Festival } from './festivals.ts'

export interface DayRange {
  readonly first: Day
  readonly last: Day
}

export interface Calendar {
  /** The years covered and a hash of what their arrangements say. Equal calendars have equal versions. */
  readonly version: string
  covers(year: number): boolean
  notice(year: number): Notice | undefined
  /** What the arrangement says of that day; for a provisional year, its statutory days. */
  entry(d: Day): CalendarEntry | undefined
  isWorkday(d: Day): boolean
  /** Whether the year of `d` has no arrangement. */
  isProvisional(d: Day): boolean
  /** @throws RangeError unless `n` is a whole number of at least 1. */
  nthWorkdayAfter(d: Day, n: number): Day
  /** Working days w with `after` < w <= `through`; 0 when `through` is not later. */
  workdaysIn(after: Day, through: Day): number
  workdayOnOrBefore(d: Day): Day
  workdayOnOrAfter(d: Day): Day
  /** The n-th working day strictly before `d`. */
  workdayBefore(d: Day, n?: number): Day
  /** The unbroken days off that contain `d`, or `undefined` when `d` is a working day. */
  blockOffAround(d: Day): DayRange | undefined
  /** The day the festival is named for; `undefined` where the lunar calendar is not known here. */
  festivalDay(name: Festival, year: number): Day | undefined
  /** The unbroken days off around that day. */
  festivalBlock(name: Festival, year: number): DayRange | undefined
}

/** A year laid out for counting. `before[i]` working days lie before its day `i`; `workdays[k]` is its k-th working day's index. */
interface Year {
  readonly start: number
  readonly length: number
  readonly before: Uint16Array
  readonly workdays: Uint16Array
  readonly entries: ReadonlyMap<number, CalendarEntry>
}

export function calendarOf(arrangements: readonly Arrangement[]): Calendar {
  const arranged = new Map(arrangements.map((a) => [a.year, a]))
  if (arranged.size !== arrangements.length) throw new RangeError('two arrangements for one year')
  const compiled: Year[] = []

  const yearAt = (year: number): Year => (compiled[year] ??= compile(year, arranged.get(year)))

  const nthWorkdayAfter = (d: Day, n: number): Day => {
    wholeAndPositive(n)
    let number = yearOf(d)
    let year = yearAt(number)
    let rank = year.before[dayNumber(d) - year.start + 1]! + n - 1
    while (rank >= year.workdays.length) {
      rank -= year.workdays.length
      year = yearAt(++number)
    }
    return dayOfNumber(year.start + year.workdays[rank]!)
  }

  const workdayBefore = (d: Day, n = 1): Day => {
    wholeAndPositive(n)
    let number = yearOf(d)
    let year = yearAt(number)
    let rank = year.before[dayNumber(d) - year.start]! - n
    while (rank < 0) {
      year = yearAt(--number)
      rank += year.workdays.length
    }
    return dayOfNumber(year.start + year.workdays[rank]!)
  }

  const workdaysIn = (after: Day, through: Day): number => {
    if (through <= after) return 0
    const last = yearOf(through)
    const to = yearAt(last)
    const from = yearAt(yearOf(after))
    let count =
      to.before[dayNumber(through) - to.start + 1]! - from.before[dayNumber(after) - from.start + 1]!
    for (let y = yearOf(after); y < last; y++) count += yearAt(y).workdays.length
    return count
  }

  const isWorkdayNumber = (n: number, year: Year): boolean =>
    year.before[n - year.start + 1]! > year.before[n - year.start]!

  const isWorkday = (d: Day): boolean => isWorkdayNumber(dayNumber(d), yearAt(yearOf(d)))

  const blockOffAround = (d: Day): DayRange | undefined => {
    if (isWorkday(d)) return undefined
    return {
      first: dayOfNumber(dayNumber(workdayBefore(d)) + 1),
      last: dayOfNumber(dayNumber(nthWorkdayAfter(d, 1)) - 1),
    }
  }

  return {
    version: versionOf(arrangements),
    covers: (year) => arranged.has(year),
    notice: (year) => arranged.get(year)?.notice,
    entry: (d) => yearAt(yearOf(d)).entries.get(dayNumber(d)),
    isWorkday,
    isProvisional: (d) => !arranged.has(yearOf(d)),
    nthWorkdayAfter,
    workdaysIn,
    workdayOnOrBefore: (d) => (isWorkday(d) ? d : workdayBefore(d)),
    workdayOnOrAfter: (d) => (isWorkday(d) ? d : nthWorkdayAfter(d, 1)),
    workdayBefore,
    blockOffAround,
    festivalDay: dayOfFestival,
    festivalBlock: (name, year) => {
      const d = dayOfFestival(name, year)
      return d && blockOffAround(d)
    },
  }
}

function compile(year: number, arrangement: Arrangement | undefined): Year {
  if (year < 1900 || year > 9998) throw new RangeError(`no calendar for the year ${year}`)
  const start = dayNumber(`${year}-01-01` as Day)
  const length = dayNumber(`${year + 1}-01-01` as Day) - start
  const entries = arrangement ? arrangedEntries(arrangement) : statutoryEntries(year)
  const before = new Uint16Array(length + 1)
  const workdays: number[] = []
  for (let i = 0; i < length; i++) {
    const kind = entries.get(start + i)?.kind
    const monday1 = (((start + i + 3) % 7) + 7) % 7
    if (kind === 'workday' || (kind === undefined && monday1 < 5)) workdays.push(i)
    before[i + 1] = workdays.length
  }
  return { start, length, before, workdays: Uint16Array.from(workdays), entries }
}

function arrangedEntries(arrangement: Arrangement): Map<number, CalendarEntry> {
  return new Map(Object.entries(arrangement.days).map(([d, entry]) => [dayNumber(d as Day), entry]))
}

function statutoryEntries(year: number): Map<number, CalendarEntry> {
  const entries = new Map<number, CalendarEntry>()
  for (const { day, festival } of statutoryDays(year)) {
    const there = entries.get(dayNumber(day))
    entries.set(dayNumber(day), {
      name: there ? `${there.name}、${festival}` : festival,
      kind: 'holiday',
    })
  }
  return entries
}

function wholeAndPositive(n: number): void {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`not a number of working days: ${n}`)
}

/** `2024-2026.1f3a90c2`: the span of years and FNV-1a over their contents, whatever order they were handed in. */
function versionOf(arrangements: readonly Arrangement[]): string {
  const sorted = [...arrangements].sort((a, b) => a.year - b.year)
  const text = sorted
    .map(({ year, notice, days }) => {
      const lines = Object.keys(days)
        .sort()
        .map((d) => `${d} ${days[d]!.kind} ${days[d]!.name}`)
      return [`${year} ${notice.number} ${notice.date}`, ...lines].join('\n')
    })
    .join('\n\n')
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  const years = sorted.length === 0 ? 'none' : `${sorted[0]!.year}-${sorted.at(-1)!.year}`
  return `${years}.${(hash >>> 0).toString(16).padStart(8, '0')}`
}
