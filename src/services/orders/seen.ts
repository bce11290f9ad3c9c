/**
 * What a person may be shown of orders. Of a restricted one (限定知悉) those whom it does not concern learn its number
 * and nothing else; on personal WeChat nobody does.
 */
import { closeAccountOf, mayCarryRestricted } from '../../domain/bureau.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Order } from '../../domain/order.ts'
import { postsOf } from '../../domain/roster.ts'
import { printNo } from '../../domain/serial.ts'
import { dayOf } from '../../domain/time.ts'
import { concerned, maySee } from '../../domain/visibility.ts'
import { type HomedOrder, loadOrder, type OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'

type Asking = Pick<Ctx, 'actor' | 'place'>

/** Whether the actor may be shown this order, where they ask. */
export function sees({ actor, place }: Asking, order: Order): boolean {
  if (!order.restricted) return true
  return (place === undefined || mayCarryRestricted(place.platform)) && maySee(order, actor.code, actor.posts)
}

/** Whether a person may be told of this order that day, by whatever road. */
function mayBeTold({ bureau, now }: Pick<Ctx, 'bureau' | 'now'>, order: Order, person: string): boolean {
  return !order.restricted || maySee(order, person, postsOf(bureau.roster, person, dayOf(now)))
}

/** Whether a person may be sent something of this order: they may be told, and not on personal WeChat alone. */
export function mayBeSent(view: Pick<Ctx, 'bureau' | 'now'>, order: Order, person: string): boolean {
  if (!order.restricted) return true
  return mayBeTold(view, order, person) && closeAccountOf(view.bureau, person) !== undefined
}

/** Those of the orders that the actor may be shown. */
export function seen<T extends { readonly order: Order }>(asking: Asking, homes: readonly T[]): T[] {
  return homes.filter(({ order }) => sees(asking, order))
}

/**
 * Why an order is kept from the actor, if it is. What happens by itself (without a place) sees everything: whom it tells
 * is decided person by person.
 */
export function withheld(asking: Asking, order: Order): Decision<never> | undefined {
  if (!order.restricted || asking.place === undefined || sees(asking, order)) return undefined
  const road = maySee(order, asking.actor.code, asking.actor.posts)
  return refuse(road ? 'order.restricted-road' : 'order.restricted', { no: order.no })
}

/** The order, if there is one and the actor may be shown it. */
export async function seeOrder(ctx: Ctx, key: OrderKey): Promise<Decision<HomedOrder>> {
  const home = await loadOrder(ctx.tx.db, key)
  if (!home) return refuse('order.unknown', { no: 'no' in key ? printNo(key.no) : '' })
  return withheld(ctx, home.order) ?? allow(home)
}

/** Whether the actor speaks in a group where this order must not be spoken of: any but a concerned department's own. */
export function outOfPlace({ bureau, place }: Pick<Ctx, 'bureau' | 'place'>, order: Order): boolean {
  if (!order.restricted || !place) return false
  if (!mayCarryRestricted(place.platform)) return true
  if (place.chat.kind === 'direct') return false
  const chat = bureau.chats.find((c) => c.platform === place.platform && c.id === place.chat.id)
  return chat?.department === undefined || !concerned(order).includes(chat.department)
}
