/** What was said about an order: remembered, and where it was asked about, 作为反馈 or 只是讨论. */
import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt } from 'drizzle-orm'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Order } from '../../domain/order.ts'
import type { Day } from '../../domain/time.ts'
import { isId } from '../../store/ids.ts'
import { loadOrder } from '../../store/orders.ts'
import { remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { answerOrder } from './answer-order.ts'
import { askedTogether, joinText, type Remark } from './answer-words.ts'
import { personName } from './card.ts'
import { orderMatter } from './change-order.ts'
import { JOIN_MS } from './open-answer.ts'
import type { AnswerOutcome } from './register-answer.ts'
import { noteElsewhere } from './said-elsewhere.ts'

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

/** What was promised with 收到: kept in the person's words. No state beyond 签收 follows from it. */
export function notePromise(
  ctx: Ctx,
  order: Order,
  department: string,
  { text, on }: { readonly text: string; readonly on?: Day },
): void {
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'assignment.promised',
    actor: ctx.actor.code,
    facts: { department, ...(on ? { on } : {}) },
    personal: { text },
  })
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
  const inThread = order === undefined && home?.chat === row.chat && !home.order.restricted
  // What the same person said there meanwhile was asked about too: one press answers for all of it.
  const together = await askedTogether(ctx, row, JOIN_MS)
  const done = await answerOrder(
    there,
    { id: order ?? row.order },
    {
      text: together.map((r) => r.text).reduce(joinText, ''),
      files: [],
      inThread,
      filesOf: together.map(({ platform, message }) => ({ platform, message })),
    },
  )
  if (!done.ok) return done
  if (order !== undefined) await noteElsewhere(ctx, row)
  for (const r of together) {
    await ctx.tx.db
      .update(remark)
      .set({ state: 'answer', order: order ?? row.order, answer: done.value.answer })
      .where(eq(remark.id, r.id))
  }
  return done
}

/** What was asked about belongs to this order, and was no answer: it is passed on. */
export async function takeRemark(ctx: Ctx, id: string, order: string): Promise<Decision<Remark>> {
  const found = await ownRemark(ctx, id)
  if (!found.ok) return found
  await ctx.tx.db.update(remark).set({ state: 'question', order }).where(eq(remark.id, id))
  return found
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

async function ownRemark(ctx: Ctx, id: string): Promise<Decision<Remark>> {
  const [row] = isId(id) ? await ctx.tx.db.select().from(remark).where(eq(remark.id, id)).for('update') : []
  if (!row) return refuse('draft.gone', {})
  if (row.person !== ctx.actor.code)
    return refuse('draft.not-yours', { name: personName(ctx, row.person ?? '') })
  return row.state === 'asked' ? allow(row) : refuse('draft.cancelled', {})
}

async function setState(ctx: Ctx, id: string, state: Remark['state']): Promise<void> {
  await ctx.tx.db.update(remark).set({ state }).where(eq(remark.id, id))
}
