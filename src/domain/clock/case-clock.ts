/**
 * The clock of a request for disclosure (依申请公开), as a fold over its events.
 *
 * - Day 0 is the day of receipt; the reply is due on the 20th working day after it (Art. 33), the 40th at most when extended.
 * - A corrected request and a paid fee begin a new count; what the old one had used, and an extension of it, are void.
 * - A consultation stops the count from the day after the letter left until the opinion arrives, at the latest until the
 *   15th working day after the letter was delivered. Several stop it for the union of their days.
 * - Slips, meetings, waiting for a signature and asking for reasons stop nothing.
 */
import type { Calendar } from '../calendar.ts'
import type { Day } from '../time.ts'
import { admits } from './admits.ts'
import type { CaseState } from './case-state.ts'
import { opinionOf } from './consultation.ts'
import type { CaseEvent, Consultation } from './events.ts'
import { receiptOf } from './events.ts'
import { inOrder, type Placed } from './history.ts'
import { problem } from './problems.ts'
import { nthUnpausedWorkday, unionOf } from './working-days.ts'

/** Working days: to reply, to ask for a correction, to correct unless told otherwise, to pay a fee, to give an opinion. */
export const REPLY_DAYS = 20
const CORRECTION_NOTICE_DAYS = 7
const CORRECTION_DAYS = 15
const FEE_DAYS = 20

/**
 * Folds a history whose dates are in order. `horizon` is the last day that has happened; without it all waiting is over.
 * `correctedLater`: a corrected request is known to come after the horizon and to be accepted, so what happened meanwhile stands.
 */
export function foldCase(
  calendar: Calendar,
  events: readonly CaseEvent[],
  horizon: Day | undefined,
  correctedLater = false,
): CaseState {
  const opinions = events
    .filter((e): e is Consultation => e.type === 'consultation')
    .map((e) => opinionOf(calendar, e, horizon))
  const state: CaseState = {
    receipt: undefined,
    clockStart: undefined,
    dayZeroAs: 'receipt',
    correction: undefined,
    fee: undefined,
    stopped: undefined,
    opinions,
    pauses: unionOf(opinions.map((o) => o.pause)),
    extension: undefined,
    ended: undefined,
    served: undefined,
    steps: [],
    problems: [],
  }
  const corrected = events.some((e) => e.type === 'correctionReceived')
  const seen = new Set<string>()

  for (const placed of inOrder(events)) {
    lapse(state, placed.day, corrected || correctedLater)
    if (admits(state, seen, placed, events)) apply(calendar, state, placed)
    seen.add(placed.event.type)
  }
  lapse(state, horizon, corrected)
  if (!seen.has('received') && events.length > 0) state.problems.unshift(problem('no-receipt', {}))
  return state
}

/** Waiting that is over by that day (always, when none is given) ends the case: not corrected, or not paid. */
function lapse(state: CaseState, on: Day | undefined, corrected: boolean): void {
  const { stopped } = state
  if (state.ended || stopped?.until === undefined || (on !== undefined && on <= stopped.until)) return
  if (stopped.by === 'correction' && !corrected) {
    state.ended = { how: 'abandoned', on: stopped.until }
    state.steps.push({ kind: 'correctionLapsed', end: stopped.until })
  } else if (stopped.by === 'fee') {
    state.ended = { how: 'abandoned', on: stopped.until }
    state.steps.push({ kind: 'feeLapsed', due: stopped.until })
  }
}

function apply(calendar: Calendar, state: CaseState, { event, at, day }: Placed): void {
  const { steps } = state
  switch (event.type) {
    case 'received': {
      const { channel, date: arrived } = event
      const receipt = receiptOf(event)
      steps.push({ kind: 'receipt', of: 'request', channel, arrived, receipt })
      if (receipt === undefined) return
      state.receipt = receipt
      state.clockStart = receipt
      const due = calendar.nthWorkdayAfter(receipt, CORRECTION_NOTICE_DAYS)
      state.correction = { due }
      steps.push({ kind: 'correctionNoticeDue', from: receipt, n: CORRECTION_NOTICE_DAYS, due })
      return
    }
    case 'correctionNoticeSent': {
      const correction = state.correction!
      correction.sent = event.date
      correction.onTime = event.date <= correction.due
      steps.push({ kind: 'correctionNoticeSent', day: event.date, onTime: correction.onTime })
      if (event.received) {
        const n = event.periodWorkdays ?? CORRECTION_DAYS
        correction.end = calendar.nthWorkdayAfter(event.received, n)
        steps.push({ kind: 'correctionPeriod', from: event.received, n, end: correction.end })
      }
      state.stopped = { by: 'correction', since: event.date, until: correction.end }
      return
    }
    case 'correctionReceived': {
      const { channel, date: arrived } = event
      const { end } = state.correction!
      const receipt = receiptOf(event)
      steps.push({ kind: 'receipt', of: 'correction', channel, arrived, receipt })
      if (end !== undefined) {
        state.correction!.inTime = arrived <= end
        if (arrived > end) steps.push({ kind: 'correctionLate', arrived, end })
      }
      if (receipt === undefined) {
        state.stopped = { by: 'confirmation', since: state.stopped?.since ?? arrived, until: undefined }
        return
      }
      restart(state, receipt, 'corrected')
      return
    }
    case 'feeNoticeReceived': {
      const due = calendar.nthWorkdayAfter(event.date, FEE_DAYS)
      state.fee = { due }
      state.stopped = { by: 'fee', since: event.date, until: due }
      steps.push({ kind: 'feeNotice', received: event.date, n: FEE_DAYS, due })
      return
    }
    case 'feePaid': {
      const fee = state.fee!
      fee.paidOnTime = event.date <= fee.due
      if (fee.paidOnTime) restart(state, event.date, 'paid')
      else steps.push({ kind: 'feePaidLate', paid: event.date, due: fee.due })
      return
    }
    case 'consultation': {
      const opinion = state.opinions.find((o) => o.event === event)!
      steps.push(opinion.step)
      return
    }
    case 'extensionApproved': {
      const dueBefore = nthUnpausedWorkday(calendar, state.clockStart!, REPLY_DAYS, state.pauses)
      const told = event.notified === undefined ? event.date : event.notified
      const valid =
        told !== null && (dueBefore === undefined || (event.date <= dueBefore && told <= dueBefore))
      state.extension = { event, from: state.clockStart!, dueBefore, valid }
      steps.push({
        kind: 'extension',
        approved: event.date,
        notified: told ?? undefined,
        workdays: event.workdays,
        dueBefore,
        valid,
      })
      return
    }
    case 'served':
      state.served = { mode: event.mode, on: day }
      state.ended ??= { how: 'served', on: day }
      return
    case 'withdrawn':
      state.ended = { how: 'withdrawn', on: day }
      steps.push({ kind: 'withdrawn', day })
      return
    default:
      state.problems.push(problem('event-unknown', { type: String((event as CaseEvent).type) }, at))
  }
}

/** A new count: nothing used, nothing extended. */
function restart(state: CaseState, day: Day, why: 'corrected' | 'paid'): void {
  state.clockStart = day
  state.dayZeroAs = why
  state.stopped = undefined
  state.steps.push({ kind: 'restart', why, day })
  if (state.extension && state.extension.voidedOn === undefined) {
    state.extension.voidedOn = day
    state.steps.push({ kind: 'extensionVoid', restart: day })
  }
}
