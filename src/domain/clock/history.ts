/**
 * A case's history before it is counted: put in order of effect, cut to what was known on a day, and its dates checked
 * against each other. Whether the events may follow one another is the fold's business (`case-clock.ts`).
 */
import type { Day } from '../time.ts'
import { type CaseEvent, effectOf, servedOn } from './events.ts'
import { type ClockProblem, problem } from './problems.ts'

export interface Placed {
  readonly event: CaseEvent
  /** Its place in the input, for complaints. */
  readonly at: number
  readonly day: Day
}

/** Most days an extension may add (Art. 33). */
const EXTENSION_MAX = 20

/** By day of effect; on one day the receipt first, then as listed. Call only when {@link datesProblems} finds nothing. */
export function inOrder(events: readonly CaseEvent[]): Placed[] {
  return events
    .map((event, at) => ({ event, at, day: effectOf(event)! }))
    .sort((a, b) => compare(a.day, b.day) || first(a.event) - first(b.event) || a.at - b.at)
}

/** The history as it was known at the end of that day. */
export function asKnownOn(asOf: Day, events: readonly CaseEvent[]): CaseEvent[] {
  const by = (d: Day | null | undefined) => (d && d <= asOf ? d : undefined)
  const known: CaseEvent[] = []
  for (const event of events) {
    if (event.type === 'received' || event.type === 'correctionReceived') {
      if (by(event.date)) known.push({ ...event, confirmed: by(event.confirmed) })
    } else if (by(effectOf(event)) === undefined) {
      // not yet
    } else if (event.type === 'correctionNoticeSent') {
      known.push({ ...event, received: by(event.received) })
    } else if (event.type === 'consultation') {
      known.push({ ...event, delivered: by(event.delivered), answered: by(event.answered) })
    } else if (event.type === 'extensionApproved' && event.notified !== undefined) {
      known.push({ ...event, notified: by(event.notified) ?? null })
    } else {
      known.push(event)
    }
  }
  return known
}

/** What is wrong within single events: unknown, dates the wrong way round, numbers out of range. */
export function datesProblems(events: readonly CaseEvent[]): ClockProblem[] {
  const problems: ClockProblem[] = []
  for (const [at, event] of events.entries()) {
    const inTurn = (earlier: string, a: Day | null | undefined, later: string, b: Day | null | undefined) => {
      if (!a || !b || a <= b) return
      const facts = { type: event.type, earlier, earlierDay: a, later, laterDay: b }
      problems.push(problem('dates-reversed', facts, at))
    }
    switch (event.type) {
      case 'received':
      case 'correctionReceived':
        inTurn('date', event.date, 'confirmed', event.confirmed)
        break
      case 'correctionNoticeSent':
        inTurn('date', event.date, 'received', event.received)
        if (event.periodWorkdays !== undefined && !isCount(event.periodWorkdays)) {
          const facts = { field: 'periodWorkdays', value: event.periodWorkdays }
          problems.push(problem('not-a-count', facts, at))
        }
        break
      case 'consultation':
        inTurn('sent', event.sent, 'delivered', event.delivered)
        inTurn('sent', event.sent, 'answered', event.answered)
        inTurn('delivered', event.delivered, 'answered', event.answered)
        break
      case 'extensionApproved':
        inTurn('date', event.date, 'notified', event.notified)
        if (!isCount(event.workdays) || event.workdays > EXTENSION_MAX) {
          problems.push(problem('extension-out-of-range', { workdays: event.workdays }, at))
        }
        break
      case 'served':
        if (!servedOn(event)) {
          const field = event.mode === 'post' ? 'posted' : 'signed'
          problems.push(problem('served-date-missing', { field }, at))
        }
        inTurn('posted', event.posted, 'signed', event.signed)
        break
      case 'feeNoticeReceived':
      case 'feePaid':
      case 'withdrawn':
        break
      default:
        problems.push(problem('event-unknown', { type: unknownType(event) }, at))
    }
  }
  return problems
}

export function isCount(n: number): boolean {
  return Number.isInteger(n) && n >= 1
}

function unknownType(event: never): string {
  return String((event as { type?: unknown }).type)
}

function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function first(event: CaseEvent): number {
  return event.type === 'received' ? 0 : 1
}
