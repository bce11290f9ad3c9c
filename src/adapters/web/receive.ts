/** What people do in the rooms: put into the room first, as a platform would, then told to the bot. */
import type { Incoming, Mention, Pressed, Recalled, Said } from '../../chat/incoming.ts'
import type { Button } from '../../chat/message.ts'
import type { Moment } from '../../domain/time.ts'
import type { Name, WebEdit, WebPress, WebRecall, WebSay } from './payloads.ts'
import type { RoomFile, RoomMessage, Rooms } from './rooms.ts'
import { chatRef, rootOf, threadRef } from './thread.ts'

export interface ReceiveParts {
  readonly rooms: Rooms
  readonly now: () => Moment
  /** The machine's clock. */
  readonly machineNow: () => number
  /** What of a person's words is never kept. */
  readonly mask: (text: string) => string
  readonly names: () => readonly Name[]
  readonly botName: string
}

/** Why nothing was done: the message is not there, is somebody else's, or its button is not there any more. */
export type Unheard = 'gone' | 'not-yours' | 'button-gone'

export type Heard<I extends Incoming = Incoming> =
  | { readonly ok: true; readonly incoming: I; readonly message: RoomMessage }
  | { readonly ok: false; readonly why: Unheard }

export async function say(parts: ReceiveParts, said: WebSay): Promise<Heard<Said>> {
  const answered =
    said.replyTo === undefined ? undefined : await visible(parts.rooms, said.replyTo, said.account)
  if (said.replyTo !== undefined && answered?.room !== said.room) return { ok: false, why: 'gone' }
  const files: RoomFile[] = []
  for (const id of said.files) {
    const file = await parts.rooms.file(id)
    if (file?.by !== said.account) return { ok: false, why: 'gone' }
    files.push({ id: file.id, name: file.name, kind: file.kind, size: file.size })
  }
  const message = await parts.rooms.append({
    room: said.room,
    ...(answered && { root: rootOf(answered), answers: answered.id }),
    // What answers words for one person alone stays between the two.
    ...(answered?.onlyFor !== undefined && { onlyFor: answered.onlyFor }),
    by: said.account,
    body: { kind: 'text', text: parts.mask(said.text) },
    files,
    at: parts.now(),
    key: `said:${said.account}:${said.key}`,
  })
  const thread = threadRef(message)
  return {
    ok: true,
    message,
    incoming: {
      kind: 'said',
      ...common(parts, message.id),
      chat: chatRef(message.room),
      sender: { account: said.account },
      messageId: message.id,
      ...(thread && { thread }),
      ...readText(parts, said.text),
      files: message.files.map(({ id, name, kind, size }) => ({ key: id, name, kind, size })),
    },
  }
}

export async function press(parts: ReceiveParts, pressed: WebPress): Promise<Heard<Pressed>> {
  const message = await visible(parts.rooms, pressed.message, pressed.account)
  if (!message) return { ok: false, why: 'gone' }
  const button = buttonsOf(message)[pressed.button]
  if (button?.label !== pressed.label) return { ok: false, why: 'button-gone' }
  return {
    ok: true,
    message,
    incoming: {
      kind: 'pressed',
      ...common(parts, `press:${message.id}:${pressed.account}:${pressed.key}`),
      chat: chatRef(message.room),
      sender: { account: pressed.account },
      messageId: message.id,
      press: button.press,
      fields: pressed.fields,
    },
  }
}

export async function edit(parts: ReceiveParts, edited: WebEdit): Promise<Heard> {
  const own = await ownMessage(parts.rooms, edited.message, edited.account)
  if (!own.ok) return own
  const { text } = edited
  const message = await parts.rooms.edit(
    own.message.id,
    { kind: 'text', text: parts.mask(text) },
    parts.now(),
  )
  if (!message) return { ok: false, why: 'gone' }
  return {
    ok: true,
    message,
    incoming: {
      kind: 'edited',
      ...common(parts, `edit:${message.id}:${message.version}`),
      chat: chatRef(message.room),
      sender: { account: edited.account },
      messageId: message.id,
      text: readText(parts, text).text,
    },
  }
}

export async function recall(parts: ReceiveParts, recalled: WebRecall): Promise<Heard<Recalled>> {
  const own = await ownMessage(parts.rooms, recalled.message, recalled.account)
  if (!own.ok) return own
  const message = await parts.rooms.recall(own.message.id, parts.now())
  if (!message) return { ok: false, why: 'gone' }
  return {
    ok: true,
    message,
    incoming: {
      kind: 'recalled',
      ...common(parts, `recall:${message.id}`),
      chat: chatRef(message.room),
      messageId: message.id,
    },
  }
}

function buttonsOf(message: RoomMessage): readonly Button[] {
  return message.body.kind === 'message' ? (message.body.message.buttons ?? []) : []
}

async function visible(rooms: Rooms, id: string, account: string): Promise<RoomMessage | undefined> {
  const message = await rooms.get(id)
  if (!message || message.recalledAt !== undefined) return undefined
  return message.onlyFor === undefined || message.onlyFor === account ? message : undefined
}

async function ownMessage(
  rooms: Rooms,
  id: string,
  account: string,
): Promise<{ ok: true; message: RoomMessage } | { ok: false; why: Unheard }> {
  const message = await visible(rooms, id, account)
  if (!message) return { ok: false, why: 'gone' }
  return message.by === account ? { ok: true, message } : { ok: false, why: 'not-yours' }
}

function common(parts: ReceiveParts, eventId: string) {
  return { platform: 'web' as const, eventId, happenedAt: parts.machineNow() as Moment }
}

/** The words without the bot's own mention, and whom they mention. The longest name wins: 职成教研室 before 职成. */
export function readText(
  { names, botName }: Pick<ReceiveParts, 'names' | 'botName'>,
  raw: string,
): Pick<Said, 'text' | 'mentions' | 'mentionsBot'> {
  const bot = `@${botName}`
  const mentionsBot = raw.includes(bot)
  const text = mentionsBot
    ? raw
        .replaceAll(bot, ' ')
        .replace(/[ \t]{2,}/g, ' ')
        .trim()
    : raw
  const known = [...names()].sort((a, b) => b.name.length - a.name.length)
  const mentions: Mention[] = []
  for (const { index } of text.matchAll(/@/g)) {
    const after = text.slice(index + 1)
    if (after.startsWith('所有人')) mentions.push({ text: '@所有人', all: true })
    const name = known.find((one) => after.startsWith(one.name))
    if (name) mentions.push({ text: `@${name.name}`, ...(name.account ? { account: name.account } : {}) })
  }
  return { text, mentions, mentionsBot }
}
