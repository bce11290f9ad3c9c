/**
 * A department's answer: words and files. Words of finishing are registered at once; what the same person adds in the
 * same order within ten minutes joins that answer and edits its receipt. Files alone wait for 提交反馈 or a pause.
 */
import { eq } from 'drizzle-orm'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { answer as decideAnswer } from '../../domain/order-rules.ts'
import type { Moment } from '../../domain/time.ts'
import { isId } from '../../store/ids.ts'
import type { OrderKey } from '../../store/orders.ts'
import { answer } from '../../store/schema/index.ts'
import { by, type Ctx } from '../context.ts'
import { editPosting, replyHere, tellThread } from '../tell.ts'
import { filesOfAnswer } from './answer-files.ts'
import { joinText } from './answer-words.ts'
import { departmentName } from './card.ts'
import { lockOrder } from './change-order.ts'
import { joinAnswer } from './join-answer.ts'
import { addTo, newAnswer, openAnswer, type Saying } from './open-answer.ts'
import { ownPart, pickOwn } from './pick.ts'
import { type AnswerOutcome, gatherPurpose, laneHere, registerAnswer } from './register-answer.ts'
import { outOfPlace } from './seen.ts'

/** Registers an answer with words (or joins the one just given). */
export async function answerOrder(ctx: Ctx, key: OrderKey, saying: Saying): Promise<Decision<AnswerOutcome>> {
  const found = await ownPart(ctx, key, saying.department)
  if (!found.ok) return found
  const { home, department } = found.value
  const gathered = await openAnswer(ctx, home.order, department, 'gathering')
  if (gathered) {
    await addTo(ctx, gathered, saying)
    return registerAnswer(ctx, home, { ...gathered, text: joinText(gathered.text, saying.text) }, saying)
  }
  const joined = await joinAnswer(ctx, home, department, saying)
  if (joined) return allow(joined)
  // Asked before anything is written: what is not registered leaves no answer behind.
  const decided = decideAnswer(ctx.bureau.calendar, home.order, department, by(ctx))
  if (!decided.ok) return decided
  const row = await newAnswer(ctx, home.order, department, 'filed', saying)
  return registerAnswer(ctx, home, row, saying)
}

/** Takes files without words: joins an answer just given, else gathers them. */
export async function gatherFiles(ctx: Ctx, key: OrderKey, saying: Saying): Promise<Decision<AnswerOutcome>> {
  const found = await ownPart(ctx, key, saying.department)
  if (!found.ok) return found
  const { home, department } = found.value
  const joined = await joinAnswer(ctx, home, department, saying)
  if (joined) return allow(joined)
  const decided = decideAnswer(ctx.bureau.calendar, home.order, department, by(ctx))
  if (!decided.ok) return decided
  const open = await openAnswer(ctx, home.order, department, 'gathering')
  const row = open ?? (await newAnswer(ctx, home.order, department, 'gathering', saying))
  if (open) await addTo(ctx, open, saying)
  const facts = {
    no: home.order.no,
    order: home.order.id,
    answer: row.id,
    department: departmentName(ctx, department),
    files: (await filesOfAnswer(ctx, row.id)).files,
  }
  const how = { purpose: gatherPurpose(row.id), matter: home.order.id }
  if (open)
    editPosting(ctx, laneHere(ctx, home, department), gatherPurpose(row.id), 'answer.gathering', facts)
  else if (outOfPlace(ctx, home.order))
    tellThread(ctx, home, 'answer.gathering', facts, { ...how, department })
  else replyHere(ctx, 'answer.gathering', facts, { ...how, inThread: true })
  return allow({ kind: open ? 'joined' : 'gathering', answer: row.id })
}

/** Registers gathered files as an answer: 提交反馈 was pressed, or the pause is over. */
export async function fileGathered(ctx: Ctx, id: string): Promise<Decision<AnswerOutcome>> {
  const [row] = isId(id) ? await ctx.tx.db.select().from(answer).where(eq(answer.id, id)) : []
  if (!row) return refuse('order.unknown', { no: '' })
  const home = await lockOrder(ctx, { id: row.order })
  if (!home.ok) return home
  if (row.state !== 'gathering') {
    return refuse('assignment.already-answered', {
      no: home.value.order.no,
      department: row.department,
      at: row.at as Moment,
    })
  }
  if (ctx.actor.code !== 'duban') {
    const own = pickOwn(ctx, home.value.order, 'answer', row.department)
    if (!own.ok) return own
  }
  return registerAnswer(ctx, home.value, row)
}
