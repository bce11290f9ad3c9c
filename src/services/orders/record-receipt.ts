/** The order's message reached its chat: if that was later than presumed, terms move and each owner is told. */
import { receive } from '../../domain/order-rules.ts'
import type { Moment } from '../../domain/time.ts'
import { loadOrder } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { headReached } from '../reached.ts'
import { tellPerson } from '../tell.ts'
import { departmentName, dueNote } from './card.ts'
import { keepFacts } from './change-order.ts'

/** @param department of a restricted order: whose own message it was, and whose term alone moves */
export async function recordReceipt(
  ctx: Ctx,
  id: string,
  deliveredAt: Moment,
  department?: string,
): Promise<void> {
  const home = await loadOrder(ctx.tx.db, { id }, true)
  if (!home) return
  const facts = receive(ctx.bureau.calendar, home.order, deliveredAt, department)
  if (facts.length === 0) return
  const before = home.order
  const { order } = await keepFacts(ctx, home, facts)
  for (const a of order.assignments) {
    const from = before.assignments.find((x) => x.department === a.department)!.due
    const head = headReached(ctx, a.department)
    if (!head || from.on === a.due.on) continue
    tellPerson(
      ctx,
      head.code,
      'order.due-moved',
      {
        no: order.no,
        subject: order.subject,
        department: departmentName(ctx, a.department),
        from,
        to: a.due,
        ...(dueNote(ctx, a.due) ? { toNote: dueNote(ctx, a.due)! } : {}),
        why: 'received',
      },
      { platform: home.platform, matter: order.id, about: order },
    )
  }
}
