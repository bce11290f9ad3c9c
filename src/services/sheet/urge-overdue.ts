/** 催办逾期事项: every overdue part that the presser may see is urged, each once a day however often it is pressed. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import { dueMoment } from '../../domain/due.ts'
import { owes } from '../../domain/order.ts'
import { maySee } from '../../domain/visibility.ts'
import { openOrders } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { urgeOnce } from '../orders/urge-order.ts'

export async function urgeOverdue(ctx: Ctx): Promise<Decision<{ urged: number; skipped: number }>> {
  const may = mayDo('urge', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  let urged = 0
  let skipped = 0
  for (const { order } of await openOrders(ctx.tx.db)) {
    if (!maySee(order, ctx.actor.code, ctx.actor.posts)) continue
    for (const a of order.assignments) {
      if (!owes(a) || dueMoment(a.due) >= ctx.now) continue
      const done = await urgeOnce(ctx, { id: order.id }, a.department)
      if (!done.ok) return done
      if (done.value.fresh) urged++
      else skipped++
    }
  }
  return allow({ urged, skipped })
}
