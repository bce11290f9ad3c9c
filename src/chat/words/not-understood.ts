/** Answers to what was not understood: what was read, what can be written instead, and an example. To the sender alone. */

import { type OrderNo, printNo } from '../../domain/serial.ts'
import { type Day, dayOf, type Moment, yearOf } from '../../domain/time.ts'
import type { Message } from '../message.ts'
import { cut, examples, MOST_QUOTED, typedNo } from './short.ts'
import { ambiguousLines, assignmentLines, type UnsureAssignment, unknownLines } from './unsure-assignment.ts'
import { dateLines, type UnsureDateReason } from './unsure-date.ts'

/** What was not understood, with what is known about it. `example` is the command's own. */
export type NotUnderstood =
  /** `nearest`: a whole line with the command that was probably meant. */
  | { readonly kind: 'unknown-command'; readonly name: string; readonly nearest?: string }
  /** `about`: the order that shares its words; `for`: whom the nearest things are said to, the office when absent. */
  | {
      readonly kind: 'sentence'
      readonly text: string
      readonly example?: string
      readonly about?: { readonly no: OrderNo; readonly subject: string }
      readonly for?: 'department'
    }
  /** A line that would be an order, but for what stands in `unsure`. */
  | ({ readonly kind: 'assignment'; readonly example?: string } & UnsureAssignment)
  | {
      readonly kind: 'date-unsure'
      readonly text: string
      readonly reason: UnsureDateReason
      readonly candidates: readonly Day[]
      readonly now: Moment
      readonly example?: string
    }
  | {
      readonly kind: 'unknown-department'
      readonly text: string
      readonly suggestions: readonly string[]
      readonly example?: string
    }
  | {
      readonly kind: 'ambiguous-department'
      readonly text: string
      readonly candidates: readonly string[]
      readonly example?: string
    }
  /** Orders go down only: a bureau leader is asked, never assigned. */
  | { readonly kind: 'leader-assigned'; readonly name: string }
  | { readonly kind: 'chat-unbound' }
  /** `form`: 语音、表情、合并转发 … */
  | { readonly kind: 'unsupported'; readonly form: string }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'without-post'; readonly name: string }

const ORDER_EXAMPLE = '/交办 人事科 更新权责清单 本周五前'

export function wordNotUnderstood(what: NotUnderstood): Message {
  return { lines: linesOf(what) }
}

function linesOf(what: NotUnderstood): readonly string[] {
  switch (what.kind) {
    case 'unknown-command':
      return [
        `没有“/${cut(what.name.replace(/^[/／]/, ''), MOST_QUOTED)}”这一命令。${what.nearest ? `是否指：${what.nearest}` : ''}`,
        '全部命令请发送 /help',
      ]
    case 'sentence':
      return sentenceLines(what)
    case 'assignment':
      return [...assignmentLines(what), `例：${what.example ?? ORDER_EXAMPLE}`]
    case 'date-unsure':
      return [
        ...dateLines(what.text, what.reason, what.candidates, yearOf(dayOf(what.now))),
        ...examples(what.example),
      ]
    case 'unknown-department':
      return [...unknownLines(what.text, what.suggestions), ...examples(what.example)]
    case 'ambiguous-department':
      return [...ambiguousLines(what.text, what.candidates), ...examples(what.example)]
    case 'leader-assigned':
      return [
        `${what.name}同志为局领导，交办单只下发科室、单位，未予下发。`,
        '此事宜报请审定，请由领导小组办公室拟件报送。',
      ]
    case 'chat-unbound':
      return [
        '本群尚未绑定，未予办理。',
        '请领导小组办公室在本群发送 /bind 绑定，或改在工作群、与我单独的会话中办理。',
      ]
    case 'unsupported':
      return [`暂不能读取${cut(what.form, MOST_QUOTED)}。`, '请改用文字说明，材料请以文件或图片发送。']
    case 'stranger':
      return STRANGER
    case 'without-post':
      return withoutPostLines(what.name)
  }
}

/** Three lines at most: what was not understood, and the nearest things that can be done. */
function sentenceLines(what: Extract<NotUnderstood, { kind: 'sentence' }>): readonly string[] {
  const { about } = what
  const first = `未能识别“${cut(what.text, MOST_QUOTED)}”。`
  if (about) {
    const no = typedNo(about.no)
    return [
      `${first}是否与${printNo(about.no)}（${cut(about.subject, 24)}）有关？`,
      what.for === 'department'
        ? `反馈请发送 /reply ${no} 办理结果，查看请发送 /show ${no}`
        : `查看请发送 /show ${no}，催办请发送 /urge ${no}`,
    ]
  }
  return what.for === 'department'
    ? [
        first,
        '反馈、请示请在该单下回复，或写明编号，例：#12 已办结，见附件',
        '您的待办请发送 /mine，全部命令请发送 /help',
      ]
    : [first, `交办事项请写明科室、事项和期限，例：${what.example ?? ORDER_EXAMPLE}`, '全部命令请发送 /help']
}

/** The same words for a refusal by the rules. */
export const STRANGER: readonly string[] = [
  '未能识别您的账号，现行名单中没有与之对应的人员。',
  '请与领导小组办公室联系登记；已领取绑定码的，请发送：/bind 绑定码',
]

export function withoutPostLines(name: string): readonly string[] {
  return [`名单中${name}目前没有在任职务，未予办理。`, '职务有变动的，请领导小组办公室更新名单。']
}
