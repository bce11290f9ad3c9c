/** What is told of one department's part. */
import type { Due } from '../due.ts'
import type { OrderNo } from '../serial.ts'
import type { Moment } from '../time.ts'
import type { DepartmentName, DueLine, DueNote } from './parts.ts'

/** How one 催办 went to one person. */
export interface UrgeRecord {
  readonly at: Moment
  readonly by: string
  readonly to: string
  /** A platform's name; `chat` the department's own chat, `phone`, or `none`. */
  readonly road: string
  readonly result: 'waiting' | 'sent' | 'parked' | 'unreached'
}

export interface AssignmentNotices {
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
}
