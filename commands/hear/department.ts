/** Somebody of a department speaks of an order it has: they sign for it, answer, ask, or are asked what was meant. */
import { alone, type Call, here, type Outcome, refused } from '../../src/chat/command.ts'
import { type Message, say } from '../../src/chat/message.ts'
import { wordNotice } from '../../src/chat/notices/index.ts'
import { readThreadWords } from '../../src/chat/understand/said-in-thread.ts'
import { ORDER_STATES } from '../../src/chat/words/names.ts'
import { cut, typedNo } from '../../src/chat/words/short.ts'
import { type AssignmentState, assignmentOf, type Order, owes } from '../../src/domain/order.ts'
import { printNo } from '../../src/domain/serial.ts'
import { answerOrder, gatherFiles } from '../../src/services/orders/answer-order.ts'
import { askOffice } from '../../src/services/orders/ask-office.ts'
import { departmentName } from '../../src/services/orders/card.ts'
import type { HomedOrder } from '../../src/services/orders/find-order.ts'
import { joinOpenAnswer } from '../../src/services/orders/join-answer.ts'
import { openPart } from '../../src/services/orders/open-answer.ts'
import type { AnswerOutcome } from '../../src/services/orders/register-answer.ts'
import { keepRemark } from '../../src/services/orders/remarks.ts'
import { signOrder } from '../../src/services/orders/sign-order.ts'
import { saidInThread } from '../which-order.ts'

/** What 收到 is told when there is nothing to sign for. */
const ALREADY: Partial<Readonly<Record<AssignmentState, string>>> = {
  signed: '此前已签收，办结后请在该单下反馈。',
  returned: '请按退回意见补正后，在该单下重新反馈。',
  answered: '已反馈，请等候审核。',
  approved: '已审核通过，无需再办理。',
}

/** @param own the departments of the order that the speaker answers for, at least one */
export async function hearDepartment(call: Call, home: HomedOrder, own: readonly string[]): Promise<Outcome> {
  const { ctx, said } = call
  const { order } = home
  const key = { id: order.id }
  const text = call.text.trim()
  const words = readThreadWords(text)
  const owed = own.find((d) => owes(assignmentOf(order, d)!)) ?? own[0]!
  // Who answers for several and adds something means the answer just given.
  const part = own.length > 1 && words !== 'answer' ? ((await openPart(ctx, order.id, own)) ?? owed) : owed
  const saying = {
    text,
    files: said.files,
    inThread: saidInThread(call),
    ...(own.length > 1 ? { department: part } : {}),
  }
  if (words === 'question') {
    await keepRemark(ctx, order.id, text, 'question')
    const asked = await askOffice(ctx, key, text)
    if (!asked.ok) return refused(asked)
    return here(say(`已转办公室${asked.value.told}，请等候答复；办理期限继续计算。`))
  }
  if (order.state !== 'issued') return hearEnded(call, home, saying)
  if (words === 'answer' || said.files.length > 0) {
    await keepRemark(ctx, order.id, text, 'answer')
    const done =
      words === 'answer' ? await answerOrder(ctx, key, saying) : await gatherFiles(ctx, key, saying)
    return done.ok ? receiptFor(call, done.value) : refused(done)
  }
  if (words === 'received') {
    await keepRemark(ctx, order.id, text, 'said')
    const unsigned = own.find((d) => assignmentOf(order, d)!.state === 'waiting')
    if (unsigned === undefined) {
      const { state } = assignmentOf(order, owed)!
      return alone(say(`收悉。${printNo(order.no)}${ALREADY[state] ?? '无需再办理。'}`))
    }
    const done = await signOrder(ctx, key, unsigned)
    return done.ok ? here(signed(call, order, unsigned)) : refused(done)
  }
  const joined = await joinOpenAnswer(ctx, key, saying)
  if (joined) {
    await keepRemark(ctx, order.id, text, 'answer')
    return receiptFor(call, joined)
  }
  const remark = await keepRemark(ctx, order.id, text, 'asked')
  return alone(ask(order, text, remark))
}

/** Closed or revoked: what is said is kept and changes nothing, but for what belongs to an answer just given. */
async function hearEnded(
  call: Call,
  home: HomedOrder,
  saying: Parameters<typeof joinOpenAnswer>[2],
): Promise<Outcome> {
  const { ctx } = call
  const { id, no, state } = home.order
  const joined = await joinOpenAnswer(ctx, { id }, saying)
  await keepRemark(ctx, id, saying.text, joined ? 'answer' : 'said')
  if (joined) return receiptFor(call, joined)
  return alone(
    say(
      `${printNo(no)}${ORDER_STATES[state]}，所述内容已记入往来，不再登记反馈。`,
      '确需继续办理的，请与领导小组办公室联系。',
    ),
  )
}

/** In the thread the receipt stands there already; elsewhere the person is told what it says. */
export function receiptFor(call: Call, { kind, receipt }: AnswerOutcome): Outcome {
  if (saidInThread(call) || kind === 'gathering' || !receipt) return { kind: 'done' }
  const message = wordNotice(
    { kind: 'answer.receipt', facts: receipt },
    { inLeadingGroup: false, addressee: 'person' },
  )
  return alone({ ...message, lines: [...message.lines, `${printNo(receipt.no)}　回执同时列于该单下`] })
}

function ask({ no }: Order, text: string, remark: string): Message {
  return {
    lines: [`“${cut(text, 30)}”`, `是否作为${printNo(no)}的反馈登记？`],
    buttons: [
      { label: '作为反馈', press: { do: 'remark.answer', remark }, style: 'primary' },
      { label: '只是讨论', press: { do: 'remark.discuss', remark } },
    ],
    typed: `如作为反馈，请发送：/reply ${typedNo(no)} 办理结果`,
  }
}

function signed(call: Call, { no }: Order, department: string): Message {
  return wordNotice(
    {
      kind: 'assignment.signed',
      facts: {
        no,
        department: departmentName(call.ctx, department),
        by: call.ctx.actor.name,
        at: call.ctx.now,
      },
    },
    { inLeadingGroup: false, addressee: 'thread' },
  )
}
