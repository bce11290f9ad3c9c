/** The preview: kept until its sender confirms, changes or cancels it. */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Due } from '../../domain/due.ts'
import type { OrderDraft } from '../../domain/order.ts'
import { checkDraft, draftDue } from '../../domain/order-rules.ts'
import type { Day } from '../../domain/time.ts'
import { loadOrder } from '../../store/orders.ts'
import { draft as draftTable } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { personName } from './card.ts'
import { homeOf, type Issued, issueOrder } from './issue-order.ts'

export interface Draft {
  readonly id: string
  readonly draft: OrderDraft
  readonly typed: string
  readonly receivedOn: Day
  readonly due: Due
}

export async function draftOrder(ctx: Ctx, draft: OrderDraft, typed: string): Promise<Decision<Draft>> {
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
  if (!checked.ok) return checked
  const { receivedOn, due } = draftDue(ctx.bureau.calendar, draft, ctx.now)
  const id = randomUUID()
  const home = homeOf(ctx)
  await ctx.tx.db.insert(draftTable).values({
    id,
    person: ctx.actor.code,
    platform: home.platform,
    chat: home.chat,
    typed,
    input: draft,
    shownDueOn: due.on,
    state: 'open',
    at: ctx.now,
  })
  return allow({ id, draft, typed, receivedOn, due })
}

export type Confirmed =
  | { readonly kind: 'issued'; readonly issued: Issued }
  /** Receipt moved the due day since the preview: it is shown anew and has to be confirmed again. */
  | { readonly kind: 'moved'; readonly draft: Draft; readonly shown: Day }

export async function confirmDraft(ctx: Ctx, id: string): Promise<Decision<Confirmed>> {
  const found = await lockDraft(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const { receivedOn, due } = draftDue(ctx.bureau.calendar, row.input, ctx.now)
  if (due.on !== row.shownDueOn) {
    await ctx.tx.db.update(draftTable).set({ shownDueOn: due.on }).where(eq(draftTable.id, id))
    const draft = { id, draft: row.input, typed: row.typed, receivedOn, due }
    return allow({ kind: 'moved', draft, shown: row.shownDueOn as Day })
  }
  const issued = await issueOrder(ctx, row.input, { home: { platform: row.platform, chat: row.chat } })
  if (!issued.ok) return issued
  await ctx.tx.db
    .update(draftTable)
    .set({ state: 'issued', order: issued.value.order.id })
    .where(eq(draftTable.id, id))
  return allow({ kind: 'issued', issued: issued.value })
}

/** Cancels a preview, or lays it aside to be typed anew; answers what had been typed. */
export async function dropDraft(
  ctx: Ctx,
  id: string,
  state: 'cancelled' | 'editing',
): Promise<Decision<{ typed: string }>> {
  const found = await lockDraft(ctx, id)
  if (!found.ok) return found
  await ctx.tx.db.update(draftTable).set({ state }).where(eq(draftTable.id, id))
  return allow({ typed: found.value.typed })
}

async function lockDraft(ctx: Ctx, id: string): Promise<Decision<typeof draftTable.$inferSelect>> {
  const [row] = await ctx.tx.db.select().from(draftTable).where(eq(draftTable.id, id)).for('update')
  if (!row) return refuse('draft.gone', {})
  if (row.person !== ctx.actor.code) return refuse('draft.not-yours', { name: personName(ctx, row.person) })
  if (row.state === 'issued' && row.order) {
    const order = await loadOrder(ctx.tx.db, { id: row.order })
    return order ? refuse('draft.done', { no: order.order.no }) : refuse('draft.gone', {})
  }
  return row.state === 'open' ? allow(row) : refuse('draft.cancelled', {})
}
