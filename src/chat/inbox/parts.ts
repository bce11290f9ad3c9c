/** What the door is handed: the store, the commands, the listeners, what each platform can, and the clocks. */
import type { Bureau } from '../../domain/bureau.ts'
import type { Refusal } from '../../domain/decision.ts'
import type { Notice } from '../../domain/notices.ts'
import type { OrderNo } from '../../domain/serial.ts'
import type { Moment } from '../../domain/time.ts'
import type { Ctx, Shelf } from '../../services/context.ts'
import type { Can } from '../adapter.ts'
import type { DepartmentBook } from '../assignment/departments.ts'
import type { Call, Outcome, PressCall, PressOutcome } from '../command.ts'
import type { CommandList } from '../dispatch.ts'
import type { Edited, Incoming, Recalled } from '../incoming.ts'
import type { LeftEvent } from './left.ts'

export type Tx = Ctx['tx']

export interface InboxStore {
  /**
   * Writes the event's key and lets `work` run, in one transaction; it may be shared with others that wait at the moment.
   * @returns what `work` returned, once that is committed; `undefined`: the event was there already
   */
  receive<T>(incoming: Incoming, work: (tx: Tx, arrival: Arrival) => Promise<T>): Promise<T | undefined>
  bureau(tx: Tx): Promise<Bureau | undefined>
  /** Stores the event alone, to be finished later. `false` when it was there already. */
  leave(left: LeftEvent, machineNow: number): Promise<boolean>
  /** The order a thread belongs to. */
  orderOfThread(tx: Tx, platform: string, refs: readonly string[]): Promise<ThreadOrder | undefined>
  /** What was offered in a lane since then, newest first; in a group what `account` alone was shown. */
  offered(
    tx: Tx,
    lane: string,
    since: Moment,
    account: string | undefined,
  ): Promise<readonly OfferedMessage[]>
  /** Whether an error means that the transaction's budget is spent. */
  isBudgetSpent(error: unknown): boolean
}

export interface Arrival {
  readonly bureau: Bureau | undefined
  /** When something to choose from was last sent where it came from; `undefined`: never. */
  readonly lastOffer: Moment | undefined
}

/** A message of ours that may carry buttons; its platform id where that is known. */
export interface OfferedMessage {
  readonly notice: Notice
  readonly message?: string
}

/** The order in whose thread something was said. */
export interface ThreadOrder {
  readonly id: string
  readonly no: OrderNo
  readonly asksPhones: boolean
  /** Of a restricted order alone: the departments in whose own chats it may be spoken of. */
  readonly concerns?: readonly string[]
}

/** What is heard without a command's name. */
export interface Listeners {
  /** Something said in an order's thread. */
  inThread(call: Call): Promise<Outcome>
  /** A free sentence, `addressed` when it was said to the bot. */
  sentence(call: Call, addressed: boolean): Promise<Outcome>
  edited(ctx: Ctx, edited: Edited): Promise<Outcome>
  recalled(ctx: Ctx, recalled: Recalled): Promise<void>
  /** A refusal about to be said: another answer where the matter was passed on instead. */
  refused(call: Call, refusal: Refusal): Promise<Outcome | undefined>
  /** Whether what was said outside any thread names an order that asks for telephone numbers. */
  asksPhones(ctx: Ctx, text: string): Promise<boolean>
  /** Buttons of messages that no command said, by the verb in `press.do`. */
  readonly presses?: Readonly<Record<string, (call: PressCall) => Promise<PressOutcome>>>
  /** The gate stopped something. */
  stopped(ctx: Ctx, kinds: readonly string[]): Promise<void>
}

export interface InboxParts {
  readonly store: InboxStore
  readonly commands: CommandList
  readonly listeners: Listeners
  readonly can: (platform: string) => Can
  /** Business time. */
  readonly now: () => Moment
  /** The machine's clock, milliseconds. */
  readonly machineNow: () => number
  /** Base address of links. */
  readonly publicUrl: string
  /** Files and templates; absent where this process keeps none. */
  readonly shelf?: Shelf
  readonly log: { error(facts: object, words: string): void }
}

/** The door's parts, and the names of the departments as they stand in that bureau. */
export interface Door extends InboxParts {
  readonly bookOf: (bureau: Bureau) => DepartmentBook
}
