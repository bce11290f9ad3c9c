/** Somebody of a department speaks of an order it has: they sign for it, answer, ask, or are asked what was meant. */
import { alone, type Call, here, type Outcome, refused } from '../../src/chat/command.ts'
import { type Line, type Message, say } from '../../src/chat/message.ts'
import { normalize } from '../../src/chat/normalize.ts'
import { wordNotice } from '../../src/chat/notices/index.ts'
import {
  type AskedInThread,
  type Promised,
  readThread,
  type ThreadReading,
} from '../../src/chat/understand/said-in-thread.ts'
import { threadAct } from '../../src/chat/understand/thread-act.ts'
import { sayDue, sayMoment } from '../../src/chat/words/dates.ts'
import { ORDER_STATES } from '../../src/chat/words/names.ts'
import { cut } from '../../src/chat/words/short.ts'
import {
  type Assignment,
  type AssignmentState,
  assignmentOf,
  type Order,
  owes,
} from '../../src/domain/order.ts'
import { printNo } from '../../src/domain/serial.ts'
import { dayOf, type Moment } from '../../src/domain/time.ts'
import { keepLooseFiles } from '../../src/services/orders/answer-files.ts'
import { answerOrder, gatherFiles } from '../../src/services/orders/answer-order.ts'
import { departmentName } from '../../src/services/orders/card.ts'
import type { HomedOrder } from '../../src/services/orders/find-order.ts'
import { joinOpenAnswer } from '../../src/services/orders/join-answer.ts'
import { openAnswer, openPart, type Saying } from '../../src/services/orders/open-answer.ts'
import type { AnswerOutcome } from '../../src/services/orders/register-answer.ts'
import { keepRemark, notePromise, settleRemark } from '../../src/services/orders/remarks.ts'
import { signedFacts, signOrder } from '../../src/services/orders/sign-order.ts'
import { withdrawable } from '../../src/services/orders/withdraw-answer.ts'
import { hearHanding } from '../hand.ts'
import { saidInThread } from '../which-order.ts'
import { type AskedOfOffice, hearRequest } from './requests.ts'
import { threadScene } from './thread-scene.ts'

/** What 收到 is told when there is nothing to sign for. */
const ALREADY: Partial<Readonly<Record<AssignmentState, string>>> = {
  signed: '此前已签收，办结后请在该单下反馈。',
  returned: '请按退回意见补正后，在该单下重新反馈。',
  answered: '已反馈，请等候审核。',
  approved: '已审核通过，无需再办理。',
  excused: '已免予反馈，无需再办理。',
}

/** Said when the files are all there: 提交反馈. */
const SENDS_GATHERED = /^(?:提交反馈|提交|确认提交|就这些|(?:都|全部)?(?:发|传)(?:完|齐|好)了?)[。.!]?$/

/** @param own the departments of the order that the speaker answers for, at least one */
export async function hearDepartment(call: Call, home: HomedOrder, own: readonly string[]): Promise<Outcome> {
  const { ctx, said } = call
  const { order } = home
  const key = { id: order.id }
  const text = call.text.trim()
  const handing = await hearHanding(call, home, own)
  if (handing) return handing
  const read = readThread(text, threadScene(call, own, order.subject))
  const owed = own.find((d) => owes(assignmentOf(order, d)!)) ?? own[0]!
  // Who answers for several and adds something means the answer just given.
  const part = own.length > 1 && !read.answer ? ((await openPart(ctx, order.id, own)) ?? owed) : owed
  const unsigned = own.find((d) => assignmentOf(order, d)!.state === 'waiting')
  const { state } = assignmentOf(order, part)!
  const act = threadAct(read, { state: unsigned ? 'waiting' : state, files: said.files.length })
  const saying: Saying = {
    text,
    files: said.files,
    inThread: saidInThread(call),
    ...(own.length > 1 ? { department: part } : {}),
  }
  if (act.asked && !act.answer) {
    await keepLooseFiles(ctx, said.files)
    await keepRemark(ctx, order.id, text, 'question')
    const signing = order.state === 'issued' && act.sign && unsigned ? unsigned : undefined
    const done = signing === undefined ? undefined : await signOrder(ctx, key, signing)
    const outcome = await hearRequest(call, home, part, askedOfOffice(ctx, order, part, act.asked))
    return signing && done?.ok ? withLine(outcome, signedLine(call, order, signing)) : outcome
  }
  if (order.state !== 'issued') return hearEnded(call, home, saying)
  if (act.withdraw) return hearWithdrawn(call, home, part)
  if (SENDS_GATHERED.test(normalize(text).text) && said.files.length === 0) {
    const waiting = await openAnswer(ctx, order, part, 'gathering')
    if (waiting) {
      const done = await answerOrder(ctx, key, { ...saying, text: '' })
      return done.ok ? receiptFor(call, done.value) : refused(done)
    }
  }
  if (act.answer) {
    // The question first: with the answer the order may be closed.
    const passed = act.asked && (await hearRequest(call, home, part, { kind: 'instruction' }))
    const asked = passed !== undefined && passed.kind !== 'refused'
    const done = await answerOrder(ctx, key, { ...saying, ...(asked ? { asked } : {}) })
    return done.ok ? receiptFor(call, done.value) : notRegistered(call, order, done)
  }
  if (act.gather) {
    const done = await gatherFiles(ctx, key, saying)
    return done.ok ? receiptFor(call, done.value) : notRegistered(call, order, done)
  }
  if (read.received) return hearReceived(call, home, { unsigned, owed, ask: act.ask, read })
  if (read.courtesy && said.files.length === 0) {
    await keepRemark(ctx, order.id, text, 'said')
    return alone(say(`已记入${printNo(order.no)}往来。`))
  }
  const joined = await joinOpenAnswer(ctx, key, saying)
  if (joined) return receiptFor(call, joined)
  if (state === 'approved' || state === 'excused') {
    await keepRemark(ctx, order.id, text, 'said')
    return alone(say(`已记入${printNo(order.no)}往来。${ALREADY[state]}`))
  }
  return alone(await askBack(call, order))
}

/** 收到: signed for; what was promised with it is kept in the person's own words. Files beside it are asked about. */
async function hearReceived(
  call: Call,
  { order }: HomedOrder,
  {
    unsigned,
    owed,
    ask: asking,
    read,
  }: {
    readonly unsigned: string | undefined
    readonly owed: string
    readonly ask: boolean
    readonly read: ThreadReading
  },
): Promise<Outcome> {
  const { ctx } = call
  const promised = read.received?.promised
  const a = assignmentOf(order, unsigned ?? owed)!
  const lines: Line[] = promised && owes(a) ? promiseLines(ctx, order, a, promised) : []
  if (promised && owes(a)) notePromise(ctx, order, a.department, promised)
  const done = unsigned === undefined ? undefined : await signOrder(ctx, { id: order.id }, unsigned)
  if (done && !done.ok) return refused(done)
  const first = unsigned === undefined ? [] : [signedLine(call, order, unsigned)]
  if (asking) {
    const question = await askBack(call, order)
    return alone({ ...question, lines: [...first, ...lines, ...question.lines] })
  }
  await keepRemark(ctx, order.id, call.text.trim(), 'said')
  if (unsigned !== undefined) return here(say(...first, ...lines))
  const already = `收悉。${printNo(order.no)}${ALREADY[a.state] ?? '无需再办理。'}`
  return alone(say(already, ...lines))
}

/** What cannot be registered any more was said in the thread all the same. */
async function notRegistered(
  call: Call,
  order: Order,
  refusal: Parameters<typeof refused>[0],
): Promise<Outcome> {
  await keepLooseFiles(call.ctx, call.said.files)
  await keepRemark(call.ctx, order.id, call.text.trim(), 'said')
  return refused(refusal)
}

/** Asked once; what was said and sent with it waits for the press. */
async function askBack(call: Call, order: Order): Promise<Message> {
  const text = call.text.trim()
  await keepLooseFiles(call.ctx, call.said.files)
  const remark = await keepRemark(call.ctx, order.id, text, 'asked')
  return ask(order, text, remark, call.said.files.length)
}

/** 上条作废: what can be taken back is shown, and taken back by a press. */
async function hearWithdrawn(call: Call, { order }: HomedOrder, part: string): Promise<Outcome> {
  const { ctx } = call
  const remark = await keepRemark(ctx, order.id, call.text.trim(), 'asked')
  const found = await withdrawable(ctx, order.id, part)
  const no = printNo(order.no)
  if (!found) {
    await settleRemark(ctx, remark)
    const { state } = assignmentOf(order, part)!
    return alone(
      state === 'approved'
        ? say(`已记入${no}往来。该反馈已审核通过，登记内容不作改动。`, '确需更正的，请与领导小组办公室联系。')
        : say(`已记入${no}往来。您在该单下没有可以撤回的反馈。`),
    )
  }
  const { row } = found
  const name = departmentName(ctx, row.department).name
  const what =
    row.state === 'gathering'
      ? '尚未登记的附件'
      : `${sayMoment(row.at as Moment, { year: order.no.year })} 登记的反馈`
  return alone({
    lines: [`是否撤回${no}${name} ${what}？`, '撤回后恢复为待反馈，期限照常计算'],
    buttons: [
      { label: '撤回反馈', press: { do: 'answer.withdraw', answer: row.id, remark }, style: 'danger' },
      { label: '只是讨论', press: { do: 'remark.discuss', remark } },
    ],
    typed: '撤回的，请在10分钟内回复“撤回反馈”',
  })
}

/** Closed or revoked: what is said is kept and changes nothing, but for what belongs to an answer just given. */
async function hearEnded(call: Call, home: HomedOrder, saying: Saying): Promise<Outcome> {
  const { ctx } = call
  const { id, no, state } = home.order
  const joined = await joinOpenAnswer(ctx, { id }, saying)
  if (joined) return receiptFor(call, joined)
  await keepRemark(ctx, id, saying.text, 'said')
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

function ask({ no }: Order, text: string, remark: string, files: number): Message {
  const beside = files > 0 ? `（附件 ${files} 个，尚未登记）` : ''
  return {
    lines: [`“${cut(text || '附件', 30)}”${beside}`, `是否作为${printNo(no)}的反馈登记？`],
    buttons: [
      { label: '作为反馈', press: { do: 'remark.answer', remark }, style: 'primary' },
      { label: '只是讨论', press: { do: 'remark.discuss', remark } },
    ],
    typed: '请在10分钟内回复 1 作为反馈 / 2 只是讨论',
  }
}

/** As the request takes it: a day wished for is counted in working days from the due day. */
function askedOfOffice(
  { bureau }: Call['ctx'],
  order: Order,
  department: string,
  asked: AskedInThread,
): AskedOfOffice {
  if (asked.kind !== 'extension' || asked.until === undefined) return asked
  const { until, ...rest } = asked
  const due = assignmentOf(order, department)!.due.on
  const workdays = until > due ? bureau.calendar.workdaysIn(due, until) : 0
  return workdays > 0 ? { ...rest, workdays } : rest
}

/** One reply says both: what was signed for stands above. */
function withLine(outcome: Outcome, line: Line): Outcome {
  return outcome.kind === 'say'
    ? { ...outcome, message: { ...outcome.message, lines: [line, ...outcome.message.lines] } }
    : outcome
}

function promiseLines({ now }: Call['ctx'], order: Order, a: Assignment, { text, on }: Promised): Line[] {
  const year = { year: order.no.year }
  const late = on !== undefined && on > a.due.on && on > dayOf(now)
  return [
    `办理安排已记录：${cut(text, 40)}`,
    ...(late ? [`晚于反馈期限 ${sayDue(a.due, undefined, year)}，确需延期的，请说明事由并申请延期`] : []),
  ]
}

function signedLine(call: Call, order: Order, department: string): Line {
  return signed(call, order, department).lines[0]!
}

function signed(call: Call, { no }: Order, department: string): Message {
  return wordNotice(
    {
      kind: 'assignment.signed',
      facts: signedFacts(call.ctx, no, department),
    },
    { inLeadingGroup: false, addressee: 'thread' },
  )
}
