/**
 * What must be told, as facts without words. Services record a notice in the transaction of the fact it tells;
 * `chat/notices/` words it at delivery, from these facts alone, so they carry names as they were on that day.
 */
import type { AnswerNotices } from './notices/answer.ts'
import type { AssignmentNotices } from './notices/assignment.ts'
import type { DraftNotices } from './notices/draft.ts'
import type { InstructionNotices } from './notices/instruction.ts'
import type { LeaveNotices } from './notices/leave.ts'
import type { OrderNotices } from './notices/order.ts'
import type { ReminderNotices } from './notices/reminder.ts'
import type { ReportNotices } from './notices/report.ts'
import type { RequestNotices } from './notices/request.ts'
import type { StandingNotices } from './notices/standing.ts'
import type { UrgencyNotices } from './notices/urgency.ts'
import type { Moment } from './time.ts'

export type { AnswerContents } from './notices/answer.ts'
export type { UrgeRecord } from './notices/assignment.ts'
export type { DraftDepartment, DraftLine, IssuedLine, RestrictedTo } from './notices/draft.ts'
export type { LeaveFacts } from './notices/leave.ts'
export type { AssignmentLine, OrderCard } from './notices/order.ts'
export type { DepartmentName, DueLine, DueNote, NamedOrder, OnBehalf } from './notices/parts.ts'
export type { DailyBrief, RedReasons, ToCoordinate, WeeklySheet } from './notices/report.ts'
export type { ExtensionAsked, RequestEnd, RerouteAsked, WaitingRequest } from './notices/request.ts'
export type { StandingLine } from './notices/standing.ts'

export interface NoticeFacts
  extends OrderNotices,
    AssignmentNotices,
    AnswerNotices,
    UrgencyNotices,
    DraftNotices,
    RequestNotices,
    InstructionNotices,
    LeaveNotices,
    StandingNotices,
    ReminderNotices,
    ReportNotices {
  /** What the gate stopped still stands in a group after ten minutes: told to the director. */
  'gate.unrecalled': {
    readonly by: string
    readonly chat: string
    readonly at: Moment
    readonly found: readonly string[]
  }
  /** To the operator: something was parked. */
  'operator.parked': { readonly platform: string; readonly what: string; readonly trouble: string }
  /** Answer of a command: already a neutral message. */
  said: unknown
}

export type NoticeKind = keyof NoticeFacts

/** Where a notice goes, by our own words; delivery turns it into a platform's target. */
export type Address =
  | { readonly to: 'person'; readonly account: string }
  | { readonly to: 'chat'; readonly chat: string }
  | { readonly to: 'reply'; readonly chat: string; readonly message: string; readonly inThread: boolean }
  | { readonly to: 'only'; readonly chat: string; readonly account: string; readonly message?: string }
  /** In the thread of an order's own message; where that is not there, in the chat, or to `account` alone. */
  | { readonly to: 'thread'; readonly chat: string; readonly order: string; readonly account?: string }
  /** A message of ours that is replaced, by its platform id. */
  | { readonly to: 'posted'; readonly chat: string; readonly message: string }

export interface Notice<K extends NoticeKind = NoticeKind> {
  readonly kind: K
  readonly facts: NoticeFacts[K]
}
