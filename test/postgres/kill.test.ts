import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { newPostgresUrl, postgresUrl } from '../support/database.ts'
import { startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import { killAtEveryWrite } from '../support/killed-at-every-write.ts'
import { expectOnce } from '../support/once.ts'

/** Before every third write; `KILL_STEP=1`: before every one, which takes some minutes. */
const STEP = Number(process.env.KILL_STEP ?? 3)

const migrations = readMigrations(new URL('../../migrations', import.meta.url).pathname)

test.runIf(postgresUrl())(
  `killed at the writes of a dispatch, an answer and a reminder (step ${STEP}), on PostgreSQL`,
  { timeout: 400_000 },
  async () => {
    const feishu = await startFeishuSimulator()
    const databaseUrl = await newPostgresUrl()
    try {
      const { kills, bot } = await killAtEveryWrite(feishu, { databaseUrl }, STEP)
      await bot.stop()
      expect(Math.min(...Object.values(kills))).toBeGreaterThan(STEP === 1 ? 3 : 1)
      const database = await openDatabase({ url: databaseUrl, migrations: await migrations, connections: 1 })
      await expectOnce(database.db, feishu)
      await database.close()
    } finally {
      await feishu.close()
    }
  },
)
