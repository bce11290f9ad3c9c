/**
 * The office's day on two processes over one PostgreSQL: each event twenty times to both at once, and two people who do
 * opposite things at the same moment.
 */
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isoOf, type Moment } from '../../src/domain/time.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { draft, journal, orders, outbox, request } from '../../src/store/schema/index.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { newPostgresUrl, postgresUrl } from '../support/database.ts'
import { dayActs } from '../support/day-acts.ts'
import { effectsSince, type Since, since } from '../support/effects.ts'
import { type FeishuSimulator, startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import { expectOnce, undone, until } from '../support/once.ts'
import { at, numeral, type WholeDay, wholeDay } from '../support/whole-day.ts'

const PROCESSES = 2
const TIMES = 20

describe.runIf(postgresUrl())('the day on two processes', () => {
  let feishu: FeishuSimulator
  let bots: Bot[]
  let database: Database
  let day: WholeDay
  let times = 1
  let turn = 0
  const startsAt = at('2026-03-02', '09:30')
  let ahead = 0

  beforeAll(async () => {
    feishu = await startFeishuSimulator({ signsByItsClock: true })
    day = wholeDay(feishu)
    ahead = startsAt - feishu.now()
    const databaseUrl = await newPostgresUrl()
    const options = {
      feishu,
      databaseUrl,
      bureau: day.bureau,
      env: { DUBAN_CLOCK: isoOf(startsAt), DUBAN_CLOCK_OK: '1' },
    }
    bots = [await startBot(options)]
    for (let n = 1; n < PROCESSES; n++) bots.push(await startBot(options))
    const migrations = await readMigrations(new URL('../../migrations', import.meta.url).pathname)
    database = await openDatabase({ url: databaseUrl, migrations, connections: 2 })
    // One push of the platform's becomes `times`, spread over all processes, at once; each push begins with another.
    feishu.pointAt(async ({ headers, body }) => {
      const first = turn++
      const pushes = Array.from({ length: times }, async (_, i) => {
        const { hook } = bots[(first + i) % PROCESSES]!
        const answer = await fetch(hook, { method: 'POST', headers, body: new Uint8Array(body) })
        return { status: answer.status, body: await answer.text() }
      })
      const answers = await Promise.all(pushes)
      return answers.find((one) => one.status !== 200) ?? answers[0]!
    })
    await settled(day.alone('qian-jin', '/leave 3月2日至3月31日 由陆毅代办'))
    await issue('人事科 核对岗位设置 20个工作日内')
  }, 60_000)

  afterAll(async () => {
    await Promise.all(bots?.map((bot) => bot.stop()) ?? [])
    await database?.close()
    await feishu?.close()
  })

  const quiet = () =>
    until(
      'everything said',
      async () => {
        const { waiting, left } = await undone(database.db)
        return waiting + left === 0
      },
      20_000,
    )
  async function settled<T>(doing: Promise<T>): Promise<T> {
    const done = await doing
    await quiet()
    return done
  }
  async function issue(line: string): Promise<number> {
    await settled(day.alone('li-na', `/assign ${line}`))
    await settled(day.press('li-na', '确认下发'))
    return (await since(database.db, feishu)).no
  }
  /** What it does, pushed once and then, done anew, twenty times: the same. */
  async function sameManyTimes(name: string, what: () => Promise<() => Promise<unknown>>): Promise<void> {
    const effects: (readonly string[])[] = []
    for (const n of [1, TIMES]) {
      const was: Since = await since(database.db, feishu)
      const does = await what()
      times = n
      await settled(does())
      times = 1
      effects.push(await effectsSince(database.db, feishu, was))
    }
    expect.soft(effects[1], name).toEqual(effects[0])
    expect(effects[0]!.length, name).toBeGreaterThan(3)
  }
  const entries = async (no: number, kind: string) =>
    (
      await database.db
        .select({ body: journal.body, actor: journal.actor })
        .from(journal)
        .where(sql`${journal.matter} = ${`order:2026-${no}`} and ${journal.kind} = ${kind}`)
    ).map((row) => ({ actor: row.actor, facts: JSON.parse(row.body).facts }))

  describe('each event twenty times, to both at once', () => {
    test('as once', { timeout: 60_000 }, async () => {
      for (const { name, before, does, presses } of dayActs(day, issue, settled)) {
        await sameManyTimes(name, async () => {
          await before?.()
          return () => (presses ? day.press(...presses) : does!())
        })
      }
    })
  })

  describe('two people at the same moment', () => {
    test('two directors grant and refuse the same extension: one decides', { timeout: 30_000 }, async () => {
      for (let n = 0; n < 2; n++) {
        const no = await issue('人事科 更新权责清单 5个工作日内')
        await settled(day.inThread(no, 'wang-qiang', '申请延期3个工作日，等考试中心数据'))
        const [one, two] = await settled(
          Promise.all([
            day.press('sun-lei', '同意延期'),
            day.alone('ma-li', `/extend #${no} 人事科 不同意 请按期办理`),
          ]),
        )
        expect(one.toast?.content).toBeDefined()
        expect(two.arrived).toBe(true)
        const [row, ...more] = await database.db
          .select()
          .from(request)
          .innerJoin(orders, eq(orders.id, request.order))
          .where(eq(orders.no, no))
        expect(more).toEqual([])
        const granted = await entries(no, 'assignment.extended')
        const refused = await entries(no, 'extension.refused')
        expect(granted.length + refused.length).toBe(1)
        expect(row!.request.state).toBe(granted.length === 1 ? 'granted' : 'refused')
        // Said once in the thread, whichever it is; the other is told that it is over.
        const said = feishu
          .botMessagesIn(day.group)
          .filter((m) => m.threadId && /延期/.test(m.seen.text) && m.seen.text.includes(`〔2026〕${no}号`))
        expect(said.filter((m) => /同意.*延期|延期.*未予同意/.test(m.seen.text)).length).toBe(1)
      }
    })

    test('the same draft confirmed by its sender and by a colleague', { timeout: 30_000 }, async () => {
      await settled(day.alone('li-na', '/assign\n人事科 核对编制数 5个工作日内\n基教科 报送方案 5个工作日内'))
      const { no } = await since(database.db, feishu)
      const card = day.shown('li-na', '确认下发').messageId
      const [mine, theirs, again] = await settled(
        Promise.all([
          day.press('li-na', '确认下发', {}, card),
          day.press('wu-di', '确认下发', {}, card),
          day.press('li-na', '确认下发', {}, card),
        ]),
      )
      expect((await since(database.db, feishu)).no).toBe(no + 2)
      expect(theirs.toast?.type).toBe('warning')
      expect(theirs.toast?.content).toContain('李娜')
      expect([mine.toast?.type, again.toast?.type].sort()).toEqual(['success', 'warning'])
    })

    test('the leader agrees while the sender withdraws', { timeout: 30_000 }, async () => {
      for (let n = 0; n < 2; n++) {
        await settled(day.alone('li-na', '/assign 人事科 更新权责清单 5个工作日内'))
        await settled(day.press('li-na', '报组长审定'))
        const before = (await since(database.db, feishu)).no
        const [agreed, withdrawn] = await settled(
          Promise.all([day.press('zhou-lan', '同意下发'), day.press('li-na', '撤回报送')]),
        )
        const issued = (await since(database.db, feishu)).no - before
        const [row] = await database.db.select().from(draft).orderBy(sql`at desc`).limit(1)
        expect(row!.state).toBe(issued === 1 ? 'issued' : 'cancelled')
        expect(agreed.toast?.type).toBe(issued === 1 ? 'success' : 'warning')
        expect(/已撤回，未下发/.test(withdrawn.toast?.content ?? '')).toBe(issued === 0)
      }
    })

    test('a department answers while the director reroutes it', { timeout: 30_000 }, async () => {
      for (let n = 0; n < 2; n++) {
        const no = await issue('人事科 更新权责清单 5个工作日内')
        await settled(
          Promise.all([
            day.inThread(no, 'wang-qiang', '已办结，清单已更新'),
            day.inThread(no, 'sun-lei', '/改派 基教科 属学校事项'),
          ]),
        )
        const answered = await entries(no, 'assignment.answered')
        const rerouted = await entries(no, 'assignment.rerouted')
        const thread = feishu
          .botMessagesIn(day.group)
          .filter((m) => m.rootId === day.cardOf(no).messageId)
          .map((m) => m.seen.text)
        // What was registered has its receipt, and what was not has none.
        expect(thread.filter((text) => text.includes('已登记')).length).toBe(answered.length)
        expect(thread.filter((text) => text.includes('改派基教科')).length).toBe(rerouted.length)
        expect(answered.length + rerouted.length).toBeGreaterThan(0)
      }
    })

    test('all approved while a colleague returns one of them', { timeout: 30_000 }, async () => {
      for (let n = 0; n < 2; n++) {
        const no = await issue('人事科、基教科 报送自查情况 5个工作日内')
        await settled(day.inThread(no, 'wang-qiang', '已办结'))
        await settled(day.inThread(no, 'he-jun', '已办结'))
        await settled(
          Promise.all([
            day.inThread(no, 'li-na', '/accept 全部'),
            day.inThread(no, 'wu-di', '/return 人事科 缺附件二'),
          ]),
        )
        const approved = (await entries(no, 'assignment.approved')).map((e) => e.facts.department)
        const returned = await entries(no, 'assignment.returned')
        const closed = await entries(no, 'order.closed')
        expect(closed.length).toBe(returned.length === 0 ? 1 : 0)
        expect([...approved].sort()).toEqual(returned.length === 0 ? ['basic', 'personnel'] : ['basic'])
      }
    })

    test('two orders to a unit without a card yet: one card, and it lists both', {
      timeout: 30_000,
    }, async () => {
      for (const unit of [11, 12]) {
        const name = `第${numeral(unit)}学校`
        await settled(day.alone('li-na', `/assign ${name} 报送甲方案 5个工作日内`))
        await settled(day.alone('wu-di', `/assign ${name} 报送乙方案 5个工作日内`))
        await settled(Promise.all([day.press('li-na', '确认下发'), day.press('wu-di', '确认下发')]))
        const cards = feishu.botMessagesIn(`oc_unit${unit}`)
        expect(cards.length).toBe(1)
        expect(cards[0]!.seen.text).toContain('2 件')
        expect(cards[0]!.seen.text).toContain('甲方案')
        expect(cards[0]!.seen.text).toContain('乙方案')
        // And one that stands is edited for both.
        const no = Number(/〔2026〕(\d+)号/.exec(cards[0]!.seen.text)![1])
        await settled(
          Promise.all([
            day.inThread(no, `head${unit}`, '收到'),
            day.alone('sun-lei', `/assign ${name} 报送丙方案 5个工作日内`),
          ]),
        )
        await settled(
          Promise.all([day.press('sun-lei', '确认下发'), day.inThread(no, `head${unit}`, '已办结')]),
        )
        const [card, ...more] = feishu.botMessagesIn(`oc_unit${unit}`)
        expect(more).toEqual([])
        expect(card!.seen.text).toContain('2 件')
        expect(card!.seen.text).toContain('丙方案')
      }
    })

    test('the sheet and the morning, ticked in both at once: each once', { timeout: 30_000 }, async () => {
      await issue('基教科 报送材料 1个工作日内')
      for (const [on, time, kind, people] of [
        ['2026-03-04', '08:46', 'reminder.merged', undefined],
        ['2026-03-06', '16:30', 'sheet.weekly', 5],
      ] as const) {
        const ms = at(on, time) - (feishu.now() + ahead)
        await Promise.all(bots.map((bot) => bot.ask({ do: 'move', ms })))
        await feishu.advance(ms)
        const now = (feishu.now() + ahead) as Moment
        await Promise.all([...bots, ...bots].map((bot) => bot.ask({ do: 'tick', now })))
        await quiet()
        const told = await database.db
          .select({ lane: outbox.lane, day: sql<string>`notice->'facts'->>'day'` })
          .from(outbox)
          .where(sql`notice->>'kind' = ${kind}`)
        const lanes = told.map((row) => `${row.lane} ${row.day}`)
        expect(new Set(lanes).size).toBe(lanes.length)
        expect(lanes.length).toBeGreaterThan(0)
        if (people) expect(lanes.length).toBe(people)
      }
      const cards = feishu.botMessagesIn('oc_personnel').filter((m) => m.seen.text.startsWith('本科室待办'))
      expect(cards.length).toBe(1)
      expect(cards[0]!.seen.text).toContain('截至 3月4日')
    })

    test('and every message left exactly once', async () => {
      await expectOnce(database.db, feishu)
    })
  })
})
