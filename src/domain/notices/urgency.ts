/** 特急: asked, confirmed, telephoned. */
import type { OrderNo } from '../serial.ts'
import type { DraftDepartment } from './draft.ts'

export interface UrgencyNotices {
  /** To the director alone: staff issued an order as 特急. */
  'urgency.asked': {
    readonly no: OrderNo
    readonly order: string
    readonly kind: string
    readonly subject: string
    readonly by: string
    readonly departments: readonly string[]
  }
  /** To the director alone: 特急 holds, these heads are to be telephoned. */
  'urgency.call': {
    readonly no: OrderNo
    readonly subject: string
    readonly heads: readonly DraftDepartment[]
  }
  /** To the issuer: what the director said. */
  'urgency.decided': {
    readonly no: OrderNo
    readonly subject: string
    readonly by: string
    readonly most: boolean
  }
}
