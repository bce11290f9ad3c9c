/** Files that people send: noted here, fetched and kept by the tick, and joined to the answer they belong to. */
import { randomUUID } from 'node:crypto'
import { and, count, eq, isNull } from 'drizzle-orm'
import { file } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'

export interface SaidFile {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly size?: number
}

/** Files of an answer. `filesOf`: those of an earlier message, which belonged to no order yet, are taken along. */
export async function keepFiles(
  ctx: Ctx,
  to: { readonly order: string; readonly answer: string },
  files: readonly SaidFile[],
  filesOf?: { readonly platform: string; readonly message: string },
): Promise<void> {
  if (filesOf) {
    const { platform, message } = filesOf
    await ctx.tx.db
      .update(file)
      .set(to)
      .where(and(eq(file.platform, platform), eq(file.message, message), isNull(file.order)))
  }
  await insertFiles(ctx, files, to)
}

/** Files said outside any thread: fetched at once, and kept until it is known where they belong. */
export async function keepLooseFiles(ctx: Ctx, files: readonly SaidFile[]): Promise<void> {
  await insertFiles(ctx, files, { order: null, answer: null })
}

async function insertFiles(
  ctx: Ctx,
  files: readonly SaidFile[],
  belongsTo: { readonly order: string | null; readonly answer: string | null },
): Promise<void> {
  if (files.length === 0 || !ctx.place) return
  const { platform, message } = ctx.place
  await ctx.tx.db.insert(file).values(
    files.map((f) => ({
      id: randomUUID(),
      ...belongsTo,
      platform,
      message,
      key: f.key,
      kind: f.kind,
      name: f.name,
      person: ctx.actor.code,
      size: f.size ?? null,
      sha256: null,
      state: 'waiting' as const,
      attempts: 0,
      nextAt: 0,
    })),
  )
}

export async function fileCount(ctx: Ctx, answer: string): Promise<number> {
  const [row] = await ctx.tx.db.select({ n: count() }).from(file).where(eq(file.answer, answer))
  return row?.n ?? 0
}
