/**
 * One connection held for longer than a query: to read a whole database as of one moment while the bot works, and to
 * fill an empty one in one transaction. The same on either engine.
 */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { ReservedSql, Sql, TransactionSql } from 'postgres'
import type { Database } from './database.ts'
import { loadPostgres } from './postgres-driver.ts'

export interface Session {
  rows<R>(text: string, values?: readonly string[]): Promise<R[]>
  /** Several statements without values; the rows of the last one. */
  run(text: string): Promise<unknown[]>
}

export interface Query {
  readonly name: string
  /** A select with one column of text. */
  readonly text: string
}

/** Queries that all see the same moment, read portion by portion. */
export interface Snapshot {
  readonly session: Session
  /** To be called once, before anything is read. */
  open(queries: readonly Query[]): Promise<void>
  read(name: string): AsyncIterable<readonly string[]>
}

export interface Connection {
  readonly engine: Database['engine']
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Rows taken at a time: what stands in memory of a table, however large it is. */
const PORTION = 200

/**
 * On PostgreSQL all is read in one repeatable-read transaction. The embedded engine has one connection for everybody: there
 * the answers are laid aside in one short transaction (about a second for a hundred thousand rows) and read afterwards,
 * between other people's transactions.
 */
export async function withSnapshot<T>(
  database: Pick<Database, 'engine' | 'client'>,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return database.engine === 'pglite'
    ? laidAside(database.client as PGlite, work)
    : repeatable(database.client as Sql, work)
}

async function repeatable<T>(client: Sql, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const connection = await client.reserve()
  try {
    const session = sessionOn(connection)
    await session.run(
      'begin isolation level repeatable read read only; set local idle_in_transaction_session_timeout = 0',
    )
    try {
      const opened = new Map<string, string>()
      return await work({
        session,
        open: (queries) => declare(session, queries, '', opened),
        read: (name) => fetched(session, opened, name),
      })
    } finally {
      await session.run('rollback')
    }
  } finally {
    connection.release()
  }
}

async function laidAside<T>(client: PGlite, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const session = sessionIn(client)
  const opened = new Map<string, string>()
  try {
    return await work({
      session,
      open: (queries) => client.transaction((tx) => declare(sessionIn(tx), queries, 'with hold', opened)),
      read: (name) => fetched(session, opened, name),
    })
  } finally {
    for (const cursor of opened.values()) await client.exec(`close ${cursor}`).catch(() => {})
  }
}

async function declare(
  session: Session,
  queries: readonly Query[],
  hold: '' | 'with hold',
  opened: Map<string, string>,
): Promise<void> {
  const mark = randomBytes(6).toString('hex')
  for (const [i, { name, text }] of queries.entries()) {
    const cursor = `duban_${mark}_${i}`
    await session.run(`declare ${cursor} no scroll cursor ${hold} for ${text}`)
    opened.set(name, cursor)
  }
}

async function* fetched(
  session: Session,
  opened: ReadonlyMap<string, string>,
  name: string,
): AsyncGenerator<readonly string[]> {
  for (;;) {
    const rows = await session.run(`fetch ${PORTION} from ${opened.get(name)}`)
    if (rows.length === 0) return
    yield rows.map((row) => Object.values(row as object)[0] as string)
  }
}

/** The connection of a database that is open already; closing it is left to whoever opened it. */
export function connectionOf({ engine, client }: Pick<Database, 'engine' | 'client'>): Connection {
  return {
    engine,
    transaction: (work) =>
      engine === 'pglite'
        ? (client as PGlite).transaction((tx) => work(sessionIn(tx)))
        : ((client as Sql).begin((tx) => work(sessionOn(tx))) as Promise<never>),
    close: async () => {},
  }
}

/** Opens a database as it stands: nothing is migrated. `schema` is made where it is missing. */
export async function openConnection(at: {
  readonly url?: string | undefined
  readonly folder?: string | undefined
  readonly schema?: string | undefined
}): Promise<Connection> {
  if (at.url === undefined) {
    const { PGlite } = await import('@electric-sql/pglite')
    if (at.folder !== undefined) await mkdir(at.folder, { recursive: true })
    const client = await PGlite.create(at.folder === undefined ? {} : { dataDir: at.folder })
    return { ...connectionOf({ engine: 'pglite', client }), close: () => client.close() }
  }
  const { default: postgres } = await loadPostgres()
  const client = postgres(at.url, {
    max: 1,
    onnotice: () => {},
    connect_timeout: 5,
    connection: {
      application_name: 'duban-restore',
      ...(at.schema === undefined ? {} : { search_path: at.schema }),
    },
  })
  try {
    if (at.schema !== undefined) await client.unsafe(`create schema if not exists "${at.schema}"`)
  } catch (error) {
    await client.end({ timeout: 1 })
    throw error
  }
  return { ...connectionOf({ engine: 'postgres', client }), close: () => client.end({ timeout: 5 }) }
}

function sessionIn(client: PGlite | Transaction): Session {
  return {
    rows: async <R>(text: string, values: readonly string[] = []) =>
      (await client.query<R>(text, [...values])).rows,
    run: async (text) => (await client.exec(text)).at(-1)?.rows ?? [],
  }
}

function sessionOn(client: ReservedSql | TransactionSql): Session {
  const last = (result: unknown): unknown[] => {
    const all = result as unknown[]
    // Of several statements there is a result each.
    return Array.isArray(all.at(-1)) ? [...(all.at(-1) as unknown[])] : [...all]
  }
  return {
    rows: async <R>(text: string, values: readonly string[] = []) =>
      [...(await client.unsafe(text, [...values]))] as R[],
    run: async (text) => last(await client.unsafe(text)),
  }
}
