/** The practice room's platform: rooms in our own database, people in browsers. */
import { type Adapter, type FetchedFile, PlatformError } from '../../chat/adapter.ts'
import type { Pressed, Recalled, Said } from '../../chat/incoming.ts'
import type { Moment } from '../../domain/time.ts'
import type { Name, WebEdit, WebPress, WebRecall, WebSay } from './payloads.ts'
import * as outgoing from './post.ts'
import * as incoming from './receive.ts'
import type { Rooms } from './rooms.ts'

export interface WebParts {
  readonly rooms: Rooms
  /** Business time: what the rooms show beside a message. */
  readonly now: () => Moment
  /** The machine's clock, for `happenedAt`. */
  readonly machineNow?: () => number
  /** Takes out of a person's words what is never stored. The bot still hears them as they were said. */
  readonly mask?: (text: string) => string
  /** Names that `@` may stand before. */
  readonly names?: () => readonly Name[]
  readonly botName?: string
}

/** An {@link Adapter}, and the four things a person can do in a room. Nothing comes over a hook. */
export interface WebAdapter extends Adapter {
  say(said: WebSay): Promise<incoming.Heard<Said>>
  press(pressed: WebPress): Promise<incoming.Heard<Pressed>>
  /** Named apart from {@link Adapter.edit}, which is the bot's. */
  editOwn(edited: WebEdit): Promise<incoming.Heard>
  recallOwn(recalled: WebRecall): Promise<incoming.Heard<Recalled>>
}

const ALWAYS = Number.MAX_SAFE_INTEGER

export function createWebAdapter(parts: WebParts): WebAdapter {
  const { rooms } = parts
  const ears: incoming.ReceiveParts = {
    rooms,
    now: parts.now,
    machineNow: parts.machineNow ?? Date.now,
    mask: parts.mask ?? ((text) => text),
    names: parts.names ?? (() => []),
    botName: parts.botName ?? '督办',
  }
  return {
    platform: 'web',
    can: {
      threads: true,
      cards: true,
      buttons: true,
      edits: true,
      direct: true,
      forOne: true,
      files: true,
      urgent: false,
      toast: true,
    },
    pace: { perSecond: 1000, perMinute: 60_000, perChatPerSecond: 1000 },
    keyInForceMs: ALWAYS,
    post: (target, message, key) => outgoing.post(parts, target, message, key),
    edit: (posted, message) => outgoing.edit(parts, posted, message),
    find: (_target, _message, key) => outgoing.find(parts, key),
    postFile: (target, file, key) => outgoing.postFile(parts, target, file, key),
    findFile: (_target, _file, key) => outgoing.find(parts, key),
    fetchFile: (file) => fetchFile(rooms, file),
    check: async () => [{ what: '练习室', ok: true, detail: '消息存于本机数据库' }],
    close: async () => {},
    say: (said) => incoming.say(ears, said),
    press: (pressed) => incoming.press(ears, pressed),
    editOwn: (edited) => incoming.edit(ears, edited),
    recallOwn: (recalled) => incoming.recall(ears, recalled),
  }
}

async function fetchFile(rooms: Rooms, wanted: { messageId: string; key: string }): Promise<FetchedFile> {
  const message = await rooms.get(wanted.messageId)
  const sent = message?.files.some((file) => file.id === wanted.key)
  const file = sent ? await rooms.file(wanted.key) : undefined
  if (!file) throw new PlatformError('web', 'gone', 'gone', `附件 ${wanted.key} 已不在`)
  return { name: file.name, bytes: file.bytes }
}
