/** What an order's printed form says, by the placeholders of its template. */
import type { Urgency } from '../../domain/kinds.ts'
import type { AssignmentLine, OrderCard } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { type Day, dayOf, type Moment } from '../../domain/time.ts'
import { maskPhones } from '../gate.ts'
import type { CollectedPart } from './collection.ts'
import { sayDue, sayFullMoment, sayMoment, sayTimeliness } from './dates.ts'
import { ORDER_STATES, ROLE_NAMES } from './names.ts'
import { cut } from './short.ts'

export type FormValues = { readonly [name: string]: string | boolean | readonly FormValues[] }

/** Placeholders of the order; in a template `{事项}`. */
const OF_ORDER = [
  '单位',
  '组织',
  '类别',
  '编号',
  '紧急程度',
  '限定知悉',
  '事项',
  '牵头',
  '配合',
  '期限',
  '依据',
  '反馈要求',
  '抄送',
  '备注',
  '办理状态',
  '经办',
  '下发时间',
  '下发日期',
  '下发日期汉字',
  '落款',
  '打印人',
  '打印时间',
  '承办',
] as const

/** Placeholders of one department, between `{#承办}` and `{/承办}`. */
const OF_PART = [
  '序号',
  '科室',
  '角色',
  '负责人',
  '经办人',
  '签收',
  '签收人',
  '签收时间',
  '反馈',
  '反馈内容',
  '反馈人',
  '反馈时间',
  '是否按期',
  '附件',
  '审核',
  '审核人',
  '审核时间',
] as const

export const PLACEHOLDERS: ReadonlySet<string> = new Set([...OF_ORDER, ...OF_PART])

interface Form {
  readonly bureau: string
  readonly group: string
  readonly card: OrderCard
  readonly parts: readonly CollectedPart[]
  /** Who approved, by department's code. */
  readonly approvedBy: ReadonlyMap<string, string>
  readonly by: string
  readonly at: Moment
}

const URGENCIES: Readonly<Record<Urgency, string>> = { ordinary: '平件', urgent: '加急', most_urgent: '特急' }
/** A form has room for so much of an answer; the rest is in the ledger. */
const MOST_ANSWER = 300

export function orderFormValues(form: Form): Record<(typeof OF_ORDER)[number], FormValues[string]> {
  const { bureau, group, card, parts } = form
  const named = (role: AssignmentLine['role']) =>
    parts
      .filter((p) => p.line.role === role && p.line.state !== 'declined')
      .map((p) => p.line.department.name)
  const issued = dayOf(card.issuedAt)
  return {
    单位: bureau,
    组织: group,
    类别: card.kind,
    编号: printNo(card.no),
    紧急程度: urgencyOf(card),
    限定知悉: card.restricted ? '限定知悉' : '',
    事项: maskPhones(card.subject),
    牵头: named('lead').join('、'),
    配合: named('assist').join('、') || '无',
    期限: `${sayDue(card.due, card.dueNote, FULL)}前反馈`,
    依据: [card.basis, card.parent ? `由${printNo(card.parent)}分解` : ''].filter(Boolean).join('；') || '无',
    反馈要求: card.checklist ? `请逐项反馈：${card.checklist.join('、')}` : '请反馈办理结果',
    抄送: (card.copied ?? []).join('、'),
    备注: notes(card).join('；'),
    办理状态: ORDER_STATES[card.state],
    经办: card.issuedBy,
    下发时间: sayFullMoment(card.issuedAt),
    下发日期: plainDate(issued),
    下发日期汉字: chineseDate(issued),
    落款: `${group}办公室`,
    打印人: form.by,
    打印时间: sayFullMoment(form.at),
    承办: parts.map((p, i) => partValues(p, i, form)),
  }
}

/** The year is said too: a paper is read later. */
const FULL = { year: 0 }

function partValues(p: CollectedPart, i: number, { card, approvedBy }: Form): FormValues {
  const { line } = p
  const words = { year: card.no.year }
  const signed = line.signedAt === undefined ? '' : sayMoment(line.signedAt, words)
  const last = p.answers.at(-1)
  const who = last ? (last.coverFor ? `${last.coverFor}（${last.by}代）` : last.by) : ''
  const at = last ? sayMoment(last.at, words) : ''
  const text = p.sentBack ? '' : cut(p.answers.map((a) => maskPhones(a.text)).join('；'), MOST_ANSWER)
  const files = p.files.length > 0 ? `附件 ${p.files.length} 个` : ''
  const timely = line.timeliness ? sayTimeliness(line.timeliness) : ''
  const answered = last && !p.sentBack
  const approver = approvedBy.get(line.department.code) ?? ''
  const approvedAt = line.approvedAt === undefined ? '' : sayMoment(line.approvedAt, words)
  const values: Record<(typeof OF_PART)[number], string> = {
    序号: String(i + 1),
    科室: line.department.name,
    角色: ROLE_NAMES[line.role],
    负责人: line.person ?? '',
    经办人: line.handler ?? '',
    签收: [line.signedBy ?? '', signed].filter(Boolean).join('\n'),
    签收人: line.signedBy ?? '',
    签收时间: signed,
    反馈: answered ? [text, files, `${who} ${at}`, timely].filter(Boolean).join('\n') : '',
    反馈内容: text,
    反馈人: answered ? who : '',
    反馈时间: answered ? at : '',
    是否按期: answered ? timely : '',
    附件: files,
    审核: review(line, approver, approvedAt),
    审核人: approver,
    审核时间: approvedAt,
  }
  return values
}

function review(line: AssignmentLine, approver: string, at: string): string {
  switch (line.state) {
    case 'approved':
      return ['审核通过', [approver, at].filter(Boolean).join(' ')].filter(Boolean).join('\n')
    case 'returned':
      return `退回${line.returnReason ? `：${cut(maskPhones(line.returnReason), 60)}` : ''}`
    case 'excused':
      return '免予反馈'
    case 'declined':
      return `已改派${line.reroutedTo ?? ''}`
    default:
      return ''
  }
}

function urgencyOf(card: OrderCard): string {
  if (!card.urgency) return URGENCIES.ordinary
  // 特急 holds once the director has confirmed it.
  if (card.urgency === 'most_urgent' && !card.urgencyConfirmed) return URGENCIES.urgent
  return URGENCIES[card.urgency]
}

function notes(card: OrderCard): string[] {
  return [
    ...(card.copied?.length ? [`抄送：${card.copied.join('、')}`] : []),
    ...(card.limit
      ? [
          `不得超过 ${sayDue({ on: card.limit.on, at: card.due.at, provisional: false }, undefined, FULL)}（${card.limit.why}）`,
        ]
      : []),
    ...(card.reviewer ? [`审核：${card.reviewer}`] : []),
    ...(card.state === 'issued' ? [] : [ORDER_STATES[card.state]]),
  ]
}

/** `2026年3月2日`, as GB/T 9704-2012 dates a paper. */
function plainDate(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

const DIGITS = '〇一二三四五六七八九'

/** `二〇二六年三月二日`, for templates of the older form. */
function chineseDate(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${[...String(year)].map((c) => DIGITS[Number(c)]).join('')}年${below100(month!)}月${below100(date!)}日`
}

function below100(n: number): string {
  const tens = Math.floor(n / 10)
  const ones = n % 10
  const ten = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens]}十`
  return `${ten}${ones === 0 ? '' : DIGITS[ones]}`
}
