/**
 * Dispatch, answer and reminder, each with a bot killed before its first write, then before its second … until one run
 * comes through. After each kill the bot is started again, the platform pushes again what was not acknowledged, and once
 * more what was; then everything must have happened exactly once.
 */
import { dayOf, type Moment, momentOf, type TimeOfDay } from '../../src/domain/time.ts'
import { type Bot, settleIn, startBot } from './bot.ts'
import type { Delivery, FeishuSimulator } from './feishu-simulator/index.ts'
import { nextWorkday } from './once.ts'

/** Longer than a dead process's lanes stay held. */
const LANES_FREE_MS = 21_000
const MOST = 120

export interface Story {
  /** How many kills each part took. */
  readonly kills: Record<'dispatch' | 'answer' | 'reminder', number>
  readonly bot: Bot
}

export async function killAtEveryWrite(
  feishu: FeishuSimulator,
  where: { readonly databaseUrl?: string; readonly dataDir?: string },
  /** 2: before every second write only, where a start is dear. */
  step = 1,
): Promise<Story> {
  const { bureau, account, group } = settleIn(feishu, false)
  let offsetMs = 0
  const start = () => startBot({ feishu, ...where, offsetMs, bureau })
  let bot = await start()
  feishu.pointAt(bot.hook)

  const restart = async () => {
    offsetMs += LANES_FREE_MS
    bot = await start()
    feishu.pointAt(bot.hook)
    await feishu.advance(LANES_FREE_MS)
  }
  const quiet = async () => {
    await bot.ask({ do: 'settle' })
  }

  /** One run, with a kill after `writes` writes. `true`: it came through. */
  const push = async (writes: number, event: () => Promise<Delivery>): Promise<boolean> => {
    await quiet()
    await bot.ask({ do: 'arm', writes })
    const delivery = await event()
    const through = await ended()
    if (!through) await restart()
    else await bot.ask({ do: 'arm' })
    const again = await delivery.redeliver()
    if (again.status !== 200)
      throw new Error(`the event was not taken: ${again.status}\n${bot.said.slice(-5).join('')}`)
    await quiet()
    return through
  }
  /** Whether the bot gets over it: it lives, and writes no more. */
  const ended = async (): Promise<boolean> => {
    let before = -1
    let still = 0
    while (still < 3) {
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

  const cards = (subject: string) =>
    feishu.botMessagesIn(group).filter((m) => m.type === 'interactive' && m.seen.text.includes(subject))
  const exactly = (what: string, got: number, wanted = 1) => {
    if (got !== wanted)
      throw new Error(`${what}: ${got} instead of ${wanted}\n${bot.said.slice(-5).join('')}`)
  }

  const kills = { dispatch: 0, answer: 0, reminder: 0 }
  let last = ''
  for (let n = 0; ; n += step) {
    if (n >= MOST) throw new Error('dispatch never comes through')
    last = `第${n}回 更新权责清单`
    const text = `/assign 人事科 ${last} ${(n % 8) + 3}个工作日内`
    const through = await push(n, () => feishu.says({ chat: group, from: account('li-na'), text }))
    exactly(`cards of ${last}`, cards(last).length)
    if (through) break
    kills.dispatch++
  }

  for (let n = 0; ; n += step) {
    if (n >= MOST) throw new Error('the answer never comes through')
    if (cards(`第${n}回`).length === 0) {
      await feishu.says({
        chat: group,
        from: account('li-na'),
        text: `/assign 人事科 第${n}回 更新权责清单 3个工作日内`,
      })
      await quiet()
    }
    const card = cards(`第${n}回`)[0]!
    const text = `已办结，第${n}回清单已更新`
    const through = await push(n, () =>
      feishu.says({
        chat: group,
        from: account('wang-qiang'),
        text,
        replyTo: card.messageId,
        inThread: true,
      }),
    )
    const inThread = feishu
      .botMessagesIn(group)
      .filter((m) => m.rootId === card.messageId && m.seen.text.includes('已登记'))
    exactly(`receipts of answer ${n}`, inThread.length)
    const arrived = feishu
      .directMessages(account('li-na'))
      .filter((m) => m.seen.text.includes(`第${n}回清单`))
    exactly(`answers shown to the issuer ${n}`, arrived.length)
    if (!feishu.message(card.messageId).seen.text.includes('已反馈'))
      throw new Error(`the card of answer ${n} was not edited`)
    if (through) break
    kills.answer++
  }

  // Somebody who has not answered: a reminder each working day for a while.
  const days = step === 1 ? 100 : 45
  for (let n = 1; n <= days; n++) {
    const text = `/assign 基教科 提醒${n}号事项 ${n}个工作日内`
    await feishu.says({ chat: group, from: account('li-na'), text })
  }
  await quiet()
  const reminded = () => feishu.directMessages(account('he-jun')).length
  let day = dayOf((Date.now() + offsetMs) as Moment)
  for (let n = 0; ; n += step) {
    if (n >= MOST) throw new Error('the reminder never comes through')
    day = nextWorkday(day)
    const now = momentOf(day, '08:46' as TimeOfDay)
    const before = reminded()
    await quiet()
    await bot.ask({ do: 'arm', writes: n })
    await bot.ask({ do: 'tick', now }).catch(() => undefined)
    const through = await ended()
    if (!through) await restart()
    else await bot.ask({ do: 'arm' })
    await bot.ask({ do: 'tick', now: now + 60_000 })
    await quiet()
    exactly(`reminders of ${day}`, reminded() - before)
    if (through) break
    kills.reminder++
  }
  return { kills, bot }
}
