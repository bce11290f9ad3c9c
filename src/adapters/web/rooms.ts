/**
 * The rooms of the practice bureau, as a port: the web "platform" keeps its messages here, as Feishu keeps its own.
 * The store fulfils it with a database, {@link memoryRooms} with a list.
 */
import type { Message } from '../../chat/message.ts'
import type { Moment } from '../../domain/time.ts'

/** What a message says: a person's plain words, or what the bot said, in neutral form. */
export type Body =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'message'; readonly message: Message }

export type FileKind = 'file' | 'image' | 'audio' | 'video'

export interface RoomFile {
  readonly id: string
  readonly name: string
  readonly kind: FileKind
  readonly size: number
}

export interface RoomMessage {
  readonly id: string
  /** Its place among all messages; never changes. */
  readonly seq: number
  /** Grows with every change anywhere: what a browser that was away asks from. */
  readonly version: number
  /** The chat's id: `group`, `leaders`, `dept:personnel`, `direct:li-na`. */
  readonly room: string
  /** First message of the thread it stands in. */
  readonly root?: string
  /** The message it quotes when it answers outside a thread. */
  readonly answers?: string
  /** The account that spoke; absent when the bot did. */
  readonly by?: string
  /** Seen by this account alone. */
  readonly onlyFor?: string
  readonly body: Body
  readonly files: readonly RoomFile[]
  /** Business time. */
  readonly at: Moment
  readonly editedAt?: Moment
  /** When it was taken back; its words and files are then gone. */
  readonly recalledAt?: Moment
  /** Makes a repeat harmless, for ever. */
  readonly key: string
}

export type RoomDraft = Pick<
  RoomMessage,
  'room' | 'root' | 'answers' | 'by' | 'onlyFor' | 'body' | 'files' | 'at' | 'key'
>

export interface RoomQuery {
  readonly room: string
  /** Only what this account may see. */
  readonly seenBy: string
  /** Only this thread, its first message included. */
  readonly root?: string
  /** Only what stands before this `seq`. */
  readonly before?: number
  readonly limit: number
}

export interface KeptFile extends RoomFile {
  /** The account that put it there. */
  readonly by: string
  readonly bytes: Uint8Array
}

export interface Rooms {
  /** Adds a message; with a `key` already used, gives the message that has it. */
  append(draft: RoomDraft): Promise<RoomMessage>
  /** Replaces the words; the same words again change nothing. `undefined`: not there, or taken back. */
  edit(id: string, body: Body, at: Moment): Promise<RoomMessage | undefined>
  /** Takes it back, words and files. `undefined`: not there. */
  recall(id: string, at: Moment): Promise<RoomMessage | undefined>
  get(id: string): Promise<RoomMessage | undefined>
  byKey(key: string): Promise<RoomMessage | undefined>
  /** The latest messages first found, told oldest first. */
  list(query: RoomQuery): Promise<readonly RoomMessage[]>
  /** What changed after `version` in these rooms, in the order it changed. */
  changes(query: {
    readonly rooms: readonly string[]
    readonly seenBy: string
    readonly after: number
    readonly limit: number
  }): Promise<readonly RoomMessage[]>
  /** The newest version anywhere. */
  head(): Promise<number>
  /** The newest `seq` this account sees in each room, of what others said. */
  latest(rooms: readonly string[], seenBy: string): Promise<ReadonlyMap<string, number>>
  /** For every account, the newest `seq` of what the bot told it alone. */
  alone(): Promise<ReadonlyMap<string, number>>
  keepFile(file: {
    readonly name: string
    readonly kind: FileKind
    readonly by: string
    readonly bytes: Uint8Array
  }): Promise<RoomFile>
  file(id: string): Promise<KeptFile | undefined>
  /** The message that carries the file, once it was sent. */
  messageOf(fileId: string): Promise<RoomMessage | undefined>
  /** Calls `wake` after every change made in this process; gives the way to stop. */
  subscribe(wake: () => void): () => void
}
