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

export interface OrderDraft {
  readonly kind: OrderKindName
  readonly subject: string
  readonly term: Term
  readonly departments: readonly { readonly code: string; readonly role: Role }[]
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
