/**
 * One database behind one door: embedded PGlite or PostgreSQL, the same schema, migrations and queries on both.
 */
import { mkdir } from 'node:fs/promises'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { type Migrations, migrate } from './migrate.ts'
import * as schema from './schema/index.ts'
import { BUDGET_MS, type Transacting, transactOver } from './transact.ts'

export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

export interface Database {
  readonly db: Db
  /** The same over one connection: statements given at the same moment are done in their order. */
  readonly inOrder: Db
  readonly engine: 'pglite' | 'postgres'
  /** Runs one business transaction; the only place where one begins or commits. */
  readonly transact: Transacting
  /** The engine's own handle: a PGlite, or a postgres.js client. For what shares the database without our schema. */
  readonly client: unknown
  close(): Promise<void>
}

export interface OpenOptions {
  /** `postgres://…`; absent: embedded. */
  readonly url?: string | undefined
  /** Folder of the embedded database; absent: in memory. */
  readonly folder?: string | undefined
  /** PostgreSQL schema to live in; default `public`. Practice lives in `practice`. */
  readonly schema?: string | undefined
  readonly migrations: Migrations
  /** How long one transaction may wait for locks, or on the embedded engine for its turn. Milliseconds. */
  readonly budgetMs?: number
  readonly connections?: number
}

/**
 * Opens the database and brings its tables up to date.
 * @throws when it cannot be reached, or its tables are newer than this program.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return options.url ? openPostgres(options.url, options) : openEmbedded(options)
}

async function openEmbedded(options: OpenOptions): Promise<Database> {
  const [{ PGlite }, { drizzle }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
  ])
  if (options.folder) await mkdir(options.folder, { recursive: true })
  const client = await PGlite.create(options.folder ? { dataDir: options.folder } : {})
  const db = drizzle(client, { schema, casing: 'snake_case' }) as unknown as Db
  try {
    await migrate((sql) => client.exec(sql).then((results) => results.at(-1)?.rows ?? []), options.migrations)
  } catch (error) {
    await client.close()
    throw error
  }
  return {
    db,
    inOrder: db,
    engine: 'pglite',
    client,
    transact: transactOver(db, { oneAtATime: true, budgetMs: options.budgetMs ?? BUDGET_MS }),
    close: () => client.close(),
  }
}

async function openPostgres(url: string, options: OpenOptions): Promise<Database> {
  const [{ default: postgres }, { drizzle }, { pipelined, prepared }] = await Promise.all([
    import('./postgres-driver.ts').then((driver) => driver.loadPostgres()),
    import('drizzle-orm/postgres-js'),
    import('./postgres.ts'),
  ])
  const budgetMs = options.budgetMs ?? BUDGET_MS
  const name = options.schema ?? 'public'
  const connections = options.connections ?? 8
  const connect = (max: number, limits: Record<string, number> = {}) =>
    postgres(url, {
      max,
      onnotice: () => {},
      connect_timeout: 5,
      // The first try after a break is made at once, the later ones soon.
      backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
      connection: {
        application_name: 'duban',
        lock_timeout: budgetMs,
        ...limits,
        // A plan kept from when a table was empty reads all of it later on.
        plan_cache_mode: 'force_custom_plan',
        ...(name === 'public' ? {} : { search_path: name }),
      },
    })
  // A row that many wait for is waited for twice, each time with a lock_timeout of its own: the statement has one too.
  // Transactions have connections of their own: however many of them wait for locks, an event can still be stored alone.
  const transactions = pipelined(
    () => connect(1, { statement_timeout: budgetMs + 200 }),
    connections,
    budgetMs,
  )
  const client = connect(Math.max(2, connections / 2))
  const single = connect(1)
  const drizzled = (sql: typeof client) =>
    drizzle(prepared(sql), { schema, casing: 'snake_case' }) as unknown as Db
  const db = drizzled(client)
  try {
    if (name !== 'public') await client.unsafe(`create schema if not exists "${name}"`)
    await client.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(7201, hashtext(${name}))`
      await migrate((text) => sql.unsafe(text).then((rows) => [...rows]), options.migrations, false)
    })
  } catch (error) {
    await client.end({ timeout: 1 })
    throw error
  }
  return {
    db,
    inOrder: drizzled(single),
    engine: 'postgres',
    client,
    transact: transactOver(db, { oneAtATime: false, budgetMs }, transactions.run),
    async close() {
      await Promise.all([transactions.close(), client.end({ timeout: 5 }), single.end({ timeout: 5 })])
    },
  }
}
