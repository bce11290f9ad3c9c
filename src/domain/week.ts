/** The office's week: Monday to Sunday, told on its last Monday-to-Friday working day. */
import type { Calendar } from './calendar.ts'
import { addDays, type Day, type TimeOfDay, weekday } from './time.ts'

/** When the week's sheet 本周办理情况 goes out. */
export const SHEET_SLOT = '16:30' as TimeOfDay

export interface Week {
  readonly monday: Day
  readonly sunday: Day
}

export function weekOf(d: Day): Week {
  const monday = addDays(d, 1 - weekday(d))
  return { monday, sunday: addDays(monday, 6) }
}

/**
 * The day on which a week is told: its last working day from Monday to Friday. A make-up Saturday or Sunday is not
 * taken; a week without any such day is not told.
 * @example the week of 2026-09-28 (holiday from Thursday on) → 2026-09-30; the week of 2026-10-05 → 2026-10-09
 */
export function sheetDay(calendar: Calendar, d: Day): Day | undefined {
  const { monday } = weekOf(d)
  for (let i = 4; i >= 0; i--) {
    const day = addDays(monday, i)
    if (calendar.isWorkday(day)) return day
  }
  return undefined
}
