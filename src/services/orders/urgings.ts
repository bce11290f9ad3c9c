/** 催办 as records: by which road each went, what became of it, and calls that were made by telephone. */
import { randomUUID } from 'node:crypto'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import type { UrgeRecord } from '../../domain/notices.ts'
import type { Order } from '../../domain/order.ts'
import { urge } from '../../domain/order-rules.ts'
import { MINUTE, type Moment } from '../../domain/time.ts'
import type { OrderKey } from '../../store/orders.ts'
import { markUrging, type Urging, urgingRows, urgingsOf } from '../../store/urgings.ts'
import { by, type Ctx } from '../context.ts'
import { headReached } from '../reached.ts'
import { personName } from './card.ts'
import { lockOrder, orderMatter } from './change-order.ts'

/** Urged again within this while, without a word of its own, a department is told nothing new. */
const LATELY_MS = 10 * MINUTE

/** @param id the message's; `undefined`: the person could not be reached */
export function recordUrging(
  ctx: Ctx,
  order: Order,
  department: string,
  to: string,
  sent: { readonly id: string; readonly road: string } | undefined,
  words?: string,
): UrgeRecord {
  const made: Urging = {
    id: sent?.id ?? randomUUID(),
    order: order.id,
    department,
    by: ctx.actor.code,
    to,
    at: ctx.now,
    road: sent?.road ?? 'none',
    result: sent ? 'waiting' : 'unreached',
    ...(words ? { words } : {}),
  }
  ctx.tx.write(urgingRows([made]))
  return inWords(ctx, made)
}

/** A telephone call, made by a person: it reached whoever stands for the department. Once in a while. */
export async function recordCall(
  ctx: Ctx,
  key: OrderKey,
  department: string,
): Promise<Decision<{ fresh: boolean; to?: string; order: Order }>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const may = mayDo('urge', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const { order } = home.value
  const owed = urge(order, department, by(ctx))
  if (!owed.ok) return owed
  const to = headReached(ctx, department)
  const lately = await urgedLately(ctx, order.id)
  const named = to ? { to: to.name } : {}
  if (lately.some((u) => u.department === department && u.road === 'phone'))
    return allow({ fresh: false, order, ...named })
  const made: Urging = {
    id: randomUUID(),
    order: order.id,
    department,
    by: ctx.actor.code,
    to: to?.code ?? '',
    at: ctx.now,
    road: 'phone',
    result: 'sent',
    resultAt: ctx.now,
  }
  ctx.tx.write(urgingRows([made]))
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'assignment.phoned',
    actor: ctx.actor.code,
    facts: { department, ...(to ? { to: to.code } : {}) },
  })
  return allow({ fresh: true, order, ...named })
}

/** What was done a moment ago. */
export function urgedLately(ctx: Ctx, order: string): Promise<Urging[]> {
  return urgingsOf(ctx.tx.db, order, (ctx.now - LATELY_MS) as Moment)
}

/** All of an order's, oldest first, with names. */
export async function urgeRecords(
  ctx: Pick<Ctx, 'tx' | 'bureau' | 'now'>,
  order: string,
): Promise<readonly (UrgeRecord & { readonly department: string })[]> {
  return (await urgingsOf(ctx.tx.db, order)).map((u) => ({ ...inWords(ctx, u), department: u.department }))
}

export function inWords(view: Pick<Ctx, 'bureau' | 'now'>, u: Urging): UrgeRecord {
  const { at, road, result } = u
  return { at, road, result, by: personName(view, u.by), to: u.to ? personName(view, u.to) : '' }
}

/** The message left, or was laid aside. */
export async function urgingTold(
  db: Ctx['tx']['db'],
  id: string,
  result: 'sent' | 'parked',
  at: Moment,
): Promise<void> {
  await markUrging(db, id, result, at)
}
