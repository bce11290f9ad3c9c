/**
 * Friday's sheet: at 16:30 of the week's last Monday-to-Friday working day to leaders, the director, his deputy and
 * office staff, each alone; never to departments. Nothing to say, nothing sent. A slot missed because nothing ran is
 * caught up once, in open hours, and marked late.
 */
import { isOpenHour } from '../../domain/ladder.ts'
import { holdersOf, leadersOn, type Person } from '../../domain/roster.ts'
import { addDays, type Day, dayOf, MINUTE, momentOf } from '../../domain/time.ts'
import { SHEET_SLOT, sheetDay } from '../../domain/week.ts'
import type { Ctx } from '../context.ts'
import { mayBeSent } from '../orders/seen.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson } from '../tell.ts'
import { readWeek, sheetFor } from './weekly-sheet.ts'

const LATE_MS = 30 * MINUTE
/** A sheet older than this is not caught up: the next one is near. */
const MOST_DAYS_LATE = 5

export async function sendSheet(ctx: Ctx): Promise<void> {
  const { calendar } = ctx.bureau
  if (!isOpenHour(calendar, ctx.now)) return
  const day = lastSheetDay(ctx)
  if (day === undefined || !(await takeSlot(ctx, 'sheet', day, ''))) return
  const late = ctx.now - momentOf(day, SHEET_SLOT) > LATE_MS
  const week = await readWeek(ctx, day)
  for (const reader of readersOf(ctx)) {
    const sheet = sheetFor(ctx, week, reader, late)
    const about = [...week.open, ...week.issued, ...week.closed]
      .map(({ order }) => order)
      .filter((order) => mayBeSent(ctx, order, reader.code))
    if (sheet) tellPerson(ctx, reader.code, 'sheet.weekly', sheet, { about })
  }
}

/** The newest day whose sheet should be out by now, if it is not too long ago. */
function lastSheetDay({ bureau, now }: Ctx): Day | undefined {
  const today = dayOf(now)
  for (const week of [today, addDays(today, -7)]) {
    const day = sheetDay(bureau.calendar, week)
    if (day !== undefined && momentOf(day, SHEET_SLOT) <= now) {
      return day >= addDays(today, -MOST_DAYS_LATE) ? day : undefined
    }
  }
  return undefined
}

/** Leaders first, then who runs the office; each once. */
export function readersOf({ bureau, now }: Pick<Ctx, 'bureau' | 'now'>): readonly Person[] {
  const today = dayOf(now)
  const office = (['office_director', 'deputy_office_director', 'office_staff'] as const).flatMap((post) =>
    holdersOf(bureau.roster, post, today),
  )
  return [...new Map([...leadersOn(bureau.roster, today), ...office].map((p) => [p.code, p])).values()]
}
