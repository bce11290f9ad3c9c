import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { answerOrder, fileGathered, gatherFiles } from '../src/services/orders/answer-order.ts'
import { answerRemark, settleRemark } from '../src/services/orders/remarks.ts'
import { receiptFor } from './hear/department.ts'
import { saidInThread, whichOrder } from './which-order.ts'

/** 反馈: a department's answer by command, wherever it is typed. */
export const reply = defineCommand({
  name: 'reply',
  aliases: ['反馈', '回复'],
  for: 'department',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '反馈办理结果（也可在该件下直接回复）',
      usage: '/reply #编号 办理结果',
      example: '/反馈 #12 已办结，清单见附件',
    },
    en: { summary: 'answer an order', usage: '/reply #NO RESULT' },
  },
  async run(call): Promise<Outcome> {
    const key = await whichOrder(call, '反馈', 'owed')
    if (!key.ok) return refused(key)
    const { text } = call.args
    const { files } = call.said
    const department = call.args.departments[0]
    const saying = { text, files, inThread: saidInThread(call), ...(department ? { department } : {}) }
    if (text === '' && files.length === 0)
      return alone(say('请写明办理结果，或附上文件。', `例：${reply.words.zh.example}`))
    const done =
      text === ''
        ? await gatherFiles(call.ctx, key.value, saying)
        : await answerOrder(call.ctx, key.value, saying)
    return done.ok ? receiptFor(call, done.value) : refused(done)
  },
  presses: {
    'answer.file': async ({ ctx, press }) => {
      const done = await fileGathered(ctx, press.answer ?? '')
      return done.ok ? { kind: 'pressed', toast: '已登记' } : refused(done)
    },
    'remark.answer': async ({ ctx, press }) => {
      const done = await answerRemark(ctx, press.remark ?? '', press.order)
      return done.ok
        ? { kind: 'pressed', toast: '已作为反馈登记', becomes: say('已作为反馈登记') }
        : refused(done)
    },
    'remark.discuss': async ({ ctx, press }) => {
      const done = await settleRemark(ctx, press.remark ?? '', press.loose === 'yes')
      return done.ok
        ? { kind: 'pressed', toast: '已记为讨论', tone: 'info', becomes: say('已记为讨论，未登记反馈') }
        : refused(done)
    },
  },
})
