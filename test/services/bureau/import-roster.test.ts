import { afterEach, beforeEach, expect, it } from 'vitest'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { headOf, holdersOf, leaderInChargeOf } from '../../../src/domain/roster.ts'
import { day, moment } from '../../../src/domain/time.ts'
import { importRoster } from '../../../src/services/bureau/import-roster.ts'
import { readBureau } from '../../../src/store/bureau.ts'
import type { Database } from '../../../src/store/database.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { eachEngine } from '../../support/database.ts'

const HEAD = '姓名,科室,职务,起,止,文号\n'

eachEngine('importing the roster', (open) => {
  let database: Database
  beforeEach(async () => {
    database = await withBureau(await open())
  })
  afterEach(() => database.close())

  const load = (text: string, confirm = false) =>
    act(database, moment('2026-03-02 09:00'), 'shi-lei', (ctx) => importRoster(ctx, text, confirm))
  const roster = async () => (await readBureau(database.db, holidayYears))!.roster

  it('adds people and posts from a table, once', async () => {
    const table = `\uFEFF${HEAD}陈静,人事,联络员、经办人,2026/3/1,,示教办〔2026〕4号\r\n王强,人事科,成员,2026年1月1日,,"示教办〔2026〕4号"\r\n`
    const done = await load(table)
    expect(done).toMatchObject({ done: true, complaints: [] })
    expect(done.changes?.posts.added).toHaveLength(3)
    expect(holdersOf(await roster(), 'liaison', day('2026-03-02'), 'personnel').map((p) => p.name)).toEqual([
      '陈静',
    ])
    expect(await load(table)).toMatchObject({ done: true, changes: { anything: false } })
  })

  it('shows what would end and waits for a confirmation', async () => {
    const table = `${HEAD}王强,人事科,科长,,2026-03-31,示教办〔2026〕8号\n李明,人事科,科长,2026-04-01,,示教办〔2026〕8号\n`
    const held = await load(table)
    expect(held).toMatchObject({
      done: false,
      changes: { ended: ['wang-qiang department_head personnel 2024-01-01'] },
    })
    expect(headOf(await roster(), 'personnel', day('2026-04-01'))?.name).toBe('王强')
    expect(await load(table, true)).toMatchObject({ done: true })
    expect(headOf(await roster(), 'personnel', day('2026-03-31'))?.name).toBe('王强')
    expect(headOf(await roster(), 'personnel', day('2026-04-01'))?.name).toBe('李明')
    expect(await load(table)).toMatchObject({ done: true, changes: { anything: false } })
  })

  it('reads several departments for a leader in charge', async () => {
    await load(
      `${HEAD}何志远,基教科、安监科,分管局领导,2026-03-01,,示教党〔2026〕2号\n何志远,办公室,成员,2026-03-01,,示教党〔2026〕2号\n`,
    )
    const found = (await roster()).appointments.find(
      (a) => a.person === 'he-zhiyuan' && a.from === '2026-03-01' && a.post === 'leader_in_charge',
    )
    expect(found).toMatchObject({
      department: 'office',
      departments: ['basic_education', 'safety_supervision'],
    })
    expect(leaderInChargeOf(await roster(), 'basic_education', day('2026-03-02'))?.name).toBe('何志远')
  })

  it('takes a bureau file with people and posts alone', async () => {
    const done = await load(
      JSON.stringify({
        people: [{ code: 'new', name: '新人', department: 'personnel' }],
        posts: [{ person: 'new', post: 'handler', from: '2026-03-01', document: '示教办〔2026〕4号' }],
      }),
    )
    expect(done).toMatchObject({ done: true, changes: { people: { added: ['new'] } } })
  })

  it('names every line that cannot be read, and changes nothing', async () => {
    const done = await load(
      `${HEAD}甲,不存在科,科长,2026-01-01,,文\n乙,人事科,大王,2026-01-01,,文\n丙,人事科,经办人,某日,,文\n丁,人事科,经办人,2026-01-01,,\n戊,人事科,经办人,,,文\n`,
    )
    expect(done.done).toBe(false)
    expect(done.complaints.map((c) => c.slice(0, 5))).toEqual([
      '第 2 行',
      '第 3 行',
      '第 4 行',
      '第 5 行',
      '第 6 行',
    ])
    expect([...(await roster()).people.values()].some((p) => p.name === '丁')).toBe(false)
  })

  it('says which column is missing', async () => {
    const done = await load('姓名,科室\n甲,人事科\n')
    expect(done.complaints.join()).toMatch(/职务.*起.*文号/s)
  })
})
