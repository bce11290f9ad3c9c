/**
 * 抄送: departments and persons learn of an order once, when it is issued; they owe nothing and are never reminded. A
 * restricted order's copies are messages of its own (`places.ts`).
 */
import { kindOf } from '../../domain/kinds.ts'
import { type Order, orderDue } from '../../domain/order.ts'
import { inRosterOrder } from '../../domain/roster.ts'
import type { Ctx } from '../context.ts'
import { headReached } from '../reached.ts'
import { tellPerson } from '../tell.ts'
import { departmentName, dueNote, noted, personName } from './card.ts'
import { placeFor } from './places.ts'

export function tellCopied(ctx: Ctx, order: Order): void {
  const { copied } = order
  if (!copied || order.restricted) return
  const due = orderDue(order)
  const facts = {
    no: order.no,
    kind: kindOf(order.kind).name,
    subject: order.subject,
    departments: order.assignments.map((a) => departmentName(ctx, a.department)),
    due,
    ...noted(dueNote(ctx, due)),
    issuedBy: personName(ctx, order.issuedBy),
  }
  for (const department of inRosterOrder(ctx.bureau.roster, copied.departments)) {
    const place = placeFor(ctx, department)
    if (place) {
      ctx.tx.tell({
        platform: place.platform,
        lane: place.lane,
        address: place.address,
        verb: 'post',
        notice: { kind: 'order.copied', facts },
        matter: order.id,
      })
      continue
    }
    const head = headReached(ctx, department)
    if (head) tellPerson(ctx, head.code, 'order.copied', facts, { matter: order.id, about: order })
  }
  for (const person of copied.people) {
    tellPerson(ctx, person, 'order.copied', facts, { matter: order.id, about: order })
  }
}
