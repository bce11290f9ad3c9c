/**
 * What came in, after an adapter has taken off everything that belongs to its platform.
 * After this line nobody sees a platform's own shapes.
 */
import type { PLATFORMS } from '../domain/bureau.ts'
import type { Moment } from '../domain/time.ts'
import type { Press } from './message.ts'

export type PlatformName = (typeof PLATFORMS)[number]

/** The account that spoke, by the platform's own id. A display name is never proof of who it is. */
export interface Sender {
  readonly account: string
  readonly name?: string
}

export interface ChatRef {
  /** The platform's id of the chat. */
  readonly id: string
  readonly kind: 'group' | 'direct'
}

/** Where in a conversation a message stands, by the platform's message and thread ids; absent when it answers nothing. */
export interface ThreadRef {
  /** First message of the chain or thread. */
  readonly root?: string
  /** The message replied to. */
  readonly parent?: string
  /** The platform's own id of the thread, where it has threads. */
  readonly thread?: string
}

export interface Mention {
  /** As it stands in `text`, `@王强`. */
  readonly text: string
  readonly account?: string
  readonly all?: boolean
}

/** A file that came with a message; its bytes are fetched by the adapter with `key`. */
export interface IncomingFile {
  readonly key: string
  readonly name: string
  readonly kind: 'file' | 'image' | 'audio' | 'video'
  /** Bytes, when the platform says so. */
  readonly size?: number
}

interface Common {
  readonly platform: PlatformName
  /**
   * The key that makes a redelivery recognisable, unique per platform:
   * the message id for messages, the event id for everything else.
   */
  readonly eventId: string
  /** When it happened, by the platform's clock. Never business time. */
  readonly happenedAt: Moment
}

/** Somebody said something. */
export interface Said extends Common {
  readonly kind: 'said'
  readonly chat: ChatRef
  readonly sender: Sender
  readonly messageId: string
  readonly thread?: ThreadRef
  /** Mentions stand as `@name`; the mention of the bot itself is taken out. */
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly mentionsBot: boolean
  readonly files: readonly IncomingFile[]
  /** A form the adapter knows but cannot read (a sticker, a shared card): answered, never dropped silently when addressed. */
  readonly unsupported?: string
}

/** Somebody pressed a button, or sent a form. */
export interface Pressed extends Common {
  readonly kind: 'pressed'
  readonly chat: ChatRef
  readonly sender: Sender
  /** The message that carried the button. */
  readonly messageId: string
  readonly press: Press
  /** Answers to the button's questions, by field name. */
  readonly fields: Readonly<Record<string, string>>
}

export interface Edited extends Common {
  readonly kind: 'edited'
  readonly chat: ChatRef
  readonly sender: Sender
  readonly messageId: string
  readonly text: string
}

export interface Recalled extends Common {
  readonly kind: 'recalled'
  readonly chat: ChatRef
  readonly messageId: string
}

/** The bot was taken into a chat. */
export interface BotAdded extends Common {
  readonly kind: 'bot-added'
  readonly chat: ChatRef
  readonly by: Sender
}

export type Incoming = Said | Pressed | Edited | Recalled | BotAdded
