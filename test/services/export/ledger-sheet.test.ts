import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { moment } from '../../../src/domain/time.ts'
import { readCsv } from '../../../src/services/csv.ts'
import { exportLedger } from '../../../src/services/export/export-ledger.ts'
import { ledgerSheet } from '../../../src/services/export/ledger-sheet.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { readBureau } from '../../../src/store/bureau.ts'
import type { Database } from '../../../src/store/database.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'

const now = moment('2026-03-11 10:00')

describe('the ledger as a spreadsheet', () => {
  let database: Database
  beforeAll(async () => {
    database = await testDatabase()
    await withBureau(database)
    for (const subject of ['更新权责清单', '=HYPERLINK("x")']) {
      await act(database, moment('2026-03-02 10:00'), 'li-na', (ctx) =>
        issueOrder(ctx, {
          kind: 'task',
          subject,
          term: { kind: 'workdays', workdays: 5 },
          departments: [
            { code: 'personnel', role: 'lead' },
            { code: 'planning_finance', role: 'assist' },
          ],
        }),
      )
    }
  })
  afterAll(() => database.close())

  it('has the rows of the csv, and no formula', async () => {
    const bureau = (await readBureau(database.db, holidayYears))!
    const { bytes, leftOut } = await ledgerSheet(database.db, bureau, now)
    const book = read(bytes, { cellFormula: true })
    const sheet = book.Sheets.台账!
    const rows: unknown[][] = utils.sheet_to_json(sheet, { header: 1, defval: '' })
    expect(rows[0]![0]).toBe('示范市教育局政务公开督办台账')
    expect(rows[1]![0]).toBe('截至：2026-03-11 10:00　共 2 件，4 行')
    const { text } = await exportLedger(database.db, bureau, now, 'csv')
    const csv = readCsv(text).map((row) => row.map((cell) => cell.replace(/^'(?==)/, '')))
    expect(rows.slice(2).map((row) => row.map(String))).toEqual(csv)
    expect(Object.values(sheet).filter((cell) => (cell as { f?: string }).f !== undefined)).toEqual([])
    expect(leftOut).toBe(0)
  })
})
