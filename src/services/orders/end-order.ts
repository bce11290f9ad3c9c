/** Revoke and reopen. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import { reopen, revoke } from '../../domain/order-rules.ts'
import type { OrderKey } from '../../store/orders.ts'
import { by, type Ctx } from '../context.ts'
import { tellThread } from '../tell.ts'
import { departmentName, dueNote, noted } from './card.ts'
import { type Changed, changeOrder } from './change-order.ts'
import { withdrawAllRequests } from './end-request.ts'

export async function revokeOrder(
  ctx: Ctx,
  key: OrderKey,
  reason: string,
  saidThere = false,
): Promise<Decision<Changed>> {
  const may = mayDo('revoke', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const done = await changeOrder(ctx, key, (order) => revoke(order, reason, by(ctx)))
  if (!done.ok) return done
  const { order, home, before } = done.value
  await withdrawAllRequests(ctx, { ...home, order: before })
  if (!saidThere) {
    tellThread(
      ctx,
      home,
      'order.revoked',
      { no: order.no, subject: order.subject, reason: reason.trim(), by: ctx.actor.name },
      { matter: order.id },
    )
  }
  return done
}

export async function reopenOrder(
  ctx: Ctx,
  key: OrderKey,
  departments: readonly string[],
  reason: string,
  saidThere = false,
): Promise<Decision<Changed>> {
  const may = mayDo('reopen', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const done = await changeOrder(ctx, key, (order) =>
    reopen(ctx.bureau.calendar, order, departments, reason, by(ctx)),
  )
  if (!done.ok) return done
  const fact = done.value.facts.find((f) => f.kind === 'order.reopened')
  if (fact && !saidThere) {
    const { order, home } = done.value
    const codes = Object.keys(fact.dues)
    tellThread(
      ctx,
      home,
      'order.reopened',
      {
        no: order.no,
        subject: order.subject,
        reason: reason.trim(),
        departments: codes.map((c) => departmentName(ctx, c)),
        due: fact.dues[codes[0]!]!,
        ...noted(dueNote(ctx, fact.dues[codes[0]!]!)),
      },
      { matter: order.id },
    )
  }
  return allow(done.value)
}
