import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import {
  isOpenHour,
  LADDER,
  nextLine,
  RUNGS,
  type Rung,
  rungDay,
  rungReached,
} from '../../src/domain/ladder.ts'
import type { Assignment, AssignmentState } from '../../src/domain/order.ts'
import { type Day, day, isoOf, moment, timeOfDay } from '../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)

/** The arrangements as another source has them; weekdays from the engine's own dates. */
const published = JSON.parse(
  readFileSync(new URL('../fixtures/holidays-cn.json', import.meta.url), 'utf8'),
) as Record<string, { kind: 'holiday' | 'workday' }>

function step(d: string, by: 1 | -1): string {
  return new Date(Date.parse(`${d}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
}
function works(d: string): boolean {
  const weekend = [0, 6].includes(new Date(`${d}T00:00:00Z`).getUTCDay())
  return published[d] ? published[d].kind === 'workday' : !weekend
}
/** So many working days on from `d`, by walking. */
function walk(d: string, by: 1 | -1, count: number): string {
  let at = d
  for (let left = count; left > 0; ) {
    at = step(at, by)
    if (works(at)) left--
  }
  return at
}
function expectedDay(dueOn: string, rung: Rung): string {
  if (rung < 0) return walk(dueOn, 1, -rung)
  let last = dueOn
  while (!works(last)) last = step(last, -1)
  return walk(last, -1, rung)
}

function owing(dueOn: string, state: AssignmentState = 'waiting', at = '17:30'): Assignment {
  return {
    department: 'renshi',
    role: 'lead',
    state,
    receivedOn: day('2026-01-05'),
    due: { on: day(dueOn), at: timeOfDay(at), provisional: false },
    urged: 0,
  }
}
const days = (dueOn: string) => RUNGS.map((rung) => rungDay(calendar, day(dueOn), rung))

describe('the rungs', () => {
  it('fall as a count by hand has them, for every due day of 2024 to 2026', () => {
    let checked = 0
    for (let d = '2024-01-15'; d < '2026-12-20'; d = step(d, 1)) {
      for (const rung of RUNGS) {
        if (rungDay(calendar, d as Day, rung) !== expectedDay(d, rung)) expect.fail(`due ${d}, rung ${rung}`)
        checked++
      }
    }
    expect(checked).toBeGreaterThan(6000)
  })

  it.each([
    [
      'an ordinary Monday',
      '2026-03-09',
      ['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-12', '2026-03-16'],
    ],
    [
      'a Saturday: the due morning is the Friday before',
      '2026-03-07',
      ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09', '2026-03-11', '2026-03-13'],
    ],
    [
      'a make-up Saturday is a due morning itself',
      '2026-10-10',
      ['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-14', '2026-10-16'],
    ],
    [
      'the first working day after the Spring Festival',
      '2026-02-24',
      ['2026-02-13', '2026-02-14', '2026-02-24', '2026-02-25', '2026-02-27', '2026-03-02'],
    ],
    [
      'in the Spring Festival',
      '2026-02-18',
      ['2026-02-12', '2026-02-13', '2026-02-14', '2026-02-24', '2026-02-26', '2026-02-28'],
    ],
    [
      'the day before the National Day',
      '2026-09-30',
      ['2026-09-28', '2026-09-29', '2026-09-30', '2026-10-08', '2026-10-10', '2026-10-13'],
    ],
  ])('%s', (_name, dueOn, expected) => {
    expect(days(dueOn)).toEqual(expected)
  })

  it('never fall on New Year of a year that is not arranged yet', () => {
    const around = days('2026-12-31')
    expect(around.slice(0, 3)).toEqual(['2026-12-29', '2026-12-30', '2026-12-31'])
    expect(around[3]).toBe('2027-01-04')
    for (const d of around) expect(calendar.isWorkday(d)).toBe(true)
  })

  it('go to fewer people before the due day than they reach after it', () => {
    expect(LADDER).toEqual({
      2: ['handlers'],
      1: ['handlers'],
      0: ['handlers', 'head'],
      [-1]: ['head'],
      [-3]: ['director'],
      [-5]: ['leaders'],
    })
  })
})

describe('the next line', () => {
  const a = owing('2026-03-09')
  it.each([
    ['2026-03-02 10:00', 2, '2026-03-05T08:45:00+08:00'],
    ['2026-03-05 08:44', 2, '2026-03-05T08:45:00+08:00'],
    ['2026-03-05 08:45', 1, '2026-03-06T08:45:00+08:00'],
    ['2026-03-06 12:00', 0, '2026-03-09T08:45:00+08:00'],
    ['2026-03-09 08:45', -1, '2026-03-10T08:45:00+08:00'],
    ['2026-03-10 08:45', -3, '2026-03-12T08:45:00+08:00'],
    ['2026-03-12 08:45', -5, '2026-03-16T08:45:00+08:00'],
  ])('after %s is rung %i', (after, rung, at) => {
    const next = nextLine(calendar, a, moment(after))
    expect([next?.rung, next && isoOf(next.at)]).toEqual([rung, at])
  })

  it('there is none after the last rung', () => {
    expect(nextLine(calendar, a, moment('2026-03-16 08:45'))).toBeUndefined()
  })
  it('an order given today for today is spoken of tomorrow, when it is overdue', () => {
    expect(nextLine(calendar, a, moment('2026-03-09 09:00'))?.rung).toBe(-1)
  })

  it.each<[AssignmentState, boolean]>([
    ['waiting', true],
    ['signed', true],
    ['returned', true],
    ['answered', false],
    ['approved', false],
    ['declined', false],
    ['excused', false],
  ])('%s: something is still said: %s', (state, speaks) => {
    const part = owing('2026-03-09', state)
    expect(nextLine(calendar, part, moment('2026-03-02')) !== undefined).toBe(speaks)
    expect(rungReached(calendar, part, moment('2026-03-12 09:00')) !== undefined).toBe(speaks)
  })
})

describe('the rung that was reached', () => {
  it.each([
    ['2026-03-05 08:44', undefined],
    ['2026-03-05 08:45', 2],
    ['2026-03-08 12:00', 1],
    ['2026-03-09 08:45', 0],
    ['2026-03-11 18:00', -1],
    ['2026-12-31 09:00', -5],
  ])('at %s is %s', (now, rung) => {
    expect(rungReached(calendar, owing('2026-03-09'), moment(now))?.rung).toBe(rung)
  })

  it('is the one before the next, at every hour', () => {
    const a = owing('2026-02-18')
    for (let now = moment('2026-02-10'); now < moment('2026-03-05'); now = (now + 3_600_000) as typeof now) {
      const reached = rungReached(calendar, a, now)
      const next = nextLine(calendar, a, now)
      expect(RUNGS.indexOf(next?.rung as Rung)).toBe(
        reached?.rung === -5 ? -1 : reached ? RUNGS.indexOf(reached.rung) + 1 : 0,
      )
    }
  })
})

describe('open hours', () => {
  it.each([
    ['2026-03-09 08:29', false],
    ['2026-03-09 08:30', true],
    ['2026-03-09 11:59', true],
    ['2026-03-09 12:00', false],
    ['2026-03-09 13:59', false],
    ['2026-03-09 14:00', true],
    ['2026-03-09 17:59', true],
    ['2026-03-09 18:00', false],
    ['2026-03-07 10:00', false],
    ['2026-10-10 10:00', true],
    ['2026-10-05 10:00', false],
  ])('%s: %s', (now, open) => {
    expect(isOpenHour(calendar, moment(now))).toBe(open)
  })
})

describe('特急', () => {
  const at = (a: Assignment, urgent: boolean) => {
    const lines: string[] = []
    for (let now = moment('2026-01-01 00:00'); ; ) {
      const next = nextLine(calendar, a, now, urgent)
      if (!next) return lines
      lines.push(`${next.rung} ${isoOf(next.at).slice(0, 16)}`)
      now = next.at
    }
  }
  it('counts back by the calendar, and has one line more two hours before its due time', () => {
    // 3月9日 is a Monday.
    expect(at(owing('2026-03-09'), true)).toEqual([
      '2 2026-03-07T08:45',
      '1 2026-03-08T08:45',
      '0 2026-03-09T08:45',
      '0 2026-03-09T15:30',
      '-1 2026-03-10T08:45',
      '-3 2026-03-12T08:45',
      '-5 2026-03-16T08:45',
    ])
    expect(at(owing('2026-03-09'), false)).not.toContain('0 2026-03-09T15:30')
  })
  it('is said at its moment: at night, at noon, on a day off', () => {
    expect(at(owing('2026-03-07', 'signed', '22:00'), true)).toContain('0 2026-03-07T20:00')
    expect(at(owing('2026-03-09', 'signed', '09:00'), true).slice(2, 4)).toEqual([
      '0 2026-03-09T07:00',
      '0 2026-03-09T08:45',
    ])
    expect(
      rungReached(calendar, owing('2026-03-07', 'signed', '22:00'), moment('2026-03-07 20:00'), true),
    ).toEqual({
      rung: 0,
      at: moment('2026-03-07 20:00'),
    })
  })
  it('alone has lines in quiet hours, whatever the due day and time', () => {
    let quiet = 0
    for (let d = '2026-02-01'; d < '2026-11-01'; d = step(d, 1)) {
      for (const time of ['00:30', '09:00', '12:30', '17:30', '23:59']) {
        const a = owing(d, 'waiting', time)
        for (const line of at(a, false)) {
          const [, when] = line.split(' ')
          if (!isOpenHour(calendar, moment(when!.replace('T', ' ')))) expect.fail(`due ${d} ${time}: ${line}`)
        }
        const lines = at(a, true)
        quiet += lines.filter(
          (line) => !isOpenHour(calendar, moment(line.split(' ')[1]!.replace('T', ' '))),
        ).length
        // Each strictly after the one before, and nothing once the answer is there.
        expect(new Set(lines).size).toBe(lines.length)
        expect(
          nextLine(calendar, owing(d, 'answered', time), moment('2026-01-01 00:00'), true),
        ).toBeUndefined()
      }
    }
    expect(quiet).toBeGreaterThan(500)
  })
})
