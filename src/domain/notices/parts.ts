/** What several kinds of notice are made of: a department, a due day, a line of a list. */
import type { Due } from '../due.ts'
import type { Rung } from '../ladder.ts'
import type { OrderNo } from '../serial.ts'
import type { Day } from '../time.ts'

export interface DepartmentName {
  readonly code: string
  readonly name: string
  readonly kind: 'section' | 'unit'
}

export type DueNote = { readonly kind: 'makeup' } | { readonly kind: 'dayOff'; readonly lastWorkday: Day }

/** Done by one person on behalf of another who is on leave: 王强（李明代）. */
export interface OnBehalf {
  readonly of: string
  readonly by: string
}

/** An order, as lists of several name it. */
export interface NamedOrder {
  readonly no: OrderNo
  readonly subject: string
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
