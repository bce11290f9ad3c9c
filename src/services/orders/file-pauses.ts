/** Files that were gathered and not sent: after the pause they become one answer by themselves. */
import { and, asc, eq, isNotNull, lte } from 'drizzle-orm'
import type { Moment } from '../../domain/time.ts'
import { answer } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { fileGathered } from './answer-order.ts'

export async function filePauses(ctx: Ctx): Promise<void> {
  const due = await ctx.tx.db
    .select({ id: answer.id })
    .from(answer)
    .where(and(eq(answer.state, 'gathering'), isNotNull(answer.fileAt), lte(answer.fileAt, ctx.now)))
    .orderBy(asc(answer.fileAt))
    .limit(100)
  for (const { id } of due) await fileGathered(ctx, id)
}

export async function nextPauseEnd(db: Ctx['tx']['db']): Promise<Moment | undefined> {
  const [row] = await db
    .select({ at: answer.fileAt })
    .from(answer)
    .where(and(eq(answer.state, 'gathering'), isNotNull(answer.fileAt)))
    .orderBy(asc(answer.fileAt))
    .limit(1)
  return (row?.at ?? undefined) as Moment | undefined
}
