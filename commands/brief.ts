import { rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { mayDo } from '../src/domain/authority.ts'
import { hurryRed } from '../src/services/brief/hurry-red.ts'
import { briefNow } from '../src/services/brief/send-brief.ts'

/** 办理日报: the brief of 08:35, as it would read now, to the leader who asks. */
export const brief = defineCommand({
  name: 'brief',
  aliases: ['办理日报', '日报'],
  for: 'leaders',
  args: { text: rest },
  words: {
    zh: { summary: '查看办理日报（局领导）', usage: '/brief', example: '/办理日报' },
    en: { summary: "the leaders' brief, as of now", usage: '/brief' },
  },
  async run({ ctx }) {
    const may = mayDo('seeBrief', { posts: ctx.actor.posts })
    if (!may.ok) return refused(may)
    const facts = await briefNow(ctx, ctx.actor)
    if (!facts) return alone(say('目前没有报请您审定的事项，也没有新增红灯事项。'))
    return alone(wordNotice({ kind: 'brief.daily', facts }, { inLeadingGroup: false, addressee: 'person' }))
  },
  presses: {
    'red.hurry': async ({ ctx }) => {
      const done = await hurryRed(ctx)
      if (!done.ok) return refused(done)
      const { matters, fresh } = done.value
      if (matters === 0) return { kind: 'pressed', toast: '目前没有红灯事项', tone: 'info' }
      return fresh
        ? { kind: 'pressed', toast: '已转办公室督促' }
        : { kind: 'pressed', toast: '今日已转办公室督促', tone: 'info' }
    },
  },
})
