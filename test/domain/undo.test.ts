import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { correct, type Wanted } from '../../src/domain/correction.ts'
import type { Decision } from '../../src/domain/decision.ts'
import { timeliness } from '../../src/domain/due.ts'
import type { Order } from '../../src/domain/order.ts'
import { applyFacts, type OrderFact } from '../../src/domain/order-facts.ts'
import { answer, approve, issue, moveAnswer, returnAnswer, signFor } from '../../src/domain/order-rules.ts'
import { day, MINUTE, moment, plus, timeOfDay } from '../../src/domain/time.ts'
import { type Act, UNDO_MS, undo } from '../../src/domain/undo.ts'

const calendar = calendarOf(holidayYears)
const NO = { year: 2026, no: 12 }
const MONDAY = moment('2026-03-02 10:05')
const at = (text: string) => moment(`2026-${text}`)
const code = (d: Decision<unknown>) => (d.ok ? 'ok' : d.refusal.code)

function issued(more: Partial<Parameters<typeof issue>[1]> = {}): Order {
  const draft = {
    kind: 'task' as const,
    subject: '更新权责清单',
    term: { kind: 'workdays' as const, workdays: 5 },
    departments: [
      { code: 'renshi', role: 'lead' as const },
      { code: 'jicai', role: 'assist' as const },
    ],
    ...more,
  }
  const decision = issue(calendar, draft, { id: 'o1', no: NO, by: 'li', now: MONDAY })
  if (!decision.ok) throw new Error(decision.refusal.code)
  return decision.value.order
}

const actOn = (before: Order, kind: OrderFact['kind'], when = at('03-03 09:00')): Act => ({
  person: 'wang',
  at: when,
  kind,
  department: 'renshi',
  before: { state: before.state, endedAt: before.endedAt ?? null, assignments: before.assignments },
})

describe('undo', () => {
  const order = issued()
  const act = actOn(order, 'assignment.signed')

  it('is for who did it, for five minutes, and before anybody built on it', () => {
    const now = plus(act.at, UNDO_MS)
    expect(code(undo(order, act, false, 'wang', now))).toBe('ok')
    expect(code(undo(order, act, false, 'wang', plus(now, 1)))).toBe('undo.too-late')
    expect(code(undo(order, act, true, 'wang', now))).toBe('undo.changed-since')
    expect(code(undo(order, act, false, 'li', now))).toBe('authority.not-yours')
  })

  it('takes an issue back as a revocation: the number stays given', () => {
    const done = undo(order, actOn(order, 'order.issued', MONDAY), false, 'wang', plus(MONDAY, MINUTE))
    expect(done.ok && done.value.map((f) => f.kind)).toEqual(['order.revoked'])
  })

  it('leaves the order exactly as it was before the act, whatever the act was', () => {
    const deeds: readonly ((o: Order, now: number) => Decision<readonly OrderFact[]>)[] = [
      (o) => signFor(o, 'renshi', { by: 'wang', now: at('03-03 09:00') }),
      (o) => answer(calendar, o, 'renshi', { by: 'wang', now: at('03-03 09:00') }),
      (o) => answer(calendar, o, 'jicai', { by: 'wang', now: at('03-03 09:00') }),
      (o) => approve(o, 'renshi', { by: 'wang', now: at('03-03 09:00') }),
      (o) => returnAnswer(calendar, o, 'renshi', '缺附件', undefined, { by: 'wang', now: at('03-03 09:00') }),
    ]
    fc.assert(
      fc.property(fc.array(fc.nat(deeds.length - 1), { minLength: 1, maxLength: 8 }), (picks) => {
        let now = issued()
        for (const pick of picks) {
          const decided = deeds[pick]!(now, 0)
          if (!decided.ok) continue
          const after = applyFacts(now, decided.value)
          const back = undo(after, actOn(now, decided.value[0]!.kind), false, 'wang', at('03-03 09:04'))
          expect(back.ok && applyFacts(after, back.value)).toEqual(now)
          now = after
        }
      }),
    )
  })
})

describe('correct', () => {
  const why = '原期限误写'
  const by = { by: 'li', now: at('03-03 09:00') }
  const to = (on: string) => ({ on: day(on), at: timeOfDay('17:30'), provisional: false })
  const wants = (order: Order, wanted: Wanted, department?: string, reason = why) =>
    correct(calendar, order, wanted, department, reason, by)

  it('needs a reason, a real change, and the part it is about', () => {
    const order = issued()
    expect(code(wants(order, { field: 'subject', to: '别的' }, undefined, ' '))).toBe('reason.missing')
    expect(code(wants(order, { field: 'subject', to: order.subject }))).toBe('correction.same')
    expect(code(wants(order, { field: 'due', to: to('2026-03-12') }))).toBe('assignment.which')
    expect(code(wants(order, { field: 'due', to: to('2026-03-12') }, 'anjian'))).toBe(
      'assignment.not-in-order',
    )
    expect(code(wants(order, { field: 'due', to: to('2026-03-12') }, 'renshi'))).toBe('ok')
  })

  it('gives no due day that is over or passes a statutory limit', () => {
    const order = issued({ limit: { on: day('2026-03-20'), why: '依申请公开答复期限' } })
    expect(code(wants(order, { field: 'due', to: to('2026-03-02') }, 'renshi'))).toBe('order.due-past')
    expect(code(wants(order, { field: 'due', to: to('2026-03-23') }, 'renshi'))).toBe('correction.past-limit')
    expect(code(wants(order, { field: 'due', to: to('2026-03-20') }, 'renshi'))).toBe('ok')
  })

  it('counts a corrected time of answering against the due time anew', () => {
    const late = at('03-10 09:00')
    const given = answer(calendar, issued(), 'renshi', { by: 'wang', now: late })
    const order = given.ok ? applyFacts(issued(), given.value) : issued()
    const now = { by: 'li', now: at('03-10 10:00') }
    const early = at('03-09 17:00')
    const done = correct(calendar, order, { field: 'answeredAt', to: early }, 'renshi', '书面补录', now)
    const after = done.ok ? applyFacts(order, done.value) : order
    const part = after.assignments.find((a) => a.department === 'renshi')!
    expect(order.assignments.find((a) => a.department === 'renshi')!.timeliness).toEqual({
      kind: 'late',
      workdays: 1,
    })
    expect(part.timeliness).toEqual(timeliness(calendar, part.due, early))
    expect(part.timeliness).toEqual({ kind: 'inTime' })
    const future = { field: 'answeredAt' as const, to: at('03-11 09:00') }
    expect(code(correct(calendar, order, future, 'renshi', '书面补录', now))).toBe(
      'correction.impossible-time',
    )
  })
})

describe('an answer under the wrong order', () => {
  it('leaves its part owing as before, due day and receipt unchanged', () => {
    const order = issued()
    const given = answer(calendar, order, 'renshi', { by: 'wang', now: at('03-03 09:00') })
    const answered = given.ok ? applyFacts(order, given.value) : order
    const moved = moveAnswer(answered, 'renshi', { year: 2026, no: 15 }, { by: 'li', now: at('03-03 10:00') })
    const [part] = moved.ok ? applyFacts(answered, moved.value).assignments : []
    expect(part).toMatchObject({ state: 'signed', due: order.assignments[0]!.due, receivedOn: '2026-03-02' })
    expect(part).not.toHaveProperty('answeredAt')
    expect(part).not.toHaveProperty('timeliness')
    expect(code(moveAnswer(order, 'renshi', NO, { by: 'li', now: MONDAY }))).toBe('assignment.not-answered')
  })
})
