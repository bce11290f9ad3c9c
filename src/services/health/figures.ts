/** How the house is, in a few counts. Nothing of what people said, nobody's name. Times are the machine's. */
import { and, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../store/database.ts'
import { waitingEvents } from '../../store/inbox.ts'
import { file, lane, outbox } from '../../store/schema/index.ts'

export interface Figures {
  readonly outboxWaiting: number
  readonly outboxParked: number
  /** How long the oldest waiting message has waited. */
  readonly outboxOldestMs: number
  /** Events that wait to be finished. */
  readonly leftEvents: number
  /** Lanes somebody delivers to just now. */
  readonly lanesHeld: number
  readonly filesWaiting: number
}

const unsent = and(isNull(outbox.sentAt), isNull(outbox.parkedAt))
const count = sql<number>`count(*)::int`

export async function readFigures(db: Db, machineNow: number): Promise<Figures> {
  const oldest = sql<string | null>`min(coalesce(${outbox.firstTriedAt}, ${outbox.nextAt}))`
  const [[waiting], [parked], leftEvents, [lanes], [files]] = await Promise.all([
    db.select({ count, oldest }).from(outbox).where(unsent),
    db.select({ count }).from(outbox).where(isNotNull(outbox.parkedAt)),
    waitingEvents(db),
    db
      .select({ count })
      .from(lane)
      .where(and(isNotNull(lane.heldBy), gt(lane.heldUntil, machineNow))),
    db.select({ count }).from(file).where(sql`${file.state} = 'waiting'`),
  ])
  return {
    outboxWaiting: waiting?.count ?? 0,
    outboxParked: parked?.count ?? 0,
    outboxOldestMs: waiting?.oldest ? Math.max(0, machineNow - Number(waiting.oldest)) : 0,
    leftEvents,
    lanesHeld: lanes?.count ?? 0,
    filesWaiting: files?.count ?? 0,
  }
}

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

/** PGlite gives an object with rows, postgres.js the rows themselves. */
function rowsOf<R>(result: unknown): readonly R[] {
  return Array.isArray(result) ? (result as R[]) : ((result as { rows?: R[] }).rows ?? [])
}
