import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { departmentBook } from '../chat/assignment/departments.ts'
import { understand } from '../chat/understand/index.ts'
import { holidayYears } from '../data/holidays/index.ts'
import { practiceBureau } from '../data/practice-bureau.ts'
import { calendarOf } from '../domain/calendar.ts'
import { moment } from '../domain/time.ts'
import { parseBureauFile } from '../services/bureau/bureau-file.ts'
import { readJson } from './read-json.ts'
import { UsageError, type Verb } from './verb.ts'

const item = v.object({
  id: v.optional(v.union([v.string(), v.number()])),
  now: v.string(),
  speaker: v.optional(v.string()),
  text: v.string(),
})

/** What the bot understands of a sentence. Opens no database. */
export const parse: Verb = async (args, printer) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      now: { type: 'string' },
      speaker: { type: 'string' },
      bureau: { type: 'string' },
      file: { type: 'string' },
    },
  })
  const file = parseBureauFile(values.bureau === undefined ? practiceBureau : await readJson(values.bureau))
  const book = departmentBook(file.departments)
  const calendar = calendarOf(holidayYears)
  const read = (text: string, now: string, speaker: string | undefined) => {
    try {
      return understand(text, { now: moment(now), calendar, book, ...(speaker ? { speaker } : {}) })
    } catch (error) {
      if (error instanceof RangeError)
        throw new Error(`now 应为 ISO 时间，如 2026-11-23T09:20:00+08:00，现为 ${now}`)
      throw error
    }
  }
  if (values.file !== undefined) {
    const list = v.safeParse(v.array(item), await readJson(values.file))
    if (!list.success) throw new Error(`${values.file} 应为数组，每项含 id、now、speaker、text`)
    printer.print(
      list.output.map(({ id, now, speaker, text }) => ({
        ...(id === undefined ? {} : { id }),
        ...read(text, now, speaker),
      })),
    )
    return 0
  }
  if (positionals.length === 0) throw new UsageError('请写明要识别的内容。')
  if (values.now === undefined)
    throw new UsageError('请用 --now 写明时间，如 --now 2026-11-23T09:20:00+08:00。')
  printer.print(read(positionals.join(' '), values.now, values.speaker))
  return 0
}
