/** Turning "whom" into a lane and an address. */
import { type Account, accountOf, closeAccountOf, mayCarryRestricted } from '../domain/bureau.ts'
import type { Address, NoticeFacts, NoticeKind } from '../domain/notices.ts'
import type { Order } from '../domain/order.ts'
import { postsOf } from '../domain/roster.ts'
import { dayOf } from '../domain/time.ts'
import { concerned, maySee } from '../domain/visibility.ts'
import type { HomedOrder } from '../store/orders.ts'
import type { Ctx } from './context.ts'

export function chatLane(platform: string, chat: string): string {
  return `${platform}:${chat}`
}

export function personLane(platform: string, account: string): string {
  return `${platform}:>${account}`
}

interface How {
  readonly purpose?: string
  readonly matter?: string
  /** The id of a telling that has to leave first. */
  readonly after?: string | undefined
}

interface ToPerson {
  /** The platform preferred; else the one of the place where it is said. */
  readonly platform?: string | undefined
  readonly about?: Order | readonly Order[] | undefined
}

/**
 * To one person alone. Without an account: to the department's chat, else to nobody (`undefined`).
 * @param how.about the order (or orders) it tells of: of a restricted one only those are told whom it concerns, never on
 * personal WeChat, and a chat only of a department that it concerns
 */
export function tellPerson<K extends NoticeKind>(
  ctx: Ctx,
  person: string,
  kind: K,
  facts: NoticeFacts[K],
  how: How & ToPerson = {},
): string | undefined {
  const { platform: wanted, about, ...rest } = how
  const kept = keptOf(about)
  if (kept.length > 0) {
    const posts = postsOf(ctx.bureau.roster, person, dayOf(ctx.now))
    if (!kept.every((order) => maySee(order, person, posts))) return undefined
  }
  const account = accountFor(ctx, person, { platform: wanted, about })
  if (account) {
    return ctx.tx.tell({
      platform: account.platform,
      lane: personLane(account.platform, account.account),
      address: { to: 'person', account: account.account },
      verb: 'post',
      notice: { kind, facts },
      ...rest,
    })
  }
  const department = ctx.bureau.roster.people.get(person)?.department
  if (kept.some((order) => !concerned(order).includes(department ?? ''))) return undefined
  const chat = ctx.bureau.chats.find(
    (c) =>
      c.kind === 'department' &&
      c.department === department &&
      (kept.length === 0 || mayCarryRestricted(c.platform)),
  )
  if (!chat) return undefined
  return tellChat(ctx, chat.platform, chat.id, kind, facts, rest)
}

/** What a person was told alone under a purpose says something else by now. Told in a department's chat, it stays. */
export function editPerson<K extends NoticeKind>(
  ctx: Ctx,
  person: string,
  purpose: string,
  kind: K,
  facts: NoticeFacts[K],
  how: ToPerson = {},
): void {
  const account = accountFor(ctx, person, how)
  if (!account) return
  const lane = personLane(account.platform, account.account)
  editPosting(ctx, { platform: account.platform, lane }, purpose, kind, facts)
}

/** The account through which a person is told; of a restricted order never personal WeChat. */
export function accountFor(ctx: Ctx, person: string, { platform, about }: ToPerson): Account | undefined {
  const reach = keptOf(about).length > 0 ? closeAccountOf : accountOf
  return reach(ctx.bureau, person, platform ?? ctx.place?.platform)
}

function keptOf(about: ToPerson['about']): readonly Order[] {
  return (about === undefined ? [] : [about].flat()).filter((order) => order.restricted)
}

export function tellChat<K extends NoticeKind>(
  ctx: Ctx,
  platform: string,
  chat: string,
  kind: K,
  facts: NoticeFacts[K],
  how: How = {},
): string {
  return ctx.tx.tell({
    platform,
    lane: chatLane(platform, chat),
    address: { to: 'chat', chat },
    verb: 'post',
    notice: { kind, facts },
    ...how,
  })
}

/**
 * In the thread of an order's own message; of a restricted order in the thread of that department's, or, where none is
 * named, of every department's that has a part in it. Where such a department cannot be reached nobody is told, and the
 * group never is.
 * @returns the id of the (first) telling
 */
export function tellThread<K extends NoticeKind>(
  ctx: Ctx,
  home: Pick<HomedOrder, 'platform' | 'chat' | 'places' | 'order'>,
  kind: K,
  facts: NoticeFacts[K],
  how: How & { readonly department?: string } = {},
): string | undefined {
  const { department, ...rest } = how
  if (home.order.restricted) {
    const parts = home.order.assignments.filter((a) => a.state !== 'declined').map((a) => a.department)
    const wanted = department === undefined ? parts : parts.filter((d) => d === department)
    const told = (home.places ?? [])
      .filter((place) => wanted.includes(place.department))
      .map((place) =>
        ctx.tx.tell({
          platform: place.platform,
          lane: place.lane,
          address: {
            to: 'thread',
            chat: 'chat' in place.address ? place.address.chat : '',
            order: `${home.order.id}:${place.department}`,
            ...('account' in place.address ? { account: place.address.account } : {}),
          },
          verb: 'post',
          notice: { kind, facts },
          ...rest,
        }),
      )
    return told[0]
  }
  return ctx.tx.tell({
    platform: home.platform,
    lane: chatLane(home.platform, home.chat),
    address: { to: 'thread', chat: home.chat, order: home.order.id },
    verb: 'post',
    notice: { kind, facts },
    ...rest,
  })
}

/**
 * The one reply to the message that is being answered; in its thread where asked and where threads exist. What was said
 * of a restricted order out of its place is answered to its sender alone.
 */
export function replyHere<K extends NoticeKind>(
  ctx: Ctx,
  kind: K,
  facts: NoticeFacts[K],
  how: How & { readonly inThread?: boolean } = {},
): string {
  const place = ctx.place
  if (!place) throw new Error('nothing to reply to')
  const { inThread, ...rest } = how
  const address: Address = place.apart
    ? { to: 'person', account: place.account }
    : { to: 'reply', chat: place.chat.id, message: place.message, inThread: inThread ?? false }
  return ctx.tx.tell({
    platform: place.platform,
    lane:
      place.chat.kind === 'direct' || place.apart
        ? personLane(place.platform, place.account)
        : chatLane(place.platform, place.chat.id),
    address,
    verb: 'post',
    notice: { kind, facts },
    reply: true,
    ...rest,
  })
}

/** Replaces what a named message of ours says, wherever it stands. */
export function editPosting<K extends NoticeKind>(
  ctx: Ctx,
  at: { readonly platform: string; readonly lane: string },
  purpose: string,
  kind: K,
  facts: NoticeFacts[K],
): string {
  return ctx.tx.tell({
    platform: at.platform,
    lane: at.lane,
    address: null,
    verb: 'edit',
    notice: { kind, facts },
    purpose,
  })
}
