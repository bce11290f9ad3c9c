/** How the house is, in a few counts. Nothing of what people said, nobody's name. Times are the machine's. */
import { and, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { BRIEF_SLOT, REMINDER_SLOT } from '../../domain/ladder.ts'
import { dayOf, MINUTE, type Moment, momentOf, type TimeOfDay } from '../../domain/time.ts'
import type { Db } from '../../store/database.ts'
import { rowsOf } from '../../store/rows.ts'
import { file, inbox, keep, lane, outbox, request, slot } from '../../store/schema/index.ts'

export interface Figures {
  readonly outboxWaiting: number
  readonly outboxParked: number
  /** How long the oldest waiting message has waited. */
  readonly outboxOldestMs: number
  /** The same, platform by platform. */
  readonly platforms: readonly PlatformFigures[]
  /** Events that wait to be finished, for how long the oldest has, and those that were given up. */
  readonly leftEvents: number
  readonly leftOldestMs: number
  readonly failedEvents: number
  /** Lanes somebody delivers to just now. */
  readonly lanesHeld: number
  readonly filesWaiting: number
  readonly filesLost: number
  /** Requests of departments that nobody has decided. */
  readonly openRequests: number
  /** Reminders and briefs of the business day that went out long after their hour. */
  readonly remindersLate: number
  /** Since a tick last did all it had to; absent before the first. */
  readonly tickAgoMs?: number
  /** Since the last backup; endless where there was none. Absent of what needs none: the practice room. */
  readonly backupAgoMs?: number
  /** What the tables and their indexes take up. */
  readonly databaseBytes: number
}

export interface PlatformFigures {
  readonly name: string
  readonly waiting: number
  readonly oldestMs: number
  readonly parked: number
}

/** Under these names the installation keeps when it was last backed up (ISO), and when a tick last did all it had to. */
export const LAST_BACKUP = 'last-backup'
export const LAST_TICK = 'last-tick'

const unsent = and(isNull(outbox.sentAt), isNull(outbox.parkedAt))
const count = sql<number>`count(*)::int`
/** What is spoken this long after its slot is late. */
const LATE_MS = 30 * MINUTE
const SLOTS: Readonly<Record<string, TimeOfDay>> = {
  brief: BRIEF_SLOT,
  reminder: REMINDER_SLOT,
  director: REMINDER_SLOT,
}

/** @param now business time: late is what is late by it */
export async function readFigures(db: Db, machineNow: number, now: Moment): Promise<Figures> {
  const today = dayOf(now)
  const since = sql<
    string | null
  >`min(coalesce(${outbox.firstTriedAt}, ${outbox.nextAt})) filter (where ${unsent})`
  const ago = (at: string | number | null | undefined) =>
    at === null || at === undefined ? 0 : Math.max(0, machineNow - Number(at))
  const [messages, events, [lanes], files, [requests], slots, kept, size] = await Promise.all([
    db
      .select({
        name: outbox.platform,
        waiting: sql<number>`count(*) filter (where ${unsent})::int`,
        parked: sql<number>`count(${outbox.parkedAt})::int`,
        since,
      })
      .from(outbox)
      .where(isNull(outbox.sentAt))
      .groupBy(outbox.platform),
    db
      .select({ state: inbox.state, count, since: sql<string | null>`min(${inbox.receivedAt})` })
      .from(inbox)
      .where(ne(inbox.state, 'done'))
      .groupBy(inbox.state),
    db
      .select({ count })
      .from(lane)
      .where(and(isNotNull(lane.heldBy), gt(lane.heldUntil, machineNow))),
    db.select({ state: file.state, count }).from(file).where(ne(file.state, 'kept')).groupBy(file.state),
    db.select({ count }).from(request).where(eq(request.state, 'open')),
    db
      .select({ name: slot.name, at: slot.at })
      .from(slot)
      .where(and(inArray(slot.name, Object.keys(SLOTS)), eq(slot.day, today))),
    db
      .select()
      .from(keep)
      .where(inArray(keep.name, [LAST_BACKUP, LAST_TICK])),
    db.execute(sql`select coalesce(sum(pg_total_relation_size(oid)), 0)::float8 as bytes from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r'`),
  ])
  const platforms = messages.map(({ name, waiting, parked, since: oldest }) => ({
    name,
    waiting,
    parked,
    oldestMs: ago(oldest),
  }))
  const event = (state: string) => events.find((row) => row.state === state)
  const keptAs = (name: string) => kept.find((row) => row.name === name)?.value
  const [lastTick, lastBackup] = [keptAs(LAST_TICK), keptAs(LAST_BACKUP)]
  return {
    outboxWaiting: platforms.reduce((n, p) => n + p.waiting, 0),
    outboxParked: platforms.reduce((n, p) => n + p.parked, 0),
    outboxOldestMs: Math.max(0, ...platforms.map((p) => p.oldestMs)),
    platforms,
    leftEvents: event('waiting')?.count ?? 0,
    leftOldestMs: ago(event('waiting')?.since),
    failedEvents: event('failed')?.count ?? 0,
    lanesHeld: lanes?.count ?? 0,
    filesWaiting: files.find((row) => row.state === 'waiting')?.count ?? 0,
    filesLost: files.find((row) => row.state === 'lost')?.count ?? 0,
    openRequests: requests?.count ?? 0,
    remindersLate: slots.filter(({ name, at }) => at > momentOf(today, SLOTS[name]!) + LATE_MS).length,
    ...(lastTick === undefined ? {} : { tickAgoMs: ago(lastTick) }),
    backupAgoMs: lastBackup === undefined ? Number.POSITIVE_INFINITY : ago(Date.parse(lastBackup)),
    databaseBytes: rowsOf<{ bytes: number }>(size)[0]?.bytes ?? 0,
  }
}

/** Of a house with several places. */
export function sumOfFigures(all: readonly Figures[]): Figures {
  const sum = (of: (f: Figures) => number) => all.reduce((n, f) => n + of(f), 0)
  const most = (of: (f: Figures) => number) => Math.max(0, ...all.map(of))
  const ticks = all.flatMap((f) => f.tickAgoMs ?? [])
  const backups = all.flatMap((f) => f.backupAgoMs ?? [])
  return {
    outboxWaiting: sum((f) => f.outboxWaiting),
    outboxParked: sum((f) => f.outboxParked),
    outboxOldestMs: most((f) => f.outboxOldestMs),
    platforms: all.flatMap((f) => f.platforms),
    leftEvents: sum((f) => f.leftEvents),
    leftOldestMs: most((f) => f.leftOldestMs),
    failedEvents: sum((f) => f.failedEvents),
    lanesHeld: sum((f) => f.lanesHeld),
    filesWaiting: sum((f) => f.filesWaiting),
    filesLost: sum((f) => f.filesLost),
    openRequests: sum((f) => f.openRequests),
    remindersLate: sum((f) => f.remindersLate),
    ...(ticks.length > 0 ? { tickAgoMs: Math.max(...ticks) } : {}),
    ...(backups.length > 0 ? { backupAgoMs: Math.max(...backups) } : {}),
    databaseBytes: sum((f) => f.databaseBytes),
  }
}

export const NO_FIGURES: Figures = sumOfFigures([])

/** @throws when the database cannot be reached */
export async function reached(db: Db): Promise<void> {
  await db.execute(sql`select 1`)
}

/** Per platform: since when something that was tried has not left. What a process that remembers nothing knows of a platform. */
export async function stuckSince(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ platform: outbox.platform, since: sql<string>`min(${outbox.firstTriedAt})` })
    .from(outbox)
    .where(and(unsent, gt(outbox.attempts, 0)))
    .groupBy(outbox.platform)
  return new Map(rows.map((row) => [row.platform, Number(row.since)]))
}

/** Which of the migrations a program was made for the database has not. */
export async function missingMigrations(db: Db, needed: readonly string[]): Promise<readonly string[]> {
  const there = await db.execute(sql`select to_regclass('migration') is not null as there`)
  if (!rowsOf<{ there: boolean }>(there)[0]?.there) return needed
  const applied = await db.execute(sql`select name from migration`)
  const names = new Set(rowsOf<{ name: string }>(applied).map((row) => row.name))
  return needed.filter((name) => !names.has(name))
}
