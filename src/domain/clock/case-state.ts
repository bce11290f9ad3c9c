/** What a case's events have led to, before it is read off as dates. */
import type { Day } from '../time.ts'
import type { Opinion } from './consultation.ts'
import type { ExtensionApproved } from './events.ts'
import type { ClockProblem, Ending } from './problems.ts'
import type { ClockStep } from './steps.ts'
import type { Pause } from './working-days.ts'

export interface Extension {
  readonly event: ExtensionApproved
  /** Day 0 of the count it extends. */
  readonly from: Day
  readonly dueBefore: Day | undefined
  readonly valid: boolean
  /** The restart that made it void. */
  voidedOn?: Day
}

export interface CaseState {
  receipt: Day | undefined
  /** Day 0 of the count that runs or last ran. */
  clockStart: Day | undefined
  dayZeroAs: 'receipt' | 'corrected' | 'paid'
  correction: { due: Day; onTime?: boolean; sent?: Day; end?: Day; inTime?: boolean } | undefined
  fee: { due: Day; paidOnTime?: boolean } | undefined
  /** Why the count stands still until something arrives. `until`: the day after which waiting is over. */
  stopped: { by: 'correction' | 'fee' | 'confirmation'; since: Day; until: Day | undefined } | undefined
  opinions: Opinion[]
  pauses: readonly Pause[]
  extension: Extension | undefined
  ended: { how: Ending; on: Day } | undefined
  served: { mode: 'post' | 'direct' | 'otherOrgan'; on: Day } | undefined
  steps: ClockStep[]
  problems: ClockProblem[]
}
