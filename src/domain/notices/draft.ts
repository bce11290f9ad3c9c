/** What is told of orders before they have a number (报组长审定), and of matters that go up. */
import type { Due } from '../due.ts'
import type { Urgency } from '../kinds.ts'
import type { Limit } from '../order.ts'
import type { OrderNo } from '../serial.ts'
import type { DueNote } from './parts.ts'

/** A department of a draft, with the names that go with it. */
export interface DraftDepartment {
  readonly department: string
  /** The head's name. */
  readonly person?: string | undefined
  /** Who covers for the head today. */
  readonly cover?: string | undefined
  /** 经办 of the department. */
  readonly handler?: string | undefined
}

/** Whom a restricted order goes to: a department's own chat, a person alone, or nobody that could be reached. */
export interface RestrictedTo {
  readonly name: string
  readonly by: 'chat' | 'person' | 'none'
  /** Of a department told by a person: its head, or who covers for the head. */
  readonly person?: string | undefined
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
  readonly restrictedTo?: readonly RestrictedTo[] | undefined
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

export interface DraftNotices {
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
}
