/**
 * Rows of several tables inserted by one statement, whose text is the same however many rows there are: each table's rows
 * travel as one JSON text. One round trip, prepared once. (Fewer statements is what makes an event fast, on either engine.)
 */
import { type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './database.ts'

export interface Rows<T extends PgTable = PgTable> {
  readonly into: T
  readonly rows: readonly T['$inferInsert'][]
  /** What follows the rows, such as `on conflict do nothing`. */
  readonly onConflict?: string
}

/**
 * In the order given; a later table may refer to an earlier one. The statement has left when this returns its promise.
 * @param last what the statement does besides
 */
export async function insertRows(db: Db, all: readonly Rows[], last?: SQL): Promise<void> {
  const some = merged(all)
  if (some.length === 0 && !last) return
  const parts = some.map(({ into, rows, onConflict }): SQL => {
    const { head, record } = textOf(into)
    return sql`${sql.raw(head)}${JSON.stringify(rows)}${sql.raw(`${record} ${onConflict ?? ''}`)}`
  })
  const named = parts.map((part, i) => sql`${sql.raw(`w${i} as (`)}${part})`)
  const inserts = named.length > 0 ? sql`with ${sql.join(named, sql.raw(', '))} ` : sql``
  await db.execute(sql`${inserts}${last ?? sql.raw('select')}`).execute()
}

/** One part of the statement for each table, where its first rows stand: its text stays the same however many wait together. */
function merged(all: readonly Rows[]): readonly Rows[] {
  const kept: { into: PgTable; rows: unknown[]; onConflict?: string }[] = []
  for (const { into, rows, onConflict } of all) {
    if (rows.length === 0) continue
    const same = kept.find((k) => k.into === into && k.onConflict === onConflict)
    if (same) same.rows.push(...rows)
    else kept.push({ into, rows: [...rows], ...(onConflict === undefined ? {} : { onConflict }) })
  }
  return kept as readonly Rows[]
}

const texts = new WeakMap<PgTable, { head: string; record: string }>()

function textOf(table: PgTable): { head: string; record: string } {
  const known = texts.get(table)
  if (known) return known
  const { name, columns } = getTableConfig(table)
  // What the database counts for itself is left to it.
  const given = columns.filter((c) => !/serial/.test(c.getSQLType()))
  const names = given.map((c) => `"${c.keyAsName ? snake(c.name) : c.name}"`).join(', ')
  const keys = given.map((c) => `r."${keyOf(table, c)}"`).join(', ')
  const types = given.map((c) => `"${keyOf(table, c)}" ${c.getSQLType()}`).join(', ')
  const made = {
    head: `insert into "${name}" (${names}) select ${keys} from jsonb_to_recordset(`,
    record: `::text::jsonb) as r(${types})`,
  }
  texts.set(table, made)
  return made
}

const keyOf = (table: PgTable, column: unknown) => Object.entries(table).find(([, one]) => one === column)![0]

/** As `casing: 'snake_case'` names columns. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What `db.execute` answers: an array on PostgreSQL, an object that holds one on PGlite. */
export function rowsOf<T>(result: unknown): T[] {
  return (Array.isArray(result) ? [...result] : (result as { rows: T[] }).rows) as T[]
}
