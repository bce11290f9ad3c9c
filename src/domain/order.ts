/**
 * An order and its assignments, one per department, as they stand.
 *
 * Order: issued → closed | revoked; a closed one can be reopened.
 * Assignment: waiting → signed → answered → approved; or returned, declined, excused.
 *
 * What can be done to them is in `order-rules.ts`, in which state in `part-table.ts`, what follows in `order-facts.ts`,
 * who may in `authority.ts`.
 */
import { type Due, dueMoment, type Term, type Timeliness } from './due.ts'
import { kindOf, type OrderKindName, type Urgency } from './kinds.ts'
import type { OrderNo } from './serial.ts'
import type { Day, Moment } from './time.ts'

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
  /** Who handles it in the department (经办), when the order or the department says so. */
  readonly handler?: string
  /** The head on whose behalf the last answer was given during a cover (王强（李明代）). */
  readonly answeredFor?: string
  /** How often its term was extended. */
  readonly extended?: number
  /** The director let its being overdue be named in the leading group's chat; over with the next answer. */
  readonly released?: boolean
  /** Of a declined part: the department that took it over (改派). */
  readonly reroutedTo?: string
}

/** Another order, by id and number. */
export interface OrderRef {
  readonly id: string
  readonly no: OrderNo
}

/** Who gets a copy (抄送) and may see it: departments and persons by code. */
export interface Copied {
  readonly departments: readonly string[]
  readonly people: readonly string[]
}

/** A statutory date that no internal extension passes. */
export interface Limit {
  readonly on: Day
  /** What sets it: 依申请公开答复期限. */
  readonly why: string
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
  /** Absent: 平件. */
  readonly urgency?: Urgency
  /** 特急 holds once the director confirmed it; until then it is treated as 加急. */
  readonly urgencyConfirmed?: boolean
  /** 限定知悉: nothing but its number is shown to those it does not concern. */
  readonly restricted?: boolean
  /** What it rests on, where its kind does not say. */
  readonly basis?: string
  /** The order it is part of. */
  readonly parent?: OrderRef
  /** Its own sub-orders that are still open: it does not close before them. */
  readonly openSubs?: number
  /** Who reviews the answers (审核), when somebody else than who issued it. */
  readonly reviewer?: string
  readonly copied?: Copied
  readonly limit?: Limit
}

export const MOST_SUBJECT = 200

export interface OrderDraft {
  readonly kind: OrderKindName
  readonly subject: string
  readonly term: Term
  readonly departments: readonly { readonly code: string; readonly role: Role; readonly handler?: string }[]
  readonly urgency?: Urgency
  readonly restricted?: boolean
  readonly basis?: string
  readonly parent?: OrderRef
  readonly reviewer?: string
  readonly copied?: Copied
  readonly limit?: Limit
}

/** Still owes an answer: reminders, lists and urging are about these. */
export function owes(a: Assignment): boolean {
  return a.state === 'waiting' || a.state === 'signed' || a.state === 'returned'
}

/** Waits for the office: an assisting department's answer needs no approval. */
export function waitsForReview(a: Assignment): boolean {
  return a.role === 'lead' && a.state === 'answered'
}

/**
 * Every lead approved, every assisting department answered, each of them excused or rerouted otherwise; and no
 * sub-order open.
 */
export function isComplete(order: Order): boolean {
  if ((order.openSubs ?? 0) > 0) return false
  return order.assignments.every((a) => {
    if (a.state === 'approved' || a.state === 'excused' || a.state === 'declined') return true
    return a.role === 'assist' && a.state === 'answered'
  })
}

/** Really 特急: said so, and confirmed by the director. */
export function isMostUrgent(order: Order): boolean {
  return order.urgency === 'most_urgent' && order.urgencyConfirmed === true
}

/** What an order rests on: what its kind says, or what was said with it. */
export function basisOf(order: { readonly kind: OrderKindName; readonly basis?: string }): string {
  const { basis } = kindOf(order.kind)
  return order.basis ?? (basis === 'said' ? '' : basis)
}

/** The order's own due: the latest lead's. */
export function orderDue(order: Order): Due {
  const standing = order.assignments.filter((a) => a.state !== 'declined')
  const leads = standing.filter((a) => a.role === 'lead')
  const parts = leads.length > 0 ? leads : standing.length > 0 ? standing : order.assignments
  return parts.map((a) => a.due).reduce((x, y) => (dueMoment(y) > dueMoment(x) ? y : x))
}

export function assignmentOf(order: Order, department: string): Assignment | undefined {
  return order.assignments.find((a) => a.department === department)
}
