/** 请假、代办. */
import type { Due } from '../due.ts'
import type { Day, Moment } from '../time.ts'
import type { DepartmentName, DueLine, NamedOrder } from './parts.ts'

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

export interface LeaveNotices {
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
}
