/** The facts an order's message, lists and reminders are worded from, with names as of today. */
import { type Due, workdaysLate, workdaysLeft } from '../../domain/due.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { Rung } from '../../domain/ladder.ts'
import type { AssignmentLine, DepartmentName, DueLine, DueNote, OrderCard } from '../../domain/notices.ts'
import {
  type Assignment,
  basisOf,
  type Copied,
  isMostUrgent,
  type Order,
  orderDue,
} from '../../domain/order.ts'
import { coverOf, departmentOf, headOf, inRosterOrder } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'

type View = Pick<Ctx, 'bureau' | 'now'>

export function departmentName({ bureau }: View, code: string): DepartmentName {
  const d = departmentOf(bureau.roster, code)
  return d ? { code, name: d.name, kind: d.kind } : { code, name: code, kind: 'section' }
}

export function departmentNames(view: View, codes: readonly string[]): string[] {
  return codes.map((code) => departmentName(view, code).name)
}

export function personName({ bureau }: View, code: string): string {
  return bureau.roster.people.get(code)?.name ?? (code === 'duban' ? '督办' : code)
}

/** What stands beside a due day that is not an ordinary working day. */
export function dueNote({ bureau }: View, due: Due): DueNote | undefined {
  if (!bureau.calendar.isWorkday(due.on)) {
    return { kind: 'dayOff', lastWorkday: bureau.calendar.workdayOnOrBefore(due.on) }
  }
  return bureau.calendar.entry(due.on)?.kind === 'workday' ? { kind: 'makeup' } : undefined
}

function assignmentLine(view: View, a: Assignment): AssignmentLine {
  const today = dayOf(view.now)
  const head = headOf(view.bureau.roster, a.department, today)
  const cover = head && coverOf(view.bureau.roster, head.code, today)
  return {
    department: departmentName(view, a.department),
    role: a.role,
    state: a.state,
    due: a.due,
    ...noted(dueNote(view, a.due)),
    ...(head ? { person: head.name } : {}),
    ...(cover ? { cover: cover.name } : {}),
    ...(a.signedAt === undefined ? {} : { signedAt: a.signedAt }),
    ...(a.signedBy === undefined ? {} : { signedBy: personName(view, a.signedBy) }),
    ...(a.answeredAt === undefined ? {} : { answeredAt: a.answeredAt }),
    ...(a.answeredBy === undefined ? {} : { answeredBy: personName(view, a.answeredBy) }),
    ...(a.timeliness === undefined ? {} : { timeliness: a.timeliness }),
    ...(a.approvedAt === undefined ? {} : { approvedAt: a.approvedAt }),
    ...(a.returnReason === undefined ? {} : { returnReason: a.returnReason }),
    ...(a.released ? { released: true } : {}),
    ...(a.handler === undefined ? {} : { handler: personName(view, a.handler) }),
    ...(a.answeredFor === undefined ? {} : { answeredFor: personName(view, a.answeredFor) }),
    ...(a.extended === undefined ? {} : { extended: a.extended }),
    ...(a.reroutedTo === undefined ? {} : { reroutedTo: departmentName(view, a.reroutedTo).name }),
  }
}

/** Departments in roster order, then persons. */
function copiedNames(view: View, copied: Copied): string[] {
  return [
    ...departmentNames(view, inRosterOrder(view.bureau.roster, copied.departments)),
    ...copied.people.map((p) => personName(view, p)),
  ]
}

export function orderCard(view: View, order: Order, endReason?: string): OrderCard {
  const due = orderDue(order)
  const note = dueNote(view, due)
  const kind = kindOf(order.kind)
  return {
    id: order.id,
    no: order.no,
    kind: kind.name,
    subject: order.subject,
    state: order.state,
    basis: basisOf(order),
    due,
    workdaysLeft: workdaysLeft(view.bureau.calendar, due.on, dayOf(view.now)),
    issuedAt: order.issuedAt,
    issuedBy: personName(view, order.issuedBy),
    assignments: order.assignments.map((a) => assignmentLine(view, a)),
    separate: isSeparate(order),
    ...(note ? { dueNote: note } : {}),
    ...(order.term.kind === 'workdays' ? { termWorkdays: order.term.workdays } : {}),
    ...(order.endedAt === undefined ? {} : { endedAt: order.endedAt }),
    ...(endReason ? { endReason } : {}),
    ...(order.urgency === undefined || order.urgency === 'ordinary'
      ? {}
      : { urgency: order.urgency, urgencyConfirmed: order.urgencyConfirmed === true }),
    ...(order.restricted ? { restricted: true } : {}),
    ...(order.parent ? { parent: order.parent.no } : {}),
    ...(order.openSubs ? { openSubs: order.openSubs } : {}),
    ...(order.reviewer ? { reviewer: personName(view, order.reviewer) } : {}),
    ...(order.copied ? { copied: copiedNames(view, order.copied) } : {}),
    ...(order.limit ? { limit: order.limit } : {}),
    ...(kind.checklist.length > 0 ? { checklist: kind.checklist } : {}),
  }
}

/** Several departments, each leading for itself; what was rerouted away counts as its successor's. */
function isSeparate({ assignments }: Order): boolean {
  const standing = assignments.filter((a) => a.state !== 'declined')
  return standing.length > 1 && standing.every((a) => a.role === 'lead')
}

/** As a notice carries it. */
export function noted(note: DueNote | undefined): { readonly dueNote?: DueNote } {
  return note ? { dueNote: note } : {}
}

export function dueLine(view: View, order: Order, a: Assignment, rung: Rung): DueLine {
  const today = dayOf(view.now)
  return {
    order: order.id,
    no: order.no,
    subject: order.subject,
    department: departmentName(view, a.department),
    due: a.due,
    ...noted(dueNote(view, a.due)),
    rung,
    workdaysLate: workdaysLate(view.bureau.calendar, a.due.on, today),
    workdaysLeft: workdaysLeft(view.bureau.calendar, a.due.on, today),
    urged: a.urged,
    ...(isMostUrgent(order) ? { mostUrgent: true } : {}),
    ...(order.restricted ? { restricted: true } : {}),
  }
}
