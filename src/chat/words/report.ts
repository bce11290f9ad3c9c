/** Reports 报告如下: what a leader asked for, facts first, at most twelve lines. */
import { dueMoment } from '../../domain/due.ts'
import type { DueLine, OrderCard } from '../../domain/notices.ts'
import type { AssignmentState } from '../../domain/order.ts'
import { printNo } from '../../domain/serial.ts'
import type { Day, Moment } from '../../domain/time.ts'
import type { Button, Line, Message } from '../message.ts'
import { BOARD_BUTTON } from '../notices/buttons.ts'
import { plainDay, sayDue, sayMoment } from './dates.ts'
import type { ListRow } from './lists.ts'
import { ASSIGNMENT_STATES, collectiveName, ORDER_STATES, ROLE_NAMES, sayLastWord } from './names.ts'
import { cut, fold, listNames, typedNo } from './short.ts'

/** How one department stands, besides what the card says. */
export interface ReportPart {
  readonly department: string
  readonly workdaysLate: number
  readonly workdaysLeft: number
  readonly urged: number
}

export interface ReportFacts {
  readonly card: OrderCard
  readonly parts: readonly ReportPart[]
  /** `assignment.answered personnel` */
  readonly lastWord: string
  readonly lastAt: Moment
  /** Bureau leaders in charge of the departments. */
  readonly inCharge: readonly string[]
}

const MOST_PARTS = 5
const OWING: readonly AssignmentState[] = ['waiting', 'signed', 'returned']

/** How one order stands. */
export function wordReport(facts: ReportFacts, now: Moment, nameOf: (code: string) => string): Message {
  const { card, lastWord, lastAt, inCharge } = facts
  const year = { year: card.no.year }
  const standing = card.assignments.filter((a) => a.state !== 'declined')
  const left = card.state === 'issued' && card.workdaysLeft > 0 ? `，还有 ${card.workdaysLeft} 个工作日` : ''
  const heads = [
    `领导小组办公室经办　${card.issuedBy}`,
    ...(inCharge.length > 0 ? [`分管　${inCharge.join('、')}`] : []),
  ]
  return {
    title: `报告如下：${card.kind}${printNo(card.no)}　${cut(card.subject, 40)}`,
    ...(card.state === 'closed' ? { tone: 'done' as const } : {}),
    lines: [
      ...(card.state === 'issued' ? [] : [endedLine(card)]),
      ...(standing.length <= MOST_PARTS
        ? standing.map((a) => partLine(facts, a, now))
        : manyLines(facts, now)),
      `期限　${sayDue(card.due, card.dueNote, year)}${left}`,
      `最近进展　${sayMoment(lastAt, year)}　${sayLastWord(lastWord, nameOf)}`,
      heads.join('　'),
    ],
  }
}

function endedLine(card: OrderCard): string {
  const at = card.endedAt === undefined ? '' : `　${sayMoment(card.endedAt, { year: card.no.year })}`
  return `${ORDER_STATES[card.state]}${at}`
}

type Part = OrderCard['assignments'][number]

function partLine({ card, parts }: ReportFacts, a: Part, now: Moment): Line {
  const year = { year: card.no.year }
  const who = [...(card.separate ? [] : [ROLE_NAMES[a.role]]), ...(a.person ? [a.person] : [])]
  const part = parts.find((p) => p.department === a.department.code)
  const at = a.state === 'answered' ? a.answeredAt : a.state === 'approved' ? a.approvedAt : a.signedAt
  const said =
    at === undefined || !['signed', 'answered', 'approved'].includes(a.state) ? '' : ` ${sayMoment(at, year)}`
  const state = `${ASSIGNMENT_STATES[a.state]}${said}`
  const owing = card.state === 'issued' && OWING.includes(a.state)
  const own = a.due.on !== card.due.on ? `（期限 ${plainDay(a.due.on, year)}）` : ''
  const time = owing && part ? `，${timeWords(part, a, now)}${own}` : lateWords(a)
  const urged = owing && part && part.urged > 0 ? `，已催办 ${part.urged} 次` : ''
  const handler = a.handler && a.handler !== a.person ? `，经办 ${a.handler}` : ''
  const name = `${a.department.name}（${who.join('，')}${handler}）　`
  return [
    { text: name },
    { text: `${state}${time}`, ...(owing && part && part.workdaysLate > 0 ? { tone: 'late' as const } : {}) },
    { text: urged },
  ]
}

function timeWords(part: ReportPart, a: Part, now: Moment): string {
  if (part.workdaysLate > 0) return `逾期 ${part.workdaysLate} 个工作日`
  if (part.workdaysLeft > 0) return `还有 ${part.workdaysLeft} 个工作日`
  return now > dueMoment(a.due) ? `${a.due.at} 已到期` : `今日 ${a.due.at} 到期`
}

function lateWords(a: Part): string {
  return a.timeliness?.kind === 'late' && a.timeliness.workdays > 0
    ? `（逾期 ${a.timeliness.workdays} 个工作日反馈）`
    : ''
}

/** Many departments: counts, and the names of those still owing, the overdue ones first. */
function manyLines({ card, parts }: ReportFacts, now: Moment): Line[] {
  const standing = card.assignments.filter((a) => a.state !== 'declined')
  const owing = card.state === 'issued' ? standing.filter((a) => OWING.includes(a.state)) : []
  const late = owing.filter((a) => now > dueMoment(a.due))
  const rest = owing.filter((a) => !late.includes(a))
  const done = standing.length - owing.length
  const urged = Math.max(0, ...parts.map((p) => p.urged))
  const most = Math.max(0, ...parts.map((p) => p.workdaysLate))
  const names = (list: readonly Part[]) =>
    listNames(
      list.map((a) => a.department.name),
      12,
    )
  return [
    `${standing.length} 个${collectiveName(standing.map((a) => a.department))}　已反馈 ${done}，待反馈 ${owing.length}`,
    ...(late.length > 0
      ? [
          [
            {
              text: `逾期${most > 0 ? `（最长 ${most} 个工作日）` : ''}：${names(late)}`,
              tone: 'late' as const,
            },
          ],
        ]
      : []),
    ...(rest.length > 0 ? [`待反馈：${names(rest)}`] : []),
    ...(urged > 0 ? [`已催办，最多 ${urged} 次`] : []),
  ]
}

export interface FigureWords {
  /** 本周, 上个月 … with its days; absent: today's state. */
  readonly period?: { readonly said: string; readonly start: Day; readonly end: Day }
  readonly department?: string
  readonly issued: number
  readonly closed: number
  readonly open: number
  readonly toReview: number
  readonly overdue: readonly DueLine[]
  readonly answeredLate: number
}

const MOST_OVERDUE = 6

/** How many, and of what is overdue which. */
export function wordFigures(
  facts: FigureWords,
  asked: { readonly overdue: boolean; readonly rows: readonly ListRow[] },
): Message {
  const { period, department, issued, closed, open, toReview, overdue, answeredLate } = facts
  const span = period
    ? period.start === period.end
      ? `${period.said}（${plainDay(period.start)}）`
      : `${period.said}（${plainDay(period.start)}至${plainDay(period.end)}）`
    : '目前'
  const orders = new Set(overdue.map((l) => l.order)).size
  const { shown, rest } = fold(overdue, MOST_OVERDUE)
  const rows = !asked.overdue && !period ? fold(asked.rows, MOST_OVERDUE) : { shown: [], rest: 0 }
  const counts = asked.overdue
    ? [
        orders === 0
          ? '没有逾期未反馈的事项'
          : `逾期未反馈 ${orders} 件${department || overdue.length === orders ? '' : `（${overdue.length} 个科室、单位）`}`,
        ...(period ? [`逾期后反馈 ${answeredLate} 项`] : []),
        `在办 ${open} 件`,
      ]
    : [
        ...(period ? [`交办 ${issued} 件`, `办结 ${closed} 件`] : []),
        `目前在办 ${open} 件${toReview > 0 ? `（待审核 ${toReview} 件）` : ''}`,
        `逾期 ${orders} 件`,
      ]
  return {
    title: `报告如下：${department ? `${department}　` : ''}${span}`,
    lines: [
      counts.join('，'),
      ...shown.map(
        (line): Line => [
          { text: `${printNo(line.no)}　${cut(line.subject, 24)}　${line.department.name}　` },
          { text: overdueWords(line), tone: 'late' },
          { text: line.urged > 0 ? `，已催办 ${line.urged} 次` : '' },
        ],
      ),
      ...(rest > 0 ? [`另有 ${rest} 项，见台账`] : []),
      ...rows.shown.filter((r) => !r.overdue).map(rowLine),
      ...(rows.rest > 0 ? [`另有 ${rows.rest} 件，见台账`] : []),
    ],
    ...(rest > 0 || rows.rest > 0 ? { buttons: [BOARD_BUTTON], typed: '查看台账，请发送 /board' } : {}),
  }
}

function overdueWords(line: DueLine): string {
  return line.workdaysLate > 0
    ? `逾期 ${line.workdaysLate} 个工作日`
    : `${plainDay(line.due.on)} ${line.due.at} 已到期`
}

function rowLine({ card, workdaysLeft }: ListRow): Line {
  const owed = card.assignments.filter((a) => OWING.includes(a.state)).map((a) => a.department.name)
  const who = owed.length > 0 ? `待${listNames(owed, 2)}反馈` : '已全部反馈，待审核'
  const left = owed.length === 0 ? '' : workdaysLeft > 0 ? `，还有 ${workdaysLeft} 个工作日` : '，今日到期'
  return `${printNo(card.no)}　${cut(card.subject, 24)}　${who}${left}`
}

const MOST_OFFERED = 5

/** Several may be meant: a button each, or the number to send. */
export function wordShortlist(rows: readonly ListRow[], lead = '请问是哪一件'): Message {
  const { shown, rest } = fold(rows, MOST_OFFERED + 1)
  const offered = shown.slice(0, MOST_OFFERED)
  return {
    title: `报告如下：相关事项 ${rows.length} 件，${lead}`,
    lines: [...offered.map(rowLine), ...(rest > 0 ? [`另有 ${rest} 件，见台账`] : [])],
    buttons: offered.map(
      ({ card }): Button => ({
        label: `${printNo(card.no)}`,
        press: { do: 'report.order', order: card.id },
      }),
    ),
    typed: `请回复编号，如 ${typedNo(offered[0]!.card.no)}`,
  }
}
