/** Numbered SQL files, applied in order, each once; the table `migration` remembers their names and hashes. */
import { createHash } from 'node:crypto'

export interface Migration {
  readonly name: string
  readonly sql: string
}
export type Migrations = readonly Migration[]

/** By which an applied file is known again. */
export function hashOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex')
}

/** A newer program has changed the tables: this one would not understand what it reads, and must not write. */
export class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer'
  readonly migrations: readonly string[]
  constructor(migrations: readonly string[]) {
    super(`the database is newer than this program: ${migrations.join(', ')}`)
    this.migrations = migrations
  }
}

type Run = (sql: string) => Promise<unknown[]>

/**
 * @param ownTransaction wrap each file in BEGIN … COMMIT; `false` when the caller's transaction does
 * @throws DatabaseIsNewer for an applied file we do not know; Error when one differs from ours
 */
export async function migrate(run: Run, migrations: Migrations, ownTransaction = true): Promise<void> {
  await run('create table if not exists migration (name text primary key, hash text not null)')
  const applied = new Map(
    ((await run('select name, hash from migration order by name')) as { name: string; hash: string }[]).map(
      (row) => [row.name, row.hash],
    ),
  )
  for (const { name, sql } of migrations) {
    const hash = hashOf({ name, sql })
    const before = applied.get(name)
    applied.delete(name)
    if (before === hash) continue
    if (before !== undefined) throw new Error(`migration ${name} was changed after it had been applied`)
    // The tool that writes the files names the schema of what is referred to; where they are run, the search path does.
    const here = sql.replaceAll('"public".', '')
    const text = `${here}\ninsert into migration (name, hash) values ('${name}', '${hash}');`
    await run(ownTransaction ? `begin;\n${text}\ncommit;` : text)
  }
  if (applied.size > 0) throw new DatabaseIsNewer([...applied.keys()])
}
