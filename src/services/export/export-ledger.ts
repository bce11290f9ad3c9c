/** The ledger as a table: one row for each department's part of each order, in order of numbers and then of the roster. */
import { eq } from 'drizzle-orm'
import type { Bureau } from '../../domain/bureau.ts'
import { dueMoment, type Timeliness, workdaysLate } from '../../domain/due.ts'
import { ORDER_KINDS } from '../../domain/kinds.ts'
import {
  type Assignment,
  type AssignmentState,
  type Order,
  type OrderState,
  owes,
} from '../../domain/order.ts'
import { departmentOf, inRosterOrder } from '../../domain/roster.ts'
import { printNo } from '../../domain/serial.ts'
import { dayOf, type Moment, timeOf } from '../../domain/time.ts'
import type { Db } from '../../store/database.ts'
import { loadOrders } from '../../store/orders.ts'
import { orders } from '../../store/schema/index.ts'
import { writeCsv } from '../csv.ts'

export interface LedgerRow {
  readonly number: string
  readonly kind: string
  readonly subject: string
  readonly orderState: string
  readonly issuedAt: string
  readonly issuedBy: string
  readonly department: string
  readonly role: string
  readonly state: string
  readonly received: string
  readonly due: string
  /** 暂定 while the due day hangs on an unpublished year. */
  readonly dueNote: string
  readonly signedAt: string
  readonly signedBy: string
  readonly answeredAt: string
  readonly answeredBy: string
  readonly timeliness: string
  readonly workdaysLate: number
  readonly urged: number
  readonly returnReason: string
  readonly approvedAt: string
  readonly endedAt: string
}

export const LEDGER_HEADINGS: Readonly<Record<keyof LedgerRow, string>> = {
  number: '编号',
  kind: '类别',
  subject: '事项',
  orderState: '办理状态',
  issuedAt: '下发时间',
  issuedBy: '经办',
  department: '科室（单位）',
  role: '牵头/配合',
  state: '反馈状态',
  received: '收到日',
  due: '期限',
  dueNote: '期限备注',
  signedAt: '签收时间',
  signedBy: '签收人',
  answeredAt: '反馈时间',
  answeredBy: '反馈人',
  timeliness: '时效',
  workdaysLate: '逾期工作日',
  urged: '催办次数',
  returnReason: '退回原因',
  approvedAt: '审核通过时间',
  endedAt: '办结（撤回）时间',
}

export const LEDGER_STATES: Readonly<Record<AssignmentState, string>> = {
  waiting: '待签收',
  signed: '已签收',
  answered: '已反馈',
  approved: '已审核',
  returned: '已退回',
  declined: '已改派',
  excused: '免予反馈',
}

export const LEDGER_ORDER_STATES: Readonly<Record<OrderState, string>> = {
  issued: '在办',
  closed: '已办结',
  revoked: '已撤回',
}

/** Orders are read in portions, so that a long ledger does not stand in memory as rows and text at once. */
const PORTION = 500

export interface Exported {
  readonly text: string
  /** Restricted orders (限定知悉) that are not in it. */
  readonly leftOut: number
}

/** @param restricted with those that are 限定知悉: whoever gets the file may then read them */
export async function exportLedger(
  db: Db,
  bureau: Bureau,
  now: Moment,
  as: 'json' | 'csv',
  restricted = false,
): Promise<Exported> {
  const leftOut = restricted ? 0 : await db.$count(orders, eq(orders.restricted, true))
  return { text: await ledgerText(db, bureau, now, as, restricted), leftOut }
}

async function ledgerText(
  db: Db,
  bureau: Bureau,
  now: Moment,
  as: 'json' | 'csv',
  restricted: boolean,
): Promise<string> {
  const rows = await ledgerRows(db, bureau, now, restricted)
  if (as === 'json') return `${JSON.stringify(rows, null, 2)}\n`
  const columns = Object.keys(LEDGER_HEADINGS) as (keyof LedgerRow)[]
  return writeCsv([columns.map((c) => LEDGER_HEADINGS[c]), ...rows.map((row) => columns.map((c) => row[c]))])
}

export async function ledgerRows(
  db: Db,
  bureau: Bureau,
  now: Moment,
  restricted: boolean,
): Promise<LedgerRow[]> {
  const ids = (
    await db
      .select({ id: orders.id, year: orders.year, no: orders.no })
      .from(orders)
      .where(restricted ? undefined : eq(orders.restricted, false))
      .orderBy(orders.year, orders.no)
  ).map((row) => row.id)
  const rows: LedgerRow[] = []
  for (let i = 0; i < ids.length; i += PORTION) {
    const found = await loadOrders(db, ids.slice(i, i + PORTION))
    found.sort((x, y) => x.order.no.year - y.order.no.year || x.order.no.no - y.order.no.no)
    for (const { order } of found) rows.push(...rowsOf(bureau, order, now))
  }
  return rows
}

function rowsOf(bureau: Bureau, order: Order, now: Moment): LedgerRow[] {
  const codes = inRosterOrder(
    bureau.roster,
    order.assignments.map((a) => a.department),
  )
  return codes.map((code) => rowOf(bureau, order, order.assignments.find((a) => a.department === code)!, now))
}

function rowOf(bureau: Bureau, order: Order, a: Assignment, now: Moment): LedgerRow {
  const who = (code: string | undefined) => (code ? (bureau.roster.people.get(code)?.name ?? code) : '')
  const late = lateness(bureau, order, a, now)
  return {
    number: printNo(order.no),
    kind: ORDER_KINDS[order.kind].name,
    subject: order.subject,
    orderState: LEDGER_ORDER_STATES[order.state],
    issuedAt: clock(order.issuedAt),
    issuedBy: who(order.issuedBy),
    department: departmentOf(bureau.roster, a.department)?.name ?? a.department,
    role: a.role === 'lead' ? '牵头' : '配合',
    state: LEDGER_STATES[a.state],
    received: a.receivedOn,
    due: `${a.due.on} ${a.due.at}`,
    dueNote: a.due.provisional ? '暂定' : '',
    signedAt: clock(a.signedAt),
    signedBy: who(a.signedBy),
    answeredAt: clock(a.answeredAt),
    answeredBy: a.answeredFor ? `${who(a.answeredFor)}（${who(a.answeredBy)}代）` : who(a.answeredBy),
    timeliness: late.words,
    workdaysLate: late.workdays,
    urged: a.urged,
    returnReason: a.returnReason ?? '',
    approvedAt: clock(a.approvedAt),
    endedAt: clock(order.endedAt),
  }
}

/** What is in time never carries the word 逾期. */
function lateness(
  bureau: Bureau,
  order: Order,
  a: Assignment,
  now: Moment,
): { words: string; workdays: number } {
  if (a.timeliness)
    return {
      words: timelinessWords(a.timeliness),
      workdays: a.timeliness.kind === 'late' ? a.timeliness.workdays : 0,
    }
  if (order.state !== 'issued' || !owes(a) || now <= dueMoment(a.due)) return { words: '', workdays: 0 }
  const workdays = workdaysLate(bureau.calendar, a.due.on, dayOf(now))
  return dayOf(now) === a.due.on
    ? { words: `当日${a.due.at}后未反馈`, workdays: 0 }
    : { words: workdays === 0 ? '逾期' : `逾期 ${workdays} 个工作日`, workdays }
}

function timelinessWords(t: Timeliness): string {
  switch (t.kind) {
    case 'inTime':
      return '按期'
    case 'afterHours':
      return `当日${t.at}后反馈`
    case 'late':
      return t.workdays === 0 ? '逾期' : `逾期 ${t.workdays} 个工作日`
  }
}

function clock(at: Moment | undefined): string {
  return at === undefined ? '' : `${dayOf(at)} ${timeOf(at)}`
}
