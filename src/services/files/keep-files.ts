/** Files said in chat: fetched at once because platforms' links expire, hashed, kept; asked for again when they are lost. */
import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Db } from '../../store/database.ts'
import { type HomedOrder, loadOrder } from '../../store/orders.ts'
import { answer, file } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { refreshAnswer } from '../orders/answer-facts.ts'
import { tellPerson, tellThread } from '../tell.ts'

export type WaitingFile = typeof file.$inferSelect

/** Tries before a file is asked for again. */
const MOST_TRIES = 6

export async function waitingFiles(db: Db, machineNow: number, limit: number): Promise<WaitingFile[]> {
  return db
    .select()
    .from(file)
    .where(and(eq(file.state, 'waiting'), lte(file.nextAt, machineNow)))
    .orderBy(asc(file.nextAt))
    .limit(limit)
}

export async function fileKept(db: Db, id: string, kept: { sha256: string; size: number }): Promise<void> {
  await db
    .update(file)
    .set({ ...kept, state: 'kept', nextAt: null })
    .where(and(eq(file.id, id), eq(file.state, 'waiting')))
}

/** One more failed try; after the last one the department is asked to send the file again. */
export async function fileFailed(
  ctx: Ctx,
  row: WaitingFile,
  machineNow: number,
  forGood: boolean,
): Promise<void> {
  const attempts = row.attempts + 1
  if (!forGood && attempts < MOST_TRIES) {
    await ctx.tx.db
      .update(file)
      .set({ attempts, nextAt: machineNow + 5000 * 4 ** row.attempts })
      .where(eq(file.id, row.id))
    return
  }
  await ctx.tx.db.update(file).set({ attempts, state: 'lost', nextAt: null }).where(eq(file.id, row.id))
  const home = row.order ? await loadOrder(ctx.tx.db, { id: row.order }) : undefined
  if (!home) {
    // Said outside any thread, it belongs to no order yet: whoever sent it is told alone.
    if (row.person)
      tellPerson(ctx, row.person, 'file.lost', { names: [row.name] }, { platform: row.platform })
    return
  }
  const [given] = row.answer
    ? await ctx.tx.db.select({ department: answer.department }).from(answer).where(eq(answer.id, row.answer))
    : []
  if (row.answer) await showLoss(ctx, home, row.answer)
  const how = { matter: home.order.id, ...(given ?? {}) }
  tellThread(ctx, home, 'file.lost', { no: home.order.no, names: [row.name] }, how)
}

/** The receipt of the answer says what it lacks. */
async function showLoss(ctx: Ctx, home: HomedOrder, id: string): Promise<void> {
  const [row] = await ctx.tx.db.select().from(answer).where(eq(answer.id, id))
  if (row && (row.state === 'filed' || row.state === 'approved')) await refreshAnswer(ctx, home, row)
}

export async function filesOf(db: Db, ids: readonly string[]): Promise<WaitingFile[]> {
  return ids.length === 0
    ? []
    : db
        .select()
        .from(file)
        .where(inArray(file.id, [...ids]))
}
