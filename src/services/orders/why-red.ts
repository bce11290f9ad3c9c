/** Why a department's part is red: its term, what was said and urged since, and whom it waits for. */
import { and, desc, eq, inArray } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { RedReasons } from '../../domain/notices.ts'
import { assignmentOf } from '../../domain/order.ts'
import { headOf, leaderInChargeOf } from '../../domain/roster.ts'
import { dayOf, type Moment } from '../../domain/time.ts'
import type { OrderKey } from '../../store/orders.ts'
import { request, urging } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { dueLine, personName } from './card.ts'
import { seeOrder } from './seen.ts'

export async function whyRed(ctx: Ctx, key: OrderKey, department: string): Promise<Decision<RedReasons>> {
  const found = await seeOrder(ctx, key)
  if (!found.ok) return found
  const { order } = found.value
  const departments = order.assignments.map((x) => x.department)
  const may = mayDo('seeDetail', { posts: ctx.actor.posts, departments })
  if (!may.ok) return may
  const a = assignmentOf(order, department)
  if (!a) {
    return refuse('assignment.not-in-order', {
      no: order.no,
      department,
      departments,
    })
  }
  const today = dayOf(ctx.now)
  const [asked, urged] = await Promise.all([
    ctx.tx.db
      .select()
      .from(request)
      .where(
        and(
          eq(request.order, order.id),
          eq(request.department, department),
          inArray(request.state, ['open', 'refused']),
        ),
      )
      .orderBy(desc(request.at)),
    ctx.tx.db
      .select()
      .from(urging)
      .where(and(eq(urging.order, order.id), eq(urging.department, department)))
      .orderBy(desc(urging.at))
      .limit(1),
  ])
  const head = headOf(ctx.bureau.roster, department, today)
  const leader = leaderInChargeOf(ctx.bureau.roster, department, today)
  const [last] = urged
  return allow({
    line: dueLine(ctx, order, a, -1),
    receivedOn: a.receivedOn,
    extended: a.extended ?? 0,
    requests: asked.map((r) => ({
      kind: r.kind,
      at: r.at as Moment,
      state: r.state === 'open' ? ('open' as const) : ('refused' as const),
      ...(r.approver ? { approver: personName(ctx, r.approver) } : {}),
    })),
    ...(head ? { head: head.name } : {}),
    ...(leader ? { leader: leader.name } : {}),
    ...(a.signedAt === undefined ? {} : { signedAt: a.signedAt }),
    ...(a.state === 'returned' && a.returnedAt !== undefined
      ? { returned: { at: a.returnedAt, reason: a.returnReason ?? '' } }
      : {}),
    ...(last ? { lastUrged: { at: last.at as Moment, by: personName(ctx, last.by) } } : {}),
  })
}
