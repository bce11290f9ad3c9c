/** A department's question in its order's thread: recorded, and routed to the director and to whoever issued the order. */
import { allow, type Decision } from '../../domain/decision.ts'
import { isLeader, postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { departmentName } from './card.ts'
import { lockOrder, orderMatter } from './change-order.ts'
import { director, officeFor } from './office.ts'
import { pickOwn } from './pick.ts'

/** @returns the names of those who were told: the director, and whoever issued it */
export async function askOffice(ctx: Ctx, key: OrderKey, text: string): Promise<Decision<{ told: string }>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const { order } = home.value
  const part = pickOwn(ctx, order, 'answer')
  if (!part.ok) return part
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'order.asked',
    actor: ctx.actor.code,
    facts: { department: part.value.department },
    personal: { text },
  })
  const issuer = officeFor(ctx, order)
  const asked = [
    director(ctx),
    issuer && isLeader(postsOf(ctx.bureau.roster, issuer.code, dayOf(ctx.now))) ? undefined : issuer,
  ]
  const people = new Map(asked.flatMap((p) => (p && p.code !== ctx.actor.code ? [[p.code, p.name]] : [])))
  for (const to of people.keys()) {
    tellPerson(
      ctx,
      to,
      'order.question',
      {
        no: order.no,
        order: order.id,
        department: departmentName(ctx, part.value.department),
        by: ctx.actor.name,
        text: [...text].slice(0, 300).join(''),
      },
      { platform: home.value.platform, matter: order.id },
    )
  }
  return allow({ told: [...people.values()].join('、') })
}
