/**
 * Databases for tests. `testDatabase()` is an embedded one with all tables, loaded from a template made once;
 * `testPostgres()` is one of its own on the PostgreSQL server that the `full` project starts. `eachEngine` runs the
 * same tests on either, by the project.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pglite'
import postgres from 'postgres'
import { afterAll, describe, inject } from 'vitest'
import { type Database, type Db, openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import * as schema from '../../src/store/schema/index.ts'
import { transactOver } from '../../src/store/transact.ts'

const migrations = readMigrations(new URL('../../migrations', import.meta.url).pathname)

const CACHE = new URL('../../node_modules/.cache/duban/', import.meta.url)

async function engineVersion(): Promise<unknown> {
  const about = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)
  return JSON.parse(await readFile(about, 'utf8')).version
}

let template: Promise<Blob> | undefined

/** A dump of an embedded database with all tables. Made once for these migrations, and kept beside the packages. */
async function readTemplate(): Promise<Blob> {
  const files = await migrations
  const hash = createHash('sha256')
    .update(JSON.stringify([await engineVersion(), files]))
    .digest('hex')
    .slice(0, 16)
  const kept = new URL(`template-${hash}.tar`, CACHE)
  const there = await readFile(kept).catch(() => undefined)
  if (there) return new Blob([there])
  const client = await PGlite.create()
  await migrate((sql) => client.exec(sql).then((results) => results.at(-1)?.rows ?? []), files)
  const dump = await client.dumpDataDir('none')
  await client.close()
  const mine = new URL(`template-${randomUUID()}`, CACHE)
  try {
    await mkdir(CACHE, { recursive: true })
    for (const old of await readdir(CACHE)) {
      if (/^template-[0-9a-f]{16}\.tar$/.test(old)) await rm(new URL(old, CACHE), { force: true })
    }
    await writeFile(mine, new Uint8Array(await dump.arrayBuffer()))
    await rename(mine, kept)
  } catch {
    // Nowhere to keep it: made again next time.
  }
  return dump
}

export interface TestOptions {
  readonly budgetMs?: number
}

interface PostgresOptions extends TestOptions {
  /** A database that is there; default a new one. */
  readonly url?: string
}

/** A fresh embedded database; whoever asked for it closes it. */
export async function testDatabase(options: TestOptions = {}): Promise<Database> {
  template ??= readTemplate()
  const client = await PGlite.create({ loadDataDir: await template })
  const db = drizzle(client, { schema, casing: 'snake_case' }) as unknown as Db
  return {
    db,
    inOrder: db,
    engine: 'pglite',
    client,
    transact: transactOver(db, { oneAtATime: true, budgetMs: options.budgetMs ?? 1500 }),
    close: () => client.close(),
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** `postgres://…` of the server the run started, with rights to make databases. */
    postgresUrl: string
  }
}

/** The PostgreSQL server of this run, if it started one. */
export function postgresUrl(): string | undefined {
  return inject('postgresUrl') || undefined
}

/** The address of a new, empty database on the server of this run. */
export async function newPostgresUrl(): Promise<string> {
  const server = postgresUrl()
  if (!server) throw new Error('no PostgreSQL here: run this file in the project `full`')
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** A fresh database on PostgreSQL, with all tables; whoever asked for it closes it. */
export async function testPostgres({ url, ...options }: PostgresOptions = {}): Promise<Database> {
  return openDatabase({
    url: url ?? (await newPostgresUrl()),
    migrations: await migrations,
    connections: 4,
    ...options,
  })
}

export type Engine = Database['engine']

/**
 * The same tests on both engines: on the embedded one in the project `fast`, on PostgreSQL in `full`. `open` gives an empty
 * database each time; it is one and the same, emptied, and is closed after the last test.
 */
export function eachEngine(
  name: string,
  tests: (open: () => Promise<Database>, engine: Engine) => void,
): void {
  const engine: Engine = postgresUrl() ? 'postgres' : 'pglite'
  describe(`${name} (${engine})`, () => {
    let one: Promise<Database> | undefined
    afterAll(async () => (await one)?.close())
    tests(async () => {
      const used = one !== undefined
      one ??= engine === 'postgres' ? testPostgres() : testDatabase()
      const database = await one
      if (used) await emptied(database.db)
      const transact = transactOver(database.db, { oneAtATime: engine === 'pglite', budgetMs: 1500 })
      return { ...database, transact, close: async () => {} }
    }, engine)
  })
}

const TABLES = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => sql.identifier(getTableName(table)))

/** Takes every row out; series begin at 1 again. */
export async function emptied(db: Db): Promise<void> {
  await db.execute(sql`truncate ${sql.join(TABLES, sql`, `)} restart identity cascade`)
}
