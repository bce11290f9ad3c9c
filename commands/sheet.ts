import { rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { whyRedWords } from '../src/chat/words/why-red.ts'
import { mayDo } from '../src/domain/authority.ts'
import { dayOf } from '../src/domain/time.ts'
import { whyRed } from '../src/services/orders/why-red.ts'
import { urgeOverdue } from '../src/services/sheet/urge-overdue.ts'
import { readWeek, sheetFor } from '../src/services/sheet/weekly-sheet.ts'

/** 本周办理情况: the sheet of Friday, as it would read now. */
export const sheet = defineCommand({
  name: 'sheet',
  aliases: ['本周办理情况', '周报', '本周情况'],
  for: 'reading',
  args: { text: rest },
  words: {
    zh: { summary: '查看本周办理情况', usage: '/sheet', example: '/本周办理情况' },
    en: { summary: 'the week so far', usage: '/sheet' },
  },
  async run({ ctx }) {
    const may = mayDo('seeSheet', { posts: ctx.actor.posts })
    if (!may.ok) return refused(may)
    const week = await readWeek(ctx, dayOf(ctx.now))
    const facts = sheetFor(ctx, week, ctx.actor, false)
    if (!facts) return alone(say('本周暂无交办、办结和到期事项。'))
    return alone(wordNotice({ kind: 'sheet.weekly', facts }, { inLeadingGroup: false, addressee: 'person' }))
  },
  presses: {
    'sheet.urge': async ({ ctx }) => {
      const done = await urgeOverdue(ctx)
      if (!done.ok) return refused(done)
      const { urged, skipped } = done.value
      if (urged === 0) {
        return {
          kind: 'pressed',
          toast: skipped > 0 ? '逾期事项今日均已催办，无需重复' : '目前没有逾期事项',
          tone: 'info',
        }
      }
      return {
        kind: 'pressed',
        toast: `已催办 ${urged} 件${skipped > 0 ? `，另有 ${skipped} 件今日已催办` : ''}`,
      }
    },
    'red.why': async ({ ctx, press }) => {
      const done = await whyRed(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: '情况说明已发送', tone: 'info', message: whyRedWords(done.value) }
    },
  },
})
