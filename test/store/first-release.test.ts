/** What the first release left is carried forward: everything reads, and what was begun is finished. */
import { createHash } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import type { WebAdapter } from '../../src/adapters/web/index.ts'
import { createWebAdapter } from '../../src/adapters/web/index.ts'
import type { Body } from '../../src/adapters/web/rooms.ts'
import { directRoom } from '../../src/adapters/web/thread.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { writeBackup } from '../../src/app/backup/write-backup.ts'
import { blobsIn, memoryFiles } from '../../src/app/file-store.ts'
import { createOffice } from '../../src/app/office.ts'
import { plainText } from '../../src/chat/message.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { MINUTE, type Moment } from '../../src/domain/time.ts'
import { noPace } from '../../src/jobs/pace.ts'
import { exportJournal } from '../../src/services/export/export-journal.ts'
import { exportLedger } from '../../src/services/export/export-ledger.ts'
import { verifyJournal } from '../../src/services/export/verify-journal.ts'
import { finishTables } from '../../src/store/backup.ts'
import { readBureau } from '../../src/store/bureau.ts'
import type { Database } from '../../src/store/database.ts'
import { headOver } from '../../src/store/journal.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { storedRooms } from '../../src/store/rooms.ts'
import { assignment, inbox, matterHead, orders, outbox } from '../../src/store/schema/index.ts'
import { connectionOf, openConnection } from '../../src/store/session.ts'
import { eachEngine, newPostgresUrl, testDatabase, testPostgres } from '../support/database.ts'
import { asFirstRelease, contentOf, rowsOfFirst, STOPPED } from '../support/first-release.ts'
import { scratchFile } from '../support/scratch.ts'

const migrations = await readMigrations(new URL('../../migrations', import.meta.url).pathname)

eachEngine('the database of the first release', (_, engine) => {
  const opened: Database[] = []
  afterAll(async () => {
    for (const database of opened) await database.close()
  })
  /** As that release left it; `forward` brings it up to date. */
  async function first() {
    const database = await (engine === 'postgres' ? testPostgres() : testDatabase())
    opened.push(database)
    const connection = connectionOf(database)
    await connection.transaction((session) => asFirstRelease(session, migrations))
    const forward = () => connection.transaction((session) => migrate(session.run, migrations, false))
    const tables = () =>
      connection.transaction(async (session) => {
        const rows = await session.rows<{ name: string }>(
          `select table_name || '.' || column_name as name from information_schema.columns
            where table_schema = current_schema() order by 1`,
        )
        return rows.map((row) => row.name)
      })
    return { database, connection, forward, tables }
  }

  test('is brought up to date, every row of it, and the journal leads to the same head', async () => {
    const { database, forward } = await first()
    await forward()
    const { db } = database
    const head = headOver(rowsOfFirst('matter_head') as never)
    expect(headOver(await db.select().from(matterHead))).toBe(head)
    const { text: exported } = await exportJournal(db, 'json')
    expect(verifyJournal(exported, head)).toMatchObject({
      ok: true,
      head,
      entries: rowsOfFirst('journal').length,
    })
    const bureau = (await readBureau(db, holidayYears))!
    const ledger = JSON.parse((await exportLedger(db, bureau, STOPPED, 'json')).text) as {
      number: string
      orderState: string
    }[]
    expect(ledger.map((row) => `${row.number} ${row.orderState}`)).toEqual([
      '〔2026〕1号 已办结',
      '〔2026〕1号 已办结',
      '〔2026〕2号 在办',
      '〔2026〕3号 在办',
      '〔2026〕3号 在办',
      '〔2026〕4号 已撤回',
      '〔2026〕5号 在办',
      '〔2026〕6号 在办',
    ])
  })

  test('applied twice is applied once', async () => {
    const { forward, tables } = await first()
    await forward()
    const once = await tables()
    await forward()
    expect(await tables()).toEqual(once)
  })

  test('a migration that breaks off leaves the old tables and every row', async () => {
    const { database, tables, connection } = await first()
    const before = await tables()
    const broken = [...migrations, { name: '9998_broken', sql: 'create table half (id int); select 1/0;' }]
    await expect(connection.transaction((session) => migrate(session.run, broken, false))).rejects.toThrow(
      /division by zero/,
    )
    expect(await tables()).toEqual(before)
    const counted = await connection.transaction((session) =>
      session.rows<{ n: number }>('select count(*)::int as n from journal'),
    )
    expect(counted[0]!.n).toBe(rowsOfFirst('journal').length)
    if (engine === 'pglite') {
      // As the embedded database is opened: each file in a transaction of its own.
      const { client } = database as unknown as {
        client: { exec(sql: string): Promise<{ rows: unknown[] }[]> }
      }
      const run = (sql: string) => client.exec(sql).then((results) => results.at(-1)?.rows ?? [])
      await expect(migrate(run, broken)).rejects.toThrow(/division by zero/)
      await client.exec('rollback')
      expect((await tables()).some((name) => name.startsWith('half.'))).toBe(false)
    }
  })

  test('an older program refuses what a newer one has changed, naming it', async () => {
    const { forward, connection } = await first()
    await forward()
    const older = migrations.slice(0, 1)
    await expect(connection.transaction((session) => migrate(session.run, older, false))).rejects.toThrow(
      /newer than this program.*0001_/,
    )
    const altered = migrations.map((m, i) => (i === 0 ? { ...m, sql: `${m.sql}\n-- altered` } : m))
    await expect(connection.transaction((session) => migrate(session.run, altered, false))).rejects.toThrow(
      /0000_first was changed/,
    )
  })

  test('a backup of that release is restored with its tables, then brought up to date', async () => {
    const { database } = await first()
    const path = await scratchFile()
    const { manifest } = await writeBackup(path, {
      database,
      files: memoryFiles(),
      place: 'practice',
      bureau: '示范市教育局',
      now: STOPPED,
      machineNow: STOPPED,
    })
    expect(manifest.migrations.map((m) => m.name)).toEqual(['0000_first'])
    expect(manifest.files.missing.length).toBe(2)
    const url = engine === 'postgres' ? await newPostgresUrl() : undefined
    const embedded = url === undefined ? await testDatabase() : undefined
    const restored = await restoreBackup(path, {
      migrations,
      place: async () => ({
        connection: embedded ? connectionOf(embedded) : await openConnection({ url }),
        files: memoryFiles(),
      }),
    })
    const after = embedded ?? (await testPostgres({ url: url! }))
    opened.push(after)
    expect(restored).toMatchObject({ head: manifest.head, migrated: migrations.slice(1).map((m) => m.name) })
    const [order] = await after.db.select().from(orders).where(eq(orders.no, 1))
    expect(order).toMatchObject({ state: 'closed', urgency: 'ordinary', openSubs: 0 })
    // Series go on where they were.
    const rows = await connectionOf(after).transaction((session) =>
      session.rows<{ next: string }>(`select nextval(pg_get_serial_sequence('outbox', 'seq'))::text as next`),
    )
    expect(Number(rows[0]!.next)).toBe(Math.max(...rowsOfFirst('outbox').map((row) => row.seq as number)) + 1)
  })

  test('what was begun is finished: the preview, the messages, the event, the files', async () => {
    const { database, connection } = await first()
    await connection.transaction((session) => finishTables(session, migrations))
    const room = await openRoom(database)
    const { db } = database

    const waiting = await db.select().from(outbox).where(eq(outbox.seq, outbox.seq)).orderBy(asc(outbox.seq))
    const unsent = waiting.filter((row) => row.sentAt === null).map((row) => row.id)
    expect(unsent.length).toBeGreaterThanOrEqual(3)
    await room.tick(0)
    const left = (await db.select().from(outbox)).filter((row) => row.sentAt === null || row.trouble !== null)
    expect(left).toEqual([])
    expect(await room.newest('wang-qiang', directRoom('wang-qiang'))).toMatch(/〔2026〕3号/)

    expect((await db.select().from(inbox)).filter((row) => row.state !== 'done')).toEqual([])
    const urged = await db.select().from(assignment).where(eq(assignment.department, 'education_supervision'))
    expect(urged[0]!.urged).toBe(1)

    await room.tick(11 * MINUTE)
    const [supervised] = await db
      .select()
      .from(assignment)
      .where(eq(assignment.department, 'education_supervision'))
    expect(supervised!.state).toBe('answered')

    await room.press('li-na', '确认下发')
    const [issued] = await db.select().from(orders).where(eq(orders.no, 7))
    expect(issued).toMatchObject({
      subject: '技能大赛公告',
      urgency: 'ordinary',
      restricted: false,
      openSubs: 0,
    })

    for (const [said, wanted] of [
      ['/list', /技能大赛公告/],
      ['/show #1', /更新权责清单[\s\S]*人事科/],
      ['/history #2', /退回/],
      ['/why #2', /基教科|期限说明/],
      ['/accept #6', /6号/],
    ] as const)
      expect(await room.say('li-na', said), said).toMatch(wanted)
    expect(verifyJournal((await exportJournal(db, 'json')).text)).toMatchObject({ ok: true })
  })
})

/** The practice room over that database, in which people go on. */
async function openRoom(database: Database) {
  let at: number = STOPPED
  const now = () => at as Moment
  // Never behind the clock of the machine that wrote the rows.
  const machineNow = () => Math.max(Date.now(), at)
  const files = memoryFiles()
  for (const name of ['清单.docx', '督导报告.docx']) {
    const bytes = contentOf(name)
    await files.put(createHash('sha256').update(bytes).digest('hex'), bytes)
  }
  const rooms = storedRooms<Body>(database.db, blobsIn(files))
  const web: WebAdapter = createWebAdapter({
    rooms,
    now,
    machineNow,
    mask: (text) => text,
    names: () => [],
  })
  const failed: string[] = []
  const log = {
    info: () => {},
    warn: (_: object, words: string) => void failed.push(words),
    error: (facts: object, words: string) => void failed.push(`${words} ${JSON.stringify(facts)}`),
  }
  const office = createOffice({
    database: { ...database, close: async () => {} },
    adapters: [web],
    now,
    machineNow,
    pacer: noPace,
    files,
    publicUrl: 'http://127.0.0.1:3000',
    holidays: holidayYears,
    log,
    eager: false,
  })
  const settle = async () => {
    await office.settle()
    await office.settle()
    expect(failed).toEqual([])
  }
  let key = 0
  const newest = async (account: string, room: string) => {
    const messages = await rooms.list({ room, seenBy: account, limit: 50 })
    const { body } = messages.filter((m) => m.by === undefined).at(-1)!
    return body.kind === 'text' ? body.text : plainText(body.message)
  }
  return {
    newest,
    async tick(ms: number) {
      at += ms
      await office.tick(now())
      await settle()
    },
    async say(account: string, text: string) {
      at += 1000
      const room = directRoom(account)
      const heard = await web.say({ account, room, text, files: [], key: `later-${++key}` })
      if (!heard.ok) throw new Error(heard.why)
      await office.inbox.handle(heard.incoming)
      await settle()
      return newest(account, room)
    },
    async press(account: string, label: string) {
      const lists = await Promise.all(
        [directRoom(account), 'group'].map((room) => rooms.list({ room, seenBy: account, limit: 200 })),
      )
      const offers = (m: (typeof lists)[number][number]) =>
        m.body.kind === 'message' ? (m.body.message.buttons ?? []).findIndex((b) => b.label === label) : -1
      const message = lists
        .flat()
        .filter((m) => offers(m) >= 0)
        .sort((a, b) => b.seq - a.seq)[0]!
      const heard = await web.press({
        account,
        message: message.id,
        button: offers(message),
        label,
        fields: {},
        key: `later-${++key}`,
      })
      if (!heard.ok) throw new Error(heard.why)
      await office.inbox.handle(heard.incoming)
      await settle()
    },
  }
}
