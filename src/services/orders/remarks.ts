/** What was said about an order: remembered, and where it was asked about, 作为反馈 or 只是讨论. */
import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt } from 'drizzle-orm'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Moment } from '../../domain/time.ts'
import { loadOrder } from '../../store/orders.ts'
import { remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { answerOrder } from './answer-order.ts'
import { personName } from './card.ts'
import { JOIN_MS } from './open-answer.ts'
import type { AnswerOutcome } from './register-answer.ts'

type Remark = typeof remark.$inferSelect

/** Remembers what was said in an order's thread, and what became of it. */
export async function keepRemark(
  ctx: Ctx,
  order: string,
  text: string,
  state: 'said' | 'answer' | 'question' | 'asked',
): Promise<string> {
  const id = randomUUID()
  if (!ctx.place) return id
  await ctx.tx.db
    .insert(remark)
    .values({
      id,
      order,
      platform: ctx.place.platform,
      chat: ctx.place.chat.id,
      message: ctx.place.message,
      person: ctx.actor.code,
      text,
      at: ctx.now,
      state,
    })
    .onConflictDoNothing()
  return id
}

/** The remark becomes the department's answer; its receipt stands under the remark itself. */
export async function answerRemark(ctx: Ctx, id: string, order?: string): Promise<Decision<AnswerOutcome>> {
  const found = await ownRemark(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const place = ctx.place!
  const there: Ctx = {
    ...ctx,
    place: {
      ...place,
      platform: row.platform,
      chat: { id: row.chat, kind: row.chat === place.chat.id ? place.chat.kind : 'group' },
      message: row.message,
    },
  }
  const home = await loadOrder(ctx.tx.db, { id: order ?? row.order })
  // The words were taken for an answer outside any thread: they may belong to any order that was offered.
  const inThread = order === undefined && home?.chat === row.chat
  const filesOf = { platform: row.platform, message: row.message }
  const done = await answerOrder(
    there,
    { id: order ?? row.order },
    { text: row.text, files: [], inThread, filesOf },
  )
  if (!done.ok) return done
  await ctx.tx.db
    .update(remark)
    .set({ state: 'answer', ...(order ? { order } : {}) })
    .where(eq(remark.id, id))
  return done
}

/** Talk after all. What was said outside the thread is no part of any order's and is dropped. */
export async function settleRemark(ctx: Ctx, id: string, loose = false): Promise<Decision<true>> {
  const found = await ownRemark(ctx, id)
  if (!found.ok) return found
  if (loose) await ctx.tx.db.delete(remark).where(eq(remark.id, id))
  else await setState(ctx, id, 'said')
  return allow(true)
}

/** Whether this person was already asked (or told) about this order a moment ago. */
export async function spokenLately(ctx: Ctx, order: string): Promise<boolean> {
  const rows = await ctx.tx.db
    .select({ at: remark.at })
    .from(remark)
    .where(and(eq(remark.order, order), eq(remark.person, ctx.actor.code), gt(remark.at, ctx.now - JOIN_MS)))
    .orderBy(desc(remark.at))
    .limit(1)
  return rows.length > 0
}

/** What was said with that message in an order's thread, if anything was. */
export async function remarkOf(ctx: Ctx, message: string): Promise<Remark | undefined> {
  const platform = ctx.place?.platform ?? ''
  const [row] = await ctx.tx.db
    .select()
    .from(remark)
    .where(and(eq(remark.platform, platform), eq(remark.message, message)))
  return row
}

/** A message of the thread was recalled: its words are dropped from what is shown, the fact stays. */
export async function recallRemark(ctx: Ctx): Promise<{ order: string; at: Moment } | undefined> {
  if (!ctx.place) return undefined
  const [row] = await ctx.tx.db
    .update(remark)
    .set({ state: 'recalled' })
    .where(and(eq(remark.platform, ctx.place.platform), eq(remark.message, ctx.place.message)))
    .returning()
  return row && { order: row.order, at: row.at as Moment }
}

async function ownRemark(ctx: Ctx, id: string): Promise<Decision<Remark>> {
  const [row] = await ctx.tx.db.select().from(remark).where(eq(remark.id, id)).for('update')
  if (!row) return refuse('draft.gone', {})
  if (row.person !== ctx.actor.code)
    return refuse('draft.not-yours', { name: personName(ctx, row.person ?? '') })
  return row.state === 'asked' ? allow(row) : refuse('draft.cancelled', {})
}

async function setState(ctx: Ctx, id: string, state: Remark['state']): Promise<void> {
  await ctx.tx.db.update(remark).set({ state }).where(eq(remark.id, id))
}
