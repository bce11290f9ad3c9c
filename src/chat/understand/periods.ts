/** The stretch of time a question is about: 本季度, 上个月, 本周. */
import { addDays, type Day, dayFrom, lastDayOfMonth, monthOf, weekday, yearOf } from '../../domain/time.ts'
import { quarterOf } from '../deadline/index.ts'

/** First and last day; weeks start on Monday. On 2026-03-09, 上个月 is 2026-02-01 to 2026-02-28. */
export function periodOf(text: string, today: Day): { readonly start: Day; readonly end: Day } | undefined {
  const [year, month] = [yearOf(today), monthOf(today)]
  const quarter = quarterOf(today)
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
  if (/本周|这周/.test(text)) {
    const monday = addDays(today, 1 - weekday(today))
    return { start: monday, end: addDays(monday, 6) }
  }
  if (/今年|本年/.test(text)) return { start: dayFrom(year, 1, 1)!, end: dayFrom(year, 12, 31)! }
  return undefined
}
