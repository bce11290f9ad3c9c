/** What the services of 申请延期, 申请改派 and 请示 share: who decides, the message that asks for it, and its end. */
import { directs } from '../../domain/approval.ts'
import { dueMoment } from '../../domain/due.ts'
import { describeExtension, type Level } from '../../domain/extension.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { DepartmentName, NoticeFacts, NoticeKind, RequestEnd } from '../../domain/notices.ts'
import { assignmentOf, type Order, owes } from '../../domain/order.ts'
import type { OrderRequest, RequestKind } from '../../domain/requests.ts'
import { holdersOf, isLeader, type Person, postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { HomedOrder } from '../../store/orders.ts'
import { endRequests, openRequestsOf, requestsOf } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { editPosting, personLane, tellPerson } from '../tell.ts'
import { departmentName, dueNote, noted, personName } from './card.ts'
import { orderMatter } from './change-order.ts'
import { clerk, director, officeFor } from './office.ts'

/** Who decides an extension: the director (else the deputy), or the group leader (else the principal leader). */
export function approverOf(ctx: Ctx, level: Level): Person | undefined {
  const today = dayOf(ctx.now)
  const leader = () =>
    holdersOf(ctx.bureau.roster, 'group_leader', today)[0] ??
    holdersOf(ctx.bureau.roster, 'principal_leader', today)[0]
  return level === 'director' ? (director(ctx) ?? leader()) : leader()
}

/** Who of the office looks after the order, never a leader who issued it, never who asks. */
export function officeDesk(ctx: Ctx, order: Order, asker: string): Person | undefined {
  const issuer = officeFor(ctx, order)
  const led = issuer && isLeader(postsOf(ctx.bureau.roster, issuer.code, dayOf(ctx.now)))
  return [led ? undefined : issuer, clerk(ctx), director(ctx)].find((p) => p && p.code !== asker)
}

/** Whether whoever asks directs the office: their own department's extension is the leader's. */
export function ofDirector(ctx: Ctx, person: string): boolean {
  return directs(postsOf(ctx.bureau.roster, person, dayOf(ctx.now)))
}

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

/** The message that asked says how it ended; its lane is the person's. */
export function editAsked<K extends NoticeKind>(
  ctx: Ctx,
  home: HomedOrder,
  person: string,
  purpose: string,
  kind: K,
  facts: NoticeFacts[K],
): void {
  const own = ctx.bureau.accounts.filter((a) => a.person === person)
  const account = own.find((a) => a.platform === home.platform) ?? own[0]
  if (!account) return
  const lane = personLane(account.platform, account.account)
  editPosting(ctx, { platform: account.platform, lane }, purpose, kind, facts)
}

/** 申请延期 as it is shown, counted from the order as it stood before any decision. */
export function extensionAsked(
  ctx: Ctx,
  order: Order,
  request: Pick<OrderRequest, 'id' | 'department' | 'person' | 'reason' | 'workdays'>,
  ended?: RequestEnd,
): NoticeFacts['extension.requested'] {
  const part = assignmentOf(order, request.department)!
  const { from, to, level, beyond, termWorkdays, slack, workdays } = describeExtension(
    ctx.bureau.calendar,
    order,
    part,
    request.workdays ?? 1,
    ofDirector(ctx, request.person),
  )
  const toNote = dueNote(ctx, to)
  return {
    no: order.no,
    order: order.id,
    request: request.id,
    kind: kindOf(order.kind).name,
    subject: order.subject,
    department: departmentName(ctx, request.department),
    by: personName(ctx, request.person),
    reason: request.reason,
    workdays,
    due: from,
    ...noted(dueNote(ctx, from)),
    to,
    ...(toNote ? { toNote } : {}),
    level,
    termWorkdays,
    ...(beyond ? { beyond } : {}),
    ...(slack ? { slack } : {}),
    ...(ended ? { ended } : {}),
  }
}

/** 申请改派 as it is shown. */
export function rerouteAsked(
  ctx: Ctx,
  order: Order,
  request: Pick<OrderRequest, 'id' | 'department' | 'person' | 'reason' | 'proper'>,
  ended?: RequestEnd,
): NoticeFacts['reroute.requested'] {
  return {
    no: order.no,
    order: order.id,
    request: request.id,
    kind: kindOf(order.kind).name,
    subject: order.subject,
    department: departmentName(ctx, request.department),
    by: personName(ctx, request.person),
    reason: request.reason,
    ...(request.proper ? { proper: departmentName(ctx, request.proper) } : {}),
    choices: choicesFor(ctx, order, [request.department]),
    ...(ended ? { ended } : {}),
  }
}

/** The departments a part can go to, in roster order: all but these and those that have answered their own part. */
export function choicesFor(ctx: Ctx, order: Order, but: readonly string[]): readonly DepartmentName[] {
  return ctx.bureau.roster.departments
    .filter(({ code }) => {
      const there = assignmentOf(order, code)
      return !but.includes(code) && there?.state !== 'answered' && there?.state !== 'approved'
    })
    .map(({ code }) => departmentName(ctx, code))
}

/** 请示 as it is shown. */
export function questionAsked(
  ctx: Ctx,
  order: Order,
  request: Pick<OrderRequest, 'id' | 'department' | 'person' | 'reason'>,
  ended?: RequestEnd,
): NoticeFacts['order.question'] {
  return {
    no: order.no,
    order: order.id,
    department: departmentName(ctx, request.department),
    by: personName(ctx, request.person),
    text: [...request.reason].slice(0, 300).join(''),
    request: request.id,
    ...(ended ? { ended } : {}),
  }
}

/** Who was told of a 请示: the director, and whoever issued the order unless a leader did. */
export function questionFor(ctx: Ctx, order: Order, asker: string): ReadonlyMap<string, string> {
  const issuer = officeFor(ctx, order)
  const led = issuer && isLeader(postsOf(ctx.bureau.roster, issuer.code, dayOf(ctx.now)))
  const asked = [director(ctx), led ? undefined : issuer]
  return new Map(asked.flatMap((p) => (p && p.code !== asker ? [[p.code, p.name] as const] : [])))
}

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
  const { order } = before
  if (request.kind === 'instruction') {
    for (const person of questionFor(ctx, order, request.person).keys()) {
      const purpose = requestPurpose(request.id, person)
      editAsked(ctx, before, person, purpose, 'order.question', questionAsked(ctx, order, request, ended))
    }
    return
  }
  if (!request.approver) return
  const purpose = requestPurpose(request.id, request.approver)
  if (request.kind === 'extension') {
    const facts = extensionAsked(ctx, order, request, ended)
    editAsked(ctx, before, request.approver, purpose, 'extension.requested', facts)
  } else {
    const facts = rerouteAsked(ctx, order, request, ended)
    editAsked(ctx, before, request.approver, purpose, 'reroute.requested', facts)
    await endDispute(ctx, before, request, state === 'withdrawn' ? state : 'settled')
  }
}

/** What a department's answer (or its leaving the order) makes moot is withdrawn. */
export async function withdrawRequests(
  ctx: Ctx,
  before: HomedOrder,
  department: string,
  kinds: readonly RequestKind[] = ['extension', 'reroute'],
): Promise<void> {
  for (const request of await openRequestsOf(ctx.tx.db, before.order.id, department, kinds)) {
    await endRequest(ctx, before, request, 'withdrawn')
    ctx.tx.note({
      matter: orderMatter(before.order.no),
      kind: 'request.withdrawn',
      actor: ctx.actor.code,
      facts: { department, request: request.kind },
    })
  }
}

/** Whether a part's time is over, and it still owes. */
export function isOver(ctx: Ctx, order: Order, department: string): boolean {
  const part = assignmentOf(order, department)
  return part !== undefined && owes(part) && dueMoment(part.due) < ctx.now
}

/** The departments that refuse a matter, with their reasons. */
export function disputeOf(
  ctx: Ctx,
  order: Order,
  sides: readonly OrderRequest[],
  more: { readonly convened?: string; readonly ended?: RequestEnd } = {},
): NoticeFacts['reroute.disputed'] {
  return {
    no: order.no,
    order: order.id,
    kind: kindOf(order.kind).name,
    subject: order.subject,
    sides: sides.map((r) => {
      const from = order.assignments.find((a) => a.reroutedTo === r.department)
      return {
        department: departmentName(ctx, r.department),
        by: personName(ctx, r.person),
        reason: r.reason,
        ...(r.proper ? { proper: departmentName(ctx, r.proper) } : {}),
        ...(from ? { cameFrom: departmentName(ctx, from.department) } : {}),
      }
    }),
    choices: choicesFor(ctx, order, []),
    ...more,
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
