/**
 * One bureau with an order in every state a part can have, made once; and a door at which everything that is tried is
 * written, looked at, and rolled back: each cell of a table meets the same world.
 */
import { sql } from 'drizzle-orm'
import { createWebAdapter } from '../../src/adapters/web/index.ts'
import { memoryRooms } from '../../src/adapters/web/memory-rooms.ts'
import { directRoom } from '../../src/adapters/web/thread.ts'
import { memoryFiles } from '../../src/app/file-store.ts'
import { createOffice, type Office } from '../../src/app/office.ts'
import type { Press } from '../../src/chat/message.ts'
import { plainText } from '../../src/chat/message.ts'
import { wordNotice } from '../../src/chat/notices/index.ts'
import { readConfig } from '../../src/config.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import type { Bureau } from '../../src/domain/bureau.ts'
import type { Notice } from '../../src/domain/notices.ts'
import { day, type Moment, moment } from '../../src/domain/time.ts'
import { noPace } from '../../src/jobs/pace.ts'
import { loadBureau } from '../../src/services/bureau/load-bureau.ts'
import type { Db } from '../../src/store/database.ts'
import { addLeave } from '../../src/store/leaves.ts'
import { loadOrder, refsOfOrder } from '../../src/store/orders.ts'
import { type Tx, transactOver } from '../../src/store/transact.ts'
import { say as sayAtTerminal } from '../../src/terminal/say.ts'
import type { Desk } from '../../src/terminal/verb.ts'
import { testDatabase } from '../support/database.ts'
import { bureauFile, ROLES, type RoleName } from './people.ts'

/** Wednesday. The orders were given the day before, so that a department may still ask for another one. */
export const NOW = moment('2026-03-11 10:00')
const YESTERDAY = '2026-03-10 15:00'
/** Office: who issues. */
const LI_NA = ROLES.office_staff
const HEAD = ROLES.head

/** Where something is said: in the leading group, under the order's message there, or to the bot alone. */
export type Where = 'group' | 'thread' | 'alone'

/** What came of one thing that was tried. */
export interface Seen {
  /** What changed in the state: `assignment 3 personnel: state=signed …`, `+act`. */
  readonly changes: readonly string[]
  /** To whoever tried it, as the one answer: a reply, or a notice beside the pressed button. */
  readonly replies: readonly { readonly text: string; readonly alone: boolean }[]
  /** Everything else that somebody was told: `notice.kind → lane`. */
  readonly told: readonly string[]
  /** What was told whoever tried it, beyond the one answer. */
  readonly beside: readonly string[]
  /** What went wrong and was only logged. */
  readonly errors: readonly unknown[]
}

type Row = Readonly<Record<string, unknown>>
interface Picture {
  readonly rows: Readonly<Record<string, readonly Row[]>>
  readonly counts: Readonly<Record<string, number>>
}

/** Everything a deed may change; what only serves delivery is left out. */
const TABLES = [
  'orders',
  'assignment',
  'request',
  'answer',
  'draft',
  'leave',
  'act',
  'urging',
  'remark',
  'file',
  'order_place',
  'slot',
  'journal',
  'serial_no',
  // Its version rises with every change of people, posts, chats and settings.
  'bureau',
] as const

/** Of which a row may go. */
const FORGETTING = ['remark', 'draft', 'file', 'answer', 'order_place'] as const

/** All rows, or those that this transaction wrote. */
const pictureQuery = (where: string) =>
  sql.raw(
    `select json_build_object(${[...TABLES, 'outbox']
      .map((t) => `'${t}', (select coalesce(json_agg(t), '[]') from "${t}" t ${where})`)
      .join(', ')}) as rows, json_build_object(${FORGETTING.map(
      (t) => `'${t}', (select count(*) from "${t}")`,
    ).join(', ')}) as counts`,
  )
const EVERYTHING = pictureQuery('')
const WRITTEN = pictureQuery('where t.xmin = pg_current_xact_id()::xid')

class RolledBack extends Error {
  readonly value: unknown
  readonly picture: Picture
  constructor(value: unknown, picture: Picture) {
    super('rolled back')
    this.value = value
    this.picture = picture
  }
}

export interface OrderHere {
  readonly id: string
  readonly no: number
  /** The message under which its thread stands. */
  readonly root: string
}

export interface World {
  /** Orders by the state of the personnel section's part, and a few of other kinds. */
  readonly orders: Readonly<Record<string, OrderHere>>
  /** Ids of requests, drafts, leaves, answers, remarks and instructions by their names. */
  readonly ids: Readonly<Record<string, string>>
  say(
    who: RoleName | string,
    text: string,
    where?: Where | { readonly room: string },
    order?: string,
  ): Promise<Seen>
  press(who: RoleName | string, press: Press, fields?: Readonly<Record<string, string>>): Promise<Seen>
  /** One line typed at the terminal, by a person's name. */
  type(who: RoleName, words: readonly string[]): Promise<Seen>
  /** What an id belongs to, by its name. */
  readonly bureau: Bureau
  /** The same world in a bureau with other settings. */
  readonly settings: { change: Partial<Bureau['settings']> | undefined }
  close(): Promise<void>
}

export async function makeWorld(): Promise<World> {
  const database = await testDatabase()
  const { db } = database
  let now = moment(YESTERDAY)
  const rooms = memoryRooms()
  const files = memoryFiles()
  let errors: unknown[] = []
  const settings: World['settings'] = { change: undefined }
  const web = createWebAdapter({ rooms, now: () => now, names: () => [] })
  const officeOver = (transact: typeof database.transact): Office =>
    createOffice({
      database: { ...database, transact },
      adapters: [web],
      now: () => now,
      machineNow: Date.now,
      pacer: noPace,
      files,
      publicUrl: 'http://127.0.0.1:3000',
      holidays: holidayYears,
      log: {
        info() {},
        warn: (facts) => void errors.push(faultIn(facts)),
        error: (facts) => void errors.push(faultIn(facts)),
      },
      eager: false,
      seat: (bureau) =>
        settings.change ? { ...bureau, settings: { ...bureau.settings, ...settings.change } } : bureau,
    })
  await database.transact(moment('2026-01-04 09:00'), (tx) => loadBureau(tx, bureauFile))
  const office = officeOver(database.transact)

  // --- the world is made, by its people, and stays ---
  const orders: Record<string, OrderHere> = {}
  const ids: Record<string, string> = {}
  let keys = 0
  const accountOf = (who: string) => (ROLES as Record<string, string>)[who] ?? who
  const saying = (who: string, text: string, where: Where | { room: string }, root?: string) => {
    const account = accountOf(who)
    const room = typeof where === 'object' ? where.room : where === 'alone' ? directRoom(account) : 'group'
    const messageId = `said-${++keys}`
    return {
      kind: 'said' as const,
      platform: 'web' as const,
      eventId: messageId,
      happenedAt: now,
      chat: { id: room, kind: room.startsWith('direct:') ? ('direct' as const) : ('group' as const) },
      sender: { account },
      messageId,
      ...(root === undefined ? {} : { thread: { root, parent: root, thread: root } }),
      text,
      mentions: [],
      mentionsBot: false,
      files: [],
    }
  }
  const pressing = (who: string, press: Press, fields: Readonly<Record<string, string>>) => {
    const account = accountOf(who)
    return {
      kind: 'pressed' as const,
      platform: 'web' as const,
      eventId: `p${++keys}`,
      happenedAt: now,
      chat: { id: directRoom(account), kind: 'direct' as const },
      sender: { account },
      messageId: 'somewhere',
      press,
      fields,
    }
  }
  const at = (text: string) => {
    now = moment(text)
  }
  /** Said for good, while the world is made. */
  const does = async (who: string, text: string, order?: string, file?: string) => {
    const account = accountOf(who)
    const sent = file
      ? [(await rooms.keepFile({ name: file, kind: 'file', by: account, bytes: new Uint8Array([1]) })).id]
      : []
    const heard = await web.say({
      account,
      room: 'group',
      text,
      files: sent,
      key: `w${++keys}`,
      ...(order ? { replyTo: orders[order]!.root } : {}),
    })
    if (!heard.ok) throw new Error(`${who}: ${text}: not said`)
    await office.inbox.handle(heard.incoming)
    if (errors.length > 0) throw new Error(`${who}: ${text}: ${JSON.stringify(errors)}`)
  }
  const presses = async (who: string, press: Press, fields: Readonly<Record<string, string>> = {}) => {
    await office.inbox.handle(pressing(who, press, fields))
    if (errors.length > 0) throw new Error(`${who}: ${JSON.stringify(press)}: ${JSON.stringify(errors)}`)
  }
  const newest = async (table: string, by = 'at'): Promise<string> => {
    const [row] = (
      (await db.execute(sql.raw(`select id from "${table}" order by ${by} desc limit 1`))) as unknown as {
        rows: { id: string }[]
      }
    ).rows
    return row!.id
  }
  const settle = async () => {
    await office.deliverOnly(() => true)
    await office.settle()
  }
  let no = 0
  const issue = async (name: string, kind = '', extra = '', departments = '人事科、基教科分别') => {
    no += 1
    await does(LI_NA, `/assign ${kind} ${departments} 报送第${no}项清单 5个工作日内 ${extra}`)
    const home = await loadOrder(db, { no: { year: 2026, no } })
    if (!home) throw new Error(`${name} was not issued`)
    orders[name] = { id: home.order.id, no, root: '' }
  }

  at('2026-02-24 10:00')
  for (const name of ['overdue', 'released', 'overdue_answered']) await issue(name)
  // Delivered at once: the term counts from the day after receipt.
  await settle()
  at(YESTERDAY)
  for (const name of ['waiting', 'signed', 'answered', 'returned', 'approved', 'excused', 'declined'])
    await issue(name)
  for (const name of ['closed', 'revoked', 'handled', 'target']) await issue(name)
  for (const name of ['extension', 'second', 'longer', 'extension_over', 'reroute', 'disputed', 'question'])
    await issue(name)
  await issue('revoked_asking')
  await issue('restricted', '', '限定知悉')
  await issue('urgent', '', '特急')
  await issue('urgent_decided', '', '特急')
  await issue('supervision', '督办单', '依据：赵建国批示')
  await issue('rectification', '整改单', '依据：上半年督查')
  await issue('undoing')
  await issue('undoing_late')
  await issue('undoing_changed')
  await issue('gathering')
  await issue('asked')
  await settle()
  for (const [name, order] of Object.entries(orders)) {
    const [root] = await refsOfOrder(db, 'web', order.id)
    if (!root) throw new Error(`${name} stands nowhere`)
    orders[name] = { ...order, root }
  }

  const answers = async (...names: string[]) => {
    for (const name of names) await does(HEAD, '/reply 已办结，清单已报送', name)
  }
  const basic = async (...names: string[]) => {
    for (const name of names) await does('zhou-min', '/reply 已办结，清单已报送', name)
  }
  at('2026-03-10 16:00')
  for (const name of ['signed', 'undoing_late']) await does(HEAD, '/sign', name)
  await answers(
    'answered',
    'returned',
    'approved',
    'closed',
    'overdue_answered',
    'supervision',
    'rectification',
  )
  await basic('closed')
  at('2026-03-10 16:30')
  await does(LI_NA, '/return 人事科 缺少附件二', 'returned')
  for (const name of ['approved', 'closed']) await does(LI_NA, '/accept 人事科', name)
  await does(LI_NA, '/accept 基教科', 'closed')
  await does(LI_NA, '/excuse 人事科 已由基教科一并报送', 'excused')
  await does(LI_NA, '/reroute 人事科 → 职成高教科 属职成事项', 'declined')
  await does(HEAD, '/hand 康乐', 'handled')
  await does(ROLES.handler, '/extend 3个工作日 等学校数据', 'revoked_asking')
  ids.revoked_asking = await newest('request')
  for (const name of ['revoked', 'revoked_asking']) await does(LI_NA, '/revoke 与另件重复', name)
  await presses(ROLES.office_director, { do: 'urgency.confirm', order: orders.urgent_decided!.id })
  await does(ROLES.office_director, `/release #${orders.released!.no} 人事科`)

  at('2026-03-10 16:40')
  await does(ROLES.handler, '/extend 3个工作日 等学校数据', 'second')
  await does(ROLES.office_director, '/extend 人事科 同意', 'second')
  at('2026-03-10 16:45')
  const asks = async (name: string, who: string, text: string, request = name) => {
    await does(who, text, name)
    ids[request] = await newest('request')
    now = (now + 1000) as Moment
  }
  await asks('extension', ROLES.handler, '/extend 3个工作日 等学校数据')
  await asks('second', ROLES.handler, '/extend 2个工作日 等学校数据')
  await asks('longer', ROLES.handler, '/extend 8个工作日 等学校数据')
  await asks('extension_over', ROLES.handler, '/extend 3个工作日 等学校数据')
  await does(LI_NA, '/extend 人事科 不同意 时间足够', 'extension_over')
  await asks('reroute', ROLES.handler, '/reroute 计财科 属经费事项')
  await asks('disputed', ROLES.handler, '/reroute 计财科 属经费事项')
  await asks('disputed', 'zhou-min', '/reroute 属经费事项，不归我科', 'disputed_too')
  await asks('question', ROLES.handler, '/ask 口径是否包括直属单位')

  // Files alone wait to be sent; words that may be an answer are asked about.
  await does(ROLES.handler, '', 'gathering', '清单.docx')
  ids.gathering = await newest('answer')
  now = (now + 1000) as Moment
  await does(ROLES.handler, '清单初稿在附件里', 'asked')
  ids.remark = await newest('remark')
  ids.answered = await newest('answer', `("order" = '${orders.answered!.id}')`)

  // Drafts: waiting for their sender, with the leader, with the director; a matter for the leader; an instruction.
  at('2026-03-10 17:00')
  const draft = async (name: string, text: string, to?: 'leader' | 'director') => {
    now = (now + 1000) as Moment
    await does(LI_NA, text)
    ids[name] = await newest('draft')
    if (to) await presses(LI_NA, { do: 'draft.submit', draft: ids[name], to })
  }
  const drafted = '/assign 计财科 报送经费清单 5个工作日内 报组长审定'
  // The term counts from tomorrow, whenever it is confirmed.
  at('2026-03-11 09:00')
  await draft('draft_open', drafted)
  await draft('draft_leader', drafted, 'leader')
  await draft('draft_director', drafted, 'director')
  await draft('draft_cancelled', drafted)
  await presses(LI_NA, { do: 'draft.cancel', draft: ids.draft_cancelled! })
  await draft('draft_refused', drafted, 'leader')
  await presses(ROLES.group_leader, { do: 'draft.refuse', draft: ids.draft_refused! }, { reason: '暂缓' })
  await draft('draft_withdrawn', drafted, 'leader')
  await presses(LI_NA, { do: 'draft.withdraw', draft: ids.draft_withdrawn! })
  await draft('draft_issued', drafted, 'leader')
  await presses(ROLES.group_leader, { do: 'draft.grant', draft: ids.draft_issued! })
  await draft('matter_open', '/assign 钱卫东 审定公开目录')
  await draft('matter', '/assign 钱卫东 审定公开目录')
  await presses(LI_NA, { do: 'matter.submit', draft: ids.matter! })
  now = (now + 1000) as Moment
  await does(ROLES.in_charge, '第2项清单要抓紧办理', 'signed')
  ids.instruction = await newest('draft')
  now = (now + 1000) as Moment
  await does(ROLES.in_charge, '第2项清单要抓紧办理', 'signed')
  ids.instruction_kept = await newest('draft')
  await presses(LI_NA, { do: 'instruction.keep', instruction: ids.instruction_kept! })

  // Leaves.
  const leaves = [
    ['leave', ROLES.liaison, ROLES.cover, '2026-03-10', '2026-03-13', 'standing'],
    ['leave_past', ROLES.deputy_head, ROLES.late_cover, '2026-03-05', '2026-03-10', 'standing'],
    ['leave_asked', ROLES.other_head, ROLES.other_liaison, '2026-03-16', '2026-03-18', 'asked'],
    ['leave_objected', ROLES.other_deputy, ROLES.other_handler, '2026-03-16', '2026-03-18', 'objected'],
  ] as const
  for (const [name, person, cover, from, until, state] of leaves) {
    ids[name] = crypto.randomUUID()
    await addLeave(db, {
      id: ids[name],
      person,
      cover,
      from: day(from),
      until: day(until),
      by: person,
      at: now,
      state,
    })
  }
  await db.execute(sql.raw('update bureau set version = version + 1'))

  at('2026-03-11 09:57')
  await does(HEAD, '/sign', 'undoing')
  await does(HEAD, '/sign', 'undoing_changed')
  await does(ROLES.deputy_head, '/hand 马莉', 'undoing_changed')
  await settle()
  errors = []
  now = NOW

  // --- from here on everything is rolled back ---
  const before = await pictureOf(db, EVERYTHING)
  const nothing: Picture = { rows: {}, counts: before.counts }
  const numbers = new Map(before.rows.orders!.map((row) => [row.id as string, row.no as number]))
  const rollingBack = transactOver(db, { oneAtATime: true, budgetMs: 10_000 }, (work) =>
    db
      .transaction(async (inner) => {
        const { value, written } = await work(inner as unknown as Tx['db'])
        await written
        throw new RolledBack(value, await pictureOf(inner as unknown as Db, WRITTEN))
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error
        last = error.picture
        return error.value as never
      }),
  )
  let last: Picture = nothing
  const probe = officeOver(rollingBack)
  const bureau = (await office.bureau())!
  // The terminal of a server that runs: it is handed the server's database, clock and rooms.
  const place = {
    which: 'practice' as const,
    database: { ...database, transact: rollingBack },
    clock: { now: () => now },
    files,
    rooms,
  }
  const desk: Desk = {
    config: readConfig({}),
    open: async () => place as never,
    close: async () => {},
  }

  async function tried(
    act: () => Promise<{ toast?: { text: string } | undefined }>,
    account: string,
    spoken = true,
  ) {
    errors = []
    last = nothing
    const { toast } = await act()
    const fresh = (last.rows.outbox ?? []) as unknown as OutboxRow[]
    const replies: { text: string; alone: boolean }[] = []
    const told: string[] = []
    const beside: string[] = []
    for (const row of fresh) {
      const words = plainText(
        wordNotice(row.notice, { inLeadingGroup: row.lane === 'web:group', addressee: 'person' }),
      )
      const direct = row.lane === `web:>${account}`
      // Only what is said is replied to; a press has its notice.
      if (spoken && (row.target?.to === 'reply' || row.target?.to === 'only'))
        replies.push({ text: words, alone: row.target.to === 'only' || direct })
      else if (direct) beside.push(`${row.verb} ${row.notice.kind}`)
      else if (row.verb === 'post') told.push(`${row.notice.kind} → ${row.lane.replace('web:', '')}`)
    }
    if (toast) replies.push({ text: toast.text, alone: true })
    const seen: Seen = {
      changes: changesIn(before, last, numbers),
      replies,
      told,
      beside,
      errors: [...errors],
    }
    if (errors.length > 0) await db.execute(sql.raw(`delete from inbox where state <> 'done'`))
    return seen
  }

  return {
    orders,
    ids,
    bureau,
    settings,
    say: async (who, text, where = 'group', order) => {
      const said = saying(who, text, where, order === undefined ? undefined : orders[order]!.root)
      return tried(
        async () => ({ toast: (await probe.inbox.handle(said)).acknowledgement.toast }),
        said.sender.account,
      )
    },
    press: async (who, press, fields = {}) => {
      const pressed = pressing(who, press, fields)
      return tried(
        async () => ({ toast: (await probe.inbox.handle(pressed)).acknowledgement.toast }),
        pressed.sender.account,
        false,
      )
    },
    type: async (who, words) => {
      const account = ROLES[who]
      const name = bureau.roster.people.get(account)?.name ?? account
      const printer = { print: () => {}, complain: (text: string) => void errors.push(text) }
      return tried(async () => {
        const code = await sayAtTerminal(['--practice', '--as', name, ...words], printer, desk)
        if (code !== 0) errors.push(`exit ${code}`)
        return {}
      }, account)
    },
    async close() {
      await probe.deliverer.stop()
      await office.close()
    },
  }
}

function faultIn(facts: object): string {
  const { err } = facts as { err?: unknown }
  return err instanceof Error ? `${err.message.slice(0, 200)} ${err.cause ?? ''}` : JSON.stringify(facts)
}

interface OutboxRow {
  readonly lane: string
  readonly verb: 'post' | 'edit'
  readonly target: { readonly to: string; readonly message?: string } | null
  readonly notice: Notice
}

async function pictureOf(db: Db, query: typeof EVERYTHING): Promise<Picture> {
  const { rows } = (await db.execute(query)) as unknown as { rows: Picture[] }
  return rows[0]!
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  assignment: ['order', 'department'],
  order_place: ['order', 'department'],
  journal: ['matter', 'seq'],
  slot: ['name', 'day', 'person'],
  serial_no: ['year'],
}
/** What follows from the rest by itself. */
const DERIVED = new Set(['next_line_at', 'last_at', 'last_word'])
/** Columns whose new value is named. */
const NAMED = new Set([
  'state',
  'handler',
  'urgency',
  'released',
  'rerouted_to',
  'extended',
  'subject',
  'due_on',
])

/** The difference in words: `assignment 3 personnel: signed_at signed_by state=signed`, `+act`, `+journal assignment.signed`. */
function changesIn(before: Picture, after: Picture, numbers: ReadonlyMap<string, number>): string[] {
  const changes: string[] = []
  for (const table of TABLES) {
    const key = (row: Row) => (KEYS[table] ?? ['id']).map((k) => String(row[k])).join(' ')
    const old = new Map(before.rows[table]!.map((row) => [key(row), row]))
    let added = 0
    const label = (row: Row) =>
      [
        table,
        table === 'orders' ? row.no : typeof row.order === 'string' ? (numbers.get(row.order) ?? 'new') : '',
        row.department ?? '',
      ]
        .filter((word) => word !== '')
        .join(' ')
    for (const row of after.rows[table] ?? []) {
      const was = old.get(key(row))
      if (!was) {
        added += 1
        changes.push(
          `+${table === 'journal' ? `journal ${row.kind}` : table === 'request' || table === 'leave' ? `${label(row)} ${row.kind ?? ''} ${row.state}`.replace(/ +/g, ' ') : table === 'draft' ? 'draft' : label(row)}`,
        )
        continue
      }
      const columns = Object.keys(row).filter((c) => JSON.stringify(row[c]) !== JSON.stringify(was[c]))
      const told = columns.filter((c) => !DERIVED.has(c)).map((c) => (NAMED.has(c) ? `${c}=${row[c]}` : c))
      if (columns.length > 0) changes.push(`${label(row)}: ${told.sort().join(' ')}`.trim())
    }
    const gone = (before.counts[table] ?? 0) + added - (after.counts[table] ?? added)
    if (gone > 0) changes.push(`-${gone} ${table}`)
  }
  return changes
}
