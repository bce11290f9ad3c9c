/**
 * What still waits for a decision on the morning its part is due: whoever of the office decides it is told once more, all
 * merged. Leaders read it in their brief.
 */
import { isOpenHour, REMINDER_SLOT, rungDay } from '../../domain/ladder.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { assignmentOf, type Order, owes } from '../../domain/order.ts'
import { isLeader, postsOf } from '../../domain/roster.ts'
import { dayOf, momentOf } from '../../domain/time.ts'
import { loadOrders } from '../../store/orders.ts'
import { type OpenRequest, openRequests } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { departmentName, personName } from '../orders/card.ts'
import { tellPerson } from '../tell.ts'
import { takeSlot } from './send-due-lines.ts'

type Line = NoticeFacts['requests.waiting']['lines'][number]

export async function remindRequests(ctx: Ctx): Promise<void> {
  const { calendar, roster } = ctx.bureau
  const today = dayOf(ctx.now)
  if (!isOpenHour(calendar, ctx.now) || ctx.now < momentOf(today, REMINDER_SLOT)) return
  if (!(await takeSlot(ctx, 'requests', today, ''))) return
  const open = (await openRequests(ctx.tx.db)).filter(
    (r) => r.approver !== undefined && !isLeader(postsOf(roster, r.approver, today)),
  )
  if (open.length === 0) return
  const orders = new Map(
    (await loadOrders(ctx.tx.db, [...new Set(open.map((r) => r.order))])).map(({ order }) => [
      order.id,
      order,
    ]),
  )
  const waiting = open.filter((r) => isDueToday(orders.get(r.order), r.department))
  for (const [approver, requests] of Map.groupBy(waiting, (r) => r.approver!)) {
    tellPerson(
      ctx,
      approver,
      'requests.waiting',
      { day: today, lines: requests.map((r) => lineOf(ctx, r)) },
      { about: requests.map((r) => orders.get(r.order)!) },
    )
  }

  function isDueToday(order: Order | undefined, department: string): boolean {
    const part = order && assignmentOf(order, department)
    return part !== undefined && owes(part) && rungDay(calendar, part.due.on, 0) === today
  }
}

function lineOf(ctx: Ctx, r: OpenRequest): Line {
  return {
    no: r.no,
    subject: r.subject,
    department: departmentName(ctx, r.department),
    kind: r.kind,
    by: personName(ctx, r.person),
    at: r.at,
  }
}
