/**
 * The leaders' daily brief, 08:35 of a working day, to each leader alone: what needs them, what turned red and why,
 * what changed up to 17:30 of the working day before. Nothing to say, nothing sent.
 */
import { and, count, eq, gt, lte } from 'drizzle-orm'
import { workdaysLate } from '../../domain/due.ts'
import { BRIEF_SLOT, isOpenHour } from '../../domain/ladder.ts'
import type { DailyBrief, DueLine } from '../../domain/notices.ts'
import { orderDue, owes } from '../../domain/order.ts'
import { leadersOn } from '../../domain/roster.ts'
import {
  addDays,
  CLOSE_OF_BUSINESS,
  type Day,
  dayOf,
  MINUTE,
  type Moment,
  momentOf,
  weekday,
} from '../../domain/time.ts'
import { sealDay } from '../../store/journal.ts'
import { openOrders } from '../../store/orders.ts'
import { orders } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { dueLine } from '../orders/card.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson } from '../tell.ts'

/** Overdue this many working days: red in the brief. */
const RED_AFTER = 5
const LATE_MS = 30 * MINUTE

export async function sendBrief(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const slotAt = momentOf(today, BRIEF_SLOT)
  if (!isOpenHour(ctx.bureau.calendar, ctx.now) || ctx.now < slotAt) return
  if (!(await takeSlot(ctx, 'brief', today, ''))) return
  const head = await sealDay(ctx.tx.db, today)
  const brief = await dailyBrief(ctx, today, head, ctx.now - slotAt > LATE_MS)
  if (!brief) return
  for (const leader of leadersOn(ctx.bureau.roster, today)) tellPerson(ctx, leader.code, 'brief.daily', brief)
}

/** `undefined` when nothing needs a leader, nothing turned red and nothing changed. */
async function dailyBrief(
  ctx: Ctx,
  today: Day,
  head: string,
  late: boolean,
): Promise<DailyBrief | undefined> {
  const { calendar } = ctx.bureau
  const lastDay = calendar.workdayBefore(today)
  const cutOff = momentOf(lastDay, CLOSE_OF_BUSINESS)
  const before = momentOf(calendar.workdayBefore(lastDay), CLOSE_OF_BUSINESS)
  const open = await openOrders(ctx.tx.db)
  const red: DueLine[] = []
  let turned = false
  for (const { order } of open) {
    for (const a of order.assignments) {
      const days = owes(a) ? workdaysLate(calendar, a.due.on, today) : 0
      if (days < RED_AFTER) continue
      turned ||= days === RED_AFTER
      red.push(dueLine(ctx, order, a, -5))
    }
  }
  red.sort((x, y) => x.workdaysLate - y.workdaysLate)
  const [issuedYesterday, closedYesterday] = await Promise.all([
    counted(ctx, 'issuedAt', before, cutOff),
    counted(ctx, 'endedAt', before, cutOff),
  ])
  const monday = addDays(today, 8 - weekday(today))
  const sunday = addDays(monday, 6)
  if (!turned && issuedYesterday === 0 && closedYesterday === 0) return undefined
  return {
    day: today,
    lastDay,
    needs: [],
    red,
    issuedYesterday,
    closedYesterday,
    open: open.length,
    dueNextWeek: open.filter(({ order }) => orderDue(order).on >= monday && orderDue(order).on <= sunday)
      .length,
    head,
    late,
  }
}

async function counted(
  ctx: Ctx,
  column: 'issuedAt' | 'endedAt',
  after: Moment,
  until: Moment,
): Promise<number> {
  const within = and(gt(orders[column], after), lte(orders[column], until))
  const [row] = await ctx.tx.db
    .select({ n: count() })
    .from(orders)
    .where(column === 'endedAt' ? and(within, eq(orders.state, 'closed')) : within)
  return row?.n ?? 0
}
