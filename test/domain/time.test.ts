import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  day,
  dayFrom,
  dayNumber,
  dayOf,
  dayOfMonth,
  dayOfNumber,
  daysBetween,
  HOUR,
  isoOf,
  lastDayOfMonth,
  MINUTE,
  type Moment,
  moment,
  momentOf,
  monthOf,
  parseDay,
  plus,
  timeOf,
  timeOfDay,
  weekday,
  yearOf,
} from '../../src/domain/time.ts'

describe('days', () => {
  it('agree with Temporal on every day from 1990 to 2200', () => {
    const epoch = Temporal.PlainDate.from('1970-01-01')
    const end = Temporal.PlainDate.from('2201-01-01')
    let number = epoch.until('1990-01-01', { largestUnit: 'day' }).days
    let count = 0
    for (
      let d = Temporal.PlainDate.from('1990-01-01');
      Temporal.PlainDate.compare(d, end) < 0;
      d = d.add({ days: 1 })
    ) {
      const text = dayOfNumber(number)
      if (
        text !== d.toString() ||
        dayNumber(text) !== number ||
        weekday(text) !== d.dayOfWeek ||
        yearOf(text) !== d.year ||
        monthOf(text) !== d.month ||
        dayOfMonth(text) !== d.day ||
        (d.day === 1 && dayOfMonth(lastDayOfMonth(d.year, d.month)) !== d.daysInMonth) ||
        parseDay(text) !== text
      ) {
        expect.fail(`${d} differs: ${text}`)
      }
      number++
      count++
    }
    expect(count).toBe(77_066)
  }, 60_000)

  it('are counted forwards and back, before 1970 too', () => {
    expect(addDays(day('1969-12-31'), 1)).toBe('1970-01-01')
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29')
    expect(addDays(day('2026-03-01'), -1)).toBe('2026-02-28')
    expect(daysBetween(day('2026-03-09'), day('2026-03-02'))).toBe(-7)
  })

  it('sort as text', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 90_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        (n, more) => {
          expect(dayOfNumber(n) < dayOfNumber(n + more)).toBe(true)
        },
      ),
    )
  })

  it.each([
    '2031-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-3-9',
    '20260309',
    '2026-03-09T00:00',
    '',
    ' 2026-03-09',
    '2026-03-09\n',
  ])('is not a day: %j', (text) => {
    expect(() => day(text)).toThrow(RangeError)
    expect(parseDay(text)).toBeUndefined()
  })

  it('from numbers, when there is such a day', () => {
    expect(dayFrom(2026, 3, 9)).toBe('2026-03-09')
    expect(dayFrom(2026, 2, 30)).toBeUndefined()
    expect(dayFrom(2026, 0, 1)).toBeUndefined()
    expect(dayFrom(2026, 1.5, 1)).toBeUndefined()
  })
})

describe('times of day', () => {
  it.each([
    ['9:05', '09:05'],
    ['00:00', '00:00'],
    ['23:59', '23:59'],
  ])('%s is %s', (text, time) => expect(timeOfDay(text)).toBe(time))
  it.each(['24:00', '12:60', '12:5', '1230', '-1:00', '', '12:30:00'])('is none: %j', (text) => {
    expect(() => timeOfDay(text)).toThrow(RangeError)
  })
})

describe('moments', () => {
  it('are read in Shanghai, eight hours ahead', () => {
    expect(momentOf(day('1970-01-01'), timeOfDay('08:00'))).toBe(0)
    expect(moment('2026-11-23 09:20')).toBe(moment('2026-11-23T01:20:00Z'))
    expect(moment('2026-11-23')).toBe(moment('2026-11-23T00:00:00+08:00'))
    expect(moment('2026-11-22T20:20:00-05:00')).toBe(moment('2026-11-23 09:20'))
  })

  it('keep their seconds', () => {
    expect(isoOf(moment('2026-11-23T09:20:45+08:00'))).toBe('2026-11-23T09:20:45+08:00')
  })

  it('midnight in Shanghai divides the days', () => {
    const midnight = moment('2026-11-23T00:00:00+08:00')
    expect([dayOf(midnight), timeOf(midnight)]).toEqual(['2026-11-23', '00:00'])
    expect([dayOf(plus(midnight, -1)), timeOf(plus(midnight, -1))]).toEqual(['2026-11-22', '23:59'])
    expect(dayOf(plus(midnight, 24 * HOUR - 1))).toBe('2026-11-23')
    expect(timeOf(plus(midnight, 61 * MINUTE))).toBe('01:01')
  })

  it('agree with Temporal on day, time and text', () => {
    const from = moment('1992-01-01')
    fc.assert(
      fc.property(fc.integer({ min: from, max: moment('2200-01-01') }), (m) => {
        const z = Temporal.Instant.fromEpochMilliseconds(m).toZonedDateTimeISO('Asia/Shanghai')
        expect(dayOf(m as Moment)).toBe(z.toPlainDate().toString())
        expect(timeOf(m as Moment)).toBe(z.toPlainTime().toString().slice(0, 5))
        expect(moment(isoOf(m as Moment))).toBe(Math.floor(m / 1000) * 1000)
        expect(momentOf(dayOf(m as Moment), timeOf(m as Moment))).toBe(Math.floor(m / 60_000) * 60_000)
      }),
    )
  })

  it.each(['', 'yesterday', '2026-02-30', '2026-02-30T10:00:00+08:00', '2026-03-01 25:00', '2026/03/01'])(
    'is none: %j',
    (text) => {
      expect(() => moment(text)).toThrow(RangeError)
    },
  )
})
