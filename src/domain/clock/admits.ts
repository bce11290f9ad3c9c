/** Which event can happen now, of those a history tells; each that cannot has its reason. */
import type { CaseState } from './case-state.ts'
import { type CaseEvent, receiptOf } from './events.ts'
import type { Placed } from './history.ts'
import { type ClockProblem, problem } from './problems.ts'

const ONCE: ReadonlySet<string> = new Set([
  'received',
  'correctionNoticeSent',
  'correctionReceived',
  'feeNoticeReceived',
  'feePaid',
  'served',
])

/**
 * Whether the event can happen now; if not, why is noted.
 * @param seen the kinds of event that came before
 */
export function admits(
  state: CaseState,
  seen: ReadonlySet<string>,
  { event, at, day }: Placed,
  events: readonly CaseEvent[],
): boolean {
  const { type } = event
  const refuse = (p: ClockProblem): false => {
    state.problems.push(p)
    return false
  }
  if (ONCE.has(type) && seen.has(type)) return refuse(problem('event-twice', { type }, at))
  if (type === 'received') return true
  if (!seen.has('received')) {
    const arrival = events.find((e) => e.type === 'received')
    if (arrival === undefined) return false // said once, for the whole history
    const receipt = receiptOf(arrival) ?? arrival.date
    return refuse(problem('before-receipt', { type, day, receipt }, at))
  }
  if (state.receipt === undefined && type !== 'withdrawn') {
    return refuse(problem('receipt-unconfirmed', { type, day }, at))
  }
  if (state.ended) {
    const { how, on } = state.ended
    const closingNotice = type === 'served' && how === 'abandoned'
    const latePayment = type === 'feePaid' && how === 'abandoned' && state.fee !== undefined && !state.served
    if (!closingNotice && !latePayment) {
      return refuse(problem('after-finish', { type, day, ending: how, endedOn: on }, at))
    }
  }
  if (type === 'correctionReceived' && !state.correction?.sent)
    return refuse(problem('without-notice', { type }, at))
  if (type === 'feePaid' && !state.fee) return refuse(problem('without-notice', { type }, at))
  if (type === 'correctionNoticeSent' || type === 'feeNoticeReceived') {
    const by = state.stopped?.by
    if (by)
      return refuse(problem('clock-stopped', { type, day, by: by === 'fee' ? 'fee' : 'correction' }, at))
  }
  if (type === 'extensionApproved' && state.extension && state.extension.voidedOn === undefined) {
    return refuse(problem('event-twice', { type }, at))
  }
  return true
}
