/** Several orders of one message: all of them, with a number each and no hole, or none. */

import { asc } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { OrderDraft } from '../../../src/domain/order.ts'
import { day } from '../../../src/domain/time.ts'
import { confirmDraft, draftOrders } from '../../../src/services/orders/draft-order.ts'
import { orders, outbox } from '../../../src/store/schema/index.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'

const AT = '2026-03-02 10:00'
const draft = (i: number, past: boolean): OrderDraft => ({
  kind: 'task',
  subject: `第${i}件`,
  term: past ? { kind: 'date', on: day('2026-02-02') } : { kind: 'workdays', workdays: 5 },
  departments: [{ code: 'personnel', role: 'lead' }],
})

it('n lines are n numbers without a hole, or none', async () => {
  const database = await withBureau(await testDatabase())
  const numbers = async () =>
    (await database.db.select().from(orders).orderBy(asc(orders.no))).map((o) => o.no)
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        async (good, pick) => {
          const before = await numbers()
          const past = good.map((_, i) => !good[i] && i === pick % good.length)
          const drafts = past.map((p, i) => draft(i + 1, p))
          const drafted = await act(database, AT, 'li-na', (ctx) => draftOrders(ctx, drafts, '…'))
          const confirmed = drafted.ok
            ? await act(database, AT, 'li-na', (ctx) => confirmDraft(ctx, drafted.value.id))
            : drafted
          const fine = !past.includes(true)
          expect(confirmed.ok).toBe(fine)
          const after = await numbers()
          expect(after).toEqual(Array.from({ length: after.length }, (_, i) => i + 1))
          expect(after.length - before.length).toBe(fine ? drafts.length : 0)
        },
      ),
      { numRuns: 12 },
    )
    const told = await database.db.select().from(outbox)
    expect(told.filter((t) => t.purpose?.startsWith('order:'))).toHaveLength((await numbers()).length)
  } finally {
    await database.close()
  }
})

it('what ran out between preview and confirmation lets none of them out', async () => {
  const database = await withBureau(await testDatabase())
  try {
    const soon: OrderDraft = { ...draft(2, false), term: { kind: 'date', on: day('2026-03-02') } }
    const drafted = await act(database, AT, 'li-na', (ctx) => draftOrders(ctx, [draft(1, false), soon], '…'))
    const id = drafted.ok ? drafted.value.id : ''
    const late = '2026-03-02 17:30'
    const moved = await act(database, late, 'li-na', (ctx) => confirmDraft(ctx, id))
    expect(moved).toMatchObject({ ok: true, value: { kind: 'moved' } })
    const again = await act(database, late, 'li-na', (ctx) => confirmDraft(ctx, id))
    expect(again).toMatchObject({ ok: false, refusal: { code: 'order.due-past' } })
    expect(await database.db.select().from(orders)).toEqual([])
  } finally {
    await database.close()
  }
})
