/** 申请延期, 申请改派, 请示: asked, decided, waiting. */
import type { Due } from '../due.ts'
import type { Beyond, Level, Slack } from '../extension.ts'
import type { RequestKind, RequestState } from '../requests.ts'
import type { OrderNo } from '../serial.ts'
import type { Day, Moment } from '../time.ts'
import type { DepartmentName, DueNote } from './parts.ts'

/** How a request ended, for the message that asked for the decision. */
export interface RequestEnd {
  /** `passed`: somebody else decides it now; `settled`: the director said who has it. */
  readonly state: Exclude<RequestState, 'open'> | 'passed' | 'settled'
  readonly by?: string
  readonly at: Moment
}

/** What a department asks for when it asks for more time. */
export interface ExtensionAsked {
  readonly no: OrderNo
  readonly department: DepartmentName
  readonly by: string
  readonly reason: string
  readonly workdays: number
  readonly due: Due
  readonly dueNote?: DueNote
  readonly to: Due
  readonly toNote?: DueNote
  readonly level: Level
  readonly beyond?: Beyond
}

/** What a department asks for that holds a matter to be another one's. */
export interface RerouteAsked {
  readonly no: OrderNo
  readonly department: DepartmentName
  readonly by: string
  readonly reason: string
  readonly proper?: DepartmentName
}

/** A request of a department on the day its part is due. */
export interface WaitingRequest {
  readonly no: OrderNo
  readonly subject: string
  readonly department: DepartmentName
  readonly kind: RequestKind
  readonly by: string
  readonly at: Moment
}

export interface RequestNotices {
  /** 请示 of a department, to the director and to who issued the order, each alone. */
  'order.question': {
    readonly no: OrderNo
    readonly order: string
    readonly department: DepartmentName
    readonly by: string
    readonly text: string
    readonly request: string
    readonly ended?: RequestEnd
  }
  /** The answer to a 请示, in the thread and to who asked. */
  'question.answered': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    /** Answered by a bureau leader rather than by the office. */
    readonly leader: boolean
    readonly question: string
    readonly answer: string
    readonly due: Due
    readonly dueNote?: DueNote
    /** The part still owes an answer. */
    readonly owes: boolean
  }
  /** 申请延期, in the order's thread. */
  'extension.asked': ExtensionAsked & { readonly approver: string }
  /** 申请延期, to who decides, alone. */
  'extension.requested': ExtensionAsked & {
    readonly order: string
    readonly request: string
    readonly kind: string
    readonly subject: string
    readonly termWorkdays: number
    readonly slack?: Slack
    readonly ended?: RequestEnd
  }
  /** Granted or refused: in the thread, and to who issued the order. */
  'extension.decided': {
    readonly no: OrderNo
    readonly department: DepartmentName
    readonly by: string
    readonly asked: number
    readonly from: Due
    readonly fromNote?: DueNote
    /** Absent: refused. */
    readonly granted?: { readonly workdays: number; readonly to: Due; readonly toNote?: DueNote }
    readonly reason?: string
    /** The old due day is over. */
    readonly over: boolean
  }
  /** 申请改派, in the order's thread. */
  'reroute.asked': RerouteAsked & { readonly approver: string; readonly disputed: boolean }
  /** 申请改派, to who decides of the office, alone. */
  'reroute.requested': RerouteAsked & {
    readonly order: string
    readonly request: string
    readonly kind: string
    readonly subject: string
    /** To whom it can go. */
    readonly choices: readonly DepartmentName[]
    readonly ended?: RequestEnd
  }
  /** Departments refuse the same matter: to the director alone. */
  'reroute.disputed': {
    readonly no: OrderNo
    readonly order: string
    readonly kind: string
    readonly subject: string
    readonly sides: readonly {
      readonly department: DepartmentName
      readonly by: string
      readonly reason: string
      readonly proper?: DepartmentName
      /** It was rerouted to this department before, by this one. */
      readonly cameFrom?: DepartmentName
    }[]
    readonly choices: readonly DepartmentName[]
    /** It is to be talked over; who said so. */
    readonly convened?: string
    readonly ended?: RequestEnd
  }
  /** 提请会商, in the order's thread. */
  'reroute.convened': {
    readonly no: OrderNo
    readonly by: string
    readonly departments: readonly DepartmentName[]
  }
  /** Rerouted or not: in the thread, and to who issued the order. */
  'reroute.decided': {
    readonly no: OrderNo
    readonly subject: string
    readonly department: DepartmentName
    readonly by: string
    readonly reason: string
    /** Absent: it stays where it is. */
    readonly to?: DepartmentName
    readonly due: Due
    readonly dueNote?: DueNote
    /** The due day is over. */
    readonly over: boolean
  }
  /** To the head and the liaison of the department that takes over, alone. */
  'reroute.taken': {
    readonly no: OrderNo
    readonly order: string
    readonly kind: string
    readonly subject: string
    readonly department: DepartmentName
    readonly from: DepartmentName
    readonly by: string
    readonly reason: string
    readonly due: Due
    readonly dueNote?: DueNote
  }
  /** What waits for somebody's decision on the due morning, merged. */
  'requests.waiting': { readonly day: Day; readonly lines: readonly WaitingRequest[] }
}
