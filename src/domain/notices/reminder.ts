/** Reminders before and after the due day, and what the director does about the overdue. */
import type { Day } from '../time.ts'
import type { DepartmentName, DueLine } from './parts.ts'
import type { WaitingRequest } from './request.ts'

export interface ReminderNotices {
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
  /** A leader read what is red and asks the office to see to it: to the director, with the ways to go on. */
  'red.hurried': { readonly by: string; readonly lines: readonly DueLine[]; readonly day: Day }
}
