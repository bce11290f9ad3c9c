/**
 * The Workers entry: Feishu's hook, health, and the tick of every minute. Each request puts an office of its own together
 * over a small client through Hyperdrive, acknowledges after the commit, and delivers afterwards.
 * What is coarser here than in the long-running entry stands in the README.
 */
import { Hono } from 'hono'
import migrations from '../migrations/meta/_journal.json' with { type: 'json' }
import { fetchClient } from './adapters/feishu/http-fetch.ts'
import { type Remembered, rememberingClient } from './adapters/feishu/http-remembered.ts'
import { createFeishuAdapter } from './adapters/feishu/index.ts'
import { createOffice, type Log, type Office } from './app/office.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { holidayYears } from './data/holidays/index.ts'
import type { Moment } from './domain/time.ts'
import { createHealth } from './http/health.ts'
import { createHooks, faultOf } from './http/hooks.ts'
import type { FileStore } from './jobs/files.ts'
import { createPacer, noPace } from './jobs/pace.ts'
import { waitingIn } from './services/delivery/lanes.ts'
import { missingMigrations, reached, stuckSince } from './services/health/figures.ts'
import { bureauCache } from './store/bureau.ts'
import type { Database } from './store/database.ts'
import { openHyperdrive } from './store/hyperdrive.ts'

/** Bindings; what is text has the names of the environment. */
export interface Env {
  readonly HYPERDRIVE?: { readonly connectionString: string }
  /** An R2 bucket for files sent in chat. Without it they wait until somebody with a store fetches them. */
  readonly FILES?: Bucket
  readonly [name: string]: unknown
}

interface Bucket {
  put(key: string, bytes: Uint8Array): Promise<unknown>
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>
}

interface Context {
  waitUntil(work: Promise<unknown>): void
}

const NEEDED = migrations.entries.map((entry) => entry.tag)
/**
 * How long delivery waits before it looks again, because somebody else held the lane or the platform asked to wait.
 * After its answer a Worker is given 30 s; what is not out by then goes with the next tick. Milliseconds.
 */
const LOOK_AGAIN = [300, 700, 1500, 3000, 6000]

// Plain values alone outlive a request.
const pacer = createPacer()
const remembered: Remembered = new Map()
const bureaus = bureauCache(holidayYears)

export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    const { config, problems } = configOf(env)
    const work = config ? openWork(config, env) : undefined
    const app = new Hono()
    if (work) {
      const { adapters, inbox } = work.office
      app.route('/', createHooks({ adapters, handle: inbox.handle, machineNow: Date.now, log }))
    } else {
      // A wrong configuration is the house's fault: what comes in meanwhile shall come again.
      app.post('/hooks/feishu', (c) => c.json({ error: 'not configured; see /readyz' }, 503))
    }
    app.route(
      '/',
      createHealth({
        database: () => reached(work!.database.db),
        missing: () => missingMigrations(work!.database.db, NEEDED),
        problems,
        platforms: async () => [
          { name: 'feishu', awaySince: (await stuckSince(work!.database.db)).get('feishu') },
        ],
        machineNow: Date.now,
      }),
    )
    try {
      return await app.fetch(request)
    } finally {
      if (work) context.waitUntil(work.finish())
    }
  },

  /** What is due at the minute this was planned for; a minute that comes twice happens once. */
  async scheduled(event: { readonly scheduledTime: number }, env: Env): Promise<void> {
    const { config, problems } = configOf(env)
    if (!config) throw new Error(problems.join('\n'))
    const work = openWork(config, env)
    try {
      await work.office.tick(event.scheduledTime as Moment)
      await work.office.deliverer.idle()
    } finally {
      await work.finish()
    }
  },
}

interface Work {
  readonly office: Office
  readonly database: Database
  /** Delivers what was told, and closes. Never throws. */
  finish(): Promise<void>
}

function openWork(config: WorkerConfig, env: Env): Work {
  const database = openHyperdrive(env.HYPERDRIVE!.connectionString)
  const feishu = createFeishuAdapter(config.feishu, {
    http: rememberingClient(fetchClient(), remembered, Date.now),
    now: Date.now,
    log,
  })
  const office = createOffice({
    database,
    adapters: [feishu],
    now: () => Date.now() as Moment,
    machineNow: Date.now,
    pacer: config.paced ? pacer : noPace,
    files: env.FILES && bucketStore(env.FILES),
    publicUrl: config.publicUrl,
    holidays: holidayYears,
    bureauCache: bureaus,
    log,
    eager: false,
  })
  const told = new Set<string>()
  database.transact.onTold((tellings) => {
    for (const telling of tellings) told.add(telling.lane)
  })
  return {
    office,
    database,
    async finish() {
      try {
        if (told.size > 0) await deliver(office, told)
      } catch (error) {
        log.error({ fault: faultOf(error) }, 'delivery broke off; the next tick goes on with it')
      } finally {
        await office
          .close()
          .catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'not closed in order'))
      }
    },
  }
}

/** First the answers to what has just been said, then the files; then once more what of it still waits. */
async function deliver(office: Office, lanes: ReadonlySet<string>): Promise<void> {
  office.deliverer.kick([...lanes])
  await office.deliverer.idle()
  await office.settle()
  for (const ms of LOOK_AGAIN) {
    const waiting: string[] = []
    for (const lane of lanes) {
      const [first] = await waitingIn(office.database.db, lane, 1)
      if (first && first.nextAt < Date.now() + ms) waiting.push(lane)
    }
    if (waiting.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, ms))
    office.deliverer.kick(waiting)
    await office.deliverer.idle()
  }
}

type WorkerConfig = Config & { readonly feishu: NonNullable<Config['feishu']> }

function configOf(env: Env): { config?: WorkerConfig; problems: readonly string[] } {
  const texts = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const problems: string[] = []
  let config: Config | undefined
  try {
    config = readConfig(texts)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    problems.push(...error.problems)
  }
  if (!env.HYPERDRIVE?.connectionString)
    problems.push('缺少 HYPERDRIVE：请在 wrangler.toml 中绑定 Hyperdrive')
  if (!texts.PUBLIC_URL)
    problems.push('缺少 PUBLIC_URL：请填写督办台（长期运行的一端）的地址，机器人发出的链接以它开头')
  if (texts.DUBAN_CLOCK) problems.push('DUBAN_CLOCK 不能用于 Workers：请去掉该变量')
  if (config && !config.feishu)
    problems.push('缺少 FEISHU_APP_ID 等飞书应用凭证：请用 wrangler secret put 设置')
  if (config?.feishu?.mode === 'stream') problems.push('FEISHU_MODE=stream 不能用于 Workers：请去掉该变量')
  if (!config || problems.length > 0) return { problems }
  return { config: config as WorkerConfig, problems }
}

function bucketStore(bucket: Bucket): FileStore {
  const key = (sha256: string) => `files/${sha256}`
  return {
    put: async (sha256, bytes) => void (await bucket.put(key(sha256), bytes)),
    async get(sha256) {
      const found = await bucket.get(key(sha256))
      return found ? new Uint8Array(await found.arrayBuffer()) : undefined
    },
  }
}

/** One line of JSON each; of an error its kind alone, because a failed query's text holds what people said. */
const log: Log = {
  info: (facts, words) => console.log(line('info', facts, words)),
  warn: (facts, words) => console.warn(line('warn', facts, words)),
  error: (facts, words) => console.error(line('error', facts, words)),
}

function line(level: string, facts: object, msg: string): string {
  return JSON.stringify({ level, msg, ...facts }, (_, value: unknown) =>
    value instanceof Error ? faultOf(value) : value,
  )
}
