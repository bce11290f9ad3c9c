/** An order by its id or its number, for those who decide what was meant. */
import { type HomedOrder, loadOrder, type OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'

export type { HomedOrder, OrderKey }

export function findOrder(ctx: Pick<Ctx, 'tx'>, key: OrderKey): Promise<HomedOrder | undefined> {
  return loadOrder(ctx.tx.db, key)
}
