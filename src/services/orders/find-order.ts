/** An order by its id or its number, for those who decide what was meant. */
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { seeOrder } from './seen.ts'

export type { HomedOrder, OrderKey }
export { seeOrder }

/** `undefined`: there is none, or it is kept from the actor. */
export async function findOrder(ctx: Ctx, key: OrderKey): Promise<HomedOrder | undefined> {
  const found = await seeOrder(ctx, key)
  return found.ok ? found.value : undefined
}
