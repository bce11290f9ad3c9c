/**
 * Business time: the machine's clock plus a stored offset. The offset is nothing in a real bureau; the practice room
 * moves it, and `DUBAN_CLOCK` sets it once, in an empty database.
 */
import { count } from 'drizzle-orm'
import { ConfigError } from '../config.ts'
import { isoOf, type Moment } from '../domain/time.ts'
import { readKept, writeKept } from '../store/bureau.ts'
import type { Db } from '../store/database.ts'
import { orders } from '../store/schema/index.ts'

export interface Clock {
  now(): Moment
  /** Moves business time; kept. */
  moveTo(moment: Moment): Promise<void>
}

const OFFSET = 'clock-offset'
const START = 'clock-start'

/** @throws ConfigError when a start is asked for in a database that has lived already */
export async function openClock(db: Db, machineNow: () => number, start?: Moment): Promise<Clock> {
  const kept = await readKept(db, OFFSET)
  let offset = kept === undefined ? 0 : Number(kept)
  if (start !== undefined && (await readKept(db, START)) !== isoOf(start)) {
    const [row] = await db.select({ n: count() }).from(orders)
    if ((row?.n ?? 0) > 0 || kept !== undefined) {
      throw new ConfigError(['DUBAN_CLOCK 只能用于空数据库：请去掉该变量，或另设 DATA_DIR（或另建数据库）'])
    }
    offset = start - machineNow()
    await writeKept(db, OFFSET, String(offset))
    await writeKept(db, START, isoOf(start))
  }
  return {
    now: () => (machineNow() + offset) as Moment,
    async moveTo(moment) {
      offset = moment - machineNow()
      await writeKept(db, OFFSET, String(offset))
    },
  }
}
