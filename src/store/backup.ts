/**
 * A whole database as rows of JSON, table by table, and an empty database filled from them. What is written and read here
 * is the text of each row, so that a table added later needs nothing here.
 */
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import type { Migrations } from './migrate.ts'
import { hashOf, migrate } from './migrate.ts'
import * as schema from './schema/index.ts'
import type { Session, Snapshot } from './session.ts'

/** Every table of ours, by name. */
export const TABLES: readonly string[] = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => getTableName(table as PgTable))

/**
 * Left out: who holds a lane just now, and what opens something once (a link, a code): one that was used after the backup
 * must not open anything again.
 */
const LEFT_OUT = ['lane', 'board_link', 'bind_code']
/** Rows of `keep` that are secrets of an installation: made anew where they are missing. */
const SECRETS = ['session-key']
/** What an installation has that nobody has used yet. */
const MAY_HAVE_ROWS = new Set([...LEFT_OUT, 'keep', 'room_counter'])

/** Where rows name kept files by their SHA-256. */
export const FILE_COLUMNS: readonly (readonly [table: string, column: string])[] = [
  ['file', 'sha256'],
  ['room_file', 'blob'],
]

export interface Applied {
  readonly name: string
  readonly hash: string
}

/** Tables a backup holds, those that are referred to first; and the migrations that made them. */
export interface Contents {
  readonly tables: readonly string[]
  readonly migrations: readonly Applied[]
}

/** Opens a snapshot over everything a backup holds. The files its rows name are read as the table `''`. */
export async function openContents(snapshot: Snapshot): Promise<Contents> {
  const there = (await existing(snapshot.session, TABLES)).filter((name) => !LEFT_OUT.includes(name))
  const tables = await referredFirst(snapshot.session, there)
  await snapshot.open([
    ...tables.map((name) => ({ name, text: rowsOf(name) })),
    { name: MIGRATIONS, text: 'select row_to_json(t)::text as row from migration t order by name' },
    {
      name: FILES,
      text: `${FILE_COLUMNS.filter(([table]) => there.includes(table))
        .map(hashesOf)
        .join(' union ')} order by 1`,
    },
  ])
  const migrations: Applied[] = []
  for await (const rows of snapshot.read(MIGRATIONS))
    migrations.push(...rows.map((row) => JSON.parse(row) as Applied))
  return { tables, migrations }
}

const MIGRATIONS = 'migration'
const FILES = 'hashes of files'

export async function* fileHashes(snapshot: Snapshot): AsyncGenerator<string> {
  for await (const hashes of snapshot.read(FILES)) yield* hashes
}

function rowsOf(table: string): string {
  const but = table === 'keep' ? ` where name not in (${SECRETS.map((s) => `'${s}'`).join(', ')})` : ''
  // A chain is checked as it is read.
  const order = table === 'journal' ? ' order by matter, seq' : ''
  return `select row_to_json(t)::text as row from "${table}" t${but}${order}`
}

function hashesOf([table, column]: readonly [string, string]): string {
  return `select distinct "${column}" from "${table}" where "${column}" is not null`
}

/** Tables so that each stands after those it refers to. */
export async function referredFirst(session: Session, tables: readonly string[]): Promise<string[]> {
  const refers = await session.rows<{ child: string; parent: string }>(`
    select child.relname as child, parent.relname as parent from pg_constraint k
    join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and child.relnamespace = current_schema()::regnamespace and child.oid <> parent.oid`)
  const placed: string[] = []
  let left = [...tables]
  while (left.length > 0) {
    const free = left.filter((t) => !refers.some((r) => r.child === t && left.includes(r.parent)))
    if (free.length === 0) throw new Error(`tables refer to one another: ${left.join(', ')}`)
    placed.push(...free)
    left = left.filter((t) => !free.includes(t))
  }
  return placed
}

/** Rows that stand in the way of a restore, by table; nothing where nobody has worked yet. */
export async function rowsInTheWay(session: Session): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  for (const name of await existing(session, TABLES)) {
    if (MAY_HAVE_ROWS.has(name)) continue
    const [row] = await session.rows<{ n: number }>(`select count(*)::int as n from "${name}"`)
    if (row!.n > 0) found[name] = row!.n
  }
  return found
}

/** Other sessions of the bot in this database: they would not notice that it was filled beneath them. */
export async function othersAtWork(session: Session): Promise<number> {
  const [row] = await session.rows<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and application_name in ('duban', 'duban-cron') and pid <> pg_backend_pid()`,
  )
  return row!.n
}

/** Whoever else is about to make tables here waits for the end of this transaction. */
export async function lockTables(session: Session): Promise<void> {
  await session.rows('select pg_advisory_xact_lock(7201, hashtext(current_schema()))')
}

/** Makes the tables as they were when the backup was made. What is there of ours is empty, and gives way. */
export async function makeTables(
  session: Session,
  migrations: Migrations,
  wanted: readonly Applied[],
  tables: readonly string[],
): Promise<void> {
  const old = await existing(session, [...TABLES, ...tables, 'migration'])
  if (old.length > 0) await session.run(`drop table ${old.map((name) => `"${name}"`).join(', ')} cascade`)
  const names = new Set(wanted.map((m) => m.name))
  await migrate(
    session.run,
    migrations.filter((m) => names.has(m.name)),
    false,
  )
}

/** @param rows a JSON array of rows */
export async function fillTable(session: Session, table: string, rows: string): Promise<void> {
  await session.rows(
    `insert into "${table}" select * from jsonb_populate_recordset(null::"${table}", $1::text::jsonb)`,
    [rows],
  )
}

/** Brings the tables up to date, and lets counted columns go on where they were. */
export async function finishTables(session: Session, migrations: Migrations): Promise<void> {
  await migrate(session.run, migrations, false)
  const counted = await session.rows<{ table: string; column: string; series: string }>(`
    select table_name as "table", column_name as "column",
      pg_get_serial_sequence(quote_ident(table_name), column_name) as series
    from information_schema.columns
    where table_schema = current_schema() and column_default like 'nextval(%'`)
  for (const { table, column, series } of counted.filter((c) => TABLES.includes(c.table)))
    await session.rows(
      `select setval('${series}', greatest(coalesce(max("${column}"), 0), 1), max("${column}") is not null) from "${table}"`,
    )
}

export async function countRows(session: Session, table: string): Promise<number> {
  const [row] = await session.rows<{ n: number }>(`select count(*)::int as n from "${table}"`)
  return row!.n
}

async function existing(session: Session, names: readonly string[]): Promise<string[]> {
  const there = await session.rows<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'`,
  )
  return [...new Set(names)].filter((name) => there.some((row) => row.name === name))
}

/** Migrations of a backup that this program does not know, and those it knows otherwise. */
export function strangeMigrations(
  wanted: readonly Applied[],
  ours: Migrations,
): { readonly newer: readonly string[]; readonly changed: readonly string[] } {
  const known = new Map(ours.map((m) => [m.name, hashOf(m)]))
  return {
    newer: wanted.filter((m) => !known.has(m.name)).map((m) => m.name),
    changed: wanted.filter((m) => known.has(m.name) && known.get(m.name) !== m.hash).map((m) => m.name),
  }
}
