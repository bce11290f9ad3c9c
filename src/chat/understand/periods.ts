/** The stretch of time a question is about: 本季度, 上个月, 本周. */
import { addDays, type Day, dayFrom, lastDayOfMonth, monthOf, weekday, yearOf } from '../../domain/time.ts'
import { quarterOf } from '../deadline/index.ts'

export interface Period {
  readonly start: Day
  readonly end: Day
}

/** First and last day; weeks start on Monday. On 2026-03-09, 上个月 is 2026-02-01 to 2026-02-28. */
export function periodOf(text: string, today: Day): Period | undefined {
  const [year, month] = [yearOf(today), monthOf(today)]
  const quarter = quarterOf(today)
  const weekOf = (d: Day): Period => {
    const monday = addDays(d, 1 - weekday(d))
    return { start: monday, end: addDays(monday, 6) }
  }
  if (/本季度|这个?季度/.test(text)) return { start: quarter.first, end: quarter.last }
  if (/上个?季度/.test(text)) {
    const last = quarterOf(addDays(quarter.first, -1))
    return { start: last.first, end: last.last }
  }
  if (/本月|这个月/.test(text)) return { start: dayFrom(year, month, 1)!, end: lastDayOfMonth(year, month) }
  if (/上个?月/.test(text)) {
    const end = addDays(dayFrom(year, month, 1)!, -1)
    return { start: dayFrom(yearOf(end), monthOf(end), 1)!, end }
  }
  if (/本周|这周|这个?星期/.test(text)) return weekOf(today)
  if (/上周|上个?星期/.test(text)) return weekOf(addDays(today, -7))
  if (/上半年/.test(text)) return { start: dayFrom(year, 1, 1)!, end: dayFrom(year, 6, 30)! }
  if (/下半年/.test(text)) return { start: dayFrom(year, 7, 1)!, end: dayFrom(year, 12, 31)! }
  if (/今年|本年/.test(text)) return { start: dayFrom(year, 1, 1)!, end: dayFrom(year, 12, 31)! }
  if (/今天|今日/.test(text)) return { start: today, end: today }
  if (/昨天|昨日/.test(text)) return { start: addDays(today, -1), end: addDays(today, -1) }
  return undefined
}
