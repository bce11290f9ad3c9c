/** Puts the parts together: offices over their databases, platforms, pages. Only this file and the entries know all. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Hono } from 'hono'
import { createWebAdapter } from './adapters/web/index.ts'
import type { Body, Rooms } from './adapters/web/rooms.ts'
import { boardPort } from './app/board.ts'
import { type Clock, openClock } from './app/clock.ts'
import { blobsIn, folderFiles, folderTemplates } from './app/file-store.ts'
import { createOffice, type Log, type Office } from './app/office.ts'
import { practicePort } from './app/practice.ts'
import { watchWith } from './app/watch.ts'
import type { Adapter } from './chat/adapter.ts'
import { examine } from './chat/gate.ts'
import { type Config, ConfigError, complainOfOpenPractice } from './config.ts'
import { holidayYears } from './data/holidays/index.ts'
import { practiceBureau } from './data/practice-bureau.ts'
import type { Moment } from './domain/time.ts'
import { createAssets, readAssets } from './http/assets.ts'
import type { BoardPort } from './http/board/port.ts'
import { createBoard } from './http/board.ts'
import { createHealth } from './http/health.ts'
import { createHooks } from './http/hooks.ts'
import { createMetrics } from './http/metrics.ts'
import { createPractice } from './http/practice.ts'
import { createPacer, noPace } from './jobs/pace.ts'
import { spendBoardLink } from './services/board/board-link.ts'
import { parseBureauFile } from './services/bureau/bureau-file.ts'
import { loadBureau } from './services/bureau/load-bureau.ts'
import { freeLanes } from './services/delivery/lanes.ts'
import { NO_FIGURES, readFigures, sumOfFigures } from './services/health/figures.ts'
import { bureauVersion, keptOrMade } from './store/bureau.ts'
import { type Database, openDatabase } from './store/database.ts'
import type { Migrations } from './store/migrate.ts'
import { storedRooms } from './store/rooms.ts'

export interface AppParts {
  readonly config: Config
  readonly migrations: Migrations
  readonly log: Log
  readonly machineNow?: () => number
  /** Whether an embedded database of a real bureau exists already. */
  readonly hasRealFolder: boolean
}

export interface App {
  readonly hono: Hono
  readonly real: Office | undefined
  readonly practice: Office | undefined
  readonly practiceClock: Clock | undefined
  readonly practiceRooms: Rooms | undefined
  /** Opens long connections. Platforms that cannot be reached do not keep the rest from running. */
  connect(): Promise<void>
  tick(): Promise<void>
  close(): Promise<void>
}

interface Opened {
  readonly office: Office
  readonly board: BoardPort
  readonly sessionKey: string
  readonly tick: () => Promise<void>
}

export async function createApp(parts: AppParts): Promise<App> {
  const { config, log } = parts
  const machineNow = parts.machineNow ?? Date.now
  const started = machineNow() - process.uptime() * 1000
  const metrics = createMetrics()
  const needsReal = config.databaseUrl !== undefined || config.feishu !== undefined || parts.hasRealFolder
  const real = needsReal ? await openReal(parts, machineNow) : undefined
  const hasBureau = real !== undefined && (await bureauVersion(real.office.database.db)) !== undefined
  const practiceOn = config.practice ?? (config.feishu === undefined && !hasBureau)
  if (practiceOn) {
    complainOfOpenPractice(config, (problem) => {
      throw new ConfigError([problem])
    })
  }
  const practice = practiceOn ? await openPractice(parts, machineNow) : undefined

  const assets = createAssets(readAssets())
  const hono = new Hono()
  const offices = [real?.office, practice?.opened.office].filter((o) => o !== undefined)
  hono.route(
    '/',
    createHealth({
      metrics,
      started,
      machineNow,
      database: async () => {
        for (const office of offices) await bureauVersion(office.database.db)
      },
      platforms: () =>
        offices.flatMap((office) =>
          [...office.adapters.keys()].map((name) => ({
            name,
            awaySince: office.deliverer.awaySince().get(name),
          })),
        ),
      figures: async () => {
        const of = ({ database, now }: Office) => readFigures(database.db, machineNow(), now())
        const { backupAgoMs: _, ...ofPractice } = practice ? await of(practice.opened.office) : NO_FIGURES
        return sumOfFigures(real ? [await of(real.office), ofPractice] : [ofPractice])
      },
    }),
  )
  if (real) {
    hono.route(
      '/',
      createHooks({
        adapters: real.office.adapters,
        handle: real.office.inbox.handle,
        machineNow,
        metrics,
        log,
      }),
    )
  }
  if (practice) hono.route('/', practice.pages.app)
  const board =
    real && practice ? eitherBoard(real.board, practice.opened.board) : (practice?.opened ?? real)?.board
  if (board) {
    const sessionKey = (real ?? practice!.opened).sessionKey
    hono.route(
      '/',
      createBoard({
        port: board,
        assets,
        sessionKey,
        machineNow,
        ...(practice ? { who: practice.pages.who } : {}),
      }),
    )
  }
  hono.route('/', assets.app)
  hono.onError((error, c) => {
    log.error({ err: error, path: new URL(c.req.url).pathname.split('/')[1] }, 'request failed')
    return c.text('暂时无法办理，请稍后再试。', 500)
  })

  return {
    hono,
    real: real?.office,
    practice: practice?.opened.office,
    practiceClock: practice?.clock,
    practiceRooms: practice?.rooms,
    async connect() {
      if (!real) return
      for (const adapter of real.office.adapters.values()) {
        adapter
          .connect?.(async (incoming) => (await real.office.inbox.handle(incoming)).acknowledgement)
          .catch((error: unknown) => {
            log.error({ platform: adapter.platform, err: error }, 'long connection failed')
          })
      }
    },
    async tick() {
      await Promise.all([real?.tick(), practice?.opened.tick()])
    },
    async close() {
      for (const office of offices) await office.close()
    },
  }

  async function openPractice(p: AppParts, clockOfMachine: () => number) {
    const folder = join(config.dataDir, 'practice')
    const database = await openDatabase({
      migrations: p.migrations,
      ...(config.databaseUrl
        ? { url: config.databaseUrl, schema: 'practice', connections: 4 }
        : { folder: join(folder, 'db') }),
    })
    if (database.engine === 'pglite') await freeLanes(database.db)
    const clock = await openClock(database.db, clockOfMachine, real ? undefined : config.clock)
    if ((await bureauVersion(database.db)) === undefined) {
      await database.transact(clock.now(), (tx) => loadBureau(tx, parseBureauFile(practiceBureau)))
    }
    const files = folderFiles(join(folder, 'files'))
    const rooms = storedRooms<Body>(database.db, blobsIn(files))
    let names: { name: string; account: string }[] = []
    const web = createWebAdapter({
      rooms,
      now: clock.now,
      machineNow: clockOfMachine,
      mask: (text) => examine(text, { allowStaffPhones: false }).masked,
      names: () => names,
    })
    const opened = await opening(database, [web], clock.now, files)
    const bureau = await opened.office.bureau()
    names = [...(bureau?.roster.people.values() ?? [])].map((person) => ({
      name: person.name,
      account: person.code,
    }))
    const port = practicePort({ office: opened.office, web, rooms, clock })
    const pages = createPractice({
      port,
      assets: createAssets(readAssets()),
      sessionKey: opened.sessionKey,
      machineNow: clockOfMachine,
      ...(config.practicePassword ? { password: config.practicePassword } : {}),
    })
    return { opened, pages, clock, rooms }
  }

  async function openReal(p: AppParts, clockOfMachine: () => number): Promise<Opened> {
    const database = await openDatabase({
      migrations: p.migrations,
      ...(config.databaseUrl ? { url: config.databaseUrl } : { folder: join(config.dataDir, 'db') }),
    })
    if (database.engine === 'pglite') await freeLanes(database.db)
    const clock = await openClock(database.db, clockOfMachine, config.clock)
    return opening(
      database,
      await platforms(config, clockOfMachine, log),
      clock.now,
      folderFiles(join(config.dataDir, 'files')),
    )
  }

  async function opening(
    database: Database,
    adapters: readonly Adapter[],
    now: () => Moment,
    files: ReturnType<typeof folderFiles>,
  ): Promise<Opened> {
    const office = createOffice({
      database,
      adapters,
      now,
      machineNow,
      pacer: config.paced ? createPacer() : noPace,
      files,
      template: folderTemplates(join(config.dataDir, 'templates')),
      publicUrl: config.publicUrl,
      holidays: holidayYears,
      watch: watchWith(metrics),
      log,
    })
    const bureau = await office.bureau()
    const board = boardPort({
      database,
      bureau: office.bureau,
      now,
      files,
      name: bureau?.name ?? '督办',
      spendLink: (token) => spendBoardLink(database.db, token, machineNow()),
    })
    const sessionKey =
      config.sessionKey ??
      (await keptOrMade(database.db, 'session-key', () => randomBytes(32).toString('base64url')))
    return { office, board, sessionKey, tick: () => office.tick(now()) }
  }
}

/** The platforms that are configured. */
async function platforms(config: Config, machineNow: () => number, log: Log): Promise<Adapter[]> {
  if (!config.feishu) return []
  const [{ createFeishuAdapter }, { undiciClient }] = await Promise.all([
    import('./adapters/feishu/index.ts'),
    import('./adapters/feishu/http-undici.ts'),
  ])
  return [createFeishuAdapter(config.feishu, { http: undiciClient(), now: machineNow, log })]
}

const REAL = 'bureau:'

/** Practice beside a real bureau: a session opened by the real bot's link sees the real board, the practice visitor the other. */
function eitherBoard(real: BoardPort, practice: BoardPort): BoardPort {
  const pick = (viewer: string): [BoardPort, string] =>
    viewer.startsWith(REAL) ? [real, viewer.slice(REAL.length)] : [practice, viewer]
  return {
    bureau: real.bureau,
    ledger(viewer) {
      const [port, who] = pick(viewer)
      return port.ledger(who)
    },
    async order(viewer, year, no) {
      const [port, who] = pick(viewer)
      return port.order(who, year, no)
    },
    async file(viewer, id) {
      const [port, who] = pick(viewer)
      return port.file(who, id)
    },
    async exchange(token) {
      const who = await real.exchange(token)
      return who === undefined ? practice.exchange(token) : `${REAL}${who}`
    },
  }
}
