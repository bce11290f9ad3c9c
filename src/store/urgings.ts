/** Every 催办 as it went to each person: kept after the message itself is forgotten. */
import { and, asc, eq, gte } from 'drizzle-orm'
import type { UrgeRecord } from '../domain/notices.ts'
import type { Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import type { Rows } from './rows.ts'
import { urging } from './schema/index.ts'

export interface Urging extends Omit<UrgeRecord, 'to' | 'by'> {
  /** The message's id, where there is one. */
  readonly id: string
  readonly order: string
  readonly department: string
  /** Codes of persons. */
  readonly by: string
  readonly to: string
  readonly words?: string
  readonly resultAt?: Moment
}

export function urgingRows(made: readonly Urging[]): Rows {
  return {
    into: urging,
    rows: made.map(({ words, resultAt, ...row }) => ({
      ...row,
      words: words ?? null,
      resultAt: resultAt ?? null,
    })),
  }
}

/** What became of the message. */
export async function markUrging(db: Db, id: string, result: 'sent' | 'parked', at: Moment): Promise<void> {
  await db.update(urging).set({ result, resultAt: at }).where(eq(urging.id, id))
}

/** Of one order, oldest first; only those since a moment where one is given. */
export async function urgingsOf(db: Db, order: string, since?: Moment): Promise<Urging[]> {
  const rows = await db
    .select()
    .from(urging)
    .where(and(eq(urging.order, order), since === undefined ? undefined : gte(urging.at, since)))
    .orderBy(asc(urging.at), asc(urging.department))
  return rows.map(({ words, resultAt, ...row }) => ({
    ...row,
    at: row.at as Moment,
    ...(words === null ? {} : { words }),
    ...(resultAt === null ? {} : { resultAt: resultAt as Moment }),
  }))
}
