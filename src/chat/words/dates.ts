/**
 * Days, moments and due times as the bot says them: short, with the weekday, and with the year only when it is not the
 * one being spoken of. What is in time never carries the word 逾期.
 */
import type { Due, Timeliness } from '../../domain/due.ts'
import type { DueNote } from '../../domain/notices.ts'
import {
  CLOSE_OF_BUSINESS,
  type Day,
  dayOf,
  dayOfMonth,
  type Moment,
  monthOf,
  timeOf,
  weekday,
  yearOf,
} from '../../domain/time.ts'

export interface DateWords {
  /** The year being spoken of, left unsaid. Without it no year is said at all. */
  readonly year?: number | undefined
}

/** `3月9日（周一）` */
export function sayDay(d: Day, words: DateWords = {}): string {
  return `${plainDay(d, words)}（${sayWeekday(d)}）`
}

/** `3月9日` */
export function plainDay(d: Day, { year }: DateWords = {}): string {
  const short = `${monthOf(d)}月${dayOfMonth(d)}日`
  return year === undefined || yearOf(d) === year ? short : `${yearOf(d)}年${short}`
}

/** `周一` */
export function sayWeekday(d: Day): string {
  return `周${'一二三四五六日'[weekday(d) - 1]}`
}

/** `3月4日 15:20` */
export function sayMoment(m: Moment, words: DateWords = {}): string {
  return `${plainDay(dayOf(m), words)} ${timeOf(m)}`
}

/** Nothing left unsaid, for what may be read much later: `2026年3月2日（周一）10:05`. */
export function sayFullMoment(m: Moment): string {
  const d = dayOf(m)
  return `${yearOf(d)}年${sayDay(d)}${timeOf(m)}`
}

/**
 * A due time with everything that is unusual about its day.
 * @example 3月9日（周一）17:30
 * @example 10月10日（周六，调休上班）17:30
 * @example 12月5日（周六，休息日，前一工作日12月4日 周五）17:30
 * @example 2027年1月8日（周五，暂定）17:30
 */
export function sayDue(due: Due, note?: DueNote, words: DateWords = {}): string {
  const asides = [sayWeekday(due.on), ...sayNote(note, words), ...(due.provisional ? ['暂定'] : [])]
  return `${plainDay(due.on, words)}（${asides.join('，')}）${due.at}`
}

function sayNote(note: DueNote | undefined, words: DateWords): string[] {
  if (note === undefined) return []
  if (note.kind === 'makeup') return ['调休上班']
  return ['休息日', `前一工作日${plainDay(note.lastWorkday, words)} ${sayWeekday(note.lastWorkday)}`]
}

/** How an answer stands to its due time. */
export function sayTimeliness(t: Timeliness): string {
  switch (t.kind) {
    case 'inTime':
      return '按期反馈'
    case 'afterHours':
      return `当日${t.at}后反馈`
    case 'late':
      return t.workdays > 0 ? `逾期 ${t.workdays} 个工作日反馈` : '期限届满后反馈'
  }
}

export interface LeftFacts {
  readonly due: Due
  readonly dueNote?: DueNote | undefined
  readonly workdaysLate: number
  readonly workdaysLeft: number
}

/**
 * How much time is left.
 * @param today without it the day itself is said instead of 今日
 * @example 还有 1 个工作日 / 今日 17:30 到期 / 逾期 1 个工作日
 */
export function sayLeft({ due, workdaysLate, workdaysLeft }: LeftFacts, today?: Day): string {
  if (workdaysLate > 0) return `逾期 ${workdaysLate} 个工作日`
  if (workdaysLeft > 0) return `还有 ${workdaysLeft} 个工作日`
  if (due.on === today) return `今日 ${due.at} 到期`
  const when = `${sayDay(due.on)}${due.at}`
  return today !== undefined && due.on < today ? `${when} 已到期` : `${when} 到期`
}

/** Like {@link sayLeft}, with the day beside a number of days that are left: `还有 1 个工作日（3月10日 周二）`. */
export function sayLeftWithDay(line: LeftFacts, today?: Day): string {
  const left = sayLeft(line, today)
  if (line.workdaysLate > 0 || line.workdaysLeft === 0) return left
  const { on, at, provisional } = line.due
  const year = today === undefined ? undefined : yearOf(today)
  const time = at === CLOSE_OF_BUSINESS ? '' : ` ${at}`
  return `${left}（${plainDay(on, { year })} ${[`${sayWeekday(on)}${time}`, ...sayNote(line.dueNote, { year }), ...(provisional ? ['暂定'] : [])].join('，')}）`
}
