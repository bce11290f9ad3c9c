/** The messages by which a person is asked to decide: sent, and brought up to date. */
import type { NoticeFacts, NoticeKind, RequestEnd } from '../../domain/notices.ts'
import type { OrderRequest } from '../../domain/requests.ts'
import type { HomedOrder } from '../../store/orders.ts'
import { requestsOf } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { editPerson, tellPerson } from '../tell.ts'
import { questionFor } from './request-deciders.ts'
import { disputeOf, extensionAsked, questionAsked, rerouteAsked } from './request-facts.ts'

/** The name of the message by which a person is asked to decide. */
export function requestPurpose(request: string, person: string): string {
  return `request:${request}:${person}`
}

export function disputePurpose(order: string, person: string): string {
  return `dispute:${order}:${person}`
}

/** Asks a person, alone. */
export function askPerson<K extends NoticeKind>(
  ctx: Ctx,
  home: HomedOrder,
  person: string,
  purpose: string,
  kind: K,
  facts: NoticeFacts[K],
): void {
  tellPerson(ctx, person, kind, facts, {
    platform: home.platform,
    matter: home.order.id,
    about: home.order,
    purpose,
  })
}

/** The message that asked says how it ended. */
export function editAsked<K extends NoticeKind>(
  ctx: Ctx,
  home: HomedOrder,
  person: string,
  purpose: string,
  kind: K,
  facts: NoticeFacts[K],
): void {
  editPerson(ctx, person, purpose, kind, facts, { platform: home.platform, about: home.order })
}

/** The messages that asked for a decision say how the request stands: open, or ended. */
export function editRequest(ctx: Ctx, home: HomedOrder, request: OrderRequest, ended?: RequestEnd): void {
  const { order } = home
  if (request.kind === 'instruction') {
    for (const person of questionFor(ctx, order, request.person).keys()) {
      const purpose = requestPurpose(request.id, person)
      editAsked(ctx, home, person, purpose, 'order.question', questionAsked(ctx, order, request, ended))
    }
    return
  }
  if (!request.approver) return
  const purpose = requestPurpose(request.id, request.approver)
  if (request.kind === 'extension') {
    const facts = extensionAsked(ctx, order, request, ended)
    editAsked(ctx, home, request.approver, purpose, 'extension.requested', facts)
  } else {
    const facts = rerouteAsked(ctx, order, request, ended)
    editAsked(ctx, home, request.approver, purpose, 'reroute.requested', facts)
  }
}

/** The director's message of a disputed matter says who still refuses it, or how it ended. */
export function editDispute(
  ctx: Ctx,
  home: HomedOrder,
  sides: readonly OrderRequest[],
  more: { readonly convened?: string; readonly ended?: RequestEnd } = {},
): void {
  const { order } = home
  for (const approver of new Set(sides.flatMap((r) => r.approver ?? []))) {
    const facts = disputeOf(ctx, order, sides, more)
    editAsked(ctx, home, approver, disputePurpose(order.id, approver), 'reroute.disputed', facts)
  }
}

/** One department refuses no longer. */
export async function endDispute(
  ctx: Ctx,
  before: HomedOrder,
  request: OrderRequest,
  state: RequestEnd['state'],
): Promise<void> {
  const left = (await requestsOf(ctx.tx.db, before.order.id)).filter(
    (r) => r.kind === 'reroute' && r.state === 'open' && r.id !== request.id,
  )
  if (left.length > 0) editDispute(ctx, before, left)
  else editDispute(ctx, before, [request], { ended: { state, at: ctx.now, by: ctx.actor.name } })
}
