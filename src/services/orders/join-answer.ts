/** What the same person adds within ten minutes joins the answer they gave, and edits its receipt. */
import { assignmentOf } from '../../domain/order.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { refreshAnswer } from './answer-facts.ts'
import { lacksFile } from './answer-files.ts'
import { joinText } from './answer-words.ts'
import { orderMatter } from './change-order.ts'
import { addTo, JOIN_MS, openAnswer, type Saying } from './open-answer.ts'
import { ownPart } from './pick.ts'
import type { AnswerOutcome } from './register-answer.ts'

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

/**
 * `undefined` when there is no such answer, or its window is over. A file that could not be fetched is taken whenever it is
 * sent again, until the answer is sent back.
 */
export async function joinAnswer(
  ctx: Ctx,
  home: HomedOrder,
  department: string,
  saying: Saying,
): Promise<AnswerOutcome | undefined> {
  const state = assignmentOf(home.order, department)?.state
  if (state !== 'answered' && state !== 'approved') return undefined
  const row = await openAnswer(ctx, home.order, department, state === 'answered' ? 'filed' : 'approved')
  if (!row) return undefined
  const open = state === 'answered' && ctx.now <= row.lastAt + JOIN_MS
  if (!open && !(saying.files.length > 0 && (await lacksFile(ctx, row.id)))) return undefined
  await addTo(ctx, row, saying)
  ctx.tx.note({
    matter: orderMatter(home.order.no),
    kind: 'answer.joined',
    actor: ctx.actor.code,
    facts: { department, answer: row.id, files: saying.files.map((f) => f.name) },
    personal: saying.text ? { text: saying.text } : {},
  })
  const now = { ...row, text: joinText(row.text, saying.text), lastAt: ctx.now }
  const receipt = await refreshAnswer(ctx, home, now)
  return { kind: 'joined', answer: row.id, receipt }
}
