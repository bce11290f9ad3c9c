import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { dueMoment, receivedOn } from '../../src/domain/due.ts'
import {
  assignmentOf,
  isComplete,
  type Order,
  type OrderDraft,
  orderDue,
  owes,
} from '../../src/domain/order.ts'
import { applyFacts } from '../../src/domain/order-facts.ts'
import { answer, approve, issue, reopen, signFor } from '../../src/domain/order-rules.ts'
import type { OrderRequest } from '../../src/domain/requests.ts'
import { isDisputed, mayAskReroute, reroute } from '../../src/domain/reroute.ts'
import { addDays, type Day, day, dayOf, moment } from '../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)
const NO = { year: 2026, no: 12 }

function orderOf(more: Partial<OrderDraft> = {}, at = '2026-03-02 10:00'): Order {
  const draft: OrderDraft = {
    kind: 'task',
    subject: '更新权责清单',
    term: { kind: 'workdays', workdays: 5 },
    departments: [{ code: 'a', role: 'lead' }],
    ...more,
  }
  const issued = issue(calendar, draft, { by: 'li', now: moment(at), id: 'o', no: NO })
  if (!issued.ok) throw new Error(issued.refusal.code)
  return issued.value.order
}

const by = (at: string) => ({ by: 'li', now: moment(at) })
function moved(order: Order, from: string, to: string, at = '2026-03-03 09:00'): Order {
  const decided = reroute(calendar, order, from, to, '属经费事项', by(at))
  if (!decided.ok) throw new Error(decided.refusal.code)
  return applyFacts(order, decided.value)
}
const codeOf = (order: Order, from: string, to: string, at = '2026-03-03 09:00', reason = '理由') => {
  const decided = reroute(calendar, order, from, to, reason, by(at))
  return decided.ok ? 'ok' : decided.refusal.code
}

describe('a reroute', () => {
  it('gives the other department a full term from its receipt; the first is out', () => {
    const order = moved(orderOf(), 'a', 'b')
    expect(assignmentOf(order, 'a')).toMatchObject({ state: 'declined', reroutedTo: 'b' })
    expect(assignmentOf(order, 'b')).toMatchObject({
      state: 'waiting',
      role: 'lead',
      receivedOn: '2026-03-03',
      due: { on: '2026-03-10' },
    })
    expect(owes(assignmentOf(order, 'a')!)).toBe(false)
    expect(orderDue(order).on).toBe('2026-03-10')
  })

  it('closes by the other department alone', () => {
    let order = moved(orderOf(), 'a', 'b')
    expect(isComplete(order)).toBe(false)
    for (const act of [
      () => answer(calendar, order, 'b', by('2026-03-09 09:00')),
      () => approve(order, 'b', by('2026-03-09 10:00')),
    ]) {
      const decided = act()
      if (!decided.ok) throw new Error(decided.refusal.code)
      order = applyFacts(order, decided.value)
    }
    expect(order.state).toBe('closed')
    const again = reopen(calendar, order, [], '内容有误', by('2026-03-10 09:00'))
    expect(again).toMatchObject({ value: [{ dues: { b: expect.anything() } }] })
    expect(again.ok && Object.keys((again.value[0] as { dues: object }).dues)).toEqual(['b'])
    expect(reopen(calendar, order, ['a'], '内容有误', by('2026-03-10 09:00'))).toMatchObject({
      refusal: { code: 'assignment.rerouted-away' },
    })
  })

  it('of a day given as a day has as many working days as the first had', () => {
    const order = orderOf({ term: { kind: 'date', on: day('2026-03-05') } })
    expect(assignmentOf(moved(order, 'a', 'b'), 'b')!.due.on).toBe('2026-03-06')
  })

  it('to a department that has a part makes it lead, and takes no time from it', () => {
    const both = orderOf({
      departments: [
        { code: 'a', role: 'lead' },
        { code: 'b', role: 'assist' },
      ],
    })
    expect(assignmentOf(moved(both, 'a', 'b'), 'b')).toMatchObject({
      role: 'lead',
      due: { on: '2026-03-10' },
    })
    const longer = {
      ...both,
      assignments: both.assignments.map((a) =>
        a.department === 'b' ? { ...a, due: { ...a.due, on: day('2026-03-20') } } : a,
      ),
    }
    expect(assignmentOf(moved(longer, 'a', 'b'), 'b')!.due.on).toBe('2026-03-20')
  })

  it('back to the first gives it a fresh part', () => {
    const order = moved(moved(orderOf(), 'a', 'b'), 'b', 'a', '2026-03-04 09:00')
    expect(assignmentOf(order, 'a')).toMatchObject({ state: 'waiting', due: { on: '2026-03-11' } })
    expect(assignmentOf(order, 'a')).not.toHaveProperty('reroutedTo')
  })

  it('is refused where it leads nowhere', () => {
    expect(codeOf(orderOf(), 'a', 'a')).toBe('reroute.same')
    expect(codeOf(orderOf(), 'c', 'b')).toBe('assignment.not-in-order')
    expect(codeOf(orderOf(), 'a', 'b', '2026-03-03 09:00', ' ')).toBe('reason.missing')
    const limited = orderOf({ limit: { on: day('2026-03-10'), why: '' } })
    expect(codeOf(limited, 'a', 'b', '2026-03-11 09:00')).toBe('reroute.past-limit')
    expect(assignmentOf(moved(limited, 'a', 'b', '2026-03-06 09:00'), 'b')!.due.on).toBe('2026-03-10')
  })

  it('is asked for within the working days that are set, whatever the hour', () => {
    const may = (at: string, workdays = 1) =>
      mayAskReroute(calendar, orderOf(), 'a', undefined, workdays, moment(at)).ok
    expect(may('2026-03-03 23:59')).toBe(true)
    expect(may('2026-03-04 00:00')).toBe(false)
    expect(may('2026-03-04 09:00', 2)).toBe(true)
    // Received on the eve of a holiday: the day after it still counts.
    const eve = orderOf({}, '2026-09-30 10:00')
    expect(mayAskReroute(calendar, eve, 'a', undefined, 1, moment('2026-10-08 16:00')).ok).toBe(true)
    expect(mayAskReroute(calendar, eve, 'a', undefined, 1, moment('2026-10-09 08:00')).ok).toBe(false)
  })

  it('is asked for in states in which something is owed', () => {
    const signed = signFor(orderOf(), 'a', by('2026-03-02 11:00'))
    const order = applyFacts(orderOf(), signed.ok ? signed.value : [])
    expect(mayAskReroute(calendar, order, 'a', 'b', 1, moment('2026-03-03 09:00')).ok).toBe(true)
    expect(mayAskReroute(calendar, order, 'a', 'a', 1, moment('2026-03-03 09:00'))).toMatchObject({
      refusal: { code: 'reroute.same' },
    })
    const answered = answer(calendar, order, 'a', by('2026-03-03 09:00'))
    const done = applyFacts(order, answered.ok ? answered.value : [])
    expect(mayAskReroute(calendar, done, 'a', 'b', 1, moment('2026-03-03 10:00'))).toMatchObject({
      refusal: { code: 'assignment.already-answered' },
    })
  })

  it('is the director’s when two departments refuse, or the second refuses what came to it', () => {
    const request = (department: string, state: OrderRequest['state']): OrderRequest => ({
      id: department,
      order: 'o',
      department,
      kind: 'reroute',
      state,
      person: 'p',
      at: moment('2026-03-02 11:00'),
      reason: '理由',
    })
    const both = orderOf({
      departments: [
        { code: 'a', role: 'lead' },
        { code: 'b', role: 'lead' },
      ],
    })
    expect(isDisputed(both, 'a', [])).toBe(false)
    expect(isDisputed(both, 'a', [request('a', 'open')])).toBe(false)
    expect(isDisputed(both, 'a', [request('b', 'open')])).toBe(true)
    expect(isDisputed(both, 'a', [request('b', 'granted')])).toBe(true)
    expect(isDisputed(both, 'a', [request('b', 'refused')])).toBe(false)
    expect(isDisputed(moved(orderOf(), 'a', 'b'), 'b', [])).toBe(true)
  })

  it('never passes the statutory date and otherwise gives the whole term, counted day by day', () => {
    const countOn = (from: Day, n: number): Day => {
      let d = from
      for (let left = n; left > 0; ) {
        d = addDays(d, 1)
        if (calendar.isWorkday(d)) left--
      }
      return d
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 650 }),
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 0, max: 20 }),
        fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
        (start, term, later, slack) => {
          const issued = addDays(day('2025-01-05'), start)
          const due = countOn(receivedOn(calendar, moment(`${issued} 10:00`)), term)
          const limit = slack === undefined ? undefined : { on: addDays(due, slack), why: '' }
          const order = orderOf(
            { term: { kind: 'workdays', workdays: term }, ...(limit ? { limit } : {}) },
            `${issued} 10:00`,
          )
          const now = moment(`${addDays(issued, later)} 11:00`)
          const decided = reroute(calendar, order, 'a', 'b', '理由', { by: 'li', now })
          const full = countOn(receivedOn(calendar, now), term)
          if (!decided.ok) {
            expect(decided.refusal.code).toBe('reroute.past-limit')
            expect(limit && calendar.workdayOnOrBefore(limit.on) <= dayOf(now)).toBe(true)
            return
          }
          const b = assignmentOf(applyFacts(order, decided.value), 'b')!
          expect(dueMoment(b.due)).toBeGreaterThan(now)
          if (limit && full > limit.on) expect(b.due.on).toBe(calendar.workdayOnOrBefore(limit.on))
          else expect(b.due.on).toBe(full)
          if (limit) expect(b.due.on <= limit.on).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})
