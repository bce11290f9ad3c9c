import { orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { sayLastWord } from '../src/chat/words/names.ts'
import { printNo } from '../src/domain/serial.ts'
import { undoAct } from '../src/services/orders/undo-act.ts'

/** 撤销: one's own last act, within five minutes. */
export const undo = defineCommand({
  name: 'undo',
  aliases: ['撤销上一步', '撤销操作'],
  for: 'working',
  args: { order: orderNo, text: rest },
  words: {
    zh: { summary: '5 分钟内撤销本人上一步操作', usage: '/undo [#编号]', example: '/撤销上一步' },
    en: { summary: 'take back your own last act within five minutes', usage: '/undo [#NO]' },
  },
  async run(call) {
    const named = call.args.order ? { no: call.args.order } : call.thread ? { id: call.thread } : undefined
    const done = await undoAct(call.ctx, named)
    if (!done.ok) return refused(done)
    const { order, word } = done.value
    const { department } = bureauNames(call.ctx.bureau)
    return alone(
      say(
        `已撤销　${printNo(order.no)}　${sayLastWord(word, department)}`,
        order.state === 'revoked'
          ? '本件已撤回，编号保留，不再使用。'
          : '本件恢复到此前的状态，履历中予以记录。',
      ),
    )
  },
})
