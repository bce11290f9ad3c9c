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
import { effectsSince, type Since, since } from './effects.ts'
import type { Delivery, FeishuSimulator, PressOutcome } from './feishu-simulator/index.ts'
import { nextWorkday, undone, until } from './once.ts'
import { at, numeral, wholeDay } from './whole-day.ts'

const calendar = calendarOf(holidayYears)

/** Longer than a dead process's lanes stay held. */
const LANES_FREE_MS = 21_000
const MOST = 200

/** The platform pushes the same event again. */
interface Event {
  redeliver(): Promise<{ readonly status: unknown }>
}

interface Act {
  readonly name: string
  /** What has to be there before; nobody is killed meanwhile. */
  readonly before?: () => Promise<unknown>
  readonly does?: () => Promise<Event>
  /** Instead: who presses which button; in vain, they press it again. */
  readonly presses?: readonly [by: string, button: string]
}

export interface Options {
  readonly databaseUrl: string
  /** The test's own connection. */
  readonly open: () => Promise<Database>
  /** Before every so many writes. */
  readonly step: number
  /** These acts alone. */
  readonly only?: string | undefined
}

/** @returns how many kills each act took */
export async function killThroughTheDay(feishu: FeishuSimulator, options: Options) {
  const { databaseUrl, step } = options
  const day = wholeDay(feishu)
  const startsAt = at('2026-03-02', '08:50')
  const ahead = startsAt - feishu.now()
  const now = () => (feishu.now() + ahead) as Moment
  const { alone, inThread, press, shown } = day
  const start = () =>
    startBot({
      feishu,
      databaseUrl,
      offsetMs: feishu.now() - Date.now(),
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
    }).catch(async (error: Error) => {
      const left = await db.execute(sql`select lane, verb, notice->>'kind' as kind, trouble, attempts, next_at, after from outbox where sent_at is null`)
      throw new Error(`${error.message}: ${JSON.stringify([...(left as unknown as object[])])} now ${feishu.now()}\n${bot.said.slice(-5).join('')}`)
    })
  const restart = async () => {
    await feishu.advance(LANES_FREE_MS)
    bot = await start()
    feishu.pointAt(bot.hook)
    // What was not acknowledged is pushed again.
    await feishu.advance(0)
  }
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
  let no = 0
  let other = 0
  let unit = 0
  const one = (line: string) => async () => void (no = await issue(line))

  const acts: readonly Act[] = [
    {
      name: 'three orders confirmed',
      before: () =>
        says(
          alone(
            'li-na',
            '/assign\n人事科 核对编制数 5个工作日内\n基教科牵头、人事科配合 报送方案 5个工作日内\n计财科 核对往来款 8个工作日内',
          ),
        ),
      presses: ['li-na', '确认下发'],
    },
    {
      name: 'agreed by the leader',
      before: async () => {
        await says(alone('li-na', '/assign 人事科 更新权责清单 5个工作日内'))
        await says(press('li-na', '报组长审定'))
      },
      presses: ['zhou-lan', '同意下发'],
    },
    {
      name: 'restricted issued',
      before: () => says(alone('li-na', '/assign 人事科牵头、基教科配合 梳理招录信息 5个工作日内 限定知悉')),
      presses: ['li-na', '确认下发'],
    },
    {
      name: 'most urgent issued',
      before: () => says(alone('sun-lei', '/assign 特急 基教科 报送受灾情况 1个工作日内')),
      presses: ['sun-lei', '确认下发'],
    },
    {
      name: 'extension asked',
      before: one('人事科 更新权责清单 5个工作日内'),
      does: () => inThread(no, 'wang-qiang', '申请延期3个工作日，等考试中心数据'),
    },
    {
      name: 'extension granted',
      before: async () => {
        no = await issue('人事科 更新权责清单 5个工作日内')
        await says(inThread(no, 'wang-qiang', '申请延期3个工作日，等考试中心数据'))
      },
      presses: ['sun-lei', '同意延期'],
    },
    {
      name: 'rerouted',
      before: async () => {
        no = await issue('人事科 更新权责清单 5个工作日内')
        await says(alone('wang-qiang', `/reroute #${no} 基教科 属学校事项`))
      },
      presses: ['li-na', '改派基教科'],
    },
    {
      name: 'answered by the cover, with files',
      before: one('计财科 核对往来款 5个工作日内'),
      does: () => inThread(no, 'lu-yi', '已办结，见附件', ['往来款.xlsx', '说明.docx']),
    },
    {
      name: 'first card of a unit',
      before: () => says(alone('li-na', `/assign 第${numeral(++unit)}学校 报送方案 5个工作日内`)),
      presses: ['li-na', '确认下发'],
    },
    {
      name: 'answer moved',
      before: async () => {
        no = await issue('人事科 更新权责清单 5个工作日内')
        other = await issue('人事科 报送招录信息 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结，招录信息见附件', ['招录.xlsx']))
      },
      does: () => alone('wang-qiang', `/move #${no} #${other}`),
    },
    {
      name: 'undone',
      before: async () => {
        no = await issue('人事科、基教科 更新权责清单 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结，清单已更新'))
      },
      does: () => alone('wang-qiang', `/undo #${no}`),
    },
    {
      name: 'collected',
      before: async () => {
        no = await issue('人事科、基教科 报送自查情况 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结，见附件', ['自查表.xlsx']))
      },
      does: () => alone('li-na', `/collect #${no}`),
    },
    {
      name: 'all approved',
      before: async () => {
        no = await issue('人事科、基教科 报送自查情况 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结'))
        await says(inThread(no, 'he-jun', '已办结'))
      },
      does: () => inThread(no, 'li-na', '/accept 全部'),
    },
  ].filter(({ name }) => !options.only || name.includes(options.only)) as readonly Act[]

  const kills: Record<string, number> = {}
  await says(alone('qian-jin', '/leave 3月2日至5月29日 由陆毅代办'))
  // Its chat has its card from now on.
  await issue('人事科 核对岗位设置 20个工作日内')

  for (const [i, act] of acts.entries()) {
    kills[act.name] = 0
    const killed: { readonly before: number; readonly was: Since; readonly effects: readonly string[] }[] = []
    const today = dayOf(now())
    if (now() > at(today, '10:30')) await goTo(at(nextWorkday(today), '08:50'))
    for (let n = (i * 4) % step; ; n += step) {
      if (n >= MOST) throw new Error(`${act.name} never comes through`)
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
      if (again.status !== 200) throw new Error(`${act.name}, ${n}: not taken\n${bot.said.slice(-5).join('')}`)
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
    for (const days of [1, 2, 3, 4, 5, 8]) await issue(`基教科 报送第${numeral(days)}批材料 ${days}个工作日内`)
    kills['the morning'] = await killedTicks('08:46', nextWorkday, async (today) => {
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
    kills['the sheet'] = await killedTicks('16:30', nextFriday, async (today, told) => {
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
    for (let count = 0, n = 3; ; count++, n += step) {
      if (n >= MOST * 3) throw new Error(`the tick of ${time} never comes through`)
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
