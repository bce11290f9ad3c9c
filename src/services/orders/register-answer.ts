/** An answer is registered: the facts, its receipt in the order's thread, and a word to whoever reviews it. */
import { eq } from 'drizzle-orm'
import { allow, type Decision } from '../../domain/decision.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { assignmentOf } from '../../domain/order.ts'
import { answer as decideAnswer } from '../../domain/order-rules.ts'
import type { HomedOrder } from '../../store/orders.ts'
import { answer } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { chatLane, editPosting, personLane, replyHere, tellPerson, tellThread } from '../tell.ts'
import { fileCount } from './answer-files.ts'
import { departmentName, personName } from './card.ts'
import { keepFacts } from './change-order.ts'
import { officeFor } from './office.ts'
import type { AnswerRow } from './open-answer.ts'

/** `answered`: registered, with its receipt; `joined`: an earlier receipt is edited; `gathering`: files wait. */
export type AnswerOutcome = {
  readonly kind: 'answered' | 'joined' | 'gathering'
  readonly answer: string
  /** What the receipt says, for who did not speak in the thread. */
  readonly receipt?: NoticeFacts['answer.receipt']
}

/** @param inThread said in the order's own thread: the receipt is the reply there */
export async function registerAnswer(
  ctx: Ctx,
  home: HomedOrder,
  row: AnswerRow,
  inThread = false,
): Promise<Decision<AnswerOutcome>> {
  const { order } = home
  const decided = decideAnswer(ctx.bureau.calendar, order, row.department, { by: row.person, now: ctx.now })
  if (!decided.ok) {
    if (row.state === 'gathering')
      await ctx.tx.db.update(answer).set({ fileAt: null }).where(eq(answer.id, row.id))
    return decided
  }
  const changed = await keepFacts(ctx, home, decided.value, row.text ? { text: row.text } : {})
  await ctx.tx.db
    .update(answer)
    .set({ state: 'filed', text: row.text, at: ctx.now, lastAt: ctx.now, fileAt: null })
    .where(eq(answer.id, row.id))
  const files = await fileCount(ctx, row.id)
  const fact = decided.value.find((f) => f.kind === 'assignment.answered')!
  const receipt = {
    no: order.no,
    department: departmentName(ctx, row.department),
    at: ctx.now,
    files,
    lost: 0,
    timeliness: fact.timeliness,
    further: fact.further,
    closed: changed.order.state === 'closed',
  }
  const how = { purpose: receiptPurpose(row.id), matter: order.id }
  const first = inThread
    ? replyHere(ctx, 'answer.receipt', receipt, { ...how, inThread: true })
    : tellThread(ctx, home, 'answer.receipt', receipt, how)
  if (row.state === 'gathering') {
    const { no, department } = receipt
    editPosting(ctx, laneHere(ctx, home), gatherPurpose(row.id), 'answer.gathering', {
      no,
      order: order.id,
      answer: row.id,
      department,
      files,
      filed: true,
    })
  }
  const part = assignmentOf(order, row.department)!
  const reviewer = officeFor(ctx, order)
  if (reviewer && reviewer.code !== row.person) {
    tellPerson(
      ctx,
      reviewer.code,
      'answer.arrived',
      {
        no: order.no,
        order: order.id,
        subject: order.subject,
        department: departmentName(ctx, row.department),
        role: part.role,
        by: personName(ctx, row.person),
        at: ctx.now,
        files,
        excerpt: excerpt(row.text),
        timeliness: fact.timeliness,
      },
      { platform: home.platform, matter: order.id, after: first },
    )
  }
  return allow({ kind: 'answered', answer: row.id, receipt })
}

/** What a receipt is found by, to be edited when something joins the answer. */
export function receiptPurpose(id: string): string {
  return `receipt:${id}`
}

/** What the notice of waiting files is found by. */
export function gatherPurpose(id: string): string {
  return `gather:${id}`
}

/** The lane in which this person has been answered: their own in a direct chat, else the chat's. */
export function laneHere(ctx: Ctx, home: HomedOrder) {
  const place = ctx.place
  if (place?.chat.kind === 'direct')
    return { platform: place.platform, lane: personLane(place.platform, place.account) }
  return {
    platform: place?.platform ?? home.platform,
    lane: chatLane(place?.platform ?? home.platform, place?.chat.id ?? home.chat),
  }
}

function excerpt(text: string): string {
  const chars = [...text.replace(/\s+/g, ' ').trim()]
  return chars.length > 60 ? `${chars.slice(0, 60).join('')}…` : chars.join('')
}
