/** What a clock's events determine. A key is there only when it is determined. */
import type { Day } from '../time.ts'

export interface ClockComputed {
  // of a case
  receiptDate?: Day
  /** Day 0 of the running count: the receipt, the corrected request's receipt, or the payment. */
  clockStart?: Day
  correctionNoticeDue?: Day
  correctionNoticeOnTime?: boolean
  correctionPeriodEnd?: Day
  /** Whether the corrected request arrived inside the period; late ones count as accepted for a good reason. */
  correctionReceivedOnTime?: boolean
  feePaymentDue?: Day
  feePaidOnTime?: boolean
  /** The latest of the days on which an opinion was due. */
  consultOpinionDue?: Day
  consultDeemed?: 'consent'
  /** Working days of the running count that consultations took out, up to the due date or the day asked about. */
  excludedWorkdays?: number
  replyDueBeforeExtension?: Day
  extensionValid?: boolean
  extensionVoid?: true
  replyDue?: Day
  abandoned?: true
  withdrawnOn?: Day
  servedOn?: Day
  onTime?: boolean
  daysLate?: number
  // with asOf
  paused?: boolean
  usedWorkdays?: number
  remainingWorkdays?: number
  /** Due when every open consultation stays unanswered to its end. */
  projectedReplyDue?: Day
  overdue?: true
  // of other periods
  due?: Day
  legalDate?: Day
  internalDate?: Day
  ends?: Day[]
  rawEnd?: Day
  /** Some date hangs on a year whose arrangement is not published. */
  provisional?: true
}
