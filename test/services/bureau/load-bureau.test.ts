import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { headOf, holdersOf, leaderInChargeOf, remindedFirst } from '../../../src/domain/roster.ts'
import { day, moment } from '../../../src/domain/time.ts'
import { BureauFileError, parseBureauFile } from '../../../src/services/bureau/bureau-file.ts'
import { loadBureau } from '../../../src/services/bureau/load-bureau.ts'
import { appoint, replaceHolder } from '../../../src/services/roster/change-roster.ts'
import { bureauVersion, readBureau } from '../../../src/store/bureau.ts'
import type { Database } from '../../../src/store/database.ts'
import { journal } from '../../../src/store/schema/index.ts'
import { act, practice, withBureau } from '../../support/bureau.ts'
import { eachEngine } from '../../support/database.ts'

const now = moment('2026-03-02 09:00')
const today = day('2026-03-02')

eachEngine('loading a bureau', (open) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  const load = (input: unknown) =>
    database.transact(now, (tx) => loadBureau(tx, input === practice ? practice : parseBureauFile(input)))
  const bureau = async () => (await readBureau(database.db, holidayYears))!

  it('puts the practice bureau where the roster is read from', async () => {
    const changes = await load(practice)
    expect(changes).toMatchObject({ created: true, anything: true, warnings: [] })
    expect(changes.departments.added).toHaveLength(18)
    const { roster, chats, accounts, name, group, settings } = await bureau()
    expect([name, group, settings.confirm]).toEqual(['示范市教育局', '政务公开领导小组', true])
    expect(roster.departments.map((d) => d.name).slice(0, 3)).toEqual(['办公室', '人事科', '计财科'])
    expect(roster.departments.filter((d) => d.kind === 'unit')).toHaveLength(9)
    expect(headOf(roster, 'personnel', today)?.name).toBe('王强')
    expect(headOf(roster, 'planning_finance', today)?.name).toBe('刘畅')
    expect(leaderInChargeOf(roster, 'personnel', today)?.name).toBe('孙丽')
    expect(chats.map((c) => c.id).slice(0, 3)).toEqual(['group', 'leaders', 'dept:office'])
    expect(accounts).toContainEqual({ platform: 'web', account: 'li-na', person: 'li-na' })
  })

  it('gives every department of the practice bureau a head on every working day of 2024 to 2026, and 人事科 nobody else to remind', async () => {
    await load(practice)
    const { roster, calendar } = await bureau()
    for (let d = day('2024-01-02'); d < '2026-12-31'; d = calendar.nthWorkdayAfter(d, 1)) {
      for (const { code } of roster.departments) expect(headOf(roster, code, d), `${code} ${d}`).toBeDefined()
    }
    expect(remindedFirst(roster, 'personnel', today).map((p) => p.name)).toEqual(['王强'])
    expect(new Set([...roster.people.values()].map((p) => p.name)).size).toBe(roster.people.size)
  })

  it('says nothing and changes nothing the second time', async () => {
    await load(practice)
    const version = await bureauVersion(database.db)
    const entries = (await database.db.select().from(journal)).length
    const again = await load(practice)
    expect(again.anything).toBe(false)
    expect(again.people).toEqual({ added: [], changed: [], unchanged: 45 })
    expect(await bureauVersion(database.db)).toBe(version)
    expect((await database.db.select().from(journal)).length).toBe(entries)
  })

  it('ends and deletes nothing that a smaller file leaves out', async () => {
    await load(practice)
    const before = await bureau()
    const changes = await load({
      people: [{ code: 'wang-qiang', name: '王强', department: 'personnel', accounts: { feishu: 'ou_1' } }],
    })
    expect(changes.accounts.added).toEqual(['wang-qiang feishu'])
    expect(changes.people.changed).toEqual([])
    const after = await bureau()
    expect(after.roster).toEqual(before.roster)
    expect(after.chats).toEqual(before.chats)
    expect(after.version).toBe(before.version + 1)
    expect(after.accounts).toHaveLength(before.accounts.length + 1)
  })

  it('takes a changed first day for a new post, and a changed document for a correction', async () => {
    await load(practice)
    const post = { person: 'li-na', post: 'office_staff', from: '2024-01-01', document: '示教办〔2024〕2号' }
    expect((await load({ posts: [post] })).posts).toMatchObject({
      added: [],
      changed: ['li-na office_staff office 2024-01-01'],
    })
    expect((await load({ posts: [{ ...post, from: '2025-01-01' }] })).posts).toMatchObject({
      added: ['li-na office_staff office 2025-01-01'],
      changed: [],
    })
    const { roster } = await bureau()
    expect(roster.appointments.filter((a) => a.person === 'li-na').map((a) => a.document)).toEqual([
      '示教办〔2024〕2号',
      '示教办〔2024〕2号',
    ])
  })

  it('keeps an end recorded in the chat when the file still has none', async () => {
    await withBureau(database)
    const done = await act(database, now, 'li-na', (ctx) =>
      replaceHolder(ctx, {
        person: '李明',
        post: 'department_head',
        department: 'personnel',
        from: day('2026-04-01'),
        document: '示教办〔2026〕8号',
      }),
    )
    expect(done.ok).toBe(true)
    expect((await load(practice)).anything).toBe(false)
    const { roster } = await bureau()
    expect(headOf(roster, 'personnel', day('2026-04-01'))?.name).toBe('李明')
    expect(headOf(roster, 'personnel', day('2026-03-31'))?.name).toBe('王强')
  })

  it('keeps the order of the file, and what is added later in a chat comes after it', async () => {
    await load(practice)
    const [first, second, ...rest] = practice.departments
    const changes = await load({ ...practice, departments: [second, first, ...rest] })
    expect(changes).toMatchObject({ reordered: true, anything: true })
    expect((await bureau()).roster.departments.map((d) => d.code).slice(0, 3)).toEqual([
      'personnel',
      'office',
      'planning_finance',
    ])
    await act(database, now, 'li-na', (ctx) =>
      appoint(ctx, {
        person: '新来的',
        post: 'office_staff',
        department: 'office',
        from: today,
        document: '示教办〔2026〕9号',
      }),
    )
    const { roster } = await bureau()
    expect(holdersOf(roster, 'office_staff', today, 'office').map((p) => p.name)).toEqual([
      '李娜',
      '孟瑶',
      '新来的',
    ])
    expect([...roster.people.values()].at(-1)?.name).toBe('新来的')
  })

  it('puts a department that a file leaves out after the one it followed', async () => {
    await load(practice)
    await load({
      departments: [
        { code: 'planning_finance', name: '计财科' },
        { code: 'new', name: '政策法规科' },
      ],
    })
    const codes = (await bureau()).roster.departments.map((d) => d.code)
    expect(codes).toHaveLength(19)
    expect(codes.indexOf('office')).toBeLessThan(codes.indexOf('personnel'))
    expect(codes.indexOf('basic_education')).toBeGreaterThan(codes.indexOf('planning_finance'))
  })

  it('moves an account to the person the file gives it to, and says so', async () => {
    await load(practice)
    await load({ people: [{ code: 'li-na', name: '李娜', accounts: { feishu: 'ou_1' } }] })
    const changes = await load({ people: [{ code: 'meng-yao', name: '孟瑶', accounts: { feishu: 'ou_1' } }] })
    expect(changes.accounts.changed).toEqual(['meng-yao feishu'])
    expect(changes.warnings.join()).toContain('李娜')
    expect((await bureau()).accounts.filter((a) => a.account === 'ou_1').map((a) => a.person)).toEqual([
      'meng-yao',
    ])
  })

  it('names everybody and everything it does not know, and then changes nothing', async () => {
    await load(practice)
    const wrong = load({
      people: [{ code: 'x', name: '某', department: 'nowhere' }],
      posts: [
        { person: 'nobody', post: 'handler', from: '2026-01-01', document: '文' },
        { person: 'x', post: 'handler', department: 'elsewhere', from: '2026-01-01', document: '文' },
      ],
      chats: [{ platform: 'feishu', id: 'oc_1', title: '群', kind: 'department', department: 'gone' }],
    })
    await expect(wrong).rejects.toThrow(BureauFileError)
    const complaints = await wrong.catch((e: BureauFileError) => e.complaints)
    expect(complaints).toHaveLength(4)
    for (const [i, place] of [
      'people[0].department',
      'posts[0].person',
      'posts[1].department',
      'chats[0].department',
    ].entries()) {
      expect((complaints as string[])[i]).toContain(place)
    }
    expect((await bureau()).roster.people.has('x')).toBe(false)
  })

  it('asks for the name of the bureau the first time', async () => {
    await expect(load({ departments: [{ code: 'office', name: '办公室' }] })).rejects.toThrow('bureau')
  })

  it('journals what changed without names in the open', async () => {
    await load(practice)
    const rows = await database.db.select().from(journal)
    expect(rows.every((r) => r.matter === 'roster' && r.actor === 'duban')).toBe(true)
    expect(rows.some((r) => r.kind === 'roster.appointed' && r.body.includes('wang-qiang'))).toBe(true)
    expect(rows.some((r) => r.body.includes('王强'))).toBe(false)
  })

  it('warns of an alias two departments share, of a head listed as member too, of a department without a head', async () => {
    const changes = await load({
      bureau: { name: '某局' },
      departments: [
        { code: 'office', name: '办公室' },
        { code: 'a', name: '甲科', aliases: ['综合'] },
        { code: 'b', name: '乙科', aliases: ['综合'] },
      ],
      people: [
        { code: 'p', name: '甲某', department: 'a' },
        { code: 'q', name: '乙某', department: 'b' },
        { code: 'r', name: '主任', department: 'office' },
      ],
      posts: [
        { person: 'p', post: 'department_head', from: '2026-01-01', document: '文' },
        { person: 'p', post: 'member', from: '2026-01-01', document: '文' },
        { person: 'r', post: 'department_head', from: '2026-01-01', document: '文' },
      ],
    })
    expect(changes.warnings).toHaveLength(3)
    expect(changes.warnings.join('\n')).toMatch(/综合.*\n.*甲某.*\n.*乙科/s)
  })
})

describe('business departments', () => {
  it('are sections other than the office unless the file says otherwise', async () => {
    const { departmentsOf } = await import('../../../src/services/bureau/bureau-file.ts')
    const file = parseBureauFile({
      departments: [
        { code: 'office', name: '办公室' },
        { code: 'a', name: '甲科' },
        { code: 'u', name: '乙中心', kind: 'unit' },
        { code: 'v', name: '丙中心', kind: 'unit', business: true },
      ],
    })
    expect(departmentsOf(file).map((d) => d.business)).toEqual([false, true, false, true])
  })
})
