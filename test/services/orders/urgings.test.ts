import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Decision } from '../../../src/domain/decision.ts'
import type { AssignmentState } from '../../../src/domain/order.ts'
import { moment } from '../../../src/domain/time.ts'
import { handOrder } from '../../../src/services/orders/hand-order.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { urgeOnce, urgeOrder } from '../../../src/services/orders/urge-order.ts'
import { recordCall, urgeRecords, urgingTold } from '../../../src/services/orders/urgings.ts'
import type { Database } from '../../../src/store/database.ts'
import { assignment, outbox, urging } from '../../../src/store/schema/index.ts'
import { act, practice, withBureau } from '../../support/bureau.ts'
import { eachEngine } from '../../support/database.ts'

const MONDAY = moment('2026-03-02 10:00')
const code = (d: Decision<unknown>) => (d.ok ? 'ok' : d.refusal.code)

eachEngine('urging and handing over', (open) => {
  let database: Database
  let id: string
  const issue = async () => {
    const done = await act(database, MONDAY, 'li-na', (ctx) =>
      issueOrder(ctx, {
        kind: 'task',
        subject: '更新权责清单',
        term: { kind: 'workdays', workdays: 5 },
        departments: [{ code: 'personnel', role: 'lead' }],
      }),
    )
    if (!done.ok) throw new Error(done.refusal.code)
    return done.value.order.id
  }
  beforeEach(async () => {
    database = await withBureau(await open())
    id = await issue()
  })
  afterEach(() => database.close())

  const records = () => act(database, MONDAY, 'li-na', (ctx) => urgeRecords(ctx, id))
  const inState = (state: AssignmentState) => database.db.update(assignment).set({ state })

  it('keeps a record for each person, and what became of the message', async () => {
    const done = await act(database, MONDAY, 'li-na', (ctx) => urgeOrder(ctx, { id }, []))
    expect(done).toMatchObject({ ok: true, value: { told: { personnel: [{ to: '王强', road: 'web' }] } } })
    const [row] = await database.db.select().from(urging)
    const message = (await database.db.select().from(outbox)).find(
      (o) => o.notice.kind === 'assignment.urged',
    )
    expect(row).toMatchObject({ id: message!.id, to: 'wang-qiang', by: 'li-na', result: 'waiting' })
    await urgingTold(database.db, row!.id, 'parked', moment('2026-03-02 10:01'))
    expect(await records()).toMatchObject([{ by: '李娜', to: '王强', road: 'web', result: 'parked' }])
  })

  it('names who has no account and no chat: nothing is sent, and that is the record', async () => {
    await database.db.delete(urging)
    const chats = practice.chats.filter((c) => c.kind !== 'department')
    const people = practice.people.map((p) => (p.code === 'wang-qiang' ? { ...p, accounts: {} } : p))
    const bare = await withBureau(await open(), { ...practice, chats, people })
    database = bare
    id = await issue()
    const done = await act(bare, MONDAY, 'li-na', (ctx) => urgeOrder(ctx, { id }, []))
    expect(done).toMatchObject({
      ok: true,
      value: { told: { personnel: [{ to: '王强', road: 'none', result: 'unreached' }] } },
    })
  })

  it('is not repeated within ten minutes, unless it has something to say', async () => {
    const urge = (at: string, words?: string) =>
      act(database, moment(at), 'li-na', (ctx) => urgeOrder(ctx, { id }, [], words))
    await urge('2026-03-02 10:00')
    expect(await urge('2026-03-02 10:09')).toMatchObject({
      value: { told: {}, facts: [], lately: { personnel: [{}] } },
    })
    expect(await urge('2026-03-02 10:09', '局长要看')).toMatchObject({ value: { told: { personnel: [{}] } } })
    expect(await urge('2026-03-02 10:20')).toMatchObject({ value: { told: { personnel: [{}] } } })
    expect(await database.db.select().from(urging)).toHaveLength(3)
  })

  const WHO = [
    ['li-na', 'ok', 'authority.not-yours'],
    ['zhang-ming', 'ok', 'authority.other-department'],
    ['qian-weidong', 'ok', 'authority.not-yours'],
    ['sun-li', 'authority.not-yours', 'authority.not-yours'],
    ['wang-qiang', 'authority.not-yours', 'ok'],
    ['li-ming', 'authority.not-yours', 'ok'],
    ['liu-chang', 'authority.not-yours', 'authority.other-department'],
    ['shi-lei', 'authority.not-yours', 'authority.not-yours'],
  ] as const
  it.each(WHO)('%s urges: %s; names who handles it: %s', async (who, urges, hands) => {
    const as = <T>(work: Parameters<typeof act<T>>[3]) => act(database, MONDAY, who, work)
    expect(code(await as((ctx) => urgeOnce(ctx, { id }, 'personnel'))), 'by button').toBe(urges)
    expect(code(await as((ctx) => urgeOrder(ctx, { id }, ['personnel'])))).toBe(urges)
    expect(code(await as((ctx) => recordCall(ctx, { id }, 'personnel')))).toBe(urges)
    expect(code(await as((ctx) => handOrder(ctx, { id }, '李明')))).toBe(hands)
  })

  const STATES: readonly (readonly [AssignmentState, string])[] = [
    ['waiting', 'ok'],
    ['signed', 'ok'],
    ['returned', 'ok'],
    ['answered', 'assignment.already-answered'],
    ['approved', 'assignment.already-approved'],
    ['excused', 'assignment.already-excused'],
    ['declined', 'assignment.rerouted-away'],
  ]
  it.each(STATES)('a part that is %s: %s', async (state, expected) => {
    await inState(state)
    const urged = await act(database, MONDAY, 'li-na', (ctx) => urgeOrder(ctx, { id }, ['personnel']))
    expect(code(urged)).toBe(expected)
    const called = await act(database, MONDAY, 'li-na', (ctx) => recordCall(ctx, { id }, 'personnel'))
    expect(code(called)).toBe(expected)
    const handed = await act(database, MONDAY, 'wang-qiang', (ctx) => handOrder(ctx, { id }, '李明'))
    expect(code(handed)).toBe(expected)
  })

  it('is handed only to somebody of the department, once', async () => {
    const hand = (name: string) => act(database, MONDAY, 'wang-qiang', (ctx) => handOrder(ctx, { id }, name))
    expect(code(await hand('刘畅'))).toBe('hand.not-of-department')
    expect(code(await hand('无此人'))).toBe('roster.unknown-person')
    expect(code(await hand('李明'))).toBe('ok')
    expect(code(await hand('李明'))).toBe('hand.already')
  })
})
