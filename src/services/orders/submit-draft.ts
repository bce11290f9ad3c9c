/**
 * 报组长审定: a draft goes to the leader before it is issued, or, where the bureau asks for it, to the director. On their
 * word it is issued in its sender's name, with the days counted from then; sent back, no order comes of it.
 */
import { eq } from 'drizzle-orm'
import { directs } from '../../domain/approval.ts'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { IssuedLine } from '../../domain/notices.ts'
import { type Order, type OrderDraft, orderDue } from '../../domain/order.ts'
import { checkDraft, issue } from '../../domain/order-rules.ts'
import { type Person, postsOf } from '../../domain/roster.ts'
import { dayOf, type Moment } from '../../domain/time.ts'
import { draft as draftTable } from '../../store/schema/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { editPerson, tellPerson } from '../tell.ts'
import { dueNote, noted, personName } from './card.ts'
import { draftLine } from './draft-line.ts'
import { type Draft, dated, dayList, dropDraft, issueDrafts, lockDraft } from './draft-order.ts'
import { type DraftRow, draftRow, openDrafts } from './draft-row.ts'
import type { Issued } from './issue-order.ts'
import { director, leaderOn } from './office.ts'

export type Approver = 'leader' | 'director'

/** @returns to whom it went */
export async function submitDraft(
  ctx: Ctx,
  id: string,
  to: Approver,
): Promise<Decision<{ draft: Draft; to: Person }>> {
  const found = await lockDraft(ctx, id)
  if (!found.ok) return found
  const drafts = openDrafts(found.value)
  if (drafts.length === 0) return refuse('draft.gone', {})
  const person = to === 'director' ? (director(ctx) ?? leaderOn(ctx)) : leaderOn(ctx)
  if (!person) return refuse('draft.no-leader', {})
  for (const draft of drafts) {
    const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
    if (!checked.ok) return checked
  }
  const orders = await dated(ctx, drafts)
  if (!orders.ok) return orders
  await ctx.tx.db
    .update(draftTable)
    .set({ state: 'submitted', submittedTo: person.code, shownDueOn: dayList(orders.value) })
    .where(eq(draftTable.id, id))
  noteOffice(ctx, 'draft.submitted', { to: person.code, orders: orders.value.length })
  tellPerson(
    ctx,
    person.code,
    'draft.submitted',
    {
      draft: id,
      by: ctx.actor.name,
      to,
      orders: orders.value.map((o) => draftLine(ctx, o)),
      state: 'open',
    },
    { purpose: submittedPurpose(id), platform: found.value.platform, about: asOrders(ctx, drafts) },
  )
  return allow({ draft: { id, orders: orders.value, typed: found.value.typed }, to: person })
}

/** The sender takes it back before it was decided. */
export async function withdrawDraft(ctx: Ctx, id: string): Promise<Decision<true>> {
  const found = await lockDraft(ctx, id, 'submitted')
  if (!found.ok) return found
  const row = found.value
  if (openDrafts(row).length === 0) return refuse('draft.gone', {})
  const orders = await dated(ctx, openDrafts(row))
  const dropped = await dropDraft(ctx, id, 'cancelled', 'submitted')
  if (!dropped.ok) return dropped
  noteOffice(ctx, 'draft.withdrawn', { to: row.submittedTo ?? '' })
  if (row.submittedTo && orders.ok) {
    editPerson(
      ctx,
      row.submittedTo,
      submittedPurpose(id),
      'draft.submitted',
      {
        draft: id,
        by: ctx.actor.name,
        to: directs(postsOf(ctx.bureau.roster, row.submittedTo, dayOf(ctx.now))) ? 'director' : 'leader',
        orders: orders.value.map((o) => draftLine(ctx, o)),
        state: 'withdrawn',
      },
      { platform: row.platform, about: asOrders(ctx, openDrafts(row)) },
    )
  }
  return allow(true)
}

/** 同意下发: issued now, in the sender's name; the journal says who approved. */
export async function grantDraft(ctx: Ctx, id: string): Promise<Decision<readonly Issued[]>> {
  const found = await submittedDraft(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const sender = actorOf(ctx, row.person)
  const still = mayDo('assign', { posts: sender.posts, staff: ctx.bureau.settings.staff })
  if (!still.ok) return refuse('draft.sender-left', { name: sender.name })
  const issued = await issueDrafts({ ...ctx, actor: sender }, row, ctx.actor)
  if (!issued.ok) return issued
  await ctx.tx.db
    .update(draftTable)
    .set({ decidedBy: ctx.actor.code, decidedAt: ctx.now })
    .where(eq(draftTable.id, id))
  tellPerson(
    ctx,
    row.person,
    'draft.decided',
    { granted: true, by: ctx.actor.name, issued: issued.value.map(({ order }) => issuedLine(ctx, order)) },
    { platform: row.platform, about: issued.value.map(({ order }) => order) },
  )
  return issued
}

/** 退回修改, with the reason; the sender is told. */
export async function refuseDraft(ctx: Ctx, id: string, reason: string): Promise<Decision<{ to: string }>> {
  const found = await submittedDraft(ctx, id)
  if (!found.ok) return found
  if (reason.trim() === '') return refuse('reason.missing', { action: 'return' })
  const row = found.value
  await ctx.tx.db
    .update(draftTable)
    .set({ state: 'refused', decidedBy: ctx.actor.code, decidedAt: ctx.now })
    .where(eq(draftTable.id, id))
  ctx.tx.note({
    matter: 'office',
    kind: 'draft.refused',
    actor: ctx.actor.code,
    facts: { sender: row.person },
    personal: { reason: reason.trim() },
  })
  const drafts = openDrafts(row)
  tellPerson(
    ctx,
    row.person,
    'draft.decided',
    {
      granted: false,
      by: ctx.actor.name,
      reason: reason.trim(),
      subject: drafts[0]?.subject ?? '',
      typed: row.typed,
      ...(drafts[0]?.parent ? { parent: drafts[0].parent.no } : {}),
    },
    { platform: row.platform, about: asOrders({ ...ctx, actor: actorOf(ctx, row.person) }, drafts) },
  )
  return allow({ to: personName(ctx, row.person) })
}

/** A draft that waits for this person's word. */
async function submittedDraft(ctx: Ctx, id: string): Promise<Decision<DraftRow>> {
  const row = await draftRow(ctx, id)
  if (!row || row.submittedTo === null || openDrafts(row).length === 0) return refuse('draft.gone', {})
  const to = row.submittedTo
  const forDirector = directs(postsOf(ctx.bureau.roster, to, dayOf(ctx.now)))
  const may =
    to === ctx.actor.code ||
    mayDo('approveDraft', { posts: ctx.actor.posts }).ok ||
    (forDirector && directs(ctx.actor.posts))
  if (!may) return refuse('draft.not-for-you', { to: personName(ctx, to) })
  if (row.decidedBy !== null) {
    return refuse('draft.decided', {
      by: personName(ctx, row.decidedBy),
      at: (row.decidedAt ?? row.at) as Moment,
    })
  }
  return row.state === 'submitted' ? allow(row) : refuse('draft.cancelled', {})
}

function submittedPurpose(id: string): string {
  return `submitted:${id}`
}

export function issuedLine(ctx: Ctx, order: Order): IssuedLine {
  const due = orderDue(order)
  return {
    no: order.no,
    kind: kindOf(order.kind).name,
    subject: order.subject,
    due,
    ...noted(dueNote(ctx, due)),
  }
}

function actorOf(ctx: Ctx, person: string): Actor {
  return {
    code: person,
    name: personName(ctx, person),
    posts: postsOf(ctx.bureau.roster, person, dayOf(ctx.now)),
  }
}

/** The drafts as the orders they would be: whom a restricted one concerns is decided by the same rule. */
function asOrders(ctx: Ctx, drafts: readonly OrderDraft[]): readonly Order[] {
  return drafts.flatMap((draft) => {
    const made = issue(ctx.bureau.calendar, draft, {
      id: '',
      no: { year: 0, no: 0 },
      by: ctx.actor.code,
      now: ctx.now,
    })
    return made.ok ? [made.value.order] : []
  })
}

function noteOffice(ctx: Ctx, kind: string, facts: Readonly<Record<string, string | number>>): void {
  ctx.tx.note({ matter: 'office', kind, actor: ctx.actor.code, facts })
}
