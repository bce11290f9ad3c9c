/** 〔签收〕 under a department's standing card: everything of it that waits is signed for. */
import { and, asc, eq } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import type { DepartmentName } from '../../domain/notices.ts'
import type { OrderNo } from '../../domain/serial.ts'
import { assignment, orders } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { departmentName } from '../orders/card.ts'
import { signOrder } from '../orders/sign-order.ts'

export async function signAll(
  ctx: Ctx,
  department: string,
): Promise<Decision<{ department: DepartmentName; signed: readonly OrderNo[] }>> {
  const may = mayDo('signFor', { posts: ctx.actor.posts, departments: [department] })
  if (!may.ok) return may
  const waiting = await ctx.tx.db
    .select({ id: orders.id })
    .from(assignment)
    .innerJoin(orders, eq(orders.id, assignment.order))
    .where(
      and(eq(assignment.department, department), eq(assignment.state, 'waiting'), eq(orders.state, 'issued')),
    )
    .orderBy(asc(orders.year), asc(orders.no))
  const signed: OrderNo[] = []
  for (const { id } of waiting) {
    const done = await signOrder(ctx, { id }, department)
    // Signed by somebody else a moment ago: nothing is left to do there.
    if (done.ok) signed.push(done.value.order.no)
  }
  return allow({ department: departmentName(ctx, department), signed })
}
