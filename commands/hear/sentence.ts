/** A sentence outside any thread: an order, a question, or words about an order it names. */
import { alone, type Call, type Outcome, refused } from '../../src/chat/command.ts'
import { apart, aside } from '../../src/chat/inbox/aside.ts'
import { type Message, say } from '../../src/chat/message.ts'
import { normalize } from '../../src/chat/normalize.ts'
import { askedOf } from '../../src/chat/understand/asked.ts'
import { type Understood, understand } from '../../src/chat/understand/index.ts'
import { isAboutLeave } from '../../src/chat/understand/leave-words.ts'
import { readThreadWords } from '../../src/chat/understand/said-in-thread.ts'
import { sayDue } from '../../src/chat/words/dates.ts'
import { orderDetail } from '../../src/chat/words/lists.ts'
import { wordNotUnderstood } from '../../src/chat/words/not-understood.ts'
import { wordShortlist } from '../../src/chat/words/report.ts'
import { cut, typedNo } from '../../src/chat/words/short.ts'
import { mayDo } from '../../src/domain/authority.ts'
import { answersFor, isLeader } from '../../src/domain/roster.ts'
import { printNo } from '../../src/domain/serial.ts'
import { seeOrder } from '../../src/services/orders/find-order.ts'
import { listed as listedOrder, myOrders } from '../../src/services/orders/list-orders.ts'
import { ordersMeant } from '../../src/services/orders/orders-about.ts'
import { ownParts } from '../../src/services/orders/pick.ts'
import { outOfPlace } from '../../src/services/orders/seen.ts'
import { showOrder } from '../../src/services/orders/show-order.ts'
import { ask } from '../ask.ts'
import { assignFrom } from '../assign.ts'
import { leaveFrom } from '../leave.ts'
import { list, listed } from '../list.ts'
import { numberIn } from '../which-order.ts'
import { proposeAct } from './act.ts'
import { isActing } from './acting.ts'
import { hearDepartment } from './department.ts'
import { hearLeader } from './leader.ts'
import { offerAnswer } from './offer-answer.ts'
import { doOtherwise } from './otherwise.ts'
import { hearOutsider } from './outsider.ts'
import { figures, meant, plainly, reportOf } from './report.ts'
import { sceneOf } from './scene.ts'
import { threadScene } from './thread-scene.ts'

/** A sentence outside any thread. Besides what is said to the bot, leaders are heard, and answers that stand in the wrong place. */
export async function hearSentence(call: Call, addressed: boolean): Promise<Outcome> {
  const { ctx, said } = call
  const text = call.text.trim()
  if (addressed && text === '' && said.files.length === 0) {
    return alone(say('请说明需要办理的事项。', '全部命令请发送 /help'))
  }
  if (isLeader(ctx.actor.posts)) return hearLeader(call, addressed)
  if (addressed && isAboutLeave(text, ctx.bureau.roster)) return leaveFrom(call, text)
  const words = readThreadWords(text, threadScene(call, answersFor(ctx.actor.posts)))
  const about = await numbered(call, addressed, addressed || words === 'answer')
  if (about) return about
  if (!addressed)
    return words === 'answer' ? ((await offerAnswer(call)) ?? { kind: 'silent' }) : { kind: 'silent' }

  if (BARE_STATE.test(normalize(text).text))
    return list.run({ ...call, args: { table: false, departments: [], text } })
  const read = understand(text, sceneOf(ctx, call.book))
  const otherwise = await doOtherwise(call, read)
  if (otherwise) return otherwise
  if (isActing(read.intent)) return proposeAct(call, read)
  switch (read.intent) {
    case 'assign':
      return assignFrom(call, text, true)
    case 'remind':
      return (await remindOf(call, read)) ?? assignFrom(call, text, true)
    case 'query_status':
      return answerQuery(call, text)
    case 'acknowledge':
      return (
        (await offerSigning(call)) ??
        (await offerAnswer(call)) ??
        alone(say('未能确定是哪一件，您名下目前没有待反馈的事项。', '已办理的事项可发送 /list 全部 查看'))
      )
    case 'reply':
      return (
        (await offerAnswer(call)) ??
        alone(say('未能确定是哪一件，您名下目前没有待反馈的事项。', '已办理的事项可发送 /list 全部 查看'))
      )
    default: {
      if (UPWARD.test(text) && answersFor(ctx.actor.posts).length > 0) {
        const asked = await askUpward(call, text)
        if (asked) return asked
      }
      const asksOffice = !mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
      if (words === 'question' && asksOffice && answersFor(ctx.actor.posts).length > 0) {
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
      return alone(await nearest(call, text))
    }
  }
}

/** A list's filter said alone. */
const BARE_STATE = /^\s*(?:逾期|在办|待审核|本周到期)(?:的|事项|清单|的事项)?[?。]?\s*$/

const UPWARD = /^\s*(?:@\S+\s+)?(?:[^,，:：\s]{2,8}[:：,，\s])?请示(?!办法|制度)/

/** 请示：… outside any thread: of the one order it can be about, else which one is asked. */
async function askUpward(call: Call, text: string): Promise<Outcome | undefined> {
  const { ctx, book } = call
  const { owed, departments } = await myOrders(ctx)
  if (owed.length === 0) return undefined
  const question = text.replace(/^\s*(?:@\S+\s+)?/, '').replace(/^请示(?:一下)?[:：,，\s]*/, '')
  const asked = askedOf(question, { now: ctx.now, book })
  const meantHere = await ordersMeant(ctx, { words: asked.words, departments, part: 'owes' })
  const only =
    owed.length === 1 ? owed[0]!.card.no : meantHere.length === 1 ? meantHere[0]!.order.no : undefined
  return ask.run({ ...call, text: question, args: { order: only, text: question } })
}

/** 查一下、哪些、到哪一步了: an order by its number or its matter, figures, or the list that was asked for. */
async function answerQuery(call: Call, text: string): Promise<Outcome> {
  const { ctx, book } = call
  const numbered = numberIn(ctx, text)
  if (numbered) {
    const shown = await showOrder(ctx, { no: numbered.no })
    return shown.ok ? alone(orderDetail(shown.value.card, { now: ctx.now })) : refused(shown)
  }
  const asked = askedOf(text, { now: ctx.now, book })
  if (asked.period || /多少|几[件个项]/.test(text)) return alone(plainly(await figures(ctx, asked)))
  if (asked.about === 'matter') {
    const found = await meant(ctx, asked)
    const [only] = found
    if (found.length === 1 && only) return alone(plainly(reportOf(ctx, only)))
    if (found.length > 1) return alone(plainly(wordShortlist(found.map((h) => listedOrder(ctx, h)))))
  }
  const [department] = asked.departments.length === 1 ? asked.departments : []
  return alone(
    await listed(ctx, {
      ...(asked.overdue ? { state: 'overdue' as const } : {}),
      ...(department ? { department } : {}),
    }),
  )
}

/** 提醒计财科报三季度经费统计: an order about it may be there already; then it is urged, or a new one is drawn up. */
async function remindOf(call: Call, read: Understood): Promise<Outcome | undefined> {
  const { ctx, book } = call
  const codes = read.departments.flatMap((d) => book.resolve(d.name).map((x) => x.code))
  const asked = askedOf(read.subject ?? '', { now: ctx.now, book })
  if (codes.length === 0 || asked.words.length < 2) return undefined
  const found = await ordersMeant(ctx, { words: asked.words, departments: codes, part: 'owes' })
  if (found.length === 0) return undefined
  return proposeAct(call, { ...read, intent: 'urge' })
}

/** 收到, said outside the thread: what waits to be signed for is signed with a press, never guessed. */
async function offerSigning(call: Call): Promise<Outcome | undefined> {
  const { ctx } = call
  const { owed, departments } = await myOrders(ctx)
  const waiting = owed.filter(({ card }) =>
    card.assignments.some((a) => a.state === 'waiting' && departments.includes(a.department.code)),
  )
  const [first] = waiting
  if (!first) return undefined
  const shown = waiting.slice(0, MOST_SIGNED)
  return alone({
    title: waiting.length === 1 ? '请确认签收' : `待签收 ${waiting.length} 件，请选择`,
    lines: [
      ...shown.map(
        ({ card }) =>
          `${printNo(card.no)}　${cut(card.subject, 24)}　期限 ${sayDue(card.due, card.dueNote, { year: card.no.year })}`,
      ),
      ...(waiting.length > shown.length ? ['其余请在该单下回复“收到”'] : []),
      '签收不改变期限',
    ],
    buttons: shown.map(({ card }) => ({
      label: waiting.length === 1 ? '签收' : `签收 ${printNo(card.no)}`,
      press: { do: 'order.sign', order: card.id },
      ...(waiting.length === 1 ? { style: 'primary' as const } : {}),
    })),
    typed: `请写明编号，例：/签收 ${typedNo(first.card.no)}`,
  })
}

const MOST_SIGNED = 5

/** Not understood: the matter it may touch, and what this person can do. */
async function nearest(call: Call, text: string): Promise<Message> {
  const { ctx, book } = call
  if (/(?:不同意|不予|不批准|不能).{0,12}延期/.test(text)) {
    return say('不予延期须写明理由，未予办理。', '例：/延期 #12 人事科 不同意 需按期上报')
  }
  const asked = askedOf(text, { now: ctx.now, book })
  const [about] = asked.words.length >= 2 || asked.departments.length > 0 ? await meant(ctx, asked) : []
  const office = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
  return wordNotUnderstood({
    kind: 'sentence',
    text: text || '附件',
    ...(about ? { about: { no: about.order.no, subject: about.order.subject } } : {}),
    ...(office ? {} : { for: 'department' as const }),
  })
}

/** Said with an order's number in a direct chat, or a finished answer with its number anywhere: it is about that order. */
async function numbered(call: Call, addressed: boolean, heard: boolean): Promise<Outcome | undefined> {
  const { ctx, said } = call
  const text = call.text.trim()
  const found = numberIn(ctx, text)
  if (!found || !heard) return undefined
  const named = await seeOrder(ctx, { no: found.no })
  const direct = said.chat.kind === 'direct'
  if (!named.ok) return direct || addressed ? refused(named) : undefined
  const home = named.value
  const own = ownParts(ctx, home.order)
  if (own.length === 0 && !direct) return undefined
  if (own.length === 0 && readThreadWords(text) !== 'answer') return undefined
  const words = normalize(text)
  const left = (words.cut(0, found.start) + words.cut(found.end, words.text.length))
    .trim()
    .replace(/^[,，:：、\s]+/, '')
  const about = { ...call, text: left || text }
  if (own.length === 0) return hearOutsider(about, home)
  if (!outOfPlace(ctx, home.order)) return hearDepartment(about, home, own)
  return aside(ctx, home.order.no, own, await hearDepartment(apart(about), home, own))
}
