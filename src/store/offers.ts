/** What was offered to a person in a chat a moment ago, newest first: messages of ours that may carry buttons. */
import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Address, Notice } from '../domain/notices.ts'
import type { Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import { outbox, posting } from './schema/index.ts'

export interface Offered {
  readonly notice: Notice
  /** The platform's id of the message, where it is known. */
  readonly message?: string
}

/** The newest messages are looked through, not the lane's whole past: the outbox keeps no index for what has left. */
const LOOKED_THROUGH = 400
const MOST = 10

/** @param account in a group: only what was shown to this account alone */
export async function offeredIn(
  db: Db,
  lane: string,
  since: Moment,
  account: string | undefined,
): Promise<Offered[]> {
  const rows = await db
    .select({ notice: outbox.notice, target: outbox.target, purpose: outbox.purpose })
    .from(outbox)
    .where(
      and(
        sql`${outbox.seq} > (select coalesce(max(seq), 0) from ${outbox}) - ${LOOKED_THROUGH}`,
        eq(outbox.lane, lane),
        eq(outbox.verb, 'post'),
        gte(outbox.at, since),
      ),
    )
    .orderBy(desc(outbox.seq))
  const mine = rows
    .filter(({ target }) => {
      const address = target as Address | null
      return account === undefined || (address?.to === 'only' && address.account === account)
    })
    .slice(0, MOST)
  const purposes = mine.flatMap((row) => row.purpose ?? [])
  const posted =
    purposes.length === 0
      ? []
      : await db
          .select({ purpose: posting.purpose, message: posting.message })
          .from(posting)
          .where(inArray(posting.purpose, purposes))
  return mine.map(({ notice, purpose }) => {
    const message = posted.find((p) => p.purpose === purpose)?.message
    return { notice: notice as Notice, ...(message ? { message } : {}) }
  })
}
