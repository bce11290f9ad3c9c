import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { typedNo } from '../src/chat/words/short.ts'
import { printNo } from '../src/domain/serial.ts'
import { answerInstruction } from '../src/services/orders/answer-instruction.ts'
import { askOffice } from '../src/services/orders/ask-office.ts'
import { findOrder } from '../src/services/orders/find-order.ts'
import { ownParts } from '../src/services/orders/pick.ts'
import { saidInThread, where, whichOrder } from './which-order.ts'

/** 请示: a department asks upward. The clock runs on. */
export const ask = defineCommand({
  name: 'ask',
  aliases: ['请示'],
  for: 'department',
  args: { order: orderNo, text: rest },
  words: {
    zh: {
      summary: '就承办事项请示办公室',
      usage: '/ask #编号 请示内容',
      example: '/请示 #12 口径是否包括直属单位',
    },
    en: { summary: 'ask the office about an order', usage: '/ask #NO QUESTION' },
  },
  async run(call) {
    const key = await whichOrder(call, '请示', 'owed')
    if (!key.ok) return refused(key)
    const home = await findOrder(call.ctx, key.value)
    if (call.args.text === '' && home && ownParts(call.ctx, home.order).length > 0) {
      const { no } = home.order
      return alone(say('请写明请示内容。', `例：/ask ${typedNo(no)} 口径是否包括直属单位`))
    }
    const done = await askOffice(call.ctx, key.value, call.args.text)
    if (!done.ok) return refused(done)
    return { kind: 'say', message: passed(done.value), where: where(call) }
  },
})

/** 答复请示: in the thread, and to who asked. */
export const respond = defineCommand({
  name: 'respond',
  aliases: ['答复请示', '答复'],
  for: 'office',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '答复科室、单位的请示',
      usage: '/respond #编号 [科室] 答复内容',
      example: '/答复 #12 人事科 包括直属单位',
    },
    en: { summary: 'answer a department’s question', usage: '/respond #NO [DEPARTMENT] ANSWER' },
  },
  async run(call) {
    const key = await whichOrder(call, '答复请示', 'none', 'answerInstruction')
    if (!key.ok) return refused(key)
    if (call.args.text === '') return alone(say('请写明答复内容。', '例：/答复 #12 人事科 包括直属单位'))
    const which = { order: key.value, department: call.args.departments[0] }
    const done = await answerInstruction(call.ctx, which, call.args.text, saidInThread(call))
    if (!done.ok) return refused(done)
    const message = wordNotice(
      { kind: 'question.answered', facts: done.value },
      { inLeadingGroup: false, addressee: 'thread' },
    )
    return { kind: 'say', message, where: where(call) }
  },
  presses: {
    'question.answer': async ({ ctx, press, fields }) => {
      if ((fields.answer ?? '').trim() === '')
        return { kind: 'pressed', toast: '请写明答复内容，尚未答复', tone: 'warning' }
      const done = await answerInstruction(ctx, { request: press.request ?? '' }, fields.answer ?? '')
      return done.ok ? { kind: 'pressed', toast: `已答复　${printNo(done.value.no)}` } : refused(done)
    },
  },
})

/** What is said to a question, where it was asked. */
export function passed({ told, running }: { readonly told: string; readonly running: boolean }) {
  return say(`已转办公室${told}，请等候答复${running ? '；办理期限继续计算' : ''}。`)
}
