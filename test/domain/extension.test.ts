import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { type Due, dueMoment, receivedOn } from '../../src/domain/due.ts'
import { extend, extensionOf, termWorkdays } from '../../src/domain/extension.ts'
import type { Assignment, Order, OrderDraft } from '../../src/domain/order.ts'
import { applyFact } from '../../src/domain/order-facts.ts'
import { issue, recount } from '../../src/domain/order-rules.ts'
import { addDays, CLOSE_OF_BUSINESS, type Day, day, type Moment, moment } from '../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)
const NO = { year: 2026, no: 12 }

function orderOf(more: Partial<OrderDraft> = {}, at = '2026-03-02 10:00'): Order {
  const draft: OrderDraft = {
    kind: 'task',
    subject: '更新权责清单',
    term: { kind: 'workdays', workdays: 5 },
    departments: [
      { code: 'a', role: 'lead' },
      { code: 'b', role: 'lead' },
    ],
    ...more,
  }
  const issued = issue(calendar, draft, { by: 'li', now: moment(at), id: 'o', no: NO })
  if (!issued.ok) throw new Error(issued.refusal.code)
  return issued.value.order
}

const withPart = (order: Order, change: Partial<Assignment>): Order => ({
  ...order,
  assignments: order.assignments.map((a) => (a.department === 'a' ? { ...a, ...change } : a)),
})
const asks = (order: Order, workdays: number, now = '2026-03-03 09:00') =>
  extensionOf(calendar, order, 'a', { kind: 'workdays', workdays }, { now: moment(now) })
const codeOf = (d: ReturnType<typeof asks>) => (d.ok ? 'ok' : d.refusal.code)

/** The n-th working day after a day, a day at a time. */
function countOn(from: Day, n: number): Day {
  let d = from
  for (let left = n; left > 0; ) {
    d = addDays(d, 1)
    if (calendar.isWorkday(d)) left--
  }
  return d
}

/** Working days after one day up to another, a day at a time. */
function countBetween(from: Day, to: Day): number {
  let n = 0
  for (let d = addDays(from, 1); d <= to; d = addDays(d, 1)) if (calendar.isWorkday(d)) n++
  return n
}

describe('an extension', () => {
  it('counts from the old due day and moves one part alone', () => {
    const order = orderOf()
    const asked = asks(order, 3)
    expect(asked).toMatchObject({
      ok: true,
      value: {
        workdays: 3,
        from: { on: '2026-03-09' },
        to: { on: '2026-03-12', at: '17:30' },
        level: 'director',
      },
    })
    if (!asked.ok) return
    const after = applyFact(
      order,
      extend(asked.value, '等数据', { by: 'zhang', now: moment('2026-03-03 09:00') }),
    )
    expect(after.assignments.map((a) => [a.department, a.due.on, a.extended ?? 0])).toEqual([
      ['a', '2026-03-12', 1],
      ['b', '2026-03-09', 0],
    ])
  })

  it('until a day counts the working days between, and a day off gives none of its own', () => {
    const until = (on: string) =>
      extensionOf(
        calendar,
        orderOf(),
        'a',
        { kind: 'until', on: day(on) },
        { now: moment('2026-03-03 09:00') },
      )
    expect(until('2026-03-12')).toMatchObject({ value: { workdays: 3 } })
    expect(until('2026-03-15')).toMatchObject({ value: { workdays: 4, to: { on: '2026-03-13' } } })
    expect(until('2026-03-09')).toMatchObject({ refusal: { code: 'extension.no-days' } })
  })

  it.each([
    ['up to the original term', 5, {}, 'director', undefined],
    ['longer than the original term', 6, {}, 'leader', 'longer'],
    ['a second time', 1, { extended: 1 }, 'leader', 'second'],
  ] as const)('%s is decided by the %s', (_, workdays, change, level, beyond) => {
    const asked = asks(withPart(orderOf(), change), workdays)
    expect(asked.ok && [asked.value.level, asked.value.beyond]).toEqual([level, beyond])
  })

  it('of the director’s own department is the leader’s', () => {
    const asked = extensionOf(
      calendar,
      orderOf(),
      'a',
      { kind: 'workdays', workdays: 1 },
      {
        now: moment('2026-03-03 09:00'),
        ofDirector: true,
      },
    )
    expect(asked).toMatchObject({ value: { level: 'leader', beyond: 'own' } })
  })

  it('keeps within the statutory date, and says what is left', () => {
    const order = orderOf({ limit: { on: day('2026-03-13'), why: '答复期限' } })
    expect(asks(order, 3)).toMatchObject({ value: { slack: { left: 4, after: 1 } } })
    expect(asks(order, 4)).toMatchObject({ value: { slack: { left: 4, after: 0 } } })
    expect(asks(order, 5)).toMatchObject({ refusal: { code: 'extension.past-limit', facts: { most: 4 } } })
  })

  it('of an overdue part never lands in the past', () => {
    expect(asks(orderOf(), 2, '2026-03-12 09:00')).toMatchObject({
      refusal: { code: 'extension.over-already', facts: { least: 3 } },
    })
    expect(asks(orderOf(), 3, '2026-03-12 09:00').ok).toBe(true)
    const limited = orderOf({ limit: { on: day('2026-03-11'), why: '' } })
    const refused = asks(limited, 1, '2026-03-12 09:00')
    expect(!refused.ok && refused.refusal.facts).not.toHaveProperty('least')
  })

  it('asks for a number of working days that can be given', () => {
    for (const n of [0, -1, 1.5, 251]) expect(codeOf(asks(orderOf(), n))).toBe('extension.no-days')
  })

  it.each([
    ['waiting', 'ok'],
    ['signed', 'ok'],
    ['returned', 'ok'],
    ['answered', 'assignment.already-answered'],
    ['approved', 'assignment.already-approved'],
    ['declined', 'assignment.rerouted-away'],
    ['excused', 'assignment.already-excused'],
  ] as const)('of a part that is %s: %s', (state, code) => {
    expect(codeOf(asks(withPart(orderOf(), { state }), 1))).toBe(code)
  })

  it('of an order that has ended is refused', () => {
    expect(codeOf(asks({ ...orderOf(), state: 'closed' }, 1))).toBe('order.already-closed')
    expect(codeOf(asks({ ...orderOf(), state: 'revoked' }, 1))).toBe('order.already-revoked')
  })

  it('knows the original term of every form', () => {
    expect(termWorkdays(calendar, orderOf())).toBe(5)
    expect(termWorkdays(calendar, orderOf({ term: { kind: 'days', days: 7 } }))).toBe(5)
    expect(termWorkdays(calendar, orderOf({ term: { kind: 'date', on: day('2026-03-05') } }))).toBe(3)
    expect(termWorkdays(calendar, orderOf({ term: { kind: 'date', on: day('2026-03-02') } }))).toBe(1)
  })

  it('stands when a new arrangement is loaded', () => {
    const order = withPart(orderOf(), {
      extended: 1,
      due: { ...orderOf().assignments[0]!.due, on: day('2026-03-12') },
    })
    const without = calendarOf(holidayYears.filter((y) => y.year !== 2026))
    for (const fact of recount(without, order, '', calendar)) {
      if (fact.kind === 'order.due-moved' && fact.department === 'a') expect(fact.to.on).toBe('2026-03-12')
    }
  })

  const days = fc.integer({ min: 0, max: 700 }).map((n) => addDays(day('2025-01-05'), n))
  const asked = fc.record({
    issued: days,
    term: fc.integer({ min: 1, max: 20 }),
    workdays: fc.integer({ min: 1, max: 30 }),
    extended: fc.integer({ min: 0, max: 2 }),
    slack: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    later: fc.integer({ min: 0, max: 60 }),
    hour: fc.constantFrom('08:00', '12:00', '17:29', '17:30', '17:31', '23:59'),
  })

  it('agrees with a count day by day', () => {
    fc.assert(
      fc.property(asked, ({ issued, term, workdays, extended, slack, later, hour }) => {
        const at = moment(`${issued} 10:00`)
        const received = receivedOn(calendar, at)
        const oldDue = countOn(received, term)
        const limit = slack === undefined ? undefined : { on: addDays(oldDue, slack), why: '' }
        const order = withPart(
          orderOf(
            { term: { kind: 'workdays', workdays: term }, ...(limit ? { limit } : {}) },
            `${issued} 10:00`,
          ),
          { extended },
        )
        const now: Moment = moment(`${addDays(issued, later)} ${hour}`)
        const result = extensionOf(calendar, order, 'a', { kind: 'workdays', workdays }, { now })
        const to = countOn(oldDue, workdays)
        const due: Due = { on: to, at: CLOSE_OF_BUSINESS, provisional: false }
        const past = limit !== undefined && to > limit.on
        const over = dueMoment(due) <= now
        expect(result.ok).toBe(!past && !over)
        if (!result.ok) {
          expect(result.refusal.code).toBe(past ? 'extension.past-limit' : 'extension.over-already')
          if (past) expect(result.refusal.facts).toMatchObject({ most: countBetween(oldDue, limit.on) })
          return
        }
        expect(result.value.to).toMatchObject({ on: to, at: CLOSE_OF_BUSINESS })
        expect(calendar.isWorkday(result.value.to.on)).toBe(true)
        expect(result.value.level).toBe(extended === 0 && workdays <= term ? 'director' : 'leader')
        if (limit) {
          expect(result.value.slack).toMatchObject({
            left: countBetween(oldDue, limit.on),
            after: countBetween(to, limit.on),
          })
        }
      }),
      { numRuns: 400 },
    )
  })
})
