/** What happened to an order, in the past tense; {@link applyFact} alone changes state. */
import type { Due, Timeliness } from './due.ts'
import type { Urgency } from './kinds.ts'
import type { Assignment, Order, OrderRef } from './order.ts'
import type { OrderNo } from './serial.ts'
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
      readonly coverFor?: string
    }
  | {
      readonly kind: 'assignment.answered'
      readonly department: string
      readonly at: Moment
      readonly by: string
      readonly timeliness: Timeliness
      /** A further answer while the first still waits for approval. */
      readonly further: boolean
      /** The head on whose behalf a cover answers. */
      readonly coverFor?: string
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
  /** Its term was extended: this part alone. */
  | {
      readonly kind: 'assignment.extended'
      readonly department: string
      readonly at: Moment
      readonly by: string
      readonly from: Due
      readonly to: Due
      readonly workdays: number
      readonly reason: string
    }
  /** 改派: the part goes to another department, with a term of its own; the first is out and not scored late. */
  | {
      readonly kind: 'assignment.rerouted'
      readonly department: string
      readonly to: string
      readonly at: Moment
      readonly by: string
      readonly receivedOn: Day
      readonly due: Due
      readonly reason: string
    }
  /** The director let its being overdue be named in the leading group's chat. */
  | {
      readonly kind: 'assignment.released'
      readonly department: string
      readonly at: Moment
      readonly by: string
    }
  /** Who handles it in the department. */
  | {
      readonly kind: 'assignment.handed'
      readonly department: string
      readonly handler: string
      readonly at: Moment
      readonly by: string
    }
  /** The answer belonged to another order (`to`): this part owes again, as before it. */
  | {
      readonly kind: 'assignment.answer-moved'
      readonly department: string
      readonly at: Moment
      readonly by: string
      readonly to: OrderNo
    }
  /** All of the answer was recalled, or taken back, before it was approved: this part owes again. */
  | {
      readonly kind: 'assignment.answer-withdrawn'
      readonly department: string
      readonly at: Moment
      readonly by: string
    }
  /** 更正: a wrong entry, said anew beside the old one. */
  | {
      readonly kind: 'order.corrected'
      readonly at: Moment
      readonly by: string
      readonly why: string
      readonly department?: string
      readonly change: Correction
    }
  | {
      readonly kind: 'order.urgency'
      readonly at: Moment
      readonly by: string
      readonly urgency: Urgency
      readonly confirmed: boolean
    }
  | { readonly kind: 'order.sub-issued'; readonly at: Moment; readonly by: string; readonly sub: OrderRef }
  | { readonly kind: 'order.sub-ended'; readonly at: Moment; readonly by: string; readonly sub: OrderRef }
  /** The person's own last act of a moment ago is taken back (`act`: the kind of fact): the order stands as before it. */
  | {
      readonly kind: 'order.undone'
      readonly at: Moment
      readonly by: string
      readonly act: string
      readonly before: Pick<Order, 'state' | 'assignments'> & { readonly endedAt: Moment | null }
    }

/** What a correction changes, with the old value and the new one. */
export type Correction =
  | { readonly field: 'subject'; readonly from: string; readonly to: string }
  | { readonly field: 'due'; readonly from: Due; readonly to: Due }
  | {
      readonly field: 'answeredAt'
      readonly from: Moment
      readonly to: Moment
      readonly timeliness: Timeliness
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
      return map(order, [fact.department], ({ released: _, ...a }) => ({
        ...a,
        state: 'answered',
        signedAt: a.signedAt ?? fact.at,
        signedBy: a.signedBy ?? fact.by,
        ...(fact.coverFor && !fact.further ? { answeredFor: fact.coverFor } : {}),
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
    case 'assignment.extended':
      return map(order, [fact.department], (a) => ({ ...a, due: fact.to, extended: (a.extended ?? 0) + 1 }))
    case 'assignment.rerouted':
      return rerouted(order, fact)
    case 'assignment.released':
      return map(order, [fact.department], (a) => ({ ...a, released: true }))
    case 'assignment.handed':
      return map(order, [fact.department], (a) => ({ ...a, handler: fact.handler }))
    case 'assignment.answer-moved':
      return map(order, [fact.department], (a) => owingAgain(a))
    case 'assignment.answer-withdrawn':
      return map(order, [fact.department], (a) => ({
        ...owingAgain(a),
        state: a.returnedAt === undefined ? 'signed' : 'returned',
      }))
    case 'order.corrected':
      return corrected(order, fact.change, fact.department)
    case 'order.urgency':
      return { ...order, urgency: fact.urgency, urgencyConfirmed: fact.confirmed }
    case 'order.sub-issued':
      return { ...order, openSubs: (order.openSubs ?? 0) + 1 }
    case 'order.sub-ended':
      return { ...order, openSubs: Math.max(0, (order.openSubs ?? 0) - 1) }
    case 'order.undone': {
      const { endedAt: _, ...rest } = order
      const { endedAt, ...before } = fact.before
      return { ...rest, ...before, ...(endedAt === null ? {} : { endedAt }) }
    }
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
  const { answeredAt: _1, answeredBy: _2, timeliness: _3, approvedAt: _4, answeredFor: _5, ...rest } = a
  return { ...rest, state: 'returned', due, returnedAt: fact.at, returnReason: fact.reason }
}

/** As it stood before it was answered: signed for, owing. */
function owingAgain(a: Assignment): Assignment {
  const { answeredAt: _1, answeredBy: _2, timeliness: _3, approvedAt: _4, answeredFor: _5, ...rest } = a
  return { ...rest, state: 'signed' }
}

/** The other department takes the part over; one that has a part already leads where the first led, with the later due. */
function rerouted(order: Order, fact: Extract<OrderFact, { kind: 'assignment.rerouted' }>): Order {
  const from = order.assignments.find((a) => a.department === fact.department)
  if (!from) return order
  const out = map(order, [fact.department], (a) => ({ ...a, state: 'declined', reroutedTo: fact.to }))
  const there = out.assignments.find((a) => a.department === fact.to)
  if (there && there.state !== 'declined' && there.state !== 'excused') {
    const { receivedOn, due } = fact
    const role = from.role === 'lead' ? 'lead' : there.role
    return map(out, [fact.to], (a) => ({ ...a, role, receivedOn, due }))
  }
  const fresh: Assignment = {
    department: fact.to,
    role: from.role,
    state: 'waiting',
    receivedOn: fact.receivedOn,
    due: fact.due,
    urged: 0,
  }
  return there ? map(out, [fact.to], () => fresh) : { ...out, assignments: [...out.assignments, fresh] }
}

function corrected(order: Order, change: Correction, department: string | undefined): Order {
  const parts = department === undefined ? order.assignments.map((a) => a.department) : [department]
  switch (change.field) {
    case 'subject':
      return { ...order, subject: change.to }
    case 'due':
      return map(order, parts, (a) => ({ ...a, due: change.to }))
    case 'answeredAt':
      return map(order, parts, (a) => ({ ...a, answeredAt: change.to, timeliness: change.timeliness }))
  }
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
