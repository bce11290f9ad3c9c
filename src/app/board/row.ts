/** One line of the ledger, in the words the bot uses. The board shows 逾期 as it is. */

import { plainDay, sayDue, sayLeft } from '../../chat/words/dates.ts'
import { ASSIGNMENT_STATES, ORDER_STATES, sayLastWord, URGENCY_NAMES } from '../../chat/words/names.ts'
import type { Bureau } from '../../domain/bureau.ts'
import { dueMoment, workdaysLate, workdaysLeft } from '../../domain/due.ts'
import { ORDER_KINDS } from '../../domain/kinds.ts'
import { departmentOf } from '../../domain/roster.ts'
import { printNo } from '../../domain/serial.ts'
import { dayOf, type Moment } from '../../domain/time.ts'
import type { LedgerPart, LedgerRow, RowState } from '../../http/board/port.ts'
import { dueNote } from '../../services/orders/card.ts'
import type { LedgerAssignment, LedgerOrder } from '../../store/ledger.ts'

/** Due within so many working days is soon. */
const SOON = 2

export interface View {
  readonly bureau: Bureau
  readonly now: Moment
}

/** @param asks what waits for a decision, in words */
export function ledgerRow(view: View, order: LedgerOrder, asks: readonly string[] = []): LedgerRow {
  const { bureau, now } = view
  const { no } = order
  const due = latestDue(order)
  const note = due && dueNote(view, due)
  const name = (code: string) => departmentOf(bureau.roster, code)?.name ?? code
  const standing = standingOf(view, order)
  const urgency = urgencyOf(order)
  return {
    year: no.year,
    no: no.no,
    number: printNo(no),
    kind: ORDER_KINDS[order.kind].name,
    subject: order.subject,
    ...(order.restricted ? { restricted: true } : {}),
    ...(urgency ? { urgency } : {}),
    ...(order.parent ? { parent: printNo(order.parent) } : {}),
    ...(asks.length > 0 ? { asks } : {}),
    ...(isSeparate(order) ? { separate: true } : {}),
    parts: order.assignments.map((a): LedgerPart => {
      const late = isLate(order, a, now)
      const to = a.reroutedTo === undefined ? '' : name(a.reroutedTo)
      return {
        name: name(a.department),
        lead: a.role === 'lead',
        state: `${partState(a, late)}${to}`,
        late,
        ...(isOwed(a) ? { owes: true } : {}),
        ...(departmentOf(bureau.roster, a.department)?.kind === 'unit' ? { unit: true } : {}),
        ...(a.state === 'declined' ? { gone: true } : {}),
      }
    }),
    issuedOn: dayOf(order.issuedAt),
    ...(due && { dueAt: dueMoment(due) }),
    due: due ? sayDue(due, note, { year: no.year }) : '',
    ...standing,
    toReview:
      order.state === 'issued' && order.assignments.some((a) => a.role === 'lead' && a.state === 'answered'),
    lastWord: sayLastWord(order.lastWord, name),
    lastAt: order.lastAt,
  }
}

/** 特急 that the director has not confirmed is 加急, and says so. */
export function urgencyOf(order: Pick<LedgerOrder, 'urgency' | 'urgencyConfirmed'>): string | undefined {
  if (order.urgency === 'ordinary') return undefined
  const asked = order.urgency === 'most_urgent' && !order.urgencyConfirmed
  return asked ? '加急（特急待确认）' : URGENCY_NAMES[order.urgency]
}

/** Several departments, each leading for itself. */
function isSeparate({ assignments }: LedgerOrder): boolean {
  const standing = assignments.filter((a) => a.state !== 'declined')
  return standing.length > 1 && standing.every((a) => a.role === 'lead')
}

function partState(a: LedgerAssignment, late: boolean): string {
  if (!late) return ASSIGNMENT_STATES[a.state]
  return a.state === 'returned' ? '逾期，待重新反馈' : '逾期，待反馈'
}

function standingOf(
  { bureau, now }: View,
  order: LedgerOrder,
): Pick<LedgerRow, 'state' | 'stateText' | 'soon'> {
  if (order.state !== 'issued') {
    const at =
      order.endedAt === undefined ? '' : ` ${plainDay(dayOf(order.endedAt), { year: order.no.year })}`
    return { state: order.state, stateText: `${ORDER_STATES[order.state]}${at}`, soon: false }
  }
  const { calendar } = bureau
  const today = dayOf(now)
  const owing = order.assignments.filter(isOwed)
  if (owing.length === 0) return { state: 'answered', stateText: '待审核', soon: false }
  const late = owing.filter((a) => isLate(order, a, now))
  if (late.length > 0) {
    const days = Math.max(...late.map((a) => workdaysLate(calendar, a.due.on, today)))
    return { state: 'late', stateText: days > 0 ? `逾期 ${days} 个工作日` : '已到期，待反馈', soon: false }
  }
  const next = owing.map((a) => a.due).reduce((x, y) => (dueMoment(y) < dueMoment(x) ? y : x))
  const left = workdaysLeft(calendar, next.on, today)
  const state: RowState = owing.every((a) => a.state === 'waiting') ? 'waiting' : 'working'
  return {
    state,
    stateText: sayLeft({ due: next, workdaysLate: 0, workdaysLeft: left }, today),
    soon: left <= SOON,
  }
}

/** The order's own due: the latest lead's. */
function latestDue(order: LedgerOrder) {
  const standing = order.assignments.filter((a) => a.state !== 'declined')
  const leads = standing.filter((a) => a.role === 'lead')
  const parts = leads.length > 0 ? leads : standing
  return parts.map((a) => a.due).toSorted((x, y) => dueMoment(y) - dueMoment(x))[0]
}

function isOwed({ state }: LedgerAssignment): boolean {
  return state === 'waiting' || state === 'signed' || state === 'returned'
}

function isLate(order: LedgerOrder, a: LedgerAssignment, now: Moment): boolean {
  return order.state === 'issued' && isOwed(a) && dueMoment(a.due) < now
}
