/**
 * Friday's sheet: at 16:30 of the week's last Monday-to-Friday working day to leaders, the director, his deputy and
 * office staff, each alone; never to departments. Nothing to say, nothing sent. Missed at its hour, it is caught up once
 * that day in open hours and marked late; later the week is asked for with /sheet.
 */
import { isOpenHour } from '../../domain/ladder.ts'
import { holdersOf, leadersOn, OFFICE_POSTS, type Person } from '../../domain/roster.ts'
import { dayOf, MINUTE, momentOf } from '../../domain/time.ts'
import { SHEET_SLOT, sheetDay } from '../../domain/week.ts'
import type { Ctx } from '../context.ts'
import { mayBeSent } from '../orders/seen.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson } from '../tell.ts'
import { readWeek, sheetFor } from './weekly-sheet.ts'

const LATE_MS = 30 * MINUTE

export async function sendSheet(ctx: Ctx): Promise<void> {
  const { calendar } = ctx.bureau
  const day = dayOf(ctx.now)
  if (!isOpenHour(calendar, ctx.now) || ctx.now < momentOf(day, SHEET_SLOT)) return
  if (sheetDay(calendar, day) !== day || !(await takeSlot(ctx, 'sheet', day, ''))) return
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

/** Leaders first, then who runs the office; each once. */
export function readersOf({ bureau, now }: Pick<Ctx, 'bureau' | 'now'>): readonly Person[] {
  const today = dayOf(now)
  const office = OFFICE_POSTS.flatMap((post) => holdersOf(bureau.roster, post, today))
  return [...new Map([...leadersOn(bureau.roster, today), ...office].map((p) => [p.code, p])).values()]
}
