/**
 * A leader's instruction waits with the office until it has become an order, was urged, or is kept as a record. The
 * leader learns once which order came of it, and once how that ended.
 */
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { kindOf } from '../../domain/kinds.ts'
import { orderDue } from '../../domain/order.ts'
import type { Moment } from '../../domain/time.ts'
import { type HomedOrder, loadOrder } from '../../store/orders.ts'
import { draft as draftTable } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { departmentName, dueNote, noted, personName } from './card.ts'
import { orderMatter } from './change-order.ts'
import { draftRow, openDrafts } from './draft-row.ts'
import type { Issued } from './issue-order.ts'

/** Where an order came from that a leader asked for. */
export interface Source {
  /** The leader's code. */
  readonly by: string
  readonly text: string
  /** The order it was said about. */
  readonly order?: string
  /** When it was said. */
  readonly at?: Moment
  /** The instruction this draft was made of. */
  readonly instruction?: string
}

export interface Instruction {
  readonly id: string
  readonly by: string
  readonly byName: string
  readonly text: string
  readonly at: Moment
  readonly home: HomedOrder | undefined
}

/** Keeps what a leader said until the office decides about it. */
export async function keepInstruction(
  ctx: Ctx,
  text: string,
  to: string,
  home?: HomedOrder,
): Promise<string> {
  const id = randomUUID()
  await ctx.tx.db.insert(draftTable).values({
    id,
    person: to,
    platform: home?.platform ?? ctx.place?.platform ?? '',
    chat: home?.chat ?? '',
    typed: text,
    input: [],
    shownDueOn: '',
    state: 'open',
    at: ctx.now,
    source: { by: ctx.actor.code, text, at: ctx.now, ...(home ? { order: home.order.id } : {}) },
  })
  return id
}

/** An instruction that still waits; whoever may dispatch for the office decides about it. */
export async function waitingInstruction(ctx: Ctx, id: string): Promise<Decision<Instruction>> {
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const row = await draftRow(ctx, id)
  // A draft that was made of an instruction has its source too, and is none.
  if (!row?.source || openDrafts(row).length > 0) return refuse('instruction.gone', {})
  if (row.state === 'issued' && row.order) {
    const made = await loadOrder(ctx.tx.db, { id: row.order })
    if (made) return refuse('instruction.done', { no: made.order.no })
  }
  if (row.state !== 'open') return refuse('instruction.settled', { by: personName(ctx, row.decidedBy ?? '') })
  const home = row.source.order ? await loadOrder(ctx.tx.db, { id: row.source.order }) : undefined
  return allow({
    id,
    by: row.source.by,
    byName: personName(ctx, row.source.by),
    text: row.source.text,
    at: row.at as Moment,
    home,
  })
}

/** 仅作记录, or urged: no order comes of it. */
export async function settleInstruction(
  ctx: Ctx,
  id: string,
  how: 'kept' | 'urged',
): Promise<Decision<Instruction>> {
  const found = await waitingInstruction(ctx, id)
  if (!found.ok) return found
  await ctx.tx.db
    .update(draftTable)
    .set({ state: 'cancelled', decidedBy: ctx.actor.code, decidedAt: ctx.now })
    .where(eq(draftTable.id, id))
  const { home } = found.value
  ctx.tx.note({
    matter: home ? orderMatter(home.order.no) : 'office',
    kind: `instruction.${how}`,
    actor: ctx.actor.code,
    facts: { by: found.value.by },
  })
  return found
}

/** A preview made of an instruction was confirmed: the leader is told which order it became. */
export async function tellInstructed(ctx: Ctx, source: Source, issued: readonly Issued[]): Promise<void> {
  const [first] = issued
  if (!first) return
  if (source.instruction) {
    await ctx.tx.db
      .update(draftTable)
      .set({ state: 'issued', order: first.order.id, decidedBy: ctx.actor.code, decidedAt: ctx.now })
      .where(eq(draftTable.id, source.instruction))
  }
  for (const { order, home } of issued) {
    const due = orderDue(order)
    tellPerson(
      ctx,
      source.by,
      'instruction.issued',
      {
        at: source.at ?? ctx.now,
        no: order.no,
        kind: kindOf(order.kind).name,
        subject: order.subject,
        departments: order.assignments.map((a) => ({
          department: departmentName(ctx, a.department),
          role: a.role,
        })),
        due,
        ...noted(dueNote(ctx, due)),
      },
      { platform: home.platform, matter: order.id, about: order },
    )
  }
}
