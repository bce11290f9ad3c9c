/**
 * The one transaction of an event, or of several that waited together. What it gathers is written just before the commit
 * (`gather.ts`); what was told is handed to delivery after it.
 */
import type { Address, Notice, NoticeKind } from '../domain/notices.ts'
import type { OrderNo } from '../domain/serial.ts'
import type { Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import { gathering } from './gather.ts'
import type { Entry } from './journal.ts'
import type { Rows } from './rows.ts'

export interface Telling<K extends NoticeKind = NoticeKind> {
  readonly platform: string
  /** Chat or person the message goes to; one lane's messages leave in order. */
  readonly lane: string
  readonly address: Address | null
  readonly verb: 'post' | 'edit'
  readonly notice: Notice<K>
  /** A name by which later edits find the message. */
  readonly purpose?: string
  readonly matter?: string
  /** The id of a telling that has to leave first. */
  readonly after?: string | undefined
  /** The one reply to what was said: whatever else the same transaction tells is sent after it. */
  readonly reply?: boolean
}

export interface Told {
  readonly id: string
  readonly lane: string
  readonly platform: string
}

export interface Tx {
  /** Whoever looks here sees what was written before. */
  readonly db: Db
  readonly now: Moment
  /** New rows; they leave together with the journal, or before the next use of `db`. */
  write(...rows: Rows[]): void
  /** Writes a fact into its matter's chain. */
  note(entry: Entry): void
  /** Records what must be told; the id names it for `after`. */
  tell(telling: Telling): string
  /** The next number of a year; none is left out, and a transaction that is rolled back has taken none. */
  takeNo(year: number): Promise<OrderNo>
  /** Lets `work` run as a part of this transaction: its hooks run and its words stand before the next part begins. */
  inside<T>(now: Moment, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs once all else of the event is done: for what follows from several changes. */
  beforeCommit(work: () => Promise<void>): void
  /** Runs after the commit (fetch a file, wake a lane). */
  afterCommit(work: () => void): void
}

/** How long an event waits for its turn or for locks before it is left for later. Milliseconds. */
export const BUDGET_MS = 1500

/** The transaction's budget is spent: locks, or its turn, did not come in time. Nothing was written. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent'
}

export type Transact = <T>(now: Moment, work: (tx: Tx) => Promise<T>) => Promise<T>

export interface TransactOptions {
  readonly oneAtATime: boolean
  readonly budgetMs: number
}

export interface Transacting extends Transact {
  /** Called after every commit that told something; gives the way to stop. */
  onTold(listener: (told: readonly Told[]) => void): () => void
}

/**
 * Begins, lets `work` run, commits: nothing of it stays when anything fails.
 * `work` resolves to its value and to its last statements, which the commit may follow without waiting for them.
 */
export type Transaction = <T>(work: (db: Db) => Promise<{ value: T; written: Promise<void> }>) => Promise<T>

/** Drizzle's own transaction, for any engine. */
export function transactionOf(db: Db): Transaction {
  return (work) =>
    db.transaction(async (inner) => {
      const { value, written } = await work(inner as unknown as Db)
      await written
      return value
    })
}

export function transactOver(
  db: Db,
  options: TransactOptions,
  transaction: Transaction = transactionOf(db),
): Transacting {
  const listeners = new Set<(told: readonly Told[]) => void>()
  const turn = options.oneAtATime ? turns(options.budgetMs) : undefined

  const transact = async <T>(now: Moment, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const done = await turn?.()
    try {
      let gathered: ReturnType<typeof gathering> | undefined
      const value = await transaction(async (inner) => {
        gathered = gathering(inner)
        const value = await gathered.part(now, work)
        return { value, written: gathered.write() }
      })
      const { told, after } = gathered!
      if (told.length > 0) for (const listener of listeners) listener(told)
      for (const fn of after) fn()
      return value
    } catch (error) {
      if (isLockTimeout(error)) throw new BudgetSpent('lock timeout', { cause: error })
      throw error
    } finally {
      done?.()
    }
  }
  return Object.assign(transact, {
    onTold: (listener: (told: readonly Told[]) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
}

/** One after another; whoever waits longer than the budget gives up its place. */
function turns(budgetMs: number): () => Promise<() => void> {
  let busy = false
  const waiting: (() => void)[] = []
  // The embedded engine answers without ever leaving the process: without a breath between two transactions, a hundred
  // of them would run as one, and neither a timer nor a socket would get its turn.
  const release = () => {
    setImmediate(() => {
      const next = waiting.shift()
      if (next) next()
      else busy = false
    })
  }
  return () =>
    new Promise((resolve, reject) => {
      if (!busy) {
        busy = true
        resolve(release)
        return
      }
      const enter = () => {
        clearTimeout(timer)
        resolve(release)
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1)
        reject(new BudgetSpent('turn did not come'))
      }, budgetMs)
      waiting.push(enter)
    })
}

function isLockTimeout(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    // Of a lock, or of a whole statement.
    if (['55P03', '57014'].includes((e as { code?: string }).code ?? '')) return true
  }
  return false
}
