/** The order's own message, edited in place as it lives. */
import { dueMoment } from '../../domain/due.ts'
import { ORDER_KINDS } from '../../domain/kinds.ts'
import type { AssignmentLine, OrderCard } from '../../domain/notices.ts'
import type { AssignmentState } from '../../domain/order.ts'
import { printNo } from '../../domain/serial.ts'
import { urgencyNow } from '../../domain/urgency.ts'
import type { Line, Message, Tone } from '../message.ts'
import { sayDue, sayMoment } from '../words/dates.ts'
import {
  ASSIGNMENT_STATES,
  answeringVerb,
  collectiveName,
  ORDER_STATES,
  ROLE_NAMES,
  URGENCY_NAMES,
  withCover,
} from '../words/names.ts'
import { cut, listNames, MOST_LINES, toned, typedNo } from '../words/short.ts'
import { toneFor } from '../words/tone.ts'
import { requestButtons } from './buttons.ts'
import type { NoticeView, WordsOf } from './view.ts'

/** More departments than this are counted, and only those still owing are named. */
export const MOST_NAMED = 4
/** Leads that stay named beside many who assist. */
const MOST_LEADS = 3
/** A subject longer than this gets a line of its own. */
const MOST_IN_TITLE = 40
const MOST_OWING_NAMES = 20
/** What a 交办单 rests on goes without saying. */
const PLAIN_BASIS = ORDER_KINDS.task.basis

export const orderCard: WordsOf<'order.card'> = (card, view): Message => {
  const ended = card.state !== 'issued'
  const waiting = !ended && !card.copy && card.assignments.some((a) => a.state === 'waiting')
  const owed = !ended && card.assignments.some((a) => OWING.includes(a.state))
  const above = [
    ...restrictedLine(card),
    ...subjectLine(card),
    ...(card.state === 'revoked' ? revokedLines(card) : departmentLines(card, view)),
    ...(card.state === 'closed' ? [closedLine(card)] : []),
    ...(ended ? [] : [owed ? askLine(card) : answeredLine(card)]),
  ]
  const below = [
    `领导小组办公室（经办 ${card.issuedBy}）　${sayMoment(card.issuedAt, yearOf(card))}`,
    ...(owed && !card.copy ? ['办理结果请回复本消息，以收到“已登记”为准'] : []),
  ]
  const room = MOST_LINES - 1 - above.length - below.length
  return {
    ...cardTitle(card),
    ...(card.state === 'closed' ? { tone: 'done' as const } : {}),
    lines: [...above, ...besideLines(card, owed && !card.copy).slice(0, Math.max(0, room)), ...below],
    ...(owed && !card.copy ? asking(card, waiting) : {}),
  }
}

/** What a department can do with it here: 签收 while somebody is waiting, and what it may ask for. */
function asking(card: OrderCard, waiting: boolean): Required<Pick<Message, 'buttons' | 'typed'>> {
  const no = typedNo(card.no)
  const sign = { label: '签收', press: { do: 'order.sign', order: card.id }, style: 'primary' as const }
  return {
    buttons: [...(waiting ? [sign] : []), ...requestButtons(card.id)],
    typed: `${waiting ? `回复“收到 ${no}”即为签收；` : ''}延期、改派请写：/extend ${no} 3个工作日 理由，/reroute ${no} 科室 理由`,
  }
}

/** It stands in a department's own chat or with one person: whoever reads it is reminded to keep it there. */
export function restrictedLine(card: Pick<OrderCard, 'restricted' | 'copy'>): readonly Line[] {
  if (!card.restricted) return []
  return [[{ text: `${card.copy ? '抄送　' : ''}限定知悉，请勿转发`, tone: 'strong' }]]
}

/** What an answer has to contain, what the order rests on, and who has another part in it: as much as fits one screen. */
function besideLines(card: OrderCard, asking: boolean): readonly Line[] {
  const basis = [
    ...(card.basis && card.basis !== PLAIN_BASIS ? [`依据　${cut(card.basis, 60)}`] : []),
    ...wholeAndParts(card),
  ]
  const roles = otherRoles(card)
  return [
    ...(asking && card.checklist ? [`请逐项反馈：${card.checklist.join('、')}`] : []),
    ...(basis.length > 0 ? [basis.join('　')] : []),
    ...(roles.length > 0 ? [roles.join('　')] : []),
  ]
}

/** `属〔2026〕12号`, `子单 2 件在办` */
export function wholeAndParts(card: OrderCard): readonly string[] {
  return [
    ...(card.parent ? [`属${printNo(card.parent)}`] : []),
    ...(card.openSubs && !onlySubsOpen(card) ? [`子单 ${card.openSubs} 件在办`] : []),
  ]
}

/** `审核　罗静`, `抄送　计财科、孙丽` */
export function otherRoles(card: OrderCard): readonly string[] {
  return [
    ...(card.reviewer ? [`审核　${card.reviewer}`] : []),
    ...(card.copied && card.copied.length > 0 ? [`抄送　${listNames(card.copied, 6)}`] : []),
  ]
}

/** `（特急）`: while the director has not confirmed it, it is treated as 加急 and says so. */
function urgencyMark(card: OrderCard): string {
  const urgency = card.urgency && urgencyNow({ ...card, urgency: card.urgency })
  return urgency && urgency !== 'ordinary' ? `（${URGENCY_NAMES[urgency]}）` : ''
}

/** `交办单〔2026〕12号　更新权责清单` */
export function cardTitle(card: OrderCard): { readonly title: string } {
  const name = `${card.kind}${printNo(card.no)}${urgencyMark(card)}`
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
  const head = a.person && withCover(a.person, a.cover)
  const asides = [
    ...(card.separate ? [] : [ROLE_NAMES[a.role]]),
    ...(head ? [head] : []),
    ...(a.handler && a.handler !== a.person ? [`经办 ${a.handler}`] : []),
  ]
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
      if (isOver(a, view)) return `${kept(a, view) ? '待反馈' : '逾期，待反馈'}${own}`
      return `${state}${a.state === 'signed' ? at(a.signedAt) : ''}${own}`
    }
    case 'answered': {
      const t = a.timeliness
      const late = !view.inLeadingGroup && t?.kind === 'late' && t.workdays > 0
      return `${state}${at(a.answeredAt)}${answeredInstead(a)}${late ? `（逾期 ${t.workdays} 个工作日）` : ''}`
    }
    case 'approved':
      return `${state}${at(a.approvedAt)}${answeredInstead(a)}`
    case 'returned': {
      const again = `${sayDue(a.due, a.dueNote, yearOf(card))} 前重新${answeringVerb([a.department])}`
      if (!isOver(a, view)) return `${state}，${again}`
      return kept(a, view) ? '待反馈' : `逾期，${again}`
    }
    case 'declined':
      return a.reroutedTo ? `已改派${a.reroutedTo}` : state
    default:
      return state
  }
}

/** `，王强（李明代）`, unless the line names them so already. */
function answeredInstead(a: AssignmentLine): string {
  if (a.answeredFor === undefined || a.answeredBy === undefined) return ''
  return a.answeredFor === a.person && a.answeredBy === a.cover
    ? ''
    : `，${withCover(a.answeredFor, a.answeredBy)}`
}

function toneOf(a: AssignmentLine, view: NoticeView): Tone | undefined {
  if (a.state === 'approved') return 'done'
  return !kept(a, view) && isOver(a, view) ? 'late' : undefined
}

/** In the leading group's chat nobody is named as overdue before the director released it. */
function kept(a: AssignmentLine, view: NoticeView): boolean {
  return view.inLeadingGroup && !a.released
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
  const tone = toneFor(card.assignments.map((a) => a.department))
  const due = sayDue(card.due, card.dueNote, yearOf(card))
  const left = card.workdaysLeft > 0 ? `，剩余 ${card.workdaysLeft} 个工作日` : ''
  return `${tone.ask(due)}${left}`
}

/** Everything of its own is done, and its sub-orders are not. */
function onlySubsOpen(card: OrderCard): boolean {
  const own = card.assignments.some(
    (a) => OWING.includes(a.state) || (a.role === 'lead' && a.state === 'answered'),
  )
  return card.state === 'issued' && !own && (card.openSubs ?? 0) > 0
}

/** Nobody is asked any more: the office has the answers. */
function answeredLine(card: OrderCard): Line {
  const due = `期限 ${sayDue(card.due, card.dueNote, yearOf(card))}`
  if (onlySubsOpen(card)) return `${due}，已全部审核，待子单 ${card.openSubs} 件办结`
  return `${due}，已全部反馈，待审核`
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
export const orderRestricted: WordsOf<'order.restricted'> = ({ no, kind, state }) => ({
  lines: [`${kind}${printNo(no)}　限定知悉${state === 'issued' ? '' : `　${ORDER_STATES[state]}`}`],
})

/** To the issuer: they have to be reached by another road than chat. */
export const orderUnreached: WordsOf<'order.unreached'> = ({ no, names }) => ({
  title: `${printNo(no)}　限定知悉　有 ${names.length} 个未能送达`,
  lines: [
    `未送达：${listNames(
      names.map(({ name, person }) => (person ? `${name}（${person}）` : name)),
      MOST_OWING_NAMES,
    )}`,
    '上述对象无本科室、单位工作群及工作平台账号，本件不经微信发送，请当面或以纸质方式送达',
  ],
})
