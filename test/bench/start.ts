/**
 * From the start of the process to ready, and what it then holds: `npm start` as it stands in package.json. The first start
 * creates the database; the others open it, with a warm compile cache.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres } from '../support/postgres-server.ts'
import { type Child, startChild, startFlags } from './support/children.ts'
import { spread } from './support/figures.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const IDLE_MS = 5000

export async function start(): Promise<void> {
  console.log(`\nstart: node ${startFlags().join(' ')} src/node.ts, ${ROUNDS} starts after the first`)
  const folder = await mkdtemp('/tmp/duban-bench-')
  const server = await startPostgres([])
  try {
    await measure('pglite', { DATA_DIR: join(folder, 'pglite') })
    await measure('postgres', { DATA_DIR: join(folder, 'postgres'), DATABASE_URL: server.url })
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(engine: string, env: Record<string, string>): Promise<void> {
  const begin = (): Promise<Child> =>
    startChild([...startFlags(), 'src/node.ts'], { PORT: '0', LOG_LEVEL: 'error', ...env })
  const first = await begin()
  const { peak } = first.memory()
  await first.stop()
  const ready: number[] = []
  let idle = Number.NaN
  for (let round = 0; round < ROUNDS; round++) {
    const child = await begin()
    ready.push(child.readyMs)
    if (round === ROUNDS - 1) {
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
      idle = child.memory().now
    }
    await child.stop()
  }
  console.log(
    `  ${engine.padEnd(8)} first start ${(first.readyMs / 1000).toFixed(2)} s (peak ${peak} MB), then ${spread(
      ready.map((ms) => ms / 1000),
      2,
    )} s, idle ${idle} MB`,
  )
}
