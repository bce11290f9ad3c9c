/**
 * Orders go down only. A matter that somebody wanted to hand to a bureau leader becomes 报请审定: it is shown to the sender,
 * goes to that leader on their word, and comes back as 同意 or 请办公室研究. It makes no order and takes no number.
 */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Moment } from '../../domain/time.ts'
import { draft as draftTable } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { personName } from './card.ts'
import { lockDraft } from './draft-order.ts'
import { draftRow, openDrafts } from './draft-row.ts'
import { homeOf } from './issue-order.ts'

/** Keeps the words until their sender decides whether they go up. @returns its id */
export async function keepMatter(ctx: Ctx, leader: string, text: string): Promise<Decision<string>> {
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const id = randomUUID()
  const home = homeOf(ctx)
  await ctx.tx.db.insert(draftTable).values({
    id,
    person: ctx.actor.code,
    platform: home.platform,
    chat: home.chat,
    typed: text,
    input: [],
    shownDueOn: '',
    state: 'open',
    at: ctx.now,
    submittedTo: leader,
  })
  return allow(id)
}

/** @returns the leader's name */
export async function submitMatter(ctx: Ctx, id: string): Promise<Decision<{ to: string }>> {
  const found = await lockDraft(ctx, id)
  if (!found.ok) return found
  const { submittedTo: to, typed } = found.value
  if (to === null || openDrafts(found.value).length > 0) return refuse('draft.gone', {})
  await ctx.tx.db.update(draftTable).set({ state: 'submitted' }).where(eq(draftTable.id, id))
  ctx.tx.note({
    matter: 'office',
    kind: 'matter.submitted',
    actor: ctx.actor.code,
    facts: { to },
    personal: { text: typed },
  })
  tellPerson(ctx, to, 'matter.submitted', { draft: id, by: ctx.actor.name, text: typed })
  return allow({ to: personName(ctx, to) })
}

/** The leader's word; only the leader it was sent to may give it. */
export async function decideMatter(
  ctx: Ctx,
  id: string,
  agreed: boolean,
  words: string,
): Promise<Decision<{ to: string }>> {
  const row = await draftRow(ctx, id)
  if (!row || row.submittedTo === null || openDrafts(row).length > 0) return refuse('draft.gone', {})
  if (row.submittedTo !== ctx.actor.code)
    return refuse('draft.not-for-you', { to: personName(ctx, row.submittedTo) })
  if (row.decidedBy !== null) {
    return refuse('draft.decided', {
      by: personName(ctx, row.decidedBy),
      at: (row.decidedAt ?? row.at) as Moment,
    })
  }
  if (row.state !== 'submitted') return refuse('draft.cancelled', {})
  await ctx.tx.db
    .update(draftTable)
    .set({ state: agreed ? 'issued' : 'refused', decidedBy: ctx.actor.code, decidedAt: ctx.now })
    .where(eq(draftTable.id, id))
  ctx.tx.note({
    matter: 'office',
    kind: 'matter.decided',
    actor: ctx.actor.code,
    facts: { sender: row.person, agreed },
    personal: words.trim() ? { words: words.trim() } : {},
  })
  tellPerson(
    ctx,
    row.person,
    'matter.decided',
    { by: ctx.actor.name, text: row.typed, agreed, words: words.trim() },
    { platform: row.platform },
  )
  return allow({ to: personName(ctx, row.person) })
}
