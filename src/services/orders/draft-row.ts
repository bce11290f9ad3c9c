/** One table holds what waits for a word: drafts of orders, matters for a leader, and leaders' instructions. */
import { eq } from 'drizzle-orm'
import type { OrderDraft } from '../../domain/order.ts'
import { isId } from '../../store/ids.ts'
import { draft as draftTable } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'

export type DraftRow = typeof draftTable.$inferSelect

/** What was kept under that id, locked until the commit: a draft of orders, a matter for a leader, or an instruction. */
export async function draftRow(ctx: Ctx, id: string): Promise<DraftRow | undefined> {
  if (!isId(id)) return undefined
  const [row] = await ctx.tx.db.select().from(draftTable).where(eq(draftTable.id, id)).for('update')
  return row
}

/** The orders of a kept draft; none where it is not one of orders. */
export function openDrafts(row: Pick<DraftRow, 'input'>): readonly OrderDraft[] {
  return Array.isArray(row.input) ? row.input : [row.input]
}
