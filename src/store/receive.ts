/**
 * The way in: each event with its key, its own part of a transaction and its own outcome. Events that wait at the same
 * moment share one transaction, in the order in which they came, and so its round trips and its commit.
 *
 * Where anything of a shared one fails, nothing of it is written and each event is handled by itself.
 */
import type { Moment } from '../domain/time.ts'
import { bureauTouched } from './bureau.ts'
import { type Arrived, type EventKey, forget, type Received, remember } from './inbox.ts'
import { BudgetSpent, type Transact, type Tx } from './transact.ts'

export interface Arrival {
  /** The bureau's version then. */
  readonly version: number | undefined
  /** When something to choose from was last sent to the lane it came from; `undefined`: never. */
  readonly lastOffer: Moment | undefined
}

/** @returns what `work` returned once that is committed; `undefined`: the event was there already */
export type Receive = <T>(
  received: Received & { readonly now: Moment },
  work: (tx: Tx, arrival: Arrival) => Promise<T>,
) => Promise<T | undefined>

export interface ReceiveOptions {
  /** So many transactions at once. */
  readonly atOnce: number
  /** How long an event may wait for its turn and for locks before it is left for later. Milliseconds. */
  readonly budgetMs: number
  /** No further event begins in a transaction that is older: the rest waits for the next. Milliseconds. */
  readonly oldMs?: number
}

const MOST_TOGETHER = 32
const OLD_MS = 250
/** A shared transaction waits less for locks: alone, each event still has most of its budget. */
const SHARED_PATIENCE_MS = 400
const LEAST_PATIENCE_MS = 100

interface Waiting {
  readonly received: Received & { readonly now: Moment }
  readonly work: (tx: Tx, arrival: Arrival) => Promise<unknown>
  readonly done: (value: unknown) => void
  readonly failed: (error: unknown) => void
  readonly since: number
  timer?: NodeJS.Timeout
}

export function receiving(transact: Transact, { atOnce, budgetMs, oldMs = OLD_MS }: ReceiveOptions): Receive {
  const queue: Waiting[] = []
  let running = 0
  let starting = false

  function start(): void {
    starting = false
    while (running < atOnce && queue.length > 0) {
      const group = queue.splice(0, MOST_TOGETHER)
      for (const one of group) clearTimeout(one.timer)
      running++
      void handle(group).finally(() => {
        running--
        start()
      })
    }
  }

  async function handle(group: readonly Waiting[]): Promise<void> {
    try {
      const patience = group.length > 1 ? SHARED_PATIENCE_MS : budgetMs
      queue.unshift(...(await inOne(group, patience)))
    } catch (error) {
      if (group.length === 1) group[0]!.failed(error)
      else for (const one of group) inOne([one], budgetMs).catch(one.failed)
    }
  }

  /** @returns those that have not begun: they are as if they had never come */
  async function inOne(group: readonly Waiting[], patienceMs: number): Promise<readonly Waiting[]> {
    const began = performance.now()
    const outcomes: (() => void)[] = []
    if (budgetMs - waited(group) < LEAST_PATIENCE_MS) throw new BudgetSpent('waited too long for its turn')
    const rest = await transact(group[0]!.received.now, async (tx) => {
      const { db } = tx
      const patience = Math.max(LEAST_PATIENCE_MS, Math.min(patienceMs, budgetMs - waited(group)))
      const { version, fresh } = await remember(
        db,
        group.map((one) => one.received),
        patience < budgetMs - 50 ? patience : undefined,
      )
      for (const [i, one] of group.entries()) {
        const arrived = takeFrom(fresh, one.received.event)
        if (arrived) {
          const arrival = { version, lastOffer: arrived.lastOffer }
          const value = await tx.inside(one.received.now, (part) => one.work(part, arrival))
          outcomes.push(() => one.done(value))
        } else {
          outcomes.push(() => one.done(undefined))
        }
        if (i + 1 === group.length) break
        // What follows has to see the bureau as it is from now on.
        if (bureauTouched(db) || performance.now() - began > oldMs) {
          await forget(db, [...fresh.values()])
          return group.slice(i + 1)
        }
        await breath()
      }
      return []
    })
    for (const tell of outcomes) tell()
    return rest
  }

  /** What is on its way already, by its key: brought again meanwhile, it waits for that outcome and does nothing. */
  const onItsWay = new Map<string, Promise<unknown>>()

  const begin = <T>(received: Waiting['received'], work: (tx: Tx, arrival: Arrival) => Promise<T>) =>
    new Promise<T | undefined>((resolve, failed) => {
      const one: Waiting = {
        received,
        work,
        done: resolve as Waiting['done'],
        failed,
        since: performance.now(),
      }
      one.timer = setTimeout(() => {
        queue.splice(queue.indexOf(one), 1)
        failed(new BudgetSpent('turn did not come'))
      }, budgetMs)
      queue.push(one)
      // Those that come in the same turn of the loop begin together.
      if (!starting) setImmediate(start)
      starting = true
    })

  return async (received, work) => {
    const key = keyOf(received.event)
    const first = onItsWay.get(key)
    if (first) return first.then(() => undefined)
    const begun = begin(received, work)
    onItsWay.set(key, begun)
    try {
      return await begun
    } finally {
      onItsWay.delete(key)
    }
  }
}

/** How long the one that came first has waited. */
function waited(group: readonly Waiting[]): number {
  return performance.now() - Math.min(...group.map((one) => one.since))
}

const keyOf = ({ platform, eventId }: EventKey) => `${platform} ${eventId}`

function takeFrom(fresh: Map<string, Arrived>, event: EventKey): Arrived | undefined {
  const key = keyOf(event)
  const arrived = fresh.get(key)
  fresh.delete(key)
  return arrived
}

/** Sockets and timers get their turn between two events. */
const breath = () => new Promise<void>((resolve) => setImmediate(resolve))
