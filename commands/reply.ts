import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import { aside } from '../src/chat/inbox/aside.ts'
import { say } from '../src/chat/message.ts'
import { printNo } from '../src/domain/serial.ts'
import { concerned } from '../src/domain/visibility.ts'
import { answerOrder, fileGathered, gatherFiles } from '../src/services/orders/answer-order.ts'
import { findOrder } from '../src/services/orders/find-order.ts'
import { answerRemark, settleRemark } from '../src/services/orders/remarks.ts'
import { outOfPlace } from '../src/services/orders/seen.ts'
import { withdrawAnswer } from '../src/services/orders/withdraw-answer.ts'
import { receiptFor } from './hear/department.ts'
import { rerouteRemark } from './hear/elsewhere.ts'
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
    if (!done.ok) return refused(done)
    const receipt = receiptFor(call, done.value)
    const home = await findOrder(call.ctx, key.value)
    return home && outOfPlace(call.ctx, home.order)
      ? aside(call.ctx, home.order.no, concerned(home.order), receipt)
      : receipt
  },
  presses: {
    'answer.file': async ({ ctx, press }) => {
      const done = await fileGathered(ctx, press.answer ?? '')
      return done.ok ? { kind: 'pressed', toast: '已登记' } : refused(done)
    },
    'answer.withdraw': async ({ ctx, press }) => {
      const done = await withdrawAnswer(ctx, press.answer ?? '')
      if (!done.ok) return refused(done)
      await settleRemark(ctx, press.remark ?? '')
      return {
        kind: 'pressed',
        toast: '已撤回',
        becomes: say(`反馈已撤回　${printNo(done.value.home.order.no)}`, '请在该单下重新回复办理结果'),
      }
    },
    'remark.answer': async ({ ctx, press }) => {
      const done = await answerRemark(ctx, press.remark ?? '', press.order)
      return done.ok
        ? { kind: 'pressed', toast: '已作为反馈登记', becomes: say('已作为反馈登记') }
        : refused(done)
    },
    'remark.reroute': rerouteRemark,
    'remark.discuss': async ({ ctx, press }) => {
      const done = await settleRemark(ctx, press.remark ?? '', press.loose === 'yes')
      return done.ok
        ? { kind: 'pressed', toast: '已记为讨论', tone: 'info', becomes: say('已记为讨论，未登记反馈') }
        : refused(done)
    },
  },
})
