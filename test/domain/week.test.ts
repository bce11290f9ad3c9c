import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { addDays, type Day, day, weekday } from '../../src/domain/time.ts'
import { sheetDay, weekOf } from '../../src/domain/week.ts'

const calendar = calendarOf(holidayYears)

describe('the day the week is told on', () => {
  it.each([
    ['2026-03-02', '2026-03-06', 'an ordinary Friday'],
    ['2026-09-28', '2026-09-30', 'the holiday begins on Thursday'],
    ['2026-10-10', '2026-10-09', 'never the make-up Saturday'],
    ['2026-02-17', undefined, 'Spring Festival takes Monday to Friday'],
  ])('%s → %s: %s', (in_, told, _why) => {
    expect(sheetDay(calendar, day(in_))).toBe(told)
  })

  it('is a working day from Monday to Friday, with no later one in its week', () => {
    const days = fc.integer({ min: 0, max: 1095 }).map((n) => addDays(day('2024-01-01'), n))
    fc.assert(
      fc.property(days, (d: Day) => {
        const told = sheetDay(calendar, d)
        const { monday } = weekOf(d)
        const five = [0, 1, 2, 3, 4].map((n) => addDays(monday, n)).filter((x) => calendar.isWorkday(x))
        expect(weekday(monday)).toBe(1)
        expect(told).toBe(five.at(-1))
      }),
    )
  })
})
