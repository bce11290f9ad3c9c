/** A sentence outside any thread: an order, a question, or words about an order it names. */
import { alone, type Call, type Outcome, refused } from '../../src/chat/command.ts'
import { say } from '../../src/chat/message.ts'
import { normalize } from '../../src/chat/normalize.ts'
import { understand } from '../../src/chat/understand/index.ts'
import { readThreadWords } from '../../src/chat/understand/said-in-thread.ts'
import { orderDetail } from '../../src/chat/words/lists.ts'
import { wordNotUnderstood } from '../../src/chat/words/not-understood.ts'
import { refuse } from '../../src/domain/decision.ts'
import { answersFor, isLeader } from '../../src/domain/roster.ts'
import { printNo } from '../../src/domain/serial.ts'
import { findOrder } from '../../src/services/orders/find-order.ts'
import { ownParts } from '../../src/services/orders/pick.ts'
import { showOrder } from '../../src/services/orders/show-order.ts'
import { assignFrom } from '../assign.ts'
import { listed } from '../list.ts'
import { numberIn } from '../which-order.ts'
import { hearDepartment } from './department.ts'
import { hearLeader } from './leader.ts'
import { offerAnswer } from './offer-answer.ts'
import { hearOutsider } from './outsider.ts'

/** A sentence outside any thread. Besides what is said to the bot, leaders are heard, and answers that stand in the wrong place. */
export async function hearSentence(call: Call, addressed: boolean): Promise<Outcome> {
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
      const asked = numberIn(ctx, text)
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
  const found = numberIn(ctx, text)
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
