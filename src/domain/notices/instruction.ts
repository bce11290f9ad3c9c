/** A leader's instruction (批示), and what became of it. */
import type { Due, Timeliness } from '../due.ts'
import type { OrderState, Role } from '../order.ts'
import type { OrderNo } from '../serial.ts'
import type { Moment } from '../time.ts'
import type { DepartmentName, DueNote } from './parts.ts'

export interface InstructionNotices {
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
}
