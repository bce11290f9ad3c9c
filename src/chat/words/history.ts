/** 履历: what happened to an order, fact by fact. */
import type { Due } from '../../domain/due.ts'
import type { UrgeRecord } from '../../domain/notices.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import type { Day, Moment } from '../../domain/time.ts'
import { maskPhones } from '../gate.ts'
import type { Message } from '../message.ts'
import { sayDay, sayDue, sayMoment } from './dates.ts'
import { sayLastWord, withCover } from './names.ts'
import { cut, quiet } from './short.ts'
import { sayResult, sayUrgings } from './urging.ts'

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
  urgings: readonly UrgeRecord[] = [],
): Message {
  const last = facts.slice(-MOST_HISTORY)
  const before = facts.length - last.length
  return {
    title: `履历　${printNo(no)}`,
    lines: [
      ...(before > 0 ? [quiet(`此前 ${before} 条，见台账`)] : []),
      ...last.map(
        (fact) =>
          `${sayMoment(fact.at, { year: no.year })}　${sayActor(fact)}　${sayHistoryFact(fact, departmentName)}`,
      ),
      ...sayUrgings(urgings, no.year),
    ],
  }
}

/** Who did it; a cover with the person on leave: `王强（李明代）`. */
export function sayActor({ actor, facts }: Pick<HistoryFact, 'actor' | 'facts'>): string {
  return typeof facts.coverFor === 'string' ? withCover(facts.coverFor, actor) : actor
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
      return `下发${said('subject', '事项')}${said('approvedName', '审定')}`
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
    case 'assignment.answer-withdrawn':
      return `${department}撤回反馈，恢复待反馈`
    case 'answer.edited':
      return `${department}修改反馈内容${said('text', '修改为')}`
    case 'answer.recalled':
      return `${department}撤回反馈的部分内容`
    case 'assignment.promised':
      return `${department}承诺${said('text', '内容')}`
    case 'assignment.approved':
      return `${department}反馈审核通过`
    case 'assignment.returned':
      return `退回${department}反馈${said('reason', '理由')}${isDue(facts.due) ? `，${due(facts.due)} 前重新反馈` : ''}`
    case 'assignment.excused':
      return `${department}免予反馈${said('reason', '事由')}`
    case 'assignment.urged':
      return `催办${department}${toldWords(facts.told)}`
    case 'assignment.phoned':
      return `催办${department}：电话已联系`
    case 'assignment.handed':
      return `${department}指定经办${typeof facts.handler === 'string' ? `　${facts.handler}` : ''}`
    case 'extension.requested':
      return `${department}申请延期${typeof facts.workdays === 'number' ? ` ${facts.workdays} 个工作日` : ''}${said('reason', '理由')}`
    case 'extension.refused':
      return `${department}延期未予同意${said('reason', '理由')}`
    case 'reroute.requested': {
      const proper = typeof facts.proper === 'string' ? `，认为应由${departmentName(facts.proper)}承办` : ''
      return `${department}申请改派${proper}${said('reason', '理由')}`
    }
    case 'reroute.refused':
      return `${department}改派未予同意${said('reason', '理由')}`
    case 'reroute.convened':
      return '承办分歧提请会商'
    case 'assignment.rerouted': {
      const to = typeof facts.to === 'string' ? departmentName(facts.to) : '其他科室'
      return `由${department}改派${to}${said('reason', '理由')}`
    }
    case 'request.withdrawn': {
      const what =
        facts.request === 'extension' ? '延期申请' : facts.request === 'reroute' ? '改派申请' : '请示'
      return `${department}${what}随办理情况撤销`
    }
    case 'instruction.answered':
      return `答复${department}请示${said('text', '内容')}`
    case 'order.asked':
      return `${department}请示${said('text', '内容')}`
    case 'order.instructed':
      return `批示${said('text', '内容')}`
    case 'order.collected':
      return `汇总反馈${typeof facts.files === 'number' && facts.files > 0 ? `，附件 ${facts.files} 个` : ''}`
    case 'order.printed':
      return '打印单据'
    case 'order.closed':
      return '办结'
    case 'order.revoked':
      return `撤回${said('reason', '事由')}`
    case 'order.reopened':
      return `重新办理${said('reason', '事由')}`
    case 'assignment.extended':
      return `同意${department}延期至 ${due(facts.to)}${said('reason', '理由')}`
    case 'assignment.answer-moved':
      return `${department}反馈移转至${isNo(facts.to) ? printNo(facts.to) : '另一件'}`
    case 'assignment.released':
      return `公布${department}逾期情况`
    case 'order.corrected':
      return `更正${department}${correctedWords(facts.change)}${said('why', '理由')}`
    case 'order.undone':
      return `撤销上一步操作：${typeof facts.act === 'string' ? sayLastWord(facts.act, () => '') : ''}`
    case 'order.sub-issued':
    case 'order.sub-ended': {
      const no = (facts.sub as { no?: unknown } | undefined)?.no
      return `子单${isNo(no) ? printNo(no) : ''}${kind === 'order.sub-issued' ? '下发' : '办结或撤回'}`
    }
    case 'order.urgency':
      return facts.confirmed === true ? '确认特急' : '紧急程度调整'
    case 'reminder.sent':
      return `提醒${department}${remindedWords(facts)}`
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

/** `：王强 飞书 已送达`, of each person who was urged. */
function toldWords(told: unknown): string {
  const some = Array.isArray(told) ? (told as UrgeRecord[]) : []
  return some.length > 0 ? `：${some.map(sayResult).join('、')}` : ''
}

function remindedWords({ to, covered }: Readonly<Record<string, unknown>>): string {
  const of = (covered ?? {}) as Readonly<Record<string, string>>
  const names = Array.isArray(to) ? to.filter((n) => typeof n === 'string') : []
  return names.length > 0 ? `　${names.map((n) => (of[n] ? withCover(of[n], n) : n)).join('、')}` : ''
}

function isNo(value: unknown): value is OrderNo {
  return typeof (value as Partial<OrderNo> | undefined)?.no === 'number'
}

function correctedWords(change: unknown): string {
  const { field, from, to } = (change ?? {}) as { field?: string; from?: unknown; to?: unknown }
  const say = (value: unknown) =>
    isDue(value)
      ? sayDue(value)
      : typeof value === 'number'
        ? sayMoment(value as Moment)
        : cut(String(value), 30)
  const name = field === 'due' ? '期限' : field === 'answeredAt' ? '反馈时间' : '事项'
  return `${name}，由 ${say(from)} 更正为 ${say(to)}`
}

function isDue(value: unknown): value is Due {
  const due = value as Partial<Due> | null | undefined
  return typeof due?.on === 'string' && typeof due.at === 'string'
}
