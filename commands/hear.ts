import { alone, type Call, here, type Outcome, refused } from '../src/chat/command.ts'
import type { Listeners } from '../src/chat/inbox.ts'
import { type Message, say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { understand } from '../src/chat/understand/index.ts'
import { readThreadWords } from '../src/chat/understand/said-in-thread.ts'
import { orderDetail } from '../src/chat/words/lists.ts'
import { ORDER_STATES } from '../src/chat/words/names.ts'
import { wordNotUnderstood } from '../src/chat/words/not-understood.ts'
import { cut, namesOf, typedNo } from '../src/chat/words/short.ts'
import { mayDo } from '../src/domain/authority.ts'
import { type Refusal, refuse } from '../src/domain/decision.ts'
import { type AssignmentState, assignmentOf, type Order, owes } from '../src/domain/order.ts'
import { answersFor, isLeader } from '../src/domain/roster.ts'
import { findNo, printNo } from '../src/domain/serial.ts'
import { dayOf, yearOf } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { recalledInTime, watchRecall } from '../src/services/gate/watch-recall.ts'
import {
  type AnswerOutcome,
  answerOrder,
  gatherFiles,
  joinOpenAnswer,
  keepLooseFiles,
  keepRemark,
} from '../src/services/orders/answer-order.ts'
import { askOffice } from '../src/services/orders/ask-office.ts'
import { departmentName } from '../src/services/orders/card.ts'
import { orderMatter } from '../src/services/orders/change-order.ts'
import { findOrder, type HomedOrder } from '../src/services/orders/find-order.ts'
import { myOrders } from '../src/services/orders/list-orders.ts'
import { passWish } from '../src/services/orders/pass-on.ts'
import { recallRemark, remarkOf, spokenLately } from '../src/services/orders/remarks.ts'
import { showOrder } from '../src/services/orders/show-order.ts'
import { signOrder } from '../src/services/orders/sign-order.ts'
import { assignFrom } from './assign.ts'
import { hearLeader, passedToOffice } from './hear-leader.ts'
import { listed } from './view.ts'
import { saidInThread } from './which-order.ts'

/** What is heard without a command's name. */
export const listeners: Listeners = {
  inThread: (call) => hearAbout(call, call.thread!),
  sentence: hearSentence,

  async refused(call, refusal) {
    if (refusal.code !== 'authority.not-yours') return undefined
    const { action, holders } = refusal.facts as { action: string; holders: readonly string[] }
    if (!holders.includes('office_staff')) return undefined
    if (isLeader(call.ctx.actor.posts)) return passedToOffice(call, call.said.text)
    if (action !== 'assign') return undefined
    const told = passWish(call.ctx, call.text)
    return told
      ? refused({ ok: false, refusal: { ...refusal, facts: { ...refusal.facts, told } } as Refusal })
      : undefined
  },

  async asksPhones(ctx, text) {
    const found = findNo(normalize(text).text, yearOf(dayOf(ctx.now)))
    const home = found && (await findOrder(ctx, { no: found.no }))
    return home?.asksPhones === true && ownParts(ctx, home.order).length > 0
  },

  stopped: watchRecall,

  async edited(ctx, edited) {
    await recalledInTime(ctx)
    const row = await remarkOf(ctx, edited.messageId)
    return row ? alone(say('已收到修改。登记内容不作改动，如需更正请在该件下补充说明。')) : { kind: 'silent' }
  },

  async recalled(ctx) {
    await recalledInTime(ctx)
    const row = await recallRemark(ctx)
    if (!row) return
    const home = await findOrder(ctx, { id: row.order })
    if (home)
      ctx.tx.note({
        matter: orderMatter(home.order.no),
        kind: 'remark.recalled',
        actor: 'duban',
        facts: { saidAt: row.at },
      })
  },
}

/** Words about one order: in its thread, or with its number elsewhere. */
async function hearAbout(call: Call, id: string): Promise<Outcome> {
  const home = await findOrder(call.ctx, { id })
  if (!home) return { kind: 'silent' }
  const own = ownParts(call.ctx, home.order)
  if (own.length > 0) return hearDepartment(call, home, own)
  return isLeader(call.ctx.actor.posts) ? hearLeader(call, true, home) : hearOutsider(call, home)
}

/** What 收到 is told when there is nothing to sign for. */
const ALREADY: Partial<Readonly<Record<AssignmentState, string>>> = {
  signed: '此前已签收，办结后请在该单下反馈。',
  returned: '请按退回意见补正后，在该单下重新反馈。',
  answered: '已反馈，请等候审核。',
  approved: '已审核通过，无需再办理。',
}

async function hearDepartment(call: Call, home: HomedOrder, own: readonly string[]): Promise<Outcome> {
  const { ctx, said } = call
  const { order } = home
  const key = { id: order.id }
  const text = call.text.trim()
  const words = readThreadWords(text)
  const part = own.find((d) => owes(assignmentOf(order, d)!)) ?? own[0]!
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
    const state = assignmentOf(order, part)!.state
    if (state !== 'waiting')
      return alone(say(`收悉。${printNo(order.no)}${ALREADY[state] ?? '无需再办理。'}`))
    const done = await signOrder(ctx, key, part)
    return done.ok ? here(signed(call, order, part)) : refused(done)
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

/** Somebody of another department, or the office, speaks in an order's thread. */
async function hearOutsider(call: Call, home: HomedOrder): Promise<Outcome> {
  const { ctx } = call
  const { order } = home
  const text = call.text.trim()
  const lately = await spokenLately(ctx, order.id)
  await keepRemark(ctx, order.id, text, 'said')
  const kept = `已记入${printNo(order.no)}往来，不改变办理状态。`
  const office = mayDo('approve', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
  if (!office && order.state === 'issued' && readThreadWords(text) === 'answer') {
    const done = await answerOrder(ctx, { id: order.id }, { text, files: call.said.files, inThread: true })
    if (!done.ok) return refused(done)
  }
  if (office) {
    return alone(
      lately ? say(kept) : say(kept, '审核请发送 /accept，退回请发送 /return 理由，催办请发送 /urge'),
    )
  }
  const departments = order.assignments.map((a) => departmentName(ctx, a.department).name)
  return alone(say(kept, `承办：${namesOf(departments, 8)}。`))
}

/** A sentence outside any thread. Besides what is said to the bot, leaders are heard, and answers that stand in the wrong place. */
async function hearSentence(call: Call, addressed: boolean): Promise<Outcome> {
  const { ctx, said } = call
  const text = call.text.trim()
  if (addressed && text === '' && said.files.length === 0) {
    return alone(say('请说明需要办理的事项。', '全部命令请发送 /help'))
  }
  if (isLeader(ctx.actor.posts)) return hearLeader(call, addressed)
  const words = readThreadWords(text)
  const about = await numbered(call, addressed || words === 'answer')
  if (about) return about
  if (!addressed)
    return words === 'answer' ? ((await offerAnswer(call)) ?? { kind: 'silent' }) : { kind: 'silent' }

  const speaker = ctx.actor.posts[0]?.post ?? 'member'
  const read = understand(text, { now: ctx.now, speaker, calendar: ctx.bureau.calendar, book: call.book })
  switch (read.intent) {
    case 'assign':
    case 'remind':
      return assignFrom(call, text, true)
    case 'query_status': {
      const asked = findNo(normalize(text).text, yearOf(dayOf(ctx.now)))
      if (asked) {
        const shown = await showOrder(ctx, { no: asked.no })
        return shown.ok ? alone(orderDetail(shown.value.card, { now: ctx.now })) : refused(shown)
      }
      const [named] = read.departments
      const code = named ? call.book.resolve(named.name)[0]?.code : undefined
      const filter = {
        ...(read.filter === 'overdue' ? { state: 'overdue' as const } : {}),
        ...(code ? { department: code } : {}),
      }
      return alone(await listed(ctx, filter))
    }
    case 'urge':
      return alone(say('催办请写明编号。', '例：/催办 #12 人事科', '在办事项可发送 /list 查看'))
    case 'acknowledge':
    case 'reply':
    case 'request_extension':
      return (
        (await offerAnswer(call)) ??
        alone(say('未能确定是哪一件，您名下目前没有待反馈的事项。', '已办理的事项可发送 /list 全部 查看'))
      )
    default:
      if (words === 'question' && answersFor(ctx.actor.posts).length > 0) {
        return alone(
          say(
            '请示、咨询请在相关事项下提出，或写明编号，例：#12 口径是否包括直属单位？',
            '您的待办可发送 /mine 查看',
          ),
        )
      }
      if (words === 'answer' || said.files.length > 0) {
        const offered = await offerAnswer(call)
        if (offered) return offered
      }
      return alone(wordNotUnderstood({ kind: 'sentence', text: text || '附件' }))
  }
}

/** Said with an order's number in a direct chat, or a finished answer with its number anywhere: it is about that order. */
async function numbered(call: Call, heard: boolean): Promise<Outcome | undefined> {
  const { ctx, said } = call
  const text = call.text.trim()
  const found = findNo(normalize(text).text, yearOf(dayOf(ctx.now)))
  if (!found || !heard) return undefined
  const home = await findOrder(ctx, { no: found.no })
  const direct = said.chat.kind === 'direct'
  if (!home) return direct ? refused(refuse('order.unknown', { no: printNo(found.no) })) : undefined
  const own = ownParts(ctx, home.order)
  if (own.length === 0 && !direct) return undefined
  if (own.length === 0 && readThreadWords(text) !== 'answer') return undefined
  const words = normalize(text)
  const left = (words.cut(0, found.start) + words.cut(found.end, words.text.length))
    .trim()
    .replace(/^[,，:：、\s]+/, '')
  const about = { ...call, text: left || text }
  if (own.length === 0) return hearOutsider(about, home)
  return hearDepartment(about, home, own)
}

const MOST_OFFERED = 5

/** An answer outside its thread: which order it belongs to is asked, never guessed. `undefined`: nothing is owed here. */
async function offerAnswer(call: Call): Promise<Outcome | undefined> {
  const { ctx, said } = call
  const { owed } = await myOrders(ctx)
  const chat = ctx.bureau.chats.find((c) => c.platform === said.platform && c.id === said.chat.id)
  const homes = await Promise.all(owed.map((o) => findOrder(ctx, { id: o.card.id })))
  const open = homes.filter(
    (home) => home !== undefined && (chat?.kind !== 'group' || home.chat === said.chat.id),
  ) as HomedOrder[]
  const [first] = open
  if (!first) return undefined
  const text = call.text.trim()
  await keepLooseFiles(ctx, said.files)
  const remark = await keepRemark(ctx, first.order.id, text, 'asked')
  const files = said.files.length > 0 ? `（附件 ${said.files.length} 个）` : ''
  const offered = open.slice(0, MOST_OFFERED)
  return alone({
    lines: [
      `“${cut(text || '附件', 30)}”${files}`,
      open.length === 1
        ? `尚未登记。是否作为${printNo(first.order.no)}（${cut(first.order.subject, 24)}）的反馈？`
        : `尚未登记。您名下有 ${open.length} 件待反馈，请选择：`,
      ...(open.length > 1
        ? offered.map(({ order }) => `${printNo(order.no)}　${cut(order.subject, 24)}`)
        : []),
      ...(open.length > offered.length ? ['其余请在该单下直接回复'] : []),
    ],
    buttons: [
      ...offered.map(({ order }) => ({
        label: `作为${printNo(order.no)}的反馈`,
        press: { do: 'remark.answer', remark, order: order.id },
        ...(open.length === 1 ? { style: 'primary' as const } : {}),
      })),
      { label: '只是讨论', press: { do: 'remark.discuss', remark, loose: 'yes' } },
    ],
    typed: `请写明编号，例：/reply ${typedNo(first.order.no)} 已办结`,
  })
}

function ownParts(ctx: Ctx, order: Order): readonly string[] {
  return answersFor(ctx.actor.posts).filter((d) => order.assignments.some((a) => a.department === d))
}
