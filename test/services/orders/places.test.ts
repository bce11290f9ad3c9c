/** Where a restricted order's messages stand, when departments have no chat, people only WeChat, and heads go on leave. */
import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseNo } from '../../../src/domain/serial.ts'
import { day, moment } from '../../../src/domain/time.ts'
import type { Ctx } from '../../../src/services/context.ts'
import { answerOrder } from '../../../src/services/orders/answer-order.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { recordReceipt } from '../../../src/services/orders/record-receipt.ts'
import { refreshCards } from '../../../src/services/orders/refresh-cards.ts'
import { returnAnswers } from '../../../src/services/orders/review-answer.ts'
import { showOrder } from '../../../src/services/orders/show-order.ts'
import { signOrder } from '../../../src/services/orders/sign-order.ts'
import { urgeOrder } from '../../../src/services/orders/urge-order.ts'
import { sendDueLines } from '../../../src/services/reminders/send-due-lines.ts'
import type { Database } from '../../../src/store/database.ts'
import { loadOrder } from '../../../src/store/orders.ts'
import { outbox } from '../../../src/store/schema/index.ts'
import { act, practice, withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'

const key = { no: parseNo('#1', 2026)! }

/** 人事科 and 基教科 have no chat; 王强 is on WeChat alone, 周敏 on Feishu too. */
const file = {
  ...practice,
  chats: practice.chats.filter((c) => c.department !== 'personnel' && c.department !== 'basic_education'),
  people: practice.people.map((p) =>
    p.code === 'wang-qiang'
      ? { ...p, accounts: { wechat: 'wx-wang' } }
      : p.code === 'zhou-min'
        ? { ...p, accounts: { wechat: 'wx-zhou', feishu: 'ou_zhou' } }
        : p,
  ),
}

describe('a restricted order', () => {
  let database: Database
  beforeAll(async () => {
    database = await testDatabase()
    await withBureau(database, file)
  })
  afterAll(() => database.close())

  let seen = 0
  /** What was told since the last look: lane, verb, kind. */
  async function told(): Promise<string[]> {
    const rows = await database.db.select().from(outbox).orderBy(asc(outbox.seq))
    const fresh = rows.slice(seen)
    seen = rows.length
    return fresh.map((r) => `${r.lane} ${r.verb} ${(r.notice as { kind: string }).kind}`)
  }
  const as = (who: string, at: string, work: (ctx: Ctx) => Promise<unknown>) => act(database, at, who, work)
  const covered = (ctx: Ctx): Ctx => ({
    ...ctx,
    bureau: {
      ...ctx.bureau,
      roster: {
        ...ctx.bureau.roster,
        covers: [
          {
            id: 'c',
            person: 'zhou-min',
            cover: 'liu-chang',
            from: day('2026-03-03'),
            until: day('2026-03-04'),
          },
        ],
      },
    },
  })

  it('goes to chats and heads, never to WeChat, and names to its issuer whom it could not reach', async () => {
    await as('li-na', '2026-03-02 10:00', (ctx) =>
      issueOrder(ctx, {
        kind: 'task',
        subject: '人员核查',
        term: { kind: 'workdays', workdays: 5 },
        restricted: true,
        departments: [
          { code: 'personnel', role: 'lead' },
          { code: 'planning_finance', role: 'assist' },
          { code: 'basic_education', role: 'assist' },
        ],
      }),
    )
    expect((await told()).filter((t) => !t.includes('standing'))).toEqual([
      'web:dept:planning_finance post order.card',
      'feishu:>ou_zhou post order.card',
      'web:>li-na post order.unreached',
      'web:group post order.restricted',
    ])
    const rows = await database.db.select().from(outbox)
    expect(rows.find((r) => (r.notice as { kind: string }).kind === 'order.unreached')!.notice).toMatchObject(
      {
        facts: { names: [{ name: '人事科', person: '王强' }] },
      },
    )
  })

  it('is neither shown nor acted on over WeChat', async () => {
    const place = {
      platform: 'wechat',
      chat: { id: 'x', kind: 'direct' as const },
      account: 'wx-wang',
      message: 'm1',
    }
    await as('wang-qiang', '2026-03-02 11:00', async (ctx) => {
      const there = { ...ctx, place }
      for (const done of [await showOrder(there, key), await signOrder(there, key)]) {
        expect(done).toMatchObject({ ok: false, refusal: { code: 'order.restricted-road' } })
      }
    })
    expect(await told()).toEqual([])
  })

  it('tells a department that has no road nothing at all, rather than the group', async () => {
    await as('wang-qiang', '2026-03-02 11:10', (ctx) =>
      answerOrder(ctx, key, { text: '已办结，核查完毕', files: [] }),
    )
    await as('li-na', '2026-03-02 11:20', (ctx) =>
      returnAnswers(ctx, key, { departments: ['personnel'] }, '缺附件'),
    )
    await as('li-na', '2026-03-02 11:30', (ctx) => urgeOrder(ctx, key, ['personnel']))
    const all = await told()
    expect(all.filter((t) => t.includes('group') || t.includes('wechat') || t.includes('leaders'))).toEqual(
      [],
    )
    expect(all).toContain('web:>li-na post answer.arrived')
  })

  it('reminds whom it may, by the roads it may', async () => {
    await as('duban', '2026-03-06 08:45', sendDueLines)
    const reminders = (await told()).filter((t) => t.includes('reminder'))
    expect(reminders.some((t) => t.includes('wechat'))).toBe(false)
    expect(reminders.some((t) => t.startsWith('web:>liu-chang') || t.startsWith('web:>song'))).toBe(true)
  })

  it('follows the cover and comes back; a card shown again is no receipt', async () => {
    const refresh = (at: string, change: (ctx: Ctx) => Ctx) =>
      as('duban', at, (ctx) => refreshCards(change(ctx)))
    await refresh('2026-03-03 08:45', covered)
    expect(await told()).toContain('web:>liu-chang post order.card')
    await refresh('2026-03-04 08:45', covered)
    expect((await told()).filter((t) => t.includes('order.card'))).toEqual([
      'web:dept:planning_finance edit order.card',
      'web:>liu-chang edit order.card',
    ])
    await refresh('2026-03-05 08:45', (ctx) => ctx)
    expect(await told()).toContain('feishu:>ou_zhou post order.card')
    const rows = await database.db.select().from(outbox).orderBy(asc(outbox.seq))
    const again = rows.filter((r) => (r.notice as { facts: { again?: boolean } }).facts.again)
    expect(again.map((r) => r.lane)).toEqual(['web:>liu-chang', 'feishu:>ou_zhou'])
  })

  it('delivered late to one department moves that department’s term alone', async () => {
    const { order } = (await loadOrder(database.db, key))!
    const dues = () =>
      loadOrder(database.db, key).then((h) => h!.order.assignments.map((a) => [a.department, a.due.on]))
    const before = await dues()
    await as('duban', '2026-03-05 20:00', (ctx) =>
      recordReceipt(ctx, order.id, moment('2026-03-05 20:00'), 'basic_education'),
    )
    const after = await dues()
    expect(after.filter(([d]) => d !== 'basic_education')).toEqual(
      before.filter(([d]) => d !== 'basic_education'),
    )
    expect(after.find(([d]) => d === 'basic_education')).toEqual(['basic_education', '2026-03-13'])
  })
})
