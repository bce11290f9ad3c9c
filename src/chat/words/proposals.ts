/** What a sentence would do, shown to its sender before it is done; and what a sentence asks for that is done otherwise today. */
import type { Due } from '../../domain/due.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import { type Day, dayOf, type Moment, yearOf } from '../../domain/time.ts'
import type { Button, Line, Message, Press } from '../message.ts'
import type { Understood } from '../understand/index.ts'
import type { Intent } from '../understand/intents.ts'
import { plainDay, sayDay, sayDue } from './dates.ts'
import type { ListRow } from './lists.ts'
import { cut, fold, listNames, typedNo } from './short.ts'

const INTENT_WORDS: Readonly<Record<Intent, string>> = {
  assign: '交办',
  urge: '催办',
  remind: '提醒',
  acknowledge: '签收',
  reply: '反馈',
  request_extension: '申请延期',
  approve_extension: '同意延期',
  return_for_correction: '退回补正',
  convene_consultation: '召集会商',
  convene_meeting: '召开会议',
  propose_meeting: '建议召开会议',
  open_vote: '组织表决',
  cast_vote: '表决意见',
  require_correction: '告知申请人补正',
  suspend_clock: '中止答复期限计算',
  resume_clock: '恢复答复期限计算',
  circular: '通报',
  request_close_out: '申请销号',
  query_status: '查询',
  none: '未能识别',
}

export interface Proposal {
  /** 拟催办 */
  readonly title: string
  readonly no: OrderNo
  readonly subject: string
  readonly lines: readonly Line[]
  readonly confirm: { readonly label: string; readonly press: Press }
}

/** One card, one button. */
export function proposal({ title, no, subject, lines, confirm }: Proposal): Message {
  return {
    title: `${title}　${printNo(no)}　${cut(subject, 40)}`,
    lines: [...lines],
    buttons: [
      { ...confirm, style: 'primary' },
      { label: '不办理', press: { do: 'sentence.drop' } },
    ],
  }
}

const MOST_CHOICES = 5

/** Several orders fit: a button each. */
export function choose(
  intent: Intent,
  rows: readonly ListRow[],
  pressOf: (row: ListRow) => Press,
  how: string,
): Message {
  const { shown, rest } = fold(rows, MOST_CHOICES + 1)
  const offered = shown.slice(0, MOST_CHOICES)
  return {
    title: `${INTENT_WORDS[intent]}　相关事项 ${rows.length} 件，请选择`,
    lines: [
      ...offered.map(
        ({ card }) =>
          `${printNo(card.no)}　${cut(card.subject, 24)}　${listNames(
            card.assignments.map((a) => a.department.name),
            2,
          )}`,
      ),
      ...(rest > 0 ? ['其余请写明编号'] : []),
    ],
    buttons: offered.map((row): Button => ({ label: printNo(row.card.no), press: pressOf(row) })),
    typed: `请写明编号，例：${how.replace('#12', typedNo(offered[0]!.card.no))}`,
  }
}

/** What was read of a sentence besides its wish: 内容　基教科、督导室；YSQ-2026-038；11月24日 15:00 */
export function readLine(
  read: Pick<Understood, 'subject' | 'due' | 'meetingAt' | 'meetingPart' | 'place' | 'caseRef'>,
  names: readonly string[],
  now: Moment,
): string {
  const year = { year: yearOf(dayOf(now)) }
  const parts = [
    ...(names.length > 0 ? [listNames(names, 6)] : []),
    ...(read.subject ? [cut(read.subject, 40)] : []),
    ...(read.caseRef && read.caseRef !== read.subject ? [read.caseRef] : []),
    ...(read.meetingAt ? [sayMeeting(read.meetingAt, read.meetingPart, year)] : []),
    ...(read.place ? [read.place] : []),
    ...(read.due ? [`${sayDay(read.due.date, year)}${read.due.time ?? ''}前`] : []),
  ]
  return parts.length > 0 ? `内容　${parts.join('；')}` : ''
}

/** `11月24日（周二）15:00`; a part of the day as it was said: `12月1日（周二）上午`. */
export function sayMeeting(at: string, part: string | undefined, year: { year: number }): string {
  const on = at.slice(0, 10) as Day
  if (part) return `${sayDay(on, year)}${part}`
  return at.length > 10 ? `${sayDay(on, year)}${at.slice(11, 16)}` : sayDay(on, year)
}

/** What is understood and not done here yet, with what can be done today; two or three lines. */
export const TODAY: Partial<Readonly<Record<Intent, readonly string[]>>> = {
  convene_consultation: [
    '会商通知尚不能由督办发出，未予办理。',
    '可先下发交办单，请参会科室按时参加；会商期间答复期限继续计算。',
  ],
  convene_meeting: ['会议通知尚不能由督办发出，未予办理。', '可先下发交办单，请参会科室、单位按时参加。'],
  propose_meeting: [
    '召开领导小组会议须报组长审定，会议通知尚不能由督办发出，未予办理。',
    '可拟一件交办单报组长审定，审定后请参会科室、单位按时参加。',
  ],
  open_vote: [
    '表决尚不能由督办组织，未予办理。',
    '可先下发交办单，请各科室、单位书面反馈意见；意见作为会商意见报组长审定，不作决定。',
  ],
  require_correction: [
    '补正告知尚不能由督办办理。法定期限自收到申请之日起计算，与所述期限不一致的，以较早日期为准。',
    '可先下发交办单，由办公室按期书面一次性告知申请人。',
  ],
  suspend_clock: [
    '答复期限的中止尚不能由督办登记，期限仍照常计算。',
    '请在该件卷宗记明起止日期和依据；可先下发交办单，由办公室通知申请人。',
  ],
  resume_clock: ['答复期限的恢复尚不能由督办登记。', '请在该件卷宗记明恢复日期和第三方意见。'],
  circular: [
    '通报尚不能由督办制发，群内点名须经办公室主任核定，未予办理。',
    '可先下发交办单，请其限期补报；已有单号的，可发送 /urge 编号。',
  ],
  cast_vote: [
    '目前没有进行中的表决，所述意见未登记。',
    '属于某一事项反馈意见的，请在该单下回复，或写明编号。',
  ],
  request_close_out: ['销号尚不能由督办受理，未予登记。', '整改情况请在整改单下反馈，由办公室审核后办结。'],
}

/** @param dispatch the button that offers an order instead, where one makes sense and the sender may */
export function today(read: Understood, names: readonly string[], now: Moment, dispatch?: Press): Message {
  const line = readLine(read, names, now)
  return {
    title: `已识别　${INTENT_WORDS[read.intent]}${read.vote ? `：${VOTES[read.vote]}` : ''}`,
    lines: [
      ...(line ? [line] : []),
      ...(read.eventDate ? [`日期　${plainDay(read.eventDate)}`] : []),
      ...neededLine(read.needsClarification),
      ...(TODAY[read.intent] ?? []),
    ],
    ...(dispatch ? { buttons: [{ label: '拟交办单', press: dispatch, style: 'primary' as const }] } : {}),
  }
}

const VOTES = { agree: '同意', disagree: '不同意', abstain: '弃权' } as const

/** Nothing registered fits what was said: what was read, and what to write. `line`: from {@link readLine}. */
export function nothingToDo(intent: Intent, line: string, how: readonly string[]): Message {
  return {
    title: `已识别　${INTENT_WORDS[intent]}`,
    lines: [...(line ? [line] : []), '没有查到与之对应的事项，未予办理。', ...how],
  }
}

/** What has to be said before it can be done: 申请件编号. */
const NEEDED: Readonly<Record<string, string>> = {
  caseRef: '申请件编号，如 YSQ-2026-041',
  meetingAt: '会议时间，如 3月5日下午3点',
  department: '承办科室、单位',
  subject: '事项',
}

function neededLine(needed: readonly string[] | undefined): readonly string[] {
  const words = (needed ?? []).flatMap((n) => NEEDED[n] ?? [])
  return words.length > 0 ? [`未写明${words.join('、')}`] : []
}

/** 所述“逾期 2 天”与登记不符: a claim about lateness is held against the register. */
export function claimLine(
  claimed: number,
  left: { readonly late: number; readonly due: Due },
): string | undefined {
  if (left.late === claimed) return undefined
  return left.late > 0
    ? `登记逾期 ${left.late} 个工作日（所述 ${claimed} 天）`
    : `登记尚未逾期，期限 ${sayDue(left.due)}（所述逾期 ${claimed} 天）`
}
