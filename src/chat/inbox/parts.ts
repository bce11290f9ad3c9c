/** What the door is handed: the store, the commands, the listeners, what each platform can, and the clocks. */
import type { Bureau } from '../../domain/bureau.ts'
import type { Refusal } from '../../domain/decision.ts'
import type { OrderNo } from '../../domain/serial.ts'
import type { Moment } from '../../domain/time.ts'
import type { Ctx } from '../../services/context.ts'
import type { Can } from '../adapter.ts'
import type { DepartmentBook } from '../assignment/departments.ts'
import type { Call, Outcome } from '../command.ts'
import type { CommandList } from '../dispatch.ts'
import type { Edited, Incoming, Recalled } from '../incoming.ts'
import type { LeftEvent } from './left.ts'

export type Tx = Ctx['tx']

export interface InboxStore {
  transact<T>(now: Moment, work: (tx: Tx) => Promise<T>): Promise<T>
  bureau(tx: Tx): Promise<Bureau | undefined>
  /** Writes the event's key; not `fresh` when it was there already. */
  arrived(
    tx: Tx,
    incoming: Incoming,
    machineNow: number,
  ): Promise<{ readonly fresh: boolean; readonly bureau: Bureau | undefined }>
  /** Stores the event alone, to be finished later. `false` when it was there already. */
  leave(left: LeftEvent, machineNow: number): Promise<boolean>
  /** The order a thread belongs to. */
  orderOfThread(tx: Tx, platform: string, refs: readonly string[]): Promise<ThreadOrder | undefined>
  /** Whether an error means that the transaction's budget is spent. */
  isBudgetSpent(error: unknown): boolean
}

/** The order in whose thread something was said. */
export interface ThreadOrder {
  readonly id: string
  readonly no: OrderNo
  readonly asksPhones: boolean
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
  readonly log: { error(facts: object, words: string): void }
}

/** The door's parts, and the names of the departments as they stand in that bureau. */
export interface Door extends InboxParts {
  readonly bookOf: (bureau: Bureau) => DepartmentBook
}
