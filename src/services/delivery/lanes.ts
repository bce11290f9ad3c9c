/**
 * Lanes and their waiting messages. A lane is held by one process at a time, taken by a conditional update; no
 * transaction stays open while a platform is spoken to. Times here are the machine's.
 */
import { and, asc, eq, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Address, Notice } from '../../domain/notices.ts'
import type { Db } from '../../store/database.ts'
import { insertRows, type Rows } from '../../store/rows.ts'
import { lane, outbox, posting, threadRef } from '../../store/schema/index.ts'

export interface Waiting {
  readonly id: string
  readonly seq: number
  readonly lane: string
  readonly platform: string
  readonly verb: 'post' | 'edit'
  readonly address: Address | null
  readonly notice: Notice
  readonly purpose: string | null
  readonly matter: string | null
  readonly after: string | null
  readonly attempts: number
  readonly firstTriedAt: number | null
  readonly nextAt: number
  /** It may have arrived although no answer came: beyond its key's time it is looked up before it is sent again. */
  readonly doubtful: boolean
}

export interface Mark {
  readonly id: string
  readonly sentAt: number
  readonly posted?: {
    readonly platform: string
    readonly chat: string
    readonly message: string
    readonly thread?: string
  }
  readonly purpose: string | null
  readonly matter: string | null
  /** The direct chat a message to one person landed in, when this was not known before. */
  readonly direct?: string
  /** It gives one person something to choose from: in which lane, and when (business time). */
  readonly offer?: { readonly lane: string; readonly at: number }
}

/** A lane is renewed by its holder several times in this while; a dead holder's lane is free after it. */
export const HOLD_MS = 20_000
/** What a doubtful message's trouble begins with, whatever else happens to it later. */
const DOUBT = 'unknown'

const unsent = and(isNull(outbox.sentAt), isNull(outbox.parkedAt))

/**
 * Takes a free lane, or one whose holder let its time run out, and reads what waits in it, in one round trip. That holder
 * may have sent what it never marked: those messages are doubtful from now on.
 * @param db one connection: what is read here must not be older than the taking
 * @returns `undefined` when somebody else has the lane
 */
export async function takeLane(
  db: Db,
  name: string,
  holder: string,
  now: number,
  limit: number,
): Promise<Waiting[] | undefined> {
  const taking = taken(db, name, holder, now)
  const [before, rows] = await Promise.all([taking, waitingIn(db, name, limit)])
  if (!before) return undefined
  if (before.holder === null) return rows
  await doubt(db, name, before.until)
  return waitingIn(db, name, limit)
}

/** @returns who held it before, and until when; `undefined` when it is held */
async function taken(
  db: Db,
  name: string,
  holder: string,
  now: number,
): Promise<{ holder: string | null; until: number } | undefined> {
  // What `returning` reads in a query of its own is the row as it was before.
  const before = sql`(select l.held_by from lane l where l.lane = ${name})`
  const until = sql`(select l.held_until from lane l where l.lane = ${name})`
  const [row] = await db
    .insert(lane)
    .values({ lane: name, heldBy: holder, heldUntil: now + HOLD_MS })
    .onConflictDoUpdate({
      target: lane.lane,
      set: { heldBy: holder, heldUntil: now + HOLD_MS },
      setWhere: sql`${lane.heldBy} is null or ${lane.heldBy} = ${holder} or ${lane.heldUntil} < ${now}`,
    })
    .returning({ before: sql<string | null>`${before}`, until: sql<string | null>`${until}` })
    .execute()
  return row && { holder: row.before, until: Number(row.until) }
}

/** Frees every lane: on an embedded database, whose one process is just starting, nobody can hold any. */
export async function freeLanes(db: Db): Promise<void> {
  const held = await db.select({ lane: lane.lane }).from(lane).where(isNotNull(lane.heldBy))
  for (const { lane: name } of held) await doubt(db, name, Number.MAX_SAFE_INTEGER)
  await db.update(lane).set({ heldBy: null, heldUntil: 0 }).where(isNotNull(lane.heldBy))
}

/**
 * After a restore: what had not been marked sent when the backup was made may have gone out since. A statement by itself,
 * for a database that is just being filled.
 */
export const DOUBT_ALL_UNSENT = `update outbox set attempts = greatest(attempts, 1),
  first_tried_at = coalesce(first_tried_at, next_at), trouble = '${DOUBT} restored'
  where sent_at is null and parked_at is null`

/** @param until what was told later than this cannot have been tried by the holder that is gone */
async function doubt(db: Db, name: string, until: number): Promise<void> {
  await db
    .update(outbox)
    .set({
      attempts: sql`greatest(${outbox.attempts}, 1)`,
      firstTriedAt: sql`coalesce(${outbox.firstTriedAt}, ${outbox.nextAt})`,
      trouble: `${DOUBT} interrupted`,
    })
    .where(and(eq(outbox.lane, name), unsent, lte(outbox.nextAt, until)))
}

/** Keeps what is held; the lanes that are still this holder's. */
export async function renewLanes(db: Db, holder: string, now: number): Promise<readonly string[]> {
  const rows = await db
    .update(lane)
    .set({ heldUntil: now + HOLD_MS })
    .where(eq(lane.heldBy, holder))
    .returning({ lane: lane.lane })
  return rows.map((row) => row.lane)
}

/**
 * Lets go of a lane.
 * @param db one connection: what is read here must not be older than the letting go
 * @returns whether something was added since it was last looked at
 */
export async function releaseLane(db: Db, name: string, holder: string): Promise<boolean> {
  const [, rows] = await Promise.all([
    db
      .update(lane)
      .set({ heldBy: null, heldUntil: 0 })
      .where(and(eq(lane.lane, name), eq(lane.heldBy, holder)))
      .execute(),
    waitingIn(db, name, 1),
  ])
  return rows.length > 0
}

/** A lane's waiting messages, in the order they have to leave. */
export async function waitingIn(db: Db, name: string, limit: number): Promise<Waiting[]> {
  const rows = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.lane, name), unsent))
    .orderBy(asc(outbox.seq))
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    lane: row.lane,
    platform: row.platform,
    verb: row.verb,
    address: row.target as Address | null,
    notice: row.notice as Notice,
    purpose: row.purpose,
    matter: row.matter,
    after: row.after,
    attempts: row.attempts,
    firstTriedAt: row.firstTriedAt,
    nextAt: row.nextAt,
    doubtful: row.trouble?.startsWith(DOUBT) ?? false,
  }))
}

/** Lanes with something due that nobody holds: after a crash, a restart, or another process's pause. */
export async function stalledLanes(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ lane: outbox.lane })
    .from(outbox)
    .leftJoin(lane, eq(lane.lane, outbox.lane))
    .where(
      and(
        unsent,
        sql`${outbox.nextAt} <= ${now}`,
        or(isNull(lane.heldBy), lt(lane.heldUntil, now), isNull(lane.lane)),
      ),
    )
    .limit(limit)
  return rows.map((r) => r.lane)
}

/** Whether a message that has to leave first has left (or never will). */
export async function hasLeft(db: Db, id: string): Promise<boolean> {
  const [row] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.id, id), unsent))
  return row === undefined
}

/** Writes down what was sent, where it stands, and which threads it opens; many at once. */
export async function markSent(db: Db, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return
  const named = marks.flatMap((m) =>
    m.posted
      ? [
          ...(m.purpose ? [{ ...m.posted, purpose: m.purpose, sentAt: m.sentAt }] : []),
          ...(m.direct ? [{ ...m.posted, purpose: m.direct, sentAt: m.sentAt }] : []),
        ]
      : [],
  )
  const linked = marks.flatMap((m) =>
    m.posted && m.matter && isOrderId(m.matter)
      ? [m.posted.message, ...(m.posted.thread ? [m.posted.thread] : [])].map((ref) => ({
          platform: m.posted!.platform,
          ref,
          order: m.matter!,
        }))
      : [],
  )
  const places: Rows<typeof posting> = {
    into: posting,
    // One row a name, the last: a statement may not write a row twice.
    rows: [...new Map(named.map((m) => [m.purpose, m])).values()].map((m) => ({
      purpose: m.purpose,
      platform: m.platform,
      chat: m.chat,
      message: m.message,
      at: m.sentAt,
    })),
    onConflict:
      'on conflict (purpose) do update set platform = excluded.platform, chat = excluded.chat, message = excluded.message, at = excluded.at',
  }
  const threads: Rows<typeof threadRef> = {
    into: threadRef,
    rows: linked,
    onConflict: 'on conflict do nothing',
  }
  const offers = new Map(marks.flatMap((m) => (m.offer ? [[m.offer.lane, m.offer.at] as const] : [])))
  const offered: Rows<typeof lane> = {
    into: lane,
    rows: [...offers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, at]) => ({
        lane: name,
        heldBy: null,
        heldUntil: 0,
        offeredAt: at,
      })),
    onConflict: 'on conflict (lane) do update set offered_at = excluded.offered_at',
  }
  const ids = JSON.stringify(marks.map((m) => m.id))
  await insertRows(
    db,
    [places, threads, offered],
    sql`update ${outbox} set sent_at = ${marks[0]!.sentAt}::bigint
      where ${outbox.id} = any(array(select jsonb_array_elements_text(${ids}::text::jsonb)::uuid))`,
  )
}

/** Remembers a failed try and when to try again. */
export async function postpone(
  db: Db,
  row: Waiting,
  triedAt: number,
  nextAt: number,
  trouble: string,
): Promise<void> {
  await db
    .update(outbox)
    .set({
      attempts: row.attempts + 1,
      firstTriedAt: row.firstTriedAt ?? triedAt,
      nextAt,
      trouble: row.doubtful && !trouble.startsWith(DOUBT) ? `${DOUBT} before, ${trouble}` : trouble,
    })
    .where(eq(outbox.id, row.id))
}

/** Lays aside what will never be accepted. */
export async function park(db: Db, row: Waiting, now: number, trouble: string): Promise<void> {
  await db
    .update(outbox)
    .set({ attempts: row.attempts + 1, parkedAt: now, trouble })
    .where(eq(outbox.id, row.id))
}

export async function postingOf(
  db: Db,
  purpose: string,
): Promise<{ platform: string; chat: string; message: string } | undefined> {
  const [row] = await db.select().from(posting).where(eq(posting.purpose, purpose))
  return row
}

/** A purpose's posting is gone: the next edit is sent afresh. */
export async function forgetPosting(db: Db, purpose: string): Promise<void> {
  await db.delete(posting).where(eq(posting.purpose, purpose))
}

function isOrderId(matter: string): boolean {
  return /^[0-9a-f]{8}-/.test(matter)
}
