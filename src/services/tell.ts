/** Turning "whom" into a lane and an address. */
import { accountOf } from '../domain/bureau.ts'
import type { Address, NoticeFacts, NoticeKind } from '../domain/notices.ts'
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
  readonly after?: string
}

/** To one person alone. Without an account: to the department's chat, else to nobody (`undefined`). */
export function tellPerson<K extends NoticeKind>(
  ctx: Ctx,
  person: string,
  kind: K,
  facts: NoticeFacts[K],
  how: How & { readonly platform?: string } = {},
): string | undefined {
  const { platform: wanted, ...rest } = how
  const account = accountOf(ctx.bureau, person, wanted ?? ctx.place?.platform)
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
  const chat = ctx.bureau.chats.find((c) => c.kind === 'department' && c.department === department)
  if (!chat) return undefined
  return tellChat(ctx, chat.platform, chat.id, kind, facts, rest)
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
 * named, in each.
 * @returns the id of the (first) telling
 */
export function tellThread<K extends NoticeKind>(
  ctx: Ctx,
  home: Pick<HomedOrder, 'platform' | 'chat' | 'places'> & { readonly order: { readonly id: string } },
  kind: K,
  facts: NoticeFacts[K],
  how: How & { readonly department?: string } = {},
): string {
  const { department, ...rest } = how
  const own = home.places?.filter((p) => department === undefined || p.department === department)
  if (own && own.length > 0) {
    const told = own.map((place) =>
      ctx.tx.tell({
        platform: place.platform,
        lane: place.lane,
        address: {
          to: 'thread',
          chat: 'chat' in place.address ? place.address.chat : '',
          order: `${home.order.id}:${place.department}`,
        },
        verb: 'post',
        notice: { kind, facts },
        ...rest,
      }),
    )
    return told[0]!
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

/** The one reply to the message that is being answered; in its thread where asked and where threads exist. */
export function replyHere<K extends NoticeKind>(
  ctx: Ctx,
  kind: K,
  facts: NoticeFacts[K],
  how: How & { readonly inThread?: boolean } = {},
): string {
  const place = ctx.place
  if (!place) throw new Error('nothing to reply to')
  const { inThread, ...rest } = how
  const address: Address = {
    to: 'reply',
    chat: place.chat.id,
    message: place.message,
    inThread: inThread ?? false,
  }
  return ctx.tx.tell({
    platform: place.platform,
    lane:
      place.chat.kind === 'direct'
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
