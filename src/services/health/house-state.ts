/** How the house is: read with a few counts, shown by `/readyz` and `/metrics`. Nothing of what people said. */
import { and, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import { waitingEvents } from '../../store/inbox.ts'
import type { Db } from '../../store/database.ts'
import { file, lane, outbox } from '../../store/schema/index.ts'

export interface HouseState {
  /** Names of migrations this program needs and the database has not. */
  readonly missing: readonly string[]
  readonly outbox: { readonly waiting: number; readonly parked: number; readonly oldestMs: number }
  /** Events that wait to be finished. */
  readonly left: number
  /** Lanes somebody delivers to just now. */
  readonly lanesHeld: number
  readonly filesWaiting: number
  /** Per platform: since when something that was tried has not left. */
  readonly stuckSince: ReadonlyMap<string, number>
}

/**
 * @param needed names of the migrations this program was made for
 * @throws when the database cannot be reached
 */
export async function houseState(db: Db, needed: readonly string[], machineNow: number): Promise<HouseState> {
  const applied = await appliedMigrations(db)
  const missing = needed.filter((name) => !applied.has(name))
  if (missing.length > 0) {
    const nothing = { waiting: 0, parked: 0, oldestMs: 0 }
    return { missing, outbox: nothing, left: 0, lanesHeld: 0, filesWaiting: 0, stuckSince: new Map() }
  }
  const unsent = and(isNull(outbox.sentAt), isNull(outbox.parkedAt))
  const since = sql<string | null>`min(coalesce(${outbox.firstTriedAt}, ${outbox.nextAt}))`
  const [waiting, [parked], left, [lanes], [files], stuck] = await Promise.all([
    db.select({ n: sql<number>`count(*)::int`, since }).from(outbox).where(unsent),
    db.select({ n: sql<number>`count(*)::int` }).from(outbox).where(isNotNull(outbox.parkedAt)),
    waitingEvents(db),
    db
      .select({ n: sql<number>`count(*)::int` })
      .from(lane)
      .where(and(isNotNull(lane.heldBy), gt(lane.heldUntil, machineNow))),
    db.select({ n: sql<number>`count(*)::int` }).from(file).where(sql`${file.state} = 'waiting'`),
    db
      .select({ platform: outbox.platform, since: sql<string>`min(${outbox.firstTriedAt})` })
      .from(outbox)
      .where(and(unsent, gt(outbox.attempts, 0)))
      .groupBy(outbox.platform),
  ])
  const oldest = waiting[0]?.since
  return {
    missing,
    outbox: {
      waiting: waiting[0]?.n ?? 0,
      parked: parked?.n ?? 0,
      oldestMs: oldest ? Math.max(0, machineNow - Number(oldest)) : 0,
    },
    left,
    lanesHeld: lanes?.n ?? 0,
    filesWaiting: files?.n ?? 0,
    stuckSince: new Map(stuck.map((row) => [row.platform, Number(row.since)])),
  }
}

async function appliedMigrations(db: Db): Promise<ReadonlySet<string>> {
  const found = (await db.execute(sql`select to_regclass('migration') is not null as there`)) as unknown
  if (!rowsOf<{ there: boolean }>(found)[0]?.there) return new Set()
  const names = (await db.execute(sql`select name from migration`)) as unknown
  return new Set(rowsOf<{ name: string }>(names).map((row) => row.name))
}

/** PGlite gives an object with rows, postgres.js the rows themselves. */
function rowsOf<R>(result: unknown): readonly R[] {
  return Array.isArray(result) ? (result as R[]) : ((result as { rows?: R[] }).rows ?? [])
}
