/**
 * What the gate stopped may still stand in a group: its sender was told to recall it, and the recall is watched for. None
 * within ten minutes, and the director is told. Kept of it: where, when, by whom and what kinds; never the words.
 */
import { eq, like } from 'drizzle-orm'
import { chatOf } from '../../domain/bureau.ts'
import { MINUTE, type Moment, plus } from '../../domain/time.ts'
import { keep } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { director } from '../orders/office.ts'
import { tellPerson } from '../tell.ts'

const RECALL_MS = 10 * MINUTE

const PREFIX = 'recall:'

interface Watched {
  readonly platform: string
  readonly chat: string
  readonly person: string
  readonly at: Moment
  readonly found: readonly string[]
}

/** Begins to watch for the recall of the message at hand. */
export async function watchRecall(ctx: Ctx, found: readonly string[]): Promise<void> {
  const place = ctx.place
  if (place?.chat.kind !== 'group' || place.message === '') return
  const watched: Watched = {
    platform: place.platform,
    chat: place.chat.id,
    person: ctx.actor.name,
    at: ctx.now,
    found,
  }
  await ctx.tx.db
    .insert(keep)
    .values({ name: nameOf(place), value: JSON.stringify(watched) })
    .onConflictDoNothing()
}

/** The message was recalled: nothing more is said of it. */
export async function recalledInTime(ctx: Ctx): Promise<void> {
  if (ctx.place) await ctx.tx.db.delete(keep).where(eq(keep.name, nameOf(ctx.place)))
}

/** Tells the director of what still stands after ten minutes, once. */
export async function tellUnrecalled(ctx: Ctx): Promise<void> {
  for (const { name, watched } of await watchedNow(ctx.tx.db)) {
    if (ctx.now < watched.at + RECALL_MS) continue
    await ctx.tx.db.delete(keep).where(eq(keep.name, name))
    const to = director(ctx)
    if (!to) continue
    const chat = chatOf(ctx.bureau, watched.platform, watched.chat)?.title ?? '未绑定的群'
    const facts = { by: watched.person || '未识别人员', chat, at: watched.at, found: watched.found }
    tellPerson(ctx, to.code, 'gate.unrecalled', facts, { platform: watched.platform })
  }
}

export async function nextUnrecalled(db: Ctx['tx']['db']): Promise<Moment | undefined> {
  const times = (await watchedNow(db)).map(({ watched }) => plus(watched.at, RECALL_MS))
  return times.length === 0 ? undefined : (Math.min(...times) as Moment)
}

async function watchedNow(db: Ctx['tx']['db']): Promise<{ name: string; watched: Watched }[]> {
  const rows = await db
    .select()
    .from(keep)
    .where(like(keep.name, `${PREFIX}%`))
  return rows.map((row) => ({ name: row.name, watched: JSON.parse(row.value) as Watched }))
}

function nameOf(place: { readonly platform: string; readonly message: string }): string {
  return `${PREFIX}${place.platform}:${place.message}`
}
