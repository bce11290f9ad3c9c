/** The simulator is what other tests believe; these are its own promises. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FeishuSimulator, fault, type Hook, startFeishuSimulator } from './feishu-simulator/index.ts'

let feishu: FeishuSimulator
let wang: string
let group: string
beforeEach(async () => {
  feishu = await startFeishuSimulator()
  wang = feishu.person('王强')
  group = feishu.chat('oc_group', [wang])
})
afterEach(() => feishu.close())

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ok: Exclude<Hook, string> = async () => ({ status: 200, body: '{}' })

async function call(method: string, path: string, body?: object, token?: string) {
  const bearer =
    token ??
    (
      await (
        await fetch(`${feishu.base}/open-apis/auth/v3/tenant_access_token/internal`, {
          method: 'POST',
          body: JSON.stringify({ app_id: feishu.appId, app_secret: feishu.appSecret }),
        })
      ).json()
    ).tenant_access_token
  const answer = await fetch(`${feishu.base}/open-apis${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, ...(await answer.json()) }
}
const send = (content: object, uuid?: string, type = 'text') =>
  call('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: group,
    msg_type: type,
    content: JSON.stringify(content),
    ...(uuid && { uuid }),
  })

describe('pushing', () => {
  test('again after 15 s, 5 min, 1 h and 6 h, and then no more', async () => {
    const at: number[] = []
    feishu.pointAt(async () => {
      at.push(feishu.now())
      return { status: 500, body: '' }
    })
    const start = feishu.now()
    await feishu.says({ chat: group, from: wang, text: 'x' })
    await feishu.advance(20 * HOUR)
    expect(at.map((one) => Math.round((one - start) / 1000))).toEqual([0, 15, 315, 3915, 25515])
  })

  test('no answer in 3 s counts as none', async () => {
    feishu.pointAt(
      () => new Promise((resolve) => setTimeout(() => resolve({ status: 200, body: '{}' }), 3200)),
    )
    const said = await feishu.says({ chat: group, from: wang, text: 'x' })
    expect(said.attempts.map((one) => one.status)).toEqual(['timeout'])
    feishu.pointAt(ok)
    await feishu.advance(15_000)
    expect(said.attempts.map((one) => one.status)).toEqual(['timeout', 200])
  })

  test('twice, and in another order, when asked to', async () => {
    const heard: string[] = []
    feishu = await swap({ encryptKey: '' })
    feishu.pointAt(async ({ body }) => {
      heard.push(JSON.parse(JSON.parse(body.toString()).event.message.content).text)
      return { status: 200, body: '' }
    })
    feishu.duplicates(1)
    await feishu.says({ chat: group, from: wang, text: '一' })
    feishu.duplicates(0)
    feishu.hold()
    await feishu.says({ chat: group, from: wang, text: '二' })
    await feishu.says({ chat: group, from: wang, text: '三' })
    await feishu.release('last-first')
    expect(heard).toEqual(['一', '一', '三', '二'])
  })

  test.each<[string, Exclude<Hook, string>, number | undefined]>([
    ['nothing', ok, undefined],
    ['a notice', async () => ({ status: 200, body: '{"toast":{"type":"info","content":"好"}}' }), undefined],
    [
      'a notice of no known kind',
      async () => ({ status: 200, body: '{"toast":{"type":"loud","content":"好"}}' }),
      200672,
    ],
    ['something else', async () => ({ status: 200, body: '{"ok":true}' }), 200672],
    [
      'a card of version 1',
      async () => ({ status: 200, body: '{"card":{"type":"raw","data":{"elements":[]}}}' }),
      200830,
    ],
    [
      'a bad card',
      async () => ({ status: 200, body: '{"card":{"type":"raw","data":{"schema":"2.0"}}}' }),
      200673,
    ],
    ['a redirection', async () => ({ status: 302, body: '' }), 200671],
    ['a dead line', async () => Promise.reject(new Error('reset')), 200342],
  ])('a press answered with %s', async (_, hook, error) => {
    let pushes = 0
    feishu.pointAt((request) => {
      pushes++
      return hook(request)
    })
    const button = {
      tag: 'button',
      text: { tag: 'plain_text', content: '签收' },
      behaviors: [{ type: 'callback', value: { do: 'x' } }],
    }
    const { data } = await send(
      { schema: '2.0', config: { update_multi: true }, body: { elements: [button] } },
      undefined,
      'interactive',
    )
    expect((await feishu.presses(data.message_id, wang, '签收')).error).toBe(error)
    await feishu.advance(20 * HOUR)
    expect(pushes).toBe(1)
  })
})

describe('calls', () => {
  test('the token: the same while half an hour is left, then another, both good; then neither', async () => {
    const token = async () =>
      (
        await (
          await fetch(`${feishu.base}/open-apis/auth/v3/tenant_access_token/internal`, {
            method: 'POST',
            body: JSON.stringify({ app_id: feishu.appId, app_secret: feishu.appSecret }),
          })
        ).json()
      ).tenant_access_token
    const first = await token()
    await feishu.advance(80 * MINUTE)
    expect(await token()).toBe(first)
    await feishu.advance(15 * MINUTE)
    const second = await token()
    expect(second).not.toBe(first)
    for (const good of [first, second])
      expect((await call('GET', '/bot/v3/info', undefined, good)).code).toBe(0)
    await feishu.advance(3 * HOUR)
    for (const bad of [first, second])
      expect((await call('GET', '/bot/v3/info', undefined, bad)).code).toBe(99991663)
  })

  test('a uuid sends once an hour', async () => {
    const ids = [await send({ text: 'x' }, 'u'), await send({ text: 'x' }, 'u')].map(
      (one) => one.data.message_id,
    )
    expect(ids[0]).toBe(ids[1])
    await feishu.advance(HOUR + 1000)
    expect((await send({ text: 'x' }, 'u')).data.message_id).not.toBe(ids[0])
    expect((await send({ text: 'x' }, 'u'.repeat(51))).code).toBe(230001)
  })

  test('sizes', async () => {
    expect((await send({ text: 'x'.repeat(150 * 1024) })).code).toBe(230025)
    expect((await send({ text: 'x'.repeat(140 * 1024) })).code).toBe(0)
  })

  test('limits, when they are on: five a second in one chat', async () => {
    feishu.limits.on = true
    const codes = []
    for (let i = 0; i < 6; i++) codes.push((await send({ text: 'x' })).code)
    expect(codes).toEqual([0, 0, 0, 0, 0, 230020])
  })

  test('faults hit in their order, then all is well', async () => {
    feishu.fail(fault.tooManyRequests(3), fault.notInChat())
    const first = await send({ text: 'x' })
    expect([first.status, first.code, first.headers.get('x-ogw-ratelimit-reset')]).toEqual([
      429,
      99991400,
      '3',
    ])
    expect((await send({ text: 'x' })).code).toBe(230002)
    expect((await send({ text: 'x' })).code).toBe(0)
  })

  test('urgent, pins, a picture up and down, people', async () => {
    const id = (await send({ text: 'x' })).data.message_id
    const urgent = await call('PATCH', `/im/v1/messages/${id}/urgent_app?user_id_type=open_id`, {
      user_id_list: [wang, 'ou_none'],
    })
    expect(urgent.data.invalid_user_id_list).toEqual(['ou_none'])
    await call('POST', '/im/v1/pins', { message_id: id })
    expect(feishu.message(id)).toMatchObject({ pinned: true, urgentFor: [wang] })
    expect((await call('GET', `/contact/v3/users/${wang}`)).data.user.name).toBe('王强')
    expect((await call('GET', '/contact/v3/users/ou_none')).code).toBe(41050)
    expect((await call('DELETE', `/im/v1/messages/${id}`)).code).toBe(0)
    expect((await call('PATCH', `/im/v1/messages/${id}`, { content: '{}' })).code).toBe(230011)
  })
})

async function swap(options: Parameters<typeof startFeishuSimulator>[0]): Promise<FeishuSimulator> {
  await feishu.close()
  const other = await startFeishuSimulator(options)
  other.person('王强')
  other.chat(group, [wang])
  return other
}
