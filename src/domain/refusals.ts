/**
 * Every reason for which a rule says no, with the facts its sentence needs.
 * The words stand in `chat/refusals.ts`; a code without words does not compile.
 * `…-department` reasons are about one department's part, `order.*` about the whole order.
 */
import type { ActionName } from './authority.ts'
import type { AssignmentState } from './order.ts'
import type { OrderNo } from './serial.ts'
import type { Day, Moment } from './time.ts'

export interface RefusalFacts {
  /** The speaker's account belongs to nobody on the roster. */
  'person.unknown': Record<string, never>
  /** On the roster, but holding no post on that day. */
  'person.without-post': { name: string }
  /** Holds posts, none of which may do this. `holders` may. */
  /** `told`: who of the office was told instead. */
  'authority.not-yours': { action: ActionName; holders: readonly string[]; told?: string }
  /** May do this, but for another department only. */
  'authority.other-department': { action: ActionName; departments: readonly string[] }
  'order.unknown': { no: string }
  /** A number is needed and none was said; `open` are this person's candidates. */
  'order.which': { action: string; open: readonly OrderNo[] }
  'order.already-closed': { no: OrderNo; at: Moment }
  'order.already-revoked': { no: OrderNo; at: Moment }
  'order.not-closed': { no: OrderNo }
  'order.no-departments': Record<string, never>
  'order.no-subject': Record<string, never>
  'order.subject-too-long': { length: number; most: number }
  /** Only departments can be given an order; leaders are asked, not assigned. */
  'order.due-past': { dueOn: Day; time: string }
  'assignment.none-of-yours': { no: OrderNo; departments: readonly string[] }
  'assignment.not-in-order': { no: OrderNo; department: string; departments: readonly string[] }
  'assignment.which': { no: OrderNo; departments: readonly string[]; action: ActionName }
  'assignment.already-signed': { no: OrderNo; department: string; by: string; at: Moment }
  'assignment.already-answered': { no: OrderNo; department: string; at: Moment }
  'assignment.already-approved': { no: OrderNo; department: string; at: Moment }
  'assignment.already-excused': { no: OrderNo; department: string }
  'assignment.not-answered': { no: OrderNo; department: string; state: AssignmentState }
  'assignment.nobody-owes': { no: OrderNo }
  'reason.missing': { action: ActionName }
  'draft.not-yours': { name: string }
  'draft.done': { no: OrderNo }
  'draft.cancelled': Record<string, never>
  'draft.gone': Record<string, never>
  'roster.unknown-person': { text: string }
  'roster.unknown-post': { text: string }
  'roster.unknown-department': { text: string }
  'roster.already-holds': { name: string; post: string; from: Day }
  'roster.holds-not': { name: string; post: string }
  'roster.document-missing': Record<string, never>
  'roster.person-exists': { name: string }
  'bind.code-wrong': Record<string, never>
  'bind.already-bound': { name: string }
  'bind.chat-taken': { title: string }
}

export type RefusalCode = keyof RefusalFacts
