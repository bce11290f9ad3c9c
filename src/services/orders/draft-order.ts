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

/** One order of a draft, with the days it would have if issued now. */
export interface Drafted {
  readonly draft: OrderDraft
  readonly receivedOn: Day
  readonly due: Due
}

/** What a preview shows: one order, or several that are confirmed together. */
export interface Draft {
  readonly id: string
  readonly orders: readonly Drafted[]
  readonly typed: string
}

export async function draftOrders(
  ctx: Ctx,
  drafts: readonly OrderDraft[],
  typed: string,
): Promise<Decision<Draft>> {
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  for (const draft of drafts) {
    const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
    if (!checked.ok) return checked
  }
  const orders = drafts.map((draft) => dated(ctx, draft))
  const id = randomUUID()
  const home = homeOf(ctx)
  await ctx.tx.db.insert(draftTable).values({
    id,
    person: ctx.actor.code,
    platform: home.platform,
    chat: home.chat,
    typed,
    input: drafts.length === 1 ? drafts[0]! : [...drafts],
    shownDueOn: daysOf(orders),
    state: 'open',
    at: ctx.now,
  })
  return allow({ id, orders, typed })
}

function dated(ctx: Ctx, draft: OrderDraft): Drafted {
  return { draft, ...draftDue(ctx.bureau.calendar, draft, ctx.now) }
}

function daysOf(orders: readonly Drafted[]): string {
  return orders.map((o) => o.due.on).join(',')
}

export type Confirmed =
  | { readonly kind: 'issued'; readonly issued: readonly Issued[] }
  /** Receipt moved the due day since the preview: it is shown anew and has to be confirmed again. */
  | { readonly kind: 'moved'; readonly draft: Draft; readonly shown: readonly Day[] }

export async function confirmDraft(ctx: Ctx, id: string): Promise<Decision<Confirmed>> {
  const found = await lockDraft(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const drafts = Array.isArray(row.input) ? row.input : [row.input]
  const orders = drafts.map((draft) => dated(ctx, draft))
  if (daysOf(orders) !== row.shownDueOn) {
    await ctx.tx.db
      .update(draftTable)
      .set({ shownDueOn: daysOf(orders) })
      .where(eq(draftTable.id, id))
    return allow({
      kind: 'moved',
      draft: { id, orders, typed: row.typed },
      shown: row.shownDueOn.split(',') as Day[],
    })
  }
  // Nothing is half done: all are looked at before the first is issued.
  for (const draft of drafts) {
    const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
    if (!checked.ok) return checked
  }
  const issued: Issued[] = []
  for (const draft of drafts) {
    const one = await issueOrder(ctx, draft, { home: { platform: row.platform, chat: row.chat } })
    if (!one.ok) return one
    issued.push(one.value)
  }
  await ctx.tx.db
    .update(draftTable)
    .set({ state: 'issued', order: issued[0]!.order.id })
    .where(eq(draftTable.id, id))
  return allow({ kind: 'issued', issued })
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
