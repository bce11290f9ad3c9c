import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import {
  type Due,
  dueAfterReturn,
  dueFor,
  dueMoment,
  receivedOn,
  timeliness,
  workdaysLate,
  workdaysLeft,
} from '../../src/domain/due.ts'
import { addDays, day, dayOf, isoOf, moment, plus, timeOfDay } from '../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)
const due = (on: string, at = '17:30'): Due => ({ on: day(on), at: timeOfDay(at), provisional: false })
const workdays = (n: number) => ({ kind: 'workdays', workdays: n }) as const

describe('the day of receipt', () => {
  it.each([
    ['an ordinary morning', '2026-03-06 10:00', '2026-03-06'],
    ['the last minute before close of business', '2026-03-06 17:29', '2026-03-06'],
    ['close of business itself, a Friday', '2026-03-06 17:30', '2026-03-09'],
    ['before anybody is in', '2026-03-06 00:00', '2026-03-06'],
    ['a Saturday', '2026-03-07 10:00', '2026-03-09'],
    ['a make-up Saturday', '2026-10-10 10:00', '2026-10-10'],
    ['the evening of a make-up Saturday', '2026-10-10 18:00', '2026-10-12'],
    ['in the Spring Festival', '2026-02-17 09:00', '2026-02-24'],
    ['the evening before the National Day', '2026-09-30 17:30', '2026-10-08'],
  ])('%s: %s counts as %s', (_name, at, on) => {
    expect(receivedOn(calendar, moment(at))).toBe(on)
  })
})

describe('the due day of a term', () => {
  it.each([
    ['2026-03-02', 5, '2026-03-09'],
    ['2026-09-28', 5, '2026-10-10'],
    ['2026-02-14', 5, '2026-02-28'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-09-30', 1, '2026-10-08'],
  ])('received %s, %i working days: %s', (received, n, on) => {
    expect(dueFor(calendar, workdays(n), day(received))).toEqual(due(on))
  })

  it('calendar days land where they land', () => {
    expect(dueFor(calendar, { kind: 'days', days: 10 }, day('2026-03-04'))).toEqual(due('2026-03-14'))
  })
  it('a date stays that date, whatever the day of receipt', () => {
    const term = { kind: 'date', on: day('2026-03-14') } as const
    expect(dueFor(calendar, term, day('2026-03-02'))).toEqual(due('2026-03-14'))
    expect(dueFor(calendar, term, day('2026-03-20'))).toEqual(due('2026-03-14'))
  })
  it('a time that was said holds instead of close of business', () => {
    expect(dueFor(calendar, { ...workdays(1), time: timeOfDay('12:00') }, day('2026-03-02'))).toEqual(
      due('2026-03-03', '12:00'),
    )
  })
  it.each([
    ['ends in a year not arranged yet', '2026-12-30', 2, true],
    ['ends on the last day that is arranged', '2026-12-30', 1, false],
  ])('%s', (_name, received, n, provisional) => {
    expect(dueFor(calendar, workdays(n), day(received)).provisional).toBe(provisional)
  })
  it('is provisional when it began in a year without an arrangement', () => {
    const only2026 = calendarOf(holidayYears.filter((y) => y.year === 2026))
    expect(dueFor(only2026, workdays(3), day('2025-12-31'))).toMatchObject({
      on: '2026-01-06',
      provisional: true,
    })
  })

  it('counts the working days after receipt, by walking them', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 40 }), (offset, n) => {
        const received = addDays(day('2024-01-01'), offset)
        let on = received
        for (let left = n; left > 0; ) {
          on = addDays(on, 1)
          if (calendar.isWorkday(on)) left--
        }
        expect(dueFor(calendar, workdays(n), received).on).toBe(on)
        expect(workdaysLeft(calendar, on, received)).toBe(n)
        expect(workdaysLate(calendar, received, on)).toBe(n)
      }),
    )
  })
})

describe('how an answer stands to its due time', () => {
  it.each([
    ['2026-03-09', '2026-03-06 09:00', { kind: 'inTime' }],
    ['2026-03-09', '2026-03-09 17:30', { kind: 'inTime' }],
    ['2026-03-09', '2026-03-09 17:31', { kind: 'afterHours', at: '17:30' }],
    ['2026-03-09', '2026-03-09 23:59', { kind: 'afterHours', at: '17:30' }],
    ['2026-03-09', '2026-03-10 00:00', { kind: 'late', workdays: 1 }],
    ['2026-03-09', '2026-03-16 10:00', { kind: 'late', workdays: 5 }],
    ['2026-09-30', '2026-10-08 08:00', { kind: 'late', workdays: 1 }],
    ['2026-10-09', '2026-10-10 08:00', { kind: 'late', workdays: 1 }],
  ])('due %s, answered %s', (on, at, expected) => {
    expect(timeliness(calendar, due(on), moment(at))).toEqual(expected)
  })

  it('on a weekend after the due day it is late by no working day yet', () => {
    expect(timeliness(calendar, due('2026-03-06'), moment('2026-03-07 10:00'))).toEqual({
      kind: 'late',
      workdays: 0,
    })
    expect(timeliness(calendar, due('2026-03-06'), moment('2026-03-09 08:00'))).toEqual({
      kind: 'late',
      workdays: 1,
    })
  })
  it('due on a day off, an answer on that day is in time', () => {
    expect(timeliness(calendar, due('2026-03-07'), moment('2026-03-07 10:00'))).toEqual({ kind: 'inTime' })
  })
  it('a time that was said is the one named', () => {
    expect(timeliness(calendar, due('2026-03-09', '12:00'), moment('2026-03-09 12:01'))).toEqual({
      kind: 'afterHours',
      at: '12:00',
    })
  })

  it('nothing is owed or overdue on the due day itself', () => {
    const on = day('2026-03-09')
    expect([workdaysLeft(calendar, on, on), workdaysLate(calendar, on, on)]).toEqual([0, 0])
    expect(isoOf(dueMoment(due('2026-03-09')))).toBe('2026-03-09T17:30:00+08:00')
  })
})

describe('the due day after a return without a date', () => {
  it.each([
    ['more than enough is left', '2026-03-16', '2026-03-09 10:00', '2026-03-16'],
    ['exactly two working days are left', '2026-03-11', '2026-03-09 10:00', '2026-03-11'],
    ['one is left', '2026-03-10', '2026-03-09 10:00', '2026-03-11'],
    ['it is due today', '2026-03-09', '2026-03-09 10:00', '2026-03-11'],
    ['it is overdue', '2026-03-02', '2026-03-09 10:00', '2026-03-11'],
    ['returned on a Saturday', '2026-03-06', '2026-03-07 10:00', '2026-03-10'],
    ['returned before the National Day', '2026-09-30', '2026-09-30 10:00', '2026-10-09'],
  ])('%s', (_name, old, now, on) => {
    expect(dueAfterReturn(calendar, due(old), moment(now))).toEqual(due(on))
  })
  it('keeps a time of its own with the old due, and has none with a new one', () => {
    expect(dueAfterReturn(calendar, due('2026-03-16', '12:00'), moment('2026-03-09 10:00')).at).toBe('12:00')
    expect(dueAfterReturn(calendar, due('2026-03-11', '12:00'), moment('2026-03-09 10:00')).at).toBe('12:00')
    expect(dueAfterReturn(calendar, due('2026-03-09', '12:00'), moment('2026-03-09 10:00')).at).toBe('17:30')
  })
  it('always leaves two working days', () => {
    fc.assert(
      fc.property(fc.nat(700), fc.integer({ min: -20, max: 20 }), fc.nat(1439), (offset, away, minute) => {
        const now = plus(moment('2024-06-01'), (offset * 1440 + minute) * 60_000)
        const old = { ...due('2026-01-01'), on: addDays(dayOf(now), away) }
        const next = dueAfterReturn(calendar, old, now)
        expect(workdaysLeft(calendar, next.on, dayOf(now))).toBeGreaterThanOrEqual(2)
        if (next.on !== old.on) expect(workdaysLeft(calendar, old.on, dayOf(now))).toBeLessThan(2)
      }),
    )
  })
})
