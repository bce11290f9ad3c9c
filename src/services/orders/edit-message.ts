/** A message under an order was changed. What was registered stays as it was; the later wording is kept beside it. */
import { and, eq } from 'drizzle-orm'
import { type AssignmentState, assignmentOf } from '../../domain/order.ts'
import type { OrderNo } from '../../domain/serial.ts'
import { loadOrder } from '../../store/orders.ts'
import { answer, remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { refreshAnswer, reviewerOf } from './answer-facts.ts'
import { joinText, rewriteAnswer, wordsOfAnswer } from './answer-words.ts'
import { departmentName, personName } from './card.ts'
import { orderMatter } from './change-order.ts'

/** What became of the change. `added`: to an answer that is not reviewed yet; `noted`: it is; `remark`: it was none. */
export interface EditedMessage {
  readonly no: OrderNo
  readonly what: 'added' | 'noted' | 'remark'
  /** Where the part stands, of an answer. */
  readonly state?: AssignmentState
}

/** Says what it said last: platforms tell of changes that changed no word. */
function same(text: string, words: string): boolean {
  const before = text.trim()
  return before === words || before.endsWith(`\n${words}`)
}

/** `undefined`: the message stands under no order, was recalled, or says what it said. */
export async function editMessage(
  ctx: Ctx,
  message: string,
  text: string,
): Promise<EditedMessage | undefined> {
  const platform = ctx.place?.platform ?? ''
  const [said] = await ctx.tx.db
    .select()
    .from(remark)
    .where(and(eq(remark.platform, platform), eq(remark.message, message)))
  const words = text.trim()
  if (!said || said.state === 'recalled' || same(said.text, words)) return undefined
  const home = await loadOrder(ctx.tx.db, { id: said.order }, true)
  if (!home) return undefined
  const { order } = home
  const [row] = said.answer ? await ctx.tx.db.select().from(answer).where(eq(answer.id, said.answer)) : []
  const before = row && (await wordsOfAnswer(ctx, row.id))
  await ctx.tx.db
    .update(remark)
    .set({ text: joinText(said.text, words), editedAt: ctx.now })
    .where(eq(remark.id, said.id))
  if (!row) return { no: order.no, what: 'remark' }

  const part = assignmentOf(order, row.department)
  const state = part?.state ?? 'declined'
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'answer.edited',
    actor: ctx.actor.code,
    facts: { department: row.department, answer: row.id },
    personal: { text: words },
  })
  const open = (row.state === 'filed' && order.state === 'issued') || row.state === 'gathering'
  if (open) {
    const text = await rewriteAnswer(ctx, row.id, await wordsOfAnswer(ctx, row.id))
    if (row.state === 'filed') await refreshAnswer(ctx, home, { ...row, text })
  }
  const reviewer = reviewerOf(ctx, order, row)
  // Once for each answer; later changes stand in the notice of the answer itself.
  if (reviewer && before?.edited === false && (row.state === 'filed' || row.state === 'approved')) {
    tellPerson(
      ctx,
      reviewer.code,
      'answer.edited',
      {
        no: order.no,
        subject: order.subject,
        department: departmentName(ctx, row.department),
        by: personName(ctx, row.person),
        at: ctx.now,
        text: [...words].slice(0, 300).join(''),
        state: order.state === 'closed' ? 'approved' : state,
      },
      { platform: home.platform, matter: order.id, about: order },
    )
  }
  return { no: order.no, what: open ? 'added' : 'noted', state }
}
