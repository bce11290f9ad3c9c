/**
 * Where an order's message stands. An ordinary one stands once, in the chat where it lives. A restricted one (限定知悉)
 * stands in each concerned department's own chat, or with its head (or whoever covers for the head) alone, and with each
 * person who gets a copy; never on personal WeChat. The chat where it was given sees its number and nothing else.
 */
import { closeAccountOf, mayCarryRestricted } from '../../domain/bureau.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { NoticeFacts, OrderCard } from '../../domain/notices.ts'
import type { Order } from '../../domain/order.ts'
import { inRosterOrder, type Person } from '../../domain/roster.ts'
import { concerned } from '../../domain/visibility.ts'
import { type HomedOrder, type OrderPlace, placeRows } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { headReached } from '../reached.ts'
import { chatLane, editPosting, personLane, tellChat, tellPerson } from '../tell.ts'
import { departmentName, orderCard, personName } from './card.ts'
import { officeFor } from './office.ts'

type View = Pick<Ctx, 'bureau' | 'now'>

/** What a place of a person who gets a copy is kept under, beside those of departments. */
const COPY_TO = 'person:'

/** The name of the order's own message; of a restricted one, of that department's (or that person's copy). */
export function orderPurpose(id: string, whose?: string): string {
  return whose === undefined ? `order:${id}` : `order:${id}:${whose}`
}

/** The message under which somebody of these departments speaks of the order: of a restricted one, their own. */
export function threadPurpose({ order, places = [] }: HomedOrder, departments: readonly string[]): string {
  const own = places.find((p) => departments.includes(p.department))
  return orderPurpose(order.id, own?.department)
}

/** Of a restricted order's card: the department whose receipt its delivery is. A copy, or a card shown again, is none's. */
export function receivedBy(
  purpose: string | null,
  card: Pick<OrderCard, 'copy' | 'again'>,
): string | undefined {
  const [, , whose] = purpose?.split(':') ?? []
  return card.copy || card.again ? undefined : whose
}

/** Where a department (or a person who gets a copy) is told of a restricted matter; `undefined` when it cannot be reached. */
export function placeFor(ctx: View, whose: string): OrderPlace | undefined {
  const chat = ctx.bureau.chats.find(
    (c) => c.kind === 'department' && c.department === whose && mayCarryRestricted(c.platform),
  )
  if (chat) {
    return {
      department: whose,
      platform: chat.platform,
      lane: chatLane(chat.platform, chat.id),
      address: { to: 'chat', chat: chat.id },
    }
  }
  const person = personFor(ctx, whose)
  const account = person && closeAccountOf(ctx.bureau, person.code)
  if (!account) return undefined
  return {
    department: whose,
    platform: account.platform,
    lane: personLane(account.platform, account.account),
    address: { to: 'person', account: account.account },
  }
}

/** The person themselves, or who stands for the department: its head, or the head's cover. */
function personFor(ctx: View, whose: string): Person | undefined {
  if (whose.startsWith(COPY_TO)) return ctx.bureau.roster.people.get(whose.slice(COPY_TO.length))
  return headReached(ctx, whose)
}

/** Everybody who gets a message of their own: the departments in roster order, then persons. */
function addressees(ctx: View, order: Order): readonly string[] {
  const people = (order.copied?.people ?? []).map((person) => `${COPY_TO}${person}`)
  return [...inRosterOrder(ctx.bureau.roster, concerned(order)), ...people]
}

/** Posts a restricted order to each it concerns; whoever cannot be reached is named to its issuer. @returns where it stands */
export function postRestricted(ctx: Ctx, home: HomedOrder): OrderPlace[] {
  const { order } = home
  const wanted = addressees(ctx, order)
  const places = wanted.flatMap((whose) => placeFor(ctx, whose) ?? [])
  ctx.tx.write(placeRows(order.id, places))
  for (const place of places) postCard(ctx, order, place, {})
  tellUnreached(
    ctx,
    order,
    wanted.filter((whose) => !places.some((p) => p.department === whose)),
  )
  return places
}

function postCard(ctx: Ctx, order: Order, place: OrderPlace, how: { again?: boolean }): void {
  ctx.tx.tell({
    platform: place.platform,
    lane: place.lane,
    address: place.address,
    verb: 'post',
    notice: { kind: 'order.card', facts: { ...cardFor(ctx, order, place), ...how } },
    purpose: orderPurpose(order.id, place.department),
    matter: order.id,
  })
}

function cardFor(ctx: Ctx, order: Order, { department }: OrderPlace, endReason?: string): OrderCard {
  const has = order.assignments.some((a) => a.department === department)
  return { ...orderCard(ctx, order, endReason), ...(has ? {} : { copy: true }) }
}

/** To the issuer alone: who has no road but personal WeChat, or none, so that they are reached otherwise. */
function tellUnreached(ctx: Ctx, order: Order, whom: readonly string[]): void {
  const issuer = whom.length > 0 ? officeFor(ctx, order) : undefined
  if (!issuer) return
  const names = whom.map((whose) => {
    const person = personFor(ctx, whose)?.name
    if (whose.startsWith(COPY_TO)) return { name: person ?? personName(ctx, whose.slice(COPY_TO.length)) }
    return { name: departmentName(ctx, whose).name, ...(person ? { person } : {}) }
  })
  tellPerson(ctx, issuer.code, 'order.unreached', { no: order.no, names }, { about: order, matter: order.id })
}

/** The line in the chat where a restricted order lives. */
export function postNumber(ctx: Ctx, home: HomedOrder): void {
  tellChat(ctx, home.platform, home.chat, 'order.restricted', numberLine(home.order), {
    purpose: orderPurpose(home.order.id),
    matter: home.order.id,
  })
}

/**
 * The order's messages say how it stands now. Those of a restricted one follow the roster: a new head, a cover or a
 * department that took over a part gets a card, and one that gave its part away sees no more than the number.
 *
 * @param before the order before it was changed: only what is seen of a restricted one where it lives is edited there
 * @returns the order with the places where it stands now
 */
export function editCards(ctx: Ctx, home: HomedOrder, before: Order, endReason?: string): HomedOrder {
  const { order } = home
  const here = { platform: home.platform, lane: chatLane(home.platform, home.chat) }
  if (!order.restricted) {
    editPosting(ctx, here, orderPurpose(order.id), 'order.card', orderCard(ctx, order, endReason))
    return home
  }
  if (before.state !== order.state) {
    editPosting(ctx, here, orderPurpose(order.id), 'order.restricted', numberLine(order))
  }
  const wanted = addressees(ctx, order)
  const places = wanted.flatMap((whose) => {
    const known = home.places?.find((p) => p.department === whose)
    const place = known && stillStands(ctx, known) ? known : placeFor(ctx, whose)
    if (!place) return []
    if (place === known) {
      const purpose = orderPurpose(order.id, whose)
      editPosting(ctx, place, purpose, 'order.card', cardFor(ctx, order, place, endReason))
    } else {
      ctx.tx.write(placeRows(order.id, [place]))
      postCard(ctx, order, place, { again: true })
    }
    return [place]
  })
  for (const gone of home.places ?? []) {
    if (wanted.includes(gone.department)) continue
    editPosting(ctx, gone, orderPurpose(order.id, gone.department), 'order.restricted', numberLine(order))
  }
  const asked = addressees(ctx, before)
  tellUnreached(
    ctx,
    order,
    wanted.filter((whose) => !asked.includes(whose) && !places.some((p) => p.department === whose)),
  )
  return { ...home, places }
}

/** A chat still is that department's; a person still is who stands for it. */
function stillStands(ctx: View, place: OrderPlace): boolean {
  const { address, department } = place
  if (address.to !== 'chat') return placeFor(ctx, department)?.lane === place.lane
  return ctx.bureau.chats.some(
    (c) => c.platform === place.platform && c.id === address.chat && c.department === department,
  )
}

function numberLine(order: Order): NoticeFacts['order.restricted'] {
  return { no: order.no, kind: kindOf(order.kind).name, state: order.state }
}
