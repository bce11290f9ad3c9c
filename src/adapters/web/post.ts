/** Says things in the rooms. The platform is our own database, so a key is remembered for ever. */
import { PlatformError, type Posted, type SentFile, type Target } from '../../chat/adapter.ts'
import type { Message } from '../../chat/message.ts'
import type { Moment } from '../../domain/time.ts'
import { render } from './render.ts'
import type { RoomDraft, RoomMessage, Rooms } from './rooms.ts'
import { directRoom, rootOf } from './thread.ts'

/** Who put a file of ours there. */
const BOT = 'duban'

export interface PostParts {
  readonly rooms: Rooms
  readonly now: () => Moment
}

export async function post(
  { rooms, now }: PostParts,
  target: Target,
  message: Message,
  key: string,
): Promise<Posted> {
  const before = await rooms.byKey(postKey(key))
  if (before) return posted(before)
  const place = await placeOf(rooms, target)
  return posted(
    await rooms.append({ ...place, body: render(message), files: [], at: now(), key: postKey(key) }),
  )
}

/** The file stands in the room as its members' own do, and is downloaded there. */
export async function postFile(
  { rooms, now }: PostParts,
  target: Target,
  { name, bytes }: SentFile,
  key: string,
): Promise<Posted> {
  const before = await rooms.byKey(postKey(key))
  if (before) return posted(before)
  const place = await placeOf(rooms, target)
  const file = await rooms.keepFile({ name, kind: 'file', by: BOT, bytes })
  const body = { kind: 'text', text: '' } as const
  return posted(await rooms.append({ ...place, body, files: [file], at: now(), key: postKey(key) }))
}

export async function edit(
  { rooms, now }: PostParts,
  at: { readonly chat: string; readonly messageId: string },
  message: Message,
): Promise<void> {
  const old = await rooms.get(at.messageId)
  if (!old || old.room !== at.chat) throw gone(at.messageId)
  if (old.by !== undefined)
    throw new PlatformError('web', 'refused', 'not-ours', `${at.messageId} 不是机器人的消息`)
  if (!(await rooms.edit(at.messageId, render(message), now()))) throw gone(at.messageId)
}

/** The web's keys never expire, so what was sent is found by its key. */
export async function find({ rooms }: PostParts, key: string): Promise<Posted | undefined> {
  const message = await rooms.byKey(postKey(key))
  return message && posted(message)
}

async function placeOf(
  rooms: Rooms,
  target: Target,
): Promise<Pick<RoomDraft, 'room' | 'root' | 'answers' | 'onlyFor'>> {
  switch (target.to) {
    case 'chat':
      return { room: target.chat }
    case 'person':
      return { room: directRoom(target.account) }
    case 'reply': {
      const answered = await standing(rooms, target.chat, target.message)
      const inThread = target.inThread || answered.root !== undefined
      return { room: target.chat, answers: answered.id, ...(inThread && { root: rootOf(answered) }) }
    }
    case 'only': {
      const alone = { room: target.chat, onlyFor: target.account }
      if (target.message === undefined) return alone
      const answered = await standing(rooms, target.chat, target.message)
      return {
        ...alone,
        ...(answered.root === undefined ? { answers: answered.id } : { root: answered.root }),
      }
    }
  }
}

async function standing(rooms: Rooms, chat: string, id: string): Promise<RoomMessage> {
  const message = await rooms.get(id)
  if (!message || message.room !== chat || message.recalledAt !== undefined) throw gone(id)
  return message
}

function gone(id: string): PlatformError {
  return new PlatformError('web', 'gone', 'gone', `${id} 已不在`)
}

/** Apart from the keys of people's own messages. */
function postKey(key: string): string {
  return `bot:${key}`
}

function posted(message: RoomMessage): Posted {
  return { messageId: message.id, chat: message.room, ...(message.root ? { thread: message.root } : {}) }
}
