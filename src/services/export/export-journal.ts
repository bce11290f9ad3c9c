/**
 * The journal with its chain: whoever holds this file can check it without the bot. Words of persons are not in it; the
 * entries hold their salted hashes. Of a restricted order (限定知悉) the chain alone is in it, its times and hashes, unless
 * it is asked for; so the head over all matters can be checked all the same.
 */
import { asc, eq } from 'drizzle-orm'
import { isoOf, type Moment } from '../../domain/time.ts'
import type { Db } from '../../store/database.ts'
import { headOver } from '../../store/journal.ts'
import { dayHead, journal, matterHead, orders } from '../../store/schema/index.ts'
import { writeCsv } from '../csv.ts'
import { orderMatter } from '../orders/change-order.ts'
import type { Exported } from './export-ledger.ts'

const JOURNAL_FORMAT = 'duban-journal'
const JOURNAL_COLUMNS = ['matter', 'seq', 'at', 'kind', 'actor', 'body', 'prev', 'hash'] as const

/** In a table: the line that carries the head over all matters, and those that carry a day's. */
const HEAD_LINE = 'head'
const DAY_LINE = 'day'

/** @param restricted with what was done to those orders that are 限定知悉 */
export async function exportJournal(db: Db, as: 'json' | 'csv', restricted = false): Promise<Exported> {
  const kept = restricted
    ? []
    : await db.select({ year: orders.year, no: orders.no }).from(orders).where(eq(orders.restricted, true))
  const withheld = new Set(kept.map((no) => orderMatter(no)))
  return { text: await journalText(db, as, withheld), leftOut: kept.length }
}

async function journalText(db: Db, as: 'json' | 'csv', withheld: ReadonlySet<string>): Promise<string> {
  const days = await db.select().from(dayHead).orderBy(asc(dayHead.day))
  // Heads first: what is written meanwhile stands after them and is left to the next export.
  const heads = await db.select().from(matterHead)
  const upTo = new Map(heads.map((h) => [h.matter, h.seq]))
  const all = await db.select().from(journal).orderBy(asc(journal.at), asc(journal.matter), asc(journal.seq))
  const entries = all.filter((e) => e.seq <= (upTo.get(e.matter) ?? 0))
  const head = headOver(heads)
  const told = entries.map((e) => ({
    ...e,
    at: isoOf(e.at as Moment),
    ...(withheld.has(e.matter) ? { kind: '', actor: '', body: '' } : {}),
  }))
  if (as === 'json') {
    const rows = told.map((e) => JSON.stringify(Object.fromEntries(JOURNAL_COLUMNS.map((c) => [c, e[c]]))))
    const sealed = days.map(({ day, hash }) => JSON.stringify({ day, hash }))
    return `{"format":"${JOURNAL_FORMAT}","version":1,"head":"${head}",\n"days":[${sealed.join(',')}],\n"entries":[\n${rows.join(',\n')}\n]}\n`
  }
  const blank = (kind: string, at: string, hash: string) => ['', '', at, kind, '', '', '', hash]
  return writeCsv([
    JOURNAL_COLUMNS,
    ...told.map((e) => JOURNAL_COLUMNS.map((c) => e[c])),
    ...days.map(({ day, hash }) => blank(DAY_LINE, day, hash)),
    blank(HEAD_LINE, '', head),
  ])
}
