import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import type { OrderDraft } from '../../../src/domain/order.ts'
import { moment } from '../../../src/domain/time.ts'
import { importHolidays } from '../../../src/services/bureau/import-holidays.ts'
import { answerOrder } from '../../../src/services/orders/answer-order.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { rewriteLines } from '../../../src/services/reminders/rewrite-lines.ts'
import { bureauVersion, readBureau } from '../../../src/store/bureau.ts'
import type { Database } from '../../../src/store/database.ts'
import { openOrders } from '../../../src/store/orders.ts'
import { assignment, journal, outbox } from '../../../src/store/schema/index.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { eachEngine } from '../../support/database.ts'

const december = moment('2026-12-28 09:00')
const notice = { number: '国办发明电〔2026〕7号', date: '2026-11-20' }
const holiday = (name: string) => ({ name, kind: 'holiday' })

/** Invented: 1 to 3 January off, bridged by a Sunday worked; the other festivals as the law has them. */
const arrangement2027 = {
  year: 2027,
  notice,
  days: {
    '2027-01-01': holiday('元旦'),
    '2027-01-02': holiday('元旦'),
    '2027-01-03': holiday('元旦'),
    '2027-01-04': holiday('元旦'),
    '2027-01-10': { name: '元旦', kind: 'workday' },
    '2027-02-05': holiday('春节'),
    '2027-02-06': holiday('春节'),
    '2027-02-07': holiday('春节'),
    '2027-02-08': holiday('春节'),
    '2027-04-05': holiday('清明节'),
    '2027-06-09': holiday('端午节'),
    '2027-09-15': holiday('中秋节'),
    '2027-10-01': holiday('国庆节'),
  },
}
/** As above, with Saturday 2 January worked instead. */
const worked = {
  ...arrangement2027,
  days: {
    ...Object.fromEntries(
      Object.entries(arrangement2027.days).filter(([d]) => !/^2027-01-0[234]|2027-01-10/.test(d)),
    ),
    '2027-01-02': { name: '元旦', kind: 'workday' },
  },
}

const draft = (workdays: number, departments = ['personnel']): OrderDraft => ({
  kind: 'task',
  subject: `更新权责清单${workdays}`,
  term: { kind: 'workdays', workdays },
  departments: departments.map((code) => ({ code, role: 'lead' })),
})

eachEngine('a new year of holidays', (open) => {
  let database: Database
  beforeEach(async () => {
    database = await withBureau(await open())
  })
  afterEach(() => database.close())

  const issue = (d: OrderDraft, at = december) =>
    act(database, at, 'li-na', async (ctx) => {
      const done = await issueOrder(ctx, d, { home: { platform: 'web', chat: 'group' } })
      if (!done.ok) throw new Error(done.refusal.code)
      return done.value.order
    })
  const load = (input: unknown, confirm = false) =>
    act(database, moment('2026-12-28 10:00'), 'duban', (ctx) => importHolidays(ctx, input, confirm))
  const told = async () =>
    (await database.db.select().from(outbox).orderBy(outbox.seq)).filter(
      (row) => row.notice.kind === 'order.due-moved',
    )
  const dues = async () =>
    (await openOrders(database.db))
      .sort((x, y) => x.order.no.no - y.order.no.no)
      .map((h) => h.order.assignments[0]!.due)

  it('moves what runs over it, tells each head once, and is no longer provisional', async () => {
    await issue(draft(5))
    await issue(draft(2))
    expect(await dues()).toMatchObject([
      { on: '2027-01-05', provisional: true },
      { on: '2026-12-30', provisional: false },
    ])
    const done = await load(arrangement2027)
    expect(done).toMatchObject({
      done: true,
      complaints: [],
      moved: [{ department: '人事科', from: '2027-01-05', to: '2027-01-06', earlier: false }],
    })
    expect(await dues()).toMatchObject([
      { on: '2027-01-06', provisional: false },
      { on: '2026-12-30', provisional: false },
    ])
    const messages = await told()
    expect(messages.map((m) => [m.lane, (m.notice.facts as { notice: string }).notice])).toEqual([
      ['web:>wang-qiang', notice.number],
    ])
    const matters = (await database.db.select().from(journal)).filter(
      (e) => e.matter === 'calendar' || e.kind === 'order.due-moved',
    )
    expect(matters.map((e) => e.kind).sort()).toEqual(['calendar.loaded', 'order.due-moved'])
  })

  it('tells a head with several moved orders of all of them in one message', async () => {
    await issue(draft(5))
    await issue(draft(6))
    await load(arrangement2027)
    const rows = (await database.db.select().from(outbox)).filter((row) =>
      row.notice.kind.endsWith('due-moved'),
    )
    expect(
      rows.map((r) => [r.lane, r.notice.kind, (r.notice.facts as { lines: unknown[] }).lines.length]),
    ).toEqual([['web:>wang-qiang', 'orders.due-moved', 2]])
  })

  it('is the calendar of everybody from then on', async () => {
    const before = await bureauVersion(database.db)
    await load(arrangement2027)
    const { calendar, version } = (await readBureau(database.db, holidayYears))!
    expect(version).toBe(before! + 1)
    expect(calendar.covers(2027)).toBe(true)
    expect(calendar.isWorkday('2027-01-10' as never)).toBe(true)
    expect(calendar.notice(2026)?.number).toBe('国办发明电〔2025〕7号')
  })

  it('changes nothing without confirmation when a clock would move earlier, and lists which', async () => {
    const order = await issue(draft(5))
    const held = await load(worked)
    expect(held).toMatchObject({
      done: false,
      moved: [{ from: '2027-01-05', to: '2027-01-04', earlier: true }],
    })
    expect(held.complaints.join('\n')).toContain(`〔2026〕${order.no.no}号`)
    expect((await readBureau(database.db, holidayYears))!.calendar.covers(2027)).toBe(false)
    expect(await dues()).toMatchObject([{ on: '2027-01-05' }])
    expect(await told()).toEqual([])

    expect(await load(worked, true)).toMatchObject({ done: true })
    expect(await dues()).toMatchObject([{ on: '2027-01-04', provisional: false }])
    expect(await told()).toHaveLength(1)
  })

  it('leaves what has been answered where it was', async () => {
    const order = await issue(draft(5))
    await act(database, moment('2026-12-28 09:30'), 'wang-qiang', async (ctx) => {
      const place = {
        platform: 'web',
        chat: { id: 'group', kind: 'group' as const },
        account: 'wang-qiang',
        message: 'm1',
      }
      return answerOrder({ ...ctx, place }, { no: order.no }, { text: '已办结', files: [] })
    })
    expect(await load(worked)).toMatchObject({ done: true, moved: [] })
  })

  it('tells everybody concerned by an order of several departments', async () => {
    await issue(draft(5, ['personnel', 'planning_finance']))
    await load(arrangement2027)
    expect((await told()).map((m) => m.lane).sort()).toEqual(['web:>liu-chang', 'web:>wang-qiang'])
  })

  it('may be loaded again without effect', async () => {
    await issue(draft(5))
    await load(arrangement2027)
    const version = await bureauVersion(database.db)
    expect(await load(arrangement2027)).toMatchObject({ done: true, unchanged: true, moved: [] })
    expect(await bureauVersion(database.db)).toBe(version)
    expect(await told()).toHaveLength(1)
  })

  it('rewrites the next reminder of every open assignment', async () => {
    await issue(draft(6))
    const next = async () => (await database.db.select().from(assignment))[0]!.nextLineAt
    expect(await next()).toBe(moment('2027-01-04 08:45'))
    await load(arrangement2027)
    // Six days from 28 December: 29, 30, 31, 5, 6, 7 January; two working days before that is the 5th.
    expect(await next()).toBe(moment('2027-01-05 08:45'))
  })

  it('rewrites reminders of dues that did not move, too, and leaves a line that is due', async () => {
    const order = await issue({ ...draft(1), term: { kind: 'date', on: '2027-01-07' as never } })
    const key = and(eq(assignment.order, order.id), eq(assignment.department, 'personnel'))
    const next = async () => (await database.db.select().from(assignment).where(key))[0]!.nextLineAt
    expect(await next()).toBe(moment('2027-01-05 08:45'))
    await database.db
      .update(assignment)
      .set({ nextLineAt: moment('2027-01-20 08:45') })
      .where(key)
    expect(await act(database, december, 'duban', rewriteLines)).toBe(1)
    expect(await next()).toBe(moment('2027-01-05 08:45'))
    expect(await act(database, moment('2027-01-05 08:46'), 'duban', rewriteLines)).toBe(0)
    expect(await next()).toBe(moment('2027-01-05 08:45'))
  })

  it('waits for a confirmation with a statutory day forgotten', async () => {
    const days = { ...arrangement2027.days, '2027-10-01': undefined }
    const input = JSON.parse(JSON.stringify({ ...arrangement2027, days }))
    const asked = await load(input, false)
    expect(asked.done).toBe(false)
    expect(asked.complaints.join('\n')).toContain('2027-10-01')
    expect((await load(input, true)).done).toBe(true)
  })

  it.each([
    ['no notice', { ...arrangement2027, notice: { number: '', date: '2026-11-20' } }, 'notice.number'],
    [
      'a make-up day on a Monday',
      {
        ...arrangement2027,
        days: { ...arrangement2027.days, '2027-01-11': { name: '元旦', kind: 'workday' } },
      },
      '2027-01-11',
    ],
    ['no days at all', { year: 2027, notice }, 'days'],
    ['another shape', 'holidays', ''],
  ])('is refused with %s', async (_, input, word) => {
    const done = await load(JSON.parse(JSON.stringify(input)), true)
    expect(done.done).toBe(false)
    expect(done.complaints.join('\n')).toContain(word)
    expect(done.complaints.length).toBeGreaterThan(0)
    expect(await bureauVersion(database.db)).toBe(1)
  })
})
