/** The order's own message, edited in place as it lives. */
import { dueMoment } from '../../domain/due.ts'
import type { AssignmentLine, OrderCard } from '../../domain/notices.ts'
import type { AssignmentState } from '../../domain/order.ts'
import { printNo } from '../../domain/serial.ts'
import type { Line, Message, Tone } from '../message.ts'
import { sayDue, sayMoment } from '../words/dates.ts'
import { ASSIGNMENT_STATES, answeringVerb, collectiveName, ORDER_STATES, ROLE_NAMES } from '../words/names.ts'
import { listNames, toned, typedNo } from '../words/short.ts'
import type { NoticeView, WordsOf } from './view.ts'

/** More departments than this are counted, and only those still owing are named. */
export const MOST_NAMED = 4
/** Leads that stay named beside many who assist. */
const MOST_LEADS = 3
/** A subject longer than this gets a line of its own. */
const MOST_IN_TITLE = 40
const MOST_OWING_NAMES = 20

export const orderCard: WordsOf<'order.card'> = (card, view): Message => {
  const ended = card.state !== 'issued'
  const waiting = !ended && card.assignments.some((a) => a.state === 'waiting')
  const owed = !ended && card.assignments.some((a) => OWING.includes(a.state))
  return {
    ...cardTitle(card),
    ...(card.state === 'closed' ? { tone: 'done' as const } : {}),
    lines: [
      ...subjectLine(card),
      ...(card.state === 'revoked' ? revokedLines(card) : departmentLines(card, view)),
      ...(card.state === 'closed' ? [closedLine(card)] : []),
      ...(ended ? [] : [owed ? askLine(card) : answeredLine(card)]),
      `领导小组办公室（经办 ${card.issuedBy}）　${sayMoment(card.issuedAt, yearOf(card))}`,
      ...(owed ? ['办理结果请回复本消息，以收到“已登记”为准'] : []),
    ],
    ...(waiting
      ? {
          buttons: [
            { label: '签收', press: { do: 'order.sign', order: card.id }, style: 'primary' as const },
          ],
          typed: `回复“收到 ${typedNo(card.no)}”即为签收`,
        }
      : {}),
  }
}

/** `交办单〔2026〕12号　更新权责清单` */
export function cardTitle(card: OrderCard): { readonly title: string } {
  const name = `${card.kind}${printNo(card.no)}`
  return { title: longSubject(card) ? name : `${name}　${oneLine(card.subject)}` }
}

export function subjectLine(card: OrderCard): readonly Line[] {
  return longSubject(card) ? [`事项　${oneLine(card.subject)}`] : []
}

function longSubject(card: OrderCard): boolean {
  return [...card.subject].length > MOST_IN_TITLE
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function yearOf(card: OrderCard) {
  return { year: card.no.year }
}

/** One line a department; of many, counts and the names of those who still owe. */
export function departmentLines(card: OrderCard, view: NoticeView): readonly Line[] {
  const { assignments } = card
  if (assignments.length <= MOST_NAMED) return assignments.map((a) => departmentLine(card, a, view))
  const leads = assignments.filter((a) => a.role === 'lead')
  const named = !card.separate && leads.length <= MOST_LEADS ? leads : []
  const counted = assignments.filter((a) => !named.includes(a))
  return [...named.map((a) => departmentLine(card, a, view)), ...countLines(card, counted, named.length > 0)]
}

function departmentLine(card: OrderCard, a: AssignmentLine, view: NoticeView): Line {
  const asides = [...(card.separate ? [] : [ROLE_NAMES[a.role]]), ...(a.person ? [a.person] : [])]
  const who = `${a.department.name}${asides.length > 0 ? `（${asides.join('，')}）` : ''}`
  return [{ text: `${who}　` }, toned(stateWords(card, a, view), toneOf(a, view))]
}

function stateWords(card: OrderCard, a: AssignmentLine, view: NoticeView): string {
  const state = ASSIGNMENT_STATES[a.state]
  const at = (m: AssignmentLine['signedAt']) => (m === undefined ? '' : ` ${sayMoment(m, yearOf(card))}`)
  switch (a.state) {
    case 'waiting':
    case 'signed': {
      const own =
        a.due.on !== card.due.on || a.due.at !== card.due.at
          ? `，期限 ${sayDue(a.due, a.dueNote, yearOf(card))}`
          : ''
      if (isOver(a, view)) return `${view.inLeadingGroup ? '待反馈' : '逾期，待反馈'}${own}`
      return `${state}${a.state === 'signed' ? at(a.signedAt) : ''}${own}`
    }
    case 'answered': {
      const t = a.timeliness
      const late = !view.inLeadingGroup && t?.kind === 'late' && t.workdays > 0
      return `${state}${at(a.answeredAt)}${late ? `（逾期 ${t.workdays} 个工作日）` : ''}`
    }
    case 'approved':
      return `${state}${at(a.approvedAt)}`
    case 'returned': {
      const again = `${sayDue(a.due, a.dueNote, yearOf(card))} 前重新${answeringVerb([a.department])}`
      if (!isOver(a, view)) return `${state}，${again}`
      return view.inLeadingGroup ? '待反馈' : `逾期，${again}`
    }
    default:
      return state
  }
}

function toneOf(a: AssignmentLine, view: NoticeView): Tone | undefined {
  if (a.state === 'approved') return 'done'
  return !view.inLeadingGroup && isOver(a, view) ? 'late' : undefined
}

function isOver(a: AssignmentLine, { now }: NoticeView): boolean {
  const owes = a.state === 'waiting' || a.state === 'signed' || a.state === 'returned'
  return owes && now !== undefined && now > dueMoment(a.due)
}

const COUNTED: readonly AssignmentState[] = [
  'approved',
  'answered',
  'excused',
  'declined',
  'returned',
  'signed',
  'waiting',
]
const OWING: readonly AssignmentState[] = ['returned', 'signed', 'waiting']

function countLines(
  card: OrderCard,
  counted: readonly AssignmentLine[],
  assisting: boolean,
): readonly Line[] {
  const departments = counted.map((a) => a.department)
  const of = (state: AssignmentState) => counted.filter((a) => a.state === state)
  const counts = COUNTED.filter((s) => of(s).length > 0).map((s) => `${ASSIGNMENT_STATES[s]} ${of(s).length}`)
  const head = `${assisting ? '配合 ' : ''}${departments.length} 个${collectiveName(departments)}　`
  const lines: Line[] = [`${head}${counts.join('，')}`]
  if (card.state !== 'issued') return lines
  for (const state of OWING) {
    const names = of(state).map((a) => a.department.name)
    if (names.length === 0) continue
    const label = state === 'signed' ? '待反馈' : ASSIGNMENT_STATES[state]
    lines.push(`${label}：${listNames(names, MOST_OWING_NAMES)}`)
  }
  return lines
}

function askLine(card: OrderCard): Line {
  const verb = answeringVerb(card.assignments.map((a) => a.department))
  const due = sayDue(card.due, card.dueNote, yearOf(card))
  const left = card.workdaysLeft > 0 ? `，剩余 ${card.workdaysLeft} 个工作日` : ''
  return `请于 ${due} 前${verb}${left}`
}

/** Nobody is asked any more: the office has the answers. */
function answeredLine(card: OrderCard): Line {
  return `期限 ${sayDue(card.due, card.dueNote, yearOf(card))}，已全部反馈，待审核`
}

function closedLine(card: OrderCard): Line {
  const at = card.endedAt === undefined ? '' : `　${sayMoment(card.endedAt, yearOf(card))}`
  return [{ text: `已办结${at}`, tone: 'done' }]
}

function revokedLines(card: OrderCard): readonly Line[] {
  const at = card.endedAt === undefined ? '' : `　${sayMoment(card.endedAt, yearOf(card))}`
  const names = card.assignments.map((a) => a.department.name)
  return [
    `已撤回${at}，不再办理`,
    ...(card.endReason ? [`事由　${oneLine(card.endReason)}`] : []),
    `原承办　${listNames(names, MOST_OWING_NAMES)}`,
  ]
}

/** What everybody sees of a restricted order. */
export const orderRestricted: WordsOf<'order.restricted'> = ({ no, kind, state, at }) => ({
  lines: [`${kind}${printNo(no)}　限定知悉　${ORDER_STATES[state]} ${sayMoment(at, { year: no.year })}`],
})
