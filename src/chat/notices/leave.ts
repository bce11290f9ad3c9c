/** 请假、代办: told to the office, to who covers, to who is away, and what was done meanwhile. */
import type { LeaveFacts, NamedOrder } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { type Day, yearOf } from '../../domain/time.ts'
import type { Button, Line, Message } from '../message.ts'
import { sayDay, sayDue, sayLeftWithDay, sayMoment } from '../words/dates.ts'
import { ownName, withCover } from '../words/names.ts'
import { cut, fold, quiet, typedNo } from '../words/short.ts'
import { MOST_REASON } from './review.ts'
import type { WordsOf } from './view.ts'

/** `3月2日（周一）至3月6日（周五）`; one day is said once. */
export function sayDays(from: Day, until: Day, year?: number): string {
  const words = { year: year ?? yearOf(from) }
  return from === until ? sayDay(from, words) : `${sayDay(from, words)}至${sayDay(until, words)}`
}

/** `人事科　王强（李明代）　3月2日（周一）至3月6日（周五）` */
export function leaveLine(facts: LeaveFacts): string {
  const of = facts.coverOf ? `，${facts.cover}为${facts.coverOf.name}人员` : ''
  const asks = facts.asks ? '　待办公室确认' : ''
  return `${facts.department.name}　${withCover(facts.person, facts.cover)}　${sayDays(facts.from, facts.until)}${of}${asks}`
}

/** What goes over to the cover, and what does not. */
export function coveredWords(facts: LeaveFacts): string {
  const own = ownName(facts.department)
  const office = facts.officePost ? '；办公室的审核、审批不随代办移转' : ''
  return `期间${own}的提醒、签收和反馈由${facts.cover}代办，登记为“${withCover(facts.person, facts.cover)}”${office}`
}

const objectButton = (leave: string): Button => ({
  label: '有异议',
  press: { do: 'leave.object', leave },
  fields: [
    { name: 'reason', label: '异议理由', kind: 'lines', required: true, placeholder: '如 期间李明参加培训' },
  ],
})

export const endButton = (leave: string): Button => ({ label: '提前销假', press: { do: 'leave.end', leave } })

export const leaveTaken: WordsOf<'leave.taken'> = (facts) => ({
  title: facts.asks ? '请假代办，请确认' : '请假代办',
  lines: [
    leaveLine({ ...facts, asks: false }),
    facts.asks
      ? `代办人不是${ownName(facts.department)}人员，经办公室同意后生效`
      : `已登记，期间的提醒和办理事项转${facts.cover}`,
    `登记　${facts.by}`,
  ],
  buttons: [
    ...(facts.asks
      ? [
          {
            label: '同意代办',
            press: { do: 'leave.agree', leave: facts.leave },
            style: 'primary' as const,
          },
        ]
      : []),
    objectButton(facts.leave),
  ],
  typed: `${facts.asks ? `同意的，发送 /leave 同意 ${facts.person}；` : ''}有异议的，发送 /leave 异议 ${facts.person} 理由`,
})

export const leaveCover: WordsOf<'leave.cover'> = (facts) => ({
  title: `代办　${facts.department.name}　${withCover(facts.person, facts.cover)}`,
  lines: [
    sayDays(facts.from, facts.until),
    coveredWords(facts),
    '办理结果在原消息下回复，或写明编号回复；待办可发送 /mine 查看',
    ...(facts.by === facts.person ? [] : [quiet(`登记　${facts.by}`)]),
  ],
})

export const leaveStands: WordsOf<'leave.stands'> = (facts) => ({
  title: `请假代办已生效　${withCover(facts.person, facts.cover)}`,
  lines: [
    sayDays(facts.from, facts.until),
    coveredWords(facts),
    `登记　${facts.by}；提前返岗的，发送 /leave 销假`,
  ],
  buttons: [endButton(facts.leave)],
})

export const leaveEnded: WordsOf<'leave.ended'> = (facts) => {
  const how =
    facts.how === 'objected'
      ? `办公室有异议，代办${facts.asks ? '未生效' : '停止'}（${facts.by}）`
      : facts.how === 'cover-gone'
        ? `${facts.cover}已不在任，代办停止`
        : `已销假（${facts.by}），代办停止`
  return {
    title: `请假代办${facts.how === 'ended' ? '结束' : '停止'}　${facts.department.name}　${withCover(facts.person, facts.cover)}`,
    lines: [
      `原定　${sayDays(facts.from, facts.until)}`,
      how,
      ...(facts.reason ? [`理由　${cut(facts.reason, MOST_REASON)}`] : []),
      `提醒和办理事项转回${facts.person}${facts.how === 'ended' ? '' : '；需要另行安排的，发送 /leave 起止日期 由某某代办'}`,
    ],
  }
}

const MOST_NAMED = 3
const MOST_OWED = 4

export const leaveReturned: WordsOf<'leave.returned'> = (facts): Message => {
  const { received, signed, answered, extended, owed, day } = facts
  const { shown, rest } = fold(
    [...owed].sort((x, y) => y.workdaysLate - x.workdaysLate || x.workdaysLeft - y.workdaysLeft),
    MOST_OWED,
  )
  const first = owed[0]
  return {
    title: `代办情况　${facts.department.name}　${facts.cover}代`,
    lines: [
      sayDays(facts.from, facts.until),
      ...counted('收到', received),
      ...counted('签收', signed),
      ...counted('反馈', answered, (o) => sayMoment(o.at, { year: o.no.year })),
      ...counted('延期', extended, (o) => `至 ${sayDue(o.due, undefined, { year: o.no.year })}`),
      owed.length === 0 ? `目前${ownName(facts.department)}没有待办` : `目前待办 ${owed.length} 件`,
      ...shown.map((o): Line => `${sayLeftWithDay(o, day)}　${printNo(o.no)}　${cut(o.subject, 20)}`),
      ...(rest > 0 ? [`另有 ${rest} 件，发送 /mine 查看`] : []),
      quiet(
        first ? `办理结果写明编号回复，如：${typedNo(first.no)} 已办结` : '经过可发送 /history #编号 查看',
      ),
    ],
  }
}

function counted<T extends NamedOrder>(
  what: string,
  some: readonly T[],
  beside: (one: T) => string = () => '',
): readonly string[] {
  if (some.length === 0) return []
  const { shown, rest } = fold(some, MOST_NAMED)
  const named = shown.map((o) => {
    const more = beside(o)
    return `${printNo(o.no)} ${cut(o.subject, 16)}${more ? `（${more}）` : ''}`
  })
  return [`${what} ${some.length} 件　${named.join('；')}${rest > 0 ? `；另有 ${rest} 件` : ''}`]
}
