/**
 * The office reroutes a part (with or without a request), or leaves it where it is; of a disputed matter the director
 * says who has it, or has it talked over first.
 */
import { directs } from '../../domain/approval.ts'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { assignmentOf, type Order } from '../../domain/order.ts'
import { applyFacts } from '../../domain/order-facts.ts'
import { openOrder } from '../../domain/order-rules.ts'
import type { OrderRequest } from '../../domain/requests.ts'
import { isDisputed, reroute } from '../../domain/reroute.ts'
import { departmentOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import { requestsOf } from '../../store/requests.ts'
import { by, type Ctx } from '../context.ts'
import { urgedReached } from '../reached.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson, tellThread } from '../tell.ts'
import { departmentName, dueNote, noted } from './card.ts'
import { keepFacts, lockOrder, orderMatter } from './change-order.ts'
import { findRequest, type WhichRequest } from './decide-extension.ts'
import { endRequest, withdrawRequests } from './end-request.ts'
import { officeFor } from './office.ts'
import { approverOf } from './request-deciders.ts'
import { isOver } from './request-facts.ts'
import { editDispute } from './request-messages.ts'

type Decided = NoticeFacts['reroute.decided']

/** 改派 of a request: to the department it names, or to another. Without a reason the department's own stands. */
export async function grantReroute(
  ctx: Ctx,
  which: WhichRequest,
  to: string | undefined,
  reason = '',
  saidThere = false,
): Promise<Decision<Decided>> {
  const may = mayReroute(ctx)
  if (!may.ok) return may
  const found = await findRequest(ctx, which, 'reroute')
  if (!found.ok) return found
  const { home, request } = found.value
  const target = to ?? request.proper
  if (target === undefined)
    return refuse('reroute.whereto', { no: home.order.no, department: request.department })
  return moveTo(ctx, home, request.department, target, reason.trim() || request.reason, saidThere)
}

/** 改派 by the office, whether or not somebody asked for it. */
export async function rerouteTo(
  ctx: Ctx,
  key: OrderKey,
  from: string,
  to: string,
  reason: string,
  saidThere = false,
): Promise<Decision<Decided>> {
  const may = mayReroute(ctx)
  if (!may.ok) return may
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const { order } = home.value
  if (!assignmentOf(order, from)) {
    return refuse('assignment.not-in-order', {
      no: order.no,
      department: from,
      departments: order.assignments.map((a) => a.department),
    })
  }
  const asked = (await openReroutes(ctx, order.id)).find((r) => r.department === from)
  return moveTo(ctx, home.value, from, to, reason.trim() || (asked?.reason ?? ''), saidThere)
}

/** 不予改派. */
export async function refuseReroute(
  ctx: Ctx,
  which: WhichRequest,
  reason: string,
  saidThere = false,
): Promise<Decision<Decided>> {
  const may = mayReroute(ctx)
  if (!may.ok) return may
  if (reason.trim() === '') return refuse('reason.missing', { action: 'reroute' })
  const found = await findRequest(ctx, which, 'reroute')
  if (!found.ok) return found
  const { home, request } = found.value
  const ended = openOrder(home.order)
  if (!ended.ok) return ended
  const director = await directorDecides(ctx, home, request.department)
  if (director) return director
  return keepWhere(ctx, home, request, reason, saidThere)
}

/** 指定承办: the director says which department has it; every department that refused it is settled. */
export async function settleDispute(
  ctx: Ctx,
  key: OrderKey,
  to: string,
  reason: string,
  saidThere = false,
): Promise<Decision<readonly Decided[]>> {
  const found = await disputed(ctx, key)
  if (!found.ok) return found
  const { open } = found.value
  let { home } = found.value
  if (reason.trim() === '') return refuse('reason.missing', { action: 'reroute' })
  // All or nothing: what would be refused halfway is refused before the first is decided.
  let then = home.order
  for (const { department } of open.filter((r) => r.department !== to)) {
    const would = reroute(ctx.bureau.calendar, then, department, to, reason, by(ctx))
    if (!would.ok) return would
    then = applyFacts(then, would.value)
  }
  const done: Decided[] = []
  for (const request of open) {
    const one: Decision<Decided> =
      request.department === to
        ? await keepWhere(ctx, home, request, reason, saidThere)
        : await moveTo(
            ctx,
            home,
            request.department,
            to,
            reason,
            saidThere,
            done.some((d) => d.to),
          )
    if (!one.ok) return one
    done.push(one.value)
    const again = await lockOrder(ctx, { id: home.order.id })
    if (!again.ok) return again
    home = again.value
  }
  return allow(done)
}

/** 提请会商: recorded, the thread is told; until the director says who has it, nothing moves. `fresh`: not said before. */
export async function conveneDispute(
  ctx: Ctx,
  key: OrderKey,
  saidThere = false,
): Promise<Decision<NoticeFacts['reroute.convened'] & { readonly fresh: boolean }>> {
  const found = await disputed(ctx, key)
  if (!found.ok) return found
  const { home, open } = found.value
  const { order } = home
  const facts = {
    no: order.no,
    by: ctx.actor.name,
    departments: sidesOf(home.order, open).map((d) => departmentName(ctx, d)),
  }
  // Once for these requests, however often it is pressed.
  if (!(await takeSlot(ctx, `convene ${open.map((r) => r.id).sort()[0]}`, dayOf(open[0]!.at), '')))
    return allow({ ...facts, fresh: false })
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'reroute.convened',
    actor: ctx.actor.code,
    facts: { departments: open.map((r) => r.department) },
  })
  editDispute(ctx, home, open, { convened: ctx.actor.name })
  if (!saidThere) tellThread(ctx, home, 'reroute.convened', facts, { matter: order.id })
  return allow({ ...facts, fresh: true })
}

/** Who has to talk: those that refuse it, and those from which it came to them. */
function sidesOf(order: Order, open: readonly OrderRequest[]): readonly string[] {
  const refusing = open.map((r) => r.department)
  const before = order.assignments.filter((a) => a.reroutedTo && refusing.includes(a.reroutedTo))
  return [...new Set([...before.map((a) => a.department), ...refusing])]
}

/** @param knows the department that takes over has been told already */
async function moveTo(
  ctx: Ctx,
  home: HomedOrder,
  from: string,
  to: string,
  reason: string,
  saidThere: boolean,
  knows = false,
): Promise<Decision<Decided>> {
  const director = await directorDecides(ctx, home, from)
  if (director) return director
  if (!departmentOf(ctx.bureau.roster, to)) return refuse('roster.unknown-department', { text: to })
  const decided = reroute(ctx.bureau.calendar, home.order, from, to, reason, by(ctx))
  if (!decided.ok) return decided
  const fact = decided.value.find((f) => f.kind === 'assignment.rerouted')!
  const requests = await openReroutes(ctx, home.order.id)
  const changed = await keepFacts(ctx, home, decided.value)
  const { order } = changed
  for (const request of requests.filter((r) => r.department === from)) {
    await endRequest(ctx, home, request, 'granted', fact.reason)
  }
  await withdrawRequests(ctx, home, from, ['extension', 'instruction'])
  const due = assignmentOf(order, to)!.due
  const facts: Decided = {
    no: order.no,
    subject: order.subject,
    department: departmentName(ctx, from),
    by: ctx.actor.name,
    reason: fact.reason,
    to: departmentName(ctx, to),
    due,
    ...noted(dueNote(ctx, due)),
    over: false,
  }
  if (order.restricted) {
    // The first is told where it was told so far; the second has the order's card from now on.
    tellThread(ctx, home, 'reroute.decided', facts, { matter: order.id, department: from })
  } else if (!saidThere) {
    tellThread(ctx, changed.home, 'reroute.decided', facts, { matter: order.id })
  }
  if (!knows) tellTaken(ctx, changed.home, from, to, fact.reason)
  tellIssuer(ctx, changed.home, facts)
  return allow(facts)
}

async function keepWhere(
  ctx: Ctx,
  home: HomedOrder,
  request: OrderRequest,
  reason: string,
  saidThere: boolean,
): Promise<Decision<Decided>> {
  const { order } = home
  const { department } = request
  await endRequest(ctx, home, request, 'refused', reason.trim())
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'reroute.refused',
    actor: ctx.actor.code,
    facts: { department },
    personal: { reason: reason.trim() },
  })
  const { due } = assignmentOf(order, department)!
  const facts: Decided = {
    no: order.no,
    subject: order.subject,
    department: departmentName(ctx, department),
    by: ctx.actor.name,
    reason: reason.trim(),
    due,
    ...noted(dueNote(ctx, due)),
    over: isOver(ctx, order, department),
  }
  if (!saidThere) tellThread(ctx, home, 'reroute.decided', facts, { matter: order.id, department })
  tellIssuer(ctx, home, facts)
  return allow(facts)
}

function mayReroute(ctx: Ctx) {
  return mayDo('reroute', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
}

async function openReroutes(ctx: Ctx, order: string): Promise<readonly OrderRequest[]> {
  return (await requestsOf(ctx.tx.db, order)).filter((r) => r.kind === 'reroute' && r.state === 'open')
}

/** What departments refuse is the director's; so it is said to staff. */
async function directorDecides(ctx: Ctx, { order }: HomedOrder, department: string) {
  const requests = await requestsOf(ctx.tx.db, order.id)
  const asked = requests.some(
    (r) => r.kind === 'reroute' && r.state === 'open' && r.department === department,
  )
  if (!asked || !isDisputed(order, department, requests) || aboveStaff(ctx)) return undefined
  const approver = approverOf(ctx, 'director')
  return refuse('reroute.director-decides', {
    no: order.no,
    ...(approver ? { approver: approver.name } : {}),
  })
}

function aboveStaff({ actor }: Ctx): boolean {
  return directs(actor.posts) || mayDo('approveDraft', { posts: actor.posts }).ok
}

/** The requests of a disputed matter, for the director or a leader. */
async function disputed(
  ctx: Ctx,
  key: OrderKey,
): Promise<Decision<{ home: HomedOrder; open: readonly OrderRequest[] }>> {
  const may = mayReroute(ctx)
  if (!may.ok) return may
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const { order } = home.value
  const ended = openOrder(order)
  if (!ended.ok) return ended
  const open = await openReroutes(ctx, order.id)
  const [first] = open
  if (!first) {
    const departments = order.assignments.map((a) => a.department)
    return refuse('request.none-open', { no: order.no, kind: 'reroute', departments })
  }
  const director = await directorDecides(ctx, home.value, first.department)
  return director ?? allow({ home: home.value, open })
}

/** The head (or who covers) and the liaison of the department that takes over. */
function tellTaken(ctx: Ctx, home: HomedOrder, from: string, to: string, reason: string): void {
  const { order, platform } = home
  const { due } = assignmentOf(order, to)!
  const people = urgedReached(ctx, to).map((p) => p.code)
  for (const person of people) {
    tellPerson(
      ctx,
      person,
      'reroute.taken',
      {
        no: order.no,
        order: order.id,
        kind: kindOf(order.kind).name,
        subject: order.subject,
        department: departmentName(ctx, to),
        from: departmentName(ctx, from),
        by: ctx.actor.name,
        reason,
        due,
        ...noted(dueNote(ctx, due)),
      },
      { platform, matter: order.id, about: order },
    )
  }
}

function tellIssuer(ctx: Ctx, { order, platform }: HomedOrder, facts: Decided): void {
  const issuer = officeFor(ctx, order)
  if (!issuer || issuer.code === ctx.actor.code) return
  tellPerson(ctx, issuer.code, 'reroute.decided', facts, { platform, matter: order.id, about: order })
}
