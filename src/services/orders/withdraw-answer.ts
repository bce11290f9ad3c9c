/**
 * An answer, or one of the messages it was made of, is taken back. Before approval what was said is withdrawn from what is
 * shown, and when nothing is left the part owes again; what is approved stays as registered, and the office learns of it.
 */
import { and, eq, ne } from 'drizzle-orm'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { type Assignment, assignmentOf } from '../../domain/order.ts'
import type { Moment } from '../../domain/time.ts'
import { isId } from '../../store/ids.ts'
import { type HomedOrder, loadOrder } from '../../store/orders.ts'
import { answer, remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { editPosting, tellPerson } from '../tell.ts'
import {
  arrivedFacts,
  editArrived,
  receiptFacts,
  receiptLane,
  receiptPurpose,
  refreshAnswer,
  reviewerOf,
} from './answer-facts.ts'
import { filesOfAnswer, releaseFiles } from './answer-files.ts'
import { type Remark, rewriteAnswer, wordsOfAnswer } from './answer-words.ts'
import { departmentName, dueNote, noted, personName } from './card.ts'
import { keepFacts, lockOrder, orderMatter } from './change-order.ts'
import { type AnswerRow, openAnswer } from './open-answer.ts'
import { ownPart } from './pick.ts'
import { dropGathered, gatherPurpose, laneHere } from './register-answer.ts'

/** The message at hand was recalled by whoever wrote it. Its words are dropped from what is shown, the fact stays. */
export async function recallMessage(nobody: Ctx): Promise<void> {
  if (!nobody.place) return
  const { platform, message } = nobody.place
  const [said] = await nobody.tx.db
    .select()
    .from(remark)
    .where(and(eq(remark.platform, platform), eq(remark.message, message)))
  if (!said || said.state === 'recalled') return
  const ctx = spokenBy(nobody, said)
  const home = await loadOrder(ctx.tx.db, { id: said.order }, true)
  if (!home) return
  await ctx.tx.db.update(remark).set({ state: 'recalled' }).where(eq(remark.id, said.id))
  const { no } = home.order
  ctx.tx.note({
    matter: orderMatter(no),
    kind: 'remark.recalled',
    actor: ctx.actor.code,
    facts: { saidAt: said.at },
  })
  const row = said.answer ? await answerRow(ctx, said.answer) : undefined
  if (row) await recalledFrom(ctx, home, row, said)
}

async function recalledFrom(ctx: Ctx, home: HomedOrder, row: AnswerRow, said: Remark): Promise<void> {
  const part = assignmentOf(home.order, row.department)
  const open = row.state === 'gathering' || (row.state === 'filed' && home.order.state === 'issued')
  if (!part || row.state === 'withdrawn' || row.state === 'returned') return
  if (!open) {
    tellWithdrawn(ctx, home, row, false)
    return
  }
  const files = await releaseFiles(ctx, row.id, said)
  const words = await wordsOfAnswer(ctx, row.id)
  const text = await rewriteAnswer(ctx, row.id, words)
  const left = await filesOfAnswer(ctx, row.id)
  if (text === '' && left.files + left.lost === 0) {
    await takeBack(ctx, home, row)
    return
  }
  ctx.tx.note({
    matter: orderMatter(home.order.no),
    kind: 'answer.recalled',
    actor: ctx.actor.code,
    facts: { department: row.department, answer: row.id, files },
  })
  if (row.state === 'filed') await refreshAnswer(ctx, home, { ...row, text })
  else
    editPosting(ctx, laneHere(ctx, home, row.department), gatherPurpose(row.id), 'answer.gathering', {
      no: home.order.no,
      order: row.order,
      answer: row.id,
      department: departmentName(ctx, row.department),
      files: left.files,
    })
}

/** The person's own answer, as far as it can still be taken back. */
export async function withdrawable(
  ctx: Ctx,
  order: string,
  named?: string,
): Promise<{ readonly row: AnswerRow; readonly home: HomedOrder } | undefined> {
  const found = await ownPart(ctx, { id: order }, named)
  if (!found.ok || found.value.home.order.state !== 'issued') return undefined
  const { home, department } = found.value
  const row =
    (await openAnswer(ctx, home.order, department, 'gathering')) ??
    (await openAnswer(ctx, home.order, department, 'filed'))
  return row && { row, home }
}

/** 撤回反馈 was pressed: the whole answer. */
export async function withdrawAnswer(ctx: Ctx, id: string): Promise<Decision<{ readonly home: HomedOrder }>> {
  const row = await answerRow(ctx, id)
  if (!row) return refuse('draft.gone', {})
  if (row.person !== ctx.actor.code) return refuse('draft.not-yours', { name: personName(ctx, row.person) })
  const home = await lockOrder(ctx, { id: row.order })
  if (!home.ok) return home
  const { order } = home.value
  const part = assignmentOf(order, row.department)
  if (part?.state === 'approved' || (part && order.state === 'closed'))
    return refuse('assignment.already-approved', {
      no: order.no,
      department: row.department,
      at: part.approvedAt ?? order.endedAt ?? ctx.now,
    })
  if ((row.state !== 'filed' && row.state !== 'gathering') || order.state !== 'issued')
    return refuse('draft.cancelled', {})
  await takeBack(ctx, home.value, row)
  return allow({ home: home.value })
}

/** Nothing of it is left. Where another answer of the department stands, the part stays answered. */
async function takeBack(ctx: Ctx, home: HomedOrder, row: AnswerRow): Promise<void> {
  if (row.state === 'gathering') {
    await dropGathered(ctx, home, row, 'withdrawn')
    return
  }
  const before = assignmentOf(home.order, row.department)!
  await ctx.tx.db.update(answer).set({ state: 'withdrawn' }).where(eq(answer.id, row.id))
  const [other] = await ctx.tx.db
    .select({ id: answer.id })
    .from(answer)
    .where(
      and(
        eq(answer.order, row.order),
        eq(answer.department, row.department),
        eq(answer.state, 'filed'),
        ne(answer.id, row.id),
      ),
    )
    .limit(1)
  const owes = other === undefined && before.state === 'answered'
  const fact = { department: row.department, at: ctx.now, by: ctx.actor.code }
  const { home: now } = owes
    ? await keepFacts(ctx, home, [{ kind: 'assignment.answer-withdrawn', ...fact }])
    : { home }
  if (!owes)
    ctx.tx.note({
      matter: orderMatter(home.order.no),
      kind: 'answer.recalled',
      actor: ctx.actor.code,
      facts: { department: row.department, answer: row.id, all: true },
    })
  showTakenBack(ctx, now, before, row, owes)
  tellWithdrawn(ctx, now, row, owes)
}

/**
 * The answer's receipt and the reviewer's notice say that all of it was taken back.
 * @param home the order as it stands now
 * @param answered the department's part while the answer stood
 */
export function showTakenBack(
  ctx: Ctx,
  home: HomedOrder,
  answered: Assignment,
  row: AnswerRow,
  owes: boolean,
): void {
  const none = { files: 0, lost: 0, names: [] }
  const { due } = assignmentOf(home.order, row.department)!
  const gone = { recalled: 'all' as const }
  editPosting(ctx, receiptLane(home, row.department), receiptPurpose(row.id), 'answer.receipt', {
    ...receiptFacts(ctx, home.order, answered, row, none),
    ...gone,
    ...(owes ? { due, ...noted(dueNote(ctx, due)) } : {}),
  })
  editArrived(ctx, home, row, {
    ...arrivedFacts(ctx, home.order, answered, { ...row, text: '' }, none),
    ...gone,
  })
}

function tellWithdrawn(ctx: Ctx, { order, platform }: HomedOrder, row: AnswerRow, owes: boolean): void {
  const reviewer = reviewerOf(ctx, order, row)
  if (!reviewer) return
  tellPerson(
    ctx,
    reviewer.code,
    'answer.withdrawn',
    {
      no: order.no,
      subject: order.subject,
      department: departmentName(ctx, row.department),
      by: personName(ctx, row.person),
      at: row.at as Moment,
      state: assignmentOf(order, row.department)!.state,
      owes,
    },
    { platform, matter: order.id, about: order },
  )
}

async function answerRow(ctx: Ctx, id: string): Promise<AnswerRow | undefined> {
  if (!isId(id)) return undefined
  const [row] = await ctx.tx.db.select().from(answer).where(eq(answer.id, id))
  return row
}

/** Platforms do not say who recalled a message: only who wrote it can. */
function spokenBy(ctx: Ctx, { person }: Remark): Ctx {
  const code = person ?? ''
  return { ...ctx, actor: { code, name: personName(ctx, code), posts: [] } }
}
