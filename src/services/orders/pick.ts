/** Which department's part of an order a person means. */
import { type ActionName, mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Assignment, Order } from '../../domain/order.ts'
import { answersFor } from '../../domain/roster.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { lockOrder } from './change-order.ts'

/** The departments of this order that the actor answers for: by post, or because they handle that part (经办). */
export function ownParts(ctx: Pick<Ctx, 'actor'>, order: Order): readonly string[] {
  const byPost = answersFor(ctx.actor.posts)
  return order.assignments
    .filter((a) => byPost.includes(a.department) || handles(ctx, a))
    .map((a) => a.department)
}

function handles({ actor }: Pick<Ctx, 'actor'>, a: Assignment): boolean {
  return a.handler === actor.code && a.state !== 'declined' && actor.posts.length > 0
}

/** What whoever handles a part may do without a post of the department. */
const OF_HANDLER: readonly ActionName[] = [
  'signFor',
  'answer',
  'requestExtension',
  'requestReroute',
  'requestInstruction',
]

/** The actor's own department in this order. */
export function pickOwn(ctx: Ctx, order: Order, action: ActionName, named?: string): Decision<Assignment> {
  const departments = order.assignments.map((a) => a.department)
  if (named !== undefined && !departments.includes(named)) {
    return refuse('assignment.not-in-order', {
      no: order.no,
      department: named,
      departments,
    })
  }
  const wanted = named === undefined ? departments : [named]
  const handled = order.assignments.some((a) => wanted.includes(a.department) && handles(ctx, a))
  const may = mayDo(action, { posts: ctx.actor.posts, departments: wanted })
  if (!may.ok && !(handled && OF_HANDLER.includes(action))) return may
  const mine = ownParts(ctx, order).filter((d) => wanted.includes(d))
  if (mine.length > 1) return refuse('assignment.which', { no: order.no, departments: mine, action })
  const a = order.assignments.find((x) => x.department === mine[0])
  return a ? allow(a) : refuse('assignment.none-of-yours', { no: order.no, departments })
}

/** The order, locked, and the one department of it that the actor answers for. */
export async function ownPart(
  ctx: Ctx,
  key: OrderKey,
  named?: string,
): Promise<Decision<{ home: HomedOrder; department: string }>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const part = pickOwn(ctx, home.value.order, 'answer', named)
  return part.ok ? allow({ home: home.value, department: part.value.department }) : part
}

/** The parts an office action is about: the named ones, else the only candidate, else all when asked for all. */
export function pickParts(
  ctx: Ctx,
  order: Order,
  action: ActionName,
  named: readonly string[],
  candidate: (a: Assignment) => boolean,
  all: boolean,
): Decision<readonly string[]> {
  const may = mayDo(action, {
    posts: ctx.actor.posts,
    departments: order.assignments.map((a) => a.department),
    staff: ctx.bureau.settings.staff,
  })
  if (!may.ok) return may
  const departments = order.assignments.map((a) => a.department)
  const stranger = named.find((d) => !departments.includes(d))
  if (stranger !== undefined) {
    return refuse('assignment.not-in-order', {
      no: order.no,
      department: stranger,
      departments,
    })
  }
  if (named.length > 0) return allow(named)
  const candidates = order.assignments.filter(candidate).map((a) => a.department)
  if (candidates.length === 1 || (all && candidates.length > 0)) return allow(candidates)
  if (candidates.length > 1) {
    return refuse('assignment.which', { no: order.no, departments: candidates, action })
  }
  return allow(departments.length === 1 ? departments : [])
}
