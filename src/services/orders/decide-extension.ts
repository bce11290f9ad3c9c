/** An extension is granted, in whole or for fewer days, or refused. Staff may refuse, never grant. */
import { type ActionName, mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { type Extension, extend, extensionOf } from '../../domain/extension.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { openOrder } from '../../domain/order-rules.ts'
import type { OrderRequest } from '../../domain/requests.ts'
import { GROUP_HEADS } from '../../domain/roster.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import { readRequest, requestsOf } from '../../store/requests.ts'
import { by, type Ctx } from '../context.ts'
import { tellPerson, tellThread } from '../tell.ts'
import { departmentName, dueNote, personName } from './card.ts'
import { keepFacts, lockOrder, orderMatter } from './change-order.ts'
import { endRequest } from './end-request.ts'
import { officeFor } from './office.ts'
import { approverOf, ofDirector } from './request-deciders.ts'
import { isOver } from './request-facts.ts'

/** Which request is meant: by the button's id, or the one that waits of an order (and department). */
export type WhichRequest =
  | { readonly request: string }
  | { readonly order: OrderKey; readonly department?: string | undefined }

/** @param workdays fewer (or other) days than were asked for */
export async function grantExtension(
  ctx: Ctx,
  which: WhichRequest,
  workdays?: number,
  saidThere = false,
): Promise<Decision<NoticeFacts['extension.decided']>> {
  const may = mayDecide(ctx, 'grantExtension')
  if (!may.ok) return may
  const found = await findRequest(ctx, which, 'extension')
  if (!found.ok) return found
  const { home, request } = found.value
  const { order } = home
  if (request.person === ctx.actor.code) return refuse('request.own', { no: order.no, kind: 'extension' })
  const given = workdays ?? request.workdays ?? 0
  const extension = extensionOf(
    ctx.bureau.calendar,
    order,
    request.department,
    { kind: 'workdays', workdays: given },
    { now: ctx.now, ofDirector: ofDirector(ctx, request.person) },
  )
  if (!extension.ok) return extension
  const led = whoDecides(ctx, home, extension.value)
  if (!led.ok) return led
  const facts = decided(ctx, home, request, extension.value)
  const fact = extend(extension.value, request.reason, by(ctx))
  await keepFacts(ctx, home, [fact])
  await endRequest(ctx, home, request, 'granted')
  tellDecided(ctx, home, request, facts, saidThere)
  return allow(facts)
}

export async function refuseExtension(
  ctx: Ctx,
  which: WhichRequest,
  reason: string,
  saidThere = false,
): Promise<Decision<NoticeFacts['extension.decided']>> {
  const may = mayDecide(ctx, 'refuseExtension')
  if (!may.ok) return may
  if (reason.trim() === '') return refuse('reason.missing', { action: 'refuseExtension' })
  const found = await findRequest(ctx, which, 'extension')
  if (!found.ok) return found
  const { home, request } = found.value
  const open = openOrder(home.order)
  if (!open.ok) return open
  const facts = { ...decided(ctx, home, request), reason: reason.trim() }
  await endRequest(ctx, home, request, 'refused', reason.trim())
  ctx.tx.note({
    matter: orderMatter(home.order.no),
    kind: 'extension.refused',
    actor: ctx.actor.code,
    facts: { department: request.department },
    personal: { reason: reason.trim() },
  })
  tellDecided(ctx, home, request, facts, saidThere)
  return allow(facts)
}

/** The request that waits, with its order locked first. */
export async function findRequest(
  ctx: Ctx,
  which: WhichRequest,
  kind: OrderRequest['kind'],
): Promise<Decision<{ home: HomedOrder; request: OrderRequest }>> {
  if ('request' in which) {
    const named = await readRequest(ctx.tx.db, which.request)
    if (!named) return refuse('draft.gone', {})
    // The order first, as everywhere; what was read before its lock may be over by now.
    const home = await lockOrder(ctx, { id: named.order })
    if (!home.ok) return home
    const known = (await readRequest(ctx.tx.db, which.request)) ?? named
    return known.state === 'open' ? allow({ home: home.value, request: known }) : over(ctx, home.value, known)
  }
  const home = await lockOrder(ctx, which.order)
  if (!home.ok) return home
  const { no, assignments, id } = home.value.order
  if (which.department !== undefined && !assignments.some((a) => a.department === which.department)) {
    return refuse('assignment.not-in-order', {
      no,
      department: which.department,
      departments: assignments.map((a) => a.department),
    })
  }
  const all = (await requestsOf(ctx.tx.db, id)).filter(
    (r) => r.kind === kind && (which.department === undefined || r.department === which.department),
  )
  const open = all.filter((r) => r.state === 'open')
  const [first] = open
  const last = all.at(-1)
  if (!first) {
    if (last && which.department !== undefined) return over(ctx, home.value, last)
    return refuse('request.none-open', { no, kind, departments: assignments.map((a) => a.department) })
  }
  // Several questions of one department may be answered together.
  if (kind === 'instruction' && open.every((r) => r.department === first.department)) {
    return allow({ home: home.value, request: first })
  }
  if (open.length > 1) {
    return refuse('request.which', { no, kind, departments: [...new Set(open.map((r) => r.department))] })
  }
  return allow({ home: home.value, request: first })
}

function over(ctx: Ctx, home: HomedOrder, { kind, state, decidedBy, decidedAt }: OrderRequest) {
  return refuse('request.over', {
    no: home.order.no,
    kind,
    state,
    ...(decidedBy ? { by: personName(ctx, decidedBy) } : {}),
    ...(decidedAt ? { at: decidedAt } : {}),
  })
}

function mayDecide(ctx: Ctx, action: ActionName) {
  return mayDo(action, { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
}

function whoDecides(ctx: Ctx, { order }: HomedOrder, extension: Extension): Decision<true> {
  if (extension.level === 'director' || ctx.actor.posts.some((a) => GROUP_HEADS.includes(a.post)))
    return allow(true)
  const approver = approverOf(ctx, 'leader')
  return refuse('extension.leader-decides', {
    no: order.no,
    department: extension.department,
    beyond: extension.beyond!,
    termWorkdays: extension.termWorkdays,
    ...(approver ? { approver: approver.name } : {}),
  })
}

function decided(
  ctx: Ctx,
  { order }: HomedOrder,
  request: OrderRequest,
  extension?: Extension,
): NoticeFacts['extension.decided'] {
  const from = order.assignments.find((a) => a.department === request.department)!.due
  const fromNote = dueNote(ctx, from)
  const toNote = extension && dueNote(ctx, extension.to)
  return {
    no: order.no,
    department: departmentName(ctx, request.department),
    by: ctx.actor.name,
    asked: request.workdays ?? 0,
    from,
    ...(fromNote ? { fromNote } : {}),
    ...(extension
      ? {
          granted: {
            workdays: extension.workdays,
            to: extension.to,
            ...(toNote ? { toNote } : {}),
          },
        }
      : {}),
    over: isOver(ctx, order, request.department),
  }
}

function tellDecided(
  ctx: Ctx,
  home: HomedOrder,
  request: OrderRequest,
  facts: NoticeFacts['extension.decided'],
  saidThere: boolean,
): void {
  const { order, platform } = home
  if (!saidThere) {
    const how = { matter: order.id, department: request.department }
    tellThread(ctx, home, 'extension.decided', facts, how)
  }
  const issuer = officeFor(ctx, order)
  if (issuer && issuer.code !== ctx.actor.code && issuer.code !== request.person) {
    tellPerson(ctx, issuer.code, 'extension.decided', facts, { platform, matter: order.id, about: order })
  }
}
