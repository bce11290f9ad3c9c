/** The derived moments of the next reminder, written anew for every open assignment: after a change of calendar or ladder. */
import { and, eq, sql } from 'drizzle-orm'
import { nextLine } from '../../domain/ladder.ts'
import { isMostUrgent } from '../../domain/order.ts'
import { openOrders } from '../../store/orders.ts'
import { assignment, orders } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'

/** A line already due stays: the sweep derives it again before it speaks. @returns how many rows changed */
export async function rewriteLines(ctx: Pick<Ctx, 'tx' | 'bureau' | 'now'>): Promise<number> {
  const { db } = ctx.tx
  const open = await openOrders(db)
  const stored = await db
    .select({ order: assignment.order, department: assignment.department, at: assignment.nextLineAt })
    .from(assignment)
    .innerJoin(orders, and(eq(orders.id, assignment.order), eq(orders.state, 'issued')))
  const before = new Map(stored.map((row) => [`${row.order} ${row.department}`, row.at]))
  const changed = open.flatMap(({ order }) =>
    order.assignments.flatMap((a) => {
      const was = before.get(`${order.id} ${a.department}`) ?? null
      const at = nextLine(ctx.bureau.calendar, a, ctx.now, isMostUrgent(order))?.at ?? null
      return at === was || (was !== null && was <= ctx.now)
        ? []
        : [{ id: order.id, department: a.department, at }]
    }),
  )
  if (changed.length === 0) return 0
  await db.execute(sql`
    update ${assignment} set next_line_at = line.at
    from jsonb_to_recordset(${JSON.stringify(changed)}::text::jsonb) as line (id uuid, department text, at bigint)
    where ${assignment.order} = line.id and ${assignment.department} = line.department`)
  return changed.length
}
