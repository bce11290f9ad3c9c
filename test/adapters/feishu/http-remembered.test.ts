import { describe, expect, test } from 'vitest'
import type { HttpClient, HttpRequest } from '../../../src/adapters/feishu/http.ts'
import { type Remembered, rememberingClient } from '../../../src/adapters/feishu/http-remembered.ts'

const TOKEN = 'http://feishu/open-apis/auth/v3/tenant_access_token/internal'
const BOT = 'http://feishu/open-apis/bot/v3/info'
const MINUTE = 60_000

function platform(answers: Record<string, object>) {
  const asked: string[] = []
  const http: HttpClient = {
    async request({ url }) {
      asked.push(url)
      return { status: 200, headers: {}, bytes: new TextEncoder().encode(JSON.stringify(answers[url])) }
    },
  }
  return { http, asked }
}
const ask = (url: string): HttpRequest => ({ method: 'POST', url, headers: {}, timeoutMs: 1000 })

describe('what outlives a request', () => {
  const good = { [TOKEN]: { code: 0, tenant_access_token: 't-1', expire: 7200 }, [BOT]: { code: 0, bot: {} } }
  let now = 0
  const client = (http: HttpClient, remembered: Remembered) => rememberingClient(http, remembered, () => now)

  test('the token and the bot’s id, and nothing else', async () => {
    now = 0
    const { http, asked } = platform({ ...good, 'http://feishu/open-apis/im/v1/messages': { code: 0 } })
    const remembered: Remembered = new Map()
    for (let n = 0; n < 3; n++) {
      const mine = client(http, remembered)
      for (const url of [TOKEN, BOT, 'http://feishu/open-apis/im/v1/messages']) await mine.request(ask(url))
    }
    expect(asked.filter((url) => url === TOKEN)).toHaveLength(1)
    expect(asked.filter((url) => url === BOT)).toHaveLength(1)
    expect(asked.filter((url) => url.endsWith('messages'))).toHaveLength(3)
  })

  test('the token until ten minutes before its end', async () => {
    now = 0
    const { http, asked } = platform(good)
    const remembered: Remembered = new Map()
    await client(http, remembered).request(ask(TOKEN))
    now = 110 * MINUTE - 1
    await client(http, remembered).request(ask(TOKEN))
    expect(asked).toHaveLength(1)
    now = 110 * MINUTE
    await client(http, remembered).request(ask(TOKEN))
    expect(asked).toHaveLength(2)
  })

  test('asked twice by the same request, what was remembered was no good', async () => {
    now = 0
    const { http, asked } = platform(good)
    const remembered: Remembered = new Map()
    await client(http, remembered).request(ask(TOKEN))
    const mine = client(http, remembered)
    await mine.request(ask(TOKEN))
    expect(asked).toHaveLength(1)
    await mine.request(ask(TOKEN))
    expect(asked).toHaveLength(2)
    await client(http, remembered).request(ask(TOKEN))
    expect(asked).toHaveLength(2)
  })

  test('not a refusal', async () => {
    now = 0
    const { http, asked } = platform({ [TOKEN]: { code: 10003, msg: 'invalid param' } })
    const remembered: Remembered = new Map()
    for (let n = 0; n < 2; n++) await client(http, remembered).request(ask(TOKEN))
    expect(asked).toHaveLength(2)
    expect(remembered.size).toBe(0)
  })
})
