/** The preview: kept until its sender confirms, changes or cancels it. */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { needsDirector } from '../../domain/approval.ts'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Due } from '../../domain/due.ts'
import { type OrderDraft, orderDue } from '../../domain/order.ts'
import { checkDraft, draftDue } from '../../domain/order-rules.ts'
import type { OrderNo } from '../../domain/serial.ts'
import { duePast, maySplit } from '../../domain/sub-orders.ts'
import type { Day, Moment } from '../../domain/time.ts'
import { loadOrder } from '../../store/orders.ts'
import { draft as draftTable } from '../../store/schema/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { personName } from './card.ts'
import { type DraftRow, draftRow, openDrafts } from './draft-row.ts'
import { type Source, tellInstructed } from './instructions.ts'
import { homeOf, type Issued, issueOrder } from './issue-order.ts'
import { seeOrder } from './seen.ts'

/** One order of a draft, with the days it would have if issued now. */
export interface Drafted {
  readonly draft: OrderDraft
  readonly receivedOn: Day
  readonly due: Due
  /** It would be due after the order it is part of: that one's due time. */
  readonly parentDue?: Due
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
  source?: Source,
): Promise<Decision<Draft>> {
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  for (const draft of drafts) {
    const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
    if (!checked.ok) return checked
  }
  const orders = await dated(ctx, drafts)
  if (!orders.ok) return orders
  const id = randomUUID()
  const home = homeOf(ctx)
  await ctx.tx.db.insert(draftTable).values({
    id,
    person: ctx.actor.code,
    platform: home.platform,
    chat: home.chat,
    typed,
    input: drafts.length === 1 ? drafts[0]! : [...drafts],
    shownDueOn: dayList(orders.value),
    state: 'open',
    at: ctx.now,
    source: source ?? null,
  })
  return allow({ id, orders: orders.value, typed })
}

/** The days the drafts would have if issued now; of a sub-order, beside the order it is part of, which must be open. */
export async function dated(ctx: Ctx, drafts: readonly OrderDraft[]): Promise<Decision<readonly Drafted[]>> {
  const orders: Drafted[] = []
  for (const draft of drafts) {
    const days = draftDue(ctx.bureau.calendar, draft, ctx.now)
    if (!draft.parent) {
      orders.push({ draft, ...days })
      continue
    }
    const found = await seeOrder(ctx, { id: draft.parent.id })
    if (!found.ok) return found
    const parent = found.value.order
    const may = maySplit(parent)
    if (!may.ok) return may
    orders.push({ draft, ...days, ...(duePast(parent, days.due) ? { parentDue: orderDue(parent) } : {}) })
  }
  return allow(orders)
}

export function dayList(orders: readonly Drafted[]): string {
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
  const drafts = openDrafts(row)
  if (drafts.length === 0) return refuse('draft.gone', {})
  const alone = needsDirector(ctx.bureau.settings.directorConfirms, ctx.actor.posts)
  if (!alone.ok) return alone
  const orders = await dated(ctx, drafts)
  if (!orders.ok) return orders
  if (dayList(orders.value) !== row.shownDueOn) {
    await ctx.tx.db
      .update(draftTable)
      .set({ shownDueOn: dayList(orders.value) })
      .where(eq(draftTable.id, id))
    return allow({
      kind: 'moved',
      draft: { id, orders: orders.value, typed: row.typed },
      shown: row.shownDueOn.split(',') as Day[],
    })
  }
  const issued = await issueDrafts(ctx, row)
  return issued.ok ? allow({ kind: 'issued', issued: issued.value }) : issued
}

/**
 * Issues all orders of a draft, or none: all are looked at before the first takes a number.
 * @param approver whose word it was sent for (报组长审定)
 */
export async function issueDrafts(
  ctx: Ctx,
  row: DraftRow,
  approver?: Actor,
): Promise<Decision<readonly Issued[]>> {
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const drafts = openDrafts(row)
  for (const draft of drafts) {
    const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
    if (!checked.ok) return checked
  }
  const open = await dated(ctx, drafts)
  if (!open.ok) return open
  const issued: Issued[] = []
  for (const draft of drafts) {
    const one = await issueOrder(ctx, draft, {
      home: { platform: row.platform, chat: row.chat },
      ...(approver ? { approver } : {}),
    })
    // All were looked at: one that fails now would leave half of them issued.
    if (!one.ok) throw new Error(`a draft that was looked at is refused: ${one.refusal.code}`)
    issued.push(one.value)
  }
  await ctx.tx.db
    .update(draftTable)
    .set({ state: 'issued', order: issued[0]!.order.id })
    .where(eq(draftTable.id, row.id))
  if (row.source) await tellInstructed(ctx, row.source as Source, issued)
  return allow(issued)
}

/** Cancels a preview, or lays it aside to be typed anew; answers what had been typed. */
export async function dropDraft(
  ctx: Ctx,
  id: string,
  state: 'cancelled' | 'editing',
  from: 'open' | 'submitted' = 'open',
): Promise<Decision<{ typed: string; parent?: OrderNo }>> {
  const found = await lockDraft(ctx, id, from)
  if (!found.ok) return found
  // A leader's instruction waits in the same table: it is settled, never dropped.
  if (found.value.source && openDrafts(found.value).length === 0) return refuse('draft.gone', {})
  await ctx.tx.db.update(draftTable).set({ state }).where(eq(draftTable.id, id))
  const parent = openDrafts(found.value)[0]?.parent?.no
  return allow({ typed: found.value.typed, ...(parent ? { parent } : {}) })
}

/** The person's own draft, as long as it stands as expected. */
export async function lockDraft(
  ctx: Ctx,
  id: string,
  from: 'open' | 'submitted' = 'open',
): Promise<Decision<DraftRow>> {
  const row = await draftRow(ctx, id)
  if (!row) return refuse('draft.gone', {})
  if (row.person !== ctx.actor.code) return refuse('draft.not-yours', { name: personName(ctx, row.person) })
  if (row.state === 'issued' && row.order) {
    const order = await loadOrder(ctx.tx.db, { id: row.order })
    return order ? refuse('draft.done', { no: order.order.no }) : refuse('draft.gone', {})
  }
  if (row.decidedBy !== null) {
    return refuse('draft.decided', {
      by: personName(ctx, row.decidedBy),
      at: (row.decidedAt ?? row.at) as Moment,
    })
  }
  if (row.state === from) return allow(row)
  return row.state === 'submitted'
    ? refuse('draft.submitted', { to: personName(ctx, row.submittedTo ?? '') })
    : refuse('draft.cancelled', {})
}
