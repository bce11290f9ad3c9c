/** A reading becomes the draft of an order: groups expanded, roles settled, the term kept as it was said. */
import { kindOf, ORDER_KINDS, type OrderKindName } from '../../domain/kinds.ts'
import type { Copied, OrderDraft, Role } from '../../domain/order.ts'
import type { Roster } from '../../domain/roster.ts'
import { termOf } from '../deadline/term.ts'
import type { DepartmentBook, Group } from './departments.ts'
import type { AssignmentReading } from './index.ts'
import type { OrderReading } from './orders.ts'
import type { RoleDoubt } from './role-words.ts'

/** What has to be said before an order can be made of a line, beside what `unsure` asks. */
export type OrderAsk =
  /** This kind has no term of its own. */
  | { readonly ask: 'term'; readonly kind: OrderKindName }
  /** This kind rests on something said with it. */
  | { readonly ask: 'basis'; readonly kind: OrderKindName }
  | ({ readonly ask: 'person' } & RoleDoubt)
  /** 经办 of a department that has no part in the order. */
  | { readonly ask: 'handler-elsewhere'; readonly name: string }
  /** 审核 by somebody who may not approve this kind. */
  | { readonly ask: 'reviewer-may-not'; readonly name: string; readonly kind: OrderKindName }

/** An order and its kind's data. @param given what is known beside the line: the order it is part of */
export function draftOf(
  { words, reading, limit }: OrderReading,
  book: DepartmentBook,
  roster: Roster,
  given: Pick<OrderDraft, 'parent' | 'restricted'> & { readonly parentBasis?: string } = {},
): OrderDraft {
  const kind = words.kind ?? 'task'
  const plain = draftFrom(reading, book, roster)
  const handlers = new Map(words.handlers.flatMap((h) => h.departments.map((d) => [d, h.code] as const)))
  const basis = words.basis ?? (kindOf(kind).basis === 'said' ? given.parentBasis : undefined)
  const copied = copiedOf(words.copied, plain.departments)
  return {
    kind,
    subject: plain.subject,
    term: reading.due ? termOf(reading.due) : (kindOf(kind).term ?? plain.term),
    departments: plain.departments.map((d) => {
      const handler = handlers.get(d.code)
      return handler ? { ...d, handler } : d
    }),
    ...(words.urgency && words.urgency !== 'ordinary' ? { urgency: words.urgency } : {}),
    ...(words.restricted || given.restricted ? { restricted: true } : {}),
    ...(basis ? { basis } : {}),
    ...(words.reviewer ? { reviewer: words.reviewer.code } : {}),
    ...(copied ? { copied } : {}),
    ...(given.parent ? { parent: given.parent } : {}),
    ...(limit ? { limit } : {}),
  }
}

/** @param mayReview whether a person may approve answers to that kind */
export function asksOf(
  { words, reading }: OrderReading,
  draft: OrderDraft,
  mayReview: (person: string, kind: OrderKindName) => boolean,
): readonly OrderAsk[] {
  const { kind } = draft
  const parts = draft.departments.map((d) => d.code)
  const asked = reading.unsure.some((u) => u.field === 'due')
  return [
    ...(!reading.due && !asked && !kindOf(kind).term ? [{ ask: 'term' as const, kind }] : []),
    ...(kindOf(kind).basis === 'said' && !draft.basis ? [{ ask: 'basis' as const, kind }] : []),
    ...words.unclear.map((u) => ({ ask: 'person' as const, ...u })),
    ...words.handlers
      .filter((h) => parts.length > 0 && !h.departments.some((d) => parts.includes(d)))
      .map((h) => ({ ask: 'handler-elsewhere' as const, name: h.name })),
    ...(words.reviewer && !mayReview(words.reviewer.code, kind)
      ? [{ ask: 'reviewer-may-not' as const, name: words.reviewer.name, kind }]
      : []),
  ]
}

/** Who has a part in the order needs no copy. */
function copiedOf(said: Copied | undefined, parts: OrderDraft['departments']): Copied | undefined {
  const departments = said?.departments.filter((d) => !parts.some((p) => p.code === d)) ?? []
  const people = said?.people ?? []
  return departments.length + people.length > 0 ? { departments, people } : undefined
}

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
