/**
 * The clock: what follows from a question about a period, and how. Pure: the same events and the same calendar give the same
 * dates on every machine.
 */
import type { Calendar } from '../calendar.ts'
import { addDays, type Day } from '../time.ts'
import type { ClockComputed } from './computed.ts'
import type { ClockQuestion } from './events.ts'
import { isCount } from './history.ts'
import { type ClockProblem, problem } from './problems.ts'
import { readCase } from './read-case.ts'
import type { ClockStep } from './steps.ts'
import { arrangementStep, countWorkdays, isProvisionalSpan } from './working-days.ts'

export type ClockAnswer =
  | { readonly ok: true; readonly computed: ClockComputed; readonly steps: readonly ClockStep[] }
  | { readonly ok: false; readonly problems: readonly ClockProblem[] }

export function fold(calendar: Calendar, question: ClockQuestion): ClockAnswer {
  const answer = answerTo(calendar, question)
  if (!answer.ok || !question.rule?.length) return answer
  return { ...answer, steps: [{ kind: 'basis', rules: question.rule }, ...answer.steps] }
}

function answerTo(calendar: Calendar, question: ClockQuestion): ClockAnswer {
  switch (question.kind) {
    case 'case':
      return readCase(calendar, question)
    case 'nthWorkday':
      return nthWorkday(calendar, question.start, question.n)
    case 'fixedDate':
      return fixedDate(calendar, question.date)
    case 'calendarDays':
      return calendarDays(question.start, question.spans)
    case 'calendarDaysRolled':
      return calendarDaysRolled(calendar, question.start, question.n)
  }
}

function nthWorkday(calendar: Calendar, start: Day, n: number): ClockAnswer {
  const wrong = notCounts({ n: [n] })
  if (wrong) return wrong
  const { due, steps, provisional } = countWorkdays(calendar, start, n)
  return { ok: true, computed: { due, ...(provisional && { provisional }) }, steps }
}

/** A date fixed by law does not move; inside the house the last working day on or before it is aimed at. */
function fixedDate(calendar: Calendar, legalDate: Day): ClockAnswer {
  const internalDate = calendar.workdayOnOrBefore(legalDate)
  const before = addDays(internalDate, -1)
  const steps: ClockStep[] = [
    { kind: 'fixedDate', legal: legalDate, internal: internalDate },
    arrangementStep(calendar, before, legalDate),
  ]
  const provisional = isProvisionalSpan(calendar, before, legalDate)
  return { ok: true, computed: { legalDate, internalDate, ...(provisional && { provisional }) }, steps }
}

/** Calendar days from the day after. Such periods are minimum periods and end where they end. */
function calendarDays(start: Day, spans: readonly number[]): ClockAnswer {
  const wrong = notCounts({ spans })
  if (wrong) return wrong
  const ends = spans.map((n) => addDays(start, n))
  const steps = spans.map((n, i): ClockStep => ({ kind: 'calendarDays', start, n, end: ends[i]! }))
  return { ok: true, computed: { ends }, steps }
}

/** Calendar days whose last day, when it is no working day, moves to the next one (review, lawsuit). */
function calendarDaysRolled(calendar: Calendar, start: Day, n: number): ClockAnswer {
  const wrong = notCounts({ n: [n] })
  if (wrong) return wrong
  const rawEnd = addDays(start, n)
  const due = calendar.workdayOnOrAfter(rawEnd)
  const steps: ClockStep[] = [
    { kind: 'calendarDays', start, n, end: rawEnd },
    { kind: 'rolled', raw: rawEnd, due },
    arrangementStep(calendar, addDays(rawEnd, -1), due),
  ]
  const provisional = isProvisionalSpan(calendar, addDays(rawEnd, -1), due)
  return { ok: true, computed: { rawEnd, due, ...(provisional && { provisional }) }, steps }
}

function notCounts(fields: Record<string, readonly number[]>): ClockAnswer | undefined {
  const problems = Object.entries(fields).flatMap(([field, values]) =>
    values.filter((value) => !isCount(value)).map((value) => problem('not-a-count', { field, value })),
  )
  return problems.length > 0 ? { ok: false, problems } : undefined
}
