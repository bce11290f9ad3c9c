/** The end of what a department asked for, in its row and in the messages that asked; and its opening again. */
import type { RequestEnd } from '../../domain/notices.ts'
import type { OrderRequest, RequestKind } from '../../domain/requests.ts'
import type { Moment } from '../../domain/time.ts'
import type { HomedOrder } from '../../store/orders.ts'
import { endRequests, openRequestsOf, reopenRequests, requestsOf } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { orderMatter } from './change-order.ts'
import { editDispute, editRequest, endDispute } from './request-messages.ts'

/** Ends one request in its row and in the messages that asked for its decision. */
export async function endRequest(
  ctx: Ctx,
  before: HomedOrder,
  request: OrderRequest,
  state: 'granted' | 'refused' | 'answered' | 'withdrawn',
  decision?: string,
): Promise<void> {
  await endRequests(ctx.tx.db, [request.id], {
    state,
    by: ctx.actor.code,
    at: ctx.now,
    ...(decision === undefined ? {} : { decision }),
  })
  const ended: RequestEnd = {
    state,
    at: ctx.now,
    ...(ctx.actor.code === 'duban' ? {} : { by: ctx.actor.name }),
  }
  editRequest(ctx, before, request, ended)
  if (request.kind === 'reroute' && request.approver)
    await endDispute(ctx, before, request, state === 'withdrawn' ? state : 'settled')
}

/** What a department's answer (or its being excused, or leaving the order) makes moot is withdrawn. */
export async function withdrawRequests(
  ctx: Ctx,
  before: HomedOrder,
  department: string,
  kinds: readonly RequestKind[] = ['extension', 'reroute'],
): Promise<void> {
  for (const request of await openRequestsOf(ctx.tx.db, before.order.id, department, kinds))
    await withdraw(ctx, before, request)
}

/** The order is revoked: nothing of it waits for anybody. */
export async function withdrawAllRequests(ctx: Ctx, before: HomedOrder): Promise<void> {
  for (const request of await requestsOf(ctx.tx.db, before.order.id))
    if (request.state === 'open') await withdraw(ctx, before, request)
}

async function withdraw(ctx: Ctx, before: HomedOrder, request: OrderRequest): Promise<void> {
  await endRequest(ctx, before, request, 'withdrawn')
  ctx.tx.note({
    matter: orderMatter(before.order.no),
    kind: 'request.withdrawn',
    actor: ctx.actor.code,
    facts: { department: request.department, request: request.kind },
  })
}

/**
 * What an act that is taken back had granted or withdrawn waits again, and so say the messages that asked for it.
 * @param home the order as it stands again
 */
export async function reopenAsked(
  ctx: Ctx,
  home: HomedOrder,
  act: { readonly by: string; readonly at: Moment },
  department?: string,
): Promise<void> {
  const again = await reopenRequests(ctx.tx.db, home.order.id, act, department)
  for (const request of again) editRequest(ctx, home, request)
  if (!again.some((r) => r.kind === 'reroute')) return
  const open = (await requestsOf(ctx.tx.db, home.order.id)).filter(
    (r) => r.kind === 'reroute' && r.state === 'open',
  )
  editDispute(ctx, home, open)
}
