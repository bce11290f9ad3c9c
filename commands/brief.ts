import { rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { refuse } from '../src/domain/decision.ts'
import { isLeader } from '../src/domain/roster.ts'
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
    if (!isLeader(ctx.actor.posts)) {
      const holders = ['principal_leader', 'group_leader', 'vice_group_leader', 'leader_in_charge']
      return refused(refuse('authority.not-yours', { action: 'seeBrief', holders }))
    }
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
