/** 申请延期: a department asks for more time. It is recorded and shown to who decides; the clock runs on until then. */
import { randomUUID } from 'node:crypto'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { extensionOf, type MoreTime } from '../../domain/extension.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { assignmentOf, type Order, owes } from '../../domain/order.ts'
import type { OrderRequest, RequestKind } from '../../domain/requests.ts'
import type { OrderKey } from '../../store/orders.ts'
import { openRequestsOf, requestRows } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { tellThread } from '../tell.ts'
import { personName } from './card.ts'
import { lockOrder, orderMatter } from './change-order.ts'
import { ownParts, pickOwn } from './pick.ts'
import { approverOf, ofDirector } from './request-deciders.ts'
import { extensionAsked } from './request-facts.ts'
import { askPerson, requestPurpose } from './request-messages.ts'

export interface AskingMoreTime {
  /** Where the person answers for several departments of the order. */
  readonly department?: string | undefined
  readonly time: MoreTime
  readonly reason: string
  /** The answer to the person already says it in the order's thread. */
  readonly saidThere?: boolean
}

/** @returns what the thread says of it */
export async function requestExtension(
  ctx: Ctx,
  key: OrderKey,
  asking: AskingMoreTime,
): Promise<Decision<NoticeFacts['extension.asked']>> {
  const found = await lockOrder(ctx, key)
  if (!found.ok) return found
  const home = found.value
  const { order } = home
  const own = pickOwn(ctx, order, 'requestExtension', asking.department ?? soleOwed(ctx, order))
  if (!own.ok) return own
  const { department } = own.value
  const person = ctx.actor.code
  const extension = extensionOf(ctx.bureau.calendar, order, department, asking.time, {
    now: ctx.now,
    ofDirector: ofDirector(ctx, person),
  })
  if (!extension.ok) return extension
  if (asking.reason.trim() === '') return refuse('reason.missing', { action: 'requestExtension' })
  const open = await openAlready(ctx, order, department, 'extension')
  if (open) return open
  const approver = approverOf(ctx, extension.value.level)
  const { workdays } = extension.value
  const request: OrderRequest = {
    id: randomUUID(),
    order: order.id,
    department,
    kind: 'extension',
    state: 'open',
    person,
    at: ctx.now,
    reason: asking.reason.trim(),
    workdays,
    ...(approver ? { approver: approver.code } : {}),
  }
  ctx.tx.write(requestRows(request))
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'extension.requested',
    actor: person,
    facts: { department, workdays, to: extension.value.to, approver: approver?.code ?? null },
    personal: { reason: request.reason },
  })
  const facts = extensionAsked(ctx, order, request)
  if (approver)
    askPerson(
      ctx,
      home,
      approver.code,
      requestPurpose(request.id, approver.code),
      'extension.requested',
      facts,
    )
  const asked = { ...facts, approver: approver?.name ?? '' }
  if (!asking.saidThere) tellThread(ctx, home, 'extension.asked', asked, { matter: order.id, department })
  return allow(asked)
}

/** The only one of the person's departments that still owes something in this order. */
export function soleOwed(ctx: Ctx, order: Order): string | undefined {
  const owed = ownParts(ctx, order).filter((d) => owes(assignmentOf(order, d)!))
  return owed.length === 1 ? owed[0] : undefined
}

/** The refusal of who asks the same a second time while the first still waits. */
export async function openAlready(ctx: Ctx, order: Order, department: string, kind: RequestKind) {
  const [open] = await openRequestsOf(ctx.tx.db, order.id, department, [kind])
  if (!open) return undefined
  return refuse('request.already-open', {
    no: order.no,
    department,
    kind,
    by: personName(ctx, open.person),
    at: open.at,
    ...(open.approver ? { approver: personName(ctx, open.approver) } : {}),
  })
}
