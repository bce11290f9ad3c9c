import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import type { Urgency } from '../../src/domain/kinds.ts'
import { isMostUrgent, type Order } from '../../src/domain/order.ts'
import { applyFacts } from '../../src/domain/order-facts.ts'
import { issue, revoke } from '../../src/domain/order-rules.ts'
import { moment } from '../../src/domain/time.ts'
import { decideUrgency, urgencyNow } from '../../src/domain/urgency.ts'

const by = { by: 'zhang-ming', now: moment('2026-03-02 10:10') }
function issued(urgency?: Urgency): Order {
  const made = issue(
    calendarOf(holidayYears),
    {
      kind: 'task',
      subject: '舆情说明',
      term: { kind: 'workdays', workdays: 1 },
      departments: [{ code: 'personnel', role: 'lead' }],
      ...(urgency ? { urgency } : {}),
    },
    { id: 'o1', no: { year: 2026, no: 1 }, by: 'li-na', now: moment('2026-03-02 10:00') },
  )
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.order
}
function decided(order: Order, most: boolean): Order {
  const done = decideUrgency(order, most, by)
  if (!done.ok) throw new Error(done.refusal.code)
  return applyFacts(order, done.value)
}

describe('特急', () => {
  it('is treated as 加急 until the director confirmed it', () => {
    const order = issued('most_urgent')
    expect([isMostUrgent(order), urgencyNow(order)]).toEqual([false, 'urgent'])
    const confirmed = decided(order, true)
    expect([isMostUrgent(confirmed), urgencyNow(confirmed)]).toEqual([true, 'most_urgent'])
  })

  it('or runs as 加急', () => {
    const lowered = decided(issued('most_urgent'), false)
    expect([isMostUrgent(lowered), urgencyNow(lowered)]).toEqual([false, 'urgent'])
  })

  it('is decided once', () => {
    for (const most of [true, false]) {
      const again = decideUrgency(decided(issued('most_urgent'), most), true, by)
      expect(again).toMatchObject({ ok: false, refusal: { code: 'urgency.decided', facts: { most } } })
    }
  })

  it('is decided of what was called so, and is open', () => {
    expect(decideUrgency(issued('urgent'), true, by)).toMatchObject({ refusal: { code: 'urgency.decided' } })
    expect(decideUrgency(issued(), true, by)).toMatchObject({ refusal: { code: 'urgency.decided' } })
    const gone = revoke(issued('most_urgent'), '', by)
    const revoked = applyFacts(issued('most_urgent'), gone.ok ? gone.value : [])
    expect(decideUrgency(revoked, true, by)).toMatchObject({ refusal: { code: 'order.already-revoked' } })
  })
})
