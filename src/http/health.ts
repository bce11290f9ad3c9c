/** For those who run the house: is it up, can it work, how is it. No session, no names, nothing anybody said. */
import { Hono } from 'hono'
import type { Figures } from '../services/health/figures.ts'
import { createGauges } from './gauges.ts'
import { faultOf } from './hooks.ts'
import { METRICS_TYPE, type Metrics } from './metrics.ts'

export interface PlatformState {
  readonly name: string
  /** Since when it has not been reached, by the machine's clock. */
  readonly awaySince: number | undefined
}

export interface HealthParts {
  /** @throws when the database cannot be reached */
  readonly database: () => Promise<unknown>
  /** Migrations the database lacks; absent where opening it has applied them. */
  readonly missing?: () => Promise<readonly string[]>
  /** What is wrong with the configuration: sentences that name their variable. */
  readonly problems?: readonly string[]
  readonly platforms: () => readonly PlatformState[] | Promise<readonly PlatformState[]>
  /** Absent, as `metrics`: no `/metrics`. */
  readonly figures?: () => Promise<Figures>
  readonly metrics?: Metrics
  /** The machine's clock, milliseconds. */
  readonly machineNow: () => number
  /** When the process started, by that clock; this is called when it is ready. */
  readonly started?: number
  /** How long the database may take to answer. Milliseconds. */
  readonly patienceMs?: number
}

const NOT_KEPT = { 'cache-control': 'no-store' }

export function createHealth(parts: HealthParts): Hono {
  const { machineNow, metrics } = parts
  const problems = parts.problems ?? []
  const patienceMs = parts.patienceMs ?? 2500
  const app = new Hono()

  app.get('/healthz', (c) => c.json({ status: 'up' }, 200, NOT_KEPT))

  app.get('/readyz', async (c) => {
    let database = 'not asked'
    let migrations: string | { missing: readonly string[] } = 'not asked'
    let platforms: readonly PlatformState[] = []
    // With a configuration that is wrong there may be no database to ask.
    if (problems.length === 0) {
      try {
        await inTime(parts.database(), patienceMs)
        database = 'ok'
        const missing = parts.missing ? await inTime(parts.missing(), patienceMs) : []
        migrations = missing.length === 0 ? 'ok' : { missing }
      } catch (error) {
        database = faultOf(error)
      }
      platforms = await platformsNow()
    }
    const ready = database === 'ok' && migrations === 'ok'
    return c.json(
      {
        ready,
        configuration: problems.length === 0 ? 'ok' : problems,
        database,
        migrations,
        platforms: platforms.map(({ name, awaySince }) => ({
          name,
          away_since: awaySince === undefined ? null : new Date(awaySince).toISOString(),
        })),
      },
      ready ? 200 : 503,
      NOT_KEPT,
    )
  })

  /** Where they are read from the database and it does not answer, nothing is known of them. */
  async function platformsNow(): Promise<readonly PlatformState[]> {
    try {
      return await inTime(Promise.resolve(parts.platforms()), patienceMs)
    } catch {
      return []
    }
  }

  const { figures } = parts
  if (metrics && figures) {
    const gauges = createGauges(metrics)
    if (parts.started !== undefined)
      metrics
        .gauge(
          'duban_start_to_ready_seconds',
          'From the start until it was ready; slow starts: look at the disk.',
        )
        .set((machineNow() - parts.started) / 1000)

    app.get('/metrics', async (c) => {
      const platforms = await platformsNow()
      try {
        const now = await inTime(figures(), patienceMs)
        gauges.tell(
          now,
          platforms.map((p) => p.name),
        )
      } catch {
        gauges.unreachable()
      }
      for (const { name, awaySince } of platforms) {
        gauges.away(name, awaySince === undefined ? undefined : Math.max(0, machineNow() - awaySince))
      }
      ofThisProcess(metrics)
      return c.text(metrics.text(), 200, { ...NOT_KEPT, 'content-type': METRICS_TYPE })
    })
  }
  return app
}

function ofThisProcess(metrics: Metrics): void {
  const { rss, heapUsed } = process.memoryUsage()
  metrics.gauge('process_resident_memory_bytes', 'Resident memory').set(rss)
  metrics.gauge('nodejs_heap_used_bytes', 'JavaScript heap in use').set(heapUsed)
  metrics.gauge('process_uptime_seconds', 'Since the process started').set(process.uptime())
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'timeout' })), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
