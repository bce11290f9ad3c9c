import chineseDays from 'chinese-days'
import * as chineseWorkday from 'chinese-workday'
import { describe, expect, test } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import {
  type Arrangement,
  balanceOf,
  calendarOf,
  checkArrangement,
  FESTIVALS,
} from '../../src/domain/calendar.ts'
import { dayOfFestival, statutoryDays } from '../../src/domain/festivals.ts'
import { addDays, type Day, day, weekday, yearOf } from '../../src/domain/time.ts'
import fixture from '../fixtures/holidays-cn.json' with { type: 'json' }

const calendar = calendarOf(holidayYears)
const d = day

function* days(first: Day, last: Day): Generator<Day> {
  for (let at = first; at <= last; at = addDays(at, 1)) yield at
}

describe('which days are worked', () => {
  test('every day of 2024–2026 as chinese-days and chinese-workday say', () => {
    let compared = 0
    for (const at of days(d('2024-01-01'), d('2026-12-31'))) {
      expect([at, calendar.isWorkday(at)]).toEqual([at, chineseDays.isWorkday(at)])
      expect([at, calendar.isWorkday(at)]).toEqual([at, chineseWorkday.isWorkday(at)])
      compared++
    }
    expect(compared).toBe(1096)
  })

  test('the vendored years are the fixture, entry by entry', () => {
    expect(Object.assign({}, ...holidayYears.map((y) => y.days))).toEqual(fixture)
  })

  test.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, n) => {
    expect(calendar.workdaysIn(d(`${year - 1}-12-31`), d(`${year}-12-31`))).toBe(n)
  })

  test("New Year's Eve 2024 was worked, New Year's Eve 2025 was off", () => {
    expect(calendar.isWorkday(d('2024-02-09'))).toBe(true)
    expect(calendar.isWorkday(d('2025-01-28'))).toBe(false)
  })

  test('a make-up Saturday is worked, the Saturday after it is not', () => {
    expect(calendar.isWorkday(d('2026-02-14'))).toBe(true)
    expect(calendar.isWorkday(d('2026-02-21'))).toBe(false)
    expect(calendar.entry(d('2026-02-14'))).toEqual({ name: '春节', kind: 'workday' })
    expect(calendar.entry(d('2026-03-02'))).toBeUndefined()
  })

  test('the notice of each year', () => {
    expect(calendar.notice(2026)).toEqual({ number: '国办发明电〔2025〕7号', date: '2025-11-04' })
    expect(calendar.notice(2025)?.number).toBe('国办发明电〔2024〕12号')
    expect(calendar.notice(2024)?.number).toBe('国办发明电〔2023〕7号')
    expect(calendar.notice(2027)).toBeUndefined()
  })
})

describe('counting', () => {
  test('day 0 is never counted, worked or not', () => {
    expect(calendar.nthWorkdayAfter(d('2026-03-02'), 1)).toBe('2026-03-03')
    expect(calendar.nthWorkdayAfter(d('2026-10-01'), 1)).toBe('2026-10-08')
    expect(calendar.nthWorkdayAfter(d('2026-10-07'), 1)).toBe('2026-10-08')
    expect(calendar.nthWorkdayAfter(d('2026-10-08'), 1)).toBe('2026-10-09')
  })

  test('five days after a make-up Saturday come to a make-up Saturday', () => {
    expect(calendar.nthWorkdayAfter(d('2026-02-14'), 5)).toBe('2026-02-28')
  })

  test('a number that is no count is thrown out', () => {
    for (const n of [0, -1, 1.5, Number.NaN]) {
      expect(() => calendar.nthWorkdayAfter(d('2026-10-01'), n)).toThrow(RangeError)
      expect(() => calendar.workdayBefore(d('2026-10-01'), n)).toThrow(RangeError)
    }
  })

  test('before, on or before, on or after: in pairs either side of a holiday', () => {
    expect(calendar.workdayOnOrBefore(d('2026-10-07'))).toBe('2026-09-30')
    expect(calendar.workdayOnOrBefore(d('2026-10-08'))).toBe('2026-10-08')
    expect(calendar.workdayOnOrAfter(d('2026-09-30'))).toBe('2026-09-30')
    expect(calendar.workdayOnOrAfter(d('2026-10-01'))).toBe('2026-10-08')
    expect(calendar.workdayBefore(d('2026-10-08'))).toBe('2026-09-30')
    expect(calendar.workdayBefore(d('2026-10-09'))).toBe('2026-10-08')
    expect(calendar.workdayBefore(d('2026-10-09'), 2)).toBe('2026-09-30')
    expect(calendar.workdayBefore(d('2026-01-05'), 2)).toBe('2025-12-31')
  })

  test('working days in a span: open at its start, closed at its end, never negative', () => {
    expect(calendar.workdaysIn(d('2026-03-27'), d('2026-03-30'))).toBe(1)
    expect(calendar.workdaysIn(d('2026-03-30'), d('2026-03-30'))).toBe(0)
    expect(calendar.workdaysIn(d('2026-03-31'), d('2026-03-30'))).toBe(0)
    expect(calendar.workdaysIn(d('2024-12-31'), d('2026-12-31'))).toBe(496)
  })

  test('agrees with stepping, from every day of two years and over their ends', () => {
    const all = [...days(d('2025-11-01'), d('2028-02-29'))]
    for (let i = 0; i < 420; i++) {
      const from = all[i]!
      let n = 0
      for (let k = i + 1; k <= i + 400; k++) {
        if (calendar.isWorkday(all[k]!)) {
          n++
          if (calendar.nthWorkdayAfter(from, n) !== all[k]) expect([from, n]).toBe(all[k])
        }
        if (calendar.workdaysIn(from, all[k]!) !== n) expect([from, all[k]]).toBe(n)
      }
    }
  })

  test('any year from 1990 to 2200 can be counted in', () => {
    expect(calendar.isWorkday(d('1990-01-01'))).toBe(false)
    expect(calendar.nthWorkdayAfter(d('2199-12-31'), 1)).toBe('2200-01-02')
    expect(calendar.workdaysIn(d('1989-12-31'), d('2200-12-31'))).toBeGreaterThan(211 * 250)
  })
})

describe('festivals', () => {
  test.each([
    ['元旦', 2026, '2026-01-01', '2026-01-03'],
    ['春节', 2026, '2026-02-15', '2026-02-23'],
    ['国庆节', 2026, '2026-10-01', '2026-10-07'],
    ['中秋节', 2025, '2025-10-01', '2025-10-08'],
    ['端午节', 2024, '2024-06-08', '2024-06-10'],
    ['元旦', 2024, '2023-12-30', '2024-01-01'],
    ['元旦', 2025, '2025-01-01', '2025-01-01'],
  ] as const)('%s %i: off from %s through %s', (name, year, first, last) => {
    expect(calendar.festivalBlock(name, year)).toEqual({ first, last })
  })

  test('the first working day after New Year 2026 is a make-up Sunday', () => {
    const block = calendar.festivalBlock('元旦', 2026)!
    expect(calendar.nthWorkdayAfter(block.last, 1)).toBe('2026-01-04')
  })

  test('the last working day before Spring Festival 2026 is a make-up Saturday', () => {
    expect(calendar.workdayBefore(calendar.festivalBlock('春节', 2026)!.first)).toBe('2026-02-14')
  })

  test('a working day lies in no block; an ordinary weekend is one', () => {
    expect(calendar.blockOffAround(d('2026-09-30'))).toBeUndefined()
    expect(calendar.blockOffAround(d('2026-03-07'))).toEqual({ first: '2026-03-07', last: '2026-03-08' })
  })

  test('lunar festivals of 2024–2040 as chinese-days computes them', () => {
    for (let year = 2024; year <= 2040; year++) {
      const lunar = (month: string) => chineseDays.getSolarDateFromLunar(`${year}-${month}`).date
      expect(dayOfFestival('春节', year)).toBe(lunar('01-01'))
      expect(dayOfFestival('端午节', year)).toBe(lunar('05-05'))
      expect(dayOfFestival('中秋节', year)).toBe(lunar('08-15'))
    }
  })

  test('and as the runtime’s own Chinese calendar does, which errs where the new moon falls within minutes of midnight', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    })
    const differing: string[] = []
    for (let year = 2024; year <= 2040; year++) {
      for (const [name, lunar] of [
        ['春节', '1/1'],
        ['端午节', '5/5'],
        ['中秋节', '8/15'],
      ] as const) {
        const at = dayOfFestival(name, year)!
        const parts = format.formatToParts(new Date(`${at}T00:00:00Z`))
        const said = ['month', 'day'].map((type) => parts.find((p) => p.type === type)?.value).join('/')
        if (said !== lunar) differing.push(at)
      }
    }
    // New moons of 2027-02-06 23:56 and 2030-02-03 00:07 in Beijing.
    expect(differing.filter((at) => at !== '2027-02-06' && at !== '2030-02-03')).toEqual([])
  })

  test('Qingming as chinese-days computes it', () => {
    for (let year = 2024; year <= 2050; year++) {
      const [term] = chineseDays
        .getSolarTerms(`${year}-04-03`, `${year}-04-06`)
        .filter((t) => t.term === 'pure_brightness')
      expect(dayOfFestival('清明节', year)).toBe(term?.date)
    }
  })

  test('outside the table a lunar festival is unknown, a solar one is not', () => {
    expect(calendar.festivalDay('中秋节', 2041)).toBeUndefined()
    expect(calendar.festivalBlock('中秋节', 2041)).toBeUndefined()
    expect(calendar.festivalDay('国庆节', 2041)).toBe('2041-10-01')
    expect(FESTIVALS).toHaveLength(7)
  })
})

describe('a year without an arrangement', () => {
  test('is provisional, and keeps its statutory days off', () => {
    expect(calendar.isProvisional(d('2026-12-31'))).toBe(false)
    expect(calendar.isProvisional(d('2027-01-01'))).toBe(true)
    // What the packages take for working days.
    for (const off of ['2027-01-01', '2027-02-08', '2027-10-01'])
      expect(calendar.isWorkday(d(off))).toBe(false)
    expect(chineseDays.isWorkday('2027-10-01')).toBe(true)
  })

  test('2027: thirteen days, weekend ones not moved', () => {
    expect(statutoryDays(2027).map((s) => s.day)).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ])
    expect(calendar.isWorkday(d('2027-05-03'))).toBe(true)
    expect(calendar.entry(d('2027-02-05'))).toEqual({ name: '春节', kind: 'holiday' })
  })

  test('two festivals on one day are both named', () => {
    expect(calendar.entry(d('2031-10-01'))?.name).toMatch(/^(国庆节、中秋节|中秋节、国庆节)$/)
  })

  test('every statutory day of a covered year is off', () => {
    for (const { year } of holidayYears) {
      for (const s of statutoryDays(year)) expect([s.day, calendar.isWorkday(s.day)]).toEqual([s.day, false])
    }
  })
})

describe('the version', () => {
  test('is the same whatever order the years come in, and another when one day changes', () => {
    expect(calendarOf(holidayYears.toReversed()).version).toBe(calendar.version)
    expect(calendar.version).toMatch(/^2024-2026\.[0-9a-f]{8}$/)
    const [first, ...rest] = holidayYears
    const { '2024-01-01': _, ...days } = first!.days
    expect(calendarOf([{ ...first!, days }, ...rest]).version).not.toBe(calendar.version)
    expect(calendarOf(rest).version).not.toBe(calendar.version)
  })

  test('two arrangements for one year are a defect', () => {
    expect(() => calendarOf([...holidayYears, holidayYears[0]!])).toThrow(RangeError)
  })
})

describe('checking an arrangement before it is loaded', () => {
  const good = holidayYears[2] as Arrangement
  const codes = (days: Record<string, { name: string; kind: string }>, rest = {}) =>
    checkArrangement({ ...good, ...rest, days: { ...good.days, ...days } }).map((p) => p.code)

  test('the vendored years have nothing wrong and balance', () => {
    for (const a of holidayYears) {
      expect(checkArrangement(a)).toEqual([])
      const { weekdaysOff, makeUpDays, statutoryDays: granted } = balanceOf(a)
      expect(weekdaysOff - makeUpDays).toBe(granted)
    }
  })

  test.each([
    [
      'a make-up day on a Friday',
      { '2026-03-06': { name: '春节', kind: 'workday' } },
      'make-up-day-on-weekday',
    ],
    ['a day of another year', { '2025-12-31': { name: '元旦', kind: 'holiday' } }, 'day-outside-year'],
    ['a day that does not exist', { '2026-02-30': { name: '春节', kind: 'holiday' } }, 'day-impossible'],
    ['a kind nobody knows', { '2026-03-07': { name: '春节', kind: 'off' } }, 'kind-unknown'],
    ['no name', { '2026-03-07': { name: ' ', kind: 'holiday' } }, 'name-missing'],
    [
      'a statutory day that is worked',
      { '2026-10-03': { name: '国庆节', kind: 'workday' } },
      'statutory-day-not-off',
    ],
  ])('%s', (_, days, code) => {
    expect(codes(days)).toEqual([code])
  })

  test('a make-up day on a Saturday is right, on the Friday before wrong', () => {
    expect(codes({ '2026-03-07': { name: '春节', kind: 'workday' } })).toEqual([])
    expect(weekday(d('2026-03-07'))).toBe(6)
  })

  test('a forgotten statutory weekday', () => {
    const { '2026-06-19': _, ...days } = good.days
    expect(checkArrangement({ ...good, days })).toEqual([
      { code: 'statutory-day-not-off', facts: { day: '2026-06-19', festival: '端午节' } },
    ])
  })

  test('a notice without number, with an impossible date; a year that is none, or too far away', () => {
    expect(codes({}, { notice: { number: ' ', date: '2025-02-30' } })).toEqual([
      'notice-number-missing',
      'notice-date-impossible',
    ])
    expect(codes({}, { year: 26 })).toEqual(['year-not-a-year'])
    expect(checkArrangement({ ...good, year: 2041, days: {} }).map((p) => p.code)).toContain(
      'festivals-unknown',
    )
    expect(yearOf(d('2026-01-01'))).toBe(good.year)
  })
})
