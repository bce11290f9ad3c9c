/** A file that was sent to somebody, for that person to fetch in a browser too: where their chat platform takes no files. */
import { and, desc, inArray, sql } from 'drizzle-orm'
import type { Bureau } from '../../domain/bureau.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import type { Db } from '../../store/database.ts'
import { outbox } from '../../store/schema/index.ts'
import { personLane } from '../tell.ts'

/** @returns its name, when a file of that hash was sent to this person alone */
export async function sentTo(
  db: Db,
  bureau: Bureau,
  person: string,
  sha256: string,
): Promise<{ readonly name: string } | undefined> {
  const lanes = bureau.accounts
    .filter((a) => a.person === person)
    .map((a) => personLane(a.platform, a.account))
  if (lanes.length === 0) return undefined
  const [row] = await db
    .select({ notice: outbox.notice })
    .from(outbox)
    .where(
      and(
        inArray(outbox.lane, lanes),
        sql`${outbox.notice}->>'kind' = 'file.sent'`,
        sql`${outbox.notice}->'facts'->>'sha256' = ${sha256}`,
      ),
    )
    .orderBy(desc(outbox.seq))
    .limit(1)
  const facts = row?.notice.facts as NoticeFacts['file.sent'] | undefined
  return facts && { name: facts.name }
}
