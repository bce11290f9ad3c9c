/** What an act came to, in the database and on the platform, without what differs from one time to the next. */
import { sql } from 'drizzle-orm'
import type { Db } from '../../src/store/database.ts'
import type { FeishuSimulator, Shown } from './feishu-simulator/index.ts'

/** How things stand before an act. */
export interface Since {
  /** The last number given. */
  readonly no: number
  /** Entries in each matter's chain. */
  readonly chains: ReadonlyMap<string, number>
  readonly messages: number
  /** When the last draft was made. */
  readonly at: number
}

type Row = Record<string, unknown>

export async function since(db: Db, feishu: FeishuSimulator): Promise<Since> {
  const rows = await rowsOf(db, sql`select matter, max(seq)::int as seq from journal group by matter`)
  const [last] = await rowsOf(
    db,
    sql`select (select coalesce(max(no), 0)::int from orders) as no, (select coalesce(max(at), 0) from draft) as at`,
  )
  return {
    no: Number(last!.no),
    chains: new Map(rows.map((row) => [String(row.matter), Number(row.seq)])),
    messages: feishu.world.messages.size,
    at: Number(last!.at),
  }
}

/** One line for each entry, row and message, the same whenever the act is done anew. */
export async function effectsSince(db: Db, feishu: FeishuSimulator, was: Since): Promise<readonly string[]> {
  const plain = (value: unknown) => plainly(typeof value === 'string' ? value : JSON.stringify(value), was.no)
  const chains = (await rowsOf(db, sql`select * from journal order by seq`))
    .filter((row) => Number(row.seq) > (was.chains.get(String(row.matter)) ?? 0))
    .map(({ matter, body }) => {
      const { facts, actor, kind } = JSON.parse(String(body)) as Row
      return { matter: plain(matter), entry: plain(`${kind} ${actor} ${JSON.stringify(facts)}`) }
    })
  // By matter, each in the order of its chain.
  const entries = [...Map.groupBy(chains, (one) => one.matter)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([matter, all]) => all.map(({ entry }) => `entry ${matter} ${entry}`))
  const mine = sql`(select id from orders where no > ${was.no})`
  const tables = {
    orders: sql`select *, no from orders where no > ${was.no} order by no`,
    assignment: sql`select a.*, o.no from assignment a join orders o on o.id = a."order" where o.id in ${mine} order by o.no, rank, department`,
    request: sql`select r.*, o.no from request r join orders o on o.id = r."order" where o.id in ${mine} order by o.no, r.at`,
    answer: sql`select r.*, o.no from answer r join orders o on o.id = r."order" where o.id in ${mine} order by o.no, r.at`,
    act: sql`select r.person, r.kind, r.department, r.undone_at is null as stands, o.no from act r join orders o on o.id = r."order" where o.id in ${mine} order by o.no, r.seq`,
    file: sql`select r.name, r.kind, r.person, r.size, r.sha256 is null as missing, r.state, o.no from file r join orders o on o.id = r."order" where o.id in ${mine} order by o.no, r.name`,
    place: sql`select r.department, r.lane, o.no from order_place r join orders o on o.id = r."order" where o.id in ${mine} order by o.no, r.department`,
    draft: sql`select person, state, submitted_to, decided_by from draft where at > ${was.at} order by at`,
  }
  const rows: string[] = []
  for (const [name, query] of Object.entries(tables)) {
    for (const row of await rowsOf(db, query)) rows.push(plain(`${name} ${JSON.stringify(row)}`))
  }
  const messages = [...feishu.world.messages.keys()]
    .slice(was.messages)
    .map((id) => feishu.message(id))
    .filter((m) => m.sender.type === 'app')
    .map((m) => plain(`said ${m.chatId} ${m.threadId ? 'in its thread' : ''} ${wordsOf(m)}`))
  return [...entries, ...rows, ...messages.sort()]
}

/** Of what lists more than this act's orders, its name alone. */
function wordsOf(message: Shown): string {
  if (message.type === 'file') return String(JSON.parse(message.content).file_name)
  const { text, buttons } = message.seen
  const list = /^本(?:科室|单位)待办/.exec(text)
  if (list) return list[0]
  return `${text} 〔${buttons.join('〕〔')}〕 urgent ${message.urgentFor.join()}`
}

function plainly(text: string, before: number): string {
  const number = (n: string) => `+${Number(n) - before}`
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, 'ID')
    .replace(/\b[0-9a-f]{64}\b/g, 'HASH')
    .replace(/\bo[mt]_[0-9a-f]{12,}|omt_[0-9a-f]+/g, 'MESSAGE')
    .replace(/\b\d{13}\b/g, 'MOMENT')
    .replace(/\d{8}-\d{4}/g, 'STAMP')
    .replace(/\d{2}:\d{2}/g, 'TIME')
    .replace(/〔2026〕(\d+)号/g, (_, n) => `〔2026〕${number(n)}号`)
    .replace(/#(\d+)/g, (_, n) => `#${number(n)}`)
    .replace(/(order:2026-)(\d+)/g, (_, a, n) => a + number(n))
    .replace(/"(no|parent_no)":(\d+)/g, (_, a, n) => `"${a}":${number(n)}`)
    .replace(/unit\d+/g, 'UNIT')
    .replace(/head\d+/g, 'HEAD')
    .replace(/第[一二三四五六七八九十]+学校/g, '某学校')
    .replace(/校长[一二三四五六七八九十]+/g, '某校长')
}

async function rowsOf(db: Db, query: ReturnType<typeof sql>): Promise<readonly Row[]> {
  return (await db.execute(query)) as unknown as readonly Row[]
}
