/** Reads the dates and the derivation off a folded case. */
import type { Calendar } from '../calendar.ts'
import type { Day } from '../time.ts'
import { foldCase, REPLY_DAYS } from './case-clock.ts'
import type { CaseState } from './case-state.ts'
import type { ClockComputed } from './computed.ts'
import type { CaseQuestion } from './events.ts'
import { asKnownOn, datesProblems } from './history.ts'
import type { ClockProblem } from './problems.ts'
import type { ClockStep } from './steps.ts'
import {
  arrangementStep,
  isMakeUp,
  isProvisionalSpan,
  nthUnpausedWorkday,
  pausedWorkdays,
  stepsBetween,
  unionOf,
} from './working-days.ts'

export type CaseReading =
  | { readonly ok: true; readonly computed: ClockComputed; readonly steps: ClockStep[] }
  | { readonly ok: false; readonly problems: readonly ClockProblem[] }

export function readCase(calendar: Calendar, { events, asOf }: CaseQuestion): CaseReading {
  const wrong = datesProblems(events)
  if (wrong.length > 0) return { ok: false, problems: wrong }
  const whole = foldCase(calendar, events, undefined)
  if (whole.problems.length > 0) return { ok: false, problems: whole.problems }
  if (asOf === undefined) return { ok: true, ...read(calendar, whole, asOf) }
  const corrected = events.some((e) => e.type === 'correctionReceived')
  const then = foldCase(calendar, asKnownOn(asOf, events), asOf, corrected)
  return { ok: true, ...read(calendar, then, asOf) }
}

function read(
  calendar: Calendar,
  state: CaseState,
  asOf: Day | undefined,
): { computed: ClockComputed; steps: ClockStep[] } {
  const computed: ClockComputed = {}
  const steps = [...state.steps]
  const { receipt, clockStart, correction, fee, extension, opinions, pauses, ended, stopped } = state
  /** Spans looked into, each from a day that is not counted. */
  const spans: [after: Day, through: Day][] = []

  if (receipt !== undefined) computed.receiptDate = receipt
  if (clockStart !== undefined) computed.clockStart = clockStart
  if (correction) {
    computed.correctionNoticeDue = correction.due
    spans.push([receipt!, correction.due])
    if (correction.onTime !== undefined) computed.correctionNoticeOnTime = correction.onTime
    if (correction.end !== undefined) {
      computed.correctionPeriodEnd = correction.end
      spans.push([correction.sent!, correction.end])
    }
    if (correction.inTime !== undefined) computed.correctionReceivedOnTime = correction.inTime
  }
  if (fee) {
    computed.feePaymentDue = fee.due
    spans.push([receipt!, fee.due])
    if (fee.paidOnTime !== undefined) computed.feePaidOnTime = fee.paidOnTime
  }
  for (const { due, deemed, event } of opinions) {
    if (due !== undefined) {
      if (computed.consultOpinionDue === undefined || due > computed.consultOpinionDue) {
        computed.consultOpinionDue = due
      }
      spans.push([event.sent, due])
    }
    if (deemed) computed.consultDeemed = deemed
  }
  if (extension) {
    computed.extensionValid = extension.valid
    if (extension.dueBefore !== undefined) {
      computed.replyDueBeforeExtension = extension.dueBefore
      spans.push([extension.from, extension.dueBefore])
    }
    if (extension.voidedOn !== undefined) computed.extensionVoid = true
  }
  if (ended?.how === 'abandoned') computed.abandoned = true
  if (ended?.how === 'withdrawn') computed.withdrawnOn = ended.on

  const running = clockStart !== undefined && stopped === undefined && ended?.how !== 'withdrawn'
  const added = extension?.valid && extension.voidedOn === undefined ? extension.event.workdays : 0
  const days = REPLY_DAYS + added
  let replyDue: Day | undefined

  if (running) {
    replyDue = nthUnpausedWorkday(calendar, clockStart, days, pauses)
    if (replyDue !== undefined) {
      computed.replyDue = replyDue
      spans.push([clockStart, replyDue])
    }
    const sofar = earlier(replyDue, asOf)
    if (opinions.length > 0 && sofar !== undefined) {
      computed.excludedWorkdays = pausedWorkdays(calendar, clockStart, sofar, pauses)
      if (computed.excludedWorkdays > 0) steps.push({ kind: 'excluded', workdays: computed.excludedWorkdays })
    }
    const shown = replyDue ?? asOf
    steps.push({ kind: 'dayZero', day: clockStart, as: state.dayZeroAs })
    if (shown !== undefined && shown > clockStart) {
      steps.push(...stepsBetween(calendar, clockStart, shown, pauses))
    }
    if (replyDue === undefined) steps.push({ kind: 'dueOpen' })
    else {
      const makeUp = isMakeUp(calendar, replyDue)
      steps.push({ kind: 'due', day: replyDue, n: days, makeUp, of: 'reply' })
    }
  }

  if (asOf !== undefined && clockStart !== undefined) {
    standing(asOf, clockStart)
  }
  if (state.served) {
    const { on, mode } = state.served
    computed.servedOn = on
    // A clock that stands still without an end cannot have run out before the reply.
    if (running) {
      computed.onTime = replyDue === undefined || on <= replyDue
      computed.daysLate = replyDue === undefined ? 0 : calendar.workdaysIn(replyDue, on)
      if (replyDue !== undefined) spans.push([replyDue, on])
    }
    const { onTime, daysLate } = computed
    steps.push({ kind: 'served', mode, day: on, due: replyDue, onTime, daysLate })
  }
  if (spans.some(([after, through]) => after < through && isProvisionalSpan(calendar, after, through))) {
    computed.provisional = true
  }
  if (spans.length > 0) {
    const after = spans.map(([d]) => d).reduce((a, b) => earlier(a, b)!)
    const through = spans.map(([, d]) => d).reduce((a, b) => (earlier(a, b) === a ? b : a))
    steps.push(arrangementStep(calendar, after, through))
  }
  return { computed, steps }

  /** The state on the day asked about, for a case that has not ended. */
  function standing(on: Day, start: Day): void {
    if (ended) return
    if (stopped) {
      computed.paused = true
      computed.usedWorkdays = used(earlier(stopped.since, on)!)
      if (stopped.by === 'correction') steps.push({ kind: 'correctionAwaited', end: stopped.until })
      if (stopped.by === 'fee') steps.push({ kind: 'feeAwaited', due: fee!.due })
      return
    }
    const open = opinions.some((o) => o.ended === 'open')
    const paused = open && (replyDue === undefined || replyDue > on)
    computed.paused = paused
    computed.usedWorkdays = used(on)
    computed.remainingWorkdays = Math.max(0, days - computed.usedWorkdays)
    if (paused && opinions.every((o) => o.longest.through !== undefined)) {
      const projected = nthUnpausedWorkday(calendar, start, days, unionOf(opinions.map((o) => o.longest)))!
      computed.projectedReplyDue = projected
      spans.push([start, projected])
    }
    if (replyDue !== undefined && replyDue < on) {
      computed.overdue = true
      computed.daysLate = calendar.workdaysIn(replyDue, on)
      spans.push([replyDue, on])
      steps.push({ kind: 'overdue', asOf: on, due: replyDue, daysLate: computed.daysLate })
    } else {
      steps.push({
        kind: 'standing',
        asOf: on,
        paused,
        used: computed.usedWorkdays,
        remaining: computed.remainingWorkdays,
        projected: computed.projectedReplyDue,
      })
    }
  }

  function used(through: Day): number {
    const count = calendar.workdaysIn(clockStart!, through)
    spans.push([clockStart!, through])
    return count - pausedWorkdays(calendar, clockStart!, through, pauses)
  }
}

function earlier(a: Day | undefined, b: Day | undefined): Day | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a
}
