/** What the terminal's `clock` prints: for each question the dates it determines and how they come about. */
import type { Calendar } from '../domain/calendar.ts'
import type { ClockComputed } from '../domain/clock/computed.ts'
import { fold } from '../domain/clock/fold.ts'
import { parseClockInput } from './clock-input.ts'
import { sayClockProblem } from './words/clock-problems.ts'
import { sayClockStep } from './words/clock-steps.ts'

export interface ClockReportEntry {
  readonly id: string
  readonly computed: ClockComputed
  readonly steps: readonly string[]
  /** Why nothing could be computed; only then present. */
  readonly problems?: readonly string[]
}

export function clockReport(calendar: Calendar, json: unknown): ClockReportEntry[] {
  return parseClockInput(json).map((input): ClockReportEntry => {
    const { id } = input
    if (!input.ok) return { id, computed: {}, steps: [], problems: input.problems }
    const answer = fold(calendar, input.question)
    if (!answer.ok) return { id, computed: {}, steps: [], problems: answer.problems.map(sayClockProblem) }
    return { id, computed: answer.computed, steps: answer.steps.map((step) => sayClockStep(step)) }
  })
}
