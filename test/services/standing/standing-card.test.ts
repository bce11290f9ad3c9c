import type { PGlite } from '@electric-sql/pglite'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NoticeFacts } from '../../../src/domain/notices.ts'
import type { OrderDraft } from '../../../src/domain/order.ts'
import { type Moment, moment } from '../../../src/domain/time.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { signOrder } from '../../../src/services/orders/sign-order.ts'
import { refreshStanding } from '../../../src/services/standing/refresh-standing.ts'
import { signAll } from '../../../src/services/standing/sign-all.ts'
import type { Database, Db } from '../../../src/store/database.ts'
import * as schema from '../../../src/store/schema/index.ts'
import { outbox, posting } from '../../../src/store/schema/index.ts'
import { transactOver } from '../../../src/store/transact.ts'
import { act, practice, withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'

const MONDAY = moment('2026-03-02 10:00')
const PURPOSE = 'standing:web:dept:personnel'
const draft = (subject: string, more: Partial<OrderDraft> = {}): OrderDraft => ({
  kind: 'task',
  subject,
  term: { kind: 'workdays', workdays: 5 },
  departments: [{ code: 'personnel', role: 'lead' }],
  ...more,
})

describe('a department’s standing card', () => {
  let database: Database
  beforeEach(async () => {
    database = await testDatabase()
    await withBureau(database)
  })
  afterEach(() => database.close())

  const issue = async (subject: string, at: Moment = MONDAY, more: Partial<OrderDraft> = {}) => {
    const done = await act(database, at, 'li-na', (ctx) => issueOrder(ctx, draft(subject, more)))
    if (!done.ok) throw new Error(done.refusal.code)
    return done.value.order.id
  }
  const cards = async (purpose = PURPOSE) =>
    (await database.db.select().from(outbox).where(eq(outbox.purpose, purpose)).orderBy(outbox.seq)).map(
      (row) => ({
        verb: row.verb,
        facts: row.notice.facts as NoticeFacts['standing.card'],
      }),
    )
  const refresh = (at: string) => act(database, moment(at), 'duban', refreshStanding)
  /** As delivery does when a message was sent, and when the platform has it no more. */
  const posted = async () => {
    await database.db.update(outbox).set({ sentAt: 1 })
    await database.db
      .insert(posting)
      .values({ purpose: PURPOSE, platform: 'web', chat: 'dept:personnel', message: 'm', at: 0 })
  }
  const gone = () => database.db.delete(posting).where(eq(posting.purpose, PURPOSE))

  it('is posted with the first order and edited with the next', async () => {
    await issue('更新权责清单')
    await issue('人员招录信息')
    const told = await cards()
    expect(told.map((c) => c.verb)).toEqual(['post', 'edit'])
    expect(told[1]!.facts.lines.map((l) => l.subject)).toEqual(['更新权责清单', '人员招录信息'])
  })

  it('is told once for all that happens in one transaction', async () => {
    await issue('更新权责清单')
    await issue('人员招录信息')
    await act(database, MONDAY, 'wang-qiang', (ctx) => signAll(ctx, 'personnel'))
    const told = await cards()
    expect(told).toHaveLength(3)
    expect(told[2]!.facts.lines.map((l) => l.state)).toEqual(['signed', 'signed'])
  })

  it('signs only for whoever may, and again signs nothing', async () => {
    await issue('更新权责清单')
    const other = await act(database, MONDAY, 'liu-chang', (ctx) => signAll(ctx, 'personnel'))
    expect(other).toMatchObject({ ok: false, refusal: { code: 'authority.other-department' } })
    const first = await act(database, MONDAY, 'li-ming', (ctx) => signAll(ctx, 'personnel'))
    expect(first).toMatchObject({ ok: true, value: { signed: [{ no: 1 }] } })
    const again = await act(database, MONDAY, 'wang-qiang', (ctx) => signAll(ctx, 'personnel'))
    expect(again).toMatchObject({ ok: true, value: { signed: [] } })
  })

  it('shows of a restricted order its number alone', async () => {
    await issue('王某信访件', MONDAY, { restricted: true })
    const [card] = await cards()
    expect(card!.facts.lines).toHaveLength(1)
    expect(JSON.stringify(card)).not.toContain('信访')
  })

  it('is not posted in quiet hours but the next morning, once', async () => {
    await issue('更新权责清单', moment('2026-03-02 20:00'))
    await refresh('2026-03-03 08:30')
    expect((await cards()).filter((c) => c.verb === 'post')).toEqual([])
    await refresh('2026-03-03 08:45')
    await refresh('2026-03-03 08:46')
    await refresh('2026-03-03 14:00')
    expect((await cards()).filter((c) => c.verb === 'post')).toHaveLength(1)
  })

  it('is not posted a second time while the first is still on its way', async () => {
    await issue('更新权责清单')
    await refresh('2026-03-03 08:45')
    expect((await cards()).filter((c) => c.verb === 'post')).toHaveLength(1)
  })

  it('of the noon break is posted in the afternoon', async () => {
    await issue('更新权责清单', moment('2026-03-02 12:30'))
    await refresh('2026-03-02 14:00')
    expect((await cards()).filter((c) => c.verb === 'post')).toHaveLength(1)
  })

  it('is posted anew the morning after the platform forgot it, and edited while it stands', async () => {
    await issue('更新权责清单')
    await posted()
    await refresh('2026-03-03 08:45')
    expect((await cards()).map((c) => c.verb)).toEqual(['post', 'edit'])
    await gone()
    await refresh('2026-03-04 08:45')
    expect((await cards()).map((c) => c.verb)).toEqual(['post', 'edit', 'post'])
  })

  it('is not edited each morning when nothing is owed', async () => {
    const id = await issue('更新权责清单')
    await posted()
    await act(database, MONDAY, 'li-na', async (ctx) => {
      const { revokeOrder } = await import('../../../src/services/orders/end-order.ts')
      return revokeOrder(ctx, { id }, '重复')
    })
    const before = (await cards()).length
    await refresh('2026-03-03 08:45')
    expect(await cards()).toHaveLength(before)
  })
})

describe('statements', () => {
  it('a department without a chat costs none; one with a chat two at a change: its parts are read, what was written before goes out first', async () => {
    const count = async (withChats: boolean) => {
      const database = await testDatabase()
      const file = withChats
        ? practice
        : { ...practice, chats: practice.chats.filter((c) => c.kind !== 'department') }
      await withBureau(database, file)
      const issued = await act(database, MONDAY, 'li-na', (ctx) => issueOrder(ctx, draft('更新权责清单')))
      const id = issued.ok ? issued.value.order.id : ''
      let statements = 0
      const logger = { logQuery: () => void statements++ }
      const db = drizzle((database as unknown as { client: PGlite }).client, {
        schema,
        casing: 'snake_case',
        logger,
      })
      const counted = {
        ...database,
        transact: transactOver(db as unknown as Db, { oneAtATime: true, budgetMs: 1500 }),
      }
      const done = await act(counted, MONDAY, 'wang-qiang', (ctx) => signOrder(ctx, { id }))
      expect(done.ok).toBe(true)
      await database.close()
      return statements
    }
    const without = await count(false)
    expect(without).toBeGreaterThan(3)
    expect((await count(true)) - without).toBe(2)
  })
})
