/**
 * Databases for tests. `testDatabase()` is an embedded one with all tables, cloned from a template this process makes once;
 * `testPostgres()` is one of its own on the PostgreSQL server that the `full` project starts. `eachEngine` runs the
 * same tests on both, on PostgreSQL only where that server is there.
 */
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import postgres from 'postgres'
import { describe, inject } from 'vitest'
import { type Database, type Db, openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import * as schema from '../../src/store/schema/index.ts'
import { transactOver } from '../../src/store/transact.ts'

const migrations = readMigrations(new URL('../../migrations', import.meta.url).pathname)

let template: Promise<PGlite> | undefined

async function makeTemplate(): Promise<PGlite> {
  const client = await PGlite.create()
  await migrate((sql) => client.exec(sql).then((results) => results.at(-1)?.rows ?? []), await migrations)
  return client
}

export interface TestOptions {
  readonly budgetMs?: number
}

/** A fresh embedded database; whoever asked for it closes it. */
export async function testDatabase(options: TestOptions = {}): Promise<Database> {
  template ??= makeTemplate()
  const client = (await (await template).clone()) as PGlite
  const db = drizzle(client, { schema, casing: 'snake_case' }) as unknown as Db
  return {
    db,
    engine: 'pglite',
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
export async function testPostgres(options: TestOptions = {}): Promise<Database> {
  return openDatabase({
    url: await newPostgresUrl(),
    migrations: await migrations,
    connections: 4,
    ...options,
  })
}

export type Engine = Database['engine']

/** The same tests on the embedded engine and, where the run has a server, on PostgreSQL. */
export function eachEngine(
  name: string,
  tests: (open: () => Promise<Database>, engine: Engine) => void,
): void {
  describe(`${name} (pglite)`, () => tests(() => testDatabase(), 'pglite'))
  describe.runIf(postgresUrl())(`${name} (postgres)`, () => tests(() => testPostgres(), 'postgres'))
}
