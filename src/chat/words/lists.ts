/** Lists of orders, one order as it stands, its history, and why it is due when it is. */
import type { ClockStep } from '../../domain/clock/steps.ts'
import type { Due } from '../../domain/due.ts'
import type { DueNote, OrderCard } from '../../domain/notices.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import type { Day, Moment } from '../../domain/time.ts'
import { maskPhones } from '../gate.ts'
import type { Line, Message, Span } from '../message.ts'
import { BOARD_BUTTON } from '../notices/buttons.ts'
import { cardTitle, departmentLines, MOST_NAMED, subjectLine } from '../notices/order-card.ts'
import { sayClockStep } from './clock-steps.ts'
import { plainDay, sayDay, sayDue, sayMoment } from './dates.ts'
import { ORDER_STATES } from './names.ts'
import { cut, fold, MOST_LINES, quiet } from './short.ts'

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
  const first = card.assignments[0]?.department.name ?? ''
  const who = card.assignments.length > 1 ? `${first}等 ${card.assignments.length} 个` : first
  return [{ text: `${printNo(card.no)}　${cut(card.subject, 24)}　${who}　` }, rowState(row)]
}

function rowState({ card, overdue, workdaysLate, workdaysLeft }: ListRow): Span {
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
      ...subjectLine(card),
      ...lines,
      ...reasons.slice(0, 2),
      `期限　${sayDue(card.due, card.dueNote, words)}${left}`,
      `依据　${card.basis}${card.termWorkdays ? ` ${card.termWorkdays} 个工作日` : ''}`,
      `${ORDER_STATES[card.state]}${ended}　领导小组办公室（经办 ${card.issuedBy}）　${sayMoment(card.issuedAt, words)}`,
      ...(card.endReason ? [`事由　${cut(card.endReason, 60)}`] : []),
    ],
  }
}

/** A fact as `services/orders/show-order.ts` reads it from the journal. */
export interface HistoryFact {
  readonly at: Moment
  readonly kind: string
  readonly actor: string
  readonly facts: Readonly<Record<string, unknown>>
}

const MOST_HISTORY = 10

/** 履历: what happened, oldest first; of a long history the last ten. */
export function history(
  no: OrderNo,
  facts: readonly HistoryFact[],
  departmentName: (code: string) => string,
): Message {
  const last = facts.slice(-MOST_HISTORY)
  const before = facts.length - last.length
  return {
    title: `履历　${printNo(no)}`,
    lines: [
      ...(before > 0 ? [quiet(`此前 ${before} 条，见台账`)] : []),
      ...last.map(
        (fact) =>
          `${sayMoment(fact.at, { year: no.year })}　${fact.actor}　${sayHistoryFact(fact, departmentName)}`,
      ),
    ],
  }
}

/** One fact in words; what has no words yet is said by its kind, never left out. */
export function sayHistoryFact(
  { kind, facts }: Pick<HistoryFact, 'kind' | 'facts'>,
  departmentName: (code: string) => string,
): string {
  const department = typeof facts.department === 'string' ? departmentName(facts.department) : ''
  const said = (name: string, label: string) => {
    const value = facts[name]
    return typeof value === 'string' && value.trim() ? `，${label}：${cut(maskPhones(value), 40)}` : ''
  }
  const due = (value: unknown) => (isDue(value) ? sayDue(value) : '')
  switch (kind) {
    case 'order.issued':
      return `下发${said('subject', '事项')}`
    case 'order.received':
      return typeof facts.on === 'string' ? `按${sayDay(facts.on as Day)}收到计算期限` : '收到时间变更'
    case 'order.due-moved':
      return `${department}期限由 ${due(facts.from)} 调整为 ${due(facts.to)}${said('why', '事由')}`
    case 'assignment.signed':
      return `${department}签收`
    case 'assignment.answered':
      return `${department}${facts.further === true ? '补充反馈' : '反馈'}${said('text', '内容')}`
    case 'answer.joined':
      return `${department}补充${Array.isArray(facts.files) && facts.files.length > 0 ? `附件 ${facts.files.length} 个` : '内容'}${said('text', '内容')}`
    case 'assignment.approved':
      return `${department}反馈审核通过`
    case 'assignment.returned':
      return `退回${department}反馈${said('reason', '理由')}${isDue(facts.due) ? `，${due(facts.due)} 前重新反馈` : ''}`
    case 'assignment.excused':
      return `${department}免予反馈${said('reason', '事由')}`
    case 'assignment.urged':
      return `催办${department}`
    case 'order.asked':
      return `${department}请示${said('text', '内容')}`
    case 'order.instructed':
      return `批示${said('text', '内容')}`
    case 'order.closed':
      return '办结'
    case 'order.revoked':
      return `撤回${said('reason', '事由')}`
    case 'order.reopened':
      return `重新办理${said('reason', '事由')}`
    case 'reminder.sent':
      return `提醒${department}`
    case 'overdue.talked':
      return `与${department}沟通`
    case 'overdue.reported':
      return `${department}逾期情况报分管领导`
    case 'remark.recalled':
      return '撤回一条往来消息'
    default:
      return `${kind}${department ? ` ${department}` : ''}`
  }
}

function isDue(value: unknown): value is Due {
  const due = value as Partial<Due> | null | undefined
  return typeof due?.on === 'string' && typeof due.at === 'string'
}

/** How a due day came about. */
export type WhyReason =
  /** So many working days from receipt; `steps` from the domain's `countWorkdays`. */
  | { readonly kind: 'workdays'; readonly workdays: number; readonly steps: readonly ClockStep[] }
  /** So many days from receipt, working or not. */
  | { readonly kind: 'days'; readonly days: number; readonly received: Day }
  /** A day that was said as a day. */
  | { readonly kind: 'date' }
  /** An answer was sent back. `said`: with a date of its own. */
  | { readonly kind: 'returned'; readonly returnedOn: Day; readonly said: boolean; readonly kept?: boolean }

export interface WhyFacts {
  readonly no: OrderNo
  /** 交办单 */
  readonly kind: string
  readonly due: Due
  readonly dueNote?: DueNote | undefined
  readonly basis: string
  readonly reason: WhyReason
  /** Named when the order's departments have different due days. */
  readonly department?: string | undefined
  /** The due day was another one before. */
  readonly moved?:
    | { readonly from: Due; readonly why: 'received' | 'calendar'; readonly notice?: string }
    | undefined
}

/**
 * `/why #58`: the due day, derived so that a person can follow.
 * @param most lines there is room for; a chat has one screen of a phone
 */
export function whyDue(facts: WhyFacts, most = MOST_LINES): Message {
  const tail = [...movedLine(facts), '对期限有异议的，请在本条下说明理由，由办公室核定']
  const head = facts.department ? [`承办　${facts.department}`] : []
  const room = most - 1 - head.length - tail.length
  return {
    title: `${facts.kind}${printNo(facts.no)}　期限说明`,
    lines: [...head, ...within(reasonLines(facts), room), ...tail],
  }
}

function reasonLines({ no, due, dueNote, basis, reason }: WhyFacts): string[] {
  const year = no.year
  const said = sayDue(due, dueNote, { year })
  switch (reason.kind) {
    case 'workdays': {
      const arrangement = reason.steps
        .filter((s) => s.kind === 'arrangement')
        .map((s) => sayClockStep(s, year))
      const counted = reason.steps.filter((s) => s.kind !== 'arrangement' && s.kind !== 'due')
      const rests = [`${basis} ${reason.workdays} 个工作日`, ...arrangement.filter((a) => a !== '')]
      return [...counted.map((s) => sayStep(s, year)), `${said} 届满`, `依据　${rests.join('；')}`]
    }
    case 'days':
      return [
        `${sayDay(reason.received, { year })}收到，当日不计`,
        `自次日起 ${reason.days} 日，按自然日计算，含休息日`,
        `${said} 届满`,
        `依据　${basis} ${reason.days} 日`,
      ]
    case 'date':
      return [
        `交办时指定日期 ${said}`,
        '指定日期的，不因收到早晚变动，当日计入',
        ...(dueNote?.kind === 'dayOff'
          ? [`当日为休息日，期限不顺延，请于${sayDay(dueNote.lastWorkday, { year })}前办理`]
          : []),
        `依据　${basis}`,
      ]
    case 'returned':
      return [
        `${sayDay(reason.returnedOn, { year })}退回，重新反馈期限 ${said}`,
        reason.said
          ? '退回时另行指定期限'
          : reason.kept
            ? '退回时未另定期限，沿用原期限'
            : '退回时未另定期限，原期限所余不足 2 个工作日，给予 2 个工作日，退回当日不计',
        `依据　${basis}`,
      ]
  }
}

function sayStep(step: ClockStep, year: number): string {
  if (step.kind === 'dayZero') return `${sayDay(step.day, { year })}收到，当日不计`
  if (step.kind === 'holiday')
    return sayClockStep({ ...step, name: step.name.replace('国庆节', '国庆') }, year)
  return sayClockStep(step, year)
}

function movedLine({ moved, no }: WhyFacts): string[] {
  if (!moved) return []
  const from = sayDue(moved.from, undefined, { year: no.year })
  if (moved.why === 'received') return [`原定 ${from}，因实际收到晚于下发之日，自收到次日重新计算`]
  return [`原定 ${from}，因放假安排公布${moved.notice ? `（${moved.notice}）` : ''}，重新计算`]
}

/** A very long derivation keeps its beginning and its end. */
function within(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines
  const end = 3
  const begin = most - end - 1
  return [...lines.slice(0, begin), `中间 ${lines.length - begin - end} 行略，见台账`, ...lines.slice(-end)]
}
