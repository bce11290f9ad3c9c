/** What an order's page lists beside the thread and the clock: facts, parts, sub-orders, requests, 催办, 更正. */

import { missingFrom } from '../../chat/understand/checklist.ts'
import { sayDay, sayDue, sayMoment } from '../../chat/words/dates.ts'
import { ASSIGNMENT_STATES, ORDER_STATES, ROLE_NAMES, withCover } from '../../chat/words/names.ts'
import { roadName } from '../../chat/words/urging.ts'
import { type Due, dueMoment, workdaysLate } from '../../domain/due.ts'
import { mostWorkdays } from '../../domain/extension.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { AssignmentLine, OrderCard, UrgeRecord } from '../../domain/notices.ts'
import { type Order, orderDue, owes } from '../../domain/order.ts'
import type { OrderRequest } from '../../domain/requests.ts'
import { printNo } from '../../domain/serial.ts'
import { dayOf, type Moment } from '../../domain/time.ts'
import type {
  AskedLine,
  CorrectedLine,
  OrderFactLine,
  OrderPart,
  SubOrder,
  UrgedLine,
} from '../../http/board/port.ts'
import { departmentName, personName } from '../../services/orders/card.ts'
import type { HistoryLine, ThreadItem } from '../../services/orders/show-order.ts'
import type { View } from './row.ts'

// ---- 要素 ----

/** @param urgency 加急, 特急 …, where it is not 平件 */
export function factsOf(
  view: View,
  order: Order,
  card: OrderCard,
  urgency?: string,
): readonly OrderFactLine[] {
  const { parent } = order
  return [
    ...(urgency ? [{ name: '紧急程度', text: urgency }] : []),
    ...(card.basis ? [{ name: '依据', text: card.basis }] : []),
    ...(parent ? [{ name: '上级单', text: printNo(parent.no), href: hrefOf(parent.no) }] : []),
    ...(card.checklist ? [{ name: '反馈要求', text: `逐项反馈：${card.checklist.join('、')}` }] : []),
    ...(card.reviewer ? [{ name: '审核', text: card.reviewer }] : []),
    ...(card.copied && card.copied.length > 0 ? [{ name: '抄送', text: card.copied.join('、') }] : []),
    ...(order.limit ? [{ name: '法定期限', text: limitWords(view, order, order.limit) }] : []),
  ]
}

/** With the working days between the order's own due day and it: no extension can be longer. */
function limitWords({ bureau }: View, order: Order, limit: NonNullable<Order['limit']>): string {
  const said = `${sayDay(limit.on, { year: order.no.year })}${limit.why ? `，${limit.why}` : ''}`
  const left = mostWorkdays(bureau.calendar, orderDue(order), limit)
  if (order.state !== 'issued') return said
  return `${said}；本单期限之后还剩 ${Math.max(0, left)} 个工作日，延期不得超过`
}

// ---- 承办 ----

/** @param said the order's answers; none for a viewer who may not see them */
export function partsOf(
  view: View,
  order: Order,
  card: OrderCard,
  said: readonly ThreadItem[],
): readonly OrderPart[] {
  return card.assignments.map((a): OrderPart => {
    const late = order.state === 'issued' && OWING.has(a.state) && dueMoment(a.due) < view.now
    return {
      name: a.department.name,
      role: card.separate || card.assignments.length === 1 ? '' : ROLE_NAMES[a.role],
      ...(a.person ? { person: withCover(a.person, a.cover) } : {}),
      ...(a.handler ? { handler: a.handler } : {}),
      state: stateOf(view, order, a, late),
      late,
      done: a.state === 'approved',
      notes: notesOf(order, card, a, said),
    }
  })
}

const OWING: ReadonlySet<AssignmentLine['state']> = new Set(['waiting', 'signed', 'returned'])

function stateOf({ bureau, now }: View, order: Order, a: AssignmentLine, late: boolean): string {
  const at = (moment: Moment | undefined) =>
    moment === undefined ? '' : ` ${sayMoment(moment, { year: order.no.year })}`
  const state = ASSIGNMENT_STATES[a.state]
  if (late) {
    const days = workdaysLate(bureau.calendar, a.due.on, dayOf(now))
    const owed = a.state === 'returned' ? '待重新反馈' : '待反馈'
    return days > 0 ? `逾期 ${days} 个工作日，${owed}` : `已到期，${owed}`
  }
  switch (a.state) {
    case 'signed':
      return `${state}${at(a.signedAt)}`
    case 'answered':
    case 'approved':
      return `${state}${at(a.state === 'approved' ? a.approvedAt : a.answeredAt)}`
    case 'declined':
      return `${state}${a.reroutedTo ?? ''}`
    default:
      return state
  }
}

function notesOf(
  order: Order,
  card: OrderCard,
  a: AssignmentLine,
  said: readonly ThreadItem[],
): readonly string[] {
  const words = { year: order.no.year }
  const from = card.assignments
    .filter((x) => x.reroutedTo === a.department.name)
    .map((x) => x.department.name)
  const own = a.due.on !== card.due.on || a.due.at !== card.due.at
  const by = a.answeredBy && a.answeredFor ? withCover(a.answeredFor, a.answeredBy) : a.answeredBy
  const shown = a.person && withCover(a.person, a.cover)
  const gone = a.state === 'declined'
  const missing = missingIn(order, a.department.code, said)
  return [
    ...(from.length > 0 ? [`由${from.join('、')}改派`] : []),
    ...(a.extended ? [`已延期 ${a.extended} 次`] : []),
    ...(own && !gone ? [`期限 ${sayDue(a.due, a.dueNote, words)}`] : []),
    ...(by && !gone && (by !== shown || timelinessOf(a)) ? [`${by}反馈${timelinessOf(a)}`] : []),
    ...(a.state === 'returned' && a.returnReason ? [`退回理由：${a.returnReason}`] : []),
    ...(missing.length > 0 ? [`反馈中未见：${missing.join('、')}`] : []),
  ]
}

/** What is in time never carries the word 逾期. */
function timelinessOf({ timeliness: t }: AssignmentLine): string {
  if (t?.kind === 'late') return t.workdays > 0 ? `，逾期 ${t.workdays} 个工作日` : '，期限届满后'
  return t?.kind === 'afterHours' ? `，当日${t.at}后` : ''
}

/** Of the answer as it stands; what was sent back counts no more. */
function missingIn(order: Order, department: string, said: readonly ThreadItem[]): readonly string[] {
  const { checklist, files } = kindOf(order.kind)
  const part = order.assignments.find((a) => a.department === department)
  if (part?.state !== 'answered' && part?.state !== 'approved') return []
  const answers = said.filter(
    (item) => item.department === department && (item.state === 'filed' || item.state === 'approved'),
  )
  if (answers.length === 0) return []
  return missingFrom({
    checklist,
    expectsFiles: files,
    text: answers.map((item) => item.text).join('\n'),
    names: answers.flatMap((item) => item.files.map((f) => f.name)),
  })
}

// ---- 子单 ----

export function subOf(view: View, sub: Order): SubOrder {
  const late = sub.state === 'issued' && sub.assignments.some((a) => owes(a) && dueMoment(a.due) < view.now)
  const due = orderDue(sub)
  return {
    number: printNo(sub.no),
    href: hrefOf(sub.no),
    subject: sub.subject,
    stateText:
      sub.state === 'issued'
        ? `${late ? '逾期' : ORDER_STATES.issued}，期限 ${sayDue(due, undefined, { year: sub.no.year })}`
        : ORDER_STATES[sub.state],
    late,
  }
}

function hrefOf(no: Order['no']): string {
  return `/orders/${no.year}/${no.no}`
}

// ---- 申请 ----

const ASKED: Readonly<Record<OrderRequest['kind'], string>> = {
  extension: '申请延期',
  reroute: '申请改派',
  instruction: '请示',
}

/** 人事科申请延期，待张明决定 */
export function askOf(view: View, request: OrderRequest): string {
  return `${departmentName(view, request.department).name}${ASKED[request.kind]}，${waitsFor(view, request)}`
}

function waitsFor(view: View, { kind, approver }: OrderRequest): string {
  const who = approver === undefined ? '办公室' : personName(view, approver)
  return `待${who}${kind === 'instruction' ? '答复' : '决定'}`
}

export function askedOf(
  view: View,
  order: Order,
  requests: readonly OrderRequest[],
  safe: (text: string) => string,
): readonly AskedLine[] {
  return requests.map((r) => {
    const open = r.state === 'open'
    const department = departmentName(view, r.department).name
    const proper = r.proper === undefined ? '' : `，认为应由${departmentName(view, r.proper).name}承办`
    const days = r.workdays === undefined ? '' : ` ${r.workdays} 个工作日`
    return {
      at: r.at,
      who: personName(view, r.person),
      what: `${department}${ASKED[r.kind]}${days}${proper}`,
      reason: safe(r.reason),
      outcome: open && order.state === 'issued' ? waitsFor(view, r) : endOf(view, order, r, safe),
      open: open && order.state === 'issued',
    }
  })
}

const ENDS: Readonly<Record<OrderRequest['state'], string>> = {
  open: '随本单办结，不再决定',
  granted: '同意',
  refused: '未予同意',
  answered: '已答复',
  withdrawn: '已撤销',
}

function endOf(view: View, order: Order, r: OrderRequest, safe: (text: string) => string): string {
  const by = r.decidedBy === undefined ? '' : `　${personName(view, r.decidedBy)}`
  const at = r.decidedAt === undefined ? '' : ` ${sayMoment(r.decidedAt, { year: order.no.year })}`
  const words = r.decision && r.state !== 'granted' ? `：${safe(r.decision)}` : ''
  return `${ENDS[r.state]}${words}${by}${at}`
}

// ---- 催办 ----

const RESULTS: Readonly<Record<UrgeRecord['result'], string>> = {
  waiting: '待送达',
  sent: '已送达',
  parked: '未送达',
  unreached: '请电话联系',
}

/** In the order of time, then of the roster. */
export function urgedOf(
  view: View,
  order: Order,
  urgings: readonly (UrgeRecord & { readonly department: string })[],
): readonly UrgedLine[] {
  const ranks = order.assignments.map((a) => a.department)
  const groups = Map.groupBy(urgings, (u) => [u.at, u.by, u.department, u.road, u.result].join(' '))
  return [...groups.values()]
    .toSorted(([x], [y]) => x!.at - y!.at || ranks.indexOf(x!.department) - ranks.indexOf(y!.department))
    .map((some) => {
      const u = some[0]!
      const names = some.map((one) => one.to).filter(Boolean)
      return {
        at: u.at,
        by: u.by,
        to: [departmentName(view, u.department).name, names.join('、')].filter(Boolean).join(' '),
        road: roadName(u.road),
        result: u.road === 'phone' ? '已联系' : RESULTS[u.result],
        failed: u.result === 'parked' || u.result === 'unreached',
      }
    })
}

// ---- 更正 ----

const FIELDS: Readonly<Record<string, string>> = { subject: '事项', due: '期限', answeredAt: '反馈时间' }

export function correctedOf(
  view: View,
  order: Order,
  history: readonly HistoryLine[],
  safe: (text: string) => string,
): readonly CorrectedLine[] {
  return history
    .filter((line) => line.kind === 'order.corrected')
    .map(({ at, actor, facts }) => {
      const {
        field = '',
        from,
        to,
      } = (facts.change ?? {}) as { field?: string; from?: unknown; to?: unknown }
      const department =
        typeof facts.department === 'string' ? departmentName(view, facts.department).name : ''
      const say = (value: unknown) => safe(valueWords(value, order.no.year))
      return {
        at,
        who: actor,
        what: `${department}${FIELDS[field] ?? field}`,
        from: say(from),
        to: say(to),
        why: typeof facts.why === 'string' ? safe(facts.why) : '',
      }
    })
}

function valueWords(value: unknown, year: number): string {
  if (typeof value === 'number') return sayMoment(value as Moment, { year })
  const due = value as Partial<Due> | null | undefined
  if (typeof due?.on === 'string' && typeof due.at === 'string')
    return sayDue(due as Due, undefined, { year })
  return value === undefined || value === null ? '' : String(value)
}
