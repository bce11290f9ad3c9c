/** The memory of what came in: a redelivered event finds its row. Times are the machine's. */
import { and, asc, eq, lt, notInArray, sql } from 'drizzle-orm'
import type { Moment } from '../domain/time.ts'
import { concerned } from '../domain/visibility.ts'
import type { Db } from './database.ts'
import { loadOrder, orderOfThread } from './orders.ts'
import { rowsOf } from './rows.ts'
import { bureau, inbox, lane, orders } from './schema/index.ts'

/** How long an event is remembered: longer than any platform's retry window (7.1 h on Feishu). */
export const REMEMBER_MS = 24 * 3_600_000
/** How long what was laid aside is kept for the operator. */
const KEEP_FAILED_MS = 30 * 24 * 3_600_000
/** A left event is tried this often before it is laid aside. */
export const MOST_ATTEMPTS = 6

export interface EventKey {
  readonly platform: string
  readonly eventId: string
}

export interface Received {
  readonly event: EventKey
  /** The lane it came from, where an answer would go. */
  readonly lane: string | undefined
  readonly machineNow: number
}

export interface Arrived {
  readonly event: EventKey
  readonly lastOffer: Moment | undefined
}

/**
 * Writes the events' keys, and looks on the way at the bureau's version and at when each lane was last offered something:
 * one round trip for all of it.
 * @param patienceMs how long this transaction waits for a lock from here on; by default as its connection does
 * @returns those that were not there before, by platform and key
 */
export async function remember(
  db: Db,
  all: readonly Received[],
  patienceMs?: number,
): Promise<{ fresh: Map<string, Arrived>; version: number | undefined }> {
  const keys = JSON.stringify(
    all.map(({ event, lane, machineNow }) => ({
      platform: event.platform,
      event: event.eventId,
      lane: lane ?? null,
      at: machineNow,
    })),
  )
  const patience =
    patienceMs === undefined
      ? sql`select 1`
      : sql`select set_config('lock_timeout', ${String(Math.round(patienceMs))}, true),
          set_config('statement_timeout', ${String(Math.round(patienceMs) + 200)}, true)`
  // In the order of their keys: whoever writes the same ones elsewhere waits instead of standing in the way.
  const result = await db.execute(sql`
    with patience as materialized (${patience}),
    keys as materialized (
      select k.* from patience, jsonb_to_recordset(${keys}::text::jsonb)
        as k(platform text, event text, lane text, at bigint)
    ),
    fresh as (
      insert into ${inbox} (platform, event, received_at, state, attempts)
      select platform, event, at, 'done', 0 from keys order by platform, event
      on conflict do nothing returning platform, event
    )
    select b.version, f.platform, f.event, l.offered_at::text as offered
    from (select 1) as one
      left join ${bureau} b on true
      left join fresh f on true
      left join keys k on k.platform = f.platform and k.event = f.event
      left join ${lane} l on l.lane = k.lane`)
  const rows = rowsOf<{
    version: number | null
    platform: string | null
    event: string | null
    offered: string | null
  }>(result)
  const fresh = new Map<string, Arrived>()
  for (const { platform, event, offered } of rows) {
    if (platform === null || event === null) continue
    fresh.set(`${platform} ${event}`, {
      event: { platform, eventId: event },
      lastOffer: offered === null ? undefined : (Number(offered) as Moment),
    })
  }
  return { fresh, version: rows[0]?.version ?? undefined }
}

/** Takes keys back that this transaction wrote. */
export async function forget(db: Db, all: readonly Arrived[]): Promise<void> {
  const keys = JSON.stringify(all.map(({ event }) => ({ platform: event.platform, event: event.eventId })))
  await db.execute(sql`delete from ${inbox} i
    using jsonb_to_recordset(${keys}::text::jsonb) as k(platform text, event text)
    where i.platform = k.platform and i.event = k.event`)
}

/** Stores events to be finished later. @returns the keys that were not there before */
async function leaveAll(db: Db, left: readonly Leaving[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .insert(inbox)
    .values(
      left.map(({ event, payload, machineNow }) => ({
        platform: event.platform,
        event: event.eventId,
        receivedAt: machineNow,
        state: 'waiting' as const,
        payload,
        attempts: 0,
      })),
    )
    .onConflictDoNothing()
    .returning({ platform: inbox.platform, event: inbox.event })
  return new Set(rows.map((row) => `${row.platform} ${row.event}`))
}

interface Leaving {
  readonly event: EventKey
  readonly payload: unknown
  readonly machineNow: number
}

/**
 * Stores an event to be finished later. Those that run out of patience together are stored together: in a burst it is
 * this that keeps acknowledgements in time.
 */
export function leaving(db: Db): (event: EventKey, payload: unknown, machineNow: number) => Promise<boolean> {
  let gathered: (Leaving & { done: (fresh: boolean) => void; failed: (error: unknown) => void })[] = []
  const flush = async () => {
    const all = gathered
    gathered = []
    try {
      const fresh = await leaveAll(db, all)
      const told = new Set<string>()
      for (const { event, done } of all) {
        const key = `${event.platform} ${event.eventId}`
        done(fresh.has(key) && !told.has(key))
        told.add(key)
      }
    } catch (error) {
      for (const { failed } of all) failed(error)
    }
  }
  return (event, payload, machineNow) =>
    new Promise((done, failed) => {
      if (gathered.length === 0) setImmediate(() => void flush())
      gathered.push({ event, payload, machineNow, done, failed })
    })
}

/**
 * The oldest waiting event, locked until the commit; others pass it by.
 * @param except keys of events that have had their turn
 */
export async function takeLeft<P>(
  db: Db,
  machineNow: number,
  except: readonly string[] = [],
): Promise<{ left: P; platform: string; event: string; done: () => Promise<void> } | undefined> {
  const [row] = await db
    .select()
    .from(inbox)
    .where(
      and(
        eq(inbox.state, 'waiting'),
        sql`${inbox.receivedAt} + ${inbox.attempts} * ${inbox.attempts} * 10000 <= ${machineNow}`,
        except.length > 0 ? notInArray(inbox.event, [...except]) : undefined,
      ),
    )
    .orderBy(asc(inbox.receivedAt))
    .limit(1)
    .for('update', { skipLocked: true })
  if (!row) return undefined
  return {
    left: row.payload as P,
    platform: row.platform,
    event: row.event,
    done: async () => {
      await db
        .update(inbox)
        .set({ state: 'done', payload: null })
        .where(and(eq(inbox.platform, row.platform), eq(inbox.event, row.event)))
    },
  }
}

/** A left event failed again: later once more, or laid aside for the operator. */
export async function leftFailed(db: Db, platform: string, event: string): Promise<'later' | 'failed'> {
  const [row] = await db
    .update(inbox)
    .set({
      attempts: sql`${inbox.attempts} + 1`,
      state: sql`case when ${inbox.attempts} + 1 >= ${MOST_ATTEMPTS} then 'failed' else 'waiting' end`,
    })
    // Somebody else may have finished it since.
    .where(and(eq(inbox.platform, platform), eq(inbox.event, event), eq(inbox.state, 'waiting')))
    .returning({ state: inbox.state })
  return row?.state === 'failed' ? 'failed' : 'later'
}

export async function forgetOld(db: Db, machineNow: number): Promise<void> {
  await db.delete(inbox).where(and(lt(inbox.receivedAt, machineNow - REMEMBER_MS), eq(inbox.state, 'done')))
  await db
    .delete(inbox)
    .where(and(lt(inbox.receivedAt, machineNow - KEEP_FAILED_MS), eq(inbox.state, 'failed')))
}

export async function threadOrder(
  db: Db,
  platform: string,
  refs: readonly string[],
): Promise<
  | { id: string; no: { year: number; no: number }; asksPhones: boolean; concerns?: readonly string[] }
  | undefined
> {
  const id = await orderOfThread(db, platform, refs)
  if (id === undefined) return undefined
  const [row] = await db
    .select({
      year: orders.year,
      no: orders.no,
      asksPhones: orders.asksPhones,
      restricted: orders.restricted,
    })
    .from(orders)
    .where(eq(orders.id, id))
  if (!row) return undefined
  const found = { id, no: { year: row.year, no: row.no }, asksPhones: row.asksPhones }
  const home = row.restricted ? await loadOrder(db, { id }) : undefined
  return home ? { ...found, concerns: concerned(home.order) } : found
}
