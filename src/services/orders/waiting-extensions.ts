/** Extensions that wait for a decision and that the actor may see. */
import type { OrderRequest } from '../../domain/requests.ts'
import { loadOrders } from '../../store/orders.ts'
import { openRequests } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { sees } from './seen.ts'

/** @param departments of these alone; of all when none is given */
export async function waitingExtensions(
  ctx: Pick<Ctx, 'tx' | 'actor' | 'place'>,
  departments: readonly string[],
): Promise<readonly OrderRequest[]> {
  const open = (await openRequests(ctx.tx.db)).filter(
    (r) => r.kind === 'extension' && (departments.length === 0 || departments.includes(r.department)),
  )
  const homes = await loadOrders(
    ctx.tx.db,
    open.map((r) => r.order),
  )
  return open.filter((r) => homes.some(({ order }) => order.id === r.order && sees(ctx, order)))
}
