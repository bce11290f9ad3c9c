import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { BadBackup } from '../app/backup/check-backup.ts'
import { AtWork, NotEmpty, restoreBackup } from '../app/backup/restore-backup.ts'
import { folderFiles } from '../app/file-store.ts'
import { readMigrations } from '../store/migrations-folder.ts'
import { openConnection } from '../store/session.ts'
import { toldOf } from './backup.ts'
import { atDesk, exists, MIGRATIONS, noMore, UsageError } from './verb.ts'

/** A backup back into an empty installation, on either engine, whichever it was made on. All of it, or nothing. */
export const restore = atDesk(async (args, printer, desk) => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError('请写明备份文件。')
  noMore(more)
  if (desk.caller) {
    printer.complain('督办正在运行，不能恢复：请先停止，再恢复到空的数据目录或空数据库。')
    return 1
  }
  const { config } = desk
  /** A folder that was not there before does not stay when nothing was restored into it. */
  let made: string | undefined
  try {
    const restored = await restoreBackup(resolve(file), {
      migrations: await readMigrations(MIGRATIONS),
      async place({ place }) {
        const base = place === 'real' ? config.dataDir : join(config.dataDir, 'practice')
        const files = folderFiles(join(base, 'files'))
        const templates = join(config.dataDir, 'templates')
        if (config.databaseUrl !== undefined)
          return {
            connection: await openConnection({
              url: config.databaseUrl,
              schema: place === 'real' ? undefined : 'practice',
            }),
            files,
            templates,
          }
        const folder = join(base, 'db')
        if (!(await exists(folder))) made = folder
        return { connection: await openConnection({ folder }), files, templates }
      },
    })
    const { manifest, head, migrated, doubtful, waitingEvents } = restored
    printer.print({
      ...toldOf(manifest),
      head,
      headOfBackup: manifest.head,
      equal: head === manifest.head,
      from: manifest.engine,
      into: config.databaseUrl === undefined ? 'pglite' : 'postgres',
      migrated,
      unsent: doubtful,
      waitingEvents,
      missing: manifest.files.missing.length,
    })
    for (const words of afterwards(manifest.at, manifest.lastNo)) printer.complain(words)
    return 0
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true })
    if (error instanceof NotEmpty) throw new Error(inTheWay(error.rows))
    if (error instanceof AtWork) throw new Error('该数据库正由运行中的督办使用，未恢复：请先停止所有督办进程')
    if (error instanceof BadBackup) throw new Error(`未恢复：${error.message}`)
    throw error
  }
}, 'restore')

const NAMES: Readonly<Record<string, string>> = {
  bureau: '单位',
  department: '科室',
  person: '人员',
  post: '任职',
  chat: '群',
  orders: '单',
  answer: '反馈',
  journal: '履历',
  outbox: '消息',
  room_message: '练习室消息',
}

function inTheWay(rows: Readonly<Record<string, number>>): string {
  const known = Object.entries(NAMES).flatMap(([table, name]) =>
    rows[table] ? `${name} ${rows[table]}` : [],
  )
  const other = Object.keys(rows).filter((table) => !(table in NAMES)).length
  const what = [...known, ...(other > 0 ? [`其他 ${other} 类`] : [])].join('，')
  return `此处已有数据（${what}），未恢复：请另设 DATA_DIR，或另建数据库，再恢复`
}

function afterwards(at: string, lastNo: Readonly<Record<string, number>>): readonly string[] {
  const [year, last] =
    Object.entries(lastNo)
      .sort(([a], [b]) => Number(a) - Number(b))
      .at(-1) ?? []
  return [
    `已恢复到 ${at}。此后的办理情况不在其中，请向办公室核对。`,
    ...(year === undefined
      ? []
      : [`编号接〔${year}〕${last}号继续。备份之后已下发更大编号的，请先告知收件科室以新下发的为准。`]),
  ]
}
