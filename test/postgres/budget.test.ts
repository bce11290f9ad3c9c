/** When a transaction's budget is spent: stored, acknowledged in time, finished by the next tick, once. */
import { eq } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { inbox, orders } from '../../src/store/schema/index.ts'
import { type Bot, settleIn, startBot } from '../support/bot.ts'
import { newPostgresUrl, postgresUrl } from '../support/database.ts'
import { type FeishuSimulator, startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import { expectOnce, undone } from '../support/once.ts'

const WARM = 12

describe.runIf(postgresUrl())('a budget that is spent', () => {
  let feishu: FeishuSimulator
  let bot: Bot
  let database: Database
  let url: string
  let house: ReturnType<typeof settleIn>

  beforeAll(async () => {
    feishu = await startFeishuSimulator()
    house = settleIn(feishu, false)
    url = await newPostgresUrl()
    bot = await startBot({ feishu, databaseUrl: url, bureau: house.bureau })
    feishu.pointAt(bot.hook)
    const migrations = await readMigrations(new URL('../../migrations', import.meta.url).pathname)
    database = await openDatabase({ url, migrations, connections: 2 })
  }, 60_000)
  afterAll(async () => {
    await bot?.stop()
    await database?.close()
    await feishu?.close()
  })

  test('a lock that is held: twenty events, each acknowledged within 3 s, each done once', {
    timeout: 30_000,
  }, async () => {
    const { account, group } = house
    // As in any hour but the first: connections are open.
    await Promise.all(
      Array.from({ length: WARM }, (_, n) =>
        feishu.says({ chat: group, from: account('li-na'), text: `/assign 人事科 先有的${n}件 3个工作日内` }),
      ),
    )
    await bot.ask({ do: 'settle' })
    const holder = postgres(url, { max: 1, onnotice: () => {} })
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let locked = () => {}
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve
    })
    const holding = holder.begin(async (sql) => {
      await sql`select * from serial_no for update`
      locked()
      await held
    })
    await isLocked
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        feishu.says({
          chat: group,
          from: account('li-na'),
          text: `/assign 人事科 第${n}件 联系人13800138000 3个工作日内`.replace(
            n % 2 ? '联系人13800138000 ' : '',
            '',
          ),
        }),
      ),
    )
    expect(said.map((one) => one.attempts[0]!.status)).toEqual(said.map(() => 200))
    expect(Math.max(...said.map((one) => one.attempts[0]!.ms))).toBeLessThan(3000)
    const left = await database.db.select().from(inbox).where(eq(inbox.state, 'waiting'))
    expect(left.length).toBeGreaterThan(0)
    release()
    await holding
    await holder.end()
    // Delivered again meanwhile, as the platform may.
    for (const one of said.slice(0, 5)) await one.redeliver()
    await bot.ask({ do: 'tick' })
    await bot.ask({ do: 'settle' })
    await expectOnce(database.db, feishu)
    expect((await database.db.select().from(orders)).length).toBe(WARM + 10)
  })

  test('what waits is stored masked, and is stopped all the same', { timeout: 20_000 }, async () => {
    const { account, group } = house
    const lock = postgres(url, { max: 1, onnotice: () => {} })
    let locked = () => {}
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve
    })
    const blocking = lock.begin(async (sql) => {
      // Nobody may even write down that an event came, except alone.
      await sql`lock table matter_head in exclusive mode`
      locked()
      await new Promise((resolve) => setTimeout(resolve, 2200))
    })
    await isLocked
    const before = await database.db.select().from(orders)
    const said = await feishu.says({
      chat: group,
      from: account('li-na'),
      text: '/assign 人事科 核对身份证11010519491231002X，电话13800138000 3个工作日内',
    })
    expect(said.attempts[0]!.status).toBe(200)
    const [row] = await database.db.select().from(inbox).where(eq(inbox.event, said.messageId))
    expect(row?.state).toBe('waiting')
    expect(JSON.stringify(row?.payload)).not.toMatch(/11010519491231002X|13800138000/)
    await blocking
    await lock.end()
    await bot.ask({ do: 'tick' })
    await bot.ask({ do: 'settle' })
    expect((await database.db.select().from(orders)).length).toBe(before.length)
    expect(feishu.directMessages(account('li-na')).at(-1)?.seen.text).toMatch(/身份证/)
    await expectOnce(database.db, feishu)
  })

  test('a poisoned event is tried a few times, laid aside, and keeps nobody waiting', {
    timeout: 20_000,
  }, async () => {
    const { account, group } = house
    const hour = 3_600_000
    await database.db.insert(inbox).values({
      platform: 'feishu',
      event: 'om_poison',
      receivedAt: Date.now() - hour,
      state: 'waiting',
      attempts: 0,
      payload: {
        incoming: {
          kind: 'said',
          platform: 'feishu',
          eventId: 'om_poison',
          chat: { id: group, kind: 'group' },
          sender: { account: account('li-na') },
          text: '/assign',
          mentionsBot: false,
          messageId: 'om_poison',
        },
        findings: [],
        at: Date.now(),
      },
    })
    const good = await feishu.says({
      chat: group,
      from: account('li-na'),
      text: '/assign 人事科 毒药之外 3个工作日内',
    })
    expect(good.attempts[0]!.status).toBe(200)
    for (let n = 0; n < 8; n++) await bot.ask({ do: 'tick' })
    await bot.ask({ do: 'settle' })
    const [row] = await database.db.select().from(inbox).where(eq(inbox.event, 'om_poison'))
    expect(row).toMatchObject({ state: 'failed', attempts: 6 })
    expect((await undone(database.db)).left).toBe(0)
    const told = feishu.directMessages(account('li-na')).filter((m) => m.seen.text.includes('未能办理'))
    expect(told.length).toBe(1)
    await expectOnce(database.db, feishu)
  })
})
