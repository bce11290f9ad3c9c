import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Manifest } from '../app/backup/manifest.ts'
import { FileThere, type Written, writeBackup } from '../app/backup/write-backup.ts'
import { holidayYears } from '../data/holidays/index.ts'
import { LAST_BACKUP } from '../services/health/figures.ts'
import { readBureau, writeKept } from '../store/bureau.ts'
import { atDesk, type Desk, exists, noMore, type OpenPlace, UsageError } from './verb.ts'

/**
 * Database and files into one file, as of one moment, while the bot works or when it does not. Lanes, one-time links and
 * codes, the session key, pg-boss's tables and whatever the environment holds are not in it.
 */
export const backup = atDesk(async (args, printer, desk) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      overwrite: { type: 'boolean', default: false },
      practice: { type: 'boolean', default: false },
    },
  })
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError('请写明备份写入的文件。')
  noMore(more)
  const path = resolve(desk.caller?.cwd ?? '.', file)
  if (!(await exists(dirname(path)))) throw new Error(`没有 ${dirname(path)} 这个目录：请先建立`)
  const place = await usedPlace(desk, values.practice)
  const bureau = place && (await readBureau(place.database.db, holidayYears))
  if (!place || !bureau) throw new Error('没有可备份的数据：尚未载入单位，练习室也未使用过')
  let written: Written
  try {
    written = await writeBackup(path, {
      database: place.database,
      files: place.files,
      ...(place.which === 'real' ? { templates: join(desk.config.dataDir, 'templates') } : {}),
      place: place.which,
      bureau: bureau.name,
      now: place.clock.now(),
      machineNow: Date.now(),
      overwrite: values.overwrite,
    })
  } catch (error) {
    if (!(error instanceof FileThere)) throw error
    throw new Error(`${file} 已存在，未覆盖：请另取文件名，或加 --overwrite`)
  }
  const { manifest, bytes, sha256 } = written
  await writeKept(place.database.db, LAST_BACKUP, manifest.at)
  printer.print({ file: path, bytes, sha256, ...toldOf(manifest), missing: manifest.files.missing.length })
  const { missing } = manifest.files
  if (missing.length > 0)
    printer.complain(
      `有 ${missing.length} 个附件在文件目录中已找不到或已损坏，未能备份：请核对数据目录的 files`,
    )
  return 0
}, 'backup')

/** What is printed of a backup, when it is made and when it is restored. */
export function toldOf(manifest: Manifest) {
  const rows = (table: string) => manifest.tables.find((t) => t.name === table)?.rows ?? 0
  return {
    of: manifest.place === 'real' ? manifest.bureau : `${manifest.bureau}（练习室）`,
    at: manifest.at,
    orders: rows('orders'),
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    files: manifest.files.count,
    fileBytes: manifest.files.bytes,
    templates: manifest.templates.length,
    head: manifest.head,
    lastNo: manifest.lastNo,
    program: manifest.program,
    migration: manifest.migrations.at(-1)?.name,
  }
}

/** The loaded bureau's place; the practice room's when asked for, or when no bureau is loaded. Nothing is made. */
async function usedPlace(desk: Desk, practice: boolean): Promise<OpenPlace | undefined> {
  const there = (...path: string[]) =>
    desk.config.databaseUrl !== undefined || exists(join(desk.config.dataDir, ...path, 'db'))
  if (!practice && (await there())) {
    const real = await desk.open('real')
    if ((await readBureau(real.database.db, holidayYears)) !== undefined) return real
  }
  return (await there('practice')) ? desk.open('practice') : undefined
}
