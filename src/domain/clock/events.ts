/**
 * What can happen to a request for disclosure (依申请公开), as far as its periods are concerned, and the questions the clock
 * answers about it. Every date is a day in Shanghai; a missing or `null` date has not happened, or is not known to have.
 */
import type { Day } from '../time.ts'

/** How a request, or a corrected request, reached the organ. Decides its day of receipt (Art. 31). */
export type Channel = 'in_person' | 'registered_mail' | 'ordinary_mail' | 'internet' | 'fax' | 'email'

export const CHANNELS: readonly Channel[] = [
  'in_person',
  'registered_mail',
  'ordinary_mail',
  'internet',
  'fax',
  'email',
]

export interface Arrival {
  readonly channel: Channel
  readonly date: Day
  /** The day both sides confirmed; without it the channels that need it give no day of receipt. */
  readonly confirmed?: Day | null | undefined
}

export interface Received extends Arrival {
  readonly type: 'received'
}

export interface CorrectionNoticeSent {
  readonly type: 'correctionNoticeSent'
  readonly date: Day
  /** The day the applicant got the notice; the correction period runs from it. */
  readonly received?: Day | null | undefined
  readonly periodWorkdays?: number | undefined
}

export interface CorrectionReceived extends Arrival {
  readonly type: 'correctionReceived'
}

export type Party = 'thirdParty' | 'otherOrgan'

export interface Consultation {
  readonly type: 'consultation'
  readonly party: Party
  readonly ref: string
  readonly sent: Day
  readonly delivered?: Day | null | undefined
  readonly answered?: Day | null | undefined
}

export interface ExtensionApproved {
  readonly type: 'extensionApproved'
  readonly date: Day
  readonly workdays: number
  /** The day the applicant was told. Left out: the day of approval; `null`: never told. */
  readonly notified?: Day | null | undefined
}

export interface FeeNoticeReceived {
  readonly type: 'feeNoticeReceived'
  readonly date: Day
}

export interface FeePaid {
  readonly type: 'feePaid'
  readonly date: Day
}

export interface Served {
  readonly type: 'served'
  /** By post the day of posting counts; handed over, or through another organ, the day of signature. */
  readonly mode: 'post' | 'direct' | 'otherOrgan'
  readonly posted?: Day | null | undefined
  readonly signed?: Day | null | undefined
}

export interface Withdrawn {
  readonly type: 'withdrawn'
  readonly date: Day
}

export type CaseEvent =
  | Received
  | CorrectionNoticeSent
  | CorrectionReceived
  | Consultation
  | ExtensionApproved
  | FeeNoticeReceived
  | FeePaid
  | Served
  | Withdrawn

export const EVENT_TYPES: readonly CaseEvent['type'][] = [
  'received',
  'correctionNoticeSent',
  'correctionReceived',
  'consultation',
  'extensionApproved',
  'feeNoticeReceived',
  'feePaid',
  'served',
  'withdrawn',
]

interface Question {
  /** The provisions it rests on, as the person asking wrote them. */
  readonly rule?: readonly string[] | undefined
}

export interface CaseQuestion extends Question {
  readonly kind: 'case'
  readonly events: readonly CaseEvent[]
  /** The day on which the state is asked for; without it every period listed has run out. */
  readonly asOf?: Day | undefined
}

export interface NthWorkdayQuestion extends Question {
  readonly kind: 'nthWorkday'
  readonly start: Day
  readonly n: number
}

export interface FixedDateQuestion extends Question {
  readonly kind: 'fixedDate'
  readonly date: Day
}

export interface CalendarDaysQuestion extends Question {
  readonly kind: 'calendarDays'
  readonly start: Day
  readonly spans: readonly number[]
}

export interface CalendarDaysRolledQuestion extends Question {
  readonly kind: 'calendarDaysRolled'
  readonly start: Day
  readonly n: number
}

export type ClockQuestion =
  | CaseQuestion
  | NthWorkdayQuestion
  | FixedDateQuestion
  | CalendarDaysQuestion
  | CalendarDaysRolledQuestion

/** The day of receipt by channel, or `undefined` while the confirmation is outstanding. */
export function receiptOf(arrival: Arrival): Day | undefined {
  return needsConfirmation(arrival.channel) ? (arrival.confirmed ?? undefined) : arrival.date
}

function needsConfirmation(channel: Channel): boolean {
  return channel !== 'in_person' && channel !== 'registered_mail'
}

export function servedOn(event: Served): Day | undefined {
  return (event.mode === 'post' ? event.posted : event.signed) ?? undefined
}

/** The day an event takes effect; events are put in this order before they are folded. */
export function effectOf(event: CaseEvent): Day | undefined {
  switch (event.type) {
    case 'received':
    case 'correctionReceived':
      return receiptOf(event) ?? event.date
    case 'consultation':
      return event.sent
    case 'served':
      return servedOn(event)
    default:
      return event.date
  }
}
