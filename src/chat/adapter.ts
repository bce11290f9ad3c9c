/**
 * What the house asks of a platform. One adapter per platform, the same furniture in each room:
 * `index` (this contract), `receive`, `post`, `render`, `thread`, `api`, `payloads`.
 */
import type { Incoming, PlatformName } from './incoming.ts'
import type { Message } from './message.ts'

/** What a platform is able to do; what it cannot is degraded to what it can. */
export interface Can {
  readonly threads: boolean
  readonly cards: boolean
  readonly buttons: boolean
  readonly edits: boolean
  readonly direct: boolean
  /** A message in a group that one person alone sees. */
  readonly forOne: boolean
  readonly files: boolean
  readonly urgent: boolean
  /** A short notice shown to the person who pressed a button. */
  readonly toast: boolean
}

/** Where a message goes, by the platform's own ids. */
export type Target =
  | { readonly to: 'chat'; readonly chat: string }
  | { readonly to: 'reply'; readonly chat: string; readonly message: string; readonly inThread: boolean }
  /** `chat`: the direct chat with that person, where known; needed only to look something up. */
  | { readonly to: 'person'; readonly account: string; readonly chat?: string }
  /** Only where `can.forOne`: seen in that chat by that person alone. */
  | { readonly to: 'only'; readonly chat: string; readonly account: string; readonly message?: string }

export interface Posted {
  readonly messageId: string
  /** The chat it landed in (for a person: the direct chat), when the platform says so. */
  readonly chat?: string
  readonly thread?: string
}

/** A file of ours on its way out. */
export interface SentFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface FetchedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** How fast a platform may be spoken to. */
export interface Pace {
  readonly perSecond: number
  readonly perMinute: number
  readonly perChatPerSecond: number
}

/** A request as it arrived: the signature is over these very bytes. */
export interface RawRequest {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  /** The machine's clock in milliseconds; signatures age by it, never by business time. */
  readonly machineNow: number
}

/** What handling one incoming thing came to, for platforms that want it in the acknowledgement. */
export interface Acknowledgement {
  readonly toast?: { readonly kind: 'info' | 'success' | 'warning' | 'error'; readonly text: string }
}

export type Received =
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 413; readonly reason: string }
  | { readonly kind: 'answered'; readonly body: unknown }
  | {
      readonly kind: 'incoming'
      readonly incoming: readonly Incoming[]
      /** The acknowledgement's JSON body. */
      readonly acknowledge: (outcome: Acknowledgement) => unknown
    }

export type Handler = (incoming: Incoming) => Promise<Acknowledgement>

export interface CheckLine {
  readonly what: string
  readonly ok: boolean
  /** What was found, and when not ok what to do, in Chinese. */
  readonly detail: string
}

export interface Adapter {
  readonly platform: PlatformName
  readonly can: Can
  readonly pace: Pace
  /** How long the platform remembers `key` and sends at most one message for it; 0 when it has no such key. Milliseconds. */
  readonly keyInForceMs: number

  /** Verify, decode. Never throws for what a stranger sent. Absent where nothing is received over HTTP. */
  receive?(request: RawRequest): Promise<Received>

  /**
   * Sends one message once. `key` (at most 50 characters) makes a repeat harmless while it is in force.
   * @throws PlatformError
   */
  post(target: Target, message: Message, key: string): Promise<Posted>

  /**
   * Marks a message of ours as urgent for these people, who are called to it at once. Present where `can.urgent`.
   * @throws PlatformError when it is not marked; the message stands all the same.
   */
  urge?(posted: { readonly messageId: string }, accounts: readonly string[]): Promise<void>

  /**
   * Replaces what a message of ours says. Idempotent.
   * @throws PlatformError
   */
  edit(posted: { readonly chat: string; readonly messageId: string }, message: Message): Promise<void>

  /**
   * Looks whether a message whose outcome is unknown has arrived after all (the key no longer being in force).
   * `undefined`: not there. @throws PlatformError when that cannot be found out.
   */
  find(target: Target, message: Message, key: string, since: number): Promise<Posted | undefined>

  /**
   * Sends one file once, as `post` sends words. Present where `can.files`.
   * @throws PlatformError
   */
  postFile?(target: Target, file: SentFile, key: string): Promise<Posted>

  /** As `find`, for a file. @throws PlatformError */
  findFile?(target: Target, file: SentFile, key: string, since: number): Promise<Posted | undefined>

  /** @throws PlatformError */
  fetchFile(file: {
    readonly messageId: string
    readonly key: string
    readonly kind: string
    readonly name: string
  }): Promise<FetchedFile>

  /** Opens a long connection where the mode asks for one. Resolves at once; the connection mends itself. */
  connect?(handle: Handler): Promise<void>

  /** Credentials and permissions, for `doctor`. */
  check(): Promise<readonly CheckLine[]>

  close(): Promise<void>
}

/**
 * A platform said no, or nothing.
 *
 * - `wait`: asked to slow down; the same key again after `retryAfterMs`.
 * - `away`: certainly not delivered (refused connection, bad token after a fresh one, 5xx before acceptance); try again later.
 * - `unknown`: may have been delivered (time-out, connection lost after sending); same key while in force, else look first.
 * - `gone`: the message or thread answered to, or edited, is not there any more: send afresh.
 * - `unreachable`: this person or chat cannot be written to (left, resigned, dissolved): park, tell the operator.
 * - `refused`: will never be accepted as it is (too long, sensitive words, no permission): park, tell the operator.
 */
export type PlatformTrouble = 'wait' | 'away' | 'unknown' | 'gone' | 'unreachable' | 'refused'

export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly platform: PlatformName
  readonly trouble: PlatformTrouble
  /** The platform's own code, or `http-503`, `timeout`. */
  readonly code: string
  readonly retryAfterMs: number | undefined

  constructor(
    platform: PlatformName,
    trouble: PlatformTrouble,
    code: string,
    detail: string,
    retryAfterMs?: number,
  ) {
    super(`${platform}: ${trouble} (${code}) ${detail}`)
    this.platform = platform
    this.trouble = trouble
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
