/** What is told of an order as a whole. */
import type { Due, Timeliness } from '../due.ts'
import type { Urgency } from '../kinds.ts'
import type { AssignmentState, Limit, OrderState, Role } from '../order.ts'
import type { Correction } from '../order-facts.ts'
import type { OrderNo } from '../serial.ts'
import type { Moment } from '../time.ts'
import type { DepartmentName, DueNote } from './parts.ts'

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

export interface OrderNotices {
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
  /** In the thread of the order it was part of. */
  'order.sub-ended': {
    readonly no: OrderNo
    readonly sub: OrderNo
    readonly state: OrderState
    readonly left: number
    readonly closed: boolean
  }
  /** Somebody who may not dispatch asked for an order: one line to the office. */
  'order.wanted': { readonly by: string; readonly department?: DepartmentName; readonly text: string }
}
