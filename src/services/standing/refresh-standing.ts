/**
 * Each working morning the cards that list something are brought up to date in place. One that the platform does not let be edited any more
 * was forgotten by delivery: it is posted anew. In the afternoon only those are posted that fell into the quiet hours.
 */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { isOpenHour, OPEN_HOURS, REMINDER_SLOT } from '../../domain/ladder.ts'
import { dayOf, momentOf } from '../../domain/time.ts'
import { outbox, posting, slot } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { editCard, ownChats, POSTED, postCard, standingCards, standingPurpose } from './standing-card.ts'

export async function refreshStanding(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  if (!isOpenHour(ctx.bureau.calendar, ctx.now) || ctx.now < momentOf(today, REMINDER_SLOT)) return
  if (ownChats(ctx).length === 0) return
  const morning = ctx.now < momentOf(today, OPEN_HOURS.afternoon[0])
  if (!(await takeSlot(ctx, 'standing', today, morning ? 'morning' : 'afternoon'))) return
  const cards = await standingCards(ctx)
  const names = cards.map(({ chat }) => standingPurpose(chat))
  const [there, posted, waiting] = await Promise.all([
    ctx.tx.db.select({ purpose: posting.purpose }).from(posting).where(inArray(posting.purpose, names)),
    ctx.tx.db
      .select({ purpose: slot.person })
      .from(slot)
      .where(and(eq(slot.name, POSTED), inArray(slot.person, names))),
    ctx.tx.db
      .select({ purpose: outbox.purpose })
      .from(outbox)
      .where(
        and(
          isNull(outbox.sentAt),
          isNull(outbox.parkedAt),
          eq(outbox.verb, 'post'),
          inArray(outbox.purpose, names),
        ),
      ),
  ])
  const standing = new Set(there.map((p) => p.purpose))
  const known = new Set(posted.map((p) => p.purpose))
  const onItsWay = new Set(waiting.map((p) => p.purpose))
  const anew = cards.filter(({ chat, card }) => {
    const name = standingPurpose(chat)
    const missing = !standing.has(name) && !onItsWay.has(name)
    return card.lines.length > 0 && missing && (morning || !known.has(name))
  })
  if (anew.length > 0) {
    await ctx.tx.db
      .insert(slot)
      .values(anew.map(({ chat }) => ({ name: POSTED, day: '', person: standingPurpose(chat), at: ctx.now })))
      .onConflictDoUpdate({ target: [slot.name, slot.day, slot.person], set: { at: ctx.now } })
  }
  for (const { chat, card } of cards) {
    const name = standingPurpose(chat)
    if (anew.some((a) => a.chat === chat)) postCard(ctx, chat, card)
    else if (morning && standing.has(name) && card.lines.length > 0) editCard(ctx, chat, card)
  }
}
