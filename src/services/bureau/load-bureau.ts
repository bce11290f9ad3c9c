/**
 * Merges a bureau file into the database: people and departments by code, chats by platform and id, posts by person, post,
 * department and first day. Nothing that the file leaves out is ended or deleted, so the same file twice changes nothing.
 */
import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { touchBureau } from '../../store/bureau.ts'
import type { Db } from '../../store/database.ts'
import { account, bureau, chat, department, person, post } from '../../store/schema/index.ts'
import type { Tx } from '../../store/transact.ts'
import type { BureauFile } from './bureau-file.ts'
import { type BureauChanges, type BureauPlan, planBureau } from './plan-bureau.ts'

/**
 * @param by who loads it, for the journal
 * @throws BureauFileError when the file names somebody or something that neither it nor the roster knows; nothing is changed
 */
export async function loadBureau(tx: Tx, file: BureauFile, by = 'duban'): Promise<BureauChanges> {
  const plan = await planBureau(tx, file, by)
  await applyPlan(tx, plan)
  return plan.changes
}

/** Writes what was planned, in the transaction that planned it. */
export async function applyPlan(tx: Tx, { changes, rows, entries }: BureauPlan): Promise<void> {
  if (!changes.anything) return
  if (changes.created) await tx.db.insert(bureau).values({ id: 1, version: 1, ...rows.bureau })
  else {
    if (changes.settings.added.length + changes.settings.changed.length > 0) {
      await tx.db.update(bureau).set(rows.bureau)
    }
    await touchBureau(tx.db)
  }
  await put(tx.db, department, rows.departments, [department.code])
  await put(tx.db, person, rows.people, [person.code])
  await put(tx.db, account, rows.accounts, [account.platform, account.account])
  await put(tx.db, post, rows.posts, [post.id])
  await put(tx.db, chat, rows.chats, [chat.platform, chat.id])
  await Promise.all([followOn(tx.db, person), followOn(tx.db, post), followOn(tx.db, chat)])
  for (const entry of entries) tx.note(entry)
}

/** Inserts or replaces rows by their key, in one statement. */
async function put<T extends PgTable>(
  db: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
  target: PgColumn[],
): Promise<void> {
  if (rows.length === 0) return
  const set: Record<string, SQL> = {}
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    if (!target.includes(column)) set[key] = sql`excluded.${sql.identifier(columnName(key))}`
  }
  await db
    .insert(table)
    .values([...rows])
    .onConflictDoUpdate({ target, set: set as never })
}

function columnName(key: string): string {
  return key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
}

/** Ranks given here are our own: what is added later in a chat comes after them. */
async function followOn(db: Db, table: typeof person | typeof post | typeof chat): Promise<void> {
  await db.execute(
    sql`select setval(pg_get_serial_sequence(${getTableName(table)}, 'rank'), (select coalesce(max(rank), 0) + 1 from ${table}), false)`,
  )
}
