import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { practice, withBureau } from '../support/bureau.ts'
import { newPostgresUrl, postgresUrl } from '../support/database.ts'
import { type FeishuSimulator, startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import {
  type Bundle,
  bundleWorker,
  type RunningWorker,
  startWorker,
  whyNoWorkerd,
} from '../support/worker-rig.ts'

const skipped = postgresUrl() ? await whyNoWorkerd() : 'this machine has no PostgreSQL from the npm package'
if (skipped) console.warn(`the Workers entry is not tested: ${skipped}`)

const GROUP = 'oc_group'
const ou = (code: string) => `ou_${code}`

/** The practice bureau, with everybody and one group on Feishu, dispatching without a preview. */
const bureau = {
  ...practice,
  people: practice.people.map((p) => ({ ...p, accounts: { feishu: ou(p.code) } })),
  chats: [
    { platform: 'feishu' as const, id: GROUP, title: '政务公开领导小组工作群', kind: 'group' as const },
  ],
  settings: { confirm: false },
}
const holding = (post: string, department?: string) =>
  bureau.posts.find(
    (p) =>
      p.post === post &&
      (department === undefined ||
        bureau.people.find((one) => one.code === p.person)?.department === department),
  )!.person

const staff = ou(holding('office_staff'))
const head = ou(holding('department_head', 'personnel'))

describe.skipIf(skipped)('the Workers entry in workerd', () => {
  let bundle: Bundle
  let url: string
  let database: Database
  let feishu: FeishuSimulator
  let worker: RunningWorker

  beforeAll(async () => {
    bundle = await bundleWorker()
    url = await newPostgresUrl()
    const migrations = await readMigrations(new URL('../../migrations', import.meta.url).pathname)
    database = await openDatabase({ url, migrations, connections: 2 })
    await withBureau(database, bureau)
    feishu = await startFeishuSimulator()
    for (const person of bureau.people) feishu.person(person.name, ou(person.code))
    feishu.chat(
      GROUP,
      bureau.people.map((p) => ou(p.code)),
    )
    worker = await startWorker(
      bundle,
      url,
      { ...feishu.env, PUBLIC_URL: 'https://duban.example.cn', PACE: 'off' },
      { bucket: true },
    )
    feishu.pointAt(`${worker.base}/hooks/feishu`)
  }, 120_000)

  afterAll(async () => {
    await worker?.close()
    await feishu?.close()
    await database?.close()
  })

  /** Delivery comes after the acknowledgement. */
  async function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
    for (let n = 0; n < 200; n++) {
      const found = await look()
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`waited in vain for ${what}; the worker wrote:\n${worker.logged.join('\n')}`)
  }
  const botSaid = () => feishu.botMessagesIn(GROUP)
  const calm = () => new Promise((resolve) => setTimeout(resolve, 800))
  const count = async (query: ReturnType<typeof sql>) => {
    const rows = (await database.db.execute(query)) as unknown as { n: number }[]
    return Number(rows[0]!.n)
  }

  test('is up, and ready with the database it was made for', async () => {
    expect((await fetch(`${worker.base}/healthz`)).status).toBe(200)
    const ready = await fetch(`${worker.base}/readyz`)
    expect(await ready.json()).toEqual({
      ready: true,
      configuration: 'ok',
      database: 'ok',
      migrations: 'ok',
      platforms: [{ name: 'feishu', away_since: null }],
    })
    expect(ready.status).toBe(200)
  })

  test('the platform’s check of the address is answered within a second', async () => {
    const started = performance.now()
    const { status, body, challenge } = await feishu.checksAddress()
    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual({ challenge })
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('/assign is answered with the issued order, once, however often it is delivered', async () => {
    const said = await feishu.says({
      chat: GROUP,
      from: staff,
      text: '/assign 人事科 更新权责清单 5个工作日内',
    })
    expect(said.attempts).toMatchObject([{ status: 200 }])
    expect(said.attempts[0]!.ms).toBeLessThan(3000)
    const order = await until(() => botSaid()[0], 'the issued order')
    expect(order.parentId).toBe(said.messageId)
    expect(order.seen.text).toContain('更新权责清单')
    expect(order.seen.text).toContain('人事科')

    expect(await said.redeliver()).toMatchObject({ status: 200, body: '{}' })
    await calm()
    expect(botSaid()).toHaveLength(1)
    expect(await count(sql`select count(*)::int as n from orders`)).toBe(1)
  })

  test('a press is acknowledged in time with a notice, and changes the order’s message', async () => {
    const [order] = botSaid()
    const pressed = await feishu.presses(order!.messageId, head, '签收')
    expect(pressed.error).toBeUndefined()
    expect(pressed.attempt.ms).toBeLessThan(3000)
    expect(pressed.toast).toMatchObject({ type: 'success' })
    await until(
      () => (feishu.message(order!.messageId).updatedAt > order!.updatedAt ? true : undefined),
      'the edit',
    )
    expect(await pressed.redeliver()).toMatchObject({ status: 200 })
    expect(
      await count(sql`select count(*)::int as n from journal where kind = 'order.signed'`),
    ).toBeLessThanOrEqual(1)
  })

  test('a free sentence to the bot alone is previewed there; confirmed, it is issued in the group', async () => {
    await feishu.says({ direct: true, from: staff, text: '请人事科下周五前更新公开指南' })
    const preview = await until(() => feishu.directMessages(staff)[0], 'the preview')
    expect(preview.seen.buttons).toContain('确认下发')
    const before = botSaid().length
    const pressed = await feishu.presses(preview.messageId, staff, '确认下发')
    expect(pressed.toast?.content).toContain('已下发')
    const order = await until(() => botSaid()[before], 'the order')
    expect(order.seen.text).toContain('公开指南')
  })

  test('a file said in the order’s thread is kept in the bucket', async () => {
    const [order] = botSaid()
    await feishu.says({
      chat: GROUP,
      from: head,
      text: '已办结，见附件',
      replyTo: order!.messageId,
      inThread: true,
      files: [{ name: '清单.docx', bytes: new TextEncoder().encode('权责清单') }],
    })
    const keys = await until(
      async () => ((await worker.files()).length > 0 ? worker.files() : undefined),
      'the file',
    )
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatch(/^files\/[0-9a-f]{64}$/)
  })

  test('the cron trigger sends the reminders that are due, once', async () => {
    await feishu.says({ chat: GROUP, from: staff, text: '/assign 计财科 核对决算公开表 5个工作日内' })
    await until(() => botSaid().find((m) => m.seen.text.includes('核对决算公开表')), 'the second order')
    const owing = ou(holding('department_head', 'planning_finance'))
    const at = await count(
      sql`select next_line_at as n from assignment where department = 'planning_finance' and next_line_at is not null`,
    )
    const before = feishu.directMessages(owing).length
    expect(await worker.tick(at - 60_000)).toBe('ok')
    expect(feishu.directMessages(owing)).toHaveLength(before)
    expect(await worker.tick(at)).toBe('ok')
    await until(() => feishu.directMessages(owing)[before], 'the reminder')
    expect(feishu.directMessages(owing)[before]!.seen.text).toContain('核对决算公开表')
    expect(await worker.tick(at)).toBe('ok')
    expect(await worker.tick(at + 60_000)).toBe('ok')
    expect(feishu.directMessages(owing)).toHaveLength(before + 1)
  })

  test('what the platform does not take goes out with a later tick', async () => {
    await feishu.down()
    const said = await pushed('/assign 基教科 公布招生方案 5个工作日内')
    expect(said.status).toBe(200)
    const waits = sql`select count(*)::int as n from outbox where sent_at is null and attempts > 0`
    await until(async () => ((await count(waits)) > 0 ? true : undefined), 'a failed try')
    const ready = (await (await fetch(`${worker.base}/readyz`)).json()) as {
      platforms: { away_since: string }[]
    }
    expect(Date.parse(ready.platforms[0]!.away_since)).toBeGreaterThan(Date.now() - 60_000)
    await feishu.up()
    await until(async () => {
      await worker.tick(Date.now())
      return (await count(waits)) === 0 ? true : undefined
    }, 'the message to leave')
  })

  /** An event pushed while the platform's own API is closed. */
  async function pushed(text: string): Promise<Response> {
    const message = feishu.world.add({
      chatId: GROUP,
      sender: { id: staff, type: 'user' },
      type: 'text',
      content: JSON.stringify({ text }),
    })
    const event = {
      sender: { sender_id: { open_id: staff }, sender_type: 'user' },
      message: {
        message_id: message.messageId,
        create_time: String(message.createdAt),
        chat_id: GROUP,
        chat_type: 'group',
        message_type: 'text',
        content: message.content,
      },
    }
    const { whole } = feishu.pusher.envelope('im.message.receive_v1', event, String(Date.now()))
    const { headers, body } = feishu.pusher.seal(whole)
    return fetch(`${worker.base}/hooks/feishu`, { method: 'POST', headers, body: new Uint8Array(body) })
  }

  test('when a lock does not come in time the event is stored, acknowledged, and finished by the next tick', async () => {
    const holder = postgres(url, { max: 1 })
    try {
      let free = () => {}
      const held = new Promise<void>((resolve) => {
        free = resolve
      })
      let locked = () => {}
      const taken = new Promise<void>((resolve) => {
        locked = resolve
      })
      const holding = holder.begin(async (tx) => {
        await tx`lock table orders in access exclusive mode`
        locked()
        await held
      })
      await taken
      const said = await feishu.says({
        chat: GROUP,
        from: staff,
        text: '/assign 教师工作科 核实培训名单 5个工作日内',
      })
      expect(said.attempts).toMatchObject([{ status: 200 }])
      expect(said.attempts[0]!.ms).toBeGreaterThan(1000)
      free()
      await holding
    } finally {
      await holder.end()
    }
    expect(botSaid().some((m) => m.seen.text.includes('核实培训名单'))).toBe(false)
    expect(await worker.tick(Date.now())).toBe('ok')
    const order = await until(() => botSaid().find((m) => m.seen.text.includes('核实培训名单')), 'the order')
    expect(order.seen.text).toContain('教师工作科')
  })

  test('many at once are each answered once, in the lanes’ order, and no connection outlives its request', async () => {
    const texts = Array.from({ length: 8 }, (_, n) => `/assign 人事科 报名统计第${n + 1}批 5个工作日内`)
    const before = botSaid().length
    const connections = sql`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and application_name = 'postgres.js'`
    const saying = Promise.all(texts.map((text) => feishu.says({ chat: GROUP, from: staff, text })))
    await until(async () => ((await count(connections)) > 0 ? true : undefined), 'connections')
    const deliveries = await saying
    for (const { attempts } of deliveries) expect(attempts).toMatchObject([{ status: 200 }])
    await until(() => (botSaid().length >= before + texts.length ? true : undefined), 'eight orders')
    await calm()
    expect(botSaid()).toHaveLength(before + texts.length)
    const replies = botSaid().slice(before)
    expect(new Set(replies.map((m) => m.parentId))).toEqual(new Set(deliveries.map((d) => d.messageId)))
    await until(async () => ((await count(connections)) === 0 ? true : undefined), 'the connections to close')
  })

  test('the token is asked for once, not for every request', () => {
    const asked = feishu.calls.filter((c) => c.path.includes('tenant_access_token') && c.status === 200)
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  test('the forged and the stale are turned away and leave nothing behind', async () => {
    const rows = sql`select (select count(*) from inbox)::int + (select count(*) from outbox)::int as n`
    const before = await count(rows)
    const { whole } = feishu.pusher.envelope('im.message.receive_v1', {}, String(Date.now()))
    const good = feishu.pusher.seal(whole)
    const post = (headers: Record<string, string>, body: Uint8Array<ArrayBuffer> | string) =>
      fetch(`${worker.base}/hooks/feishu`, { method: 'POST', headers, body }).then((r) => r.status)
    const body = new Uint8Array(good.body)
    expect(await post({ ...good.headers, 'x-lark-signature': '0'.repeat(64) }, body)).toBe(401)
    const stale = feishu.pusher.seal(whole, Date.now() - 9 * 3_600_000)
    expect(await post(stale.headers, new Uint8Array(stale.body))).toBe(401)
    expect(await post({}, 'not JSON')).toBe(400)
    expect(await post({}, 'x'.repeat(1024 * 1024 + 1))).toBe(413)
    expect(await count(rows)).toBe(before)
  })

  test('without its configuration it says what is missing, and lets the platform come again', async () => {
    const bare = await startWorker(bundle, url, {})
    try {
      const ready = await fetch(`${bare.base}/readyz`)
      expect(ready.status).toBe(503)
      const { configuration } = (await ready.json()) as { configuration: string[] }
      expect(configuration.join()).toMatch(/FEISHU_APP_ID/)
      expect(configuration.join()).toMatch(/PUBLIC_URL/)
      expect((await fetch(`${bare.base}/hooks/feishu`, { method: 'POST', body: '{}' })).status).toBe(503)
      expect((await fetch(`${bare.base}/healthz`)).status).toBe(200)
    } finally {
      await bare.close()
    }
  })

  test('a database that is gone is a 503, and the event comes again', async () => {
    const gone = new URL(url)
    gone.pathname = '/no_such_database'
    const broken = await startWorker(bundle, gone.href, {
      ...feishu.env,
      PUBLIC_URL: 'https://duban.example.cn',
    })
    try {
      expect((await fetch(`${broken.base}/readyz`)).status).toBe(503)
      feishu.pointAt(`${broken.base}/hooks/feishu`)
      const said = await feishu.says({ chat: GROUP, from: staff, text: '/list' })
      expect(said.attempts).toMatchObject([{ status: 503 }])
      feishu.pointAt(`${worker.base}/hooks/feishu`)
      await feishu.advance(15_000)
      expect(said.attempts).toMatchObject([{ status: 503 }, { status: 200 }])
    } finally {
      feishu.pointAt(`${worker.base}/hooks/feishu`)
      await broken.close()
    }
  })

  test('writes nothing that anybody said', () => {
    const all = worker.logged.join('\n')
    expect(all).not.toContain('权责清单')
    expect(all).not.toContain('招生方案')
    expect(all).not.toContain(feishu.appSecret)
  })
})
