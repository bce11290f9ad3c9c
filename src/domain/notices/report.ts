/** The leaders' brief and the week's sheet: figures, what is red, what waits for a decision. */
import type { OrderNo } from '../serial.ts'
import type { Day, Moment } from '../time.ts'
import type { DepartmentName, DueLine } from './parts.ts'

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

export interface ReportNotices {
  'brief.daily': DailyBrief
  /** 本周办理情况, to leaders, the director and office staff alone. */
  'sheet.weekly': WeeklySheet
}
