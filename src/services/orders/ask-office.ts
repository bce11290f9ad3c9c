/** A department's question in its order's thread: recorded and passed to the person of the office who issued it. */
import { allow, type Decision } from '../../domain/decision.ts'
import { holdersOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { departmentName, personName } from './card.ts'
import { lockOrder, orderMatter } from './change-order.ts'
import { pickOwn } from './pick.ts'

/** @returns the name of the person who was told */
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
  const director = holdersOf(ctx.bureau.roster, 'office_director', dayOf(ctx.now))[0]
  const to = order.issuedBy === ctx.actor.code && director ? director.code : order.issuedBy
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
  return allow({ told: personName(ctx, to) })
}
