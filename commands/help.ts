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
        const whose = isFor(one, call.ctx)
          ? []
          : [one.for === 'office' ? '本命令由领导小组办公室使用' : '本命令由承办科室、单位使用']
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

/** What needs no command. */
function hints(ctx: Pick<Ctx, 'actor' | 'bureau'>): string[] {
  if (answersFor(ctx.actor.posts).length > 0)
    return ['办理结果请直接回复该件消息，如“已办结，见附件”；收到请回“收到”。']
  if (isLeader(ctx.actor.posts)) return ['询问进展、作出批示可直接说明，如“#12 到哪一步了”。']
  return []
}

/** Two commands on a line: the whole help stays one screen. */
function grouped(commands: readonly AnyCommand[]): string[] {
  const words = commands.map((c) => `/${c.name} ${c.aliases[0]}`)
  const lines: string[] = []
  for (let i = 0; i < words.length; i += 2) lines.push(words.slice(i, i + 2).join('　'))
  return lines
}

/** Whether the command is of any use to somebody. */
export function isFor(command: AnyCommand, ctx: Pick<Ctx, 'actor' | 'bureau'>): boolean {
  if (command.for === 'office')
    return mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
  if (command.for === 'department') return answersFor(ctx.actor.posts).length > 0
  return true
}
