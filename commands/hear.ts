import { alone, type Call, here, type Outcome, refused } from '../src/chat/command.ts'
import type { Listeners } from '../src/chat/inbox.ts'
import { namesOf } from '../src/chat/inbox.ts'
import { type Message, say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { understand } from '../src/chat/understand/index.ts'
import { readThreadWords } from '../src/chat/understand/said-in-thread.ts'
import { wordNotUnderstood } from '../src/chat/words/not-understood.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { mayDo } from '../src/domain/authority.ts'
import { assignmentOf } from '../src/domain/order.ts'
import { answersFor, isLeader } from '../src/domain/roster.ts'
import { findNo, printNo } from '../src/domain/serial.ts'
import { dayOf, yearOf } from '../src/domain/time.ts'
import { answerOrder, gatherFiles, joinOpenAnswer, keepRemark } from '../src/services/orders/answer-order.ts'
import { askOffice } from '../src/services/orders/ask-office.ts'
import { departmentName } from '../src/services/orders/card.ts'
import { recallRemark, remarkOf, spokenLately } from '../src/services/orders/remarks.ts'
import { orderMatter } from '../src/services/orders/change-order.ts'
import { signOrder } from '../src/services/orders/sign-order.ts'
import { findOrder } from '../src/services/orders/find-order.ts'
import { assignFrom } from './assign.ts'
import { listed } from './view.ts'

/** What is heard without a command's name. */
export const listeners: Listeners = {
  inThread: (call) => hearAbout(call, call.thread!),
  sentence: hearSentence,

  async edited(ctx, edited) {
    const row = await remarkOf(ctx, edited.messageId)
    return row ? alone(say('已收到修改。登记内容不作改动，如需更正请在该件下补充说明。')) : { kind: 'silent' }
  },

  async recalled(ctx) {
    const row = await recallRemark(ctx)
    if (!row) return
    const home = await findOrder(ctx, { id: row.order })
    if (home) ctx.tx.note({ matter: orderMatter(home.order.no), kind: 'remark.recalled', actor: 'duban', facts: { saidAt: row.at } })
  },
}

/** Words about one order: in its thread, or with its number in a direct chat. */
async function hearAbout(call: Call, order: string): Promise<Outcome> {
  const { ctx, said } = call
  const home = await findOrder(ctx, { id: order })
  if (!home) return { kind: 'silent' }
  const departments = home.order.assignments.map((a) => a.department)
  const own = answersFor(ctx.actor.posts).filter((d) => departments.includes(d))
  const text = call.text.trim()
  if (own.length === 0) return hearOutsider(call, order, text)

  const words = readThreadWords(text)
  const saying = { text, files: said.files }
  if (words === 'answer' || (said.files.length > 0 && words !== 'question')) {
    const first = own.find((d) => assignmentOf(home.order, d)) ?? own[0]!
    const named = own.length > 1 ? { ...saying, department: first } : saying
    await keepRemark(ctx, order, text, 'answer')
    const done = words === 'answer' ? await answerOrder(ctx, { id: order }, named) : await gatherFiles(ctx, { id: order }, named)
    return done.ok ? { kind: 'done' } : refused(done)
  }
  if (words === 'received') {
    await keepRemark(ctx, order, text, 'said')
    const part = assignmentOf(home.order, own[0]!)
    if (part?.state === 'waiting') {
      const done = await signOrder(ctx, { id: order }, own[0])
      if (!done.ok) return refused(done)
      return here(signed(call, done.value.order.no, done.value.department))
    }
    return alone(say(`收悉。${printNo(home.order.no)}此前已签收，办结后请在本条下反馈。`))
  }
  if (words === 'question') {
    await keepRemark(ctx, order, text, 'question')
    const asked = await askOffice(ctx, { id: order }, text)
    return asked.ok ? here(say(`已转办公室${asked.value.told}，请等候答复；办理期限继续计算。`)) : refused(asked)
  }
  if (await joinOpenAnswer(ctx, { id: order }, saying)) {
    await keepRemark(ctx, order, text, 'answer')
    return { kind: 'done' }
  }
  const lately = await spokenLately(ctx, order)
  const remark = await keepRemark(ctx, order, text, 'asked')
  if (lately && home.order.state !== 'issued') return { kind: 'silent' }
  return alone(ask(printNo(home.order.no), text, remark))
}

function ask(no: string, text: string, remark: string): Message {
  const short = [...text].length > 30 ? `${[...text].slice(0, 30).join('')}…` : text
  return {
    lines: [`“${short}”`, `是否作为${no}的反馈登记？`],
    buttons: [
      { label: '作为反馈', press: { do: 'remark.answer', remark }, style: 'primary' },
      { label: '只是讨论', press: { do: 'remark.discuss', remark } },
    ],
    typed: `如作为反馈，请发送：/reply ${no} 办理结果`,
  }
}

function signed(call: Call, no: Parameters<typeof printNo>[0], department: string): Message {
  return wordNotice(
    { kind: 'assignment.signed', facts: { no, department: departmentName(call.ctx, department), by: call.ctx.actor.name, at: call.ctx.now } },
    { inLeadingGroup: false, addressee: 'thread' },
  )
}

/** Somebody of another department, the office or a leader speaks in an order's thread. */
async function hearOutsider(call: Call, order: string, text: string): Promise<Outcome> {
  const { ctx } = call
  const lately = await spokenLately(ctx, order)
  await keepRemark(ctx, order, text, 'said')
  const office = mayDo('approve', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
  const words = readThreadWords(text)
  if (!office && words === 'answer') {
    const done = await answerOrder(ctx, { id: order }, { text, files: call.said.files })
    return done.ok ? { kind: 'done' } : refused(done)
  }
  if (lately || isLeader(ctx.actor.posts)) return { kind: 'silent' }
  return alone(
    office
      ? say('已记入该件往来，不改变办理状态。', '审核请发送 /accept，退回请发送 /return 理由，催办请发送 /urge')
      : say('已记入该件往来。本件由其他科室承办，不改变办理状态。'),
  )
}

/** A sentence outside any thread. Only what is said to the bot is answered. */
async function hearSentence(call: Call, addressed: boolean): Promise<Outcome> {
  if (!addressed) return { kind: 'silent' }
  const { ctx } = call
  const text = call.text.trim()
  if (text === '' && call.said.files.length === 0) {
    return alone(say('请说明需要办理的事项。', '全部命令请发送 /help'))
  }
  const numbered = findNo(normalize(text).text, yearOf(dayOf(ctx.now)))
  if (numbered && call.said.chat.kind === 'direct') {
    const home = await findOrder(ctx, { no: numbered.no })
    const own = answersFor(ctx.actor.posts)
    if (home?.order.assignments.some((a) => own.includes(a.department))) {
      const left = (text.slice(0, numbered.start) + text.slice(numbered.end)).trim()
      return hearAbout({ ...call, text: left || text, thread: home.order.id }, home.order.id)
    }
  }
  const speaker = ctx.actor.posts[0]?.post ?? 'member'
  const read = understand(text, { now: ctx.now, speaker, calendar: ctx.bureau.calendar, book: call.book })
  switch (read.intent) {
    case 'assign':
    case 'remind':
      return assignFrom(call, text, true)
    case 'query_status': {
      const [named] = read.departments
      const code = named ? call.book.resolve(named.name)[0]?.code : undefined
      const filter = { ...(read.filter === 'overdue' ? { state: 'overdue' as const } : {}), ...(code ? { department: code } : {}) }
      return alone(await listed(ctx, filter))
    }
    case 'urge':
      return alone(say('催办请写明编号。', '例：/催办 #12 人事科', '在办事项可发送 /list 查看'))
    case 'acknowledge':
    case 'reply':
    case 'request_extension':
      return alone(say('未能确定是哪一件。', '请在该件下直接回复，或写明编号，例：/反馈 #12 已办结，清单见附件', `${namesOf(ctx.bureau).person(ctx.actor.code)}的待办可发送 /mine 查看`))
    default:
      return alone(wordNotUnderstood({ kind: 'sentence', text }))
  }
}
