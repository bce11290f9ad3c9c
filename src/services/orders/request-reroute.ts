/**
 * 申请改派: a department holds the matter to be another one's. The office decides; where departments refuse the same
 * matter, the director does.
 */
import { randomUUID } from 'node:crypto'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import type { OrderRequest } from '../../domain/requests.ts'
import { isDisputed, mayAskReroute, REROUTE_WORKDAYS } from '../../domain/reroute.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import { passRequests, requestRows, requestsOf } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { tellThread } from '../tell.ts'
import { lockOrder, orderMatter } from './change-order.ts'
import { pickOwn } from './pick.ts'
import { approverOf, ofDirector, officeDesk } from './request-deciders.ts'
import { openAlready, soleOwed } from './request-extension.ts'
import { disputeOf, rerouteAsked } from './request-facts.ts'
import { askPerson, disputePurpose, editAsked, requestPurpose } from './request-messages.ts'

export interface AskingReroute {
  /** Where the person answers for several departments of the order. */
  readonly department?: string | undefined
  /** The proper department, where known. */
  readonly proper?: string | undefined
  readonly reason: string
  /** The answer to the person already says it in the order's thread. */
  readonly saidThere?: boolean
}

/** @returns what the thread says of it */
export async function requestReroute(
  ctx: Ctx,
  key: OrderKey,
  asking: AskingReroute,
): Promise<Decision<NoticeFacts['reroute.asked']>> {
  const found = await lockOrder(ctx, key)
  if (!found.ok) return found
  const home = found.value
  const { order } = home
  const own = pickOwn(ctx, order, 'requestReroute', asking.department ?? soleOwed(ctx, order))
  if (!own.ok) return own
  const { department } = own.value
  const within = ctx.bureau.settings.rerouteWorkdays ?? REROUTE_WORKDAYS
  const may = mayAskReroute(ctx.bureau.calendar, order, department, asking.proper, within, ctx.now)
  if (!may.ok) return may
  const reason = asking.reason.trim()
  if (reason === '') return refuse('reason.missing', { action: 'requestReroute' })
  const open = await openAlready(ctx, order, department, 'reroute')
  if (open) return open

  const others = await requestsOf(ctx.tx.db, order.id)
  const disputed = isDisputed(order, department, others)
  const person = ctx.actor.code
  const approver = disputed
    ? approverOf(ctx, ofDirector(ctx, person) ? 'leader' : 'director')
    : officeDesk(ctx, order, person)
  const request: OrderRequest = {
    id: randomUUID(),
    order: order.id,
    department,
    kind: 'reroute',
    state: 'open',
    person,
    at: ctx.now,
    reason,
    ...(asking.proper ? { proper: asking.proper } : {}),
    ...(approver ? { approver: approver.code } : {}),
  }
  ctx.tx.write(requestRows(request))
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'reroute.requested',
    actor: person,
    facts: { department, proper: asking.proper ?? null, approver: approver?.code ?? null },
    personal: { reason },
  })
  const { choices: _, ...facts } = rerouteAsked(ctx, order, request)
  if (disputed) {
    await passOn(ctx, home, others, approver?.code)
    const sides = [...others.filter((r) => r.kind === 'reroute' && r.state === 'open'), request]
    if (approver)
      askPerson(
        ctx,
        home,
        approver.code,
        disputePurpose(order.id, approver.code),
        'reroute.disputed',
        disputeOf(ctx, order, sides),
      )
  } else if (approver) {
    const purpose = requestPurpose(request.id, approver.code)
    askPerson(ctx, home, approver.code, purpose, 'reroute.requested', rerouteAsked(ctx, order, request))
  }
  const asked = { ...facts, approver: approver?.name ?? '', disputed }
  if (!asking.saidThere) tellThread(ctx, home, 'reroute.asked', asked, { matter: order.id, department })
  return allow(asked)
}

/** What the office was asked before is the director's now. */
async function passOn(
  ctx: Ctx,
  home: HomedOrder,
  others: readonly OrderRequest[],
  approver: string | undefined,
): Promise<void> {
  const open = others.filter((r) => r.kind === 'reroute' && r.state === 'open' && r.approver !== approver)
  await passRequests(
    ctx.tx.db,
    open.map((r) => r.id),
    approver,
  )
  for (const r of open) {
    if (!r.approver) continue
    const facts = rerouteAsked(ctx, home.order, r, { state: 'passed', at: ctx.now })
    editAsked(ctx, home, r.approver, requestPurpose(r.id, r.approver), 'reroute.requested', facts)
  }
}
