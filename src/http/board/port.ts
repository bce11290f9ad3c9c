/**
 * What the board asks of the house: plain data, already cut to what the viewer may see.
 * Filtering, sorting and searching are the board's own and live in the address.
 */
import type { Line } from '../../chat/message.ts'
import type { Day, Moment } from '../../domain/time.ts'

export type RowState = 'waiting' | 'working' | 'answered' | 'late' | 'closed' | 'revoked'

export interface LedgerPart {
  readonly name: string
  readonly lead: boolean
  /** 待签收, 已签收, 已反馈, 已审核, 已退回, 已改派基教科 … */
  readonly state: string
  readonly late: boolean
  /** Owes an answer. */
  readonly owes?: boolean
  /** 直属单位; absent: 机关科室. */
  readonly unit?: boolean
  /** Gave its part away (改派). */
  readonly gone?: boolean
}

export interface LedgerRow {
  readonly year: number
  readonly no: number
  /** `〔2026〕12号` */
  readonly number: string
  /** 交办单, 办理单, 督办单, 整改单 */
  readonly kind: string
  readonly subject: string
  /** 加急, 特急, 特急待确认; absent: 平件. */
  readonly urgency?: string
  /** The number of the order it is part of. */
  readonly parent?: string
  /** What was asked of the office and is not decided yet: 人事科申请延期，待张明决定. For those who see the detail. */
  readonly asks?: readonly string[]
  /** Several departments, each leading for itself: who leads is not said. */
  readonly separate?: boolean
  /** 限定知悉: it stands in the list of those alone whom it concerns. */
  readonly restricted?: boolean
  readonly parts: readonly LedgerPart[]
  readonly issuedOn: Day
  readonly dueAt?: Moment
  /** As it is said: `3月9日（周一）17:30`, with 暂定 where it hangs on an unpublished year. */
  readonly due: string
  readonly state: RowState
  /** As it is said: 办理中, 逾期 1 个工作日, 已办结 3月4日. */
  readonly stateText: string
  /** Due within two working days and still open. */
  readonly soon: boolean
  /** A lead's answer waits for approval, whatever the others owe. */
  readonly toReview?: boolean
  readonly lastWord: string
  readonly lastAt: Moment
}

export interface Ledger {
  readonly bureau: string
  readonly group: string
  readonly viewer: { readonly name: string; readonly post: string }
  readonly asOf: Moment
  readonly rows: readonly LedgerRow[]
}

export interface BoardFile {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly from: string
  readonly at: Moment
}

export interface ThreadEntry {
  /** 李娜, 督办, 王强（李明代）. */
  readonly who: string
  /** 人事科 科室负责人 */
  readonly post?: string
  readonly at: Moment
  readonly bot: boolean
  readonly lines: readonly Line[]
  readonly files: readonly BoardFile[]
  readonly mark?: 'edited' | 'recalled'
}

export interface JournalEntry {
  readonly at: Moment
  readonly who: string
  /** One sentence: 签收, 反馈（附件 3 个）, 延期至 3月12日. */
  readonly what: string
  /** The first figures of the entry's hash. */
  readonly mark?: string
  /** Entries of one kind at one moment are folded. */
  readonly kind?: string
}

export interface ClockView {
  readonly title: string
  readonly due: string
  readonly state: 'running' | 'soon' | 'late' | 'stopped' | 'done'
  /** 剩余 5 个工作日, 逾期 1 个工作日, 已办结. */
  readonly stateText: string
  /** The steps that lead to the date, a line each. */
  readonly steps: readonly string[]
  readonly basis: string
  readonly provisional: boolean
}

/** One of the facts an order has beside its parts: 依据, 审核, 抄送 … */
export interface OrderFactLine {
  readonly name: string
  readonly text: string
  readonly href?: string
}

/** One department's part, with everybody who has to do with it. */
export interface OrderPart {
  readonly name: string
  /** 牵头, 配合; empty where each leads for itself. */
  readonly role: string
  /** The head, with the cover while on leave: 王强（李明代）. */
  readonly person?: string
  /** 经办 */
  readonly handler?: string
  readonly state: string
  readonly late: boolean
  readonly done: boolean
  /** 已延期 1 次, 由人事科改派 … */
  readonly notes: readonly string[]
}

export interface SubOrder {
  readonly number: string
  readonly href: string
  readonly subject: string
  readonly stateText: string
  readonly late: boolean
}

/** 申请延期, 申请改派, 请示: who asked for what, and what came of it. */
export interface AskedLine {
  readonly at: Moment
  readonly who: string
  readonly what: string
  readonly reason: string
  readonly outcome: string
  readonly open: boolean
}

/** One 催办 as it went to a department by one road, with one result. */
export interface UrgedLine {
  readonly at: Moment
  readonly by: string
  /** 人事科 王强、李明 */
  readonly to: string
  readonly road: string
  readonly result: string
  readonly failed: boolean
}

/** 更正: the old value beside the new one. */
export interface CorrectedLine {
  readonly at: Moment
  readonly who: string
  readonly what: string
  readonly from: string
  readonly to: string
  readonly why: string
}

export interface OrderPage {
  readonly bureau: string
  readonly group: string
  readonly viewer: { readonly name: string; readonly post: string }
  readonly asOf: Moment
  readonly row: LedgerRow
  readonly issuedBy: string
  readonly facts: readonly OrderFactLine[]
  readonly parts: readonly OrderPart[]
  readonly subs: readonly SubOrder[]
  readonly asked: readonly AskedLine[]
  readonly urged: readonly UrgedLine[]
  readonly corrected: readonly CorrectedLine[]
  readonly thread: readonly ThreadEntry[]
  readonly clocks: readonly ClockView[]
  readonly files: readonly BoardFile[]
  readonly journal: readonly JournalEntry[]
  /** Thread, files and journal are kept from this viewer, who is not concerned. */
  readonly withheld?: boolean
}

export interface BoardPort {
  ledger(viewer: string): Promise<Ledger>
  /** `undefined`: there is none, or the viewer may not see it; the two look alike. */
  order(viewer: string, year: number, no: number): Promise<OrderPage | undefined>
  file(viewer: string, id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined>
  /** A one-time link's token, used up by asking: whose it was. */
  exchange(token: string): Promise<string | undefined>
  readonly bureau: string
}
