/** What the same person adds within ten minutes joins the answer they gave, and edits its receipt. */
import { assignmentOf } from '../../domain/order.ts'
import type { Moment } from '../../domain/time.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { editPosting } from '../tell.ts'
import { fileCount } from './answer-files.ts'
import { departmentName } from './card.ts'
import { orderMatter } from './change-order.ts'
import { addTo, JOIN_MS, openAnswer, type Saying } from './open-answer.ts'
import { ownPart } from './pick.ts'
import { type AnswerOutcome, laneHere, receiptPurpose } from './register-answer.ts'

/** Adds words to the answer the same person just gave, if its window is open; `undefined` when there is none. */
export async function joinOpenAnswer(
  ctx: Ctx,
  key: OrderKey,
  saying: Saying,
): Promise<AnswerOutcome | undefined> {
  const found = await ownPart(ctx, key, saying.department)
  if (!found.ok) return undefined
  const { home, department } = found.value
  const gathering =
    home.order.state === 'issued' ? await openAnswer(ctx, home.order, department, 'gathering') : undefined
  if (!gathering) return joinAnswer(ctx, home, department, saying)
  await addTo(ctx, gathering, saying)
  return { kind: 'joined', answer: gathering.id }
}

export /** `undefined` when there is no such answer, or its window is over. */
async function joinAnswer(
  ctx: Ctx,
  home: HomedOrder,
  department: string,
  saying: Saying,
): Promise<AnswerOutcome | undefined> {
  if (assignmentOf(home.order, department)?.state !== 'answered') return undefined
  const row = await openAnswer(ctx, home.order, department, 'filed')
  if (!row || ctx.now > row.lastAt + JOIN_MS) return undefined
  await addTo(ctx, row, saying)
  ctx.tx.note({
    matter: orderMatter(home.order.no),
    kind: 'answer.joined',
    actor: ctx.actor.code,
    facts: { department, answer: row.id, files: saying.files.map((f) => f.name) },
    personal: saying.text ? { text: saying.text } : {},
  })
  const part = assignmentOf(home.order, department)!
  const receipt = {
    no: home.order.no,
    department: departmentName(ctx, department),
    at: row.at as Moment,
    files: await fileCount(ctx, row.id),
    lost: 0,
    timeliness: part.timeliness ?? { kind: 'inTime' as const },
    further: part.answeredAt !== row.at,
    closed: home.order.state === 'closed',
  }
  editPosting(ctx, laneHere(ctx, home), receiptPurpose(row.id), 'answer.receipt', receipt)
  return { kind: 'joined', answer: row.id, receipt }
}
