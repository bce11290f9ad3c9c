/**
 * What must be told, as facts without words. Services record a notice in the transaction of the fact it tells;
 * `chat/notices/` words it at delivery, from these facts alone, so they carry names as they were on that day.
 */

import type { Due, Timeliness } from './due.ts'
import type { Beyond, Level, Slack } from './extension.ts'
import type { Urgency } from './kinds.ts'
import type { Rung } from './ladder.ts'
import type { AssignmentState, Limit, OrderState, Role } from './order.ts'
import type { Correction } from './order-facts.ts'
import type { RequestKind, RequestState } from './requests.ts'
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
  /** Who covers for the head today: 王强（李明代）. */
  readonly cover?: string
  /** 经办 of the department. */
  readonly handler?: string
  /** The head on whose behalf a cover answered. */
  readonly answeredFor?: string
  readonly extended?: number
  /** May be named as overdue in the leading group's chat. */
  readonly released?: boolean
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
  /** Sent for information (抄送): nothing is asked. */
  readonly copy?: boolean
  /** Shown again, to whoever stands for the department now: not the message by which it was received. */
  readonly again?: boolean
  readonly parent?: OrderNo
  readonly openSubs?: number
  readonly reviewer?: string
  readonly copied?: readonly string[]
  readonly limit?: Limit
  /** What an answer has to contain. */
  readonly checklist?: readonly string[]
}

/** A department of a draft, with the names that go with it. */
export interface DraftDepartment {
  readonly department: string
  /** The head's name. */
  readonly person?: string | undefined
  /** 经办 of the department. */
  readonly handler?: string | undefined
}

/** One order of a draft, as its sender and whoever approves it see it. */
export interface DraftLine {
  /** 交办单 */
  readonly kind: string
  readonly subject: string
  readonly lead: readonly DraftDepartment[]
  readonly assist: readonly DraftDepartment[]
  readonly due: Due
  readonly dueNote?: DueNote | undefined
  /** The term, when it was said or defaulted as working days. */
  readonly workdays?: number | undefined
  readonly basis: string
  readonly urgency?: Urgency | undefined
  /** 特急 holds as soon as it is issued: the director issues it. */
  readonly urgencyConfirmed?: boolean | undefined
  /** Of a restricted order: whom its message goes to. */
  readonly restrictedTo?: readonly string[] | undefined
  readonly reviewer?: string | undefined
  readonly copied?: readonly string[] | undefined
  /** The order it is part of. */
  readonly parent?: OrderNo | undefined
  /** Set when it would be due after the order it is part of: that one's due time. */
  readonly parentDue?: Due | undefined
  /** A statutory date that no internal term passes. */
  readonly limit?: Limit | undefined
  readonly asksPhones?: boolean | undefined
}

/** An order that came of a draft. */
export interface IssuedLine {
  readonly no: OrderNo
  readonly kind: string
  readonly subject: string
  readonly due: Due
  readonly dueNote?: DueNote
}

export type DueNote = { readonly kind: 'makeup' } | { readonly kind: 'dayOff'; readonly lastWorkday: Day }

/** Done by one person on behalf of another who is on leave: 王强（李明代）. */
export interface OnBehalf {
  readonly of: string
  readonly by: string
}

/** What an answer holds and what it should hold (办理单 asks four questions), for who names what is missing. */
export interface AnswerContents {
  readonly checklist: readonly string[]
  readonly expectsFiles: boolean
  readonly text: string
  readonly names: readonly string[]
}

/** A leave with its cover, as it is told. */
export interface LeaveFacts {
  readonly leave: string
  readonly person: string
  readonly department: DepartmentName
  readonly cover: string
  /** The cover's own department, when it is another. */
  readonly coverOf?: DepartmentName
  readonly from: Day
  readonly until: Day
  /** Waits for the office to agree. */
  readonly asks: boolean
  /** Holds a post of the office besides, which is not covered for. */
  readonly officePost: boolean
}

/** An order, as lists of several name it. */
export interface NamedOrder {
  readonly no: OrderNo
  readonly subject: string
}

/** How one 催办 went to one person. */
export interface UrgeRecord {
  readonly at: Moment
  readonly by: string
  readonly to: string
  /** A platform's name; `chat` the department's own chat, `phone`, or `none`. */
  readonly road: string
  readonly result: 'waiting' | 'sent' | 'parked' | 'unreached'
}

/** A line of a department's standing card. */
export interface StandingLine {
  readonly no: OrderNo
  readonly order: string
  /** Absent: 限定知悉. */
  readonly subject?: string
  readonly state: AssignmentState
  readonly due: Due
  readonly dueNote?: DueNote
  readonly workdaysLate: number
  readonly workdaysLeft: number
  readonly handler?: string
}

/** How a request ended, for the message that asked for the decision. */
export interface RequestEnd {
  /** `passed`: somebody else decides it now; `settled`: the director said who has it. */
  readonly state: Exclude<RequestState, 'open'> | 'passed' | 'settled'
  readonly by?: string
  readonly at: Moment
}

/** What a department asks for when it asks for more time. */
export interface ExtensionAsked {
  readonly no: OrderNo
  readonly department: DepartmentName
  readonly by: string
  readonly reason: string
  readonly workdays: number
  readonly due: Due
  readonly dueNote?: DueNote
  readonly to: Due
  readonly toNote?: DueNote
  readonly level: Level
  readonly beyond?: Beyond
}

/** What a department asks for that holds a matter to be another one's. */
export interface RerouteAsked {
  readonly no: OrderNo
  readonly department: DepartmentName
  readonly by: string
  readonly reason: string
  readonly proper?: DepartmentName
}

/** A line in a merged reminder. */
export interface DueLine {
  readonly no: OrderNo
  readonly subject: string
  readonly department: DepartmentName
  readonly due: Due
  readonly dueNote?: DueNote
  readonly rung: Rung
  /** 特急, confirmed. */
  readonly mostUrgent?: boolean
  readonly restricted?: boolean
  readonly workdaysLate: number
  readonly workdaysLeft: number
  readonly urged: number
  readonly order: string
}

/** A request of a department on the day its part is due. */
export interface WaitingRequest {
  readonly no: OrderNo
  readonly subject: string
  readonly department: DepartmentName
  readonly kind: RequestKind
  readonly by: string
  readonly at: Moment
}

export interface NoticeFacts {
  /** The order's own message in its chat, edited in place. */
  'order.card': OrderCard
  /** All that the leading group's chat sees of a restricted order: that there is one, and how it stands. */
  'order.restricted': {
    readonly no: OrderNo
    readonly kind: string
    readonly state: OrderState
  }
  /** To the issuer of a restricted order alone: whom it could not be sent to. */
  'order.unreached': {
    readonly no: OrderNo
    readonly names: readonly { readonly name: string; readonly person?: string }[]
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
    /** Given by a cover. */
    readonly behalf?: OnBehalf
    readonly contents?: AnswerContents
    /** A question said with it was passed to the office. */
    readonly asked?: boolean
    /** A message of it was changed afterwards: both wordings are kept. */
    readonly edited?: boolean
    /** A message of it was recalled; `all` of them, and the part owes again by `due`. */
    readonly recalled?: 'some' | 'all'
    readonly due?: Due
    readonly dueNote?: DueNote
  }
  /** Files alone, waiting to be sent as an answer. */
  'answer.gathering': {
    readonly no: OrderNo
    readonly order: string
    readonly answer: string
    readonly department: DepartmentName
    readonly files: number
    readonly filed?: boolean
    /** Never sent: taken back, or the part does not take answers any more. */
    readonly dropped?: 'withdrawn' | AssignmentState | OrderState
  }
  /** To the issuer: an answer waits for approval. */
  'answer.arrived': {
    readonly no: OrderNo
    readonly order: string
    readonly subject: string
    readonly department: DepartmentName
    readonly role: Role
    readonly by: string
    /** Given by a cover. */
    readonly behalf?: OnBehalf
    readonly at: Moment
    readonly files: number
    readonly excerpt: string
    readonly timeliness: Timeliness
    readonly contents?: AnswerContents
    readonly edited?: boolean
    readonly recalled?: 'some' | 'all'
  }
  /** To the reviewer, once: what was answered has been said otherwise; `state` where the part stands by then. */
  'answer.edited': {
    readonly no: OrderNo
    readonly subject: string
    readonly department: DepartmentName
    readonly by: string
    readonly at: Moment
    readonly text: string
    readonly state: AssignmentState
  }
  /** To the reviewer: messages of an answer were recalled. With all of it gone before approval the part owes again. */
  'answer.withdrawn': {
    readonly no: OrderNo
    readonly subject: string
    readonly department: DepartmentName
    readonly by: string
    /** When it had been registered. */
    readonly at: Moment
    readonly state: AssignmentState
    readonly owes: boolean
  }
  /** A file could not be fetched: asked for again. */
  'file.lost': { readonly no?: OrderNo; readonly names: readonly string[] }
  /** A file of ours, to one person alone; its bytes are kept under their hash. */
  'file.sent': {
    readonly name: string
    readonly sha256: string
    /** Bytes. */
    readonly size: number
    /** The order it is about. */
    readonly no?: OrderNo
    /** Where it can be fetched by those whose platform takes no files. */
    readonly link: string
  }
  'assignment.signed': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    readonly at: Moment
    /** Signed by a cover for this person. */
    readonly of?: string
  }
  /** 指定经办, to whoever handles it from now on. */
  'assignment.handed': {
    readonly line: DueLine
    readonly by: string
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
  /** 催办, to one person alone; `of`: whom they cover for. */
  'assignment.urged': {
    readonly line: DueLine
    readonly by: string
    readonly words?: string
    readonly of?: string
  }
  /** To the office: a leave with its cover; it may object. */
  'leave.taken': LeaveFacts & { readonly by: string }
  /** To the cover. */
  'leave.cover': LeaveFacts & { readonly by: string }
  /** To who is away, when somebody else arranged or agreed to it. */
  'leave.stands': LeaveFacts & { readonly by: string }
  'leave.ended': LeaveFacts & {
    readonly by: string
    readonly how: 'objected' | 'ended' | 'cover-gone'
    readonly reason?: string
  }
  /** Back from leave: what was done meanwhile. */
  'leave.returned': {
    readonly department: DepartmentName
    readonly cover: string
    readonly from: Day
    readonly until: Day
    readonly received: readonly NamedOrder[]
    readonly signed: readonly NamedOrder[]
    readonly answered: readonly (NamedOrder & { readonly at: Moment })[]
    readonly extended: readonly (NamedOrder & { readonly due: Due })[]
    readonly owed: readonly DueLine[]
    readonly day: Day
  }
  /** 本科室待办, in the department's own chat, edited in place. */
  'standing.card': {
    readonly department: DepartmentName
    readonly at: Moment
    readonly lines: readonly StandingLine[]
    /** Answered, and not approved yet. */
    readonly inReview: readonly OrderNo[]
  }
  'order.revoked': {
    readonly no: OrderNo
    readonly subject: string
    readonly reason: string
    readonly by: string
  }
  /** 更正: who, why, the old value and the new one. */
  'order.corrected': {
    readonly no: OrderNo
    readonly subject: string
    readonly change: Correction
    readonly why: string
    readonly by: string
    readonly department?: DepartmentName
  }
  /** An answer stood under the wrong order: said in both threads. `away`: it left this one. */
  'answer.moved': {
    readonly no: OrderNo
    readonly other: OrderNo
    readonly department: DepartmentName
    readonly at: Moment
    readonly by: string
    readonly away: boolean
  }
  /** Somebody took back what they had just done; `word` as the ledger's last word. */
  'order.undone': {
    readonly no: OrderNo
    readonly subject: string
    readonly word: string
    readonly by: string
    readonly department?: DepartmentName
  }
  'order.reopened': {
    readonly no: OrderNo
    readonly subject: string
    readonly reason: string
    readonly departments: readonly DepartmentName[]
    readonly due: Due
    readonly dueNote?: DueNote
  }
  /** 请示 of a department, to the director and to who issued the order, each alone. */
  'order.question': {
    readonly no: OrderNo
    readonly order: string
    readonly department: DepartmentName
    readonly by: string
    readonly text: string
    readonly request: string
    readonly ended?: RequestEnd
  }
  /** The answer to a 请示, in the thread and to who asked. */
  'question.answered': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    /** Answered by a bureau leader rather than by the office. */
    readonly leader: boolean
    readonly question: string
    readonly answer: string
    readonly due: Due
    readonly dueNote?: DueNote
    /** The part still owes an answer. */
    readonly owes: boolean
  }
  /** 申请延期, in the order's thread. */
  'extension.asked': ExtensionAsked & { readonly approver: string }
  /** 申请延期, to who decides, alone. */
  'extension.requested': ExtensionAsked & {
    readonly order: string
    readonly request: string
    readonly kind: string
    readonly subject: string
    readonly termWorkdays: number
    readonly slack?: Slack
    readonly ended?: RequestEnd
  }
  /** Granted or refused: in the thread, and to who issued the order. */
  'extension.decided': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    readonly asked: number
    readonly from: Due
    readonly fromNote?: DueNote
    /** Absent: refused. */
    readonly granted?: { readonly workdays: number; readonly to: Due; readonly toNote?: DueNote }
    readonly reason?: string
    /** The old due day is over. */
    readonly over: boolean
  }
  /** 申请改派, in the order's thread. */
  'reroute.asked': RerouteAsked & { readonly approver: string; readonly disputed: boolean }
  /** 申请改派, to who decides of the office, alone. */
  'reroute.requested': RerouteAsked & {
    readonly order: string
    readonly request: string
    readonly kind: string
    readonly subject: string
    /** To whom it can go. */
    readonly choices: readonly DepartmentName[]
    readonly ended?: RequestEnd
  }
  /** Departments refuse the same matter: to the director alone. */
  'reroute.disputed': {
    readonly no: OrderNo
    readonly order: string
    readonly kind: string
    readonly subject: string
    readonly sides: readonly {
      readonly department: DepartmentName
      readonly by: string
      readonly reason: string
      readonly proper?: DepartmentName
      /** It was rerouted to this department before, by this one. */
      readonly cameFrom?: DepartmentName
    }[]
    readonly choices: readonly DepartmentName[]
    /** It is to be talked over; who said so. */
    readonly convened?: string
    readonly ended?: RequestEnd
  }
  /** 提请会商, in the order's thread. */
  'reroute.convened': {
    readonly no: OrderNo
    readonly by: string
    readonly departments: readonly DepartmentName[]
  }
  /** Rerouted or not: in the thread, and to who issued the order. */
  'reroute.decided': {
    readonly no: OrderNo
    readonly subject: string
    readonly department: DepartmentName
    readonly by: string
    readonly reason: string
    /** Absent: it stays where it is. */
    readonly to?: DepartmentName
    readonly due: Due
    readonly dueNote?: DueNote
    /** The due day is over. */
    readonly over: boolean
  }
  /** To the head and the liaison of the department that takes over, alone. */
  'reroute.taken': {
    readonly no: OrderNo
    readonly order: string
    readonly kind: string
    readonly subject: string
    readonly department: DepartmentName
    readonly from: DepartmentName
    readonly by: string
    readonly reason: string
    readonly due: Due
    readonly dueNote?: DueNote
  }
  /** What waits for somebody's decision on the due morning, merged. */
  'requests.waiting': { readonly day: Day; readonly lines: readonly WaitingRequest[] }
  /** A leader's instruction, passed to the office; `order` when it was said about one. */
  'leader.instruction': {
    readonly by: string
    readonly text: string
    /** What the office decides about. */
    readonly instruction: string
    readonly departments: readonly DepartmentName[]
    readonly subject?: string
    readonly due?: Due
    readonly dueNote?: DueNote
    readonly no?: OrderNo
    readonly order?: string
  }
  /** To the leader: the instruction became this order. */
  'instruction.issued': {
    readonly at: Moment
    readonly no: OrderNo
    readonly kind: string
    readonly subject: string
    readonly departments: readonly { readonly department: DepartmentName; readonly role: Role }[]
    readonly due: Due
    readonly dueNote?: DueNote
  }
  /** To the leader: how the order that came of the instruction ended. */
  'instruction.ended': {
    readonly instructedAt: Moment
    readonly at: Moment
    readonly no: OrderNo
    readonly kind: string
    readonly subject: string
    readonly state: OrderState
    readonly reason?: string
    readonly parts: readonly {
      readonly department: DepartmentName
      readonly answeredAt: Moment
      readonly timeliness?: Timeliness
    }[]
  }
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
    /** All lines are of this department. */
    readonly department?: DepartmentName
    readonly lines: readonly DueLine[]
    readonly late: boolean
    readonly day: Day
    /** On behalf of whom, when all of it is. */
    readonly of?: string
    /** What waits for this person's decision as well. */
    readonly waiting?: readonly WaitingRequest[]
  }
  /** Overdue three working days: the director is asked how to go on. */
  'reminder.director': {
    readonly lines: readonly DueLine[]
    readonly late: boolean
    readonly day: Day
    /** What the director owes for a department: in the one message of the morning. */
    readonly own?: readonly DueLine[]
    readonly waiting?: readonly WaitingRequest[]
  }
  /** Named as overdue in the leading group's chat, as the director released it: one merged notice a day. */
  'overdue.released': { readonly lines: readonly DueLine[]; readonly day: Day }
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
  /** A leader read what is red and asks the office to see to it: to the director, with the ways to go on. */
  'red.hurried': { readonly by: string; readonly lines: readonly DueLine[]; readonly day: Day }
  /** 本周办理情况, to leaders, the director and office staff alone. */
  'sheet.weekly': WeeklySheet
  /** 抄送, told once at issue. */
  'order.copied': {
    readonly no: OrderNo
    readonly kind: string
    readonly subject: string
    readonly departments: readonly DepartmentName[]
    readonly due: Due
    readonly dueNote?: DueNote
    readonly issuedBy: string
  }
  /** To the director alone: staff issued an order as 特急. */
  'urgency.asked': {
    readonly no: OrderNo
    readonly order: string
    readonly kind: string
    readonly subject: string
    readonly by: string
    readonly departments: readonly string[]
  }
  /** To the director alone: 特急 holds, these heads are to be telephoned. */
  'urgency.call': {
    readonly no: OrderNo
    readonly subject: string
    readonly heads: readonly DraftDepartment[]
  }
  /** To the issuer: what the director said. */
  'urgency.decided': {
    readonly no: OrderNo
    readonly subject: string
    readonly by: string
    readonly most: boolean
  }
  /** 报组长审定 (or, where the bureau asks for it, to the director): to whom it was sent, alone. */
  'draft.submitted': {
    readonly draft: string
    readonly by: string
    readonly to: 'leader' | 'director'
    readonly orders: readonly DraftLine[]
    readonly state: 'open' | 'withdrawn'
  }
  /** To the sender: approved and issued, or sent back. */
  'draft.decided':
    | { readonly granted: true; readonly by: string; readonly issued: readonly IssuedLine[] }
    | {
        readonly granted: false
        readonly by: string
        readonly reason: string
        readonly subject: string
        /** What had been typed, after the command. */
        readonly typed: string
        /** Of sub-orders: what they are part of. */
        readonly parent?: OrderNo
      }
  /** A matter a leader was named for: 报请审定, to that leader alone. */
  'matter.submitted': { readonly draft: string; readonly by: string; readonly text: string }
  'matter.decided': {
    readonly by: string
    readonly text: string
    readonly agreed: boolean
    readonly words: string
  }
  /** In the thread of the order it was part of. */
  'order.sub-ended': {
    readonly no: OrderNo
    readonly sub: OrderNo
    readonly state: OrderState
    readonly left: number
    readonly closed: boolean
  }
  /** To the operator: something was parked. */
  'operator.parked': { readonly platform: string; readonly what: string; readonly trouble: string }
  /** Answer of a command: already a neutral message. */
  said: unknown
}

export interface DailyBrief {
  readonly day: Day
  /** The working day whose figures these are. */
  readonly lastDay: Day
  /** Requests that wait for this leader's decision. */
  readonly decide: readonly ToCoordinate[]
  /** Orders sent to this leader to be approved before issue (报组长审定). */
  readonly drafts: readonly { readonly id: string; readonly subject: string; readonly by: string }[]
  /** What is overdue five working days and more; the departments this leader is in charge of first. */
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
  /** In the thread of an order's own message; where that is not there, in the chat, or to `account` alone. */
  | { readonly to: 'thread'; readonly chat: string; readonly order: string; readonly account?: string }
  /** A message of ours that is replaced, by its platform id. */
  | { readonly to: 'posted'; readonly chat: string; readonly message: string }

export interface Notice<K extends NoticeKind = NoticeKind> {
  readonly kind: K
  readonly facts: NoticeFacts[K]
}
