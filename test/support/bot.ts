/** A real bot in a process of its own, as `bot-child.ts` runs it, and what a test asks of it. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeishuSimulator } from './feishu-simulator/index.ts'

export interface ChildOptions {
  /** Connections to these are counted. */
  readonly platformPort: number
  readonly databasePort?: number
  /** How far the machine's clock is ahead. */
  readonly offsetMs: number
  /** Loaded where the database has none. */
  readonly bureau?: unknown
}

export type Order = { readonly id?: number } & (
  | { readonly do: 'arm'; readonly writes?: number }
  | { readonly do: 'tick'; readonly now?: number }
  | { readonly do: 'move' | 'block'; readonly ms: number }
  | { readonly do: 'writes' | 'settle' | 'stop' }
)

export interface Bot {
  readonly hook: string
  readonly base: string
  /** Resolves when it has ended, with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>
  isAlive(): boolean
  /** Rejects when the bot ends first. */
  ask(order: Order): Promise<unknown>
  kill(): Promise<void>
  stop(): Promise<void>
  /** What it complained about. */
  readonly said: string[]
}

export interface BotOptions {
  readonly feishu: FeishuSimulator
  readonly databaseUrl?: string
  readonly dataDir?: string
  readonly offsetMs?: number
  readonly bureau?: unknown
  readonly env?: Readonly<Record<string, string>>
}

const CHILD = new URL('./bot-child.ts', import.meta.url).pathname

export async function startBot(options: BotOptions): Promise<Bot> {
  const { feishu, databaseUrl, dataDir } = options
  const given: ChildOptions = {
    platformPort: feishu.port,
    ...(databaseUrl ? { databasePort: Number(new URL(databaseUrl).port) } : {}),
    offsetMs: options.offsetMs ?? 0,
    ...(options.bureau === undefined ? {} : { bureau: options.bureau }),
  }
  const child: ChildProcess = fork(CHILD, [JSON.stringify(given)], {
    execArgv: ['--max-semi-space-size=8'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: join(tmpdir(), 'duban-test-compiled'),
      PACE: 'off',
      PRACTICE: 'off',
      ...feishu.env,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...(dataDir ? { DATA_DIR: dataDir } : { DATA_DIR: join(tmpdir(), 'duban-test-data') }),
      ...options.env,
    },
  })
  const said: string[] = []
  child.stdout!.on('data', (chunk) => said.push(String(chunk)))
  child.stderr!.on('data', (chunk) => said.push(String(chunk)))
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const gone = () => new Error(`the bot has ended\n${said.slice(-20).join('')}`)
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => {
      resolve(signal)
      for (const one of waiting.values()) one.reject(gone())
      waiting.clear()
    })
  })
  let count = 0
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message: { ready?: number; id?: number; value?: unknown; error?: string }) => {
      if (message.ready) return resolve(message.ready)
      const one = waiting.get(message.id ?? -1)
      waiting.delete(message.id ?? -1)
      if (message.error === undefined) one?.resolve(message.value)
      else one?.reject(new Error(message.error))
    })
    ended.then(() => reject(gone()))
  })
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const ask = (order: Order): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!isAlive()) return reject(gone())
      const id = ++count
      waiting.set(id, { resolve, reject })
      child.send({ ...order, id }, (error) => error && waiting.delete(id) && reject(error))
    })
  return {
    base: `http://127.0.0.1:${port}`,
    hook: `http://127.0.0.1:${port}/hooks/feishu`,
    ended,
    isAlive,
    ask,
    said,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      await ask({ do: 'stop' })
      await ended
    },
  }
}

/** The bureau of `test/fixtures/feishu-bureau.json`, and its people and chats on a simulated platform. */
export function settleIn(feishu: FeishuSimulator, confirm: boolean) {
  const path = new URL('../fixtures/feishu-bureau.json', import.meta.url)
  const bureau = JSON.parse(readFileSync(path, 'utf8')) as {
    people: { code: string; name: string; accounts: { feishu: string } }[]
    chats: { id: string; title: string }[]
    settings: { confirm: boolean }
  }
  bureau.settings.confirm = confirm
  const people = new Map(bureau.people.map((p) => [p.code, feishu.person(p.name, p.accounts.feishu)]))
  for (const chat of bureau.chats) feishu.chat(chat.id, [...people.values()], chat.title)
  const account = (code: string): string => {
    const found = people.get(code)
    if (!found) throw new Error(`nobody called ${code}`)
    return found
  }
  return { bureau, account, group: 'oc_group', second: 'oc_second' }
}
