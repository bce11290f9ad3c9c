/**
 * Once each working day the open orders' own messages are brought up to date in place: working days left, and what has
 * become due. Nobody is notified of an edit.
 */
import { isOpenHour, REMINDER_SLOT } from '../../domain/ladder.ts'
import { dayOf, daysBetween, momentOf } from '../../domain/time.ts'
import { openOrders } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { editCards } from './places.ts'

/** A platform lets a card be edited for so many days (14 on Feishu); an older one is left as it is until something happens. */
const EDITABLE_DAYS = 13

export async function refreshCards(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  if (!isOpenHour(ctx.bureau.calendar, ctx.now) || ctx.now < momentOf(today, REMINDER_SLOT)) return
  if (!(await takeSlot(ctx, 'cards', today, ''))) return
  for (const home of await openOrders(ctx.tx.db)) {
    const age = daysBetween(dayOf(home.order.issuedAt), today)
    if (age === 0 || age > EDITABLE_DAYS) continue
    editCards(ctx, home, home.order)
  }
}
