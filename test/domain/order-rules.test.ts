import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import type { Decision } from '../../src/domain/decision.ts'
import type { Due } from '../../src/domain/due.ts'
import {
  type Assignment,
  type AssignmentState,
  assignmentOf,
  isComplete,
  MOST_SUBJECT,
  type Order,
  type OrderDraft,
  type OrderState,
  orderDue,
  owes,
  type Role,
} from '../../src/domain/order.ts'
import { applyFacts, type OrderFact } from '../../src/domain/order-facts.ts'
import {
  answer,
  approve,
  checkDraft,
  excuse,
  issue,
  receive,
  recount,
  reopen,
  returnAnswer,
  revoke,
  signFor,
  urge,
} from '../../src/domain/order-rules.ts'
import { day, dayOf, moment, plus, timeOfDay } from '../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)
const NO = { year: 2026, no: 12 }
const MONDAY = moment('2026-03-02 10:05')

const draft = (departments: Record<string, Role>, more: Partial<OrderDraft> = {}): OrderDraft => ({
  kind: 'task',
  subject: '更新权责清单',
  term: { kind: 'workdays', workdays: 5 },
  departments: Object.entries(departments).map(([code, role]) => ({ code, role })),
  ...more,
})
function issued(departments: Record<string, Role>, more: Partial<OrderDraft> = {}, now = MONDAY): Order {
  const decision = issue(calendar, draft(departments, more), { id: 'o1', no: NO, by: 'li', now })
  if (!decision.ok) throw new Error(decision.refusal.code)
  return decision.value.order
}
const due = (on: string, at = '17:30'): Due => ({ on: day(on), at: timeOfDay(at), provisional: false })
const by = (who: string, at: string) => ({ by: who, now: moment(at) })
const kindsOf = (d: Decision<readonly OrderFact[]>) => (d.ok ? d.value.map((f) => f.kind) : d.refusal.code)
const part = (order: Order, department: string) => assignmentOf(order, department)!

/** Given an order, when somebody does something, then these facts follow or this refusal. */
type Deed = (order: Order) => Decision<readonly OrderFact[]>
function given(order: Order) {
  return {
    when: (...deeds: Deed[]) => {
      let now = order
      let last: Decision<readonly OrderFact[]> = { ok: true, value: [] }
      for (const deed of deeds) {
        last = deed(now)
        if (last.ok) now = applyFacts(now, last.value)
      }
      return {
        order: now,
        follows: (...kinds: OrderFact['kind'][]) => expect(kindsOf(last)).toEqual(kinds),
        refused: (code: string) => expect(kindsOf(last)).toBe(code),
      }
    },
  }
}
const signs =
  (d: string, at = '2026-03-03 09:00'): Deed =>
  (o) =>
    signFor(o, d, by('wang', at))
const answers =
  (d: string, at = '2026-03-04 15:20'): Deed =>
  (o) =>
    answer(calendar, o, d, by('wang', at))
const approves =
  (d: string, at = '2026-03-05 09:00'): Deed =>
  (o) =>
    approve(o, d, by('zhang', at))
const returns =
  (d: string, at = '2026-03-05 09:00', reason = '缺附件'): Deed =>
  (o) =>
    returnAnswer(calendar, o, d, reason, undefined, by('zhang', at))
const excuses =
  (d: string, at = '2026-03-05 09:00'): Deed =>
  (o) =>
    excuse(o, d, '职责不涉及', by('zhang', at))
const urges =
  (d: string, at = '2026-03-05 09:00'): Deed =>
  (o) =>
    urge(o, d, by('li', at))
const revokes =
  (at = '2026-03-05 09:00'): Deed =>
  (o) =>
    revoke(o, '重复', by('zhang', at))
const reopens =
  (at = '2026-03-20 09:00', departments: string[] = [], reason = '内容有误'): Deed =>
  (o) =>
    reopen(calendar, o, departments, reason, by('zhang', at))

describe('every action in every state', () => {
  const STATES: AssignmentState[] = [
    'waiting',
    'signed',
    'answered',
    'approved',
    'returned',
    'declined',
    'excused',
  ]

  /** For an issued order, what each action leads to, in the order of STATES. */
  const ISSUED: Record<string, { deed: Deed; leadsTo: string[] }> = {
    signFor: {
      deed: signs('a'),
      leadsTo: [
        'assignment.signed',
        'assignment.already-signed',
        'assignment.already-answered',
        'assignment.already-approved',
        'assignment.already-signed',
        'assignment.rerouted-away',
        'assignment.already-excused',
      ],
    },
    answer: {
      deed: answers('a'),
      leadsTo: [
        'assignment.answered',
        'assignment.answered',
        'assignment.answered',
        'assignment.already-approved',
        'assignment.answered',
        'assignment.rerouted-away',
        'assignment.already-excused',
      ],
    },
    approve: {
      deed: approves('a'),
      leadsTo: [
        'assignment.not-answered',
        'assignment.not-answered',
        'assignment.approved',
        'assignment.already-approved',
        'assignment.not-answered',
        'assignment.rerouted-away',
        'assignment.not-answered',
      ],
    },
    return: {
      deed: returns('a'),
      leadsTo: [
        'assignment.not-answered',
        'assignment.not-answered',
        'assignment.returned',
        'assignment.already-approved',
        'assignment.not-answered',
        'assignment.rerouted-away',
        'assignment.not-answered',
      ],
    },
    excuse: {
      deed: excuses('a'),
      leadsTo: [
        'assignment.excused',
        'assignment.excused',
        'assignment.excused',
        'assignment.already-approved',
        'assignment.excused',
        'assignment.rerouted-away',
        'assignment.already-excused',
      ],
    },
    urge: {
      deed: urges('a'),
      leadsTo: [
        'assignment.urged',
        'assignment.urged',
        'assignment.already-answered',
        'assignment.already-approved',
        'assignment.urged',
        'assignment.rerouted-away',
        'assignment.already-excused',
      ],
    },
    revoke: { deed: revokes(), leadsTo: STATES.map(() => 'order.revoked') },
    reopen: { deed: reopens(), leadsTo: STATES.map(() => 'order.not-closed') },
  }
  /** Of an order that has ended everything but taking it up again is refused alike. */
  const ENDED: Record<'closed' | 'revoked', (action: string) => string> = {
    closed: (action) => (action === 'reopen' ? 'order.reopened' : 'order.already-closed'),
    revoked: () => 'order.already-revoked',
  }

  const cells = Object.entries(ISSUED).flatMap(([action, { deed, leadsTo }]) =>
    STATES.flatMap((state, i) =>
      (['issued', 'closed', 'revoked'] as const).map((order) => ({
        action,
        deed,
        order,
        state,
        expected: order === 'issued' ? leadsTo[i]! : ENDED[order](action),
      })),
    ),
  )

  it('has no empty cell', () => {
    expect(cells).toHaveLength(8 * 7 * 3)
    expect(cells.every((c) => c.expected)).toBe(true)
  })

  it.each(cells)('$action · order $order · part $state → $expected', ({ deed, order, state, expected }) => {
    const made = deed(orderIn(order, state))
    // A second lead still waits, so that nothing here closes the order.
    expect(made.ok ? made.value.map((f) => f.kind).join() : made.refusal.code).toBe(expected)
  })

  function orderIn(state: OrderState, a: AssignmentState): Order {
    const order = issued({ a: 'lead', b: 'lead' })
    const signed = { signedAt: moment('2026-03-02 11:00'), signedBy: 'wang' }
    const ended = state === 'issued' ? {} : { endedAt: moment('2026-03-03 10:00') }
    const first: Assignment = { ...part(order, 'a'), state: a, ...(a === 'waiting' ? {} : signed) }
    return { ...order, state, ...ended, assignments: [first, part(order, 'b')] }
  }

  it('a department that is not in the order is refused as such, whatever is done', () => {
    for (const deed of [signs('x'), answers('x'), approves('x'), returns('x'), excuses('x'), urges('x')]) {
      given(issued({ a: 'lead' }))
        .when(deed)
        .refused('assignment.not-in-order')
    }
    given(issued({ a: 'lead' }))
      .when(answers('a'), approves('a'), reopens(undefined, ['x']))
      .refused('assignment.not-in-order')
  })
})

describe('issuing', () => {
  it('counts from the day after receipt, the same day for each department', () => {
    const order = issued({ a: 'lead', b: 'assist' })
    expect(order).toMatchObject({ state: 'issued', no: NO, issuedBy: 'li', issuedAt: MONDAY })
    for (const a of order.assignments) {
      expect(a).toMatchObject({
        state: 'waiting',
        receivedOn: '2026-03-02',
        due: due('2026-03-09'),
        urged: 0,
      })
    }
  })
  it('a department named twice has one part, and lead outweighs assist', () => {
    const departments = [
      { code: 'b', role: 'assist' },
      { code: 'a', role: 'lead' },
      { code: 'b', role: 'lead' },
    ] as const
    const order = issued({}, { departments })
    expect(order.assignments.map((a) => [a.department, a.role])).toEqual([
      ['b', 'lead'],
      ['a', 'lead'],
    ])
  })
  it('the subject stands without its outer spaces', () => {
    expect(issued({ a: 'lead' }, { subject: ' 更新权责清单　' }).subject).toBe('更新权责清单')
  })

  it.each<[string, Partial<OrderDraft>, string]>([
    ['without departments', { departments: [] }, 'order.no-departments'],
    ['without a subject', { subject: ' 　' }, 'order.no-subject'],
    ['with a subject too long', { subject: '长'.repeat(MOST_SUBJECT + 1) }, 'order.subject-too-long'],
    ['for a day that is past', { term: { kind: 'date', on: day('2026-03-01') } }, 'order.due-past'],
    [
      'for a time today that is past',
      { term: { kind: 'date', on: day('2026-03-02'), time: timeOfDay('10:05') } },
      'order.due-past',
    ],
  ])('%s is refused, in the preview and at the issue', (_name, more, code) => {
    const d = draft({ a: 'lead' }, more)
    expect(checkDraft(calendar, d, MONDAY)).toMatchObject({ ok: false, refusal: { code } })
    expect(issue(calendar, d, { id: 'o1', no: NO, by: 'li', now: MONDAY })).toMatchObject({
      refusal: { code },
    })
  })
  it('for later today, and with the longest subject, it is not', () => {
    const today = { kind: 'date', on: day('2026-03-02') } as const
    expect(checkDraft(calendar, draft({ a: 'lead' }, { term: today }), MONDAY).ok).toBe(true)
    expect(
      checkDraft(calendar, draft({ a: 'lead' }, { subject: '😀'.repeat(MOST_SUBJECT) }), MONDAY).ok,
    ).toBe(true)
  })
})

describe('closing', () => {
  it('one lead: its approval closes the order', () => {
    const { order, follows } = given(issued({ a: 'lead' })).when(answers('a'), approves('a'))
    follows('assignment.approved', 'order.closed')
    expect(order).toMatchObject({ state: 'closed', endedAt: moment('2026-03-05 09:00') })
  })
  it('an answer alone closes nothing', () => {
    given(issued({ a: 'lead' }))
      .when(answers('a'))
      .follows('assignment.answered')
  })
  it('each for itself (分别办理): the last approval closes', () => {
    const order = issued({ a: 'lead', b: 'lead' })
    given(order).when(answers('a'), answers('b'), approves('b')).follows('assignment.approved')
    given(order)
      .when(answers('a'), answers('b'), approves('b'), approves('a'))
      .follows('assignment.approved', 'order.closed')
  })
  it('an assisting department need only answer', () => {
    const order = issued({ a: 'lead', b: 'assist' })
    given(order)
      .when(answers('b'), answers('a'), approves('a'))
      .follows('assignment.approved', 'order.closed')
    given(order).when(answers('a'), approves('a')).follows('assignment.approved')
    given(order)
      .when(answers('a'), approves('a'), answers('b'))
      .follows('assignment.answered', 'order.closed')
  })
  it('or be excused', () => {
    const order = issued({ a: 'lead', b: 'assist' })
    given(order).when(answers('a'), approves('a'), excuses('b')).follows('assignment.excused', 'order.closed')
  })
  it('an assisting answer that is sent back holds it open', () => {
    const order = issued({ a: 'lead', b: 'assist' })
    given(order).when(answers('b'), returns('b'), answers('a'), approves('a')).follows('assignment.approved')
  })
})

describe('answering', () => {
  it('signs too, when nobody had', () => {
    const { order } = given(issued({ a: 'lead' })).when(answers('a'))
    expect(part(order, 'a')).toMatchObject({ signedBy: 'wang', signedAt: moment('2026-03-04 15:20') })
  })
  it('leaves an earlier signature alone', () => {
    const { order } = given(issued({ a: 'lead' })).when(signs('a'), answers('a'))
    expect(part(order, 'a').signedAt).toBe(moment('2026-03-03 09:00'))
  })
  it('again before approval is a further answer; the first one counts', () => {
    const { order, follows } = given(issued({ a: 'lead' })).when(
      answers('a', '2026-03-09 17:00'),
      answers('a', '2026-03-16 10:00'),
    )
    follows('assignment.answered')
    expect(part(order, 'a')).toMatchObject({
      state: 'answered',
      answeredAt: moment('2026-03-09 17:00'),
      timeliness: { kind: 'inTime' },
    })
  })
  it("a further answer carries the first one's timeliness, whenever it comes", () => {
    const { order } = given(issued({ a: 'lead' })).when(answers('a'))
    expect(answers('a', '2026-03-16 10:00')(order)).toMatchObject({
      value: [{ further: true, timeliness: { kind: 'inTime' } }],
    })
  })
  it.each([
    ['2026-03-09 17:30', { kind: 'inTime' }],
    ['2026-03-09 18:10', { kind: 'afterHours', at: '17:30' }],
    ['2026-03-11 09:00', { kind: 'late', workdays: 2 }],
  ])('at %s is marked', (at, timeliness) => {
    const { order } = given(issued({ a: 'lead' })).when(answers('a', at))
    expect(part(order, 'a').timeliness).toEqual(timeliness)
  })
})

describe('returning', () => {
  it('keeps the old due while enough is left, and starts the answer anew', () => {
    const { order } = given(issued({ a: 'lead' })).when(answers('a'), returns('a', '2026-03-05 09:00'))
    const a = part(order, 'a')
    expect(a).toMatchObject({ state: 'returned', due: due('2026-03-09'), returnReason: '缺附件' })
    expect(a.answeredAt).toBeUndefined()
    expect(a.timeliness).toBeUndefined()
    expect(owes(a)).toBe(true)
  })
  it('gives two working days when less is left, and the new answer is measured by them', () => {
    const { order } = given(issued({ a: 'lead' })).when(
      answers('a', '2026-03-11 09:00'),
      returns('a', '2026-03-12 09:00'),
      answers('a', '2026-03-16 17:00'),
    )
    expect(part(order, 'a')).toMatchObject({ due: due('2026-03-16'), timeliness: { kind: 'inTime' } })
  })
  it('with a term of its own counts from its receipt', () => {
    const { order } = given(issued({ a: 'lead' })).when(answers('a'))
    const made = returnAnswer(
      calendar,
      order,
      'a',
      '缺附件',
      { kind: 'workdays', workdays: 1 },
      by('zhang', '2026-03-05 18:00'),
    )
    expect(made).toMatchObject({ value: [{ due: due('2026-03-09') }] })
  })
  it('without a reason, or to a time that is past, is refused', () => {
    const order = given(issued({ a: 'lead' })).when(answers('a')).order
    given(order)
      .when(returns('a', undefined, ' '))
      .refused('reason.missing')
    const past = { kind: 'date', on: day('2026-03-04') } as const
    expect(returnAnswer(calendar, order, 'a', '缺附件', past, by('zhang', '2026-03-05 09:00'))).toMatchObject(
      {
        refusal: { code: 'order.due-past' },
      },
    )
  })
})

describe('reopening', () => {
  const closed = given(issued({ a: 'lead', b: 'lead', c: 'assist' })).when(
    answers('a'),
    approves('a'),
    answers('c'),
    excuses('b'),
  ).order

  it('calls the leads back, not those who were excused or assisted', () => {
    expect(closed.state).toBe('closed')
    const { order, follows } = given(closed).when(reopens())
    follows('order.reopened')
    expect(order.assignments.map((a) => a.state)).toEqual(['returned', 'excused', 'answered'])
    expect(order).not.toHaveProperty('endedAt')
    const a = part(order, 'a')
    expect(a.due).toEqual(due('2026-03-24'))
    expect(a).not.toHaveProperty('approvedAt')
  })
  it('calls whoever is named, excused or not, and lets them sign', () => {
    const { order } = given(closed).when(reopens(undefined, ['b']))
    expect(order.assignments.map((a) => a.state)).toEqual(['approved', 'returned', 'answered'])
    given(order).when(signs('b', '2026-03-21 09:00')).follows('assignment.signed')
    given(order)
      .when(answers('b', '2026-03-21 09:00'), approves('b', '2026-03-22 09:00'))
      .follows('assignment.approved', 'order.closed')
  })
  it('always leaves somebody who owes', () => {
    const allExcused = given(issued({ a: 'lead', c: 'assist' })).when(excuses('a'), excuses('c')).order
    const noLead = given(issued({ b: 'assist', c: 'assist' })).when(answers('b'), excuses('c')).order
    for (const order of [allExcused, noLead]) {
      expect(order.state).toBe('closed')
      expect(given(order).when(reopens()).order.assignments.some(owes)).toBe(true)
    }
  })
  it('without a reason is refused', () => {
    given(closed)
      .when(reopens(undefined, [], ''))
      .refused('reason.missing')
  })
})

describe('receipt', () => {
  it('on a later day moves the term', () => {
    const order = issued({ a: 'lead' })
    expect(receive(calendar, order, moment('2026-03-02 17:29'))).toEqual([])
    const after = applyFacts(order, receive(calendar, order, moment('2026-03-02 17:30')))
    expect(part(after, 'a')).toMatchObject({ receivedOn: '2026-03-03', due: due('2026-03-10') })
  })
  it('moves no date that was said as a day', () => {
    const order = issued({ a: 'lead' }, { term: { kind: 'date', on: day('2026-03-06') } })
    expect(receive(calendar, order, moment('2026-03-05 10:00'))).toEqual([])
  })
  it('moves nobody who has answered, and nothing a return has set', () => {
    const answered = given(issued({ a: 'lead', b: 'lead' })).when(answers('a')).order
    expect(receive(calendar, answered, moment('2026-03-05 10:00'))).toMatchObject([
      { dues: { b: due('2026-03-12') } },
    ])
    const returned = given(issued({ a: 'lead' })).when(answers('a'), returns('a')).order
    expect(receive(calendar, returned, moment('2026-03-05 10:00'))).toEqual([])
  })
  it('moves no day past the statutory one', () => {
    const order = issued(
      { a: 'lead' },
      { limit: { on: part(issued({ a: 'lead' }), 'a').due.on, why: '答复期限' } },
    )
    expect(receive(calendar, order, moment('2026-03-05 10:00'))).toMatchObject([
      { dues: { a: { on: part(order, 'a').due.on } } },
    ])
  })
  it('moves nothing of an order that has ended', () => {
    expect(
      receive(calendar, given(issued({ a: 'lead' })).when(revokes()).order, moment('2026-03-05 10:00')),
    ).toEqual([])
  })
})

describe('a newly loaded arrangement', () => {
  const before = calendarOf(holidayYears.filter((y) => y.year < 2026))
  const unknownYear = (term: OrderDraft['term'], now = '2026-02-13 10:00') => {
    const made = issue(before, draft({ a: 'lead' }, { term }), {
      id: 'o1',
      no: NO,
      by: 'li',
      now: moment(now),
    })
    if (!made.ok) throw new Error(made.refusal.code)
    return made.value.order
  }
  it('moves the terms that run over it, and says from where to where', () => {
    const order = unknownYear({ kind: 'workdays', workdays: 2 })
    const [from] = order.assignments
    expect(from!.due.provisional).toBe(true)
    const facts = recount(calendar, order, '国办发明电〔2025〕7号', before)
    expect(facts).toEqual([
      {
        kind: 'order.due-moved',
        department: 'a',
        from: from!.due,
        to: due('2026-02-24'),
        why: '国办发明电〔2025〕7号',
      },
    ])
    expect(recount(calendar, applyFacts(order, facts), 'x', calendar)).toEqual([])
  })
  it('a day of receipt that turns out to be off gives way to the next working day', () => {
    const order = unknownYear({ kind: 'workdays', workdays: 1 }, '2026-02-20 10:00')
    expect(part(order, 'a').due.on).toBe('2026-02-23')
    expect(recount(calendar, order, 'x', before)).toMatchObject([{ to: due('2026-02-25') }])
  })
  it('leaves a date where it is and makes it certain', () => {
    const order = unknownYear({ kind: 'date', on: day('2026-02-20') })
    expect(recount(calendar, order, 'x', before)).toMatchObject([{ to: due('2026-02-20') }])
  })
  it('leaves a corrected day where it is', () => {
    const order = unknownYear({ kind: 'workdays', workdays: 2 })
    const { due: from } = part(order, 'a')
    const corrected = applyFacts(order, [
      {
        kind: 'order.corrected',
        at: moment('2026-02-13 11:00'),
        by: 'li',
        why: '原定有误',
        department: 'a',
        change: { field: 'due', from, to: { ...from, on: day('2026-02-27') } },
      },
    ])
    expect(recount(calendar, corrected, 'x', before)).toMatchObject([{ to: due('2026-02-27') }])
  })
  it('moves nothing that is answered or ended', () => {
    const order = unknownYear({ kind: 'workdays', workdays: 2 })
    expect(recount(calendar, given(order).when(answers('a')).order, 'x', before)).toEqual([])
    expect(recount(calendar, given(order).when(revokes()).order, 'x', before)).toEqual([])
  })
})

it("the order's own due is the latest lead's, whatever the assisting ones have", () => {
  const order = issued({ a: 'lead', b: 'lead', c: 'assist' })
  const dues: Record<string, Due> = {
    a: due('2026-03-09'),
    b: due('2026-03-12', '12:00'),
    c: due('2026-03-20'),
  }
  expect(
    orderDue({ ...order, assignments: order.assignments.map((a) => ({ ...a, due: dues[a.department]! })) }),
  ).toEqual(dues.b)
})

describe('whatever is done, in whatever order', () => {
  /** A small model of the same rules: two words of state, no facts, no dates. */
  interface Model {
    order: OrderState
    parts: Map<string, { role: Role; state: AssignmentState; signed: boolean }>
  }
  const MOVES: Record<string, Partial<Record<AssignmentState, AssignmentState>>> = {
    sign: { waiting: 'signed' },
    answer: { waiting: 'answered', signed: 'answered', returned: 'answered', answered: 'answered' },
    approve: { answered: 'approved' },
    return: { answered: 'returned' },
    excuse: { waiting: 'excused', signed: 'excused', returned: 'excused', answered: 'excused' },
    urge: { waiting: 'waiting', signed: 'signed', returned: 'returned' },
  }
  function finished(model: Model): boolean {
    return [...model.parts.values()].every(({ role, state }) =>
      (role === 'lead' ? ['approved', 'excused'] : ['answered', 'approved', 'excused']).includes(state),
    )
  }
  /** Whether the model allows it; it changes if so. */
  function moves(model: Model, action: string, department: string): boolean {
    if (action === 'reopen') {
      if (model.order !== 'closed') return false
      model.order = 'issued'
      model.parts.get(department)!.state = 'returned'
      return true
    }
    if (model.order !== 'issued') return false
    if (action === 'revoke') {
      model.order = 'revoked'
      return true
    }
    const part = model.parts.get(department)!
    // Who was excused without ever having signed may sign when the order is taken up again.
    const firstSignature = action === 'sign' && part.state === 'returned' && !part.signed
    const to = firstSignature ? 'signed' : MOVES[action]![part.state]
    if (!to) return false
    if (action === 'sign' || action === 'answer') part.signed = true
    part.state = to
    if (finished(model)) model.order = 'closed'
    return true
  }

  const DEEDS: Record<string, (d: string, at: string) => Deed> = {
    sign: signs,
    answer: answers,
    approve: approves,
    return: (d, at) => returns(d, at),
    excuse: excuses,
    urge: urges,
    revoke: (_d, at) => revokes(at),
    reopen: (d, at) => reopens(at, [d]),
  }
  const roles = fc.array(fc.constantFrom<Role>('lead', 'assist'), { minLength: 1, maxLength: 4 })
  const steps = fc.array(
    fc.record({
      action: fc.oneof(
        {
          weight: 12,
          arbitrary: fc.constantFrom('sign', 'answer', 'answer', 'approve', 'return', 'excuse', 'urge'),
        },
        { weight: 2, arbitrary: fc.constant('reopen') },
        { weight: 1, arbitrary: fc.constant('revoke') },
      ),
      who: fc.nat(3),
      minutes: fc.integer({ min: 1, max: 4000 }),
    }),
    { maxLength: 40 },
  )

  it('the order agrees with the model, and keeps its promises', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(roles, steps, (given, todo) => {
        const codes = given.map((_, i) => `d${i}`)
        const start = issued(Object.fromEntries(given.map((role, i) => [`d${i}`, role])))
        const model: Model = {
          order: 'issued',
          parts: new Map(given.map((role, i) => [`d${i}`, { role, state: 'waiting', signed: false }])),
        }
        let order = start
        let now = MONDAY
        const all: OrderFact[] = []
        for (const { action, who, minutes } of todo) {
          const department = codes[who % codes.length]!
          now = plus(now, minutes * 60_000)
          const before = order
          const made = DEEDS[action]!(department, new Date(now).toISOString())(order)
          const may = moves(model, action, department)
          seen.set(`${action} ${may}`, (seen.get(`${action} ${may}`) ?? 0) + 1)
          expect(made.ok, `${action} ${department}`).toBe(may)
          if (!made.ok) continue
          all.push(...made.value)
          order = applyFacts(order, made.value)

          expect(order.state).toBe(model.order)
          expect(order.assignments.map((a) => a.state)).toEqual([...model.parts.values()].map((p) => p.state))
          if (order.state !== 'revoked') expect(order.state === 'closed').toBe(isComplete(order))
          expect(order.endedAt === undefined).toBe(order.state === 'issued')
          for (const a of order.assignments) {
            expect(dayOf(order.issuedAt) <= a.receivedOn && a.receivedOn <= a.due.on).toBe(true)
            for (const at of [a.signedAt, a.answeredAt, a.approvedAt, a.returnedAt]) {
              if (at !== undefined) expect(at > order.issuedAt && at <= now).toBe(true)
            }
            if (a.state === 'answered' || a.state === 'approved') expect(a.timeliness).toBeDefined()
            if (owes(a)) expect(a.timeliness).toBeUndefined()
            const was = part(before, a.department)
            if (was.state === 'approved' && a.state !== 'approved') expect(action).toBe('reopen')
            if (a.urged !== was.urged) expect(action).toBe('urge')
          }
        }
        expect(applyFacts(start, all), 'told again, the facts lead to the same order').toEqual(order)
        expect(applyFacts(start, JSON.parse(JSON.stringify(all)) as OrderFact[])).toEqual(order)
      }),
      { numRuns: 600 },
    )
    for (const action of Object.keys(DEEDS)) {
      expect(seen.get(`${action} true`), `${action} was allowed at times`).toBeGreaterThan(0)
      expect(seen.get(`${action} false`), `${action} was refused at times`).toBeGreaterThan(0)
    }
  })

  it('nothing changes the order it was given', () => {
    const frozen = issued({ a: 'lead', b: 'assist' })
    const copy = structuredClone(frozen)
    given(frozen).when(
      signs('a'),
      answers('a'),
      returns('a'),
      urges('a'),
      answers('a'),
      answers('b'),
      approves('a'),
      reopens(),
    )
    expect(frozen).toEqual(copy)
  })
})
