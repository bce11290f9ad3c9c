import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { isComplete, type Order, type OrderRef } from '../../src/domain/order.ts'
import { applyFacts } from '../../src/domain/order-facts.ts'
import { answer, approve, issue } from '../../src/domain/order-rules.ts'
import { duePast, maySplit, subEnded, subReopened } from '../../src/domain/sub-orders.ts'
import { moment } from '../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)
const by = { by: 'li-na', now: moment('2026-03-02 10:00') }

function parent(): Order {
  const made = issue(
    calendar,
    {
      kind: 'task',
      subject: '年度总结',
      term: { kind: 'workdays', workdays: 5 },
      departments: [{ code: 'personnel', role: 'lead' }],
    },
    { id: 'whole', no: { year: 2026, no: 1 }, ...by },
  )
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.order
}
const sub = (no: number): OrderRef => ({ id: `sub-${no}`, no: { year: 2026, no } })
const withSub = (order: Order, no: number): Order =>
  applyFacts(order, [{ kind: 'order.sub-issued', at: by.now, by: by.by, sub: sub(no) }])
function approved(order: Order): Order {
  const answered = answer(calendar, order, 'personnel', by)
  const there = applyFacts(order, answered.ok ? answered.value : [])
  const done = approve(there, 'personnel', by)
  return applyFacts(there, done.ok ? done.value : [])
}

describe('an order with sub-orders', () => {
  it('does not close before them, and closes by itself with the last', () => {
    const open = approved(withSub(withSub(parent(), 2), 3))
    expect(open.state).toBe('issued')
    const one = applyFacts(open, subEnded(open, sub(2), by))
    expect([one.state, one.openSubs]).toEqual(['issued', 1])
    const none = applyFacts(one, subEnded(one, sub(3), by))
    expect([none.state, none.openSubs, none.endedAt]).toEqual(['closed', 0, by.now])
  })

  it('stays open after them while something else is owed', () => {
    const open = withSub(parent(), 2)
    expect(applyFacts(open, subEnded(open, sub(2), by)).state).toBe('issued')
  })

  it('is open again with them, and nobody owes anything for that', () => {
    const open = approved(withSub(parent(), 2))
    const closed = applyFacts(open, subEnded(open, sub(2), by))
    const again = applyFacts(closed, subReopened(closed, sub(2), by))
    expect([again.state, again.openSubs, again.endedAt]).toEqual(['issued', 1, undefined])
    expect(again.assignments).toEqual(closed.assignments)
    expect(applyFacts(again, subEnded(again, sub(2), by)).state).toBe('closed')
  })

  it('whatever the order of events, it is closed exactly when nothing is open', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 2, max: 5 }), fc.boolean()), { maxLength: 20 }),
        (events) => {
          let order = [2, 3, 4, 5].reduce(withSub, parent())
          const open = new Set([2, 3, 4, 5])
          order = approved(order)
          for (const [no, ends] of events) {
            if (ends === !open.has(no)) continue
            if (ends) open.delete(no)
            else open.add(no)
            order = applyFacts(order, ends ? subEnded(order, sub(no), by) : subReopened(order, sub(no), by))
            expect(order.openSubs).toBe(open.size)
            expect(order.state).toBe(open.size === 0 ? 'closed' : 'issued')
            expect(isComplete(order)).toBe(open.size === 0)
          }
        },
      ),
    )
  })

  it('only an open one is split, and a later due day is seen', () => {
    expect(maySplit(parent()).ok).toBe(true)
    expect(maySplit(approved(parent()))).toMatchObject({ refusal: { code: 'order.already-closed' } })
    const { due } = parent().assignments[0]!
    expect(duePast(parent(), due)).toBe(false)
    expect(duePast(parent(), { ...due, at: '18:00' as typeof due.at })).toBe(true)
  })
})
