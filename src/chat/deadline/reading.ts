/**
 * What a deadline phrase says: a date that can be defended, or a reason to ask.
 */
import type { Day, TimeOfDay } from '../../domain/time.ts'

/** Places in the text as the person wrote it. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** How firmly the words make this a deadline. */
export type Weight =
  /** 最迟…, 不晚于…: outranks every other date of the sentence. */
  | 'latest'
  /** Said as a deadline: …前, …内, 请于…, 截止…. */
  | 'stated'
  /** A date that stands free: `明天`, `下周三下午`. */
  | 'bare'
  /** A date in front of words that may be its noun: `周五例会材料`. Used only after asking. */
  | 'loose'
  /** A date that belongs to something else: `1月10日发布的…`. */
  | 'mention'

export type PartOfDay = '上午' | '中午' | '下午' | '下班' | '一上班' | '晚上' | '早上'

export interface Due {
  readonly kind: 'due'
  readonly span: Span
  /** The person's own words. */
  readonly text: string
  /** The literal date. */
  readonly date: Day
  /** Set when an hour or a part of the day was said. 24点 is kept as 23:59 of the day. */
  readonly time?: TimeOfDay
  /** The last working day on or before `date`: what reminders aim at. */
  readonly effectiveWorkday: Day
  /** The date hangs on a year without a published arrangement. */
  readonly provisional: boolean
  /** A term to be counted from receipt by whoever issues the order; absent when a day was said. */
  readonly term?: { readonly workdays: number } | { readonly days: number }
  readonly part?: PartOfDay
  /** True when the time comes from a part of the day (下午) and no hour was said. */
  readonly timeFromPart?: boolean
  readonly weight: Weight
}

/** Why a phrase is asked back instead of read. A closed list: each has its sentence in the bot's words. */
export type UnsureReason =
  /** 2月30日, 13月1日, 25点, 0个工作日. */
  | 'impossible'
  /** A day or hour that lies behind us and was said with its year, its week, or for today. */
  | 'past'
  /** A month and day without a year that went by at most 60 days ago: last one or next one? */
  | 'just-passed'
  /** A month and day without a year more than nine months ahead. */
  | 'far-ahead'
  /** 3月9日（周二) when that is a Monday, or two dates said as one. */
  | 'contradiction'
  /** 5点: morning or afternoon? */
  | 'twelve-hour'
  /** Two different days are meant at once: 12月1日至5日, 3到5个工作日. */
  | 'range'
  /** 每月5日前: a duty, not a deadline. */
  | 'recurring'
  /** 公示结束后5个工作日内: the term starts with something we do not know. */
  | 'other-start'
  /** 12号: an order's number or a day? */
  | 'number-or-day'
  /** A time that could belong to today or to a day said before. */
  | 'which-day'
  /** 节前, 周末, 中旬前: more than one day fits. */
  | 'several-days'
  /** 尽快, 近期: wished, without a day. */
  | 'vague'
  /** It smells of a deadline and is no phrase we know: 下下个月, 开学前. */
  | 'not-understood'

export interface Unread {
  readonly kind: 'unsure'
  readonly span: Span
  readonly text: string
  readonly reason: UnsureReason
  /** Days it might mean, the likelier first; may be empty. */
  readonly candidates: readonly Day[]
  readonly weight: Weight
}

export type DeadlineReading = Due | Unread
