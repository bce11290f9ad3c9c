/**
 * What a department asks of the office about its part of an order: more time (申请延期), another department (申请改派),
 * or an instruction (请示). Each is recorded, decided by whom the rules name, and answered; the clock runs on meanwhile.
 */
import type { Moment } from './time.ts'

export type RequestKind = 'extension' | 'reroute' | 'instruction'
export type RequestState = 'open' | 'granted' | 'refused' | 'answered' | 'withdrawn'

export interface OrderRequest {
  readonly id: string
  readonly order: string
  readonly department: string
  readonly kind: RequestKind
  readonly state: RequestState
  /** Who asked. */
  readonly person: string
  readonly at: Moment
  readonly reason: string
  /** Of an extension: how many working days. */
  readonly workdays?: number
  /** Of a reroute: the proper department, where known. */
  readonly proper?: string
  /** Who decides, by the person's code. */
  readonly approver?: string
  readonly decidedBy?: string
  readonly decidedAt?: Moment
  /** The reason of a refusal, or the answer to a 请示. */
  readonly decision?: string
}
