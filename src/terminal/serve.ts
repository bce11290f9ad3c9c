/** `serve`: what `npm start` runs. */

import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import { openClock } from '../app/clock.ts'
import { FolderHeld, type Held, holdFolder } from '../app/data-dir.ts'
import { folderFiles } from '../app/file-store.ts'
import { createLog } from '../app/log.ts'
import type { Office } from '../app/office.ts'
import { type App, createApp } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import { readMigrations } from '../store/migrations-folder.ts'
import { startCron } from './cron.ts'
import type { Caller } from './read-json.ts'
import { type Desk, exists, MIGRATIONS, noMore, type OpenPlace, type Verb } from './verb.ts'

export const serve: Verb = async (args, printer) => {
  noMore(args)
  const config = await withPort(readConfig(process.env))
  const log = createLog()
  let held: Held | undefined
  try {
    held = config.databaseUrl ? undefined : await holdFolder(config.dataDir)
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw error
    printer.complain(
      `数据目录 ${config.dataDir} 正由另一进程使用。同一目录只能运行一个督办；如需另起一个，请另设 DATA_DIR。`,
    )
    return 1
  }
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  let app: App | undefined
  try {
    app = await createApp({
      config,
      migrations: await readMigrations(MIGRATIONS),
      log,
      hasRealFolder: config.databaseUrl === undefined && (await exists(join(config.dataDir, 'db'))),
    })
    // First what keeps the process busy for seconds: a platform's check of the address must be answered within one.
    const offices = [app.real, app.practice].filter((o) => o !== undefined)
    const crons = await Promise.all(offices.map((office) => startCron(office, log, app!, config.databaseUrl)))
    const server = await listening(app, config)
    greet(app, config, printer.print)
    const desk = servedDesk(config, app)
    await held?.serve((request) => answer(request, desk))
    await app.connect()
    // What a crash or a rest left undone does not wait for the minute to be full.
    const caughtUp = app.tick().catch((error: unknown) => log.error({ err: error }, 'first tick failed'))
    await stopped
    await Promise.all([caughtUp, ...crons.map((cron) => cron.stop())])
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
    return 0
  } finally {
    await app?.close()
    await held?.release()
  }
}

function listening(app: App, config: Config): Promise<ReturnType<typeof listen>> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.hono.fetch, port: config.port, hostname: config.host }, () =>
      resolve(server),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Error(`端口 ${config.port} 已被占用：请用 PORT 另设一个`) : error,
      )
    })
  })
}

/** With PORT=0 the links the bot sends need the port before the first of them is written. */
async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const probe = createServer()
  const port = await new Promise<number>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, config.host, () => resolve((probe.address() as AddressInfo).port))
  })
  await new Promise((resolve) => probe.close(resolve))
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) }
}

function greet(app: App, config: Config, print: (words: string) => void): void {
  const base = config.publicUrl
  const lines = ['督办已启动']
  if (app.practice) lines.push(`练习室　${base}/practice`)
  if (app.practice || app.real) lines.push(`台账　　${base}/`)
  if (config.feishu)
    lines.push(config.feishu.mode === 'stream' ? '飞书　　长连接' : `飞书　　${base}/hooks/feishu`)
  print(`${lines.join('\n')}\n`)
}

/** Verbs from the terminal work on the databases this process has open. */
function servedDesk(config: Config, app: App): Desk {
  const opened = new Map<string, Promise<OpenPlace>>()
  const place = (which: 'real' | 'practice', office: Office): Promise<OpenPlace> => {
    const there = opened.get(which)
    if (there) return there
    const folder = which === 'real' ? config.dataDir : join(config.dataDir, 'practice')
    const made = (async () => ({
      which,
      database: office.database,
      clock:
        which === 'practice' && app.practiceClock
          ? app.practiceClock
          : await openClock(office.database.db, Date.now),
      files: folderFiles(join(folder, 'files')),
      ...(which === 'practice' && app.practiceRooms ? { rooms: app.practiceRooms } : {}),
    }))()
    opened.set(which, made)
    return made
  }
  return {
    config,
    async open(which) {
      const office = which === 'real' ? app.real : app.practice
      if (office) return place(which, office)
      if (which === 'real') throw new Error('正在运行的督办未打开正式数据库：请先停止，再运行本命令')
      throw new Error('练习室未开启')
    },
    close: async () => {},
  }
}

async function answer(request: string, desk: Desk): Promise<string> {
  const { verb, args, caller } = JSON.parse(request) as { verb: string; args?: string[]; caller?: Caller }
  const out: unknown[] = []
  const complaints: string[] = []
  if (verb === 'ping') return '{}'
  const { run } = await import('../cli.ts')
  const code = await run(
    [verb, ...(args ?? [])],
    { print: (v) => void out.push(v), complain: (w) => void complaints.push(w) },
    caller ? { ...desk, caller } : desk,
  )
  return JSON.stringify({ out, complaints, code })
}
