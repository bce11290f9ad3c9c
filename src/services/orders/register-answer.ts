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
import { arrivedFacts, arrivedPurpose, receiptFacts, receiptPurpose, reviewerOf } from './answer-facts.ts'
import { filesOfAnswer } from './answer-files.ts'
import { wordsOfAnswer } from './answer-words.ts'
import { departmentName } from './card.ts'
import { keepFacts } from './change-order.ts'
import { withdrawRequests } from './end-request.ts'
import type { AnswerRow, Saying } from './open-answer.ts'

/** `answered`: registered, with its receipt; `joined`: an earlier receipt is edited; `gathering`: files wait. */
export type AnswerOutcome = {
  readonly kind: 'answered' | 'joined' | 'gathering'
  readonly answer: string
  /** What the receipt says, for who did not speak in the thread. */
  readonly receipt?: NoticeFacts['answer.receipt']
}

/**
 * @param how.inThread said in the order's own thread: the receipt is the reply there
 * @param how.asked a question said with it was passed on
 */
export async function registerAnswer(
  ctx: Ctx,
  home: HomedOrder,
  row: AnswerRow,
  { inThread = false, asked = false }: Pick<Saying, 'inThread' | 'asked'> = {},
): Promise<Decision<AnswerOutcome>> {
  const { order } = home
  const decided = decideAnswer(ctx.bureau.calendar, order, row.department, {
    by: row.person,
    now: ctx.now,
    ...(row.coverFor ? { coverFor: row.coverFor } : {}),
  })
  if (!decided.ok) {
    if (row.state === 'gathering') await dropGathered(ctx, home, row)
    return decided
  }
  const changed = await keepFacts(ctx, home, decided.value, row.text ? { said: { text: row.text } } : {})
  await withdrawRequests(ctx, home, row.department)
  await ctx.tx.db
    .update(answer)
    .set({ state: 'filed', text: row.text, at: ctx.now, lastAt: ctx.now, fileAt: null })
    .where(eq(answer.id, row.id))
  const files = await filesOfAnswer(ctx, row.id)
  const words = row.state === 'gathering' ? await wordsOfAnswer(ctx, row.id) : undefined
  const filed: AnswerRow = { ...row, state: 'filed', at: ctx.now, lastAt: ctx.now, fileAt: null }
  const part = assignmentOf(changed.order, row.department)!
  const receipt = {
    ...receiptFacts(ctx, changed.order, part, filed, files, words),
    ...(asked ? { asked } : {}),
  }
  const how = { purpose: receiptPurpose(row.id), matter: order.id }
  const first = inThread
    ? replyHere(ctx, 'answer.receipt', receipt, { ...how, inThread: true })
    : tellThread(ctx, changed.home, 'answer.receipt', receipt, { ...how, department: row.department })
  if (row.state === 'gathering') {
    const { no, department } = receipt
    editPosting(ctx, laneHere(ctx, home, row.department), gatherPurpose(row.id), 'answer.gathering', {
      no,
      order: order.id,
      answer: row.id,
      department,
      files: files.files,
      filed: true,
    })
  }
  const reviewer = reviewerOf(ctx, order, row)
  if (reviewer) {
    tellPerson(
      ctx,
      reviewer.code,
      'answer.arrived',
      arrivedFacts(ctx, changed.order, part, filed, files, words),
      {
        purpose: arrivedPurpose(row.id),
        platform: home.platform,
        matter: order.id,
        after: first,
        about: order,
      },
    )
  }
  return allow({ kind: 'answered', answer: row.id, receipt })
}

/**
 * Files that waited and are not sent after all: the part is approved, excused or gone by then, or they were taken back.
 * Their notice says so.
 */
export async function dropGathered(
  ctx: Ctx,
  home: HomedOrder,
  row: AnswerRow,
  why?: 'withdrawn',
): Promise<void> {
  await ctx.tx.db.update(answer).set({ state: 'withdrawn', fileAt: null }).where(eq(answer.id, row.id))
  const { order } = home
  const { files } = await filesOfAnswer(ctx, row.id)
  editPosting(ctx, laneHere(ctx, home, row.department), gatherPurpose(row.id), 'answer.gathering', {
    no: order.no,
    order: order.id,
    answer: row.id,
    department: departmentName(ctx, row.department),
    files,
    dropped:
      why ??
      (order.state === 'issued' ? assignmentOf(order, row.department)?.state : order.state) ??
      'revoked',
  })
}

/** What the notice of waiting files is found by. */
export function gatherPurpose(id: string): string {
  return `gather:${id}`
}

/**
 * The lane in which this person has been answered: their own in a direct chat, else the chat's; of a restricted order
 * the department's own.
 */
export function laneHere(ctx: Ctx, home: HomedOrder, department: string) {
  const own = home.order.restricted ? home.places?.find((p) => p.department === department) : undefined
  if (own) return { platform: own.platform, lane: own.lane }
  const place = ctx.place
  if (place?.chat.kind === 'direct')
    return { platform: place.platform, lane: personLane(place.platform, place.account) }
  return {
    platform: place?.platform ?? home.platform,
    lane: chatLane(place?.platform ?? home.platform, place?.chat.id ?? home.chat),
  }
}
