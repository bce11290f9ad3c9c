/**
 * An order and its assignments, one per department: states as a union, facts in the past tense,
 * one pure function per thing that can be done. Each returns the facts that follow, or a refusal;
 * {@link applyFact} alone changes state.
 *
 * Order: issued → closed | revoked; a closed one can be reopened.
 * Assignment: waiting → signed → answered → approved; or returned, declined, excused.
 */
import type { Calendar } from './calendar.ts'
import { allow, type Decision, refuse } from './decision.ts'
import {
  type Due,
  dueAfterReturn,
  dueFor,
  dueMoment,
  receivedOn,
  type Term,
  type Timeliness,
  timeliness,
} from './due.ts'
import type { OrderNo } from './serial.ts'
import { type Day, dayOf, type Moment } from './time.ts'

export type OrderState = 'issued' | 'closed' | 'revoked'
export type AssignmentState =
  | 'waiting'
  | 'signed'
  | 'answered'
  | 'approved'
  | 'returned'
  | 'declined'
  | 'excused'
export type Role = 'lead' | 'assist'

export interface Assignment {
  readonly department: string
  readonly role: Role
  readonly state: AssignmentState
  /** The day that counts as the day of receipt. */
  readonly receivedOn: Day
  readonly due: Due
  readonly signedAt?: Moment
  readonly signedBy?: string
  /** The first answer since issue or since the last return: this is what timeliness is counted by. */
  readonly answeredAt?: Moment
  readonly answeredBy?: string
  readonly timeliness?: Timeliness
  readonly approvedAt?: Moment
  readonly returnedAt?: Moment
  readonly returnReason?: string
  /** How often it was urged (催办). */
  readonly urged: number
}

export interface Order {
  readonly id: string
  readonly no: OrderNo
  readonly kind: OrderKindName
  readonly subject: string
  readonly state: OrderState
  readonly term: Term
  readonly issuedAt: Moment
  readonly issuedBy: string
  /** Set when closed or revoked. */
  readonly endedAt?: Moment
  readonly assignments: readonly Assignment[]
}

/** Kinds of order are data: name, default term, basis shown. */
export const ORDER_KINDS = {
  task: { name: '交办单', term: { kind: 'workdays', workdays: 5 } as Term, basis: '办公室指定' },
} as const
export type OrderKindName = keyof typeof ORDER_KINDS

export const MOST_SUBJECT = 200

export type OrderFact =
  | { readonly kind: 'order.issued'; readonly at: Moment; readonly by: string }
  | { readonly kind: 'order.received'; readonly on: Day; readonly dues: Readonly<Record<string, Due>> }
  | {
      readonly kind: 'order.due-moved'
      readonly department: string
      readonly from: Due
      readonly to: Due
      readonly why: string
    }
  | {
      readonly kind: 'assignment.signed'
      readonly department: string
      readonly at: Moment
      readonly by: string
    }
  | {
      readonly kind: 'assignment.answered'
      readonly department: string
      readonly at: Moment
      readonly by: string
      readonly timeliness: Timeliness
      /** A further answer while the first still waits for approval. */
      readonly further: boolean
    }
  | {
      readonly kind: 'assignment.approved'
      readonly department: string
      readonly at: Moment
      readonly by: string
    }
  | {
      readonly kind: 'assignment.returned'
      readonly department: string
      readonly at: Moment
      readonly by: string
      readonly reason: string
      readonly due: Due
    }
  | {
      readonly kind: 'assignment.excused'
      readonly department: string
      readonly at: Moment
      readonly by: string
      readonly reason: string
    }
  | {
      readonly kind: 'assignment.urged'
      readonly department: string
      readonly at: Moment
      readonly by: string
    }
  | { readonly kind: 'order.closed'; readonly at: Moment; readonly by: string }
  | { readonly kind: 'order.revoked'; readonly at: Moment; readonly by: string; readonly reason: string }
  | {
      readonly kind: 'order.reopened'
      readonly at: Moment
      readonly by: string
      readonly reason: string
      readonly dues: Readonly<Record<string, Due>>
    }

/** Who does it, when: a person's code and the business moment. */
export interface By {
  readonly by: string
  readonly now: Moment
}

export interface OrderDraft {
  readonly kind: OrderKindName
  readonly subject: string
  readonly term: Term
  readonly departments: readonly { readonly code: string; readonly role: Role }[]
}

/** What an order would be if issued at `now`: receipt and due day for each department, before it has a number. */
export function draftDue(calendar: Calendar, draft: OrderDraft, now: Moment): { receivedOn: Day; due: Due } {
  const received = receivedOn(calendar, now)
  return { receivedOn: received, due: dueFor(calendar, draft.term, received) }
}

/** Issues a draft. The number is taken by the caller, last of all. */
export function issue(
  calendar: Calendar,
  draft: OrderDraft,
  given: By & { readonly id: string; readonly no: OrderNo },
): Decision<{ order: Order; facts: readonly OrderFact[] }> {
  const checked = checkDraft(calendar, draft, given.now)
  if (!checked.ok) return checked
  const { receivedOn: received, due } = draftDue(calendar, draft, given.now)
  const order: Order = {
    id: given.id,
    no: given.no,
    kind: draft.kind,
    subject: draft.subject.trim(),
    state: 'issued',
    term: draft.term,
    issuedAt: given.now,
    issuedBy: given.by,
    assignments: eachOnce(draft.departments).map(({ code, role }) => ({
      department: code,
      role,
      state: 'waiting',
      receivedOn: received,
      due,
      urged: 0,
    })),
  }
  return allow({ order, facts: [{ kind: 'order.issued', at: given.now, by: given.by }] })
}

/** Whether a draft could be issued now; the same rule for the preview and for the issue. */
export function checkDraft(calendar: Calendar, draft: OrderDraft, now: Moment): Decision<true> {
  if (draft.departments.length === 0) return refuse('order.no-departments', {})
  const subject = draft.subject.trim()
  if (subject === '') return refuse('order.no-subject', {})
  if ([...subject].length > MOST_SUBJECT) {
    return refuse('order.subject-too-long', { length: [...subject].length, most: MOST_SUBJECT })
  }
  const { due } = draftDue(calendar, draft, now)
  if (
    draft.term.kind === 'date' &&
    (due.on < dayOf(now) || (due.on === dayOf(now) && now >= dueMoment(due)))
  ) {
    return refuse('order.due-past', { dueOn: due.on, time: due.at })
  }
  return allow(true)
}

/** What can be done to one department's part of an open order. */
export type PartAction = 'signFor' | 'answer' | 'approve' | 'return' | 'excuse' | 'urge'

/** Why a part's state stands in the way. */
type InTheWay =
  | 'assignment.already-signed'
  | 'assignment.already-answered'
  | 'assignment.already-approved'
  | 'assignment.already-excused'
  | 'assignment.not-answered'

/**
 * Which action meets which state of a part: `may`, or the reason why not. Who may is another table, in `authority.ts`.
 * A part returned before anybody signed for it (excused, then called back) may still be signed for.
 */
export const PART_TABLE: Readonly<Record<PartAction, Readonly<Record<AssignmentState, 'may' | InTheWay>>>> = {
  signFor: {
    waiting: 'may',
    signed: 'assignment.already-signed',
    returned: 'assignment.already-signed',
    answered: 'assignment.already-answered',
    approved: 'assignment.already-approved',
    declined: 'assignment.already-excused',
    excused: 'assignment.already-excused',
  },
  answer: {
    waiting: 'may',
    signed: 'may',
    returned: 'may',
    answered: 'may',
    approved: 'assignment.already-approved',
    declined: 'assignment.already-excused',
    excused: 'assignment.already-excused',
  },
  approve: {
    waiting: 'assignment.not-answered',
    signed: 'assignment.not-answered',
    returned: 'assignment.not-answered',
    answered: 'may',
    approved: 'assignment.already-approved',
    declined: 'assignment.not-answered',
    excused: 'assignment.not-answered',
  },
  return: {
    waiting: 'assignment.not-answered',
    signed: 'assignment.not-answered',
    returned: 'assignment.not-answered',
    answered: 'may',
    approved: 'assignment.already-approved',
    declined: 'assignment.not-answered',
    excused: 'assignment.not-answered',
  },
  excuse: {
    waiting: 'may',
    signed: 'may',
    returned: 'may',
    answered: 'may',
    approved: 'assignment.already-approved',
    declined: 'may',
    excused: 'assignment.already-excused',
  },
  urge: {
    waiting: 'may',
    signed: 'may',
    returned: 'may',
    answered: 'assignment.already-answered',
    approved: 'assignment.already-approved',
    declined: 'assignment.already-excused',
    excused: 'assignment.already-excused',
  },
}

export function signFor(order: Order, department: string, { by, now }: By): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'signFor')
  if (!part.ok) return part
  return allow([{ kind: 'assignment.signed', department, at: now, by }])
}

/** A department answers; late answers are taken and say so. An answer of somebody who had not signed also signs. */
export function answer(
  calendar: Calendar,
  order: Order,
  department: string,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'answer')
  if (!part.ok) return part
  const a = part.value
  const further = a.state === 'answered'
  const fact: OrderFact = {
    kind: 'assignment.answered',
    department,
    at: now,
    by,
    timeliness: further && a.timeliness ? a.timeliness : timeliness(calendar, a.due, now),
    further,
  }
  return allow(withClosing(order, [fact], { by, now }))
}

export function approve(order: Order, department: string, { by, now }: By): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'approve')
  if (!part.ok) return part
  return allow(withClosing(order, [{ kind: 'assignment.approved', department, at: now, by }], { by, now }))
}

/** Sends an answer back. Without a date of its own: the old due day, or two working days when less is left. */
export function returnAnswer(
  calendar: Calendar,
  order: Order,
  department: string,
  reason: string,
  term: Term | undefined,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'return')
  if (!part.ok) return part
  if (reason.trim() === '') return refuse('reason.missing', { action: 'return' })
  const old = part.value.due
  const due = term ? dueFor(calendar, term, receivedOn(calendar, now)) : dueAfterReturn(calendar, old, now)
  if (now >= dueMoment(due)) return refuse('order.due-past', { dueOn: due.on, time: due.at })
  return allow([{ kind: 'assignment.returned', department, at: now, by, reason: reason.trim(), due }])
}

/** Releases a department from answering (免予反馈). */
export function excuse(
  order: Order,
  department: string,
  reason: string,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'excuse')
  if (!part.ok) return part
  const fact: OrderFact = { kind: 'assignment.excused', department, at: now, by, reason: reason.trim() }
  return allow(withClosing(order, [fact], { by, now }))
}

/** Urges a department that still owes. */
export function urge(order: Order, department: string, { by, now }: By): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'urge')
  if (!part.ok) return part
  return allow([{ kind: 'assignment.urged', department, at: now, by }])
}

export function revoke(order: Order, reason: string, { by, now }: By): Decision<readonly OrderFact[]> {
  const open = openOrder(order)
  if (!open.ok) return open
  return allow([{ kind: 'order.revoked', at: now, by, reason: reason.trim() }])
}

/**
 * Takes a closed order up again: the named departments, or its leads, owe a fresh answer. Nobody who was excused is
 * called back unnamed, as long as somebody else is left to answer.
 */
export function reopen(
  calendar: Calendar,
  order: Order,
  departments: readonly string[],
  reason: string,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  if (order.state === 'revoked')
    return refuse('order.already-revoked', { no: order.no, at: order.endedAt ?? now })
  if (order.state === 'issued') return refuse('order.not-closed', { no: order.no })
  if (reason.trim() === '') return refuse('reason.missing', { action: 'reopen' })
  for (const department of departments) {
    if (!order.assignments.some((a) => a.department === department)) return notInOrder(order, department)
  }
  const again =
    departments.length > 0
      ? order.assignments.filter((a) => departments.includes(a.department))
      : firstWithAny(
          order.assignments.filter((a) => a.role === 'lead' && a.state !== 'excused'),
          order.assignments.filter((a) => a.role === 'lead'),
          order.assignments.filter((a) => a.state !== 'excused'),
          order.assignments,
        )
  const dues = Object.fromEntries(again.map((a) => [a.department, dueAfterReturn(calendar, a.due, now)]))
  return allow([{ kind: 'order.reopened', at: now, by, reason: reason.trim(), dues }])
}

/**
 * The order reached its departments. When that day counts as a later day of receipt than was presumed at issue,
 * terms move with it; dates said as a day, and what was set by a return, do not.
 */
export function receive(calendar: Calendar, order: Order, deliveredAt: Moment): readonly OrderFact[] {
  const on = receivedOn(calendar, deliveredAt)
  const moved = order.assignments.filter((a) => a.receivedOn < on && owes(a) && a.returnedAt === undefined)
  if (order.term.kind === 'date' || order.state !== 'issued' || moved.length === 0) return []
  const due = dueFor(calendar, order.term, on)
  return [{ kind: 'order.received', on, dues: Object.fromEntries(moved.map((a) => [a.department, due])) }]
}

/**
 * A newly loaded arrangement moves the terms that run over it. Other dues stay where they are and only cease to be
 * provisional, which is a move to the same day.
 */
export function recount(calendar: Calendar, order: Order, why: string): readonly OrderFact[] {
  if (order.state !== 'issued') return []
  return order.assignments.filter(owes).flatMap((a) => {
    const counted = order.term.kind === 'workdays' && a.returnedAt === undefined
    const to = counted
      ? dueFor(calendar, order.term, calendar.workdayOnOrAfter(a.receivedOn))
      : { ...a.due, provisional: calendar.isProvisional(a.due.on) }
    const same = to.on === a.due.on && to.provisional === a.due.provisional
    return same ? [] : [{ kind: 'order.due-moved' as const, department: a.department, from: a.due, to, why }]
  })
}

/** Folds one fact into the order. */
export function applyFact(order: Order, fact: OrderFact): Order {
  switch (fact.kind) {
    case 'order.issued':
      return order
    case 'order.received':
      return map(order, Object.keys(fact.dues), (a) => ({
        ...a,
        receivedOn: fact.on,
        due: fact.dues[a.department]!,
      }))
    case 'order.due-moved':
      return map(order, [fact.department], (a) => ({ ...a, due: fact.to }))
    case 'assignment.signed':
      return map(order, [fact.department], (a) => ({
        ...a,
        state: 'signed',
        signedAt: fact.at,
        signedBy: fact.by,
      }))
    case 'assignment.answered':
      return map(order, [fact.department], (a) => ({
        ...a,
        state: 'answered',
        signedAt: a.signedAt ?? fact.at,
        signedBy: a.signedBy ?? fact.by,
        ...(fact.further ? {} : { answeredAt: fact.at, answeredBy: fact.by, timeliness: fact.timeliness }),
      }))
    case 'assignment.approved':
      return map(order, [fact.department], (a) => ({ ...a, state: 'approved', approvedAt: fact.at }))
    case 'assignment.returned':
      return map(order, [fact.department], (a) => sentBack(a, fact.due, fact))
    case 'assignment.excused':
      return map(order, [fact.department], (a) => ({ ...a, state: 'excused' }))
    case 'assignment.urged':
      return map(order, [fact.department], (a) => ({ ...a, urged: a.urged + 1 }))
    case 'order.closed':
      return { ...order, state: 'closed', endedAt: fact.at }
    case 'order.revoked':
      return { ...order, state: 'revoked', endedAt: fact.at }
    case 'order.reopened': {
      const { endedAt: _, ...rest } = order
      return map({ ...rest, state: 'issued' }, Object.keys(fact.dues), (a) =>
        sentBack(a, fact.dues[a.department]!, fact),
      )
    }
  }
}

/** Owes again: what was answered and approved before stands in the facts, no longer in the state. */
function sentBack(
  a: Assignment,
  due: Due,
  fact: { readonly at: Moment; readonly reason: string },
): Assignment {
  const { answeredAt: _1, answeredBy: _2, timeliness: _3, approvedAt: _4, ...rest } = a
  return { ...rest, state: 'returned', due, returnedAt: fact.at, returnReason: fact.reason }
}

/** Folds facts into the order, one after the other. */
export function applyFacts(order: Order, facts: readonly OrderFact[]): Order {
  return facts.reduce(applyFact, order)
}

/** Still owes an answer: reminders, lists and urging are about these. */
export function owes(a: Assignment): boolean {
  return a.state === 'waiting' || a.state === 'signed' || a.state === 'returned'
}

/** Waits for the office: an assisting department's answer needs no approval. */
export function waitsForReview(a: Assignment): boolean {
  return a.role === 'lead' && a.state === 'answered'
}

/** Every lead approved, every assisting department answered or excused. */
export function isComplete(order: Order): boolean {
  return order.assignments.every((a) =>
    a.role === 'lead'
      ? a.state === 'approved' || a.state === 'excused'
      : a.state === 'answered' || a.state === 'approved' || a.state === 'excused',
  )
}

/** The order's own due: the latest lead's. */
export function orderDue(order: Order): Due {
  const leads = order.assignments.filter((a) => a.role === 'lead')
  const parts = leads.length > 0 ? leads : order.assignments
  return parts.map((a) => a.due).reduce((x, y) => (dueMoment(y) > dueMoment(x) ? y : x))
}

export function assignmentOf(order: Order, department: string): Assignment | undefined {
  return order.assignments.find((a) => a.department === department)
}

function openOrder(order: Order): Decision<true> {
  if (order.state === 'closed') {
    return refuse('order.already-closed', { no: order.no, at: order.endedAt ?? order.issuedAt })
  }
  if (order.state === 'revoked') {
    return refuse('order.already-revoked', { no: order.no, at: order.endedAt ?? order.issuedAt })
  }
  return allow(true)
}

/** The department's part of an open order, if its state lets the action through. */
function partFor(order: Order, department: string, action: PartAction): Decision<Assignment> {
  const open = openOrder(order)
  if (!open.ok) return open
  const a = assignmentOf(order, department)
  if (!a) return notInOrder(order, department)
  const verdict = PART_TABLE[action][a.state]
  const neverSigned = action === 'signFor' && a.state === 'returned' && a.signedAt === undefined
  return verdict === 'may' || neverSigned ? allow(a) : refusePart(verdict, order, a)
}

/** A department named twice has one part; lead outweighs assist. */
function eachOnce(departments: OrderDraft['departments']): OrderDraft['departments'] {
  const roles = new Map<string, Role>()
  for (const { code, role } of departments) {
    if (role === 'lead' || !roles.has(code)) roles.set(code, role)
  }
  return [...roles].map(([code, role]) => ({ code, role }))
}

function firstWithAny<T>(...lists: readonly (readonly T[])[]): readonly T[] {
  return lists.find((list) => list.length > 0) ?? []
}

function notInOrder(order: Order, department: string) {
  return refuse('assignment.not-in-order', {
    no: order.no,
    department,
    departments: order.assignments.map((a) => a.department),
  })
}

function refusePart(verdict: InTheWay, order: Order, a: Assignment): Decision<never> {
  const { no, issuedAt } = order
  const { department } = a
  switch (verdict) {
    case 'assignment.already-signed':
      return refuse(verdict, { no, department, by: a.signedBy ?? '', at: a.signedAt ?? issuedAt })
    case 'assignment.already-answered':
      return refuse(verdict, { no, department, at: a.answeredAt ?? issuedAt })
    case 'assignment.already-approved':
      return refuse(verdict, { no, department, at: a.approvedAt ?? issuedAt })
    case 'assignment.already-excused':
      return refuse(verdict, { no, department })
    case 'assignment.not-answered':
      return refuse(verdict, { no, department, state: a.state })
  }
}

function withClosing(order: Order, facts: readonly OrderFact[], { by, now }: By): readonly OrderFact[] {
  return isComplete(applyFacts(order, facts)) ? [...facts, { kind: 'order.closed', at: now, by }] : facts
}

function map(order: Order, departments: readonly string[], change: (a: Assignment) => Assignment): Order {
  return {
    ...order,
    assignments: order.assignments.map((a) => (departments.includes(a.department) ? change(a) : a)),
  }
}
