/**
 * Where an order's message stands. An ordinary one stands once, in the chat where it lives. A restricted one (限定知悉)
 * stands in each concerned department's own chat, or with its head alone, never on personal WeChat; the chat where it
 * was given sees its number and nothing else.
 */
import { accountOf } from '../../domain/bureau.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import type { Order } from '../../domain/order.ts'
import { coverOf, headOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import { type HomedOrder, type OrderPlace, placeRows } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { chatLane, editPosting, personLane, tellChat } from '../tell.ts'
import { orderCard } from './card.ts'

/** A platform that is never told of a restricted matter. */
const NEVER = 'wechat'

/** The name of the order's own message; of a restricted one, of that department's. */
export function orderPurpose(id: string, department?: string): string {
  return department === undefined ? `order:${id}` : `order:${id}:${department}`
}

/** Where a department is told of a restricted matter; `undefined` when it cannot be reached. */
export function placeFor(ctx: Ctx, department: string): OrderPlace | undefined {
  const chat = ctx.bureau.chats.find(
    (c) => c.kind === 'department' && c.department === department && c.platform !== NEVER,
  )
  if (chat) {
    return {
      department,
      platform: chat.platform,
      lane: chatLane(chat.platform, chat.id),
      address: { to: 'chat', chat: chat.id },
    }
  }
  const { roster } = ctx.bureau
  const today = dayOf(ctx.now)
  const head = headOf(roster, department, today)
  const person = head && (coverOf(roster, head.code, today) ?? head)
  if (!person) return undefined
  const account =
    ctx.bureau.accounts.find((a) => a.person === person.code && a.platform !== NEVER) ??
    accountOf(ctx.bureau, person.code)
  if (!account || account.platform === NEVER) return undefined
  return {
    department,
    platform: account.platform,
    lane: personLane(account.platform, account.account),
    address: { to: 'person', account: account.account },
  }
}

/** Posts a restricted order to each department, and its number to the chat where it lives. @returns where it stands */
export function postRestricted(ctx: Ctx, home: HomedOrder, departments: readonly string[]): OrderPlace[] {
  const { order } = home
  const places = departments.flatMap((d) => placeFor(ctx, d) ?? [])
  ctx.tx.write(placeRows(order.id, places))
  for (const place of places) {
    ctx.tx.tell({
      platform: place.platform,
      lane: place.lane,
      address: place.address,
      verb: 'post',
      notice: { kind: 'order.card', facts: orderCard(ctx, order) },
      purpose: orderPurpose(order.id, place.department),
      matter: order.id,
    })
  }
  return places
}

/** The line in the chat where a restricted order lives. */
export function postNumber(ctx: Ctx, home: HomedOrder): void {
  tellChat(ctx, home.platform, home.chat, 'order.restricted', numberLine(ctx, home.order), {
    purpose: orderPurpose(home.order.id),
    matter: home.order.id,
  })
}

/**
 * The order's messages say how it stands now.
 * @param stateChanged issued, closed or revoked changed: only that is seen of a restricted one where it lives
 */
export function editCards(
  ctx: Ctx,
  home: HomedOrder,
  endReason: string | undefined,
  stateChanged: boolean,
): void {
  const { order } = home
  const card = orderCard(ctx, order, endReason)
  const here = { platform: home.platform, lane: chatLane(home.platform, home.chat) }
  if (!order.restricted) {
    editPosting(ctx, here, orderPurpose(order.id), 'order.card', card)
    return
  }
  if (stateChanged) {
    editPosting(ctx, here, orderPurpose(order.id), 'order.restricted', numberLine(ctx, order))
  }
  for (const place of home.places ?? []) {
    editPosting(ctx, place, orderPurpose(order.id, place.department), 'order.card', card)
  }
}

function numberLine(ctx: Ctx, order: Order): NoticeFacts['order.restricted'] {
  return { no: order.no, kind: kindOf(order.kind).name, state: order.state, at: ctx.now }
}
