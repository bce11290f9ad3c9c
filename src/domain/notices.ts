/**
 * What must be told, as facts without words. Services record a notice in the transaction of the fact it tells;
 * `chat/notices/` words it at delivery, from these facts alone, so they carry names as they were on that day.
 */

import type { Due, Timeliness } from './due.ts'
import type { Urgency } from './kinds.ts'
import type { Rung } from './ladder.ts'
import type { AssignmentState, Limit, OrderState, Role } from './order.ts'
import type { OrderNo } from './serial.ts'
import type { Day, Moment } from './time.ts'

export interface DepartmentName {
  readonly code: string
  readonly name: string
  readonly kind: 'section' | 'unit'
}

/** One department's part as the order message and the lists show it. */
export interface AssignmentLine {
  readonly department: DepartmentName
  readonly role: Role
  readonly state: AssignmentState
  /** Who stands for the department: the head. */
  readonly person?: string
  readonly due: Due
  readonly dueNote?: DueNote
  readonly signedAt?: Moment
  readonly signedBy?: string
  readonly answeredAt?: Moment
  readonly answeredBy?: string
  readonly timeliness?: Timeliness
  readonly approvedAt?: Moment
  readonly returnReason?: string
  /** 经办 of the department. */
  readonly handler?: string
  /** The head on whose behalf a cover answered. */
  readonly answeredFor?: string
  readonly extended?: number
  /** Of a declined part: who took it over. */
  readonly reroutedTo?: string
}

/** An order as its message shows it. */
export interface OrderCard {
  readonly id: string
  readonly no: OrderNo
  readonly kind: string
  readonly subject: string
  readonly state: OrderState
  readonly basis: string
  readonly due: Due
  /** `调休上班` or `休息日` beside the due day, with the last working day before it. */
  readonly dueNote?: DueNote
  readonly termWorkdays?: number
  readonly workdaysLeft: number
  readonly issuedAt: Moment
  readonly issuedBy: string
  readonly endedAt?: Moment
  readonly endReason?: string
  readonly assignments: readonly AssignmentLine[]
  /** All departments lead for themselves (分别办理). */
  readonly separate: boolean
  /** Absent: 平件. */
  readonly urgency?: Urgency
  readonly urgencyConfirmed?: boolean
  readonly restricted?: boolean
  readonly parent?: OrderNo
  readonly openSubs?: number
  readonly reviewer?: string
  readonly copied?: readonly string[]
  readonly limit?: Limit
  /** What an answer has to contain. */
  readonly checklist?: readonly string[]
}

export type DueNote = { readonly kind: 'makeup' } | { readonly kind: 'dayOff'; readonly lastWorkday: Day }

/** A line in a merged reminder. */
export interface DueLine {
  readonly no: OrderNo
  readonly subject: string
  readonly department: DepartmentName
  readonly due: Due
  readonly dueNote?: DueNote
  readonly rung: Rung
  readonly workdaysLate: number
  readonly workdaysLeft: number
  readonly urged: number
  readonly order: string
}

export interface NoticeFacts {
  /** The order's own message in its chat, edited in place. */
  'order.card': OrderCard
  /** All that the leading group's chat sees of a restricted order: that there is one, and how it stands. */
  'order.restricted': {
    readonly no: OrderNo
    readonly kind: string
    readonly state: OrderState
    readonly at: Moment
  }
  /** 已登记. */
  'answer.receipt': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly at: Moment
    readonly files: number
    readonly lost: number
    readonly timeliness: Timeliness
    readonly further: boolean
    readonly closed: boolean
  }
  /** Files alone, waiting to be sent as an answer. */
  'answer.gathering': {
    readonly no: OrderNo
    readonly order: string
    readonly answer: string
    readonly department: DepartmentName
    readonly files: number
    readonly filed?: boolean
  }
  /** To the issuer: an answer waits for approval. */
  'answer.arrived': {
    readonly no: OrderNo
    readonly order: string
    readonly subject: string
    readonly department: DepartmentName
    readonly role: Role
    readonly by: string
    readonly at: Moment
    readonly files: number
    readonly excerpt: string
    readonly timeliness: Timeliness
  }
  /** A file could not be fetched: asked for again. */
  'file.lost': { readonly no: OrderNo; readonly names: readonly string[] }
  'assignment.signed': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    readonly at: Moment
  }
  'assignment.approved': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    readonly at: Moment
    readonly closed: boolean
  }
  'assignment.returned': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    readonly reason: string
    readonly due: Due
    readonly dueNote?: DueNote
  }
  'assignment.excused': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly reason: string
    readonly closed: boolean
  }
  /** 催办, to one person alone. */
  'assignment.urged': { readonly line: DueLine; readonly by: string; readonly words?: string }
  'order.revoked': {
    readonly no: OrderNo
    readonly subject: string
    readonly reason: string
    readonly by: string
  }
  'order.reopened': {
    readonly no: OrderNo
    readonly subject: string
    readonly reason: string
    readonly departments: readonly DepartmentName[]
    readonly due: Due
    readonly dueNote?: DueNote
  }
  /** A question of a department in its order's thread, passed to the office. */
  'order.question': {
    readonly no: OrderNo
    readonly order: string
    readonly department: DepartmentName
    readonly by: string
    readonly text: string
  }
  /** A leader's instruction, passed to the office; `order` when it was said about one. */
  'leader.instruction': { readonly by: string; readonly text: string; readonly no?: OrderNo }
  /** Somebody who may not dispatch asked for an order: one line to the office. */
  'order.wanted': { readonly by: string; readonly department?: DepartmentName; readonly text: string }
  /** What the gate stopped still stands in a group after ten minutes: told to the director. */
  'gate.unrecalled': {
    readonly by: string
    readonly chat: string
    readonly at: Moment
    readonly found: readonly string[]
  }
  /** The merged reminder of one person and slot. */
  'reminder.merged': {
    readonly name: string
    readonly department?: DepartmentName
    readonly lines: readonly DueLine[]
    readonly late: boolean
    readonly day: Day
  }
  /** Overdue three working days: the director is asked how to go on. */
  'reminder.director': { readonly lines: readonly DueLine[]; readonly late: boolean; readonly day: Day }
  /** The director passed an overdue matter to the leader in charge. */
  'overdue.reported': { readonly line: DueLine; readonly by: string }
  /** Receipt moved the due day between issue and delivery. */
  'order.due-moved': {
    readonly no: OrderNo
    readonly subject: string
    readonly department: DepartmentName
    readonly from: Due
    readonly to: Due
    readonly toNote?: DueNote
    readonly why: 'received' | 'calendar'
    readonly notice?: string
  }
  /** A newly loaded arrangement moved several of one owner's due days: told once, together. */
  'orders.due-moved': {
    readonly notice: string
    readonly lines: readonly {
      readonly no: OrderNo
      readonly subject: string
      readonly department: DepartmentName
      readonly from: Due
      readonly to: Due
    }[]
  }
  'brief.daily': DailyBrief
  /** 本周办理情况, to leaders, the director and office staff alone. */
  'sheet.weekly': WeeklySheet
  /** To the operator: something was parked. */
  'operator.parked': { readonly platform: string; readonly what: string; readonly trouble: string }
  /** Answer of a command: already a neutral message. */
  said: unknown
}

export interface DailyBrief {
  readonly day: Day
  /** The working day whose figures these are. */
  readonly lastDay: Day
  /** What needs this leader; empty until something asks for one. */
  readonly needs: readonly { readonly text: string }[]
  readonly red: readonly DueLine[]
  readonly issuedYesterday: number
  readonly closedYesterday: number
  readonly open: number
  readonly dueNextWeek: number
  /** Hash over all matters' heads at the cut-off. */
  readonly head: string
  readonly late: boolean
}

/** The week as the office and its leaders see it, on Friday at 16:30. */
export interface WeeklySheet {
  readonly monday: Day
  /** The day it is told on. */
  readonly day: Day
  readonly late: boolean
  /** To a bureau leader: report tone, and no button that urges. */
  readonly forLeader: boolean
  readonly issued: number
  readonly closed: number
  readonly open: number
  readonly overdue: readonly DueLine[]
  readonly dueNextWeek: readonly DueLine[]
  readonly coordinate: readonly ToCoordinate[]
  /** The reader may urge. */
  readonly mayUrge: boolean
}

/** 需协调事项: something that stands until somebody decides. */
export interface ToCoordinate {
  readonly kind: 'extension' | 'reroute' | 'instruction'
  readonly request: string
  readonly order: string
  readonly no: OrderNo
  readonly department: DepartmentName
  readonly workdays?: number
  /** Who decides, by name. */
  readonly approver?: string
  /** The reader is who decides. */
  readonly yours: boolean
  readonly waitingWorkdays: number
}

/** Why a part is red: everything that led to it and whom it waits for. */
export interface RedReasons {
  readonly line: DueLine
  readonly receivedOn: Day
  readonly head?: string
  readonly leader?: string
  readonly signedAt?: Moment
  readonly returned?: { readonly at: Moment; readonly reason: string }
  readonly extended: number
  readonly lastUrged?: { readonly at: Moment; readonly by: string }
  readonly requests: readonly {
    readonly kind: 'extension' | 'reroute' | 'instruction'
    readonly at: Moment
    readonly approver?: string
    readonly state: 'open' | 'refused'
  }[]
}

export type NoticeKind = keyof NoticeFacts

/** Where a notice goes, by our own words; delivery turns it into a platform's target. */
export type Address =
  | { readonly to: 'person'; readonly account: string }
  | { readonly to: 'chat'; readonly chat: string }
  | { readonly to: 'reply'; readonly chat: string; readonly message: string; readonly inThread: boolean }
  | { readonly to: 'only'; readonly chat: string; readonly account: string; readonly message?: string }
  /** In the thread of an order's own message. */
  | { readonly to: 'thread'; readonly chat: string; readonly order: string }
  /** A message of ours that is replaced, by its platform id. */
  | { readonly to: 'posted'; readonly chat: string; readonly message: string }

export interface Notice<K extends NoticeKind = NoticeKind> {
  readonly kind: K
  readonly facts: NoticeFacts[K]
}
