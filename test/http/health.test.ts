import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Moment, moment } from '../../src/domain/time.ts'
import { createHealth, type HealthParts } from '../../src/http/health.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import {
  LAST_BACKUP,
  LAST_TICK,
  missingMigrations,
  reached,
  readFigures,
  stuckSince,
} from '../../src/services/health/figures.ts'
import { writeKept } from '../../src/store/bureau.ts'
import { testDatabase } from '../support/database.ts'

const NOW = Date.parse('2026-03-02T09:00:00+08:00')
const fine: HealthParts = {
  database: async () => {},
  platforms: () => [{ name: 'feishu', awaySince: undefined }],
  machineNow: () => NOW,
}
const never = () => new Promise<never>(() => {})

describe('/healthz', () => {
  test('the process is up, whatever the database does', async () => {
    const answer = await createHealth({ ...fine, database: never }).request('/healthz')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ status: 'up' })
  })
})

describe('/readyz', () => {
  const ask = async (change: Partial<HealthParts>) => {
    const answer = await createHealth({ ...fine, ...change }).request('/readyz')
    return { status: answer.status, said: (await answer.json()) as Record<string, unknown> }
  }

  test('ready', async () => {
    expect(await ask({})).toEqual({
      status: 200,
      said: {
        ready: true,
        configuration: 'ok',
        database: 'ok',
        migrations: 'ok',
        platforms: [{ name: 'feishu', away_since: null }],
      },
    })
  })

  test('a platform that is away is named, and we are ready all the same', async () => {
    const { status, said } = await ask({ platforms: () => [{ name: 'feishu', awaySince: NOW - 60_000 }] })
    expect(status).toBe(200)
    expect(said.platforms).toEqual([{ name: 'feishu', away_since: '2026-03-02T00:59:00.000Z' }])
  })

  test('without the database: 503, by its code and not by its words', async () => {
    const database = async () => {
      throw Object.assign(new Error('password of duban at 10.0.0.5'), { code: '28P01' })
    }
    const { status, said } = await ask({ database })
    expect(status).toBe(503)
    expect(said.database).toBe('Error 28P01')
  })

  test('a database that does not answer is not waited for long', async () => {
    const { status, said } = await ask({ database: never, patienceMs: 20 })
    expect(status).toBe(503)
    expect(said.database).toBe('Error timeout')
  })

  test('missing migrations, a wrong configuration: 503, and what it is', async () => {
    const missing = await ask({ missing: async () => ['0001_second'] })
    expect(missing).toMatchObject({ status: 503, said: { migrations: { missing: ['0001_second'] } } })
    const wrong = await ask({ problems: ['缺少 FEISHU_APP_SECRET'], database: never })
    expect(wrong).toMatchObject({ status: 503, said: { configuration: ['缺少 FEISHU_APP_SECRET'] } })
  })
})

describe('/metrics', () => {
  const figures = async () => ({
    outboxWaiting: 3,
    outboxParked: 1,
    outboxOldestMs: 4500,
    leftEvents: 2,
    lanesHeld: 1,
    filesWaiting: 0,
    platforms: [{ name: 'feishu', waiting: 3, oldestMs: 4500, parked: 1 }],
    leftOldestMs: 61_000,
    failedEvents: 1,
    filesLost: 2,
    openRequests: 4,
    remindersLate: 5,
    tickAgoMs: 42_000,
    backupAgoMs: Number.POSITIVE_INFINITY,
    databaseBytes: 1_048_576,
  })

  test('tells the figures in Prometheus’ text form', async () => {
    const health = createHealth({
      ...fine,
      figures,
      metrics: createMetrics(),
      started: NOW - 1500,
      platforms: () => [{ name: 'feishu', awaySince: NOW - 60_000 }],
    })
    const answer = await health.request('/metrics')
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const text = await answer.text()
    for (const line of [
      '# TYPE duban_outbox_waiting gauge',
      'duban_outbox_waiting 3',
      'duban_outbox_parked 1',
      'duban_outbox_oldest_seconds 4.5',
      'duban_left_events 2',
      'duban_lanes_held 1',
      'duban_database_up 1',
      'duban_platform_away{platform="feishu"} 1',
      'duban_platform_away_seconds{platform="feishu"} 60',
      'duban_start_to_ready_seconds 1.5',
      'duban_outbox_platform_oldest_seconds{platform="feishu"} 4.5',
      'duban_outbox_platform_parked{platform="feishu"} 1',
      'duban_left_event_oldest_seconds 61',
      'duban_failed_events 1',
      'duban_files_lost 2',
      'duban_open_requests 4',
      'duban_reminders_late 5',
      'duban_tick_lag_seconds 42',
      'duban_backup_age_seconds +Inf',
      'duban_database_bytes 1048576',
    ])
      expect(text.split('\n')).toContain(line)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
    expect(text.endsWith('\n')).toBe(true)
  })

  test('every help text of a figure that may grow says what to do then', async () => {
    const health = createHealth({ ...fine, figures, metrics: createMetrics() })
    const helps = (await (await health.request('/metrics')).text())
      .split('\n')
      .filter((l) => /^# HELP duban_/.test(l))
    expect(helps.length).toBeGreaterThan(18)
    for (const help of helps)
      expect(help).toMatch(/[.;] .*(?:\b(?:0|1)|[Aa]bove|[Oo]ver|[Gg]rowing|High).*: .{12,}\.$/)
  })

  test('answers without the database, and says so', async () => {
    const health = createHealth({ ...fine, figures: never, metrics: createMetrics(), patienceMs: 20 })
    const answer = await health.request('/metrics')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('duban_database_up 0')
  })

  test('is not there where nobody asked for it', async () => {
    expect((await createHealth(fine).request('/metrics')).status).toBe(404)
  })
})

describe('metrics', () => {
  test('a histogram’s buckets are cumulative and end with all', () => {
    const metrics = createMetrics()
    const seconds = metrics.histogram('s', 'seconds', [0.1, 1])
    for (const s of [0.05, 0.5, 0.1, 7]) seconds.observe(s, { platform: 'feishu' })
    expect(metrics.text().split('\n')).toEqual([
      '# HELP s seconds',
      '# TYPE s histogram',
      's_bucket{platform="feishu",le="0.1"} 2',
      's_bucket{platform="feishu",le="1"} 3',
      's_bucket{platform="feishu",le="+Inf"} 4',
      's_sum{platform="feishu"} 7.65',
      's_count{platform="feishu"} 4',
      '',
    ])
  })

  test('labels cannot break a line', () => {
    const metrics = createMetrics()
    metrics.counter('c', 'x').add({ a: 'b"\n\\' })
    expect(metrics.text()).toContain('c{a="b\\"\\n\\\\"} 1\n')
  })
})

describe('the figures themselves', () => {
  test('are counted from the outbox, the lanes and what was left', async () => {
    const database = await testDatabase()
    try {
      const { db } = database
      await reached(db)
      expect(await missingMigrations(db, ['0000_first', '9999_later'])).toEqual(['9999_later'])
      expect(await readFigures(db, NOW, NOW as Moment)).toEqual({
        platforms: [],
        leftOldestMs: 0,
        failedEvents: 0,
        filesLost: 0,
        openRequests: 0,
        remindersLate: 0,
        backupAgoMs: Number.POSITIVE_INFINITY,
        databaseBytes: expect.any(Number),
        outboxWaiting: 0,
        outboxParked: 0,
        outboxOldestMs: 0,
        leftEvents: 0,
        lanesHeld: 0,
        filesWaiting: 0,
      })
      const row = (at: number, more: Record<string, number | null>) => sql`
        insert into outbox (id, lane, platform, verb, notice, at, attempts, next_at, first_tried_at, sent_at, parked_at)
        values (${crypto.randomUUID()}, 'feishu:oc', 'feishu', 'post', '{}', ${at}, ${more.attempts ?? 0}, ${at},
          ${more.tried ?? null}, ${more.sent ?? null}, ${more.parked ?? null})`
      await db.execute(row(NOW - 1000, {}))
      await db.execute(row(NOW + 60_000, { attempts: 4, tried: NOW - 90_000 }))
      await db.execute(row(NOW - 500_000, { sent: NOW }))
      await db.execute(row(NOW - 500_000, { parked: NOW, attempts: 1, tried: NOW - 500_000 }))
      await db.execute(
        sql`insert into lane (lane, held_by, held_until) values ('a', 'me', ${NOW + 1}), ('b', 'me', ${NOW - 1}), ('c', null, 0)`,
      )
      await db.execute(sql`insert into inbox (platform, event, received_at, state, attempts) values
        ('feishu', 'a', ${NOW - 7000}, 'waiting', 0), ('feishu', 'b', ${NOW - 9000}, 'failed', 6), ('feishu', 'c', 0, 'done', 0)`)
      await db.execute(sql`insert into file (id, platform, message, key, kind, name, state, attempts) values
        (${crypto.randomUUID()}, 'feishu', 'm', 'k', 'file', 'n', 'lost', 6), (${crypto.randomUUID()}, 'feishu', 'm', 'l', 'file', 'n', 'kept', 0)`)
      const slot = (name: string, person: string, at: string) =>
        sql`insert into slot (name, day, person, at) values (${name}, '2026-03-02', ${person}, ${Date.parse(`2026-03-02T${at}+08:00`)})`
      await db.execute(slot('reminder', 'wang-qiang', '08:46'))
      await db.execute(slot('reminder', 'liu-chang', '10:46'))
      await db.execute(slot('brief', '', '09:06'))
      await db.execute(slot('cards', '', '17:00'))
      await writeKept(db, LAST_TICK, String(NOW - 20_000))
      await writeKept(db, LAST_BACKUP, '2026-03-01T09:00:00+08:00')
      const now = moment('2026-03-02 17:00')
      expect(await readFigures(db, NOW, now)).toMatchObject({
        outboxWaiting: 2,
        outboxParked: 1,
        outboxOldestMs: 90_000,
        platforms: [{ name: 'feishu', waiting: 2, oldestMs: 90_000, parked: 1 }],
        lanesHeld: 1,
        leftEvents: 1,
        leftOldestMs: 7000,
        failedEvents: 1,
        filesLost: 1,
        remindersLate: 2,
        tickAgoMs: 20_000,
        backupAgoMs: 86_400_000,
      })
      expect((await readFigures(db, NOW, now)).databaseBytes).toBeGreaterThan(100_000)
      expect(await stuckSince(db)).toEqual(new Map([['feishu', NOW - 90_000]]))
    } finally {
      await database.close()
    }
  })
})
