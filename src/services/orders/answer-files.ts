/** Files that people send: noted here, fetched and kept by the tick, and joined to the answer they belong to. */
import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { file } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'

export interface SaidFile {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly size?: number
}

/** Files of an answer. `filesOf`: those of earlier messages, which belonged to no order yet, are taken along. */
export async function keepFiles(
  ctx: Ctx,
  to: { readonly order: string; readonly answer: string },
  files: readonly SaidFile[],
  filesOf: readonly { readonly platform: string; readonly message: string }[] = [],
): Promise<void> {
  for (const { platform, message } of filesOf) {
    await ctx.tx.db
      .update(file)
      .set(to)
      .where(and(eq(file.platform, platform), eq(file.message, message), isNull(file.order)))
  }
  if (files.length > 0) await replaceLost(ctx, to.answer, files)
  await insertFiles(ctx, files, to)
}

/** What could not be fetched and is sent again takes the lost one's place: that of the same name, else the first. */
async function replaceLost(ctx: Ctx, answer: string, files: readonly SaidFile[]): Promise<void> {
  const lost = await ctx.tx.db
    .select({ id: file.id, name: file.name })
    .from(file)
    .where(and(eq(file.answer, answer), eq(file.state, 'lost')))
    .orderBy(asc(file.id))
  const replaced: string[] = []
  for (const { name } of files) {
    const open = lost.filter((f) => !replaced.includes(f.id))
    const old = open.find((f) => f.name === name) ?? open[0]
    if (old) replaced.push(old.id)
  }
  if (replaced.length > 0)
    await ctx.tx.db.update(file).set({ answer: null }).where(inArray(file.id, replaced))
}

/** Whether a file of this answer could not be fetched and has not been sent again. */
export async function lacksFile(ctx: Ctx, answer: string): Promise<boolean> {
  const [row] = await ctx.tx.db
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.answer, answer), eq(file.state, 'lost')))
    .limit(1)
  return row !== undefined
}

/** A message was recalled: its files are no longer the answer's. @returns their names */
export async function releaseFiles(
  ctx: Ctx,
  answer: string,
  of: { readonly platform: string; readonly message: string },
): Promise<readonly string[]> {
  const rows = await ctx.tx.db
    .update(file)
    .set({ answer: null })
    .where(and(eq(file.answer, answer), eq(file.platform, of.platform), eq(file.message, of.message)))
    .returning({ name: file.name })
  return rows.map((row) => row.name)
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

export interface AnswerFiles {
  /** Those that are there, or on their way. */
  readonly files: number
  readonly lost: number
  readonly names: readonly string[]
}

export async function filesOfAnswer(ctx: Ctx, answer: string): Promise<AnswerFiles> {
  const rows = await ctx.tx.db
    .select({ name: file.name, state: file.state })
    .from(file)
    .where(eq(file.answer, answer))
  const there = rows.filter((row) => row.state !== 'lost')
  return { files: there.length, lost: rows.length - there.length, names: there.map((row) => row.name) }
}
