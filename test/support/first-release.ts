/**
 * The database as the first release left it: rows it wrote itself in a few days of the practice bureau (2 to 5 March 2026),
 * stopped in the middle: a preview is open, messages and an event wait, files are being gathered for an answer.
 */
import { readFileSync } from 'node:fs'
import { type Moment, moment } from '../../src/domain/time.ts'
import { fillTable, makeTables, referredFirst } from '../../src/store/backup.ts'
import { hashOf, type Migrations } from '../../src/store/migrate.ts'
import type { Session } from '../../src/store/session.ts'

/** When it stopped; its machine's clock said the same. */
export const STOPPED: Moment = moment('2026-03-05 09:31')
export const FIRST = '0000_first'

/** What the kept files hold, by their names. */
export const contentOf = (name: string) => Buffer.from(`内容：${name}`)

interface Line {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
}

const lines = readFileSync(new URL('../fixtures/first-release.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Line)

export function rowsOfFirst(table: string): readonly Line['row'][] {
  return lines.filter((line) => line.table === table).map((line) => line.row)
}

/** Takes the place of what is in the database. */
export async function asFirstRelease(session: Session, migrations: Migrations): Promise<void> {
  const first = migrations.filter((m) => m.name === FIRST)
  const tables = [...new Set(lines.map((line) => line.table))]
  await makeTables(
    session,
    first,
    first.map((m) => ({ name: m.name, hash: hashOf(m) })),
    tables,
  )
  for (const table of await referredFirst(session, tables))
    await fillTable(session, table, JSON.stringify(rowsOfFirst(table)))
}
