import type { Call, Outcome } from '../src/chat/command.ts'
import type { Decision } from '../src/domain/decision.ts'
import { allow, refuse } from '../src/domain/decision.ts'
import { answersFor } from '../src/domain/roster.ts'
import type { OrderNo } from '../src/domain/serial.ts'
import { myOrders } from '../src/services/orders/list-orders.ts'
import type { OrderKey } from '../src/services/orders/find-order.ts'

/**
 * The order a line is about: the number said, else the thread's, else the only one it can be.
 * @param candidates whose orders come into question when nothing was said: those owed, or those to review
 */
export async function whichOrder(
  call: Call<{ order: OrderNo | undefined }>,
  action: string,
  candidates: 'owed' | 'toReview' | 'none',
): Promise<Decision<OrderKey>> {
  if (call.args.order) return allow({ no: call.args.order })
  if (candidates === 'none') return refuse('order.which', { action, open: [] })
  const mine = await myOrders(call.ctx)
  const open = mine[candidates].map((o) => o.card.no)
  const only = open.length === 1 && (candidates === 'toReview' || answersFor(call.ctx.actor.posts).length > 0) ? open[0] : undefined
  return only ? allow({ no: only }) : refuse('order.which', { action, open })
}

/** Said in the order's own thread: the answer there already tells the departments. */
export function saidInThread(call: Call): boolean {
  return call.thread !== undefined && call.said.chat.kind === 'group'
}

/** Answers about one order: in its thread there, elsewhere to the sender alone. */
export function where(call: Call): Extract<Outcome, { kind: 'say' }>['where'] {
  return call.thread === undefined ? 'alone' : 'here'
}
