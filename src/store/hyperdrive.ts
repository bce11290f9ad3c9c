/**
 * The database as Workers reach it: one small client for one request, through the pool that Hyperdrive keeps.
 * Nothing is migrated here; the tables have been brought up to date from a terminal before.
 */
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Database, Db } from './database.ts'
import { prompt } from './postgres.ts'
import * as schema from './schema/index.ts'
import { BUDGET_MS, transactOver } from './transact.ts'

export interface HyperdriveOptions {
  /** How long one transaction may wait for locks. Milliseconds. */
  readonly budgetMs?: number
  readonly connections?: number
}

/** A Worker may hold six connections at once, those to the platforms included; delivery has one of its own. */
const CONNECTIONS = 2

/** Connects when first something is asked; close it with the request. */
export function openHyperdrive(connectionString: string, options: HyperdriveOptions = {}): Database {
  const budgetMs = options.budgetMs ?? BUDGET_MS
  const connect = (max: number) =>
    postgres(connectionString, { max, fetch_types: false, connect_timeout: 3, onnotice: () => {} })
  const client = connect(options.connections ?? CONNECTIONS)
  const single = connect(1)
  const db = drizzle(client, { schema, casing: 'snake_case' }) as unknown as Db
  return {
    db,
    inOrder: drizzle(prompt(single), { schema, casing: 'snake_case' }) as unknown as Db,
    engine: 'postgres',
    client,
    transact: transactOver(withLockTimeout(db, budgetMs), { oneAtATime: false, budgetMs }),
    close: async () => void (await Promise.all([client.end({ timeout: 1 }), single.end({ timeout: 1 })])),
  }
}

/** A pooled connection keeps no settings between transactions, so each says for itself how long it waits; in the same round trip. */
function withLockTimeout(db: Db, budgetMs: number): Db {
  const transaction: Db['transaction'] = (work, config) =>
    db.transaction(async (tx) => {
      const set = tx.execute(sql.raw(`set local lock_timeout = ${budgetMs}`))
      const [value] = await Promise.all([work(tx), set])
      return value
    }, config)
  return new Proxy(db, {
    get: (target, key) => (key === 'transaction' ? transaction : Reflect.get(target, key)),
  })
}
