/**
 * postgres.js as drizzle does not use it by itself: statements prepared once, and a transaction whose BEGIN and COMMIT
 * cost no round trip of their own. Both are what makes an event fast; see test/bench.
 */
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { ReservedSql, Sql } from 'postgres'
import type { Db } from './database.ts'
import { BudgetSpent, type Transaction } from './transact.ts'

/** A statement with more values than this is one of a kind (a long list): it is not kept prepared. */
const MOST_VALUES = 60

/**
 * Unprepared, every statement with a value asks the server for its types first: a round trip more. And each leaves when
 * it is made, not when it is first awaited: statements reach the server in the order of the calls.
 */
export function prepared<S extends Sql | ReservedSql>(client: S): S {
  const plain = client.unsafe
  client.unsafe = ((text, values = [], options) =>
    plain(text, values, {
      ...options,
      prepare: values.length > 0 && values.length <= MOST_VALUES,
    }).execute()) as S['unsafe']
  return client
}

/** Each statement leaves when it is made: over one connection they are done in the order of the calls. */
export function prompt<S extends Sql>(client: S): S {
  const plain = client.unsafe
  client.unsafe = ((text, values, options) => plain(text, values, options).execute()) as S['unsafe']
  return client
}

/** Nothing a transaction waits for takes longer, unless its connection is dead without knowing. Milliseconds. */
const DEAD_AFTER_MS = 15_000
const ROLLBACK_MS = 2000

/**
 * BEGIN leaves with the first statement and COMMIT with the last ones, on a connection of the transaction's own. A
 * connection that broke is thrown away whole, so that nothing waits on it for ever and none of its statements reaches
 * another session.
 * @param make one client with one connection
 * @param most how many at once; whoever waits for one longer than `budgetMs` gives up
 */
export function pipelined(
  make: () => Sql,
  most: number,
  budgetMs: number,
): { run: Transaction; close(): Promise<void> } {
  const dialect = new PgDialect({ casing: 'snake_case' })
  const free: Sql[] = []
  const all = new Set<Sql>()
  const waiting: ((connection: Sql) => void)[] = []

  function take(): Promise<Sql> | Sql {
    const there = free.pop()
    if (there) return there
    if (all.size < most) return fresh()
    return new Promise((resolve, reject) => {
      const enter = (connection: Sql) => {
        clearTimeout(timer)
        resolve(connection)
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1)
        reject(new BudgetSpent('no connection came free'))
      }, budgetMs)
      waiting.push(enter)
    })
  }
  function fresh(): Sql {
    const connection = prepared(make())
    all.add(connection)
    return connection
  }
  function give(connection: Sql): void {
    const next = waiting.shift()
    if (next) next(connection)
    else free.push(connection)
  }
  function drop(connection: Sql): void {
    if (!all.delete(connection)) return
    connection.end({ timeout: 0 }).catch(() => {})
    const next = waiting.shift()
    if (next) next(fresh())
  }

  async function on<T>(connection: Sql, work: Parameters<Transaction>[0], waited: number): Promise<T> {
    // What still runs when the transaction has ended must not write behind it.
    let over = false
    const unsafe = ((...args: Parameters<Sql['unsafe']>) => {
      if (over) throw new Error('the transaction is over')
      return connection.unsafe(...args)
    }) as Sql['unsafe']
    const session = new PostgresJsSession(
      Object.create(connection, { unsafe: { value: unsafe } }),
      dialect,
      undefined,
    )
    const begun = unsafe('begin')
    begun.catch(() => {})
    // One budget for both waits: for a connection, and for locks.
    if (waited > 50) {
      const left = Math.max(50, Math.round(budgetMs - waited))
      unsafe(`set local lock_timeout = ${left}; set local statement_timeout = ${left + 200}`).catch(() => {})
    }
    try {
      const { value, written } = await work(new PgDatabase(dialect, session, undefined) as unknown as Db)
      over = true
      // A statement that failed has made the COMMIT behind it a ROLLBACK.
      const [ended] = await Promise.all([connection.unsafe('commit'), begun, written])
      if (ended.command !== 'COMMIT') throw new Error('the transaction was rolled back')
      return value as T
    } finally {
      over = true
    }
  }

  return {
    async run(work) {
      const asked = performance.now()
      const connection = await take()
      try {
        const value = await within(on(connection, work, performance.now() - asked), DEAD_AFTER_MS)
        give(connection)
        return value as never
      } catch (error) {
        within(connection.unsafe('rollback'), ROLLBACK_MS).then(
          () => give(connection),
          () => drop(connection),
        )
        throw error
      }
    },
    async close() {
      await Promise.all([...all].map((connection) => connection.end({ timeout: 5 })))
    },
  }
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the database did not answer')), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
