/** What a verb of the terminal is, and the desk at which it finds an open database. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rooms } from '../adapters/web/rooms.ts'
import { type Clock, openClock } from '../app/clock.ts'
import { askHolder, FolderHeld, type Held, holdFolder } from '../app/data-dir.ts'
import { folderFiles } from '../app/file-store.ts'
import type { Config } from '../config.ts'
import { readConfig } from '../config.ts'
import type { FileStore } from '../jobs/files.ts'
import { bureauVersion } from '../store/bureau.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { readMigrations } from '../store/migrations-folder.ts'
import { type Caller, readText } from './read-json.ts'

export interface Printer {
  /** A value is printed as JSON, text as it is. */
  print(value: unknown): void
  complain(words: string): void
}

/** @returns the exit code */
export type Verb = (args: readonly string[], printer: Printer, desk?: Desk) => Promise<number>

/** The words of a call are off: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @throws UsageError for words a verb has no use for */
export function noMore(left: readonly string[]): void {
  if (left.length > 0) throw new UsageError(`多余的参数：${left.join(' ')}`)
}

export interface OpenPlace {
  readonly which: 'real' | 'practice'
  readonly database: Database
  readonly clock: Clock
  readonly files: FileStore
  /** Those of the running practice room, so that who looks at it sees what the terminal says. */
  readonly rooms?: Rooms
}

/** Databases a verb may work on: those of the running server, or opened for this call. */
export interface Desk {
  readonly config: Config
  /** Set when the verb was typed at another process than this one. */
  readonly caller?: Caller
  open(which: 'real' | 'practice'): Promise<OpenPlace>
  close(): Promise<void>
}

export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))

/** A desk of this process's own: it holds the data folder while it is open. */
async function ownDesk(config: Config): Promise<Desk> {
  const held: Held | undefined = config.databaseUrl ? undefined : await holdFolder(config.dataDir)
  const places = new Map<string, OpenPlace>()
  return {
    config,
    async open(which) {
      const there = places.get(which)
      if (there) return there
      const folder = which === 'real' ? config.dataDir : join(config.dataDir, 'practice')
      const database = await openDatabase({
        migrations: await readMigrations(MIGRATIONS),
        ...(config.databaseUrl
          ? {
              url: config.databaseUrl,
              connections: 4,
              ...(which === 'practice' ? { schema: 'practice' } : {}),
            }
          : { folder: join(folder, 'db') }),
      })
      const place = {
        which,
        database,
        clock: await openClock(database.db, Date.now),
        files: folderFiles(join(folder, 'files')),
      }
      places.set(which, place)
      return place
    },
    async close() {
      for (const { database } of places.values()) await database.close()
      await held?.release()
    },
  }
}

/**
 * Runs a verb at a desk: the server's when it holds the data folder (the whole call is handed to it), else one's own.
 */
export function atDesk(
  work: (args: readonly string[], printer: Printer, desk: Desk) => Promise<number>,
  name: string,
): Verb {
  return async (args, printer, desk) => {
    if (desk) return work(args, printer, desk)
    const config = readConfig(process.env)
    if (!config.databaseUrl) {
      const answer = await askHolder(config.dataDir, await handedOver(name, args, config.dataDir))
      if (answer !== undefined) return replay(answer, printer)
    }
    let own: Desk
    try {
      own = await ownDesk(config)
    } catch (error) {
      if (!(error instanceof FolderHeld)) throw error
      printer.complain(`数据目录 ${config.dataDir} 正由另一进程使用，请稍后再试。`)
      return 1
    }
    try {
      return await work(args, printer, own)
    } finally {
      await own.close()
    }
  }
}

async function handedOver(verb: string, args: readonly string[], folder: string): Promise<string> {
  const caller: Caller = {
    cwd: process.cwd(),
    ...(args.includes('-') && (await isServed(folder)) ? { stdin: await readText('-') } : {}),
  }
  return JSON.stringify({ verb, args, caller })
}

/** Standard input can be read only once: not before it is known who will. */
async function isServed(folder: string): Promise<boolean> {
  return (await askHolder(folder, '{"verb":"ping"}')) !== undefined
}

function replay(answer: string, printer: Printer): number {
  const { out, complaints, code } = JSON.parse(answer) as {
    out: unknown[]
    complaints: string[]
    code: number
  }
  for (const value of out) printer.print(value)
  for (const words of complaints) printer.complain(words)
  return code
}

/** Verbs act on the loaded bureau; with `--practice`, or when none is loaded, on the practice bureau. */
export async function placeFor(desk: Desk, practice: boolean): Promise<OpenPlace> {
  if (
    !practice &&
    (desk.config.databaseUrl !== undefined || (await exists(join(desk.config.dataDir, 'db'))))
  ) {
    const real = await desk.open('real')
    if ((await bureauVersion(real.database.db)) !== undefined) return real
  }
  const place = await desk.open('practice')
  if ((await bureauVersion(place.database.db)) === undefined) {
    const [{ practiceBureau }, { parseBureauFile }, { loadBureau }] = await Promise.all([
      import('../data/practice-bureau.ts'),
      import('../services/bureau/bureau-file.ts'),
      import('../services/bureau/load-bureau.ts'),
    ])
    await place.database.transact(place.clock.now(), (tx) => loadBureau(tx, parseBureauFile(practiceBureau)))
  }
  return place
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
