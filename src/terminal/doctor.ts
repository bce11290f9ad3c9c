import { mkdir, statfs } from 'node:fs/promises'
import { holidayYears } from '../data/holidays/index.ts'
import { dayOf, isoOf, yearOf } from '../domain/time.ts'
import { LAST_BACKUP } from '../services/health/figures.ts'
import { readBureau, readKept } from '../store/bureau.ts'
import type { Db } from '../store/database.ts'
import { readMigrations } from '../store/migrations-folder.ts'
import { orders } from '../store/schema/index.ts'
import { atDesk, MIGRATIONS, noMore, placeFor } from './verb.ts'

interface Line {
  readonly what: string
  readonly ok: boolean
  readonly detail: string
}

/** Checks configuration, database, clocks, each platform's credentials and permissions; says what to do. */
export const doctor = atDesk(async (args, printer, desk) => {
  noMore(args.filter((a) => a !== '--practice'))
  const lines: Line[] = [{ what: '配置', ok: true, detail: '环境变量可用' }]
  const place = await placeFor(desk, args.includes('--practice'))
  const bureau = await readBureau(place.database.db, holidayYears)
  lines.push({
    what: '数据库',
    ok: true,
    detail: `${place.database.engine === 'pglite' ? '内置数据库' : 'PostgreSQL'}，表结构为最新（${(await readMigrations(MIGRATIONS)).at(-1)?.name}）`,
  })
  if (place.which === 'real') lines.push(await lastBackup(place.database.db))
  lines.push(await freeSpace(desk.config.dataDir))
  const now = place.clock.now()
  const offset = Math.round((now - Date.now()) / 1000)
  lines.push({
    what: '时钟',
    ok: true,
    detail: `业务时间 ${isoOf(now)}${Math.abs(offset) > 5 ? `，与本机相差 ${offset} 秒` : ''}`,
  })
  if (bureau) {
    const year = yearOf(dayOf(now))
    for (const y of [year, year + 1]) {
      const covered = bureau.calendar.covers(y)
      const needed = y === year || dayOf(now).slice(5) >= '12-01'
      lines.push({
        what: `${y} 年放假安排`,
        ok: covered || !needed,
        detail: covered
          ? `已载入（${bureau.calendar.notice(y)?.number ?? ''}）`
          : '尚未载入，相关期限为暂定；公布后请运行 import holidays',
      })
    }
    const group = bureau.chats.some((c) => c.kind === 'group')
    lines.push({
      what: '领导小组群',
      ok: group,
      detail: group ? '已绑定' : '未绑定：请在群内发送 /绑定 领导小组群，或写入单位文件 chats',
    })
    const without = [...bureau.roster.people.values()].filter(
      (p) => !bureau.accounts.some((a) => a.person === p.code),
    )
    lines.push({
      what: '人员账号',
      ok: without.length === 0,
      detail:
        without.length === 0
          ? '均已绑定'
          : `${without.length} 人没有账号，无法私信提醒：${without
              .slice(0, 5)
              .map((p) => p.name)
              .join('、')}${without.length > 5 ? ' 等' : ''}`,
    })
  }
  if (place.which === 'real' && desk.config.feishu) {
    const [{ createFeishuAdapter }, { undiciClient }, { silentLog }] = await Promise.all([
      import('../adapters/feishu/index.ts'),
      import('../adapters/feishu/http-undici.ts'),
      import('../app/log.ts'),
    ])
    const adapter = createFeishuAdapter(desk.config.feishu, {
      http: undiciClient(),
      now: Date.now,
      log: silentLog,
    })
    lines.push(...(await adapter.check()))
    await adapter.close()
  }
  printer.print(lines)
  const bad = lines.filter((l) => !l.ok)
  for (const { what, detail } of bad) printer.complain(`${what}　${detail}`)
  return bad.length === 0 ? 0 : 1
}, 'doctor')

const DAY_MS = 86_400_000
const BACKUP_DAYS = 7

/** Nothing to lose yet, nothing to complain of: before the first order a backup is not missed. */
async function lastBackup(db: Db): Promise<Line> {
  const what = '备份'
  const kept = await readKept(db, LAST_BACKUP)
  const how = `请运行 backup FILE，并将文件存放到另一台机器`
  if (kept === undefined) {
    const none = (await db.$count(orders)) === 0
    return { what, ok: none, detail: none ? '尚未下发过，暂不需要' : `从未备份：${how}` }
  }
  const days = Math.floor((Date.now() - Date.parse(kept)) / DAY_MS)
  const ok = days <= BACKUP_DAYS
  const when = `最近一次 ${kept.slice(0, 10)} ${kept.slice(11, 16)}`
  return { what, ok, detail: ok ? when : `${when}，已过 ${days} 天：${how}` }
}

const LITTLE_BYTES = 2 ** 30
const FULL_BYTES = 200 * 2 ** 20

/** The embedded database and the files sent in chat stop where the disk does. */
async function freeSpace(folder: string): Promise<Line> {
  const what = '磁盘空间'
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const size = free >= LITTLE_BYTES ? `${(free / 2 ** 30).toFixed(1)} GB` : `${Math.floor(free / 2 ** 20)} MB`
  const detail = `数据目录 ${folder} 可用 ${size}`
  if (free >= LITTLE_BYTES) return { what, ok: true, detail }
  return {
    what,
    ok: false,
    detail: `${detail}${free < FULL_BYTES ? '，即将写满' : '，不足 1 GB'}：请清理磁盘或扩容；附件在其中 files 目录，不可删除`,
  }
}
