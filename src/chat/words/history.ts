/** 履历: what happened to an order, fact by fact. */
import type { Due } from '../../domain/due.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import type { Day, Moment } from '../../domain/time.ts'
import { maskPhones } from '../gate.ts'
import type { Message } from '../message.ts'
import { sayDay, sayDue, sayMoment } from './dates.ts'
import { cut, quiet } from './short.ts'

/** A fact as `services/orders/show-order.ts` reads it from the journal. */
export interface HistoryFact {
  readonly at: Moment
  readonly kind: string
  readonly actor: string
  readonly facts: Readonly<Record<string, unknown>>
}

const MOST_HISTORY = 10

/** Oldest first; of a long history the last ten. */
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
