/**
 * A bureau at work on the platform, backed up in the middle of it, lost, and restored elsewhere: what was said is not said
 * again, what was done is not done again, and what was owed is done once.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { writeBackup } from '../../src/app/backup/write-backup.ts'
import { memoryFiles } from '../../src/app/file-store.ts'
import { dayOf, type Moment, moment, momentOf, type TimeOfDay } from '../../src/domain/time.ts'
import { parseBureauFile } from '../../src/services/bureau/bureau-file.ts'
import { TABLES } from '../../src/store/backup.ts'
import type { Database } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { type Connection, connectionOf } from '../../src/store/session.ts'
import { settleIn } from './bot.ts'
import { withBureau } from './bureau.ts'
import { feishuOffice } from './feishu-office.ts'
import { type Delivery, startFeishuSimulator } from './feishu-simulator/index.ts'
import { expectChains, undone } from './once.ts'

const migrations = readMigrations(new URL('../../migrations', import.meta.url).pathname)
const START = moment('2026-03-02 09:00')
const HOUR = 3_600_000

/** Every row as text, by table. */
export async function rowsOfAll(
  database: Database,
  except: readonly string[] = [],
): Promise<Readonly<Record<string, readonly string[]>>> {
  return connectionOf(database).transaction(async (session) => {
    const all: Record<string, string[]> = {}
    for (const table of TABLES.filter((name) => !except.includes(name))) {
      const rows = await session.rows<{ row: string }>(`select row_to_json(t)::text as row from "${table}" t`)
      all[table] = rows.map(({ row }) => row).sort()
    }
    return all
  })
}

/** What delivery writes, and what an installation keeps for itself: all else is what people did. */
const OF_DELIVERY = ['outbox', 'posting', 'thread_ref', 'lane', 'keep', 'board_link', 'bind_code']

/**
 * @param first where the bureau works
 * @param awayMs how long nobody is there after the crash
 * @param empty where it is restored, and how that is opened afterwards
 */
export async function backupStory(
  first: Database,
  awayMs: number,
  empty: { readonly connection: Connection; readonly open: () => Promise<Database> },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-backup-'))
  const feishu = await startFeishuSimulator()
  try {
    const { bureau, account, group } = settleIn(feishu, true)
    await withBureau(first, parseBureauFile(bureau))
    const before = feishuOffice(feishu, first, START)
    const heard: Delivery[] = []
    const says = async (what: Parameters<typeof feishu.says>[0]) => {
      const delivery = await feishu.says(what)
      expect(delivery.attempts[0]!.status).toBe(200)
      heard.push(delivery)
      await before.settle()
      return delivery
    }
    const cardOf = (subject: string) =>
      feishu.botMessagesIn(group).find((m) => m.type === 'interactive' && m.seen.text.includes(subject))!
    const order = async (subject: string, due: string) => {
      await says({ chat: group, from: account('li-na'), text: `/assign 人事科、基教科 ${subject} ${due}` })
      await feishu.presses(
        feishu.directMessages(account('li-na')).at(-1)!.messageId,
        account('li-na'),
        '确认下发',
      )
      await before.settle()
      expect(cardOf(subject)).toBeDefined()
    }

    await order('更新权责清单', '5个工作日内')
    await order('招生方案公开', '3个工作日内')
    await says({
      chat: group,
      from: account('wang-qiang'),
      replyTo: cardOf('更新权责清单').messageId,
      inThread: true,
      text: '已办结，见附件',
      files: [{ name: '清单.docx', bytes: Buffer.from('权责清单') }],
    })
    await before.settle()
    await says({ chat: group, from: account('li-na'), text: '/assign 计财科 核对公开目录 3月20日前' })
    await says({ chat: group, from: account('sun-lei'), text: '/list' })

    await before.tick(before.now())
    await before.settle()

    // The platform is away: what is said meanwhile is taken in, and answered later.
    await feishu.down()
    const late = await feishu.says({
      chat: group,
      from: account('he-jun'),
      replyTo: cardOf('招生方案公开').messageId,
      inThread: true,
      text: '已办结，方案已报送',
    })
    heard.push(late)
    await before.settle()
    const path = join(folder, 'duban.tar.gz')
    const written = await writeBackup(path, {
      database: first,
      files: before.files,
      place: 'real',
      bureau: '示范市教育局',
      now: before.now(),
      machineNow: before.machineNow(),
    })
    expect(written.manifest.files).toEqual({ count: 1, bytes: Buffer.byteLength('权责清单'), missing: [] })
    expect((await undone(first.db)).waiting).toBeGreaterThan(0)
    const backedUp = await rowsOfAll(first)

    // The platform is back and is told everything; then the machine is gone.
    await feishu.up()
    await feishu.advance(30_000)
    await before.settle()
    expect((await undone(first.db)).waiting).toBe(0)
    expect(feishu.botMessagesIn(group).filter((m) => m.seen.text.startsWith('已登记')).length).toBe(2)
    await before.close()
    feishu.pointAt(undefined)
    const said = feishu.world.messages.size
    await feishu.advance(awayMs)

    const files = memoryFiles()
    const restored = await restoreBackup(path, {
      migrations: await migrations,
      place: async () => ({ connection: empty.connection, files }),
    })
    const second = await empty.open()
    expect(restored.head).toBe(written.manifest.head)
    expect(restored.doubtful).toBeGreaterThan(0)
    const inPlace = await rowsOfAll(second)
    for (const table of TABLES.filter((t) => !OF_DELIVERY.includes(t)))
      expect(inPlace[table], table).toEqual(backedUp[table])

    const after = feishuOffice(feishu, second, START, files)
    for (const delivery of heard) expect((await delivery.redeliver()).status).toBe(200)
    await after.tick(after.now())
    await after.deliverer.idle()
    await feishu.advance(2000)
    await after.settle()
    expect(await undone(second.db)).toEqual({ waiting: 0, parked: 0, left: 0 })
    expect(feishu.world.messages.size).toBe(said)
    const now = await rowsOfAll(second)
    for (const table of TABLES.filter((t) => !OF_DELIVERY.includes(t)))
      expect(now[table], table).toEqual(inPlace[table])
    expect(await after.files.get(sha256In(now.file![0]!))).toEqual(Buffer.from('权责清单'))
    await expectChains(second.db)

    // What fell due while nobody was there is caught up, once; and the preview that was open can still be confirmed.
    const reminder = momentOf(dayOf(moment('2026-03-04 00:00')), '10:30' as TimeOfDay) as Moment
    await feishu.advance(reminder - after.now())
    const direct = () => feishu.directMessages(account('he-jun')).length
    const [quiet, told] = [direct(), feishu.directMessages(account('wang-qiang')).length]
    for (let n = 0; n < 3; n++) {
      await after.tick(after.now())
      await after.settle()
      await feishu.advance(60_000)
    }
    expect(
      feishu.directMessages(account('wang-qiang')).length + feishu.directMessages(account('zhao-min')).length,
    ).toBe(told + 1)
    expect(direct() - quiet).toBeLessThanOrEqual(1)
    const preview = feishu.directMessages(account('li-na')).find((m) => m.seen.text.includes('核对公开目录'))!
    await feishu.presses(preview.messageId, account('li-na'), '确认下发')
    await after.settle()
    expect(cardOf('核对公开目录').seen.text).toContain('〔2026〕3号')
    await after.close()
  } finally {
    await feishu.close()
    await rm(folder, { recursive: true, force: true })
  }
}

export const AWAY = { within: 20 * 60_000, beyond: 3 * HOUR }

function sha256In(row: string): string {
  return (JSON.parse(row) as { sha256: string }).sha256
}
