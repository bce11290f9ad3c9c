import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Adapter, PlatformError } from '../../src/chat/adapter.ts'
import type { Moment } from '../../src/domain/time.ts'
import { createDeliverer } from '../../src/jobs/deliver.ts'
import { noPace } from '../../src/jobs/pace.ts'
import { DOUBT_ALL_UNSENT } from '../../src/services/delivery/lanes.ts'
import { outbox } from '../../src/store/schema/index.ts'
import { connectionOf } from '../../src/store/session.ts'
import { testDatabase } from '../support/database.ts'

const NOW = Date.parse('2026-03-02T12:00:00+08:00')
const HOUR = 3_600_000

test('a restored message to somebody whose chat nobody knows is laid aside and shown; what stands behind it leaves', async () => {
  const database = await testDatabase()
  const { db } = database
  const row = (n: number, attempts: number, at: number) => ({
    id: crypto.randomUUID(),
    lane: 'feishu:>ou_new',
    platform: 'feishu',
    verb: 'post' as const,
    target: { to: 'person', account: 'ou_new' },
    notice: { kind: 'said', facts: { lines: [`第${n}条`] } },
    at,
    attempts,
    nextAt: at,
  })
  try {
    await db.insert(outbox).values([row(1, 5, NOW - 3 * HOUR), row(2, 0, NOW)])
    await connectionOf(database).transaction((session) => session.run(DOUBT_ALL_UNSENT))
    const posted: string[] = []
    const parked: string[] = []
    const adapter = {
      platform: 'feishu',
      can: { buttons: true },
      pace: { perSecond: 50, perMinute: 1000, perChatPerSecond: 5 },
      keyInForceMs: HOUR,
      find: async () => {
        throw new PlatformError('feishu', 'unknown', 'no-chat', 'not known yet')
      },
      post: async (_: unknown, message: { lines: unknown[] }) => {
        posted.push(String(message.lines[0]))
        return { messageId: `om_${posted.length}` }
      },
    } as unknown as Adapter
    const deliverer = createDeliverer({
      db,
      adapters: new Map([['feishu', adapter]]),
      pacer: noPace,
      machineNow: () => NOW,
      now: () => NOW as Moment,
      files: undefined,
      isLeadingGroup: () => false,
      onParked: async (_, error) => void parked.push(`${error.trouble} ${error.code}`),
      log: { warn: () => {}, error: () => {} },
    })
    deliverer.kick(['feishu:>ou_new'])
    await deliverer.idle()
    await deliverer.stop()
    expect(parked).toEqual(['unknown no-chat'])
    expect(posted).toEqual(['第2条'])
    const rows = await db.select().from(outbox).orderBy(asc(outbox.seq))
    expect(rows.map((r) => [r.parkedAt !== null, r.sentAt !== null])).toEqual([
      [true, false],
      [false, true],
    ])
  } finally {
    await database.close()
  }
})
