/** 限定知悉, leakproof: whatever is done to a restricted order, nothing of it reaches whom it does not concern. */
import { and, gt, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Body } from '../../../src/adapters/web/rooms.ts'
import { plainText } from '../../../src/chat/message.ts'
import { postsOf } from '../../../src/domain/roster.ts'
import { dayOf } from '../../../src/domain/time.ts'
import { maySee } from '../../../src/domain/visibility.ts'
import { postingOf } from '../../../src/services/delivery/lanes.ts'
import { exportJournal } from '../../../src/services/export/export-journal.ts'
import { exportLedger } from '../../../src/services/export/export-ledger.ts'
import { verifyJournal } from '../../../src/services/export/verify-journal.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { loadOrder } from '../../../src/store/orders.ts'
import { outbox, roomMessage } from '../../../src/store/schema/index.ts'
import { type House, practiceHouse } from '../../support/practice-house.ts'

/** Said by nobody but those it concerns; everything the bot writes of the matter carries it. */
const SECRET = '琥珀'
const SUBJECT = `${SECRET}专项人员核查`
const NO = { year: 2026, no: 1 }
const PRINTED = '〔2026〕1号'
/** Its departments, its due day, those who answer for it: none of that stands beside its number for others. */
const BETRAYS = /人事科|计财科|3月9日|3月1\d日|王强|李明|刘畅|宋平川|待签收|待反馈|逾期/

describe('a restricted order through its whole life', () => {
  let house: House
  let orderId: string
  const rooms = ['group', 'leaders', 'dept:personnel', 'dept:planning_finance']

  beforeAll(async () => {
    house = await practiceHouse({ still: true })
    const { office, bureau, clock } = house
    const actor = { code: 'li-na', name: '李娜', posts: postsOf(bureau.roster, 'li-na', dayOf(clock.now())) }
    await office.database.transact(clock.now(), (tx) =>
      issueOrder(
        { tx, now: clock.now(), bureau, actor },
        {
          kind: 'task',
          subject: SUBJECT,
          term: { kind: 'workdays', workdays: 5 },
          restricted: true,
          departments: [
            { code: 'personnel', role: 'lead' },
            { code: 'planning_finance', role: 'assist' },
          ],
          copied: { departments: [], people: ['sun-li'] },
        },
      ),
    )
    await office.settle()
    orderId = (await order()).order.id
  })
  afterAll(() => house.close())

  const order = async () => (await loadOrder(house.office.database.db, { no: NO }))!
  const seers = async () => {
    const { order: o } = await order()
    const today = dayOf(house.clock.now())
    const { roster } = house.bureau
    return new Set([...roster.people.keys()].filter((p) => maySee(o, p, postsOf(roster, p, today))))
  }
  /** Everything of the bot's that stands in the rooms now, with who reads it. */
  async function spoken(after = 0) {
    const rows = await house.office.database.db
      .select()
      .from(roomMessage)
      .where(and(isNull(roomMessage.by), gt(roomMessage.version, after)))
    return rows.map((row) => {
      const body = row.body as Body
      return {
        room: row.room,
        onlyFor: row.onlyFor,
        root: row.root,
        version: row.version,
        text:
          body.kind === 'text' ? body.text : `${plainText(body.message)}\n${JSON.stringify(body.message)}`,
      }
    })
  }
  /** What stands in the rooms is looked at whenever it is new or edited. */
  let checked = 0
  async function noLeak(step: string): Promise<void> {
    const may = await seers()
    const { assignments } = (await order()).order
    const own = assignments.map((a) => `dept:${a.department}`)
    for (const { room, onlyFor, text, version } of await spoken(checked)) {
      checked = Math.max(checked, version)
      const reader = onlyFor ?? (room.startsWith('direct:') ? room.slice('direct:'.length) : undefined)
      const meant = reader === undefined ? own.includes(room) : may.has(reader)
      if (meant) continue
      const leak = text.includes(SECRET) || (text.includes(PRINTED) && BETRAYS.test(text))
      expect(leak ? `${step} → ${reader ?? room}: ${text}` : '', step).toBe('')
    }
    // What was overwritten since was read too.
    const edits = await house.office.database.db.select().from(outbox)
    for (const row of edits.filter((r) => r.lane === 'web:group' && r.purpose === `order:${orderId}`)) {
      expect((row.notice as { kind: string }).kind, step).toBe('order.restricted')
    }
  }
  const numberLine = async () => (await postingOf(house.office.database.db, `order:${orderId}`))!.message
  const card = async (department: string) =>
    (await postingOf(house.office.database.db, `order:${orderId}:${department}`))!.message
  const did = async (step: string, act: () => Promise<unknown>) => {
    await act()
    await house.office.settle()
    await noLeak(step)
  }

  it('stands in the group as its number and in each concerned place as a card', async () => {
    const all = await spoken()
    expect(all.filter((m) => m.room === 'group').map((m) => m.text.split('\n')[0])).toEqual([
      '交办单〔2026〕1号　限定知悉',
    ])
    const cards = all.filter((m) => m.text.includes(SUBJECT))
    expect(new Set(cards.filter((m) => m.text.includes('限定知悉，请勿转发')).map((m) => m.room))).toEqual(
      new Set(['dept:personnel', 'dept:planning_finance', 'direct:sun-li']),
    )
    const copy = cards.find((m) => m.room === 'direct:sun-li')!.text
    expect(copy).toContain('抄送　限定知悉，请勿转发')
    expect(copy).not.toContain('"buttons"')
    await noLeak('issued')
  })

  it('tells nobody else anything, whoever asks whatever, wherever', async () => {
    const line = await numberLine()
    const asked = [
      '/show #1',
      '/why #1',
      '/history #1',
      '/list',
      '/list 人事科',
      '/list 全部',
      '/mine',
      `/list ${SUBJECT.slice(2, 6)}`,
      '/sign #1',
      '/reply #1 已办结',
      '/accept #1',
      '/accept #1 基教科',
      '/return #1 不合要求',
      '/urge #1',
      '/revoke #1',
      '/reopen #1 再办',
      '/excuse #1 计财科',
      '/ask #1 口径是什么',
      '/respond #1 按原口径',
      '/collect #1',
      '/print #1',
      '/correct #1 期限 3月12日 笔误',
      '/move #1 人事科 #2',
      '/extend #1 3个工作日 等数据',
      '/reroute #1 计财科 属经费事项',
      '/hand #1 李明',
      '/release #1',
      '/split #1 基教科 核对编制数 2个工作日内',
      '/undo #1',
      '@督办 #1 到哪一步了？',
      '@督办 专项人员核查办得怎么样了？',
      '@督办 人事科还有哪些事没办？',
    ]
    const places = (who: string) => [{}, { room: `direct:${who}` }, { replyTo: line }]
    for (const [i, who] of ['zhou-min', 'he-zhiyuan'].entries()) {
      for (const [j, text] of asked.entries()) {
        const where = places(who)[(i + j) % 3]!
        await did(`${who} ${JSON.stringify(where)} ${text}`, () => house.say(who, text, where))
      }
      await did(`${who} below`, () => house.say(who, '这是什么事？', { replyTo: line }))
    }
    const told = (await spoken()).filter((m) => m.room === 'direct:zhou-min' || m.onlyFor === 'zhou-min')
    expect(told.map((m) => m.text.split('\n')[0])).toContain('〔2026〕1号　限定知悉')
    expect((await order()).order.assignments.map((a) => a.state)).toEqual(['waiting', 'waiting'])
  }, 60_000)

  it('is signed for and answered in its own places; the group’s thread is answered aside, and nothing is lost', async () => {
    const line = await numberLine()
    const own = await card('personnel')
    await did('signed by a button', () => house.press('wang-qiang', '签收'))
    expect((await order()).order.assignments[0]!.state).toBe('signed')
    await did('asked', () =>
      house.say('wang-qiang', `${SECRET}口径是否包括离退休人员？`, { room: 'dept:personnel', replyTo: own }),
    )
    await did('asked for more time', () =>
      house.say('wang-qiang', `/extend 2个工作日 ${SECRET}数据未到`, {
        room: 'dept:personnel',
        replyTo: own,
      }),
    )
    await did('asked for more time below the number', () =>
      house.say('liu-chang', `请延期1个工作日，${SECRET}等数据`, { replyTo: line }),
    )
    await did('granted below the number', () =>
      house.say('zhang-ming', '/extend 人事科 同意', { replyTo: line }),
    )
    await did('signed below the number', () => house.say('liu-chang', '收到', { replyTo: line }))
    expect((await order()).order.assignments[1]!.state).toBe('signed')
    const aside = (await spoken()).findLast((m) => m.onlyFor === 'liu-chang')!
    expect(aside.text).toContain('〔2026〕1号限定知悉，请在本科室群或私信中办理')

    const file = await house.upload('liu-chang', `${SECRET}清单.docx`)
    await did('files below the number', () => house.say('liu-chang', '', { replyTo: line, files: [file] }))
    await did('words below the number', () =>
      house.say('liu-chang', `已办结，${SECRET}经费已核`, { replyTo: line }),
    )
    expect((await order()).order.assignments[1]!.state).toBe('answered')
    const receipt = (await spoken()).filter((m) => m.text.startsWith('已登记　计财科反馈'))
    expect(receipt.some((m) => m.room === 'dept:planning_finance' && m.root !== null)).toBe(true)
    expect(receipt.every((m) => m.room === 'dept:planning_finance' || m.onlyFor === 'liu-chang')).toBe(true)

    await did('answered in its place', () =>
      house.say('wang-qiang', `已办结，${SECRET}名单如下`, { room: 'dept:personnel', replyTo: own }),
    )
    await did('more of it by number', () => house.say('wang-qiang', `#1 补充：${SECRET}附表`))
    await did('by command in the group', () => house.say('liu-chang', `/reply #1 ${SECRET}补充`))
    expect((await order()).order.assignments[0]!.state).toBe('answered')
  })

  it('is returned, urged, reminded of, overdue, reported and closed without a word in the group', async () => {
    const line = await numberLine()
    await did('returned below', () => house.say('li-na', `/return 人事科 ${SECRET}缺附件`, { replyTo: line }))
    expect(
      (await spoken()).some((m) => m.room === 'dept:personnel' && m.text.includes(`${SECRET}缺附件`)),
    ).toBe(true)
    await did('urged', () => house.say('li-na', `/urge #1 人事科 ${SECRET}请抓紧`))
    for (const count of [5, 5, 3]) {
      await did(`${count} working days`, () =>
        house.port.clock.advance('li-na', { kind: 'working-days', count }),
      )
    }
    const toDirector = (await spoken()).filter((m) => m.room === 'direct:zhang-ming')
    expect(toDirector.some((m) => m.text.includes('逾期事项') && m.text.includes(SECRET))).toBe(true)
    const briefs = (await spoken()).filter((m) => m.text.includes('政务公开办理日报'))
    expect(briefs.some((m) => m.room === 'direct:qian-weidong' && m.text.includes(SECRET))).toBe(true)
    expect(briefs.some((m) => m.room === 'direct:he-zhiyuan')).toBe(false)
    for (const who of ['li-na', 'qian-weidong', 'wang-qiang']) {
      for (const text of ['/show', '/why', '/history']) {
        await did(`${who} ${text} below`, () => house.say(who, text, { replyTo: line }))
        await did(`${who} ${text} in the group`, () => house.say(who, `${text} #1`))
      }
    }
    for (const text of ['/collect', '/print', `/correct 事项 ${SECRET}专项核查 笔误`, '/hand 人事科 李明']) {
      await did(`office ${text} below`, () => house.say('li-na', text, { replyTo: line }))
      await did(`office ${text} in the group`, () => house.say('li-na', `${text} #1`))
    }
    await did('leader in the group', () => house.say('qian-weidong', '1号要抓紧', { replyTo: line }))
    await did('answered again', () => house.say('wang-qiang', `#1 已办结，${SECRET}补正`))
    await did('accepted below', () => house.say('li-na', '/accept 全部', { replyTo: line }))
    expect((await order()).order.state).toBe('closed')
    const shown = (await spoken()).filter((m) => m.room === 'group' && m.onlyFor === null)
    expect(shown.map((m) => m.text.split('\n')[0])).toEqual(['交办单〔2026〕1号　限定知悉　已办结'])
    await did('reopened', () => house.say('li-na', `/reopen #1 人事科 ${SECRET}口径有调整`))
    await did('revoked', () => house.say('li-na', `/revoke #1 ${SECRET}并入他件`))
    expect((await order()).order.state).toBe('revoked')
  }, 60_000)

  it('is on the board of those alone whom it concerns, and in no count of others', async () => {
    const may = await seers()
    const files = (await house.board.order('li-na', 2026, 1))!.files
    expect(files.length).toBeGreaterThan(0)
    for (const who of house.bureau.roster.people.keys()) {
      const ledger = await house.board.ledger(who)
      expect([who, ledger.rows.length]).toEqual([who, may.has(who) ? 1 : 0])
      expect([who, (await house.board.order(who, 2026, 1)) !== undefined]).toEqual([who, may.has(who)])
      if (!may.has(who)) {
        expect(JSON.stringify(ledger)).not.toContain(SECRET)
        for (const file of files) expect(await house.board.file(who, file.id)).toBeUndefined()
      }
    }
    expect(await house.board.file('li-na', files[0]!.id)).toBeDefined()
  })

  it('is left out of exports unless asked for, and the journal proves itself all the same', async () => {
    const { db } = house.office.database
    const { bureau, clock } = house
    for (const as of ['json', 'csv'] as const) {
      const ledger = await exportLedger(db, bureau, clock.now(), as)
      expect(ledger).toMatchObject({ leftOut: 1 })
      expect(ledger.text).not.toContain(SECRET)
      expect((await exportLedger(db, bureau, clock.now(), as, true)).text).toContain(SECRET)
      const journal = await exportJournal(db, as)
      expect(journal.leftOut).toBe(1)
      expect(journal.text).not.toContain(SECRET)
      expect(journal.text).not.toContain('assignment.answered')
      const whole = await exportJournal(db, as, true)
      expect(whole.text).toContain(SECRET)
      const verified = verifyJournal(journal.text, verifyJournal(whole.text).head)
      expect(verified).toMatchObject({ ok: true, problems: [] })
      expect(verified.withheld).toBeGreaterThan(10)
      expect(verifyJournal(whole.text).withheld).toBeUndefined()
    }
  })

  it('offers no next step in the practice room to whom it does not concern, nor under its number', async () => {
    for (const room of rooms) {
      expect(JSON.stringify(await house.port.suggestions('zhou-min', { room }))).not.toContain('#1')
    }
    const line = await numberLine()
    expect(await house.port.suggestions('wang-qiang', { room: 'group', root: line })).toEqual([])
    expect(house.troubles).toEqual([])
  })
})
