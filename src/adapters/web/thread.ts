/** Where a message stands: rooms, and threads rooted at a room's message. */
import type { ChatRef, ThreadRef } from '../../chat/incoming.ts'
import type { RoomMessage } from './rooms.ts'

const DIRECT = 'direct:'

/** The room in which one person and the bot speak alone. */
export function directRoom(account: string): string {
  return `${DIRECT}${account}`
}

/** Whose direct room it is; `undefined` for every other room. */
export function accountOf(room: string): string | undefined {
  return room.startsWith(DIRECT) ? room.slice(DIRECT.length) : undefined
}

export function chatRef(room: string): ChatRef {
  return { id: room, kind: room.startsWith(DIRECT) ? 'direct' : 'group' }
}

/** The first message of the thread that a reply to `message` stands in. */
export function rootOf(message: RoomMessage): string {
  return message.root ?? message.id
}

export function threadRef(message: RoomMessage): ThreadRef | undefined {
  if (message.root !== undefined)
    return { root: message.root, parent: message.answers ?? message.root, thread: message.root }
  return message.answers === undefined ? undefined : { root: message.answers, parent: message.answers }
}
