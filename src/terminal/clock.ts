import { clockReport } from '../chat/clock-report.ts'
import { holidayYears } from '../data/holidays/index.ts'
import { calendarOf } from '../domain/calendar.ts'
import { readJson } from './read-json.ts'
import { noMore, UsageError, type Verb } from './verb.ts'

/** Statutory and working-day clocks from events, each with its derivation. Opens no database. */
export const clock: Verb = async ([file, ...more], printer) => {
  if (file === undefined) throw new UsageError('请写明文件，或 - 表示标准输入。')
  noMore(more)
  const report = clockReport(calendarOf(holidayYears), await readJson(file))
  printer.print(report.map(({ id, computed, steps }) => ({ id, computed, steps })))
  const bad = report.filter((entry) => (entry.problems?.length ?? 0) > 0)
  for (const { id, problems } of bad) printer.complain(`${id || '输入'}：${problems!.join('；')}`)
  return bad.length === 0 ? 0 : 1
}
