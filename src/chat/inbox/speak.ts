/**
 * Where an answer goes: as a reply where it was said, or to the sender alone, by whatever way the platform has for one
 * person. All of it is recorded in the event's transaction; what was said gets exactly one `reply`.
 */
import type { Address } from '../../domain/notices.ts'
import { isLeader } from '../../domain/roster.ts'
import type { Ctx } from '../../services/context.ts'
import type { Outcome } from '../command.ts'
import { type Message, say } from '../message.ts'
import { wordRefusal } from '../refusals.ts'
import { bureauNames } from '../words/bureau-names.ts'
import type { Door } from './parts.ts'
import { laneOf, personLane } from './place.ts'

type Platforms = Pick<Door, 'can'>

/** All that a group sees of an answer that went to the sender alone. */
const NEUTRAL = say('已私信回复')

interface How {
  readonly purpose?: string | undefined
  readonly after?: string | undefined
  /** The one reply to what was said: everything else leaves after it. */
  readonly reply?: boolean
}

/**
 * Says what a line came to.
 * @param example the command's own, for a refusal that asks for other words
 */
export function speak(door: Platforms, ctx: Ctx, outcome: Outcome, inThread = false, example?: string): void {
  switch (outcome.kind) {
    case 'done':
    case 'silent':
      return
    case 'refused':
      answerAlone(
        door,
        ctx,
        wordRefusal(outcome.refusal, bureauNames(ctx.bureau), example ? { example } : {}),
      )
      return
    case 'say':
      if (outcome.where === 'alone') answerAlone(door, ctx, outcome.message, outcome.purpose)
      else reply(ctx, outcome.message, inThread, outcome.purpose)
  }
}

/** The one reply, to the sender alone. */
export function answerAlone(door: Platforms, ctx: Ctx, message: Message, purpose?: string): void {
  const place = ctx.place!
  if (place.chat.kind === 'direct') {
    reply(ctx, message, false, purpose)
    return
  }
  if (door.can(place.platform).forOne) {
    const address: Address = {
      to: 'only',
      chat: place.chat.id,
      account: place.account,
      message: place.message,
    }
    tell(ctx, laneOf(place), address, message, { purpose, reply: true })
    return
  }
  // A bureau leader is answered in the direct chat only.
  if (isLeader(ctx.actor.posts)) tellPerson(ctx, message, { purpose, reply: true })
  else tellPerson(ctx, message, { purpose, after: reply(ctx, NEUTRAL, true) })
}

export function tellPerson(ctx: Ctx, message: Message, how: How = {}): void {
  const { platform, account } = ctx.place!
  tell(ctx, personLane(platform, account), { to: 'person', account }, message, how)
}

export function tellChat(ctx: Ctx, message: Message): void {
  tell(ctx, laneOf(ctx.place!), { to: 'chat', chat: ctx.place!.chat.id }, message)
}

/** The one reply where it was said. */
function reply(ctx: Ctx, message: Message, inThread: boolean, purpose?: string): string {
  const place = ctx.place!
  const address: Address = { to: 'reply', chat: place.chat.id, message: place.message, inThread }
  return tell(ctx, laneOf(place), address, message, { purpose, reply: true })
}

function tell(
  ctx: Ctx,
  lane: string,
  address: Address,
  message: Message,
  { purpose, after, reply }: How = {},
): string {
  return ctx.tx.tell({
    platform: ctx.place!.platform,
    lane,
    address,
    verb: 'post',
    notice: { kind: 'said', facts: message },
    ...(purpose ? { purpose } : {}),
    ...(after ? { after } : {}),
    ...(reply ? { reply } : {}),
  })
}
