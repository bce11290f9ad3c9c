/**
 * A backup into an empty installation, all of it or nothing: one transaction, committed after its files are on the disk.
 * What had not been marked sent may have gone out after the backup: it is doubtful from now on, and looked up before it is
 * sent again once the platform has forgotten its key (an hour on Feishu).
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FileStore } from '../../jobs/files.ts'
import { DOUBT_ALL_UNSENT } from '../../services/delivery/lanes.ts'
import { LAST_BACKUP } from '../../services/health/figures.ts'
import {
  countRows,
  fillTable,
  finishTables,
  lockTables,
  makeTables,
  othersAtWork,
  rowsInTheWay,
} from '../../store/backup.ts'
import { headOver } from '../../store/journal.ts'
import type { Migrations } from '../../store/migrate.ts'
import type { Connection, Session } from '../../store/session.ts'
import { checkBackup, linesOf, readEntries } from './check-backup.ts'
import { fileOf, type Manifest, tableOf, templateOf } from './manifest.ts'

export interface Restored {
  readonly manifest: Manifest
  /** Over the heads in the database, when everything was there. */
  readonly head: string
  /** Migrations that were applied to the rows of an older program. */
  readonly migrated: readonly string[]
  /** Messages that will be looked up or sent under their old key. */
  readonly doubtful: number
  /** Events that wait to be finished. */
  readonly waitingEvents: number
}

/** There is something already. `rows`: how many, by table. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty'
  readonly rows: Readonly<Record<string, number>>
  constructor(rows: Readonly<Record<string, number>>) {
    super('not empty')
    this.rows = rows
  }
}

/** The bot is at work in this database. */
export class AtWork extends Error {
  override readonly name = 'AtWork'
}

export interface RestoreParts {
  readonly migrations: Migrations
  /** Where to, known when the backup has said whose it is. */
  readonly place: (manifest: Manifest) => Promise<{
    readonly connection: Connection
    readonly files: Pick<FileStore, 'put'>
    /** The folder for templates; one that is there already stays as it is. */
    readonly templates?: string
  }>
}

/** @throws BadBackup, NotEmpty, AtWork; nothing has been changed then */
export async function restoreBackup(path: string, parts: RestoreParts): Promise<Restored> {
  const manifest = await checkBackup(path, parts.migrations)
  const { connection, files, templates } = await parts.place(manifest)
  try {
    return await connection.transaction(async (session) => {
      await lockTables(session)
      const there = await rowsInTheWay(session)
      if (Object.keys(there).length > 0) throw new NotEmpty(there)
      if (connection.engine === 'postgres' && (await othersAtWork(session)) > 0) throw new AtWork('at work')
      await fill(session, path, manifest, parts.migrations, { files, templates })
      return {
        manifest,
        head: await headIn(session, manifest),
        migrated: parts.migrations
          .map((m) => m.name)
          .filter((n) => !manifest.migrations.some((m) => m.name === n)),
        ...(await leftToDo(session)),
      }
    })
  } finally {
    await connection.close()
  }
}

async function fill(
  session: Session,
  path: string,
  manifest: Manifest,
  migrations: Migrations,
  { files, templates }: { files: Pick<FileStore, 'put'>; templates: string | undefined },
): Promise<void> {
  await makeTables(
    session,
    migrations,
    manifest.migrations,
    manifest.tables.map((t) => t.name),
  )
  for await (const { name, bytes } of readEntries(path)) {
    const [table, sha256, template] = [tableOf(name), fileOf(name), templateOf(name)]
    if (table !== undefined) await fillTable(session, table, `[${linesOf(bytes).join(',')}]`)
    // Named by what it is: should all this be given up, what was kept harms nobody.
    else if (sha256 !== undefined) await files.put(sha256, bytes)
    else if (template !== undefined && templates !== undefined) await putTemplate(templates, template, bytes)
  }
  for (const { name, rows } of manifest.tables)
    if ((await countRows(session, name)) !== rows) throw new Error(`${name}: not all rows arrived`)
  await finishTables(session, migrations)
  await session.run(DOUBT_ALL_UNSENT)
  await session.rows(
    `insert into keep (name, value) values ('${LAST_BACKUP}', $1)
      on conflict (name) do update set value = excluded.value`,
    [manifest.at],
  )
}

async function putTemplate(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, basename(name)), bytes, { flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
}

async function headIn(session: Session, manifest: Manifest): Promise<string> {
  const heads = await session.rows<{ matter: string; seq: number; hash: string }>(
    'select matter, seq, hash from matter_head',
  )
  const head = headOver(heads)
  if (head !== manifest.head) throw new Error('the journal does not lead to the head of the backup')
  return head
}

async function leftToDo(session: Session): Promise<Pick<Restored, 'doubtful' | 'waitingEvents'>> {
  const [row] = await session.rows<{ doubtful: number; events: number }>(
    `select (select count(*)::int from outbox where sent_at is null and parked_at is null) as doubtful,
      (select count(*)::int from inbox where state = 'waiting') as events`,
  )
  return { doubtful: row!.doubtful, waitingEvents: row!.events }
}
