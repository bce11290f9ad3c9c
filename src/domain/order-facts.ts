/** What happened to an order, in the past tense; {@link applyFact} alone changes state. */
import type { Due, Timeliness } from './due.ts'
import type { Assignment, Order } from './order.ts'
import type { Day, Moment } from './time.ts'

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

function map(order: Order, departments: readonly string[], change: (a: Assignment) => Assignment): Order {
  return {
    ...order,
    assignments: order.assignments.map((a) => (departments.includes(a.department) ? change(a) : a)),
  }
}
