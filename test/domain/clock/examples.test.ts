/** The worked examples, each value exactly; then single rules, either side of their boundary. */
import { describe, expect, test } from 'vitest'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { calendarOf } from '../../../src/domain/calendar.ts'
import type { CaseEvent, ClockQuestion } from '../../../src/domain/clock/events.ts'
import { fold } from '../../../src/domain/clock/fold.ts'
import { countWorkdays } from '../../../src/domain/clock/working-days.ts'
import { type Day, day } from '../../../src/domain/time.ts'
import fixture from '../../fixtures/disclosure-date-examples.json' with { type: 'json' }

const calendar = calendarOf(holidayYears)
type Example = { id: string; title: string; expected: object } & ClockQuestion
const examples = fixture.examples as unknown as Example[]

test('there are 37', () => {
  expect(examples).toHaveLength(37)
})

test.each(examples.map((e) => [e.id, e.title, e] as const))('%s %s', (_id, _title, example) => {
  const answer = fold(calendar, example)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
  const said = Object.fromEntries(
    Object.keys(example.expected).map((key) => [key, (answer.computed as Record<string, unknown>)[key]]),
  )
  expect(said).toEqual(example.expected)
  expect(answer.computed.provisional).toBe((example.expected as { provisional?: true }).provisional)
  expect(answer.steps.length).toBeGreaterThan(0)
})

const received = (date: string, more: object = {}) => ({
  type: 'received',
  channel: 'in_person',
  date,
  ...more,
})
function ask(events: object[], asOf?: string) {
  return fold(calendar, {
    kind: 'case',
    events: events as CaseEvent[],
    ...(asOf && { asOf: day(asOf) }),
  })
}
function computed(events: object[], asOf?: string) {
  const answer = ask(events, asOf)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
  return answer.computed
}
function codes(events: object[]) {
  const answer = ask(events)
  return answer.ok ? [] : answer.problems.map((p) => p.code)
}

describe('receipt', () => {
  test.each(['ordinary_mail', 'internet', 'fax', 'email'])(
    '%s has no clock until it is confirmed',
    (channel) => {
      expect(computed([received('2026-03-02', { channel })])).toEqual({})
      const confirmed = received('2026-03-02', { channel, confirmed: '2026-03-04' })
      expect(computed([confirmed]).clockStart).toBe('2026-03-04')
      expect(computed([confirmed], '2026-03-03').clockStart).toBeUndefined()
      expect(computed([confirmed], '2026-03-04').clockStart).toBe('2026-03-04')
    },
  )
})

describe('correction', () => {
  const asked = {
    type: 'correctionNoticeSent',
    date: '2025-12-26',
    received: '2025-12-29',
    periodWorkdays: 15,
  }
  test('the notice is on time on the 7th working day and late on the next', () => {
    const sent = (date: string) => ({ type: 'correctionNoticeSent', date })
    expect(computed([received('2026-04-28'), sent('2026-05-11')]).correctionNoticeOnTime).toBe(true)
    expect(computed([received('2026-04-28'), sent('2026-05-12')]).correctionNoticeOnTime).toBe(false)
  })
  test('the request is abandoned the day after the period, not on its last day', () => {
    const events = [received('2025-12-22'), asked]
    expect(computed(events, '2026-01-20')).toMatchObject({ paused: true })
    expect(computed(events, '2026-01-20').abandoned).toBeUndefined()
    expect(computed(events, '2026-01-21').abandoned).toBe(true)
    expect(computed(events).abandoned).toBe(true)
  })
  test('without a day on which the applicant got the notice no period runs', () => {
    const { received: _, ...unserved } = asked
    const facts = computed([received('2025-12-22'), unserved])
    expect(facts.abandoned).toBeUndefined()
    expect(facts.correctionPeriodEnd).toBeUndefined()
    expect(facts.replyDue).toBeUndefined()
  })
  test('an extension of the count that a correction voids is void with it', () => {
    const facts = computed([
      received('2026-04-28'),
      { type: 'extensionApproved', date: '2026-05-06', workdays: 20 },
      { type: 'correctionNoticeSent', date: '2026-05-08' },
      { type: 'correctionReceived', channel: 'in_person', date: '2026-05-20' },
    ])
    expect(facts).toMatchObject({ replyDue: '2026-06-17', extensionValid: true, extensionVoid: true })
  })
})

describe('extension', () => {
  const approved = (date: string, more: object = {}) => ({
    type: 'extensionApproved',
    date,
    workdays: 5,
    ...more,
  })
  test('counts when approved on the due date, not on the day after', () => {
    expect(computed([received('2026-03-02'), approved('2026-03-30')]).extensionValid).toBe(true)
    expect(computed([received('2026-03-02'), approved('2026-03-31')]).extensionValid).toBe(false)
  })
  test('counts only when the applicant was told by then', () => {
    const told = (notified: string | null) =>
      computed([received('2026-03-02'), approved('2026-03-27', { notified })]).extensionValid
    expect(told('2026-03-30')).toBe(true)
    expect(told('2026-03-31')).toBe(false)
    expect(told(null)).toBe(false)
  })
  test.each([0, 21, 1.5])('of %d working days is impossible', (workdays) => {
    expect(codes([received('2026-03-02'), approved('2026-03-10', { workdays })])).toEqual([
      'extension-out-of-range',
    ])
  })
})

describe('fee', () => {
  const notice = { type: 'feeNoticeReceived', date: '2026-06-10' }
  test('paid on the last day restarts the clock, paid on the next does not', () => {
    const paid = (date: string) => computed([received('2026-06-01'), notice, { type: 'feePaid', date }])
    expect(paid('2026-07-09')).toMatchObject({ clockStart: '2026-07-09', feePaidOnTime: true })
    expect(paid('2026-07-10')).toMatchObject({ abandoned: true, feePaidOnTime: false })
    expect(paid('2026-07-10').replyDue).toBeUndefined()
  })
  test('abandoned the day after the last day', () => {
    expect(computed([received('2026-06-01'), notice], '2026-07-09').abandoned).toBeUndefined()
    expect(computed([received('2026-06-01'), notice], '2026-07-10').abandoned).toBe(true)
  })
})

describe('consultation', () => {
  const letter = (more: object = {}) => ({
    type: 'consultation',
    party: 'otherOrgan',
    ref: 'C1',
    sent: '2026-11-12',
    delivered: '2026-11-13',
    answered: null,
    ...more,
  })
  test('stands still through the last day of silence, runs the day after', () => {
    const on = (asOf: string) => computed([received('2026-11-02'), letter()], asOf)
    expect(on('2026-12-04')).toMatchObject({ paused: true, replyDue: '2026-12-22' })
    expect(on('2026-12-04').consultDeemed).toBeUndefined()
    expect(on('2026-12-05')).toMatchObject({
      paused: false,
      replyDue: '2026-12-22',
      consultDeemed: 'consent',
    })
  })
  test('what is answered later than the day asked about is not known on it', () => {
    const answered = letter({ answered: '2026-11-24' })
    expect(computed([received('2026-11-02'), answered], '2026-11-23').paused).toBe(true)
    expect(computed([received('2026-11-02'), answered], '2026-11-24').paused).toBe(false)
  })
  test('never delivered, never answered: nothing is due, and a reply is on time', () => {
    const events = [received('2026-11-02'), letter({ delivered: null })]
    expect(computed(events).replyDue).toBeUndefined()
    const served = { type: 'served', mode: 'direct', signed: '2027-03-01' }
    expect(computed([...events, served])).toMatchObject({ onTime: true, daysLate: 0 })
  })
  test('sent when the reply is already overdue stops nothing', () => {
    const late = letter({ sent: '2026-12-01', delivered: '2026-12-01' })
    expect(computed([received('2026-11-02'), late], '2026-12-02')).toMatchObject({
      replyDue: '2026-11-30',
      paused: false,
      overdue: true,
      daysLate: 2,
      excludedWorkdays: 0,
    })
  })
})

describe('histories that cannot have happened', () => {
  const at = received('2026-03-02')
  test.each<[string, object[], string[]]>([
    ['nothing received', [{ type: 'withdrawn', date: '2026-03-02' }], ['no-receipt']],
    ['received twice', [at, at], ['event-twice']],
    ['confirmed before it came', [received('2026-03-02', { confirmed: '2026-03-01' })], ['dates-reversed']],
    ['an event nobody knows', [at, { type: 'lost', date: '2026-03-02' }], ['event-unknown']],
    [
      'answered before sent',
      [at, { type: 'consultation', sent: '2026-03-05', answered: '2026-03-04' }],
      ['dates-reversed'],
    ],
    [
      'served before received',
      [at, { type: 'served', mode: 'direct', signed: '2026-03-01' }],
      ['before-receipt'],
    ],
    [
      'served on no day',
      [at, { type: 'served', mode: 'post', signed: '2026-03-05' }],
      ['served-date-missing'],
    ],
    [
      'corrected without being asked',
      [at, { ...at, type: 'correctionReceived', date: '2026-03-05' }],
      ['without-notice'],
    ],
    ['paid without being asked', [at, { type: 'feePaid', date: '2026-03-05' }], ['without-notice']],
    [
      'a second correction',
      [
        at,
        { type: 'correctionNoticeSent', date: '2026-03-05' },
        { type: 'correctionNoticeSent', date: '2026-03-06' },
      ],
      ['event-twice'],
    ],
    [
      'a fee asked while the correction is awaited',
      [
        at,
        { type: 'correctionNoticeSent', date: '2026-03-05' },
        { type: 'feeNoticeReceived', date: '2026-03-06' },
      ],
      ['clock-stopped'],
    ],
    [
      'extended after the reply',
      [
        at,
        { type: 'served', mode: 'direct', signed: '2026-03-05' },
        { type: 'extensionApproved', date: '2026-03-06', workdays: 1 },
      ],
      ['after-finish'],
    ],
    [
      'consulted before the confirmation',
      [received('2026-03-02', { channel: 'fax' }), { type: 'consultation', sent: '2026-03-05' }],
      ['receipt-unconfirmed'],
    ],
  ])('%s', (_, events, expected) => {
    expect(codes(events)).toEqual(expected)
  })

  test('the order of the list does not matter, the days do', () => {
    const extension = { type: 'extensionApproved', date: '2026-03-10', workdays: 5 }
    expect(computed([extension, at])).toEqual(computed([at, extension]))
  })
})

test('five days over National Day: runs, the holiday by name, the make-up Saturday', () => {
  const { due, steps } = countWorkdays(calendar, '2026-09-28' as Day, 5)
  expect(due).toBe('2026-10-10')
  expect(steps).toEqual([
    { kind: 'dayZero', day: '2026-09-28', as: 'start' },
    {
      kind: 'counted',
      days: [
        { n: 1, day: '2026-09-29', makeUp: false },
        { n: 2, day: '2026-09-30', makeUp: false },
      ],
    },
    { kind: 'holiday', first: '2026-10-01', last: '2026-10-07', name: '国庆节' },
    {
      kind: 'counted',
      days: [
        { n: 3, day: '2026-10-08', makeUp: false },
        { n: 4, day: '2026-10-09', makeUp: false },
        { n: 5, day: '2026-10-10', makeUp: true },
      ],
    },
    { kind: 'due', day: '2026-10-10', n: 5, makeUp: true, of: 'term', time: undefined },
    {
      kind: 'arrangement',
      notices: [{ number: '国办发明电〔2025〕7号', date: '2025-11-04', year: 2026 }],
      provisionalYears: [],
    },
  ])
})
