import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFeishuAdapter } from '../../src/adapters/feishu/index.ts'
import type { Adapter, Received } from '../../src/chat/adapter.ts'
import type { Incoming, Said } from '../../src/chat/incoming.ts'
import type { Moment } from '../../src/domain/time.ts'
import { createHooks, MOST_BYTES } from '../../src/http/hooks.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import messageGroupText from '../fixtures/feishu/message-group-text.json' with { type: 'json' }
import { Pusher } from '../support/feishu-simulator/push.ts'
import { World } from '../support/feishu-simulator/world.ts'

const NOW = Date.parse('2026-03-02T09:00:00+08:00')
const HOUR = 3_600_000

const said = (eventId: string): Said => ({
  kind: 'said',
  platform: 'feishu',
  eventId,
  happenedAt: NOW as Moment,
  chat: { id: 'oc_group', kind: 'group' },
  sender: { account: 'ou_somebody' },
  messageId: eventId,
  text: '一句要紧的话',
  mentions: [],
  mentionsBot: false,
  files: [],
})

interface Rig {
  readonly handled: Incoming[]
  readonly logged: string[]
  readonly metrics: ReturnType<typeof createMetrics>
  readonly app: ReturnType<typeof createHooks>
  /** What the next events come to. */
  fails: Error | undefined
  repeat: boolean
}

function rig(adapters: Record<string, Partial<Adapter>>, acknowledgement: object = {}): Rig {
  const logged: string[] = []
  const line = (facts: object, words: string) => void logged.push(JSON.stringify({ ...facts, words }))
  const metrics = createMetrics()
  const made: Rig = {
    handled: [],
    logged,
    metrics,
    fails: undefined,
    repeat: false,
    app: createHooks({
      adapters: new Map(Object.entries(adapters)) as unknown as ReadonlyMap<string, Adapter>,
      async handle(incoming) {
        if (made.fails) throw made.fails
        made.handled.push(incoming)
        return { acknowledgement, repeat: made.repeat }
      },
      machineNow: () => NOW,
      log: { warn: line, error: line },
      metrics,
    }),
  }
  return made
}

const receiving = (received: Received | (() => never)): Partial<Adapter> => ({
  receive: async () => (typeof received === 'function' ? received() : received),
})
const post = (app: Rig['app'], path: string, body: BodyInit = '{}', headers: Record<string, string> = {}) =>
  app.request(path, { method: 'POST', body, headers })

describe('a hook', () => {
  test('hands the bytes and the headers on as they came, names in lower case', async () => {
    let seen: Parameters<NonNullable<Adapter['receive']>>[0] | undefined
    const { app } = rig({
      feishu: {
        receive: async (raw) => {
          seen = raw
          return { kind: 'answered', body: { challenge: 'x' } }
        },
      },
    })
    const answer = await post(app, '/hooks/feishu', ' {"a" :1}\n', { 'X-Lark-Signature': 'abc' })
    expect(await answer.json()).toEqual({ challenge: 'x' })
    expect(new TextDecoder().decode(seen!.body)).toBe(' {"a" :1}\n')
    expect(seen!.headers['x-lark-signature']).toBe('abc')
    expect(seen!.machineNow).toBe(NOW)
  })

  test('events are handled in order, and what they came to is acknowledged', async () => {
    const one = rig(
      {
        feishu: receiving({
          kind: 'incoming',
          incoming: [said('a'), said('b')],
          acknowledge: (outcome) => ({ told: outcome }),
        }),
      },
      { toast: { kind: 'success', text: '已签收' } },
    )
    const answer = await post(one.app, '/hooks/feishu')
    expect(await answer.json()).toEqual({ told: { toast: { kind: 'success', text: '已签收' } } })
    expect(one.handled.map((i) => i.eventId)).toEqual(['a', 'b'])
    expect(one.metrics.text()).toContain('duban_events_received_total{platform="feishu",kind="said"} 2')
    expect(one.metrics.text()).toContain('duban_acknowledgement_seconds_count{platform="feishu"} 1')
  })

  test('a repeat is counted and acknowledged like the first', async () => {
    const one = rig({
      feishu: receiving({ kind: 'incoming', incoming: [said('a')], acknowledge: () => ({}) }),
    })
    one.repeat = true
    expect((await post(one.app, '/hooks/feishu')).status).toBe(200)
    expect(one.metrics.text()).toContain('duban_events_repeated_total{platform="feishu",kind="said"} 1')
  })

  test('when the house cannot take an event, the platform is asked to come again; nothing of it is logged', async () => {
    const one = rig({
      feishu: receiving({ kind: 'incoming', incoming: [said('a')], acknowledge: () => ({}) }),
    })
    one.fails = new Error('Failed query: insert … params: 一句要紧的话', {
      cause: Object.assign(new Error('refused 一句要紧的话'), { code: 'ECONNREFUSED' }),
    })
    const answer = await post(one.app, '/hooks/feishu')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('15')
    expect(one.logged.join()).toContain('ECONNREFUSED')
    expect(one.logged.join()).not.toContain('要紧')
    expect(await answer.text()).not.toContain('要紧')
  })

  test('a fault of ours over a stranger’s bytes is a 400, not a 500', async () => {
    const one = rig({
      feishu: receiving(() => {
        throw new TypeError('一句要紧的话')
      }),
    })
    expect((await post(one.app, '/hooks/feishu')).status).toBe(400)
    expect(one.logged.join()).toContain('TypeError')
    expect(one.logged.join()).not.toContain('要紧')
  })

  test('a platform we do not know, or that receives nothing, is not found', async () => {
    const { app, handled } = rig({ wecom: {} })
    for (const path of ['/hooks/feishu', '/hooks/wecom', '/hooks/constructor', '/hooks/', '/hooks/a/b'])
      expect((await post(app, path)).status).toBe(404)
    expect(handled).toEqual([])
  })

  test('only POST', async () => {
    const { app } = rig({ feishu: receiving({ kind: 'answered', body: {} }) })
    const answer = await app.request('/hooks/feishu')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
  })
})

describe('how large a request may be', () => {
  const taking = () => {
    const lengths: number[] = []
    const made = rig({
      feishu: {
        receive: async ({ body }) => {
          lengths.push(body.length)
          return { kind: 'answered', body: {} }
        },
      },
    })
    return { ...made, lengths }
  }

  test('1 MiB is taken, one byte more is not', async () => {
    const { app, lengths, metrics } = taking()
    expect((await post(app, '/hooks/feishu', 'x'.repeat(MOST_BYTES))).status).toBe(200)
    expect((await post(app, '/hooks/feishu', 'x'.repeat(MOST_BYTES + 1))).status).toBe(413)
    expect(lengths).toEqual([MOST_BYTES])
    expect(metrics.text()).toContain('duban_events_refused_total{platform="feishu",kind="413"} 1')
  })

  test('a length that is not one is no way in', async () => {
    const { app, lengths } = taking()
    expect((await post(app, '/hooks/feishu', '{}', { 'content-length': 'many' })).status).toBe(413)
    expect(
      (await post(app, '/hooks/feishu', 'x'.repeat(MOST_BYTES + 1), { 'content-length': '2' })).status,
    ).toBe(413)
    expect(lengths).toEqual([])
  })

  test('without a length the bytes are counted, and no more of them read than needed', async () => {
    const { app, lengths } = taking()
    let given = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given++
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const answer = await app.request('/hooks/feishu', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
    expect(given).toBeLessThan(20)
    expect(lengths).toEqual([])
  })

  test('on a real server, with a length and in chunks', async () => {
    const { app, lengths } = taking()
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const send = (chunks: readonly Buffer[], headers: Record<string, string | number>) =>
      new Promise<number>((resolve, reject) => {
        const sent = request(
          { port, host: '127.0.0.1', path: '/hooks/feishu', method: 'POST', headers },
          (answer) => {
            answer.resume()
            resolve(answer.statusCode!)
          },
        )
        // The server may hang up before everything is sent.
        sent.on('error', reject)
        for (const chunk of chunks) sent.write(chunk)
        sent.end()
      })
    const mebi = Buffer.alloc(MOST_BYTES, 'x')
    try {
      expect(await send([mebi], { 'content-length': MOST_BYTES })).toBe(200)
      expect(await send([mebi, mebi], { 'content-length': 2 * MOST_BYTES })).toBe(413)
      expect(await send([mebi], {})).toBe(200)
      expect(await send([mebi, Buffer.from('x')], {})).toBe(413)
      expect(lengths).toEqual([MOST_BYTES, MOST_BYTES])
    } finally {
      server.close()
    }
  })
})

describe('with the real Feishu room', () => {
  const APP = 'cli_a1b2c3d4e5f60718'
  const ENCRYPT_KEY = 'an-encrypt-key'
  const TOKEN = 'a-verification-token'
  let adapter: Adapter
  let one: Rig
  let logged: string[]

  beforeEach(() => {
    logged = []
    const line = (facts: object, words: string) => void logged.push(JSON.stringify({ ...facts, words }))
    adapter = createFeishuAdapter(
      {
        appId: APP,
        appSecret: 'secret',
        encryptKey: ENCRYPT_KEY,
        verificationToken: TOKEN,
        domain: 'http://127.0.0.1:9',
        mode: 'webhook',
      },
      {
        http: { request: () => Promise.reject(new Error('nobody is there')) },
        now: () => NOW,
        log: { info: line, warn: line, error: line },
      },
    )
    one = rig({ feishu: adapter })
  })
  afterEach(() => adapter.close())

  const event = () => {
    const whole = structuredClone(messageGroupText) as unknown as {
      header: { token: string; app_id: string }
      event: { message: { message_id: string } }
    }
    whole.header.token = TOKEN
    whole.header.app_id = APP
    return whole
  }
  const sealed = (whole: object, at = NOW, key = ENCRYPT_KEY) => {
    const pusher = new Pusher(new World(APP, '督办'), {
      appId: APP,
      encryptKey: key,
      verificationToken: TOKEN,
      signatureNow: () => at,
    })
    const { headers, body } = pusher.seal(whole, at)
    return { headers: { ...headers }, body: new Uint8Array(body) }
  }
  const send = async ({ headers, body }: { headers: Record<string, string>; body: BodyInit }) =>
    (await post(one.app, '/hooks/feishu', body, headers)).status

  test('a signed, encrypted event is taken', async () => {
    expect(await send(sealed(event()))).toBe(200)
    expect(one.handled).toMatchObject([{ kind: 'said', platform: 'feishu' }])
  })

  test('replayed within its time it has the same key, so that the memory finds it', async () => {
    const captured = sealed(event())
    expect(await send(captured)).toBe(200)
    expect(await send(captured)).toBe(200)
    expect(await send(sealed(event(), NOW - 7 * HOUR))).toBe(200)
    expect(new Set(one.handled.map((i) => i.eventId)).size).toBe(1)
  })

  test('forged, stale, under another key, altered or for another token: 401, and nothing is handled', async () => {
    const good = sealed(event())
    expect(await send({ ...good, headers: { ...good.headers, 'x-lark-signature': 'f'.repeat(64) } })).toBe(
      401,
    )
    expect(await send({ ...good, headers: {} })).toBe(401)
    expect(await send({ ...good, headers: { ...good.headers, 'x-lark-request-nonce': '1' } })).toBe(401)
    expect(await send(sealed(event(), NOW - 8 * HOUR - 2000))).toBe(401)
    expect(await send(sealed(event(), NOW + HOUR))).toBe(401)
    expect(await send(sealed(event(), NOW, 'another-key'))).toBe(401)
    const altered = new Uint8Array(good.body)
    altered[20]! ^= 1
    expect(await send({ ...good, body: altered })).toBe(401)
    const other = event()
    other.header.token = 'another-token'
    expect(await send(sealed(other))).toBe(401)
    expect(one.handled).toEqual([])
    expect(one.metrics.text()).toContain('duban_events_refused_total{platform="feishu",kind="401"} 8')
    expect([...logged, ...one.logged].join()).not.toContain(TOKEN)
  })

  test('not JSON, not an object, not the shape: 400', async () => {
    for (const body of [
      '',
      'hello',
      '[]',
      'null',
      '{}',
      '{"encrypt":5}',
      new Uint8Array([0xff, 0xfe]),
      '\u0000',
    ])
      expect(await send({ headers: {}, body })).toBe(400)
    expect(await send(sealed({ header: {} }))).toBe(400)
    expect(one.handled).toEqual([])
  })

  test('an event type we do not know is received and ignored', async () => {
    const strange = { ...event(), event: {} } as unknown as { header: { event_type: string } }
    strange.header.event_type = 'calendar.changed_v4'
    expect(await send(sealed(strange))).toBe(200)
    expect(one.handled).toEqual([])
  })

  test('the check of the address needs the token alone', async () => {
    const check = (token: string) =>
      post(one.app, '/hooks/feishu', JSON.stringify({ type: 'url_verification', challenge: 'c-1', token }))
    expect(await (await check(TOKEN)).json()).toEqual({ challenge: 'c-1' })
    expect((await check('wrong')).status).toBe(401)
  })
})
