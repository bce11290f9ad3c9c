/** From one engine to the other and back: a bureau at work, lost, restored; nothing is said or done a second time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { writeBackup } from '../../src/app/backup/write-backup.ts'
import { memoryFiles } from '../../src/app/file-store.ts'
import { moment } from '../../src/domain/time.ts'
import type { Database } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { connectionOf, openConnection } from '../../src/store/session.ts'
import { AWAY, backupStory } from '../support/backup-story.ts'
import { withBureau } from '../support/bureau.ts'
import { newPostgresUrl, postgresUrl, testDatabase, testPostgres } from '../support/database.ts'
import { scratchFile } from '../support/scratch.ts'

const migrations = readMigrations(new URL('../../migrations', import.meta.url).pathname)

describe.runIf(postgresUrl())('a backup on the other engine', () => {
  const opened: Database[] = []
  const open = async (made: Promise<Database>) => {
    const database = await made
    opened.push(database)
    return database
  }
  afterAll(async () => {
    for (const database of opened) await database.close()
  })

  test('embedded → PostgreSQL, beyond the time in which the platform knows its keys', {
    timeout: 40_000,
  }, async () => {
    const url = await newPostgresUrl()
    const target = await openConnection({ url })
    await backupStory(await open(testDatabase()), AWAY.beyond, {
      connection: target,
      open: () => open(testPostgres({ url })),
    })
  })

  test('PostgreSQL → embedded, within that time', { timeout: 40_000 }, async () => {
    const second = await open(testDatabase())
    await backupStory(await open(testPostgres()), AWAY.within, {
      connection: connectionOf(second),
      open: async () => second,
    })
  })
})

describe.runIf(postgresUrl())('on PostgreSQL', () => {
  let database: Database
  beforeAll(async () => {
    database = await withBureau(await testPostgres())
  })
  afterAll(() => database.close())

  test('is refused where the bot is at work, though nothing is there yet', async () => {
    const path = await scratchFile()
    await writeBackup(path, {
      database,
      files: memoryFiles(),
      place: 'real',
      bureau: '示范市教育局',
      now: moment('2026-03-02 09:00'),
      machineNow: Date.now(),
    })
    const busy = await newPostgresUrl()
    const bot = await testPostgres({ url: busy })
    const restoring = async () =>
      restoreBackup(path, {
        migrations: await migrations,
        place: async () => ({ connection: await openConnection({ url: busy }), files: memoryFiles() }),
      })
    await expect(restoring()).rejects.toThrow('at work')
    await bot.close()
    expect((await restoring()).manifest.bureau).toBe('示范市教育局')
  })
})
