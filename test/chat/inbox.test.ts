/** The one door: what is remembered, who is known, what is stopped, what is finished later. Over the embedded database. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/app/log.ts'
import { createOffice, type Office } from '../../src/app/office.ts'
import type { Adapter, Can } from '../../src/chat/adapter.ts'
import type { Inbox } from '../../src/chat/inbox.ts'
import type { Pressed, Said } from '../../src/chat/incoming.ts'
import { type Message, plainText } from '../../src/chat/message.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { practiceBureau } from '../../src/data/practice-bureau.ts'
import type { Bureau } from '../../src/domain/bureau.ts'
import { MINUTE, type Moment, moment, plus } from '../../src/domain/time.ts'
import { noPace } from '../../src/jobs/pace.ts'
import { parseBureauFile } from '../../src/services/bureau/bureau-file.ts'
import { loadBureau } from '../../src/services/bureau/load-bureau.ts'
import type { Database } from '../../src/store/database.ts'
import { draft, inbox as inboxTable, journal, orders, outbox } from '../../src/store/schema/index.ts'
import { BudgetSpent, type Tx } from '../../src/store/transact.ts'
import { onlyWeb } from '../../src/terminal/play.ts'
import { testDatabase } from '../support/database.ts'

const NOW = moment('2026-03-02 10:00')
const ALL: Can = {
  threads: true,
  cards: true,
  buttons: true,
  edits: true,
  direct: true,
  forOne: true,
  files: true,
  urgent: false,
  toast: true,
}
const PLAIN: Can = { ...ALL, forOne: false, toast: false }

let database: Database
let now = NOW
let can = ALL
let spent = false
let keys = 0
let door: Inbox
let bureau: Bureau
const opened: Database[] = []

let office: Office

beforeEach(async () => {
  database = await testDatabase()
  opened.push(database)
  now = NOW
  can = ALL
  spent = false
  await database.transact(moment('2024-01-02 09:00'), (tx) =>
    loadBureau(tx, onlyWeb(parseBureauFile(practiceBureau))),
  )
  office = createOffice({
    database: { ...database, transact: withBudget(database.transact) },
    adapters: [silentAdapter()],
    now: () => now,
    machineNow: () => now,
    pacer: noPace,
    files: undefined,
    publicUrl: 'http://127.0.0.1',
    holidays: holidayYears,
    log: silentLog,
    eager: false,
  })
  door = office.inbox
  bureau = (await office.bureau())!
})

/** The same transactions, until the budget is said to be spent: then everything is rolled back. */
function withBudget(transact: Database['transact']): Database['transact'] {
  const limited = <T>(at: Moment, work: (tx: Tx) => Promise<T>): Promise<T> =>
    transact(at, async (tx) => {
      const value = await work(tx)
      if (spent) throw new BudgetSpent('the budget is spent')
      return value
    })
  return Object.assign(limited, { onTold: transact.onTold })
}

/** A platform that takes every message and says nothing. */
function silentAdapter(): Adapter {
  return {
    platform: 'web',
    get can() {
      return can
    },
    pace: { perSecond: 1000, perMinute: 60_000, perChatPerSecond: 1000 },
    keyInForceMs: 3_600_000,
    post: async (_target, _message, key) => ({ messageId: `posted ${key}` }),
    edit: async () => {},
    find: async () => undefined,
    fetchFile: async ({ name }) => ({ name, bytes: new Uint8Array() }),
    check: async () => [],
    close: async () => {},
  }
}

afterEach(() => office.deliverer.stop())

afterAll(async () => {
  for (const each of opened) await each.close()
})

function said(who: string, text: string, more: Partial<Said> = {}): Said {
  const id = `m${++keys}`
  return {
    kind: 'said',
    platform: 'web',
    eventId: id,
    happenedAt: now,
    chat: { id: 'group', kind: 'group' },
    sender: { account: account(who) },
    messageId: id,
    text,
    mentions: [],
    mentionsBot: false,
    files: [],
    ...more,
  }
}

function pressed(who: string, press: Pressed['press'], more: Partial<Pressed> = {}): Pressed {
  const id = `p${++keys}`
  return {
    kind: 'pressed',
    platform: 'web',
    eventId: id,
    happenedAt: now,
    chat: { id: 'group', kind: 'group' },
    sender: { account: account(who) },
    messageId: 'm-card',
    press,
    fields: {},
    ...more,
  }
}

function account(who: string): string {
  const person = [...bureau.roster.people.values()].find((p) => p.name === who)
  return person?.code ?? `stranger:${who}`
}

/** What has been told, oldest first: to whom, and the words where they are words already. */
async function told(): Promise<
  { to: string; text: string; reply: boolean; after: string | null; id: string; kind: string }[]
> {
  const rows = await database.db.select().from(outbox).orderBy(outbox.seq)
  return rows.map((row) => {
    const target = row.target as { to?: string; account?: string; chat?: string } | null
    return {
      id: row.id,
      to:
        target?.to === 'person' || target?.to === 'only'
          ? `${target.to} ${target.account}`
          : (target?.to ?? 'edit'),
      text: row.notice.kind === 'said' ? plainText(row.notice.facts as Message) : '',
      kind: row.notice.kind,
      reply: target?.to === 'reply',
      after: row.after,
    }
  })
}

async function issueOne(): Promise<string> {
  await door.handle(said('李娜', '/assign 人事科 更新权责清单 5个工作日内'))
  const [row] = await database.db.select().from(draft)
  await door.handle(pressed('李娜', { do: 'draft.confirm', draft: row!.id }))
  const [order] = await database.db.select().from(orders)
  return order!.id
}

describe('said once, done once', () => {
  it('a redelivered message has no second effect', async () => {
    const line = said('李娜', '/assign 人事科 更新权责清单 5个工作日内')
    expect((await door.handle(line)).repeat).toBe(false)
    expect((await door.handle(line)).repeat).toBe(true)
    expect(await database.db.select().from(draft)).toHaveLength(1)
    expect(await told()).toHaveLength(1)
  })

  it('two presses of one button issue one order, and the second says so', async () => {
    await issueOne()
    const [row] = await database.db.select().from(draft)
    const again = await door.handle(pressed('李娜', { do: 'draft.confirm', draft: row!.id }))
    expect(again.acknowledgement.toast).toEqual({
      kind: 'warning',
      text: '此件已下发，编号〔2026〕1号，无需重复确认。',
    })
    expect(await database.db.select().from(orders)).toHaveLength(1)
  })

  it('two at the same moment take two numbers, in turn', async () => {
    await Promise.all([
      door.handle(said('李娜', '/assign 人事科 更新权责清单 5个工作日内')),
      door.handle(said('孟瑶', '/assign 计财科 核对预算 5个工作日内')),
    ])
    const drafts = await database.db.select().from(draft)
    await Promise.all(
      drafts.map((d) =>
        door.handle(
          pressed(d.person === account('李娜') ? '李娜' : '孟瑶', { do: 'draft.confirm', draft: d.id }),
        ),
      ),
    )
    const rows = await database.db.select().from(orders)
    expect(rows.map((o) => o.no).toSorted()).toEqual([1, 2])
  })

  it('somebody else’s preview cannot be pressed', async () => {
    await door.handle(said('李娜', '/assign 人事科 更新权责清单 5个工作日内'))
    const [row] = await database.db.select().from(draft)
    for (const verb of ['draft.confirm', 'draft.edit', 'draft.cancel']) {
      const { acknowledgement } = await door.handle(pressed('孟瑶', { do: verb, draft: row!.id }))
      expect(acknowledgement.toast?.text).toBe('此件由李娜拟写，只能由本人确认、修改或取消。')
    }
    expect(await database.db.select().from(orders)).toHaveLength(0)
  })

  it('a cancelled preview stays cancelled, a button nobody knows is harmless', async () => {
    await door.handle(said('李娜', '/assign 人事科 更新权责清单 5个工作日内'))
    const [row] = await database.db.select().from(draft)
    await door.handle(pressed('李娜', { do: 'draft.cancel', draft: row!.id }))
    const after = await door.handle(pressed('李娜', { do: 'draft.confirm', draft: row!.id }))
    expect(after.acknowledgement.toast?.text).toContain('此件已取消或已转为修改，未下发')
    const unknown = await door.handle(pressed('李娜', { do: 'no-such-verb' }))
    expect(unknown.acknowledgement.toast?.text).toBe('该按钮已失效')
    const gone = await door.handle(
      pressed('李娜', { do: 'draft.confirm', draft: '00000000-0000-4000-8000-000000000000' }),
    )
    expect(gone.acknowledgement.toast?.text).toContain('没有查到此件预览')
  })
})

describe('who is speaking', () => {
  it('a stranger is answered when addressed, alone, and otherwise left in peace', async () => {
    await door.handle(said('张三', '大家好'))
    expect(await told()).toEqual([])
    await door.handle(said('张三', '你好', { mentionsBot: true }))
    await door.handle(said('张三', '/list', { chat: { id: 'direct:stranger:张三', kind: 'direct' } }))
    const words = await told()
    expect(words.map((w) => w.to)).toEqual(['only stranger:张三', 'reply'])
    for (const w of words) expect(w.text).toContain('现行名单中没有与之对应的人员')
    const { acknowledgement } = await door.handle(pressed('张三', { do: 'board' }))
    expect(acknowledgement.toast?.text).toContain('现行名单中没有')
  })

  it('a display name is never proof', async () => {
    await door.handle(
      said('张三', '/assign 人事科 更新目录', { sender: { account: 'stranger:张三', name: '李娜' } }),
    )
    expect((await told())[0]!.text).toContain('现行名单中没有')
    expect(await database.db.select().from(draft)).toEqual([])
  })

  it('somebody whose post is over is told so', async () => {
    now = moment('2024-10-31 10:00')
    await door.handle(said('崔英', '/mine'))
    now = moment('2024-11-01 10:00')
    await door.handle(said('崔英', '/mine'))
    expect((await told()).map((w) => w.text)).toEqual([
      '目前没有待办事项。',
      '名单中崔英目前没有在任职务，未予办理。\n职务有变动的，请领导小组办公室更新名单。',
    ])
  })

  it('in a chat that is not bound only the binding is heard', async () => {
    const chat = { id: 'somewhere', kind: 'group' as const }
    await door.handle(said('李娜', '大家好', { chat }))
    await door.handle(said('李娜', '/list', { chat }))
    await door.handle(said('李娜', '/bind 人事科', { chat }))
    await door.handle(said('李娜', '/list', { chat }))
    const words = (await told()).map((w) => w.text.split('\n')[0])
    expect(words).toEqual(['本群尚未绑定，未予办理。', '已绑定　本群为人事科', '在办 0 件'])
  })

  it('what cannot be read is answered where it was addressed', async () => {
    await door.handle(said('王强', '', { unsupported: 'sticker' }))
    expect(await told()).toEqual([])
    await door.handle(
      said('王强', '', { unsupported: 'sticker', chat: { id: 'direct:wang', kind: 'direct' } }),
    )
    expect((await told())[0]!.text).toContain('暂不能读取表情')
  })
})

describe('where no message is for one person alone', () => {
  it('the one reply is the neutral line, and the content goes to the direct chat after it', async () => {
    can = PLAIN
    await door.handle(said('李娜', '/list'))
    const [neutral, content, ...more] = await told()
    expect(neutral).toMatchObject({ to: 'reply', text: '已私信回复' })
    expect(content).toMatchObject({ to: `person ${account('李娜')}`, after: neutral!.id })
    expect(more).toEqual([])
  })

  it('a bureau leader gets no neutral line', async () => {
    can = PLAIN
    await door.handle(said('钱卫东', '/list'))
    expect((await told()).map((w) => w.to)).toEqual([`person ${account('钱卫东')}`])
  })

  it('a notice that would be a toast is said', async () => {
    can = PLAIN
    await door.handle(pressed('周敏', { do: 'order.sign', order: await issueOne() }))
    expect((await told()).at(-1)).toMatchObject({ to: `person ${account('周敏')}` })
  })
})

describe('the one reply', () => {
  it('leaves before everything else it causes', async () => {
    await issueOne()
    await door.handle(said('李娜', '/urge #1'))
    const rows = await told()
    const reply = rows.find((r) => r.text.startsWith('已催办'))!
    const caused = rows.filter((r) => r.kind === 'assignment.urged')
    expect(caused.map((r) => r.after)).toEqual([reply.id])
    expect(rows.indexOf(reply)).toBeLessThan(rows.indexOf(caused[0]!))
  })
})

describe('the gate', () => {
  const ID_CARD = '11010519491231002X'

  it('stops before anything is stored, and keeps kinds alone', async () => {
    await door.handle(said('李娜', `/assign 人事科 核实${ID_CARD}的材料 5个工作日内`))
    const everything = await Promise.all(
      [outbox, journal, draft, inboxTable].map((t) => database.db.select().from(t as typeof outbox)),
    )
    expect(JSON.stringify(everything)).not.toContain(ID_CARD)
    expect((await told())[0]!.text).toContain('未予下发　内容含身份证号 1 处')
    const row = (await database.db.select().from(journal)).find((r) => r.kind === 'gate.stopped')
    expect(JSON.parse(row!.body)).toMatchObject({ kind: 'gate.stopped', facts: { found: { 'id-card': 1 } } })
  })

  it('reads the names of files and the fields of forms', async () => {
    const order = await issueOne()
    await door.handle(
      said('王强', '见附件', {
        files: [{ key: 'f', name: `${ID_CARD}.docx`, kind: 'file' }],
        mentionsBot: true,
      }),
    )
    expect((await told()).at(-1)!.text).toContain('身份证号 1 处')
    const { acknowledgement } = await door.handle(
      pressed(
        '李娜',
        { do: 'review.return', order, department: 'personnel' },
        { fields: { reason: `核对${ID_CARD}` } },
      ),
    )
    expect(acknowledgement.toast?.text).toContain('未予登记')
  })

  it('is spoken to the sender alone, though nobody had asked', async () => {
    await door.handle(said('王强', `号码 ${ID_CARD}`))
    expect((await told()).map((w) => w.to)).toEqual([`only ${account('王强')}`])
  })
})

describe('when the budget is spent', () => {
  it('the event is left, masked, and finished later, once', async () => {
    const line = said('李娜', '/assign 人事科 更新权责清单 5个工作日内')
    spent = true
    expect(await door.handle(line)).toEqual({ acknowledgement: {}, repeat: false })
    expect((await door.handle(line)).repeat).toBe(true)
    expect(await told()).toEqual([])
    spent = false
    await finishAll()
    expect((await told())[0]!.text).toContain('拟下发 交办单')
    await finishAll()
    expect(await told()).toHaveLength(1)
    expect((await door.handle(line)).repeat).toBe(true)
  })

  it('what was masked on the way is still stopped', async () => {
    spent = true
    await door.handle(
      said('李娜', '/assign 人事科 联系13800138000 5个工作日内', {
        files: [{ key: 'f', name: '13912345678.docx', kind: 'file' }],
      }),
    )
    const [row] = await database.db.select().from(inboxTable)
    expect(JSON.stringify(row!.payload)).not.toMatch(/13800138000|13912345678/)
    spent = false
    await finishAll()
    expect((await told())[0]!.text).toContain('手机号 2 处')
  })

  it('a press is acknowledged, and its notice said when it is done', async () => {
    await door.handle(said('李娜', '/assign 人事科 更新权责清单 5个工作日内'))
    const [row] = await database.db.select().from(draft)
    spent = true
    const { acknowledgement } = await door.handle(pressed('李娜', { do: 'draft.confirm', draft: row!.id }))
    expect(acknowledgement.toast?.text).toBe('已收到，正在办理')
    spent = false
    await finishAll()
    expect(await database.db.select().from(orders)).toHaveLength(1)
    expect((await told()).map((w) => w.text)).toContain('已下发 〔2026〕1号')
  })
})

/** An hour later everything that had been left has had its turn. */
async function finishAll(): Promise<void> {
  now = plus(now, 60 * MINUTE)
  await office.tick(now)
}
