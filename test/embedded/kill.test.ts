import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import { killAtEveryWrite } from '../support/killed-at-every-write.ts'
import { expectOnce } from '../support/once.ts'

/** `KILL_STEP=1` kills at every write; it takes some minutes. */
const STEP = Number(process.env.KILL_STEP ?? 4)

test(`killed at every write (step ${STEP}) of a dispatch, an answer and a reminder, on the embedded database`, {
  timeout: 400_000,
}, async () => {
  const feishu = await startFeishuSimulator()
  const dataDir = await mkdtemp(join(tmpdir(), 'duban-kill-'))
  try {
    const { kills, bot } = await killAtEveryWrite(feishu, { dataDir }, STEP)
    await bot.stop()
    expect(Math.min(...Object.values(kills))).toBeGreaterThan(1)
    const migrations = await readMigrations(new URL('../../migrations', import.meta.url).pathname)
    const database = await openDatabase({ folder: join(dataDir, 'db'), migrations })
    await expectOnce(database.db, feishu)
    await database.close()
  } finally {
    await feishu.close()
    await rm(dataDir, { recursive: true, force: true })
  }
})
