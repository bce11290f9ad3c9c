/** Lists of orders, and one order as it stands. */
import type { OrderCard } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import type { Moment } from '../../domain/time.ts'
import type { Line, Message, Span } from '../message.ts'
import { BOARD_BUTTON } from '../notices/buttons.ts'
import {
  cardTitle,
  departmentLines,
  MOST_NAMED,
  otherRoles,
  restrictedLine,
  subjectLine,
  wholeAndParts,
} from '../notices/order-card.ts'
import { plainDay, sayDue, sayMoment } from './dates.ts'
import { ORDER_STATES } from './names.ts'
import { cut, fold } from './short.ts'

/** A row as `services/orders/list-orders.ts` lists it. */
export interface ListRow {
  readonly card: OrderCard
  readonly overdue: boolean
  readonly workdaysLate: number
  readonly workdaysLeft: number
}

const MOST_ROWS = 10

/**
 * @param filterWords what was understood of the question, said beside the count: 人事科，本周到期
 * @example 在办 23 件（人事科）
 */
export function orderList(title: string, rows: readonly ListRow[], filterWords = ''): Message {
  const beside = filterWords ? `（${filterWords}）` : ''
  if (rows.length === 0) return { title: `${title} 0 件${beside}`, lines: ['没有符合条件的事项。'] }
  const { shown, rest } = fold(rows, MOST_ROWS)
  return {
    title: `${title} ${rows.length} 件${beside}`,
    lines: [
      ...shown.map(rowLine),
      ...(rest > 0 ? [`另有 ${rest} 件，见台账，或缩小范围：/list 人事科`] : []),
    ],
    ...(rest > 0 ? { buttons: [BOARD_BUTTON], typed: '查看台账，请发送 /board' } : {}),
  }
}

function rowLine(row: ListRow): Line {
  const { card } = row
  // What was rerouted away is its successor's.
  const standing = card.assignments.filter((a) => a.state !== 'declined')
  const first = standing[0]?.department.name ?? ''
  const who = standing.length > 1 ? `${first}等 ${standing.length} 个` : first
  return [{ text: `${printNo(card.no)}　${cut(card.subject, 24)}　${who}　` }, rowState(row)]
}

/** How one row stands: 还有 2 个工作日（3月10日）, 逾期 1 个工作日, 待审核. */
export function rowState({ card, overdue, workdaysLate, workdaysLeft }: ListRow): Span {
  const words = { year: card.no.year }
  if (card.state !== 'issued') {
    const at = card.endedAt === undefined ? '' : ` ${sayMoment(card.endedAt, words)}`
    return { text: `${ORDER_STATES[card.state]}${at}`, tone: card.state === 'closed' ? 'done' : 'quiet' }
  }
  if (overdue) {
    return { text: workdaysLate > 0 ? `逾期 ${workdaysLate} 个工作日` : '已到期，待反馈', tone: 'late' }
  }
  const owed = card.assignments.some(
    (a) => a.state === 'waiting' || a.state === 'signed' || a.state === 'returned',
  )
  if (!owed) return { text: '待审核' }
  const when = `（${plainDay(card.due.on, words)}）`
  if (workdaysLeft > 0) return { text: `还有 ${workdaysLeft} 个工作日${when}` }
  return { text: `${sayDue(card.due, card.dueNote, words)} 到期`, tone: 'soon' }
}

/** One order, for a person alone or its thread. */
export function orderDetail(card: OrderCard, view: { inLeadingGroup?: boolean; now?: Moment } = {}): Message {
  const words = { year: card.no.year }
  const lines = departmentLines(card, { ...view, inLeadingGroup: view.inLeadingGroup ?? false })
  const few = card.assignments.length <= MOST_NAMED ? card.assignments : []
  const reasons = few.flatMap((a) =>
    a.state === 'returned' && a.returnReason
      ? [`${a.department.name}退回理由　${cut(a.returnReason, 60)}`]
      : [],
  )
  const ended = card.endedAt === undefined ? '' : ` ${sayMoment(card.endedAt, words)}`
  const left = card.state === 'issued' && card.workdaysLeft > 0 ? `，剩余 ${card.workdaysLeft} 个工作日` : ''
  return {
    ...cardTitle(card),
    lines: [
      ...restrictedLine(card),
      ...subjectLine(card),
      ...lines,
      ...reasons.slice(0, 2),
      `期限　${sayDue(card.due, card.dueNote, words)}${left}`,
      `依据　${card.basis}${card.termWorkdays ? ` ${card.termWorkdays} 个工作日` : ''}`,
      ...[[...wholeAndParts(card), ...otherRoles(card)].join('　')].filter((l) => l !== ''),
      `${ORDER_STATES[card.state]}${ended}　领导小组办公室（经办 ${card.issuedBy}）　${sayMoment(card.issuedAt, words)}`,
      ...(card.endReason ? [`事由　${cut(card.endReason, 60)}`] : []),
    ],
  }
}
