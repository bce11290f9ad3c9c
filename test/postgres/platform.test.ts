/** The platform fails in its several ways: words are delayed, never lost, never said twice, in their order. */
import { eq, isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { inbox, outbox } from '../../src/store/schema/index.ts'
import { type Bot, settleIn, startBot } from '../support/bot.ts'
import { newPostgresUrl, postgresUrl } from '../support/database.ts'
import { type FeishuSimulator, fault, startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import { expectOnce, undone, until } from '../support/once.ts'

describe.runIf(postgresUrl())('a platform in trouble', () => {
  let feishu: FeishuSimulator
  let bot: Bot
  let database: Database
  let url: string
  let house: ReturnType<typeof settleIn>
  let offsetMs = 0

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
    if (bot?.isAlive()) await bot.stop()
    await database?.close()
    await feishu?.close()
  })

  const assign = (subject: string) =>
    feishu.says({
      chat: house.group,
      from: house.account('li-na'),
      text: `/assign 人事科 ${subject} 3个工作日内`,
    })
  const quiet = () => until('everything said', async () => (await undone(database.db)).waiting === 0, 25_000)
  const subjects = (mark: string) =>
    feishu
      .botMessagesIn(house.group)
      .filter((m) => m.type === 'interactive' && m.seen.text.includes(mark))
      .map((m) => new RegExp(`${mark}(.)`).exec(m.seen.text)![1])

  test('429, 230020, a stale token, connections cut before and after, slow answers: once each, in order', {
    timeout: 40_000,
  }, async () => {
    const faults = [
      fault.tooManyRequests(1),
      fault.messageRateLimit(),
      fault.staleToken(),
      fault.resetBefore(),
      fault.resetAfter(),
      fault.slow(300),
      fault.stillSending(),
      fault.page(502),
    ]
    feishu.fail(...faults)
    for (const n of '甲乙丙丁戊己') expect((await assign(`风波${n}`)).attempts[0]!.status).toBe(200)
    await quiet()
    expect(subjects('风波').join('')).toBe('甲乙丙丁戊己')
    await expectOnce(database.db, feishu)
  })

  test('down for ten minutes: acknowledged meanwhile, said afterwards, the reply before what else it causes', {
    timeout: 40_000,
  }, async () => {
    await feishu.down()
    for (const n of '甲乙丙') expect((await assign(`停机${n}`)).attempts[0]!.status).toBe(200)
    const list = await feishu.says({ chat: house.group, from: house.account('li-na'), text: '/list' })
    expect(list.attempts[0]!.status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await bot.ask({ do: 'move', ms: 600_000 })
    offsetMs += 600_000
    await feishu.advance(600_000)
    expect(await (await fetch(`${bot.base}/readyz`)).json()).toMatchObject({
      ready: true,
      platforms: [{ away_since: expect.any(String) }],
    })
    await feishu.up()
    await bot.ask({ do: 'tick' })
    await quiet()
    expect(subjects('停机').join('')).toBe('甲乙丙')
    const neutral = feishu.botMessagesIn(house.group).find((m) => m.rootId === list.messageId)!
    const alone = feishu.directMessages(house.account('li-na')).at(-1)!
    expect(neutral.seen.text).toContain('已私信回复')
    expect(neutral.order).toBeLessThan(alone.order)
    await expectOnce(database.db, feishu)
  })

  test('somebody who cannot be reached: laid aside and shown, others go on', {
    timeout: 30_000,
  }, async () => {
    feishu.world.people.get(house.account('li-na'))!.refusesBot = true
    await feishu.says({ chat: house.group, from: house.account('li-na'), text: '/list' })
    await feishu.says({ chat: house.group, from: house.account('sun-lei'), text: '/list' })
    await quiet()
    const parked = await database.db.select().from(outbox).where(isNotNull(outbox.parkedAt))
    expect(parked.map((row) => row.trouble)).toEqual(['unreachable 230053'])
    expect(await (await fetch(`${bot.base}/metrics`)).text()).toMatch(/^duban_outbox_parked 1$/m)
    expect(feishu.directMessages(house.account('sun-lei')).at(-1)?.seen.text).toMatch(/在办/)
    const alert = feishu.directMessages(house.account('shi-lei')).at(-1)
    expect(alert?.seen.text).toMatch(/搁置[\s\S]*李娜/)
    feishu.world.people.get(house.account('li-na'))!.refusesBot = false
  })

  test('killed after the platform had taken it, back when its key is forgotten: looked up, not said again', {
    timeout: 60_000,
  }, async () => {
    // What it had written before shows where the post is: killed before the write that follows it.
    const count = () =>
      feishu.calls.filter((call) => call.method === 'POST' && /\/im\/v1\/messages/.test(call.path)).length
    const direct = () => feishu.directMessages(house.account('sun-lei')).length
    const [posts, said] = [count(), direct()]
    feishu.fail({ ...fault.slow(1200), on: /\/im\/v1\/messages$/, method: 'POST' })
    const list = await feishu.says({ chat: house.group, from: house.account('sun-lei'), text: '/list' })
    expect(list.attempts[0]!.status).toBe(200)
    // The neutral line is out and the words to the person alone are on their way; then nobody is there to mark them.
    await until('both posts', async () => count() >= posts + 1, 5000)
    await until(
      'the slow one on its way',
      async () =>
        feishu.world.messages.size > 0 &&
        new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 600)),
    )
    await bot.kill()
    await until('taken all the same', async () => direct() === said + 1, 5000)
    const twoHours = 7_200_000
    await feishu.advance(twoHours)
    bot = await startBot({ feishu, databaseUrl: url, offsetMs: offsetMs + twoHours, bureau: house.bureau })
    feishu.pointAt(bot.hook)
    expect((await undone(database.db)).waiting).toBeGreaterThan(0)
    await bot.ask({ do: 'tick' })
    await quiet()
    expect(direct()).toBe(said + 1)
    expect(feishu.botMessagesIn(house.group).filter((m) => m.rootId === list.messageId).length).toBe(1)
    await database.db.delete(outbox).where(isNotNull(outbox.parkedAt))
    expect((await database.db.select().from(inbox).where(eq(inbox.state, 'failed'))).length).toBe(0)
  })
})
