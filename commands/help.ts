import { rest } from '../src/chat/args.ts'
import { type AnyCommand, alone, defineCommand } from '../src/chat/command.ts'
import type { CommandList } from '../src/chat/dispatch.ts'
import { say } from '../src/chat/message.ts'
import { mayDo } from '../src/domain/authority.ts'
import { answersFor, isLeader } from '../src/domain/roster.ts'
import type { Ctx } from '../src/services/context.ts'

/** 帮助: what this person can say, with examples that work. The list is handed in: it contains this command. */
export function helpFor(all: () => CommandList) {
  return defineCommand({
    name: 'help',
    aliases: ['帮助', '命令'],
    for: 'everybody',
    args: { text: rest },
    words: {
      zh: { summary: '查看可用命令', usage: '/help [命令]', example: '/帮助 交办' },
      en: { summary: 'what can be said', usage: '/help [COMMAND|en]' },
    },
    async run(call) {
      const asked = call.args.text
        .replace(/^[/／]/, '')
        .trim()
        .toLowerCase()
      const english = asked === 'en' || asked === 'english'
      const one = asked && !english ? all().byName(asked) : undefined
      if (one) {
        const { summary, usage, example } = one.words.zh
        const whose = isFor(one, call.ctx) ? [] : [WHOSE[one.for ?? 'everybody']]
        return alone({
          title: `/${one.name}　${one.aliases.join('、')}`,
          lines: [summary, usage, `例：${example}`, ...whose],
        })
      }
      if (asked && !english)
        return alone(say(`没有“${asked.slice(0, 20)}”这一命令。`, '全部命令请发送 /help'))
      const shown = all().commands.filter((c) => isFor(c, call.ctx))
      if (english) {
        return alone({
          title: 'Duban',
          lines: shown.map((c) => `${c.words.en.usage} — ${c.words.en.summary}`),
        })
      }
      return alone({
        title: '督办　可用命令',
        lines: [...grouped(shown), ...hints(call.ctx), '某一命令的用法：/help 交办'],
      })
    },
  })
}

const WHOSE: Readonly<Record<NonNullable<AnyCommand['for']>, string>> = {
  office: '本命令由领导小组办公室使用',
  department: '本命令由承办科室、单位使用',
  working: '本命令由领导小组办公室和承办科室、单位使用',
  reading: '本命令供局领导和领导小组办公室使用',
  leaders: '本命令供局领导使用',
  everybody: '',
}

/** What needs no command. */
function hints(ctx: Pick<Ctx, 'actor' | 'bureau'>): string[] {
  if (answersFor(ctx.actor.posts).length > 0)
    return ['办理结果请直接回复该件消息，如“已办结，见附件”；收到请回“收到”。']
  if (isLeader(ctx.actor.posts)) return ['询问进展、作出批示可直接说明，如“#12 到哪一步了”。']
  return []
}

/** A line for each kind of thing to do, in the order of a day. */
function grouped(commands: readonly AnyCommand[]): string[] {
  return GROUPS.flatMap(([group, names]) => {
    const own = names.flatMap((name) => commands.find((c) => c.name === name) ?? [])
    return own.length > 0 ? [`${group}　${own.map((c) => `/${c.name} ${c.aliases[0]}`).join('　')}`] : []
  })
}

/** What people do with a command, in the order of a day; every command stands in one group. */
export const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['下发', ['assign', 'split', 'revoke', 'reopen']],
  ['办理', ['sign', 'reply', 'extend', 'reroute', 'ask', 'hand']],
  ['审核', ['accept', 'return', 'excuse', 'respond']],
  ['督促', ['urge', 'release']],
  ['更正', ['undo', 'correct', 'move']],
  ['材料', ['collect', 'print']],
  ['查看', ['list', 'mine', 'show', 'why', 'history', 'sheet', 'brief', 'board']],
  ['名单', ['leave', 'roster', 'bind']],
  ['帮助', ['help']],
]

/** Whether the command is of any use to somebody. */
export function isFor(command: AnyCommand, { actor, bureau }: Pick<Ctx, 'actor' | 'bureau'>): boolean {
  const { posts } = actor
  const department = answersFor(posts).length > 0
  const leads = isLeader(posts)
  const assigns = mayDo('assign', { posts, staff: bureau.settings.staff }).ok
  const office = assigns && (!leads || department)
  const keeps = posts.some((p) => p.post === 'administrator')
  switch (command.for) {
    case 'office':
      // A leader who may dispatch is shown that and nothing else of the office's tools.
      return office || (assigns && command.name === 'assign')
    case 'department':
      return department
    case 'working':
      return office || department || keeps
    case 'reading':
      return office || leads
    case 'leaders':
      return leads
    default:
      return true
  }
}
