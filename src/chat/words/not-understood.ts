/** Answers to what was not understood: what was read, what can be written instead, and an example. To the sender alone. */

import { type Day, dayOf, type Moment, yearOf } from '../../domain/time.ts'
import type { Unsure } from '../assignment/index.ts'
import type { UnsureReason } from '../deadline/index.ts'
import type { Message } from '../message.ts'
import { sayDay } from './dates.ts'
import { cut, listNames } from './short.ts'

/** What was not understood, with what is known about it. `example` is the command's own. */
export type NotUnderstood =
  /** `nearest`: a whole line with the command that was probably meant. */
  | { readonly kind: 'unknown-command'; readonly name: string; readonly nearest?: string }
  | { readonly kind: 'sentence'; readonly text: string; readonly example?: string }
  /** A line that would be an order, but for what stands in `unsure`. */
  | {
      readonly kind: 'assignment'
      readonly unsure: readonly Unsure[]
      readonly reading: {
        readonly departments: readonly string[]
        readonly subject?: string | undefined
        readonly due?: string | undefined
      }
      readonly example?: string
      readonly now: Moment
    }
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

/** Why a date is asked back; two of them only in a whole sentence. */
export type UnsureDateReason = UnsureReason | 'two-dates' | 'loose'

export const ORDER_EXAMPLE = '/交办 人事科 更新权责清单 本周五前'

const MOST_SHOWN = 20
/** More questions than this at once are asked after the first have been answered. */
const MOST_ASKED = 3

export function wordNotUnderstood(what: NotUnderstood): Message {
  return { lines: linesOf(what).filter((l) => l !== undefined) }
}

function linesOf(what: NotUnderstood): readonly (string | undefined)[] {
  switch (what.kind) {
    case 'unknown-command':
      return [
        `没有“/${cut(what.name.replace(/^[/／]/, ''), MOST_SHOWN)}”这一命令。${what.nearest ? `是否指：${what.nearest}` : ''}`,
        '全部命令请发送 /help',
      ]
    case 'sentence':
      return [
        `未能识别“${cut(what.text, MOST_SHOWN)}”。`,
        `交办事项请写明科室、事项和期限，例：${what.example ?? ORDER_EXAMPLE}`,
        '全部命令请发送 /help',
      ]
    case 'assignment':
      return assignmentLines(what)
    case 'date-unsure':
      return [
        ...dateLines(what.text, what.reason, what.candidates, yearNow(what.now)),
        exampleLine(what.example),
      ]
    case 'unknown-department':
      return [...unknownLines(what.text, what.suggestions), exampleLine(what.example)]
    case 'ambiguous-department':
      return [...ambiguousLines(what.text, what.candidates), exampleLine(what.example)]
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
      return [`暂不能读取${cut(what.form, MOST_SHOWN)}。`, '请改用文字说明，材料请以文件或图片发送。']
    case 'stranger':
      return STRANGER
    case 'without-post':
      return withoutPostLines(what.name)
  }
}

/** The same words for a refusal by the rules. */
export const STRANGER: readonly string[] = [
  '未能识别您的账号，现行名单中没有与之对应的人员。',
  '请与领导小组办公室联系登记；已领取绑定码的，请发送：/bind 绑定码',
]

export function withoutPostLines(name: string): readonly string[] {
  return [`名单中${name}目前没有在任职务，未予办理。`, '职务有变动的，请领导小组办公室更新名单。']
}

function assignmentLines(
  what: Extract<NotUnderstood, { kind: 'assignment' }>,
): readonly (string | undefined)[] {
  const { unsure, reading, now } = what
  const asked = unsure.slice(0, MOST_ASKED).flatMap((u) => unsureLines(u, reading.departments, yearNow(now)))
  return [...asked, readLine(reading), exampleLine(what.example ?? ORDER_EXAMPLE)]
}

function readLine({ departments, subject, due }: Extract<NotUnderstood, { kind: 'assignment' }>['reading']) {
  const parts = [
    ...(departments.length > 0 ? [`承办 ${listNames(departments, 6)}`] : []),
    ...(subject ? [`事项 ${cut(subject, 40)}`] : []),
    ...(due ? [`期限 ${cut(due, MOST_SHOWN)}`] : []),
  ]
  return parts.length > 0 ? `已识别　${parts.join('；')}；未予下发` : undefined
}

function unsureLines(
  u: Unsure,
  departments: readonly string[],
  year: number,
): readonly (string | undefined)[] {
  switch (u.field) {
    case 'department': {
      const text = u.text ?? ''
      if (u.reason === 'unknown') return unknownLines(text, u.candidates ?? [])
      if (u.reason === 'ambiguous') return ambiguousLines(text, u.candidates ?? [])
      if (u.reason === 'missing') return ['未写明承办科室、单位。']
      return [
        `未能确定由谁承办${departments.length > 0 ? `：${listNames(departments, 6)}` : ''}。请写明，如 人事科牵头、计财科配合。`,
      ]
    }
    case 'subject':
      return ['未写明交办事项。']
    case 'due':
      return dateLines(u.text, u.reason, (u.candidates ?? []) as readonly Day[], year)
    case 'caseRef':
      return ['未写明申请件编号，如 YSQ-2026-041。']
    case 'meetingAt':
      return ['未写明会议时间，如 3月5日下午3点。']
    case 'vote':
      return ['未写明意见。可写：同意、不同意、弃权。']
  }
}

function unknownLines(text: string, suggestions: readonly string[]): readonly string[] {
  const next =
    suggestions.length > 0
      ? `是否指：${listNames(suggestions, 4)}？请写全称后重新发送。`
      : '请写科室、单位的规范名称；名单可发送 /roster 查看。'
  return [`名单中没有“${cut(text, MOST_SHOWN)}”。${next}`]
}

function ambiguousLines(text: string, candidates: readonly string[]): readonly string[] {
  return [`“${cut(text, MOST_SHOWN)}”可指：${listNames(candidates, 6)}。请写全称后重新发送。`]
}

const CAN_WRITE = '可写：5个工作日内、本周五前、12月31日前。'

/** Why that date is asked about, and what can be written. */
function dateLines(
  text: string,
  reason: UnsureDateReason,
  candidates: readonly Day[],
  year: number,
): readonly (string | undefined)[] {
  const days = candidates.map((d) => sayDay(d, { year }))
  return DATE_WORDS[reason](`“${cut(text, MOST_SHOWN)}”`, days)
}

function yearNow(now: Moment): number {
  return yearOf(dayOf(now))
}

const DATE_WORDS: Readonly<
  Record<UnsureDateReason, (said: string, days: readonly string[]) => readonly (string | undefined)[]>
> = {
  impossible: (said, days) => [`期限${said}不存在。${isIt(days)}`, CAN_WRITE],
  past: (said, days) => [`期限${said}${days[0] ? `（${days[0]}）` : ''}已过去，请另定期限。`, CAN_WRITE],
  'just-passed': (said, days) => [`期限${said}刚刚过去。${isIt(days)}`, '请写明年份或另定期限。'],
  'far-ahead': (said, days) => [`期限${said}距今超过九个月。${isIt(days)}`, '请写明年份，以便核对。'],
  contradiction: (said, days) => [`期限${said}前后不一致。${isIt(days)}`, '请核对日期与星期后重新发送。'],
  'twelve-hour': (said, days) => [
    `期限${said}未写明上午、下午${days[0] ? `（${days[0]}）` : ''}。`,
    '可写：上午9点、下午3点、17:00。',
  ],
  range: (said, days) => [`期限${said}是一段时间。${isIt(days)}`, `请写明截止的一天。${CAN_WRITE}`],
  recurring: (said) => [
    `${said}是每期都要办理的常规事项，交办单只定一个期限。`,
    `请写明本次的截止日期。${CAN_WRITE}`,
  ],
  'other-start': (said) => [
    `期限${said}从哪一天起算尚不能确定。`,
    `请写明日期，或写自收到起算。${CAN_WRITE}`,
  ],
  'number-or-day': (said, days) => [
    `${said}是指编号还是日期？`,
    `编号请写作 #12；日期请写月份${days[0] ? `，如 ${days[0]}前` : ''}。`,
  ],
  'which-day': (said, days) => [
    `期限${said}是指哪一天？${isIt(days)}`,
    '请连同日期写明，如 11月24日下午5点前。',
  ],
  'several-days': (said, days) => [`期限${said}不止一天可指。${isIt(days)}`, CAN_WRITE],
  vague: (said) => [`期限${said}没有确定的日期，无法计算到期日。`, CAN_WRITE],
  'not-understood': (said) => [`未能识别期限${said}。${CAN_WRITE}`],
  'two-dates': (said, days) => [
    `文中有多个日期，未能确定以${said}还是其他日期为期限。${isIt(days)}`,
    '请在期限后写“前”，如 本周五前。',
  ],
  loose: (said, days) => [`${said}是否为期限？${isIt(days)}`, '如是，请写作“…前”；如不是，请另写期限。'],
}

function isIt(days: readonly string[]): string {
  return days.length === 0 ? '' : `是否指 ${days.slice(0, 3).join('，或 ')}？`
}

function exampleLine(example: string | undefined): string | undefined {
  return example === undefined ? undefined : `例：${example}`
}
