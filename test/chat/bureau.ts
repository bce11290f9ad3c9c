/** The roster and calendar that the conversation tests read with. */
import { departmentBook } from '../../src/chat/assignment/index.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import roster from '../fixtures/departments.json' with { type: 'json' }

export const calendar = calendarOf(holidayYears)

export const book = departmentBook(
  (roster as { code: string; name: string; aliases: string[]; kind: string; business: boolean }[]).map(
    (d) => ({
      ...d,
      kind: d.kind === 'unit' ? 'unit' : 'section',
    }),
  ),
)
