/** What somebody says outside its thread and what belongs to it: an answer offered or given there a moment ago. */
import { and, desc, eq, gte, inArray } from 'drizzle-orm'
import { keep, remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import type { Remark } from './answer-words.ts'
import { JOIN_MS } from './open-answer.ts'

const PREFIX = 'outside:'

/** An answer was given outside its thread, in this chat. */
export async function noteElsewhere(ctx: Ctx, { platform, chat, message }: Remark): Promise<void> {
  await ctx.tx.db
    .insert(keep)
    .values({ name: nameOf(ctx, platform, chat), value: message })
    .onConflictDoUpdate({ target: keep.name, set: { value: message } })
}

/**
 * The person's last words here, within ten minutes, that were asked about, or became an answer; `outside`: certainly not in
 * an order's thread.
 */
export async function lastHere(
  ctx: Ctx,
): Promise<{ readonly said: Remark; readonly outside: boolean } | undefined> {
  const { place } = ctx
  if (!place) return undefined
  const [said] = await ctx.tx.db
    .select()
    .from(remark)
    .where(
      and(
        eq(remark.person, ctx.actor.code),
        eq(remark.platform, place.platform),
        eq(remark.chat, place.chat.id),
        inArray(remark.state, ['asked', 'answer']),
        gte(remark.at, ctx.now - JOIN_MS),
      ),
    )
    .orderBy(desc(remark.at))
    .limit(1)
  if (!said) return undefined
  if (place.chat.kind === 'direct') return { said, outside: true }
  const [noted] = await ctx.tx.db
    .select({ message: keep.value })
    .from(keep)
    .where(eq(keep.name, nameOf(ctx, place.platform, place.chat.id)))
  return { said, outside: noted?.message === said.message }
}

function nameOf({ actor }: Ctx, platform: string, chat: string): string {
  return `${PREFIX}${platform}:${chat}:${actor.code}`
}
