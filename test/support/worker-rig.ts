/** The Workers entry as it is deployed: bundled by wrangler, run by workerd on loopback, without the internet. */
import { execFile } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

const ROOT = new URL('../../', import.meta.url)
const run = promisify(execFile)
const require = createRequire(import.meta.url)

export interface Bundle {
  /** The module as text. */
  readonly code: string
  /** Files it was made of, relative to the project. */
  readonly inputs: readonly string[]
  readonly bytes: number
}

/** Why workerd cannot run here, or `undefined` when it can. */
export async function whyNoWorkerd(): Promise<string | undefined> {
  try {
    const { default: path } = require('workerd') as { default: string }
    await access(path)
    await run(path, ['--version'], { timeout: 10_000 })
    await import('miniflare')
    return undefined
  } catch (error) {
    return `workerd does not run on this machine (${(error as Error).message.split('\n')[0]})`
  }
}

/** What `wrangler deploy` would upload; contacts nobody. */
export async function bundleWorker(): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-worker-'))
  try {
    const wrangler = join(require.resolve('wrangler/package.json'), '..', 'bin', 'wrangler.js')
    const meta = join(folder, 'meta.json')
    const args = ['deploy', '--dry-run', '--outdir', join(folder, 'out'), '--metafile', meta]
    await run(process.execPath, [wrangler, ...args], {
      cwd: ROOT.pathname,
      timeout: 60_000,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder, CI: 'true' },
    })
    const code = await readFile(join(folder, 'out', 'worker.js'), 'utf8')
    const { inputs } = JSON.parse(await readFile(meta, 'utf8')) as { inputs: Record<string, unknown> }
    return { code, inputs: Object.keys(inputs), bytes: Buffer.byteLength(code) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What we use of the runtime's own types, which are not installed. */
interface Cron {
  scheduled(event: { scheduledTime: Date; cron: string }): Promise<{ outcome: string }>
}
interface Bucket {
  list(): Promise<{ objects: { key: string }[] }>
}

/** Miniflare's stand-in for Hyperdrive hears no errors of its sockets, and a reset one would end this process. */
const SOCKETS = ['net.client.socket', 'net.server.socket'] as const
const hearErrors = (message: unknown) => void (message as { socket: Socket }).socket.on('error', () => {})

export interface RunningWorker {
  /** Without a slash at its end. */
  readonly base: string
  /** The cron trigger. */
  tick(at: number): Promise<string>
  /** From the start of workerd to the first answer, milliseconds. */
  readonly startMs: number
  /** The bucket's keys. */
  files(): Promise<readonly string[]>
  /** Lines the worker wrote. */
  readonly logged: readonly string[]
  close(): Promise<void>
}

export async function startWorker(
  bundle: Bundle,
  database: string,
  env: Readonly<Record<string, string>>,
  options: { readonly bucket?: boolean } = {},
): Promise<RunningWorker> {
  const { Log, LogLevel, Miniflare } = await import('miniflare')
  for (const channel of SOCKETS) subscribe(channel, hearErrors)
  const settings = await readFile(new URL('wrangler.toml', ROOT), 'utf8')
  const date = /^compatibility_date = "(.*)"/m.exec(settings)?.[1]
  const logged: string[] = []
  const startedAt = performance.now()
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    log: new Log(LogLevel.ERROR),
    handleRuntimeStdio(stdout: Readable, stderr: Readable) {
      for (const stream of [stdout, stderr])
        stream.on('data', (chunk) => logged.push(...String(chunk).split('\n')))
    },
    cf: false,
    modules: [{ type: 'ESModule', path: 'worker.mjs', contents: bundle.code }],
    ...(date ? { compatibilityDate: date } : {}),
    compatibilityFlags: ['nodejs_compat'],
    hyperdrives: { HYPERDRIVE: database },
    bindings: { ...env },
    ...(options.bucket ? { r2Buckets: ['FILES'] } : {}),
  })
  const url = await miniflare.ready
  const base = url.href.replace(/\/$/, '')
  await fetch(`${base}/healthz`)
  return {
    base,
    startMs: performance.now() - startedAt,
    async tick(at) {
      const worker = (await miniflare.getWorker()) as unknown as Cron
      const { outcome } = await worker.scheduled({ scheduledTime: new Date(at), cron: '* * * * *' })
      return outcome
    },
    async files() {
      const bucket = (await miniflare.getR2Bucket('FILES')) as unknown as Bucket
      return (await bucket.list()).objects.map((object) => object.key)
    },
    logged,
    async close() {
      await miniflare.dispose()
      for (const channel of SOCKETS) unsubscribe(channel, hearErrors)
    },
  }
}
