/**
 * The derivation of a date, step by step: facts only. `chat/words/clock-steps.ts` says them.
 */
import type { Notice } from '../calendar.ts'
import type { Day, TimeOfDay } from '../time.ts'
import type { Channel, Party, Served } from './events.ts'

export interface CountedDay {
  readonly n: number
  readonly day: Day
  readonly makeUp: boolean
}

export type DayZero = 'receipt' | 'corrected' | 'paid' | 'start'

export type ClockStep =
  | { readonly kind: 'basis'; readonly rules: readonly string[] }
  // the case's story
  | {
      readonly kind: 'receipt'
      readonly of: 'request' | 'correction'
      readonly channel: Channel
      readonly arrived: Day
      /** Missing while the confirmation is outstanding. */
      readonly receipt: Day | undefined
    }
  | { readonly kind: 'correctionNoticeDue'; readonly from: Day; readonly n: number; readonly due: Day }
  | { readonly kind: 'correctionNoticeSent'; readonly day: Day; readonly onTime: boolean }
  | { readonly kind: 'correctionPeriod'; readonly from: Day; readonly n: number; readonly end: Day }
  | { readonly kind: 'correctionLate'; readonly arrived: Day; readonly end: Day }
  | { readonly kind: 'correctionLapsed'; readonly end: Day }
  | { readonly kind: 'correctionAwaited'; readonly end: Day | undefined }
  | { readonly kind: 'restart'; readonly why: 'corrected' | 'paid'; readonly day: Day }
  | { readonly kind: 'feeNotice'; readonly received: Day; readonly n: number; readonly due: Day }
  | { readonly kind: 'feePaidLate'; readonly paid: Day; readonly due: Day }
  | { readonly kind: 'feeLapsed'; readonly due: Day }
  | { readonly kind: 'feeAwaited'; readonly due: Day }
  | {
      readonly kind: 'consultation'
      readonly ref: string
      readonly party: Party
      readonly sent: Day
      readonly delivered: Day | undefined
      readonly opinionDue: Day | undefined
      readonly answered: Day | undefined
      /** How the stop ended: in time, by silence, by silence and answered afterwards, or not yet. */
      readonly ended: 'answered' | 'lapsed' | 'answeredLate' | 'open'
      readonly end: Day | undefined
    }
  | { readonly kind: 'excluded'; readonly workdays: number }
  | {
      readonly kind: 'extension'
      readonly approved: Day
      readonly notified: Day | undefined
      readonly workdays: number
      readonly dueBefore: Day | undefined
      readonly valid: boolean
    }
  | { readonly kind: 'extensionVoid'; readonly restart: Day }
  // counting
  | { readonly kind: 'dayZero'; readonly day: Day; readonly as: DayZero }
  | { readonly kind: 'counted'; readonly days: readonly CountedDay[] }
  | { readonly kind: 'holiday'; readonly first: Day; readonly last: Day; readonly name: string }
  | { readonly kind: 'paused'; readonly first: Day; readonly last: Day; readonly workdays: number }
  | {
      readonly kind: 'due'
      readonly day: Day
      readonly n: number
      readonly makeUp: boolean
      readonly of: 'reply' | 'term'
      readonly time?: TimeOfDay | undefined
    }
  | { readonly kind: 'dueOpen' }
  // how it stands, how it ended
  | {
      readonly kind: 'standing'
      readonly asOf: Day
      readonly paused: boolean
      readonly used: number
      readonly remaining: number | undefined
      readonly projected: Day | undefined
    }
  | { readonly kind: 'overdue'; readonly asOf: Day; readonly due: Day; readonly daysLate: number }
  | {
      readonly kind: 'served'
      readonly mode: Served['mode']
      readonly day: Day
      readonly due: Day | undefined
      readonly onTime: boolean | undefined
      readonly daysLate: number | undefined
    }
  | { readonly kind: 'withdrawn'; readonly day: Day }
  // the other kinds of period
  | { readonly kind: 'fixedDate'; readonly legal: Day; readonly internal: Day }
  | { readonly kind: 'calendarDays'; readonly start: Day; readonly n: number; readonly end: Day }
  | { readonly kind: 'rolled'; readonly raw: Day; readonly due: Day }
  // what it rests on
  | {
      readonly kind: 'arrangement'
      readonly notices: readonly (Notice & { readonly year: number })[]
      readonly provisionalYears: readonly number[]
    }
