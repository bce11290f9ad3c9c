import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ASSIGNMENT_STATES, ORDER_STATES } from '../../../src/chat/words/names.ts'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { moment } from '../../../src/domain/time.ts'
import { readCsv } from '../../../src/services/csv.ts'
import { exportJournal } from '../../../src/services/export/export-journal.ts'
import {
  exportLedger,
  LEDGER_ORDER_STATES,
  LEDGER_STATES,
  type LedgerRow,
} from '../../../src/services/export/export-ledger.ts'
import { verifyJournal } from '../../../src/services/export/verify-journal.ts'
import { answerOrder } from '../../../src/services/orders/answer-order.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { readBureau } from '../../../src/store/bureau.ts'
import type { Database } from '../../../src/store/database.ts'
import { sealDay } from '../../../src/store/journal.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { eachEngine } from '../../support/database.ts'

const issued = moment('2026-03-02 10:00')

async function someWork(database: Database) {
  await withBureau(database)
  const place = (account: string) => ({
    platform: 'web',
    chat: { id: 'group', kind: 'group' as const },
    account,
    message: `m-${account}`,
  })
  const subjects = ['更新权责清单', '=HYPERLINK("x")', '随机抽查清单']
  for (const subject of subjects) {
    await act(database, issued, 'li-na', (ctx) =>
      issueOrder(ctx, {
        kind: 'task',
        subject,
        term: { kind: 'workdays', workdays: 5 },
        departments: [
          { code: 'planning_finance', role: 'assist' },
          { code: 'personnel', role: 'lead' },
        ],
      }),
    )
  }
  await act(database, moment('2026-03-09 18:00'), 'liu-chang', (ctx) =>
    answerOrder(
      { ...ctx, place: place('liu-chang') },
      { no: { year: 2026, no: 1 } },
      { text: '已办结', files: [] },
    ),
  )
  await act(database, moment('2026-03-11 09:00'), 'wang-qiang', (ctx) =>
    answerOrder(
      { ...ctx, place: place('wang-qiang') },
      { no: { year: 2026, no: 1 } },
      { text: '已办结，联系人小赵', files: [] },
    ),
  )
}

eachEngine('exports', (open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await someWork(database)
  })
  afterAll(() => database.close())

  const ledger = async (as: 'json' | 'csv', at = '2026-03-11 10:00') =>
    (await exportLedger(database.db, (await readBureau(database.db, holidayYears))!, moment(at), as)).text

  it('give a ledger of one row for each department, in order of numbers and roster', async () => {
    const rows = JSON.parse(await ledger('json')) as LedgerRow[]
    expect(rows.map((r) => `${r.number} ${r.department} ${r.role}`)).toEqual([
      '〔2026〕1号 人事科 牵头',
      '〔2026〕1号 计财科 配合',
      '〔2026〕2号 人事科 牵头',
      '〔2026〕2号 计财科 配合',
      '〔2026〕3号 人事科 牵头',
      '〔2026〕3号 计财科 配合',
    ])
    expect(rows[0]).toMatchObject({
      kind: '交办单',
      subject: '更新权责清单',
      orderState: '在办',
      issuedBy: '李娜',
      state: '已反馈',
      received: '2026-03-02',
      due: '2026-03-09 17:30',
      answeredBy: '王强',
      timeliness: '逾期 2 个工作日',
      workdaysLate: 2,
    })
    expect(rows[1]).toMatchObject({ timeliness: '当日17:30后反馈', workdaysLate: 0 })
    expect(rows[2]).toMatchObject({ state: '待签收', timeliness: '逾期 2 个工作日' })
  })

  it('say 逾期 of nothing that is in time', async () => {
    const early = JSON.parse(await ledger('json', '2026-03-09 17:00')) as LedgerRow[]
    expect(early.slice(2).map((r) => r.timeliness)).toEqual(['', '', '', ''])
    const evening = JSON.parse(await ledger('json', '2026-03-09 18:00')) as LedgerRow[]
    expect(evening[2]!.timeliness).toBe('当日17:30后未反馈')
  })

  it('give the same ledger as a table in which nothing is a formula', async () => {
    const text = await ledger('csv')
    const [head, ...rows] = readCsv(text)
    expect(text.startsWith('\uFEFF编号,类别,事项')).toBe(true)
    expect(rows).toHaveLength(6)
    expect(rows[2]![head!.indexOf('事项')]).toBe('\'=HYPERLINK("x")')
  })

  it.each(['json', 'csv'] as const)(
    'give a journal in %s that proves itself and holds nobody’s words',
    async (as) => {
      const { text } = await exportJournal(database.db, as)
      const verified = verifyJournal(text)
      expect(verified).toMatchObject({ ok: true, problems: [], matters: 4 })
      expect(verified.entries).toBeGreaterThan(100)
      expect(verifyJournal(text, verified.head)).toMatchObject({ ok: true })
      expect(text).not.toContain('小赵')
      expect(text).not.toContain('王强')
    },
  )

  it('lead from an earlier head to today’s', async () => {
    const head = await act(database, moment('2026-03-12 08:35'), 'duban', (ctx) =>
      sealDay(ctx.tx.db, '2026-03-12'),
    )
    await act(database, moment('2026-03-12 09:00'), 'li-na', (ctx) =>
      issueOrder(ctx, {
        kind: 'task',
        subject: '后来的',
        term: { kind: 'workdays', workdays: 5 },
        departments: [{ code: 'personnel', role: 'lead' }],
      }),
    )
    for (const as of ['json', 'csv'] as const) {
      const { text } = await exportJournal(database.db, as)
      expect(verifyJournal(text, head)).toMatchObject({ ok: true, asOf: '2026-03-11T09:00:00+08:00' })
      expect(verifyJournal(text).head).not.toBe(head)
      expect(verifyJournal(text, 'f'.repeat(64)).ok).toBe(false)
    }
  })
})

describe('words of the ledger', () => {
  it('are those people see everywhere else', () => {
    expect(LEDGER_STATES).toEqual(ASSIGNMENT_STATES)
    expect(LEDGER_ORDER_STATES).toEqual(ORDER_STATES)
  })
})
