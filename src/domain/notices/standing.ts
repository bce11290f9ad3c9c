/** A department's standing card (本科室待办). */
import type { Due } from '../due.ts'
import type { AssignmentState } from '../order.ts'
import type { OrderNo } from '../serial.ts'
import type { Moment } from '../time.ts'
import type { DepartmentName, DueNote } from './parts.ts'

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

export interface StandingNotices {
  /** 本科室待办, in the department's own chat, edited in place. */
  'standing.card': {
    readonly department: DepartmentName
    readonly at: Moment
    readonly lines: readonly StandingLine[]
    /** Answered, and not approved yet. */
    readonly inReview: readonly OrderNo[]
  }
}
