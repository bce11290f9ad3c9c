/** The order that is to be split: open, and by somebody who may. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { OrderRef } from '../../domain/order.ts'
import { printNo } from '../../domain/serial.ts'
import { maySplit } from '../../domain/sub-orders.ts'
import type { OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { lockOrder } from './change-order.ts'

export interface Splitting {
  readonly parent: OrderRef
  /** What is kept close stays so in its parts. */
  readonly restricted: boolean
  /** What a part rests on whose kind wants that said: 交办单〔2026〕12号. */
  readonly basis: string
}

export async function splitOrder(ctx: Ctx, key: OrderKey): Promise<Decision<Splitting>> {
  const may = mayDo('split', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const { order } = home.value
  const open = maySplit(order)
  if (!open.ok) return open
  return allow({
    parent: { id: order.id, no: order.no },
    restricted: order.restricted === true,
    basis: `${kindOf(order.kind).name}${printNo(order.no)}`,
  })
}
