/** One consultation of a third party (Art. 32) or another organ (Art. 34): when its opinion is due and how long it stops the clock. */
import type { Calendar } from '../calendar.ts'
import type { Day } from '../time.ts'
import type { Consultation } from './events.ts'
import type { ClockStep } from './steps.ts'
import type { Pause } from './working-days.ts'

const OPINION_DAYS = 15

export interface Opinion {
  readonly event: Consultation
  /** The 15th working day after delivery, not after sending. */
  readonly due: Day | undefined
  /** Stops the count after the day of sending (which is used), through the day the stop ends. */
  readonly pause: Pause
  /** The same, if nobody answers. */
  readonly longest: Pause
  readonly ended: 'answered' | 'lapsed' | 'answeredLate' | 'open'
  /** Another organ's silence is consent (Art. 34). */
  readonly deemed: 'consent' | undefined
  readonly step: ClockStep
}

export function opinionOf(calendar: Calendar, event: Consultation, horizon: Day | undefined): Opinion {
  const due = event.delivered ? calendar.nthWorkdayAfter(event.delivered, OPINION_DAYS) : undefined
  const answered = event.answered ?? undefined
  const inTime = answered !== undefined && (due === undefined || answered <= due)
  const silent = !inTime && due !== undefined && (horizon === undefined || horizon > due)
  const ended = inTime ? 'answered' : !silent ? 'open' : answered === undefined ? 'lapsed' : 'answeredLate'
  // On the last day the end is certain, though the period still runs until midnight.
  const endCertain = inTime || (due !== undefined && (horizon === undefined || horizon >= due))
  const end = inTime ? answered : due
  const pause = { after: event.sent, through: endCertain ? end : undefined }
  return {
    event,
    due,
    pause,
    longest: { after: event.sent, through: end },
    ended,
    deemed: silent && event.party === 'otherOrgan' ? 'consent' : undefined,
    step: {
      kind: 'consultation',
      ref: event.ref,
      party: event.party,
      sent: event.sent,
      delivered: event.delivered ?? undefined,
      opinionDue: due,
      answered,
      ended,
      end: pause.through,
    },
  }
}
