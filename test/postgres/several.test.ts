/** Four processes on one PostgreSQL: every event fifty times, to all of them at once. */
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { dayOf, type Moment, momentOf, type TimeOfDay } from '../../src/domain/time.ts'
import { SHEET_SLOT, sheetDay } from '../../src/domain/week.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { assignment, inbox, journal, outbox, slot } from '../../src/store/schema/index.ts'
import { type Bot, settleIn, startBot } from '../support/bot.ts'
import { newPostgresUrl, postgresUrl } from '../support/database.ts'
import { type FeishuSimulator, startFeishuSimulator } from '../support/feishu-simulator/index.ts'
import { expectOnce, nextWorkday, undone, until } from '../support/once.ts'

const calendar = calendarOf(holidayYears)
const PROCESSES = 4
const TIMES = 50

describe.runIf(postgresUrl())('four processes', () => {
  let feishu: FeishuSimulator
  let bots: Bot[]
  let database: Database
  let house: ReturnType<typeof settleIn>

  beforeAll(async () => {
    feishu = await startFeishuSimulator()
    house = settleIn(feishu, false)
    const databaseUrl = await newPostgresUrl()
    const options = { feishu, databaseUrl, bureau: house.bureau }
    bots = [await startBot(options)]
    bots.push(...(await Promise.all(Array.from({ length: PROCESSES - 1 }, () => startBot(options)))))
    const migrations = await readMigrations(new URL('../../migrations', import.meta.url).pathname)
    database = await openDatabase({ url: databaseUrl, migrations, connections: 2 })
    // One push of the platform's becomes fifty, spread over all processes, at once.
    feishu.pointAt(async ({ headers, body }) => {
      const pushes = Array.from({ length: TIMES }, async (_, i) => {
        const answer = await fetch(bots[i % PROCESSES]!.hook, {
          method: 'POST',
          headers,
          body: new Uint8Array(body),
        })
        return { status: answer.status, body: await answer.text() }
      })
      const answers = await Promise.all(pushes)
      return answers.find((one) => one.status !== 200) ?? answers[0]!
    })
  }, 60_000)

  afterAll(async () => {
    await Promise.all(bots?.map((bot) => bot.stop()) ?? [])
    await database?.close()
    await feishu?.close()
  })

  const quiet = async () => {
    await until(
      'everything said',
      async () => {
        const now = await undone(database.db)
        if (now.left > 0) await bots[0]!.ask({ do: 'tick' })
        return now.waiting === 0 && now.left === 0
      },
      30_000,
    )
  }
  const cards = () =>
    feishu.botMessagesIn(house.group).filter((m) => m.type === 'interactive' && m.seen.text.includes('号令'))

  test('one effect and one reply each', { timeout: 90_000 }, async () => {
    const says = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        feishu.says({
          chat: house.group,
          from: house.account('li-na'),
          text: `/assign 人事科、计财科 ${'甲乙丙丁戊己庚辛'[i]}号令 3个工作日内`,
        }),
      ),
    )
    expect(says.map((one) => one.attempts[0]!.status)).toEqual(says.map(() => 200))
    await quiet()
    for (const said of says) {
      const replies = feishu.botMessagesIn(house.group).filter((m) => m.parentId === said.messageId)
      expect(replies.length).toBe(1)
    }
    expect(cards().length).toBe(8)
    await expectOnce(database.db, feishu)
  })

  test('different answers and approvals in one thread at the same moment', { timeout: 90_000 }, async () => {
    const [card] = cards()
    const inThread = (from: string, text: string) =>
      feishu.says({
        chat: house.group,
        from: house.account(from),
        text,
        replyTo: card!.messageId,
        inThread: true,
      })
    await Promise.all([
      inThread('wang-qiang', '已办结，王强报'),
      inThread('zhao-min', '已办结，赵敏报'),
      inThread('qian-jin', '已办结，钱进报'),
    ])
    await quiet()
    const answered = await database.db
      .select()
      .from(journal)
      .where(and(eq(journal.kind, 'assignment.answered')))
    expect(answered.length).toBeGreaterThanOrEqual(2)
    const before = feishu.messagesIn(house.group).length
    await Promise.all([
      inThread('li-na', '/accept 人事科'),
      inThread('sun-lei', '/accept 人事科'),
      inThread('li-na', '/accept 计财科'),
      inThread('sun-lei', '/accept 计财科'),
    ])
    await quiet()
    const approved = await database.db.select().from(journal).where(eq(journal.kind, 'assignment.approved'))
    expect(approved.map((row) => JSON.parse(row.body).facts.department).sort()).toEqual([
      'finance',
      'personnel',
    ])
    const closed = await database.db.select().from(journal).where(eq(journal.kind, 'order.closed'))
    expect(closed.length).toBe(1)
    // Four said, four answered, in the thread or (with a neutral line there) alone.
    const there = feishu.messagesIn(house.group).slice(before)
    expect(there.filter((m) => m.sender.type === 'app').length).toBe(4)
    await expectOnce(database.db, feishu)
  })

  test('a tick in all of them: each reminder once, the brief once', { timeout: 60_000 }, async () => {
    let day = dayOf(Date.now() as Moment)
    for (let n = 0; n < 4; n++) {
      day = nextWorkday(day)
      const now = momentOf(day, '08:46' as TimeOfDay)
      await Promise.all(
        [0, 1, 2].flatMap((k) => bots.map((bot) => bot.ask({ do: 'tick', now: now + k * 1000 }))),
      )
      await quiet()
    }
    const slots = await database.db
      .select({ name: slot.name, n: sql<number>`count(*)::int` })
      .from(slot)
      .groupBy(slot.name)
    const counted = new Map(slots.map((row) => [row.name, row.n]))
    expect(counted.get('reminder')).toBeGreaterThan(2)
    const told = await database.db.select().from(outbox).where(sql`notice->>'kind' = 'brief.daily'`)
    const days = told.map((row) => (row.notice.facts as { day: string }).day)
    expect(new Set(days).size).toBe(days.length)
    expect(days.length).toBeGreaterThan(0)
    // And the week's sheet, at its hour.
    while (sheetDay(calendar, day) !== day) day = nextWorkday(day)
    const hour = momentOf(day, SHEET_SLOT)
    await Promise.all(
      [0, 1].flatMap((k) => bots.map((bot) => bot.ask({ do: 'tick', now: hour + 60_000 + k }))),
    )
    await quiet()
    const sheets = await database.db.select().from(outbox).where(sql`notice->>'kind' = 'sheet.weekly'`)
    expect(sheets.map((row) => row.lane).sort()).toEqual([
      'feishu:>ou_li_na',
      'feishu:>ou_sun_lei',
      'feishu:>ou_zhou_lan',
    ])
    const open = await database.db.select().from(assignment).where(eq(assignment.state, 'waiting'))
    expect(open.length).toBeGreaterThan(0)
    await expectOnce(database.db, feishu)
    expect((await database.db.select().from(inbox).where(eq(inbox.state, 'failed'))).length).toBe(0)
  })
})
