/** The board's one-time link: asked of the bot, good for ten minutes, spent by its first use. Machine time. */
import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { MINUTE, type Moment, plus } from '../../domain/time.ts'
import type { Db } from '../../store/database.ts'
import { boardLink } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'

const LINK_MS = 10 * MINUTE

/** A fresh token; only its hash is stored. */
export async function makeBoardLink(ctx: Ctx, machineNow: Moment): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await ctx.tx.db.insert(boardLink).values({
    hash: hashOf(token),
    person: ctx.actor.code,
    expiresAt: plus(machineNow, LINK_MS),
    usedAt: null,
  })
  return token
}

/** Whose link it was; `undefined` when it is unknown, used or too old. */
export async function spendBoardLink(db: Db, token: string, machineNow: number): Promise<string | undefined> {
  const [row] = await db
    .update(boardLink)
    .set({ usedAt: machineNow })
    .where(
      and(eq(boardLink.hash, hashOf(token)), isNull(boardLink.usedAt), gt(boardLink.expiresAt, machineNow)),
    )
    .returning()
  return row?.person
}

function hashOf(token: string): string {
  return createHash('sha256').update(`board ${token}`).digest('hex')
}
