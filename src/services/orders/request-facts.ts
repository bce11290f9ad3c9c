/** What a department asks for, as it is shown to who decides, counted from the order as it stands. */
import { dueMoment } from '../../domain/due.ts'
import { describeExtension } from '../../domain/extension.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { DepartmentName, NoticeFacts, RequestEnd } from '../../domain/notices.ts'
import { assignmentOf, type Order, owes } from '../../domain/order.ts'
import type { OrderRequest } from '../../domain/requests.ts'
import type { Ctx } from '../context.ts'
import { departmentName, dueNote, noted, personName } from './card.ts'
import { ofDirector } from './request-deciders.ts'

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
function choicesFor(ctx: Ctx, order: Order, but: readonly string[]): readonly DepartmentName[] {
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

/** Whether a part's time is over, and it still owes. */
export function isOver(ctx: Ctx, order: Order, department: string): boolean {
  const part = assignmentOf(order, department)
  return part !== undefined && owes(part) && dueMoment(part.due) < ctx.now
}
