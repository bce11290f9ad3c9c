/**
 * One event through the whole bot against the least that could be called a bot, alternating in one run.
 *
 * The bot: `node src/node.ts` with the flags of `npm start`, a bureau with `confirm: false`, PACE=off. An event is
 * `/assign …` in the bound group; its one reply is the issued order. Events a second count to the last reply posted.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { practiceBureau } from '../../src/data/practice-bureau.ts'
import { type Server, startPostgres } from '../support/postgres-server.ts'
import { type Child, runVerb, startChild, startFlags } from './support/children.ts'
import { spread } from './support/figures.ts'
import { GROUP, type Load, p50, p99, type Sent, startLoad } from './support/load.ts'

export type Engine = 'postgres' | 'pglite'

/** Changed by the environment to look closer; the printed figures say what they were. */
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const EVENTS = Number(process.env.EVENTS ?? 1500)
const AT_ONCE = Number(process.env.AT_ONCE ?? 32)
const WARM = Number(process.env.WARM ?? 300)
const PER_SECOND = 100
const BURST = 500

export async function event(): Promise<void> {
  const engines = (process.env.ENGINE?.split(',') ?? ['postgres', 'pglite']) as Engine[]
  for (const engine of engines) await on(engine)
}

/** A bot with its bureau loaded, and the bare handler, over databases of their own. */
export interface Pair {
  readonly load: Load
  readonly bot: Child
  readonly bare: Child
  readonly tables: (read: <T>(sql: string) => Promise<T[]>) => Promise<void>
}

async function on(engine: Engine): Promise<void> {
  const load = await startLoad()
  const folder = await mkdtemp('/tmp/duban-bench-')
  // As PostgreSQL comes: a commit is on the disk before it is acknowledged. FSYNC=off leaves the disk out.
  const server =
    engine === 'postgres' ? await startPostgres(process.env.FSYNC === 'off' ? undefined : []) : undefined
  const children: Child[] = []
  try {
    await writeFile(join(folder, 'bureau.json'), JSON.stringify(bureauFor(load)))
    const place = async (name: string) =>
      server ? { DATABASE_URL: await database(server, name) } : { DATA_DIR: join(folder, name) }
    const startBot = async (name: string, more: Record<string, string> = {}) => {
      const env = {
        DATA_DIR: join(folder, name),
        PORT: '0',
        LOG_LEVEL: 'error',
        PACE: 'off',
        ...(await place(name)),
        ...load.feishu.env,
      }
      await runVerb(['init', join(folder, 'bureau.json')], env)
      const profile = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []
      const child = await startChild([...startFlags(), ...profile, 'src/node.ts'], { ...env, ...more })
      children.push(child)
      return { child, hook: `${child.url}`, env }
    }
    const bot = await startBot('bot')
    const bare = await startChild(['test/bench/bare-handler.ts'], {
      ...(await place('bare')),
      ...load.feishu.env,
    })
    children.push(bare)

    console.log(
      `\n${engine}: ${ROUNDS} rounds of ${EVENTS} events, ${AT_ONCE} open at once${server ? `, fsync ${process.env.FSYNC ?? 'on'}` : ''}`,
    )
    await load.send(bot.hook, WARM, AT_ONCE)
    await load.send(bare.url, WARM, AT_ONCE)
    const ours: Sent[] = []
    const theirs: Sent[] = []
    const before = { bare: bare.cpuMs(), bot: bot.child.cpuMs() }
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await load.send(bare.url, EVENTS, AT_ONCE))
      ours.push(await load.send(bot.hook, EVENTS, AT_ONCE))
    }
    const cpu = (spent: number) => (spent / (ROUNDS * EVENTS)).toFixed(2)
    const [bareCpu, botCpu] = [bare.cpuMs() - before.bare, bot.child.cpuMs() - before.bot]
    const ratios = ours.map((one, i) => one.perSecond / theirs[i]!.perSecond)
    tell('bare', theirs)
    tell('bot', ours)
    console.log(
      `  ratio ${spread(ratios, 2)}   acknowledgement p50 ×${(p50(acksOf(ours)) / p50(acksOf(theirs))).toFixed(2)}`,
    )

    console.log(
      `  processor time for one event, without the database server: bare ${cpu(bareCpu)}, bot ${cpu(botCpu)} ms (×${(botCpu / bareCpu).toFixed(2)})`,
    )
    if (process.env.PROFILE || process.env.NOCALM) return await bot.child.stop()

    const calm = {
      bare: await load.sendEvenly(bare.url, 500, PER_SECOND),
      bot: await load.sendEvenly(bot.hook, 500, PER_SECOND),
    }
    console.log(
      `  at ${PER_SECOND} a second: acknowledgement p50/p99 bare ${ms(p50(calm.bare))}/${ms(p99(calm.bare))}, bot ${ms(p50(calm.bot))}/${ms(p99(calm.bot))} ms (p50 ×${(p50(calm.bot) / p50(calm.bare)).toFixed(2)})`,
    )
    const burst = await load.send(bot.hook, BURST, BURST)
    console.log(
      `  burst of ${BURST}: acknowledgement p50 ${ms(p50(burst.acks))}, p99 ${ms(p99(burst.acks))}, longest ${ms(Math.max(...burst.acks))} ms; memory ${bot.child.memory().now} MB, peak ${bot.child.memory().peak} MB`,
    )
    await settled()
    const counted = load.replies(bot.hook)
    await bot.child.stop()
    await count(engine, bot.env, counted)

    const paced = await startBot('paced', { PACE: 'on' })
    await load.sendEvenly(bare.url, 100, PER_SECOND)
    const slow = await load.sendEvenly(paced.hook, 500, PER_SECOND)
    console.log(
      `  paced (5 replies a second leave): acknowledgement p50/p99 ${ms(p50(slow))}/${ms(p99(slow))} ms at ${PER_SECOND} a second`,
    )
    await paced.child.stop('SIGKILL')
  } finally {
    for (const child of children) await child.stop('SIGKILL')
    await load.close()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function tell(name: string, rounds: readonly Sent[]): void {
  const acks = acksOf(rounds)
  console.log(
    `  ${name.padEnd(5)} ${spread(rounds.map((r) => r.perSecond))} events/s, acknowledged ${spread(rounds.map((r) => r.acknowledgedPerSecond))}/s, p50 ${ms(p50(acks))} p99 ${ms(p99(acks))} ms`,
  )
}

const acksOf = (rounds: readonly Sent[]) => rounds.flatMap((r) => r.acks)
const ms = (n: number) => n.toFixed(1)

/** Marks are written a moment after the last reply. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 1000))

/** Every event one order, every order one reply, posted and marked; numbers from 1 without a hole. */
async function count(
  engine: Engine,
  env: Record<string, string>,
  replies: { sent: number; missing: number; twice: number },
) {
  const read = await reader(engine, env)
  const [row] = await read(`
    select (select count(*)::int from orders) as orders,
      (select coalesce(max(no), 0)::int from orders) as last,
      (select count(*)::int from outbox where sent_at is null) as unmarked,
      (select count(*)::int from outbox) as told,
      (select count(*)::int from journal) as entries,
      (select count(*)::int from inbox where state <> 'done') as left`)
  const { orders, last, unmarked, told, left } = row as Record<string, number>
  const good =
    replies.missing === 0 &&
    replies.twice === 0 &&
    orders === replies.sent &&
    last === orders &&
    unmarked === 0 &&
    left === 0 &&
    told === orders
  console.log(
    `  counted: ${replies.sent} events, ${orders} orders numbered to ${last}, ${told} replies told, ${replies.missing} missing, ${replies.twice} twice, ${unmarked} unmarked, ${left} left over → ${good ? 'all there' : 'NOT AS PROMISED'}`,
  )
  if (!good) process.exitCode = 1
}

async function reader(
  engine: Engine,
  env: Record<string, string>,
): Promise<(sql: string) => Promise<unknown[]>> {
  if (engine === 'postgres') {
    return async (text) => {
      const sql = postgres(env.DATABASE_URL!, { max: 1, onnotice: () => {} })
      const rows = [...(await sql.unsafe(text))]
      await sql.end()
      return rows
    }
  }
  const { PGlite } = await import('@electric-sql/pglite')
  return async (text) => {
    const pg = await PGlite.create({ dataDir: join(env.DATA_DIR!, 'db') })
    const { rows } = await pg.query(text)
    await pg.close()
    return rows
  }
}

async function database(server: Server, name: string): Promise<string> {
  const admin = postgres(server.url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database bench_${name}`)
  await admin.end()
  const url = new URL(server.url)
  url.pathname = `/bench_${name}`
  return url.href
}

/** The practice bureau in Feishu, orders issued without a preview. */
export function bureauFor(load: Load): object {
  const file = practiceBureau as { people: { name: string }[]; settings?: object }
  return {
    ...file,
    people: file.people.map((p) => ({ ...p, accounts: p.name === '李娜' ? { feishu: load.sender } : {} })),
    chats: [{ platform: 'feishu', id: GROUP, title: '政务公开领导小组工作群', kind: 'group' }],
    settings: { ...file.settings, confirm: false },
  }
}
