/** Who acts, and where: from a platform's ids to the context that services are handed. */
import { type Bureau, personOfAccount } from '../../domain/bureau.ts'
import { postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Actor, Ctx, Place, Shelf } from '../../services/context.ts'
import type { Edited, Pressed, Said } from '../incoming.ts'
import type { Tx } from './parts.ts'

const NOBODY: Actor = { code: '', name: '', posts: [] }

/** The person behind the account, with the posts of that day; `undefined` for a stranger. */
export function contextOf(
  tx: Tx,
  bureau: Bureau,
  incoming: Said | Pressed | Edited,
  shelf?: Shelf,
): Ctx | undefined {
  const code = personOfAccount(bureau, incoming.platform, incoming.sender.account)
  const person = code === undefined ? undefined : bureau.roster.people.get(code)
  if (!person) return undefined
  const posts = postsOf(bureau.roster, person.code, dayOf(tx.now))
  return {
    tx,
    now: tx.now,
    bureau,
    actor: { code: person.code, name: person.name, posts },
    place: placeOf(incoming),
    ...(shelf ? { shelf } : {}),
  }
}

/** A place where nobody known acts: a stranger, or an event that names no person. */
export function nobodyAt(tx: Tx, bureau: Bureau, place: Place): Ctx {
  return { tx, now: tx.now, bureau, actor: NOBODY, place }
}

export function placeOf(incoming: Said | Pressed | Edited): Place {
  return {
    platform: incoming.platform,
    chat: incoming.chat,
    account: incoming.sender.account,
    message: incoming.kind === 'pressed' ? '' : incoming.messageId,
  }
}

/** The lane of the chat; a direct chat's is the person's own: `feishu:oc_1`, `feishu:>ou_1`. */
export function laneOf({ platform, chat, account }: Place): string {
  return chat.kind === 'direct' ? personLane(platform, account) : `${platform}:${chat.id}`
}

/** The lane of what is said to one person alone. */
export function personLane(platform: string, account: string): string {
  return `${platform}:>${account}`
}
