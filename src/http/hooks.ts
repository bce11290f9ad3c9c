/**
 * Where platforms bring their events: the raw bytes go to the platform's own room, what comes out is handled in order
 * and acknowledged after its commit. A stranger gets a 4xx; 503 is said only when the house itself cannot take the event,
 * so that the platform brings it again.
 */
import { type Context, Hono } from 'hono'
import type { Acknowledgement, Adapter, Received } from '../chat/adapter.ts'
import type { Incoming } from '../chat/incoming.ts'
import { createMetrics, type Metrics } from './metrics.ts'

export interface HookParts {
  readonly adapters: ReadonlyMap<string, Adapter>
  /** @throws when the event could not even be stored */
  readonly handle: (
    incoming: Incoming,
  ) => Promise<{ readonly acknowledgement: Acknowledgement; readonly repeat?: boolean }>
  /** The machine's clock, milliseconds. */
  readonly machineNow: () => number
  /** Never given content, tokens or names. */
  readonly log: { warn(facts: object, words: string): void; error(facts: object, words: string): void }
  readonly metrics?: Metrics
}

export const MOST_BYTES = 1024 * 1024
/** Feishu waits 3 s. */
const ACKNOWLEDGED_WITHIN = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5]

export function createHooks(parts: HookParts): Hono {
  const { adapters, machineNow, log } = parts
  const metrics = parts.metrics ?? createMetrics()
  const count = {
    received: metrics.counter('duban_events_received_total', 'Events taken in, repeats included'),
    repeated: metrics.counter('duban_events_repeated_total', 'Events that had been taken in before'),
    refused: metrics.counter('duban_events_refused_total', 'Requests turned away, by the status answered'),
    failed: metrics.counter(
      'duban_events_failed_total',
      'Events the house could not take; brought again later',
    ),
    seconds: metrics.histogram(
      'duban_acknowledgement_seconds',
      'From the request to its acknowledgement',
      ACKNOWLEDGED_WITHIN,
    ),
  }

  const app = new Hono()

  app.post('/hooks/:platform', async (c) => {
    const platform = c.req.param('platform')
    const adapter = adapters.get(platform)
    if (!adapter?.receive) return c.json({ error: 'no such platform here' }, 404)
    const startedAt = machineNow()
    const turnAway = (status: 400 | 401 | 413, reason: string) => {
      count.refused.add({ platform, kind: status })
      log.warn({ platform, status, reason }, 'hook refused')
      return c.json({ error: reason }, status)
    }

    const body = await bodyOf(c)
    if (body === 'too large') return turnAway(413, 'larger than 1 MiB')
    if (body === 'broken off') return turnAway(400, 'the body broke off')

    let received: Received
    try {
      received = await adapter.receive({ headers: c.req.header(), body, machineNow: startedAt })
    } catch (error) {
      // A fault of ours that a stranger's bytes brought about; a genuine event comes again after a 400, too.
      log.error({ platform, fault: faultOf(error) }, 'hook could not be read')
      return turnAway(400, 'not the expected shape')
    }
    if (received.kind === 'refused') return turnAway(received.status, received.reason)
    if (received.kind === 'answered') return c.json(received.body as object)

    let outcome: Acknowledgement = {}
    for (const incoming of received.incoming) {
      const { kind } = incoming
      try {
        const handled = await parts.handle(incoming)
        count.received.add({ platform, kind })
        if (handled.repeat) count.repeated.add({ platform, kind })
        outcome = { ...outcome, ...handled.acknowledgement }
      } catch (error) {
        count.failed.add({ platform, kind })
        log.error(
          { platform, kind, fault: faultOf(error) },
          'event not taken; the platform will bring it again',
        )
        c.header('retry-after', '15')
        return c.json({ error: 'not now' }, 503)
      }
    }
    count.seconds.observe((machineNow() - startedAt) / 1000, { platform })
    return c.json(received.acknowledge(outcome) as object)
  })

  app.all('/hooks/:platform', (c) => {
    if (!adapters.get(c.req.param('platform'))?.receive)
      return c.json({ error: 'no such platform here' }, 404)
    return c.json({ error: 'POST only' }, 405, { allow: 'POST' })
  })
  return app
}

/** The bytes as they came. With a length that is told, the server holds the sender to it; without one they are counted. */
async function bodyOf(c: Context): Promise<Uint8Array | 'too large' | 'broken off'> {
  const told = c.req.header('transfer-encoding') ? undefined : c.req.header('content-length')
  try {
    if (told !== undefined) {
      if (!(Number(told) <= MOST_BYTES)) return 'too large'
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      return bytes.length > MOST_BYTES ? 'too large' : bytes
    }
    return await counted(c.req.raw.body)
  } catch {
    return 'broken off'
  }
}

async function counted(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array | 'too large'> {
  if (!stream) return new Uint8Array()
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > MOST_BYTES) {
      reader.cancel().catch(() => {})
      return 'too large'
    }
    chunks.push(value)
  }
  if (chunks.length === 1) return chunks[0]!
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** What kind of error it is, and nothing of its text: a failed query's holds what people said. */
export function faultOf(error: unknown): string {
  const names: string[] = []
  for (let e = error; e instanceof Error && names.length < 5; e = e.cause) {
    const { code } = e as { code?: unknown }
    names.push(typeof code === 'string' ? `${e.name} ${code}` : e.name)
  }
  return names.join(' < ') || typeof error
}
