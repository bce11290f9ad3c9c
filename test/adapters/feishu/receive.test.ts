import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fetchClient } from '../../../src/adapters/feishu/http-fetch.ts'
import { createFeishuAdapter } from '../../../src/adapters/feishu/index.ts'
import type { Adapter, RawRequest, Received } from '../../../src/chat/adapter.ts'
import { encrypt } from '../../support/feishu-simulator/index.ts'
import { Pusher } from '../../support/feishu-simulator/push.ts'
import { World } from '../../support/feishu-simulator/world.ts'

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/feishu/${name}.json`, import.meta.url), 'utf8'))

const vendor = fixture('encrypted-event')
const APP = 'cli_a1b2c3d4e5f60718'
const SIGNED_AT = Number(vendor.request.headers['x-lark-request-timestamp']) * 1000
const HOUR = 3_600_000

const quiet = { info() {}, warn() {}, error() {} }

function adapterWith(change: Partial<Parameters<typeof createFeishuAdapter>[0]> = {}): Adapter {
  const answerless = fetchClient(async (input) =>
    String(input).endsWith('/bot/v3/info')
      ? Response.json({
          code: 0,
          bot: { open_id: 'ou_2ff1f5fe33f9a33586bd0731c10d25ce', app_name: '服务台机器人' },
        })
      : Response.json({ code: 0, tenant_access_token: 't-x', expire: 7200 }),
  )
  return createFeishuAdapter(
    {
      appId: APP,
      appSecret: 'secret',
      encryptKey: vendor.encryptKey,
      verificationToken: vendor.verificationToken,
      domain: 'http://127.0.0.1:9',
      mode: 'webhook',
      ...change,
    },
    { http: answerless, now: Date.now, log: quiet },
  )
}

let adapter: Adapter
beforeEach(() => {
  adapter = adapterWith()
})
afterEach(() => adapter.close())

const bytes = (body: string) => new TextEncoder().encode(body)
const receive = (
  body: string | Uint8Array,
  headers: RawRequest['headers'] = {},
  machineNow = SIGNED_AT + 1000,
) => adapter.receive!({ headers, body: typeof body === 'string' ? bytes(body) : body, machineNow })

const signed = (
  event: object,
  key = vendor.encryptKey,
  at = SIGNED_AT,
): { body: Uint8Array; headers: Record<string, string> } =>
  new Pusher(new World(APP, 'x'), {
    appId: APP,
    encryptKey: key,
    verificationToken: vendor.verificationToken,
    signatureNow: Date.now,
  }).seal(event, at)
const receiveSigned = (event: object, key?: string) => {
  const { body, headers } = signed(event, key)
  return receive(body, headers)
}
const refusal = (received: Received) => (received.kind === 'refused' ? received.status : received.kind)

describe('the vendor’s own example', () => {
  test('is accepted byte for byte and decoded', async () => {
    const received = await receive(vendor.request.rawBody, vendor.request.headers)
    expect(received.kind).toBe('incoming')
    if (received.kind !== 'incoming') return
    expect(received.incoming).toEqual([
      {
        platform: 'feishu',
        kind: 'said',
        eventId: 'om_5a49c899ce37199d9f3e9ddefc3cabc7',
        happenedAt: 1773622860000,
        chat: { id: 'oc_94f2319ee467579960e5a24f5e7214b2', kind: 'group' },
        sender: { account: 'ou_7195987ebf4f9a4fd226d11261dd6452' },
        messageId: 'om_5a49c899ce37199d9f3e9ddefc3cabc7',
        text: '报修 三楼会议室打印机卡纸，请 @王科长 今天处理',
        mentions: [{ text: '@王科长', account: 'ou_07b4232668bdc94f364ebcf563749a8d' }],
        mentionsBot: true,
        files: [],
      },
    ])
    expect(received.acknowledge({})).toEqual({})
    expect(received.acknowledge({ toast: { kind: 'success', text: '已签收' } })).toEqual({
      toast: { type: 'success', content: '已签收' },
    })
  })

  test('with one more blank in the body is refused: the bytes are signed, not the meaning', async () => {
    const body = vendor.request.rawBody.replace('{"encrypt":', '{"encrypt": ')
    expect(refusal(await receive(body, vendor.request.headers))).toBe(401)
  })
})

describe('whose signature is not good', () => {
  const { headers, rawBody } = vendor.request
  test.each([
    ['no headers', {}],
    ['no signature', { ...headers, 'x-lark-signature': undefined }],
    ['no nonce', { ...headers, 'x-lark-request-nonce': undefined }],
    ['another nonce', { ...headers, 'x-lark-request-nonce': '1' }],
    ['another timestamp', { ...headers, 'x-lark-request-timestamp': '1773622861' }],
    ['a timestamp that is none', { ...headers, 'x-lark-request-timestamp': 'yesterday' }],
    ['a signature cut short', { ...headers, 'x-lark-signature': headers['x-lark-signature'].slice(0, 40) }],
    ['a signature of nothing', { ...headers, 'x-lark-signature': '' }],
    ['another signature', { ...headers, 'x-lark-signature': '0'.repeat(64) }],
  ])('%s → 401', async (_, changed) => {
    expect(refusal(await receive(rawBody, changed))).toBe(401)
  })

  test('signed with another key → 401', async () => {
    expect(refusal(await receiveSigned(fixture('message-group-text'), 'another key'))).toBe(401)
  })

  test.each([
    ['just under 8 hours old', 8 * HOUR - 1000, 'incoming'],
    ['just over 8 hours old', 8 * HOUR + 1000, 401],
    ['4 minutes ahead of us', -4 * 60_000, 'incoming'],
    ['6 minutes ahead of us', -6 * 60_000, 401],
  ])('%s', async (_, age, outcome) => {
    expect(refusal(await receive(rawBody, headers, SIGNED_AT + age))).toBe(outcome)
  })

  test('a repeat inside the window is decoded again, with the same key', async () => {
    const [one, two] = [
      await receive(rawBody, headers),
      await receive(rawBody, headers, SIGNED_AT + 7 * HOUR),
    ]
    expect(one).toMatchObject({ kind: 'incoming' })
    expect(JSON.stringify(one)).toBe(JSON.stringify(two))
  })

  test('without an Encrypt Key nothing is believed, not even what an empty key signs', async () => {
    const { signatureOf } = await import('../../../src/adapters/feishu/crypto.ts')
    adapter = adapterWith({ encryptKey: '' })
    const body = bytes(JSON.stringify(fixture('message-group-text')))
    expect(refusal(await receive(body))).toBe(401)
    const timestamp = String(SIGNED_AT / 1000)
    const empty = {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'n',
      'x-lark-signature': signatureOf(timestamp, 'n', '', body),
    }
    expect(refusal(await receive(body, empty))).toBe(401)
    const forged = signed(fixture('message-group-text'), 'x')
    expect(refusal(await receive(forged.body, forged.headers))).toBe(401)
  })
})

describe('what is not an event', () => {
  test.each([
    ['nothing', ''],
    ['not JSON', 'hello'],
    ['cut short', vendor.request.rawBody.slice(0, 200)],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['another object', '{"a":1}'],
    ['a number for a cipher', '{"encrypt":5}'],
  ])('%s → 400', async (_, body) => {
    expect(refusal(await receive(body))).toBe(400)
  })

  test('bytes that are not UTF-8 → 400', async () => {
    expect(refusal(await receive(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])))).toBe(400)
  })

  test('nested a hundred thousand deep: refused, nothing thrown', async () => {
    expect(refusal(await receive('['.repeat(100_000)))).toBe(400)
  })

  test('a megabyte of cipher: refused, nothing thrown', async () => {
    expect(refusal(await receive(JSON.stringify({ encrypt: 'A'.repeat(1_000_000) })))).toBe(401)
  })

  test.each([
    ['that this key does not open', () => encrypt('{}', 'another key')],
    ['that holds no JSON', () => encrypt('hello', vendor.encryptKey)],
    ['shorter than a block', () => 'AAAA'],
    ['that is no base64', () => '☃☃☃'],
  ])('signed, with a cipher %s → 400', async (_, cipher) => {
    const body = bytes(JSON.stringify({ encrypt: cipher() }))
    const { signatureOf } = await import('../../../src/adapters/feishu/crypto.ts')
    const timestamp = String(SIGNED_AT / 1000)
    const signature = signatureOf(timestamp, 'n', vendor.encryptKey, body)
    const headers = {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'n',
      'x-lark-signature': signature,
    }
    expect(refusal(await receive(body, headers))).toBe(400)
    expect(refusal(await receive(body))).toBe(401)
  })

  test.each(['message', 'sender'])('a message event without its %s → 400', async (part) => {
    const event = fixture('message-group-text')
    delete event.event[part]
    expect(refusal(await receiveSigned(event))).toBe(400)
  })
})

describe('the verification token', () => {
  const event = () => fixture('message-group-text')
  test.each(['wrong', '', undefined, 5])('%s → 401', async (token) => {
    const changed = event()
    changed.header.token = token
    expect(refusal(await receiveSigned(changed))).toBe(401)
  })

  test('of a press is the header’s, not the card’s own token in the event', async () => {
    const press = fixture('card-action-button')
    press.header.token = 'wrong'
    press.event.token = vendor.verificationToken
    expect(refusal(await receiveSigned(press))).toBe(401)
  })

  test('another app’s event → 401; an event that names no app is ours', async () => {
    const other = event()
    other.header.app_id = 'cli_0000000000000000'
    expect(refusal(await receiveSigned(other))).toBe(401)
    const none = event()
    delete none.header.app_id
    expect(refusal(await receiveSigned(none))).toBe('incoming')
  })
})

describe('the check of the address', () => {
  const challenge = { challenge: '8f1c2b7e-3d54-4c19-9a60-2f6f0d1f7c11' }
  test('plain, though the app has an Encrypt Key', async () => {
    expect(await receive(JSON.stringify(fixture('url-verification')))).toEqual({
      kind: 'answered',
      body: challenge,
    })
  })
  test('encrypted, without a signature', async () => {
    expect(await receive(vendor.encryptedUrlVerification.rawBody)).toEqual({
      kind: 'answered',
      body: challenge,
    })
  })
  test.each(['wrong', '', undefined, null])('with the token %s → 401', async (token) => {
    expect(refusal(await receive(JSON.stringify({ ...fixture('url-verification'), token })))).toBe(401)
  })
  test('when no token is configured, an empty one opens nothing', async () => {
    adapter = adapterWith({ verificationToken: '' })
    expect(refusal(await receive(JSON.stringify({ ...fixture('url-verification'), token: '' })))).toBe(401)
  })
})

describe('is answered and ignored', () => {
  test.each(['user-added', 'user-deleted'])('%s', async (name) => {
    expect(await receiveSigned(fixture(name))).toEqual({ kind: 'answered', body: {} })
  })
  test('an event type nobody has heard of', async () => {
    const event = fixture('user-added')
    event.header.event_type = 'im.something.new_v9'
    expect(await receiveSigned(event)).toEqual({ kind: 'answered', body: {} })
  })
  test('what another bot says', async () => {
    for (const type of ['app', 'bot']) {
      const event = fixture('message-group-text')
      event.event.sender.sender_type = type
      expect(await receiveSigned(event)).toEqual({ kind: 'answered', body: {} })
    }
  })
  test('a button that is not one of ours: the person is told', async () => {
    for (const name of ['card-action', 'card-action-button'])
      expect(await receiveSigned(fixture(name))).toEqual({
        kind: 'answered',
        body: { toast: { type: 'warning', content: expect.any(String) } },
      })
  })
})

test('a plain body with a good signature is believed as well', async () => {
  const { signatureOf } = await import('../../../src/adapters/feishu/crypto.ts')
  const body = bytes(JSON.stringify(fixture('message-p2p-text')))
  const timestamp = String(SIGNED_AT / 1000)
  const headers = {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': 'n',
    'x-lark-signature': signatureOf(timestamp, 'n', vendor.encryptKey, body),
  }
  expect(await receive(body, headers)).toMatchObject({ kind: 'incoming', incoming: [{ text: '我的待办' }] })
  expect(refusal(await receive(body))).toBe(401)
})
