/** The ledger as a spreadsheet: the rows of the other forms, under their headings. */
import { eq } from 'drizzle-orm'
import type { Bureau } from '../../domain/bureau.ts'
import { dayOf, type Moment, timeOf } from '../../domain/time.ts'
import type { Db } from '../../store/database.ts'
import { orders } from '../../store/schema/index.ts'
import { writeSheet } from '../documents/xlsx.ts'
import { LEDGER_HEADINGS, type LedgerRow, ledgerRows } from './export-ledger.ts'

/** In characters; what is not named here is as wide as a moment. */
const WIDTHS: Readonly<Partial<Record<keyof LedgerRow, number>>> = {
  number: 15,
  kind: 8,
  subject: 36,
  orderState: 9,
  issuedBy: 9,
  department: 14,
  role: 9,
  state: 10,
  received: 11,
  dueNote: 9,
  signedBy: 10,
  answeredBy: 14,
  timeliness: 16,
  workdaysLate: 8,
  urged: 8,
  returnReason: 24,
}
const WIDTH = 17

/** @param restricted with those that are 限定知悉: whoever gets the file may then read them */
export async function ledgerSheet(
  db: Db,
  bureau: Bureau,
  now: Moment,
  restricted = false,
): Promise<{ readonly bytes: Uint8Array; readonly leftOut: number }> {
  const leftOut = restricted ? 0 : await db.$count(orders, eq(orders.restricted, true))
  const rows = await ledgerRows(db, bureau, now, restricted)
  const columns = Object.keys(LEDGER_HEADINGS) as (keyof LedgerRow)[]
  const count = new Set(rows.map((row) => row.number)).size
  const bytes = await writeSheet({
    name: '台账',
    title: `${bureau.name}政务公开督办台账`,
    lines: [
      `截至：${dayOf(now)} ${timeOf(now)}　共 ${count} 件，${rows.length} 行${leftOut > 0 ? `；限定知悉 ${leftOut} 件未列入` : ''}`,
    ],
    columns: columns.map((c) => ({ heading: LEDGER_HEADINGS[c], width: WIDTHS[c] ?? WIDTH })),
    rows: rows.map((row) => columns.map((c) => row[c])),
    foot: [],
  })
  return { bytes, leftOut }
}
