/** Numbers of orders: one row a year, no hole. The row stays locked from the first number taken to the commit. */
import { sql } from 'drizzle-orm'
import type { OrderNo } from '../domain/serial.ts'
import type { Db } from './database.ts'
import type { Rows } from './rows.ts'
import { serialNo } from './schema/index.ts'

export interface Numbers {
  /** The next number of a year. Take it last, so that others wait as short as they can. */
  take(year: number): Promise<OrderNo>
  /** Where the years stand that moved since the last look, as rows. */
  rows(): Rows[]
}

/** Within one transaction: the row is read and locked once, and counted on from there. */
export function numbersIn(db: () => Db): Numbers {
  const last = new Map<number, number>()
  let moved = new Set<number>()
  return {
    async take(year) {
      const known = last.get(year)
      const no = known === undefined ? await firstNo(db(), year) : known + 1
      last.set(year, no)
      if (known !== undefined) moved.add(year)
      return { year, no }
    },
    rows() {
      const rows = [...moved].map((year) => ({ year, last: last.get(year)! }))
      moved = new Set()
      return [{ into: serialNo, rows, onConflict: 'on conflict (year) do update set last = excluded.last' }]
    },
  }
}

async function firstNo(db: Db, year: number): Promise<number> {
  const [row] = await db
    .insert(serialNo)
    .values({ year, last: 1 })
    .onConflictDoUpdate({ target: serialNo.year, set: { last: sql`${serialNo.last} + 1` } })
    .returning({ last: serialNo.last })
  return row!.last
}
