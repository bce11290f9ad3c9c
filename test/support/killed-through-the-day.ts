/**
 * Each act of the office's day with a bot killed before a write of it, then before a later one … until one run comes
 * through. After each kill the bot is started again, the platform pushes again what was not acknowledged and once more
 * what was, and whoever pressed presses again. What then stands in the database and was said must be what stands and was
 * said after the run that came through.
 */
import { and, eq, gt, lte, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { addDays, type Day, dayOf, isoOf, type Moment, weekday } from '../../src/domain/time.ts'
import type { Database } from '../../src/store/database.ts'
import { assignment, outbox } from '../../src/store/schema/index.ts'
import { type Bot, startBot } from './bot.ts'
import { dayActs } from './day-acts.ts'
import { effectsSince, type Since, since } from './effects.ts'
import type { Delivery, FeishuSimulator, PressOutcome } from './feishu-simulator/index.ts'
import { nextWorkday, undone, until } from './once.ts'
import { at, numeral, wholeDay } from './whole-day.ts'

const calendar = calendarOf(holidayYears)

/** Longer than a dead process's lanes stay held. */
const LANES_FREE_MS = 21_000
/** More writes than any act has. */
const MOST = 200
/** The shortest act has more writes than these together. */
const FIRST = 2
const SPREAD = 11

export interface Options {
  readonly databaseUrl: string
  /** The test's own connection. */
  readonly open: () => Promise<Database>
  /** Before every so many writes; without it once, somewhere, in each act that is more than a commit. */
  readonly step?: number | undefined
  /** These acts alone. */
  readonly only?: string | undefined
}

/** @returns how many kills each act took */
export async function killThroughTheDay(feishu: FeishuSimulator, options: Options) {
  const { databaseUrl, step = MOST } = options
  const day = wholeDay(feishu)
  const startsAt = at('2026-03-02', '08:50')
  const ahead = startsAt - feishu.now()
  const now = () => (feishu.now() + ahead) as Moment
  const { alone, press, shown } = day
  const start = (later = 0) =>
    startBot({
      feishu,
      databaseUrl,
      offsetMs: feishu.now() - Date.now() + later,
      bureau: day.bureau,
      env: { DUBAN_CLOCK: isoOf(startsAt), DUBAN_CLOCK_OK: '1' },
    })
  let bot: Bot = await start()
  feishu.pointAt(bot.hook)
  const { db, close } = await options.open()

  const quiet = () =>
    until('everything said', async () => {
      await bot.ask({ do: 'settle' })
      const { waiting, left } = await undone(db)
      return waiting + left === 0
    })
  const restart = async () => {
    bot = await start(LANES_FREE_MS)
    feishu.pointAt(bot.hook)
    // What was not acknowledged is pushed again.
    await feishu.advance(LANES_FREE_MS)
  }
  /** Not to the minute itself: the bot's clock stands a little behind, for the time its first start took. */
  const goTo = async (moment: Moment) => {
    const ms = moment - now()
    await bot.ask({ do: 'move', ms })
    await feishu.advance(ms)
  }
  /** Whether the bot gets over it: it lives, and writes no more. */
  const gotOver = async (): Promise<boolean> => {
    let before = -1
    for (let still = 0; still < 3; ) {
      const writes = await bot.ask({ do: 'writes' }).catch(() => undefined)
      if (writes === undefined) {
        await bot.ended
        return false
      }
      still = writes === before ? still + 1 : 0
      before = writes as number
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    return true
  }

  const issue = async (line: string): Promise<number> => {
    await alone('li-na', `/assign ${line}`)
    await quiet()
    await press('li-na', '确认下发')
    await quiet()
    return (await since(db, feishu)).no
  }
  const says = async (said: Promise<Delivery | PressOutcome>) => {
    const done = await said
    if ('error' in done || ('arrived' in done && !done.arrived))
      throw new Error(`not taken: ${JSON.stringify(done)}\n${bot.said.slice(-5).join('')}`)
    await quiet()
  }
  const { step: asked, only } = options
  const acts = dayActs(day, issue, says).filter((act) =>
    only ? act.name.includes(only) : asked !== undefined || !act.plain,
  )

  const kills: Record<string, number> = {}
  await says(alone('qian-jin', '/leave 3月2日至5月29日 由陆毅代办'))
  // Its chat has its card from now on.
  await issue('人事科 核对岗位设置 20个工作日内')

  for (const [i, act] of acts.entries()) {
    kills[act.name] = 0
    const killed: { readonly before: number; readonly was: Since; readonly effects: readonly string[] }[] = []
    const today = dayOf(now())
    if (now() > at(today, '10:30')) await goTo(at(nextWorkday(today), '08:50'))
    for (let n = options.step ? (i * 4) % step : FIRST + ((i * 5) % SPREAD); ; n += step) {
      if (n >= 2 * MOST) throw new Error(`${act.name} never comes through`)
      const was = await since(db, feishu)
      await act.before?.()
      await quiet()
      await bot.ask({ do: 'arm', writes: n })
      const button = act.presses && shown(...act.presses).messageId
      const does = () => (act.presses ? press(...act.presses, {}, button) : act.does!())
      const event = await does()
      const through = await gotOver()
      if (through) await bot.ask({ do: 'arm' })
      else await restart()
      const again = await event.redeliver()
      if (again.status !== 200)
        throw new Error(`${act.name}, ${n}: not taken\n${bot.said.slice(-5).join('')}`)
      await quiet()
      if (!through && act.presses) {
        // The button may be gone: then it is done.
        await does().catch(() => undefined)
        await quiet()
      }
      const effects = await effectsSince(db, feishu, was)
      if (!through) {
        killed.push({ before: n, was, effects })
        kills[act.name]!++
        continue
      }
      for (const one of killed) {
        expect.soft(one.effects, `${act.name}, killed before write ${one.before} of ${n}`).toEqual(effects)
      }
      break
    }
  }

  if (!options.only || options.only === 'ticks') {
    // Something falls due each day, and something is late each Friday.
    for (const days of [1, 2, 3, 4, 5, 8])
      await issue(`基教科 报送第${numeral(days)}批材料 ${days}个工作日内`)
    kills['the morning'] = await killedTicks('08:47', nextWorkday, async (today) => {
      const [due] = await db
        .select({ n: sql<number>`count(*)::int` })
        .from(assignment)
        .where(lte(assignment.nextLineAt, now()))
      expect(due!.n, `lines of ${today} left unsaid`).toBe(0)
      const card = feishu.botMessagesIn('oc_personnel').findLast((m) => m.seen.text.startsWith('本科室待办'))
      // Later than that the platform takes no edit.
      if (card && feishu.now() - card.createdAt < 13 * DAY) {
        expect(card.seen.text).toContain(`截至 ${Number(today.slice(5, 7))}月${Number(today.slice(8))}日`)
      }
    })
    kills['the sheet'] = await killedTicks('16:31', nextFriday, async (today, told) => {
      const sheets = told.filter((line) => line.startsWith('sheet.weekly')).sort()
      const readers = ['zhou_lan', 'sun_lei', 'ma_li', 'li_na', 'wu_di']
      expect(sheets, `the sheet of ${today}`).toEqual(
        readers.map((name) => `sheet.weekly feishu:>ou_${name}`).sort(),
      )
    })
  }
  await bot.stop()
  return { kills, close, db }

  /**
   * The tick of a day, killed; then the next one. Nobody is told the same thing twice.
   * @param check what was told, as `kind lane`
   */
  async function killedTicks(
    time: string,
    next: (day: Day) => Day,
    check: (day: Day, told: readonly string[]) => Promise<void>,
  ): Promise<number> {
    for (let count = 0, n = FIRST + SPREAD; ; count++, n += step) {
      if (n >= 3 * MOST) throw new Error(`the tick of ${time} never comes through`)
      const today = next(dayOf(now()))
      await goTo(at(today, time))
      await quiet()
      const [last] = await db.select({ seq: sql<number>`max(seq)::int` }).from(outbox)
      await bot.ask({ do: 'arm', writes: n })
      await bot.ask({ do: 'tick' }).catch(() => undefined)
      const through = await gotOver()
      if (through) await bot.ask({ do: 'arm' })
      else await restart()
      await bot.ask({ do: 'tick' })
      await quiet()
      const posts = await db
        .select()
        .from(outbox)
        .where(and(gt(outbox.seq, last!.seq), eq(outbox.verb, 'post')))
      const told = posts.map((row) => `${row.notice.kind} ${row.lane}`)
      expect([...new Set(told)], `told on ${today}, killed before write ${n}`).toEqual(told)
      await check(today, told)
      if (through) return count
    }
  }
}

const DAY = 86_400_000

function nextFriday(day: Day): Day {
  const days = (12 - weekday(day)) % 7 || 7
  const friday = addDays(day, days)
  // A week whose Friday is a day off has its sheet on another day.
  return calendar.isWorkday(friday) ? friday : nextFriday(friday)
}
