/** A reading becomes the draft of an order: groups expanded, roles settled, the term kept as it was said. */
import { ORDER_KINDS } from '../../domain/kinds.ts'
import type { OrderDraft, Role } from '../../domain/order.ts'
import type { Roster } from '../../domain/roster.ts'
import { termOf } from '../deadline/term.ts'
import type { DepartmentBook, Group } from './departments.ts'
import type { AssignmentReading } from './index.ts'

export function draftFrom(reading: AssignmentReading, book: DepartmentBook, roster: Roster): OrderDraft {
  return {
    kind: 'task',
    subject: reading.subject ?? '',
    term: reading.due ? termOf(reading.due) : ORDER_KINDS.task.term,
    departments: partsOf(reading, book, roster),
  }
}

/** Departments by code and role, in roster order; a lead is not also an assistant. */
function partsOf(
  reading: AssignmentReading,
  book: DepartmentBook,
  roster: Roster,
): OrderDraft['departments'] {
  const roles = new Map<string, Role>()
  for (const { code: named, role } of reading.departments) {
    const codes = /^ALL/.test(named) ? book.expand(named as Group, reading.except) : [named]
    for (const code of codes) if (role === 'lead' || !roles.has(code)) roles.set(code, role)
  }
  return roster.departments.flatMap(({ code }) => {
    const role = roles.get(code)
    return role ? [{ code, role }] : []
  })
}
