/** After a pause what was missed is caught up: 特急 at whatever hour, everything else in open hours. */
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moment } from '../../../src/domain/time.ts'
import { decideUrgency } from '../../../src/domain/urgency.ts'
import { changeOrder } from '../../../src/services/orders/change-order.ts'
import { type Issued, issueOrder } from '../../../src/services/orders/issue-order.ts'
import { nextLineAfter, sendDueLines } from '../../../src/services/reminders/send-due-lines.ts'
import type { Database } from '../../../src/store/database.ts'
import { assignment, outbox } from '../../../src/store/schema/index.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'

describe('reminders', () => {
  let database: Database
  beforeAll(async () => {
    database = await testDatabase()
    await withBureau(database)
  })
  afterAll(() => database.close())

  let seen = 0
  /** Whom the sweep reminded of which numbers. */
  async function reminded(at: string): Promise<Record<string, number[]>> {
    await act(database, at, 'duban', sendDueLines)
    const rows = await database.db.select().from(outbox).orderBy(asc(outbox.seq))
    const fresh = rows.slice(seen)
    seen = rows.length
    return Object.fromEntries(
      fresh.flatMap((r) => {
        const { kind, facts } = r.notice as { kind: string; facts: { lines: { no: { no: number } }[] } }
        return kind === 'reminder.merged' ? [[r.lane, facts.lines.map((l) => l.no.no).sort()]] : []
      }),
    )
  }
  const issue = async (who: string, urgency: 'ordinary' | 'most_urgent', day: string) => {
    const done = await act(database, '2026-03-02 10:00', who, (ctx) =>
      issueOrder(ctx, {
        kind: 'task',
        subject: '应急值守',
        term: { kind: 'date', on: day as never, time: '22:00' as never },
        urgency,
        departments: [{ code: 'personnel', role: 'lead' }],
      }),
    )
    return (done as { value: Issued }).value.order
  }

  it('missed are caught up at night for 特急 alone; the others wait for the morning', async () => {
    await issue('zhang-ming', 'most_urgent', '2026-03-07')
    await issue('li-na', 'ordinary', '2026-03-07')
    seen = (await database.db.select().from(outbox)).length
    const night = await reminded('2026-03-06 22:00')
    expect(Object.values(night)).toContainEqual([1])
    expect(Object.values(night).flat()).not.toContain(2)
    expect(await reminded('2026-03-06 22:01')).toEqual({})
    expect(Object.values(await reminded('2026-03-07 08:45'))).toContainEqual([1])
    expect(Object.values(await reminded('2026-03-07 20:00'))).toContainEqual([1])
    const morning = await reminded('2026-03-09 08:45')
    expect(Object.values(morning)).toContainEqual([1, 2])
  })

  it('come by the urgent ladder as soon as the director confirms, and no sooner', async () => {
    const order = await issue('li-na', 'most_urgent', '2026-03-15')
    const next = async () => {
      const [row] = await database.db.select().from(assignment).where(eq(assignment.order, order.id))
      return row?.nextLineAt
    }
    expect(await next()).toBe(moment('2026-03-11 08:45'))
    await act(database, '2026-03-02 11:00', 'zhang-ming', (ctx) =>
      changeOrder(ctx, { id: order.id }, (o) => decideUrgency(o, true, { by: 'zhang-ming', now: ctx.now })),
    )
    expect(await next()).toBe(moment('2026-03-13 08:45'))
    expect(await nextLineAfter(database.db, moment('2026-03-13 08:44'))).toBe(moment('2026-03-13 08:45'))
    expect(Object.values(await reminded('2026-03-15 20:00'))).toContainEqual([3])
  })
})
