import { departments, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { departmentName } from '../src/services/orders/card.ts'
import { bindAccount, bindChat, makeBindCode } from '../src/services/roster/bind.ts'

/** 绑定: this chat to the group or a department; another account to the same person. */
export const bind = defineCommand({
  name: 'bind',
  aliases: ['绑定'],
  for: 'working',
  args: { departments, text: rest },
  words: {
    zh: {
      summary: '绑定本群，或绑定本人的另一个账号',
      usage:
        '/bind 领导小组群 | 科室名 | 领导群（在群内）；/bind（私信，取绑定码）；/bind 绑定码（在另一账号上）',
      example: '/绑定 人事科',
    },
    en: {
      summary: 'bind this chat, or another account of yours',
      usage: '/bind group | DEPARTMENT | leaders | CODE',
    },
  },
  async run(call) {
    const { ctx, machineNow } = call
    const words = normalize(call.args.text).text.trim()
    const code = /^\d{8}$/.exec(words)?.[0]
    if (code) {
      const done = await bindAccount(ctx, code, machineNow)
      return done.ok ? alone(say(`已绑定　本账号为${done.value.name}`)) : refused(done)
    }
    if (ctx.actor.code === '') return refused({ ok: false, refusal: { code: 'person.unknown', facts: {} } })
    if (call.said.chat.kind === 'direct') {
      const fresh = await makeBindCode(ctx, machineNow)
      return alone(
        say(
          `绑定码　${fresh}`,
          '请在另一账号上向督办发送下行，10 分钟内有效，仅可使用一次：',
          `/bind ${fresh}`,
        ),
      )
    }
    const [department] = call.args.departments
    const kind = department
      ? 'department'
      : /领导小组|工作群|group|大群/.test(words)
        ? 'group'
        : /领导|leaders/.test(words)
          ? 'leaders'
          : undefined
    if (!kind) return alone(say('请说明本群是哪个群。', '例：/绑定 领导小组群，或 /绑定 人事科'))
    const title = department
      ? departmentName(ctx, department).name
      : kind === 'group'
        ? `${ctx.bureau.group}工作群`
        : '局领导群'
    const done = await bindChat(ctx, kind, title, department)
    if (!done.ok) return refused(done)
    return alone(
      say(
        `已绑定　本群为${title}`,
        ...(done.value.before && done.value.before !== title ? [`原绑定　${done.value.before}`] : []),
      ),
    )
  },
})
