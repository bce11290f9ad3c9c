/** The facts an order's message, lists and reminders are worded from, with names as of today. */
import { type Due, workdaysLate, workdaysLeft } from '../../domain/due.ts'
import type { Rung } from '../../domain/ladder.ts'
import type { AssignmentLine, DepartmentName, DueLine, DueNote, OrderCard } from '../../domain/notices.ts'
import { type Assignment, ORDER_KINDS, type Order, orderDue } from '../../domain/order.ts'
import { departmentOf, headOf } from '../../domain/roster.ts'
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
  const head = headOf(view.bureau.roster, a.department, dayOf(view.now))
  return {
    department: departmentName(view, a.department),
    role: a.role,
    state: a.state,
    due: a.due,
    ...noted(dueNote(view, a.due)),
    ...(head ? { person: head.name } : {}),
    ...(a.signedAt === undefined ? {} : { signedAt: a.signedAt }),
    ...(a.signedBy === undefined ? {} : { signedBy: personName(view, a.signedBy) }),
    ...(a.answeredAt === undefined ? {} : { answeredAt: a.answeredAt }),
    ...(a.answeredBy === undefined ? {} : { answeredBy: personName(view, a.answeredBy) }),
    ...(a.timeliness === undefined ? {} : { timeliness: a.timeliness }),
    ...(a.approvedAt === undefined ? {} : { approvedAt: a.approvedAt }),
    ...(a.returnReason === undefined ? {} : { returnReason: a.returnReason }),
  }
}

export function orderCard(view: View, order: Order, endReason?: string): OrderCard {
  const due = orderDue(order)
  const note = dueNote(view, due)
  const kind = ORDER_KINDS[order.kind]
  return {
    id: order.id,
    no: order.no,
    kind: kind.name,
    subject: order.subject,
    state: order.state,
    basis: kind.basis,
    due,
    workdaysLeft: workdaysLeft(view.bureau.calendar, due.on, dayOf(view.now)),
    issuedAt: order.issuedAt,
    issuedBy: personName(view, order.issuedBy),
    assignments: order.assignments.map((a) => assignmentLine(view, a)),
    separate: order.assignments.length > 1 && order.assignments.every((a) => a.role === 'lead'),
    ...(note ? { dueNote: note } : {}),
    ...(order.term.kind === 'workdays' ? { termWorkdays: order.term.workdays } : {}),
    ...(order.endedAt === undefined ? {} : { endedAt: order.endedAt }),
    ...(endReason ? { endReason } : {}),
  }
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
  }
}
