import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createAssets } from '../../src/http/assets.ts'
import { createPractice, type Practice } from '../../src/http/practice.ts'
import { practiceFake } from '../support/practice-fake.ts'

const assets = createAssets(
  new Map([
    ['base.css', 'b{}'],
    ['practice.css', 'p{}'],
    ['practice.js', '//'],
    ['seal.svg', '<svg/>'],
  ]),
)
const HERE = { 'sec-fetch-site': 'same-origin' }

function open(password?: string) {
  const fake = practiceFake()
  const { app, who } = createPractice({
    port: fake.port,
    assets,
    sessionKey: 'key',
    beatMs: 50,
    ...(password !== undefined && { password }),
  })
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  const post = (path: string, body: unknown, headers: Record<string, string> = HERE) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  let keys = 0
  const say = async (me: string, text: string, more: object = {}) => {
    keys += 1
    const response = await post(`/practice/api/say?as=${me}`, {
      room: 'group',
      text,
      key: `k${keys}`,
      ...more,
    })
    expect(response.status).toBe(200)
    return ((await response.json()) as { id: string }).id
  }
  const history = async (me: string, room = 'group', root?: string) => {
    const response = await get(`/practice/api/history?as=${me}&room=${room}${root ? `&root=${root}` : ''}`)
    if (response.status !== 200) return undefined
    return (
      (await response.json()) as {
        messages: {
          id: string
          by?: string
          body: { text?: string; message?: { title?: string } }
          onlyFor?: string
        }[]
      }
    ).messages
  }
  return { fake, app, who, get, post, say, history }
}

/** A page of another part of the house that wants to know who is there. */
function asks(who: Practice['who']) {
  return new Hono().get('/', async (c) => c.text((await who(c)) ?? 'nobody'))
}

describe('the page', () => {
  test('runs no inline script, frames nowhere, and says who one is', async () => {
    const page = await open().get('/practice', { cookie: 'practice_me=wang-qiang; type=large' })
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(html).not.toMatch(/\son\w+=/)
    expect(html).toContain('data-me="wang-qiang"')
    expect(html).toContain('data-type="large"')
  })

  test('a cookie naming nobody makes one the newcomer', async () => {
    const html = await (await open().get('/practice', { cookie: 'practice_me="><script>' })).text()
    expect(html).toContain('data-me="li-na"')
  })
})

describe('who may send', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser elsewhere', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['this page', HERE, 200],
    ['this page in an old browser', { origin: 'http://localhost', host: 'localhost' }, 200],
    ['no browser at all', {}, 200],
  ])('%s', async (_who, headers, status) => {
    const { post } = open()
    const said = await post('/practice/api/say?as=li-na', { room: 'group', text: 'x', key: 'k' }, headers)
    expect(said.status).toBe(status)
  })

  test('is chosen in one call, kept in a cookie, and only from the roster', async () => {
    const { post, who } = open()
    const chosen = await post('/practice/api/me', { person: 'wang-qiang' })
    const cookie = chosen.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^practice_me=wang-qiang;.*HttpOnly.*SameSite=Lax/)
    expect((await post('/practice/api/me', { person: 'nobody' })).status).toBe(404)
    const ask = asks(who)
    expect(await (await ask.request('/?as=liu-chang', { headers: { cookie } })).text()).toBe('wang-qiang')
  })
})

describe('rooms', () => {
  test('are one’s own: the group, the department’s, the bot’s; the leaders’ for leaders', async () => {
    const { get, history } = open()
    const rooms = async (me: string) =>
      (
        (await (await get(`/practice/api/start?as=${me}`)).json()) as { state: { rooms: { id: string }[] } }
      ).state.rooms.map((r) => r.id)
    expect(await rooms('wang-qiang')).toEqual(['group', 'dept:personnel', 'direct:wang-qiang'])
    expect(await rooms('zhao-jianguo')).toEqual(['group', 'leaders', 'direct:zhao-jianguo'])
    expect(await history('wang-qiang', 'dept:office')).toBeUndefined()
    expect(await history('wang-qiang', 'direct:li-na')).toBeUndefined()
  })

  test('what is for one person is seen by that person alone', async () => {
    const { say, history } = open()
    await say('li-na', '/assign 人事科 更新权责清单 5个工作日内')
    const titles = async (me: string) => (await history(me))?.map((m) => m.body.message?.title ?? m.body.text)
    expect(await titles('li-na')).toContain('拟下发 交办单')
    expect(await titles('wang-qiang')).not.toContain('拟下发 交办单')
  })

  test('nobody speaks in a room they are not in, nor replies across rooms', async () => {
    const { post, say } = open()
    const said = await post('/practice/api/say?as=wang-qiang', { room: 'dept:office', text: 'x', key: 'k' })
    expect(said.status).toBe(409)
    const own = await say('li-na', '内部', { room: 'dept:office' })
    const reply = await post('/practice/api/say?as=wang-qiang', {
      room: 'group',
      replyTo: own,
      text: 'x',
      key: 'k',
    })
    expect(reply.status).toBe(409)
  })

  test('the same key twice is one message', async () => {
    const { post, history } = open()
    const said = { room: 'group', text: '收到', key: 'again' }
    await post('/practice/api/say?as=li-na', said)
    await post('/practice/api/say?as=li-na', said)
    expect(await history('li-na')).toHaveLength(1)
  })

  test('words stay words: tags, other directions, nothing, NUL and halves of characters', async () => {
    const { say, history } = open()
    const hostile = '<script>alert(1)</script> \u202egnp.exe \u200b'
    await say('li-na', `${hostile}\0\ud83d`)
    expect((await history('li-na'))?.[0]?.body.text).toBe(`${hostile}\ufffd`)
  })

  test('only one’s own words are edited and taken back', async () => {
    const { post, say, history } = open()
    const id = await say('li-na', '一')
    const other = await post('/practice/api/edit?as=wang-qiang', { message: id, text: '二' })
    expect([other.status, await other.json()]).toEqual([409, expect.objectContaining({ why: 'not-yours' })])
    expect((await post('/practice/api/edit?as=li-na', { message: id, text: '二' })).status).toBe(200)
    expect((await history('li-na'))?.[0]?.body.text).toBe('二')
    expect((await post('/practice/api/recall?as=li-na', { message: id })).status).toBe(200)
    expect((await history('li-na'))?.[0]?.body.text).toBe('')
  })

  test('a button pressed on a card that changed meanwhile says so', async () => {
    const { post, say, history } = open()
    await say('li-na', '/assign 人事科 更新权责清单 5个工作日内')
    const card = (await history('li-na'))!.at(-1)!.id
    const press = { message: card, button: 0, label: '确认下发', key: 'p1' }
    const first = await post('/practice/api/press?as=li-na', press)
    expect(await first.json()).toMatchObject({ ok: true, toast: { text: '已下发' } })
    const second = await post('/practice/api/press?as=li-na', { ...press, key: 'p2' })
    expect(await second.json()).toMatchObject({
      why: 'button-gone',
      error: expect.stringContaining('已更新'),
    })
    expect((await post('/practice/api/press?as=wang-qiang', press)).status).toBe(409)
  })

  test.each([
    ['not JSON', '{'],
    ['no text', '{"room":"group","key":"k"}'],
    ['only blanks', '{"room":"group","text":"  ","key":"k"}'],
    ['a number for words', '{"room":"group","text":5,"key":"k"}'],
    ['too many characters', JSON.stringify({ room: 'group', text: '字'.repeat(20_001), key: 'k' })],
  ])('what cannot be read is refused in Chinese: %s', async (_what, body) => {
    const { app } = open()
    const response = await app.request('/practice/api/say', { method: 'POST', headers: HERE, body })
    expect(response.status).toBe(400)
    expect(((await response.json()) as { error: string }).error).toMatch(/\p{Script=Han}/u)
  })
})

describe('the clock', () => {
  test('moves forward by hours, working days, to a day and hour; never back', async () => {
    const { post, get } = open()
    const now = async () =>
      ((await (await get('/practice/api/start')).json()) as { clock: { now: number } }).clock.now
    const before = await now()
    expect((await post('/practice/api/clock', { kind: 'hours', count: 1 })).status).toBe(200)
    expect((await now()) - before).toBeGreaterThanOrEqual(3_600_000)
    expect((await post('/practice/api/clock', { kind: 'working-days', count: 1 })).status).toBe(200)
    const to = await post('/practice/api/clock', { kind: 'until', day: '2026-03-09', time: '17:30' })
    expect(((await to.json()) as { clock: { now: number } }).clock.now).toBeGreaterThanOrEqual(
      Date.parse('2026-03-09T17:30+08:00'),
    )
    expect(
      (await post('/practice/api/clock', { kind: 'until', day: '2026-03-01', time: '09:00' })).status,
    ).toBe(409)
    expect((await post('/practice/api/clock', { kind: 'until', day: 'soon', time: '09:00' })).status).toBe(
      400,
    )
    expect((await post('/practice/api/clock', { kind: 'hours', count: -1 })).status).toBe(400)
  })
})

describe('files', () => {
  const send = (app: ReturnType<typeof open>['app'], name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const form = new FormData()
    form.append('file', new File([bytes], name))
    return app.request('/practice/api/files?as=li-na', { method: 'POST', headers: HERE, body: form })
  }

  test('come back byte for byte, to be kept and never run', async () => {
    const { app, get, say } = open()
    const bytes = new Uint8Array([0, 255, 60, 115])
    const { id } = (await (await send(app, '清单 "2026".html', bytes)).json()) as { id: string }
    const hidden = await get(`/practice/files/${id}?as=wang-qiang`)
    expect(hidden.status).toBe(404)
    await say('li-na', '', { files: [id] })
    const file = await get(`/practice/files/${id}?as=wang-qiang`)
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''/,
    )
    expect(decodeURIComponent(file.headers.get('content-disposition')!.split("''")[1]!)).toBe(
      '清单 "2026".html',
    )
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('a name loses its folders and what turns its direction', async () => {
    const { app } = open()
    const sent = await send(app, '../../\u202egnp.exe', new Uint8Array([1]))
    expect(await sent.json()).toMatchObject({ name: 'gnp.exe' })
  })

  test('more than 30 MB is too much', async () => {
    const { app } = open()
    const sent = await send(app, 'big.bin', new Uint8Array(30 * 1024 * 1024 + 1))
    expect(sent.status).toBe(413)
  })

  test('somebody else’s unsent file cannot be attached', async () => {
    const { app, post } = open()
    const { id } = (await (await send(app, 'a.txt', new Uint8Array([1]))).json()) as { id: string }
    const said = await post('/practice/api/say?as=wang-qiang', {
      room: 'group',
      text: '',
      files: [id],
      key: 'k',
    })
    expect(said.status).toBe(409)
  })
})

describe('events', () => {
  async function read(response: Response, until: (text: string) => boolean): Promise<string> {
    const reader = response.body!.getReader()
    const decoder = new TextDecoder()
    let text = ''
    while (!until(text)) {
      const { value, done } = await reader.read()
      if (done) break
      text += decoder.decode(value, { stream: true })
    }
    await reader.cancel()
    return text
  }

  test('tell what happens as it happens, to those who may see it, with a beat', async () => {
    const { get, say } = open()
    const mine = await get('/practice/events?as=li-na')
    const theirs = await get('/practice/events?as=wang-qiang')
    expect(mine.headers.get('content-type')).toContain('text/event-stream')
    await say('li-na', '/assign 人事科 更新权责清单 5个工作日内')
    await say('li-na', '完')
    const seen = await read(mine, (text) => text.includes('"完"'))
    const other = await read(theirs, (text) => text.includes('"完"') && text.includes('event: beat'))
    expect(seen).toContain('拟下发')
    expect(other).not.toContain('拟下发')
  })

  test('go on where a browser stopped', async () => {
    const { get, say } = open()
    for (const text of ['一', '二', '三']) await say('li-na', text)
    const resumed = await get('/practice/events?as=wang-qiang&after=0', { 'last-event-id': '2' })
    const text = await read(resumed, (t) => t.includes('event: beat'))
    expect(text).toContain('"三"')
    expect(text).not.toContain('"二"')
  })
})

describe('with a password', () => {
  test('nothing is served before it; the right one opens; a forged cookie does not', async () => {
    const { app, get, post } = open('口令-1234')
    const shut = await get('/practice')
    expect(shut.status).toBe(401)
    expect(await shut.text()).toContain('name="password"')
    expect((await get('/practice/api/start')).status).toBe(401)
    expect((await get('/practice/events')).status).toBe(401)
    expect((await post('/practice/api/say', {})).status).toBe(401)
    expect((await get('/practice', { cookie: 'practice_pass=99999999999999.AAAA' })).status).toBe(401)
    const login = (password: string) =>
      app.request('/practice/login', {
        method: 'POST',
        headers: HERE,
        body: new URLSearchParams({ password }),
      })
    expect((await login('wrong')).status).toBe(401)
    const right = await login('口令-1234')
    expect(right.status).toBe(303)
    const cookie = right.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly/)
    expect((await get('/practice', { cookie: cookie.split(';')[0]! })).status).toBe(200)
  })

  test('guessing is slowed down', async () => {
    const { app } = open('口令-1234')
    let status = 0
    for (let i = 0; i < 12; i += 1)
      status = (
        await app.request('/practice/login', {
          method: 'POST',
          headers: HERE,
          body: new URLSearchParams({ password: `${i}` }),
        })
      ).status
    expect(status).toBe(429)
  })

  test('the board too knows nobody before it', async () => {
    const { who } = open('口令-1234')
    const ask = asks(who)
    expect(await (await ask.request('/', { headers: { cookie: 'practice_me=li-na' } })).text()).toBe('nobody')
  })
})

describe('assets', () => {
  test('are kept for ever under their own version, and not under another', async () => {
    const good = await assets.app.request(assets.url('base.css'))
    expect(good.headers.get('cache-control')).toContain('immutable')
    expect(good.headers.get('content-type')).toContain('text/css')
    const etag = good.headers.get('etag')!
    const again = await assets.app.request(assets.url('base.css'), { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect((await assets.app.request('/assets/old/base.css')).headers.get('cache-control')).toBe('no-cache')
    expect((await assets.app.request('/assets/old/../../package.json')).status).toBe(404)
  })
})
