import type { Call, Outcome } from '../src/chat/command.ts'
import { normalize } from '../src/chat/normalize.ts'
import { type ActionName, mayDo } from '../src/domain/authority.ts'
import type { Decision } from '../src/domain/decision.ts'
import { allow, refuse } from '../src/domain/decision.ts'
import { answersFor } from '../src/domain/roster.ts'
import { findNo, type OrderNo } from '../src/domain/serial.ts'
import { dayOf, yearOf } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import type { OrderKey } from '../src/services/orders/find-order.ts'
import { myOrders } from '../src/services/orders/list-orders.ts'

/**
 * The order a line is about: the number said, else the thread's, else the only one it can be.
 * @param needs what only the office may do is refused before anything is asked back
 * @param candidates whose orders come into question when nothing was said: those owed, or those to review
 */
export async function whichOrder(
  call: Call<{ order: OrderNo | undefined }>,
  action: string,
  candidates: 'owed' | 'toReview' | 'none',
  needs?: ActionName,
): Promise<Decision<OrderKey>> {
  if (needs) {
    const may = mayDo(needs, { posts: call.ctx.actor.posts, staff: call.ctx.bureau.settings.staff })
    if (!may.ok) return may
  }
  if (call.args.order) return allow({ no: call.args.order })
  if (candidates === 'none') return refuse('order.which', { action, open: [] })
  const mine = await myOrders(call.ctx)
  const open = mine[candidates].map((o) => o.card.no)
  const only =
    open.length === 1 && (candidates === 'toReview' || answersFor(call.ctx.actor.posts).length > 0)
      ? open[0]
      : undefined
  return only ? allow({ no: only }) : refuse('order.which', { action, open })
}

/** The order's number that stands anywhere in a text, by its places in the normalised text. */
export function numberIn({ now }: Pick<Ctx, 'now'>, text: string): ReturnType<typeof findNo> {
  return findNo(normalize(text).text, yearOf(dayOf(now)))
}

/**
 * Said in the thread of the order it is about: the answer there already tells the departments. The thread under a
 * restricted order's number in the group is none.
 */
export function saidInThread(call: Pick<Call, 'threadNo' | 'args' | 'said' | 'ctx'>): boolean {
  const named = (call.args as { order?: OrderNo } | undefined)?.order
  const { threadNo } = call
  if (threadNo === undefined || call.said.chat.kind !== 'group' || call.ctx.place?.apart) return false
  return named === undefined || (named.no === threadNo.no && named.year === threadNo.year)
}

/** Answers about one order: in its thread there, elsewhere to the sender alone. */
export function where(call: Parameters<typeof saidInThread>[0]): Extract<Outcome, { kind: 'say' }>['where'] {
  return saidInThread(call) ? 'here' : 'alone'
}
