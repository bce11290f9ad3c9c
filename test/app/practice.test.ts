import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type House, practiceHouse } from '../support/practice-house.ts'

const ASSIGN = '/assign 人事科牵头、计财科配合 更新权责清单 5个工作日内'

let house: House
beforeEach(async () => {
  house = await practiceHouse({ still: true })
})
afterEach(async () => {
  const { troubles } = house
  await house.close()
  expect(troubles).toEqual([])
})

const suggestions = async (me: string, place: { room: string; root?: string } = { room: 'group' }) =>
  (await house.port.suggestions(me, place)).map((one) =>
    one.do === 'be' ? `be ${one.person}` : ('label' in one && one.label) || ('text' in one && one.text),
  )

async function issued() {
  await house.say('li-na', ASSIGN)
  await house.press('li-na', '确认下发')
  return (await house.find('wang-qiang', '交办单〔2026〕1号')).id
}

describe('the bureau of the practice room', () => {
  test('people stand with their posts of that day, bureau leaders apart', async () => {
    const people = await house.port.people()
    expect(people.find((p) => p.code === 'zhang-ming')).toMatchObject({
      department: 'office',
      post: '办公室主任',
    })
    expect(people.find((p) => p.code === 'qian-weidong')).toMatchObject({
      department: 'leaders',
      post: '组长',
    })
    expect(people.find((p) => p.code === 'feng-jie')?.post).toBe('单位负责人、成员')
    expect((await house.port.departments())[0]).toEqual({ code: 'leaders', name: '局领导', kind: 'leaders' })
  })
  test('a newcomer is office staff, and the cast holds one of each part', async () => {
    await house.port.people()
    expect(house.port.newcomer).toBe('li-na')
    expect(house.port.cast).toEqual(['li-na', 'zhang-ming', 'wang-qiang', 'liu-chang', 'qian-weidong'])
  })
  test('everybody sits in their own rooms: leaders in no department’s', async () => {
    const rooms = async (me: string) => (await house.port.state(me)).rooms.map((room) => room.id)
    expect(await rooms('wang-qiang')).toEqual(['group', 'dept:personnel', 'direct:wang-qiang'])
    expect(await rooms('qian-weidong')).toEqual(['group', 'leaders', 'direct:qian-weidong'])
    expect(await rooms('zhang-ming')).toEqual(['group', 'leaders', 'dept:office', 'direct:zhang-ming'])
  })
  test('commands are those one may use', async () => {
    const names = async (me: string) => (await house.port.commands(me)).map((one) => one.name)
    expect(await names('li-na')).toContain('assign')
    expect(await names('wang-qiang')).not.toContain('assign')
    expect(await names('wang-qiang')).toContain('sign')
    expect(await names('li-na')).not.toContain('sign')
  })
})

test('commands of one group follow each other', async () => {
  const groups = (await house.port.commands('zhang-ming')).map((one) => one.group)
  const runs = groups.filter((group, i) => group !== groups[i - 1])
  expect(runs).toEqual([...new Set(groups)])
  expect(runs[0]).toBe('下发')
})

test('a department’s card stands at the top of its room, for those who sit there', async () => {
  expect(await house.port.pinned('wang-qiang', 'dept:personnel')).toBeUndefined()
  await issued()
  const text = async () => JSON.stringify((await house.port.pinned('wang-qiang', 'dept:personnel'))?.body)
  expect(await text()).toContain('本科室待办　人事科　1 件')
  expect(await text()).toContain('更新权责清单　待签收')
  await house.press('wang-qiang', '签收')
  expect(await text()).not.toContain('待签收')
  expect(await house.port.pinned('zhou-min', 'dept:personnel')).toBeUndefined()
})

describe('rooms and words that are not one’s own', () => {
  test('neither said in, read, nor pressed', async () => {
    expect(
      await house.port.say('wang-qiang', { room: 'dept:office', text: 'x', files: [], key: 'a' }),
    ).toEqual({ ok: false, why: 'gone' })
    expect(await house.port.history('wang-qiang', { room: 'dept:office', limit: 10 })).toBeUndefined()
    await house.say('li-na', ASSIGN)
    const preview = await house.find('li-na', '拟下发')
    expect(
      await house.port.press('zhang-ming', {
        message: preview.id,
        button: 0,
        label: '确认下发',
        fields: {},
        key: 'b',
      }),
    ).toEqual({ ok: false, why: 'gone' })
    expect(await house.read('wang-qiang')).toEqual([ASSIGN])
  })
  test('a file is seen by whoever may see its message', async () => {
    const file = await house.upload('li-na', '内部.docx')
    await house.say('li-na', '见附件', { room: 'dept:office', files: [file] })
    expect(await house.port.file('zhang-ming', file)).toBeDefined()
    expect(await house.port.file('wang-qiang', file)).toBeUndefined()
  })
})

describe('the life of an order', () => {
  test('given, signed, answered with a file, approved, closed', async () => {
    const card = await issued()
    expect(await house.press('liu-chang', '签收')).toMatchObject({ ok: true, toast: { kind: 'success' } })
    await house.say('wang-qiang', '收到', { replyTo: card })
    const file = await house.upload('wang-qiang', '权责清单.docx')
    await house.say('wang-qiang', '已办结，见附件', { replyTo: card, files: [file] })
    expect((await house.read('wang-qiang', 'group', card)).join('\n')).toContain(
      '已登记　人事科反馈 3月2日 10:05，附件 1 个',
    )
    await house.say('liu-chang', '已办结', { replyTo: card })
    await house.say('li-na', '/审核通过 人事科', { replyTo: card })
    expect((await house.find('wang-qiang', '交办单〔2026〕1号')).body).toMatchObject({
      message: { tone: 'done' },
    })
    expect((await house.read('li-na')).join('\n')).toContain('已办结')
  })
  test('somebody of no concern who presses is told why not', async () => {
    await issued()
    expect(await house.press('zhou-min', '签收')).toMatchObject({ ok: true, toast: { kind: 'warning' } })
  })
  test('the same press twice issues one order', async () => {
    await house.say('li-na', ASSIGN)
    const { id } = await house.find('li-na', '拟下发')
    const press = { message: id, button: 0, label: '确认下发', fields: {}, key: 'twice' }
    await Promise.all([house.port.press('li-na', press), house.port.press('li-na', press)])
    await house.port.press('li-na', { ...press, key: 'again' })
    expect((await house.board.ledger('li-na')).rows).toHaveLength(1)
  })
  test('an ID number is masked, stopped, and spoken of to the sender alone', async () => {
    await house.say('li-na', '/assign 人事科 核对 11010519491231002X 的档案 本周五前')
    expect((await house.read('zhang-ming')).join('\n')).not.toMatch(/11010519491231002X|身份证号 1 处/)
    expect((await house.read('li-na')).join('\n')).toContain('未予下发')
  })
})

describe('suggestions follow how things stand', () => {
  test('from the first order to the closed one', async () => {
    expect((await suggestions('li-na'))[0]).toBe(ASSIGN)
    expect((await suggestions('qian-weidong'))[0]).toBe('be li-na')
    await house.say('li-na', ASSIGN)
    expect((await suggestions('li-na'))[0]).toMatch(/确认下发/)
    await house.press('li-na', '确认下发')
    const { id: card } = await house.find('li-na', '交办单〔2026〕1号　')
    const thread = { room: 'group', root: card }
    expect(await suggestions('li-na')).toEqual([
      'be wang-qiang',
      '推进 3 个工作日，看提醒',
      '一次下发三件（一行一件）',
      '/why #1',
    ])
    expect((await suggestions('wang-qiang'))[0]).toMatch(/签收/)
    expect(await suggestions('wang-qiang', thread)).toEqual([
      '收到',
      '已办结，见附件',
      '申请延期2个工作日，等考试中心数据',
      '/期限说明',
    ])
    await house.say('wang-qiang', '已办结', { replyTo: card })
    expect((await suggestions('wang-qiang', thread))[0]).toBe('be li-na')
    expect((await suggestions('li-na', thread))[0]).toBe('/审核通过 人事科')
    expect((await suggestions('li-na'))[0]).toBe('/审核通过 #1 人事科')
    await house.say('li-na', '/审核通过 人事科', { replyTo: card })
    expect((await suggestions('li-na'))[0]).toBe('be liu-chang')
    await house.say('liu-chang', '已办结', { replyTo: card })
    expect((await suggestions('li-na'))[0]).toBe(ASSIGN)
    expect(await suggestions('li-na', thread)).toEqual(['/履历', '/期限说明'])
  })
  test('what nobody tried yet is offered next: several at once, more time, another department, leave, the week', async () => {
    expect(await suggestions('li-na')).toContain('一次下发三件（一行一件）')
    const card = await issued()
    const offered = async (me: string) => (await suggestions(me)).join('\n')
    expect(await offered('wang-qiang')).toContain('/申请延期 #1 2个工作日')
    expect(await offered('qian-weidong')).toContain('1号到哪一步了')
    await house.say('wang-qiang', '/申请延期 #1 2个工作日 等考试中心数据')
    expect(await suggestions('li-na')).toContain('be zhang-ming')
    expect(await offered('zhang-ming')).toContain('人事科的延期申请在“督办（私信）”里')
    expect(await offered('wang-qiang')).not.toContain('申请延期')
    await house.say('wang-qiang', '/申请改派 #1 应由计财科承办，属其职责')
    expect(await offered('wang-qiang')).toContain('/请假 3月3日至3月4日 由李明代办')
    await house.say('wang-qiang', '/请假 3月3日至3月4日 由李明代办')
    expect(await offered('wang-qiang')).not.toContain('请假')
    await house.say('wang-qiang', '已办结', { replyTo: card })
    expect(await offered('li-na')).toContain('/汇总 #1')
  })
  test('every line that can be filled in is understood as it stands', async () => {
    const card = await issued()
    const before = (await house.read('li-na')).length
    for (const me of ['li-na', 'wang-qiang', 'qian-weidong'])
      for (const one of await house.port.suggestions(me, { room: 'group' }))
        if (one.do === 'fill' && !one.text.startsWith('/reply')) await house.say(me, one.text)
    const said = [
      ...(await house.read('li-na')),
      ...(await house.read('wang-qiang')),
      ...(await house.read('qian-weidong')),
    ].slice(before)
    expect(said.join('\n')).not.toMatch(/未能识别|没有“|未能确定/)
    expect(card).toBeDefined()
  })
})

describe('the clock', () => {
  const text = async () => new Date(house.clock.now() + 8 * 3_600_000).toISOString().slice(0, 16)
  test('working days skip days off and end at the same hour', async () => {
    await house.clock.moveTo(Date.parse('2026-09-28T09:10:00+08:00') as never)
    await house.port.clock.advance('li-na', { kind: 'working-days', count: 5 })
    expect(await text()).toBe('2026-10-10T09:10')
    expect(await house.port.clock.now()).toMatchObject({ dayNote: '调休上班' })
  })
  test.each([
    ['2026-10-01', '国庆放假'],
    ['2026-03-07', '休息日'],
    ['2026-05-09', '调休上班'],
    ['2026-03-09', undefined],
  ])('%s is %s', async (day, note) => {
    await house.clock.moveTo(Date.parse(`${day}T10:00:00+08:00`) as never)
    expect((await house.port.clock.now()).dayNote).toBe(note)
  })
  test('never backwards, never further than 400 days at once', async () => {
    expect(
      await house.port.clock.advance('li-na', { kind: 'until', day: '2026-03-01', time: '10:00' }),
    ).toEqual({ ok: false, why: 'clock-backwards' })
    expect(
      await house.port.clock.advance('li-na', { kind: 'until', day: '2027-05-01', time: '10:00' }),
    ).toEqual({ ok: false, why: 'clock-too-far' })
    expect(await text()).toBe('2026-03-02T10:05')
  })
  test('two moves at once follow each other', async () => {
    const day = { kind: 'working-days', count: 1 } as const
    await Promise.all([house.port.clock.advance('li-na', day), house.port.clock.advance('li-na', day)])
    expect(await text()).toBe('2026-03-04T10:05')
  })
  test('what falls due on the way comes at its own moment, in order, to whom it concerns', async () => {
    await issued()
    let woken = 0
    const stop = house.port.subscribe(() => {
      woken += 1
    })
    await house.port.clock.advance('li-na', { kind: 'working-days', count: 8 })
    stop()
    expect(woken).toBeGreaterThan(0)
    const alone = (await house.port.history('wang-qiang', { room: 'direct:wang-qiang', limit: 50 }))!
    const times = alone.map((m) => new Date(m.at + 8 * 3_600_000).toISOString().slice(5, 16))
    expect(times.slice(0, 4)).toEqual(['03-05T08:45', '03-06T08:45', '03-09T08:45', '03-10T08:45'])
    expect((await house.read('wang-qiang', 'direct:wang-qiang')).at(-1)).toContain('逾期')
    expect(await house.read('zhou-min', 'direct:zhou-min')).toEqual([])
    expect((await house.read('qian-weidong', 'direct:qian-weidong'))[0]).toContain('政务公开办理日报')
    expect((await house.port.state('li-na')).news.get('wang-qiang')).toBeGreaterThan(0)
  })
})
