/**
 * What a tick costs when 100 assignments have reached a rung of the ladder, among a thousand open ones and among a million:
 * the index on the next moment makes it the same.
 */
import { sql } from 'drizzle-orm'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { type Day, momentOf, type TimeOfDay } from '../../src/domain/time.ts'
import { DUBAN } from '../../src/services/context.ts'
import { sendDueLines } from '../../src/services/reminders/send-due-lines.ts'
import { readBureau } from '../../src/store/bureau.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import { withBureau } from '../support/bureau.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { ROOT } from './support/children.ts'
import { median, spread } from './support/figures.ts'

const DUE = 100
const ROUNDS = Number(process.env.ROUNDS ?? 9)
/** A Monday morning, at the reminder's slot; due two working days later. */
const NOW = momentOf('2026-03-09' as Day, '08:45' as TimeOfDay)

export async function sweep(): Promise<void> {
  const migrations = await readMigrations(`${ROOT}/migrations`)
  console.log(`\nsweep: ${DUE} due, ${ROUNDS} rounds each, alternating`)
  const server = await startPostgres([])
  try {
    const small = await openDatabase({ url: await database(server.url, 'small'), migrations })
    const large = await openDatabase({ url: await database(server.url, 'large'), migrations })
    await compare('postgres', small, 1_000, large, 1_000_000)
    await Promise.all([small.close(), large.close()])
  } finally {
    await server.stop()
  }
  const small = await openDatabase({ migrations })
  const large = await openDatabase({ migrations })
  // A million rows need a gigabyte here, in memory: a tenth shows the same.
  await compare('pglite', small, 1_000, large, 100_000)
  await Promise.all([small.close(), large.close()])
}

async function compare(
  engine: string,
  small: Database,
  few: number,
  large: Database,
  many: number,
): Promise<void> {
  await fill(small, few)
  await fill(large, many)
  const times = { few: [] as number[], many: [] as number[] }
  await tick(small)
  await tick(large)
  for (let round = 0; round < ROUNDS; round++) {
    times.few.push(await tick(small))
    times.many.push(await tick(large))
  }
  console.log(
    `  ${engine}: of ${few} ${spread(times.few, 1)} ms, of ${many} ${spread(times.many, 1)} ms (×${(median(times.many) / median(times.few)).toFixed(2)})`,
  )
}

/** Open orders far from due; each with one assignment that will not be spoken of for months. */
async function fill(database: Database, open: number): Promise<void> {
  await withBureau(database)
  const { db } = database
  await db.execute(sql`
    insert into orders (id, year, no, kind, subject, state, term, issued_at, issued_by, platform, chat, asks_phones, last_word, last_at)
    select md5(n::text)::uuid, 2026, n, 'task', '事项' || n, 'issued', '{"kind":"workdays","workdays":5}', ${NOW}, 'li-na', 'web', 'group', false, 'order.issued', ${NOW}
    from generate_series(1, ${open}::int) n`)
  await db.execute(sql`
    insert into assignment ("order", department, rank, role, state, received_on, due_on, due_time, provisional, urged, next_line_at)
    select md5(n::text)::uuid, 'personnel', 0, 'lead', 'waiting', '2026-03-03', '2026-09-11', '17:30', false, 0, ${NOW}::bigint + 86400000::bigint * (100 + n % 100)
    from generate_series(1, ${open}::int) n`)
  await db.execute(sql`analyze`)
}

/** Makes `DUE` of them due again, and measures the sweep alone. */
async function tick(database: Database): Promise<number> {
  const { db } = database
  await db.execute(sql`
    update assignment set due_on = '2026-03-11', next_line_at = ${NOW}
    where "order" in (select md5(n::text)::uuid from generate_series(1, ${DUE}::int) n)`)
  await db.execute(sql`delete from slot`)
  const bureau = (await readBureau(db, holidayYears))!
  const from = performance.now()
  await database.transact(NOW, (tx) => sendDueLines({ tx, now: NOW, bureau, actor: DUBAN }))
  const ms = performance.now() - from
  const rows = await db.execute(sql`select count(*)::int as n from assignment where next_line_at <= ${NOW}`)
  const [left] = (Array.isArray(rows) ? rows : (rows as unknown as { rows: { n: number }[] }).rows) as {
    n: number
  }[]
  if (left?.n !== 0) throw new Error(`${left?.n} were not spoken of`)
  return ms
}

async function database(url: string, name: string): Promise<string> {
  const { default: postgres } = await import('postgres')
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database sweep_${name}`)
  await admin.end()
  const made = new URL(url)
  made.pathname = `/sweep_${name}`
  return made.href
}
