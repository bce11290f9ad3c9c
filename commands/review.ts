import { departments, flag, orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { readDeadlines } from '../src/chat/deadline/index.ts'
import { termOf } from '../src/chat/deadline/term.ts'
import { type Message, say } from '../src/chat/message.ts'
import { sayDue } from '../src/chat/words/dates.ts'
import { wordNotUnderstood } from '../src/chat/words/not-understood.ts'
import type { Term } from '../src/domain/due.ts'
import { printNo } from '../src/domain/serial.ts'
import type { Ctx } from '../src/services/context.ts'
import { departmentNames, dueNote } from '../src/services/orders/card.ts'
import {
  approveAnswers,
  excuseDepartments,
  type Reviewed,
  returnAnswers,
} from '../src/services/orders/review-answer.ts'
import { saidInThread, where, whichOrder } from './which-order.ts'

/** 审核通过: the last approval closes the order. */
export const accept = defineCommand({
  name: 'accept',
  aliases: ['审核通过', '通过'],
  for: 'office',
  args: { order: orderNo, all: flag('全部'), departments, text: rest },
  words: {
    zh: { summary: '审核通过反馈', usage: '/accept #编号 [科室|全部]', example: '/审核通过 #12 人事科' },
    en: { summary: 'approve an answer', usage: '/accept #NO [DEPARTMENT|全部]' },
  },
  async run(call) {
    const key = await whichOrder(call, '审核通过', 'toReview', 'approve')
    if (!key.ok) return refused(key)
    const { departments: codes, all } = call.args
    const done = await approveAnswers(call.ctx, key.value, {
      departments: codes,
      all,
      saidThere: saidInThread(call),
    })
    if (!done.ok) return refused(done)
    return { kind: 'say', message: approved(call.ctx, done.value), where: where(call) }
  },
  presses: {
    'review.approve': async ({ ctx, press }) => {
      const done = await approveAnswers(
        ctx,
        { id: press.order ?? '' },
        { departments: press.department ? [press.department] : [] },
      )
      if (!done.ok) return refused(done)
      return {
        kind: 'pressed',
        toast: done.value.closed ? '审核通过，已办结' : '审核通过',
        becomes: approved(ctx, done.value),
      }
    },
  },
})

/** 退回: with a reason, and a new day where one is said. */
export const returnBack = defineCommand({
  name: 'return',
  aliases: ['退回补正', '退回'],
  for: 'office',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '退回反馈并说明理由',
      usage: '/return #编号 [科室] 理由 [期限]',
      example: '/退回 #12 人事科 缺少附件二，2个工作日内补报',
    },
    en: { summary: 'send an answer back with a reason', usage: '/return #NO [DEPARTMENT] REASON [TERM]' },
  },
  async run(call) {
    const key = await whichOrder(call, '退回', 'toReview', 'return')
    if (!key.ok) return refused(key)
    const read = readTerm(call.ctx, call.args.text)
    if ('say' in read) return alone(read.say)
    const which = { departments: call.args.departments, saidThere: saidInThread(call) }
    const done = await returnAnswers(call.ctx, key.value, which, call.args.text, read.term)
    if (!done.ok) return refused(done)
    return { kind: 'say', message: returned(call.ctx, done.value), where: where(call) }
  },
  presses: {
    'review.return': async ({ ctx, press, fields }) => {
      const read = readTerm(ctx, fields.due ?? '')
      if ('say' in read)
        return { kind: 'pressed', toast: '未退回，期限未能识别', tone: 'warning', message: read.say }
      const done = await returnAnswers(
        ctx,
        { id: press.order ?? '' },
        { departments: press.department ? [press.department] : [] },
        fields.reason ?? '',
        read.term,
      )
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: '已退回', becomes: returned(ctx, done.value) }
    },
  },
})

/** 免予反馈: an assisting department need not answer. */
export const excuse = defineCommand({
  name: 'excuse',
  aliases: ['免予反馈', '免报'],
  for: 'office',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '免予某科室反馈',
      usage: '/excuse #编号 科室 [理由]',
      example: '/免予反馈 #12 计财科 已由人事科一并报送',
    },
    en: { summary: 'release a department from answering', usage: '/excuse #NO DEPARTMENT [REASON]' },
  },
  async run(call) {
    const key = await whichOrder(call, '免予反馈', 'none', 'excuse')
    if (!key.ok) return refused(key)
    const which = { departments: call.args.departments, saidThere: saidInThread(call) }
    const done = await excuseDepartments(call.ctx, key.value, which, call.args.text)
    if (!done.ok) return refused(done)
    const { order, closed } = done.value
    const lines = [
      `${names(call.ctx, done.value)}免予反馈　${printNo(order.no)}`,
      ...(closed ? [`${printNo(order.no)}已办结`] : []),
    ]
    return { kind: 'say', message: say(...lines), where: where(call) }
  },
})

function approved(ctx: Ctx, done: Reviewed): Message {
  const { order, closed } = done
  const first = `审核通过　${names(ctx, done)}　${printNo(order.no)}`
  return say(first, ...(closed ? [`${printNo(order.no)}　${order.subject}　已办结`] : []))
}

function returned(ctx: Ctx, done: Reviewed): Message {
  const fact = done.facts.find((f) => f.kind === 'assignment.returned')!
  return say(
    `退回　${names(ctx, done)}　${printNo(done.order.no)}`,
    `理由　${fact.reason}`,
    `请于 ${sayDue(fact.due, dueNote(ctx, fact.due))} 前重新反馈`,
  )
}

function names(ctx: Ctx, done: Reviewed): string {
  return departmentNames(ctx, done.departments).join('、')
}

/** The day said in a return, if one is said; an unclear one is asked about before anything is done. */
function readTerm(ctx: Ctx, text: string): { readonly term?: Term } | { readonly say: Message } {
  const readings = readDeadlines(text, ctx.now, ctx.bureau.calendar).filter(
    (r) => r.weight !== 'mention' && r.weight !== 'loose',
  )
  const unsure = readings.find((r) => r.kind === 'unsure')
  if (unsure && unsure.kind === 'unsure' && unsure.reason !== 'vague') {
    return {
      say: wordNotUnderstood({
        kind: 'date-unsure',
        text: unsure.text,
        reason: unsure.reason,
        candidates: unsure.candidates,
        now: ctx.now,
      }),
    }
  }
  const due = readings.findLast((r) => r.kind === 'due')
  return due?.kind === 'due' ? { term: termOf(due) } : {}
}
