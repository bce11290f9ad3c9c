/** Leaves: who is away, who covers, and what became of it. Whoever changes one that stands touches the bureau. */
import { and, asc, eq, gte, inArray, isNull, lt, or } from 'drizzle-orm'
import type { Cover } from '../domain/roster.ts'
import type { Day, Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import { isId } from './ids.ts'
import { leave } from './schema/index.ts'

/** `asked`: waits for the office, because the cover is of another department. */
export type LeaveState = 'asked' | 'standing' | 'objected' | 'ended'

export interface Leave extends Cover {
  readonly by: string
  readonly at: Moment
  readonly state: LeaveState
  readonly endedBy?: string
  readonly endedAt?: Moment
  readonly listedAt?: Moment
}

export async function addLeave(db: Db, made: Omit<Leave, 'endedBy' | 'endedAt' | 'listedAt'>): Promise<void> {
  const { id, person, cover, from, until, by, at, state } = made
  await db.insert(leave).values({ id, person, cover, fromOn: from, untilOn: until, by, at, state })
}

/** Locked until the commit. */
export async function leaveById(db: Db, id: string): Promise<Leave | undefined> {
  if (!isId(id)) return undefined
  const [row] = await db.select().from(leave).where(eq(leave.id, id)).for('update')
  return row && leaveOf(row)
}

/** Those that stand or wait, and are not over before that day; the earliest first. */
export async function leavesFrom(db: Db, today: Day): Promise<Leave[]> {
  const rows = await db
    .select()
    .from(leave)
    .where(and(inArray(leave.state, ['asked', 'standing']), gte(leave.untilOn, today)))
    .orderBy(asc(leave.fromOn), asc(leave.at))
  return rows.map(leaveOf)
}

export async function setLeave(
  db: Db,
  id: string,
  set: Partial<Pick<typeof leave.$inferInsert, 'state' | 'endedBy' | 'endedAt' | 'reason' | 'listedAt'>>,
): Promise<void> {
  await db.update(leave).set(set).where(eq(leave.id, id))
}

/**
 * Leaves that somebody has to look at in the morning of that day: over and not listed yet, or in force. Locked; what
 * another process looks at is left to it.
 */
export async function leavesToLookAt(db: Db, today: Day): Promise<Leave[]> {
  const rows = await db
    .select()
    .from(leave)
    .where(
      and(
        inArray(leave.state, ['asked', 'standing']),
        or(and(lt(leave.untilOn, today), isNull(leave.listedAt)), gte(leave.untilOn, today)),
      ),
    )
    .orderBy(asc(leave.fromOn))
    .for('update', { skipLocked: true })
  return rows.map(leaveOf)
}

function leaveOf(row: typeof leave.$inferSelect): Leave {
  return {
    id: row.id,
    person: row.person,
    cover: row.cover,
    from: row.fromOn as Day,
    until: row.untilOn as Day,
    by: row.by,
    at: row.at as Moment,
    state: row.state,
    ...(row.endedBy === null ? {} : { endedBy: row.endedBy }),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt as Moment }),
    ...(row.listedAt === null ? {} : { listedAt: row.listedAt as Moment }),
  }
}
