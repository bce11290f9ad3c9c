/** One order's page: its thread, the clock with its derivation, its files, its journal. */
import { explain } from '../../../commands/why.ts'
import { maskPhones } from '../../chat/gate.ts'
import { type Line, lineText } from '../../chat/message.ts'
import { wordNotice } from '../../chat/notices/index.ts'
import { sayDue, sayLeft, sayMoment } from '../../chat/words/dates.ts'
import { sayActor, sayHistoryFact } from '../../chat/words/history.ts'
import { ORDER_STATES, withCover } from '../../chat/words/names.ts'
import { dueMoment, workdaysLate, workdaysLeft } from '../../domain/due.ts'
import { type Assignment, type Order, owes } from '../../domain/order.ts'
import { postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { BoardFile, ClockView, JournalEntry, OrderPage, ThreadEntry } from '../../http/board/port.ts'
import { departmentName, dueNote, orderCard, personName } from '../../services/orders/card.ts'
import {
  type HistoryLine,
  historyOf,
  orderThread,
  type ThreadItem,
} from '../../services/orders/show-order.ts'
import { urgeRecords } from '../../services/orders/urgings.ts'
import type { HomedOrder } from '../../store/orders.ts'
import { requestsOf } from '../../store/requests.ts'
import type { Tx } from '../../store/transact.ts'
import { sayPlace } from '../practice/people.ts'
import { askedOf, correctedOf, factsOf, partsOf, subOf, urgedOf } from './records.ts'
import { urgencyOf, type View } from './row.ts'

export interface Reading extends View {
  readonly tx: Tx
}

export interface Sight {
  /** Thread, files and journal too. */
  readonly detail: boolean
  /** Of one of the order's own departments: sees the telephone numbers it asked for. */
  readonly own: boolean
}

type Page = Omit<OrderPage, 'bureau' | 'group' | 'viewer' | 'asOf' | 'row'>

/** @param subs its sub-orders, as far as the viewer may see them */
export async function orderPageOf(
  reading: Reading,
  home: HomedOrder,
  sight: Sight,
  subs: readonly Order[],
): Promise<Page> {
  const { order } = home
  const issuedBy = `领导小组办公室（经办 ${personName(reading, order.issuedBy)}）　${sayMoment(order.issuedAt, { year: order.no.year })}下发`
  const urgings = await urgeRecords(reading, order.id)
  const history = await historyOf(reading, home, urgings)
  const card = orderCard(reading, order)
  const { urgency = 'ordinary', urgencyConfirmed = false } = order
  const open = {
    issuedBy,
    facts: factsOf(reading, order, card, urgencyOf({ urgency, urgencyConfirmed })),
    subs: subs.map((sub) => subOf(reading, sub)),
    clocks: clocksOf(reading, order, history),
  }
  if (!sight.detail) {
    const none = { asked: [], urged: [], corrected: [], thread: [], files: [], journal: [] }
    return { ...open, ...none, parts: partsOf(reading, order, card, []), withheld: true }
  }
  const [said, requests] = await Promise.all([
    orderThread(reading, home),
    requestsOf(reading.tx.db, order.id),
  ])
  const safe = sight.own ? (text: string) => text : maskPhones
  return {
    ...open,
    parts: partsOf(reading, order, card, said),
    asked: askedOf(reading, order, requests, safe),
    urged: urgedOf(reading, order, urgings),
    corrected: correctedOf(reading, order, history, safe),
    thread: threadOf(reading, order, said, history, safe),
    files: said.flatMap((item) => filesOf(item)),
    journal: history.map((line) => journalOf(reading, line)),
  }
}

// ---- the clock ----

/** Everything the derivation has; a page has room for it. */
const ALL_LINES = 500

function clocksOf(reading: Reading, order: Order, history: readonly HistoryLine[]): readonly ClockView[] {
  const groups = [
    ...Map.groupBy(standing(order), (a) => `${a.due.on} ${a.due.at} ${a.returnedAt ?? ''}`).values(),
  ]
  return groups.map((parts) => clockOf(reading, order, parts, groups.length > 1, history))
}

/** The parts that have a clock: not what was rerouted away. */
function standing(order: Order): readonly Assignment[] {
  return order.assignments.filter((a) => a.state !== 'declined')
}

function clockOf(
  reading: Reading,
  order: Order,
  parts: readonly Assignment[],
  several: boolean,
  history: readonly HistoryLine[],
): ClockView {
  const [first] = parts
  const { due } = first!
  const lines = explain(reading, order, first!, ALL_LINES, history).lines.map(lineText)
  const basis = lines.find((line) => line.startsWith('依据　'))
  return {
    title: several ? parts.map((a) => departmentName(reading, a.department).name).join('、') : '期限',
    due: sayDue(due, dueNote(reading, due), { year: order.no.year }),
    ...clockState(reading, order, parts),
    steps: lines.filter((line) => line !== basis && !/^(承办　|对期限有异议的)/.test(line)),
    basis: basis?.replace('依据　', '') ?? '',
    provisional: due.provisional,
  }
}

function clockState(
  { bureau, now }: Reading,
  order: Order,
  parts: readonly Assignment[],
): Pick<ClockView, 'state' | 'stateText'> {
  if (order.state === 'closed') return { state: 'done', stateText: ORDER_STATES.closed }
  if (order.state === 'revoked') return { state: 'stopped', stateText: ORDER_STATES.revoked }
  if (!parts.some(owes)) return { state: 'done', stateText: '已反馈' }
  const { due } = parts[0]!
  const today = dayOf(now)
  const late = workdaysLate(bureau.calendar, due.on, today)
  const left = workdaysLeft(bureau.calendar, due.on, today)
  if (dueMoment(due) < now)
    return { state: 'late', stateText: late > 0 ? `逾期 ${late} 个工作日` : '已到期，待反馈' }
  return {
    state: left <= 2 ? 'soon' : 'running',
    stateText: sayLeft({ due, workdaysLate: 0, workdaysLeft: left }, today),
  }
}

// ---- the thread ----

/** What the bot says under an order that nobody else says. */
const SPOKEN = new Set([
  'extension.requested',
  'extension.refused',
  'assignment.extended',
  'reroute.requested',
  'reroute.refused',
  'reroute.convened',
  'assignment.rerouted',
  'instruction.answered',
  'assignment.approved',
  'assignment.returned',
  'assignment.excused',
  'assignment.answer-moved',
  'assignment.urged',
  'order.corrected',
  'order.sub-issued',
  'order.undone',
  'order.urgency',
  'order.due-moved',
  'order.closed',
  'order.revoked',
  'order.reopened',
])

function threadOf(
  reading: Reading,
  order: Order,
  said: readonly ThreadItem[],
  history: readonly HistoryLine[],
  safe: (text: string) => string,
): readonly ThreadEntry[] {
  const name = (code: string) => departmentName(reading, code).name
  const bot = { who: '督办', bot: true, files: [] }
  const card = wordNotice(
    { kind: 'order.card', facts: orderCard(reading, order) },
    { inLeadingGroup: false, addressee: 'thread', now: reading.now },
  )
  const first: ThreadEntry = {
    ...bot,
    at: order.issuedAt,
    lines: [[{ text: card.title ?? '', tone: 'strong' }], ...card.lines],
  }
  const spoken = together(history.filter((line) => SPOKEN.has(line.kind))).map(
    (lines): ThreadEntry => ({
      ...bot,
      at: lines[0]!.at,
      lines: lines.map((line) =>
        line.kind === 'order.closed' ? '本单已办结' : `${sayHistoryFact(line, name)}　${sayActor(line)}`,
      ),
    }),
  )
  return [
    first,
    ...[...said.map((item) => entryOf(reading, order, item, safe)), ...spoken].toSorted(
      (x, y) => x.at - y.at,
    ),
  ]
}

/** What one person did at one moment is one entry: 催办 of eight departments. */
function together(lines: readonly HistoryLine[]): readonly (readonly HistoryLine[])[] {
  return [...Map.groupBy(lines, (line) => `${line.at} ${line.kind} ${line.actor}`).values()]
}

function entryOf(
  reading: Reading,
  order: Order,
  item: ThreadItem,
  safe: (text: string) => string,
): ThreadEntry {
  const words = safe(item.text)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return {
    who: item.of ? withCover(item.of, item.person) : item.person,
    post: sayPlace(reading.bureau, item.by, postsOf(reading.bureau.roster, item.by, dayOf(item.at))),
    at: item.at,
    bot: item.by === 'duban',
    lines: [...words, ...receiptOf(reading, order, item)],
    files: filesOf(item),
  }
}

function receiptOf(reading: Reading, order: Order, item: ThreadItem): Line[] {
  if (item.department === undefined) return []
  const missing = item.files.filter((f) => f.state === 'lost').map((f) => f.name)
  const lost =
    missing.length > 0 ? [[{ text: `附件未能获取：${missing.join('、')}`, tone: 'late' as const }]] : []
  if (item.state === 'gathering') return [...lost, [{ text: '附件尚未登记', tone: 'quiet' }]]
  const department = departmentName(reading, item.department).name
  const files = item.files.length > 0 ? `，附件 ${item.files.length} 个` : ''
  const at = sayMoment(item.at, { year: order.no.year })
  return [...lost, [{ text: `已登记　${department}反馈 ${at}${files}`, tone: 'quiet' }]]
}

function filesOf(item: ThreadItem): BoardFile[] {
  return item.files
    .filter((f) => f.state === 'kept')
    .map((f) => ({ id: f.id, name: f.name, size: f.size ?? 0, from: item.person, at: item.at }))
}

function journalOf(reading: Reading, line: HistoryLine): JournalEntry {
  const name = (code: string) => departmentName(reading, code).name
  return {
    at: line.at,
    who: sayActor(line),
    what: sayHistoryFact(line, name),
    mark: line.hash.slice(0, 8),
    kind: line.kind,
  }
}
