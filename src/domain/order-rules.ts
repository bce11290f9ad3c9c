/**
 * One pure function per thing that can be done to an order. Each returns the facts that follow, or a refusal; the state
 * is changed by folding the facts. A part's state is judged by `part-table.ts`, the person by `authority.ts`.
 */
import type { Calendar } from './calendar.ts'
import { allow, type Decision, refuse } from './decision.ts'
import {
  type Due,
  dueAfterReturn,
  dueFor,
  dueMoment,
  insideLimit,
  receivedOn,
  type Term,
  timeliness,
} from './due.ts'
import {
  type Assignment,
  assignmentOf,
  isComplete,
  MOST_SUBJECT,
  type Order,
  type OrderDraft,
  owes,
  type Role,
} from './order.ts'
import { applyFacts, type OrderFact } from './order-facts.ts'
import { type InTheWay, PART_TABLE, type PartAction } from './part-table.ts'
import type { OrderNo } from './serial.ts'
import { type Day, dayOf, type Moment } from './time.ts'

/** Who does it, when: a person's code and the business moment. */
export interface By {
  readonly by: string
  readonly now: Moment
  /** The person on leave on whose behalf it is done. */
  readonly coverFor?: string
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
  const handlers = new Map(draft.departments.map((d) => [d.code, d.handler]))
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
      ...(handlers.get(code) ? { handler: handlers.get(code)! } : {}),
    })),
    ...(draft.urgency && draft.urgency !== 'ordinary'
      ? { urgency: draft.urgency, urgencyConfirmed: false }
      : {}),
    ...(draft.restricted ? { restricted: true } : {}),
    ...(draft.basis ? { basis: draft.basis } : {}),
    ...(draft.parent ? { parent: draft.parent } : {}),
    ...(draft.reviewer ? { reviewer: draft.reviewer } : {}),
    ...(draft.copied ? { copied: draft.copied } : {}),
    ...(draft.limit ? { limit: draft.limit } : {}),
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
  if (draft.limit && due.on > draft.limit.on)
    return refuse('order.due-past-limit', { due, limit: draft.limit })
  return allow(true)
}

export function signFor(
  order: Order,
  department: string,
  { by, now, coverFor }: By,
): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'signFor')
  if (!part.ok) return part
  return allow([{ kind: 'assignment.signed', department, at: now, by, ...(coverFor ? { coverFor } : {}) }])
}

/** A department answers; late answers are taken and say so. An answer of somebody who had not signed also signs. */
export function answer(
  calendar: Calendar,
  order: Order,
  department: string,
  { by, now, coverFor }: By,
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
    ...(coverFor ? { coverFor } : {}),
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

/** 指定经办: who handles the part in the department from now on. */
export function handOver(
  order: Order,
  department: string,
  handler: string,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'handOver')
  if (!part.ok) return part
  return allow([{ kind: 'assignment.handed', department, handler, at: now, by }])
}

/** Urges a department that still owes. */
export function urge(order: Order, department: string, { by, now }: By): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'urge')
  if (!part.ok) return part
  return allow([{ kind: 'assignment.urged', department, at: now, by }])
}

/** The department's answer belongs to another order: its part owes again, and the order stays open. */
export function moveAnswer(
  order: Order,
  department: string,
  to: OrderNo,
  { by, now }: By,
): Decision<readonly OrderFact[]> {
  const part = partFor(order, department, 'moveAnswer')
  if (!part.ok) return part
  return allow([{ kind: 'assignment.answer-moved', department, at: now, by, to }])
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
    const a = assignmentOf(order, department)
    if (!a) return notInOrder(order, department)
    if (a.state === 'declined') return refusePart('assignment.rerouted-away', order, a)
  }
  const standing = order.assignments.filter((a) => a.state !== 'declined')
  const again =
    departments.length > 0
      ? order.assignments.filter((a) => departments.includes(a.department))
      : firstWithAny(
          standing.filter((a) => a.role === 'lead' && a.state !== 'excused'),
          standing.filter((a) => a.role === 'lead'),
          standing.filter((a) => a.state !== 'excused'),
          standing,
        )
  const dues = Object.fromEntries(again.map((a) => [a.department, dueAfterReturn(calendar, a.due, now)]))
  return allow([{ kind: 'order.reopened', at: now, by, reason: reason.trim(), dues }])
}

/**
 * The order reached its departments. When that day counts as a later day of receipt than was presumed at issue,
 * terms move with it; dates said as a day, and what was set by a return, do not.
 */
export function receive(
  calendar: Calendar,
  order: Order,
  deliveredAt: Moment,
  department?: string,
): readonly OrderFact[] {
  const on = receivedOn(calendar, deliveredAt)
  const moved = order.assignments.filter(
    (a) =>
      a.receivedOn < on &&
      owes(a) &&
      isAsCounted(calendar, order, a) &&
      (department === undefined || a.department === department),
  )
  if (order.term.kind === 'date' || order.state !== 'issued' || moved.length === 0) return []
  const due = countedDue(calendar, order, on)
  return [{ kind: 'order.received', on, dues: Object.fromEntries(moved.map((a) => [a.department, due])) }]
}

/**
 * A newly loaded arrangement moves the terms that run over it. Other dues stay where they are and only cease to be
 * provisional, which is a move to the same day.
 * @param why the notice of the new arrangement
 * @param before the calendar by which the dues stand now
 */
export function recount(
  calendar: Calendar,
  order: Order,
  why: string,
  before: Calendar,
): readonly OrderFact[] {
  if (order.state !== 'issued') return []
  return order.assignments.filter(owes).flatMap((a) => {
    const counted = order.term.kind === 'workdays' && isAsCounted(before, order, a)
    const to = counted
      ? countedDue(calendar, order, a.receivedOn)
      : { ...a.due, provisional: calendar.isProvisional(a.due.on) }
    const same = to.on === a.due.on && to.provisional === a.due.provisional
    return same ? [] : [{ kind: 'order.due-moved' as const, department: a.department, from: a.due, to, why }]
  })
}

/** The due day of the order's own term for who received it that day, inside the statutory date. */
function countedDue(calendar: Calendar, order: Order, received: Day): Due {
  return insideLimit(calendar, dueFor(calendar, order.term, calendar.workdayOnOrAfter(received)), order.limit)
}

/** Its due day is the one its term counts: neither sent back, nor extended, nor corrected since. */
function isAsCounted(calendar: Calendar, order: Order, a: Assignment): boolean {
  if (a.returnedAt !== undefined || (a.extended ?? 0) > 0) return false
  const due = countedDue(calendar, order, a.receivedOn)
  return due.on === a.due.on && due.at === a.due.at
}

export function openOrder(order: Order): Decision<true> {
  if (order.state === 'closed') {
    return refuse('order.already-closed', { no: order.no, at: order.endedAt ?? order.issuedAt })
  }
  if (order.state === 'revoked') {
    return refuse('order.already-revoked', { no: order.no, at: order.endedAt ?? order.issuedAt })
  }
  return allow(true)
}

/** The department's part of an open order, if its state lets the action through. */
export function partFor(order: Order, department: string, action: PartAction): Decision<Assignment> {
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
    case 'assignment.rerouted-away':
      return refuse(verdict, { no, department, to: a.reroutedTo ?? '' })
    case 'assignment.not-answered':
      return refuse(verdict, { no, department, state: a.state })
  }
}

function withClosing(order: Order, facts: readonly OrderFact[], { by, now }: By): readonly OrderFact[] {
  return isComplete(applyFacts(order, facts)) ? [...facts, { kind: 'order.closed', at: now, by }] : facts
}
