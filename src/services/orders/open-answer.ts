/** An answer that still takes in what the same person adds: files that wait for their words, or words just registered. */
import { randomUUID } from 'node:crypto'
import { and, desc, eq, gte, inArray } from 'drizzle-orm'
import { actsInstead } from '../../domain/cover.ts'
import type { Order } from '../../domain/order.ts'
import { MINUTE, plus } from '../../domain/time.ts'
import { answer } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { keepFiles, type SaidFile } from './answer-files.ts'
import { joinText, linkMessage } from './answer-words.ts'

/** How long what is added joins an answer, and how long gathered files wait. */
export const JOIN_MS = 10 * MINUTE

export interface Saying {
  readonly text: string
  readonly files: readonly SaidFile[]
  /** Which department, when the person answers for several. */
  readonly department?: string
  /** Said in the order's own thread: the receipt answers it there. Elsewhere the receipt goes to the thread, and the person is told by whoever asked. */
  readonly inThread?: boolean
  /** A question said with it was passed to the office: the receipt says so. */
  readonly asked?: boolean
  /** Files of earlier messages that belong to it. */
  readonly filesOf?: readonly { readonly platform: string; readonly message: string }[]
}

export type AnswerRow = typeof answer.$inferSelect

/** `gathering`: files that wait for their words; `filed`: registered; `approved`: reviewed. */
export type AnswerState = 'gathering' | 'filed' | 'approved'

/** Of several departments, the one whose answer by this person still takes in what is added. */
export async function openPart(
  ctx: Ctx,
  order: string,
  departments: readonly string[],
): Promise<string | undefined> {
  const [row] = await ctx.tx.db
    .select({ department: answer.department })
    .from(answer)
    .where(
      and(
        eq(answer.order, order),
        eq(answer.person, ctx.actor.code),
        inArray(answer.department, [...departments]),
        inArray(answer.state, ['gathering', 'filed']),
        gte(answer.lastAt, ctx.now - JOIN_MS),
      ),
    )
    .orderBy(desc(answer.lastAt))
    .limit(1)
  return row?.department
}

/** The latest answer of this person in that state, whether its window is still open or not. */
export async function openAnswer(
  ctx: Ctx,
  order: Order,
  department: string,
  state: AnswerState,
): Promise<AnswerRow | undefined> {
  const [row] = await ctx.tx.db
    .select()
    .from(answer)
    .where(
      and(
        eq(answer.order, order.id),
        eq(answer.department, department),
        eq(answer.person, ctx.actor.code),
        eq(answer.state, state),
      ),
    )
    .orderBy(desc(answer.lastAt))
    .limit(1)
  return row
}

export async function newAnswer(
  ctx: Ctx,
  order: Order,
  department: string,
  state: AnswerState,
  saying: Saying,
): Promise<AnswerRow> {
  const row: AnswerRow = {
    id: randomUUID(),
    order: order.id,
    department,
    person: ctx.actor.code,
    state,
    text: saying.text,
    at: ctx.now,
    lastAt: ctx.now,
    fileAt: state === 'gathering' ? plus(ctx.now, JOIN_MS) : null,
    coverFor: actsInstead(ctx.actor.posts, department) ?? null,
  }
  await ctx.tx.db.insert(answer).values(row)
  const to = { order: order.id, answer: row.id }
  await linkMessage(ctx, to, saying.text)
  await keepFiles(ctx, to, saying.files, saying.filesOf)
  return row
}

/** Words go below the words, files beside the files; files that wait, wait anew. */
export async function addTo(ctx: Ctx, row: AnswerRow, saying: Saying): Promise<void> {
  const to = { order: row.order, answer: row.id }
  await linkMessage(ctx, to, saying.text)
  await keepFiles(ctx, to, saying.files, saying.filesOf)
  await ctx.tx.db
    .update(answer)
    .set({
      text: joinText(row.text, saying.text),
      lastAt: ctx.now,
      ...(row.state === 'gathering' ? { fileAt: plus(ctx.now, JOIN_MS) } : {}),
    })
    .where(eq(answer.id, row.id))
}
