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
  /** 待签收, 已签收, 已反馈, 已审核, 已退回, 免办 … */
  readonly state: string
  readonly late: boolean
}

export interface LedgerRow {
  readonly year: number
  readonly no: number
  /** `〔2026〕12号` */
  readonly number: string
  /** 交办单, 办理单, 督办单, 整改单 */
  readonly kind: string
  readonly subject: string
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

export interface OrderPage {
  readonly bureau: string
  readonly group: string
  readonly viewer: { readonly name: string; readonly post: string }
  readonly asOf: Moment
  readonly row: LedgerRow
  readonly issuedBy: string
  readonly requirement?: string
  /** How often it was urged, by whom, by which road. */
  readonly urged?: string
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
