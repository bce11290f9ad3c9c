/**
 * Every reason for which a rule says no, with the facts its sentence needs.
 * The words stand in `chat/refusals.ts`; a code without words does not compile.
 * `…-department` reasons are about one department's part, `order.*` about the whole order.
 */
import type { ActionName } from './authority.ts'
import type { Due } from './due.ts'
import type { Beyond } from './extension.ts'
import type { AssignmentState, Limit } from './order.ts'
import type { RequestKind, RequestState } from './requests.ts'
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
  /** The answer to this kind of order is approved by the director or deputy director. */
  'authority.director-approves': { action: ActionName; kind: string }
  'order.unknown': { no: string }
  /** Restricted (限定知悉), and the asker is not among those whom it concerns: nothing but its number is said. */
  'order.restricted': { no: OrderNo }
  /** Restricted, and asked for on personal WeChat. */
  'order.restricted-road': { no: OrderNo }
  /** A number is needed and none was said; `open` are this person's candidates. */
  'order.which': { action: string; open: readonly OrderNo[] }
  'order.already-closed': { no: OrderNo; at: Moment }
  'order.already-revoked': { no: OrderNo; at: Moment }
  /** Of a restricted order nothing is said in the group. */
  'order.restricted-kept': { no: OrderNo }
  'order.not-closed': { no: OrderNo }
  'order.no-departments': Record<string, never>
  'order.no-subject': Record<string, never>
  'order.subject-too-long': { length: number; most: number }
  /** Only departments can be given an order; leaders are asked, not assigned. */
  'order.due-past': { dueOn: Day; time: string }
  /** The internal term would pass the statutory date. */
  'order.due-past-limit': { due: Due; limit: Limit }
  'assignment.none-of-yours': { no: OrderNo; departments: readonly string[] }
  'assignment.not-in-order': { no: OrderNo; department: string; departments: readonly string[] }
  'assignment.which': { no: OrderNo; departments: readonly string[]; action: ActionName }
  'assignment.already-signed': { no: OrderNo; department: string; by: string; at: Moment }
  'assignment.already-answered': { no: OrderNo; department: string; at: Moment }
  'assignment.already-approved': { no: OrderNo; department: string; at: Moment }
  'assignment.already-excused': { no: OrderNo; department: string }
  /** 改派: another department has it now. */
  'assignment.rerouted-away': { no: OrderNo; department: string; to: string }
  'assignment.not-answered': { no: OrderNo; department: string; state: AssignmentState }
  'assignment.nobody-owes': { no: OrderNo }
  /** Not a number of working days that could be given. */
  'extension.no-days': { no: OrderNo; department: string; due: Due; most: number }
  /** It would pass the statutory date; `most` working days are possible. */
  'extension.past-limit': {
    no: OrderNo
    department: string
    workdays: number
    due: Due
    limit: Limit
    most: number
  }
  /** Counted from the old due day it would be over already; `least` would not, where anything would. */
  'extension.over-already': {
    no: OrderNo
    department: string
    workdays: number
    due: Due
    to: Due
    least?: number
  }
  /** A second extension, or one longer than the original term. */
  'extension.leader-decides': {
    no: OrderNo
    department: string
    beyond: Beyond
    termWorkdays: number
    approver?: string
  }
  /** Too late to ask for another department; `until` was the last day. */
  'reroute.too-late': { no: OrderNo; department: string; until: Day; workdays: number }
  /** To where it is already. */
  'reroute.same': { no: OrderNo; department: string }
  /** The other department has answered its own part of this order. */
  'reroute.answered-there': { no: OrderNo; department: string }
  /** No day is left inside the statutory date. */
  'reroute.past-limit': { no: OrderNo; limit: Limit }
  /** Nobody was named to take it over. */
  'reroute.whereto': { no: OrderNo; department: string }
  /** Departments refuse it: the director decides. */
  'reroute.director-decides': { no: OrderNo; approver?: string }
  /** The same was asked already and waits for a decision. */
  'request.already-open': {
    no: OrderNo
    department: string
    kind: RequestKind
    by: string
    at: Moment
    approver?: string
  }
  /** Nothing of that kind waits for a decision. */
  'request.none-open': { no: OrderNo; kind: RequestKind; departments: readonly string[] }
  /** Several wait; which one has to be said. */
  'request.which': { no: OrderNo; kind: RequestKind; departments: readonly string[] }
  /** Decided, answered or withdrawn meanwhile. */
  'request.over': { no: OrderNo; kind: RequestKind; state: RequestState; by?: string; at?: Moment }
  /** Nobody decides what they asked for themselves. */
  'request.own': { no: OrderNo; kind: RequestKind }
  'reason.missing': { action: ActionName }
  'correction.same': { no: OrderNo }
  /** What was answered to a restricted order does not go where everybody reads it. */
  'correction.restricted': { no: OrderNo; to: OrderNo }
  'correction.past-limit': { no: OrderNo; limit: Day }
  'correction.impossible-time': { no: OrderNo; from: Moment; until: Moment }
  /** Nothing of one's own can be taken back. */
  'undo.nothing': Record<string, never>
  'undo.too-late': { no: OrderNo; at: Moment }
  'undo.changed-since': { no: OrderNo }
  /** The last act told somebody something, or is a record: it is not taken back. */
  'undo.final': { no: OrderNo }
  'draft.not-yours': { name: string }
  'draft.done': { no: OrderNo }
  'draft.cancelled': Record<string, never>
  'draft.gone': Record<string, never>
  /** It waits for the leader (or the director) to whom it was sent. */
  'draft.submitted': { to: string }
  /** Approved, or sent back, already. */
  'draft.decided': { by: string; at: Moment }
  /** Nobody leads the group that day. */
  'draft.no-leader': Record<string, never>
  /** Who drafted it may not issue any more. */
  'draft.sender-left': { name: string }
  /** Only whom it was sent to may decide. */
  'draft.not-for-you': { to: string }
  /** This bureau lets the director confirm what staff drafted. */
  'draft.director-confirms': Record<string, never>
  /** More orders in one message than are confirmed at once. */
  'draft.too-many': { count: number; most: number }
  /** Nobody asked for 特急, or it was decided already. */
  'urgency.decided': { no: OrderNo; most: boolean }
  /** A leader's instruction that became an order already, or was decided about otherwise. */
  'instruction.done': { no: OrderNo }
  'instruction.settled': { by: string }
  'instruction.gone': Record<string, never>
  /** This process keeps no files, so it can make none. */
  'file.no-store': Record<string, never>
  /** A file larger than any platform takes. */
  'file.too-large': { name: string; bytes: number; most: number }
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
  /** The last day stands before the first. */
  'leave.reversed': { from: Day; until: Day }
  /** All of it is over. */
  'leave.past': { until: Day }
  /** A bureau leader's work is not covered for this way. */
  'leave.leader': { name: string }
  /** Holds no post of a department that somebody could cover. */
  'leave.nothing-to-cover': { name: string }
  'leave.cover-self': { name: string }
  'leave.cover-unfit': { name: string; why: 'without-post' | 'leader' }
  /** Is on leave in those days already. */
  'leave.overlaps': { name: string; cover: string; from: Day; until: Day }
  /** The cover is on leave then. */
  'leave.cover-away': { name: string; from: Day; until: Day }
  /** Covers for somebody else then: a cover has no cover. */
  'leave.covers-then': { name: string; covered: string; from: Day; until: Day }
  /** Another person's leave. */
  'leave.others': { name: string }
  /** No leave of that person stands. */
  'leave.none': { name: string }
  /** Ended or objected to before. */
  'leave.over': { name: string; how: 'ended' | 'objected' }
  /** 经办 is somebody of the department. */
  'hand.not-of-department': { name: string; department: string }
  'hand.without-post': { name: string }
  'hand.already': { no: OrderNo; name: string }
}

export type RefusalCode = keyof RefusalFacts
