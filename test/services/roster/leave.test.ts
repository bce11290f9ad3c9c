import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Decision } from '../../../src/domain/decision.ts'
import { coverOf } from '../../../src/domain/roster.ts'
import { day, dayOf, type Moment, moment } from '../../../src/domain/time.ts'
import type { Ctx } from '../../../src/services/context.ts'
import { replaceHolder } from '../../../src/services/roster/change-roster.ts'
import {
  agreeLeave,
  endLeave,
  leavesOfPerson,
  objectLeave,
  takeLeave,
} from '../../../src/services/roster/leave.ts'
import { lookAtLeaves } from '../../../src/services/roster/look-at-leaves.ts'
import type { Database } from '../../../src/store/database.ts'
import { journal, leave, outbox } from '../../../src/store/schema/index.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { eachEngine } from '../../support/database.ts'

const MONDAY = moment('2026-03-02 10:00')
const CODES = {
  head: 'wang-qiang',
  deputy: 'li-ming',
  'another head': 'liu-chang',
  clerk: 'li-na',
  director: 'zhang-ming',
  'group leader': 'qian-weidong',
  'vice leader': 'sun-li',
  administrator: 'shi-lei',
} as const
type Who = keyof typeof CODES
type How = 'taken' | 'others' | 'not-yours'

eachEngine('leave and cover', (open) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
    await withBureau(database)
  })
  afterEach(() => database.close())

  const as = <T>(who: Who, work: (ctx: Ctx) => Promise<T>, at: Moment = MONDAY): Promise<T> =>
    act(database, at, CODES[who], work)
  const person = (ctx: Ctx, code: string) => ctx.bureau.roster.people.get(code)!
  const taking = (who: Who, cover: string, forWhom = 'wang-qiang') =>
    as(who, (ctx) =>
      takeLeave(ctx, {
        person: person(ctx, forWhom),
        cover: person(ctx, cover),
        from: day('2026-03-03'),
        until: day('2026-03-06'),
      }),
    )
  const code = (d: Decision<unknown>) => (d.ok ? 'ok' : d.refusal.code)
  const toldOf = async (kind: string) =>
    (await database.db.select().from(outbox))
      .filter((row) => row.notice.kind === kind)
      .map((row) => row.lane.replace(/^web:>/, ''))
      .sort()
  const coverOn = (on: string) =>
    as('clerk', async (ctx) => coverOf(ctx.bureau.roster, 'wang-qiang', day(on))?.code)

  const TAKES: readonly (readonly [Who, How])[] = [
    ['head', 'taken'],
    ['clerk', 'taken'],
    ['director', 'taken'],
    ['deputy', 'others'],
    ['another head', 'others'],
    ['group leader', 'not-yours'],
    ['vice leader', 'not-yours'],
    ['administrator', 'not-yours'],
  ]
  it.each(TAKES)('王强’s leave, taken by the %s: %s', async (who, how) => {
    const expected = { taken: 'ok', others: 'leave.others', 'not-yours': 'authority.not-yours' }[how]
    expect(code(await taking(who, 'li-ming'))).toBe(expected)
    expect(await coverOn('2026-03-03')).toBe(how === 'taken' ? 'li-ming' : undefined)
  })

  it('is told to the office, to the cover, and to whom it is about; never to who did it', async () => {
    await taking('head', 'li-ming')
    expect(await toldOf('leave.taken')).toEqual(['li-na', 'zhang-ming'])
    expect(await toldOf('leave.cover')).toEqual(['li-ming'])
    expect(await toldOf('leave.stands')).toEqual([])
    const [row] = await database.db.select().from(journal).where(eq(journal.kind, 'leave.taken'))
    expect(row).toMatchObject({ matter: 'roster', actor: 'wang-qiang' })
  })

  it('by a cover of another department waits until the office agrees; taken by the office it holds at once', async () => {
    const taken = await taking('head', 'liu-chang')
    expect(taken).toMatchObject({ ok: true, value: { leave: { state: 'asked' } } })
    expect(await coverOn('2026-03-03')).toBeUndefined()
    const id = taken.ok ? taken.value.leave.id : ''
    expect(code(await as('head', (ctx) => agreeLeave(ctx, id)))).toBe('authority.not-yours')
    expect(code(await as('director', (ctx) => agreeLeave(ctx, id)))).toBe('ok')
    expect(code(await as('director', (ctx) => agreeLeave(ctx, id))), 'twice').toBe('ok')
    expect(await coverOn('2026-03-03')).toBe('liu-chang')
    expect(await toldOf('leave.cover')).toEqual(['liu-chang'])
    await as('clerk', (ctx) => endLeave(ctx, id))
    expect(await taking('clerk', 'liu-chang')).toMatchObject({
      ok: true,
      value: { leave: { state: 'standing' } },
    })
  })

  const ENDS: readonly (readonly [Who, string, string])[] = [
    ['head', 'ok', 'authority.not-yours'],
    ['deputy', 'leave.others', 'authority.not-yours'],
    ['another head', 'leave.others', 'authority.not-yours'],
    ['clerk', 'ok', 'ok'],
    ['director', 'ok', 'ok'],
    ['group leader', 'authority.not-yours', 'ok'],
    ['vice leader', 'authority.not-yours', 'authority.not-yours'],
    ['administrator', 'authority.not-yours', 'authority.not-yours'],
  ]
  it.each(ENDS)('the %s ends it: %s; objects: %s', async (who, ending, objecting) => {
    for (const [deed, expected] of [
      ['end', ending],
      ['object', objecting],
    ] as const) {
      const taken = await taking('clerk', 'li-ming')
      const id = taken.ok ? taken.value.leave.id : ''
      const done = await as(who, (ctx) =>
        deed === 'end' ? endLeave(ctx, id) : objectLeave(ctx, id, '有督查'),
      )
      expect(code(done), deed).toBe(expected)
      expect(await coverOn('2026-03-03')).toBe(expected === 'ok' ? undefined : 'li-ming')
      if (expected === 'ok') {
        const again = await as('clerk', (ctx) => objectLeave(ctx, id, '再次'))
        expect(code(again), 'over is over').toBe('leave.over')
        expect(code(await as('clerk', (ctx) => endLeave(ctx, id)))).toBe('leave.over')
      } else await as('clerk', (ctx) => endLeave(ctx, id))
    }
  })

  it('an objection wants its reason', async () => {
    const taken = await taking('head', 'li-ming')
    const id = taken.ok ? taken.value.leave.id : ''
    expect(code(await as('clerk', (ctx) => objectLeave(ctx, id, '  ')))).toBe('reason.missing')
    expect(code(await as('clerk', (ctx) => objectLeave(ctx, 'no such leave', '理由')))).toBe('leave.none')
  })

  it('two taken at once do not both stand', async () => {
    const both = await Promise.all([taking('head', 'li-ming'), taking('clerk', 'li-ming')])
    expect(both.map(code).sort()).toEqual(['leave.overlaps', 'ok'])
  })

  it('a cover who leaves office is taken off in the morning, and both learn it', async () => {
    await taking('head', 'li-ming')
    await as('clerk', (ctx) =>
      replaceHolder(ctx, {
        person: 'wang-qiang',
        post: 'deputy_head',
        department: 'personnel',
        from: day('2026-03-04'),
        document: '示教办〔2026〕9号',
      }),
    )
    const morning = moment('2026-03-04 08:45')
    await act(database, moment('2026-03-04 08:44'), 'duban', lookAtLeaves)
    expect((await database.db.select().from(leave))[0]?.state, 'not before the slot').toBe('standing')
    await act(database, morning, 'duban', lookAtLeaves)
    expect((await database.db.select().from(leave))[0]?.state).toBe('ended')
    expect(await toldOf('leave.ended')).toEqual(['li-ming', 'li-na', 'wang-qiang', 'zhang-ming'])
    expect(dayOf(morning)).toBe('2026-03-04')
  })

  it('with nothing done meanwhile no list is sent, and it is looked at once', async () => {
    await taking('head', 'li-ming')
    await act(database, moment('2026-03-09 08:45'), 'duban', lookAtLeaves)
    expect(await toldOf('leave.returned')).toEqual([])
    expect((await database.db.select().from(leave))[0]?.listedAt).toBe(moment('2026-03-09 08:45'))
    const found = await as('head', (ctx) => leavesOfPerson(ctx), moment('2026-03-09 09:00'))
    expect(code(found)).toBe('leave.none')
  })
})
