/** For those who run the house: is it up, can it work, how is it. No session, no names, nothing anybody said. */
import { Hono } from 'hono'
import type { HouseState } from '../services/health/house-state.ts'
import { faultOf } from './hooks.ts'
import { METRICS_TYPE, type Metrics } from './metrics.ts'

export interface HealthParts {
  /** @throws when the database cannot be reached */
  readonly house: () => Promise<HouseState>
  /** What is wrong with the configuration: sentences that name their variable. */
  readonly problems?: readonly string[]
  readonly platforms: readonly string[]
  /** Since when this process cannot reach a platform; where it does not remember, the outbox tells. */
  readonly awaySince?: () => ReadonlyMap<string, number>
  readonly machineNow: () => number
  /** How long the database may take to answer, milliseconds. */
  readonly patienceMs?: number
  /** Absent: no `/metrics`. */
  readonly metrics?: Metrics
}

export function createHealth(parts: HealthParts): Hono {
  const { machineNow, metrics } = parts
  const problems = parts.problems ?? []
  const app = new Hono()

  const look = () => inTime(parts.house(), parts.patienceMs ?? 2500)

  app.get('/healthz', (c) => c.json({ status: 'up' }, 200, NOT_KEPT))

  app.get('/readyz', async (c) => {
    let house: HouseState | undefined
    let fault: string | undefined
    // With a configuration that is wrong there may be no database to ask.
    if (problems.length === 0) {
      try {
        house = await look()
      } catch (error) {
        fault = faultOf(error)
      }
    }
    const ready = house !== undefined && house.missing.length === 0
    const away = parts.awaySince?.() ?? house?.stuckSince
    return c.json(
      {
        ready,
        configuration: problems.length === 0 ? 'ok' : problems,
        database: house ? 'ok' : (fault ?? 'not asked'),
        migrations: house ? (house.missing.length === 0 ? 'ok' : { missing: house.missing }) : 'not asked',
        platforms: parts.platforms.map((platform) => {
          const since = away?.get(platform)
          return { platform, away_since: since === undefined ? null : new Date(since).toISOString() }
        }),
      },
      ready ? 200 : 503,
      NOT_KEPT,
    )
  })

  if (metrics) {
    const set = {
      up: metrics.gauge('duban_database_up', 'Whether the database answers'),
      waiting: metrics.gauge('duban_outbox_waiting', 'Messages that wait to leave'),
      parked: metrics.gauge('duban_outbox_parked', 'Messages laid aside for the operator'),
      oldest: metrics.gauge('duban_outbox_oldest_seconds', 'How long the oldest waiting message has waited'),
      left: metrics.gauge('duban_left_events', 'Events that wait to be finished'),
      lanes: metrics.gauge('duban_lanes_held', 'Chats somebody delivers to just now'),
      files: metrics.gauge('duban_files_waiting', 'Files that wait to be fetched'),
      away: metrics.gauge('duban_platform_away_seconds', 'How long a platform has not been reached; 0: reached'),
    }
    app.get('/metrics', async (c) => {
      let house: HouseState | undefined
      try {
        house = await look()
      } catch {}
      set.up.set(house ? 1 : 0)
      if (house) {
        set.waiting.set(house.outbox.waiting)
        set.parked.set(house.outbox.parked)
        set.oldest.set(house.outbox.oldestMs / 1000)
        set.left.set(house.left)
        set.lanes.set(house.lanesHeld)
        set.files.set(house.filesWaiting)
      }
      const away = parts.awaySince?.() ?? house?.stuckSince
      for (const platform of parts.platforms) {
        const since = away?.get(platform)
        set.away.set(since === undefined ? 0 : Math.max(0, machineNow() - since) / 1000, { platform })
      }
      processMetrics(metrics)
      return c.text(metrics.text(), 200, { ...NOT_KEPT, 'content-type': METRICS_TYPE })
    })
  }
  return app
}

/** Call once, when the house has opened its doors. */
export function noteReady(metrics: Metrics, secondsFromStart: number): void {
  metrics
    .gauge('duban_start_to_ready_seconds', 'From the start of the process until it was ready')
    .set(secondsFromStart)
}

const NOT_KEPT = { 'cache-control': 'no-store' }

function processMetrics(metrics: Metrics): void {
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
