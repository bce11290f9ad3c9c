import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { newPostgresUrl, postgresUrl } from '../support/database.ts'
import { startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import { killThroughTheDay } from '../support/killed-through-the-day.ts'
import { expectOnce } from '../support/once.ts'

/**
 * `DAY_KILL_STEP=1` kills at every write of every act, `7` at every seventh; it takes many minutes. `DAY_KILL_ONLY=undone`
 * does so in one act, `ticks` in what happens by itself.
 */
const { DAY_KILL_STEP, DAY_KILL_ONLY } = process.env
const STEP = DAY_KILL_STEP ? Number(DAY_KILL_STEP) : undefined

test.runIf(postgresUrl())(
  `killed in each act of the day (${STEP ? `step ${STEP}` : 'once'}), on PostgreSQL`,
  { timeout: 3_000_000 },
  async () => {
    const feishu = await startFeishuSimulator({ signsByItsClock: true })
    const databaseUrl = await newPostgresUrl()
    const migrations = await readMigrations(new URL('../../migrations', import.meta.url).pathname)
    const open = () => openDatabase({ url: databaseUrl, migrations, connections: 1 })
    try {
      const { kills, db, close } = await killThroughTheDay(feishu, {
        databaseUrl,
        open,
        step: STEP,
        only: DAY_KILL_ONLY,
      })
      expect(Math.min(...Object.values(kills)), JSON.stringify(kills)).toBeGreaterThan(0)
      await expectOnce(db, feishu)
      await close()
    } finally {
      await feishu.close()
    }
  },
)
