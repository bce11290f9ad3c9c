/** What has to hold of a database and a platform after whatever was done to the bot: said once, done once, nothing lost. */
import { asc, isNotNull, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import type { Day } from '../../src/domain/time.ts'
import type { Db } from '../../src/store/database.ts'
import { entryHash, GENESIS } from '../../src/store/journal.ts'
import { inbox, journal, orders, outbox, slot } from '../../src/store/schema/index.ts'
import type { FeishuSimulator } from './feishu-simulator/index.ts'

export interface Told {
  readonly waiting: number
  readonly parked: number
  readonly left: number
}

/** How much is still to be done. */
export async function undone(db: Db): Promise<Told> {
  const count = sql<number>`count(*)::int`
  const rows = await db
    .select({ count, parked: sql<number>`count(${outbox.parkedAt})::int` })
    .from(outbox)
    .where(sql`sent_at is null`)
  const [left] = await db.select({ count }).from(inbox).where(sql`state = 'waiting'`)
  const [row] = rows
  return { waiting: (row?.count ?? 0) - (row?.parked ?? 0), parked: row?.parked ?? 0, left: left?.count ?? 0 }
}

/** Numbers 1..n without holes, every chain unbroken, every message that was recorded sent exactly once and no other. */
export async function expectOnce(db: Db, feishu: FeishuSimulator): Promise<void> {
  expect(await undone(db)).toEqual({ waiting: 0, parked: 0, left: 0 })
  const numbers = await db.select({ no: orders.no }).from(orders).orderBy(asc(orders.no))
  expect(numbers.map((row) => row.no)).toEqual(numbers.map((_, i) => i + 1))
  await expectChains(db)

  const sent = await db.select().from(outbox).where(isNotNull(outbox.sentAt)).orderBy(asc(outbox.seq))
  const posts = sent.filter((row) => row.verb === 'post')
  const bots = [...feishu.world.messages.values()].filter((m) => m.sender.type === 'app')
  const uuids = feishu.calls.flatMap((call) =>
    call.method === 'POST' && /\/messages/.test(call.path) ? [uuidOf(call.body)] : [],
  )
  const unknown = uuids.filter((uuid) => uuid && !sent.some((row) => row.id === uuid))
  expect(unknown).toEqual([])
  expect(bots.length).toBe(posts.length)

  const reminders = await db.select().from(slot)
  const told = posts.filter((row) => row.notice.kind === 'reminder.merged')
  expect(told.length).toBe(reminders.filter((row) => row.name === 'reminder').length)
}

export async function expectChains(db: Db): Promise<void> {
  const rows = await db.select().from(journal).orderBy(asc(journal.matter), asc(journal.seq))
  let matter = ''
  let prev = GENESIS
  let seq = 0
  for (const row of rows) {
    if (row.matter !== matter) [matter, prev, seq] = [row.matter, GENESIS, 0]
    expect(row.seq).toBe(++seq)
    expect(row.prev).toBe(prev)
    expect(row.hash).toBe(entryHash(prev, row.body))
    prev = row.hash
  }
}

function uuidOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { uuid?: string }).uuid
  } catch {
    return undefined
  }
}

export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  ms = 10_000,
): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const value = await look()
    if (value) return value
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

const calendar = calendarOf(holidayYears)

export function nextWorkday(day: Day): Day {
  return calendar.nthWorkdayAfter(day, 1)
}
