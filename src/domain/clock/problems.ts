/** Why a history cannot have happened as it was told. Coded; the words are in `chat/words/clock-problems.ts`. */
import type { Day } from '../time.ts'
import type { CaseEvent } from './events.ts'

type EventType = CaseEvent['type']

export type Ending = 'served' | 'withdrawn' | 'abandoned'

interface ProblemFacts {
  'no-receipt': Record<never, never>
  'event-unknown': { readonly type: string }
  'event-twice': { readonly type: EventType }
  /** `earlier` should not be later than `later`, and is: answered before sent. */
  'dates-reversed': {
    readonly type: EventType
    readonly earlier: string
    readonly earlierDay: Day
    readonly later: string
    readonly laterDay: Day
  }
  'before-receipt': { readonly type: EventType; readonly day: Day; readonly receipt: Day }
  'receipt-unconfirmed': { readonly type: EventType; readonly day: Day }
  'without-notice': { readonly type: 'correctionReceived' | 'feePaid' }
  /** The clock already stands still for a correction or a fee. */
  'clock-stopped': { readonly type: EventType; readonly day: Day; readonly by: 'correction' | 'fee' }
  'after-finish': {
    readonly type: EventType
    readonly day: Day
    readonly ending: Ending
    readonly endedOn: Day
  }
  'served-date-missing': { readonly field: 'posted' | 'signed' }
  'extension-out-of-range': { readonly workdays: number }
  'not-a-count': { readonly field: string; readonly value: number }
}

export type ProblemCode = keyof ProblemFacts

export type ClockProblem = {
  [C in ProblemCode]: {
    readonly code: C
    readonly facts: ProblemFacts[C]
    /** Which event of the input, from 0; missing when the whole is meant. */
    readonly event?: number | undefined
  }
}[ProblemCode]

export function problem<C extends ProblemCode>(
  code: C,
  facts: ProblemFacts[C],
  event?: number,
): ClockProblem {
  return { code, facts, event } as ClockProblem
}
