/** Which messages an answer was made of: their words, what was changed in them, and what was recalled. */
import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { answer, remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'

export type Remark = typeof remark.$inferSelect

/** The message at hand belongs to this answer. */
export async function linkMessage(
  ctx: Ctx,
  to: { readonly order: string; readonly answer: string },
  text: string,
): Promise<void> {
  const { place } = ctx
  if (!place || place.message === '') return
  await ctx.tx.db
    .insert(remark)
    .values({
      id: randomUUID(),
      ...to,
      platform: place.platform,
      chat: place.chat.id,
      message: place.message,
      person: ctx.actor.code,
      text,
      at: ctx.now,
      state: 'answer',
    })
    .onConflictDoUpdate({ target: [remark.platform, remark.message], set: { ...to, state: 'answer' } })
}

export interface AnswerWords {
  readonly edited: boolean
  /** Messages of it that stand, and that were recalled. */
  readonly standing: readonly Remark[]
  readonly recalled: readonly Remark[]
}

export async function wordsOfAnswer(ctx: Ctx, id: string): Promise<AnswerWords> {
  const rows = await ctx.tx.db.select().from(remark).where(eq(remark.answer, id)).orderBy(asc(remark.at))
  return {
    edited: rows.some((row) => row.editedAt !== null && row.state !== 'recalled'),
    standing: rows.filter((row) => row.state !== 'recalled'),
    recalled: rows.filter((row) => row.state === 'recalled'),
  }
}

/** The answer's words anew, from the messages that stand. */
export async function rewriteAnswer(ctx: Ctx, id: string, words: AnswerWords): Promise<string> {
  const text = words.standing.map((row) => row.text).reduce(joinText, '')
  await ctx.tx.db.update(answer).set({ text }).where(eq(answer.id, id))
  return text
}

/** The other messages of that person in that chat which wait for the same press: 作为反馈. */
export async function askedTogether(ctx: Ctx, row: Remark, withinMs: number): Promise<readonly Remark[]> {
  const rows = await ctx.tx.db
    .select()
    .from(remark)
    .where(
      and(
        eq(remark.order, row.order),
        eq(remark.person, row.person ?? ''),
        eq(remark.platform, row.platform),
        eq(remark.chat, row.chat),
        eq(remark.state, 'asked'),
      ),
    )
    .orderBy(asc(remark.at))
  return rows.filter((other) => other.id === row.id || Math.abs(other.at - row.at) <= withinMs)
}

export function joinText(before: string, more: string): string {
  return [before, more].filter((t) => t.trim() !== '').join('\n')
}
