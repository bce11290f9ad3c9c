/** What is told of an answer and its files. */
import type { Due, Timeliness } from '../due.ts'
import type { AssignmentState, OrderState, Role } from '../order.ts'
import type { OrderNo } from '../serial.ts'
import type { Moment } from '../time.ts'
import type { DepartmentName, DueNote, OnBehalf } from './parts.ts'

/** What an answer holds and what it should hold (办理单 asks four questions), for who names what is missing. */
export interface AnswerContents {
  readonly checklist: readonly string[]
  readonly expectsFiles: boolean
  readonly text: string
  readonly names: readonly string[]
}

export interface AnswerNotices {
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
  /** An answer stood under the wrong order: said in both threads. `away`: it left this one. */
  'answer.moved': {
    readonly no: OrderNo
    readonly other: OrderNo
    readonly department: DepartmentName
    readonly at: Moment
    readonly by: string
    readonly away: boolean
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
}
