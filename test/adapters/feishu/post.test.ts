import { afterEach, describe, expect, test } from 'vitest'
import { PlatformError } from '../../../src/chat/adapter.ts'
import { type Message, say } from '../../../src/chat/message.ts'
import { type FeishuRig, feishuRig } from '../../support/feishu-rig.ts'
import { type Fault, fault } from '../../support/feishu-simulator/index.ts'

const CARD: Message = { title: '交办单〔2026〕12号', lines: ['事项　更新权责清单'] }
const DAY = 86_400_000
const HOUR = 3_600_000

let rig: FeishuRig
afterEach(() => rig.close())

async function world(...args: Parameters<typeof feishuRig>) {
  rig = await feishuRig(...args)
  const wang = rig.feishu.person('王强')
  const group = rig.feishu.chat('oc_group', [wang])
  return { ...rig, wang, group, to: { to: 'chat', chat: group } as const }
}
const trouble = (promise: Promise<unknown>): Promise<PlatformError> =>
  promise.then(
    () => {
      throw new Error('it went well')
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(PlatformError)
      return error as PlatformError
    },
  )

describe('every answer of the platform has its trouble', () => {
  test.each<[string, Fault, string, number?]>([
    ['429', fault.tooManyRequests(7), 'wait', 7000],
    ['99991400 as a 400', fault.code(99991400), 'wait', 1000],
    ['429 of a gateway', fault.page(429), 'wait', 1000],
    ['230049 still being sent', fault.stillSending(), 'wait', 1000],
    ['230099 card locked', fault.cardLocked(), 'wait', 1000],
    ['99991403 quota', fault.quotaUsedUp(), 'wait', HOUR],
    ['99991401 allow-list', fault.code(99991401), 'away'],
    ['503', fault.page(503), 'away'],
    ['502 of a proxy', fault.page(502), 'unknown'],
    ['a page with 200', fault.page(200), 'unknown'],
    ['cut before', fault.resetBefore(), 'unknown'],
    ['cut after', fault.resetAfter(), 'unknown'],
    ['too slow', fault.slow(1500), 'unknown'],
    ['230011', fault.code(230011), 'gone'],
    ['230110', fault.code(230110), 'gone'],
    ['230019', fault.code(230019), 'gone'],
    ['230031', fault.code(230031), 'gone'],
    ['230002', fault.notInChat(), 'unreachable'],
    ['230013', fault.code(230013), 'unreachable'],
    ['230029', fault.code(230029), 'unreachable'],
    ['230053', fault.code(230053), 'unreachable'],
    ['230018', fault.code(230018), 'unreachable'],
    ['230035', fault.code(230035), 'unreachable'],
    ['232009', fault.code(232009), 'unreachable'],
    ['99991672', fault.noScope(), 'refused'],
    ['230001', fault.code(230001), 'refused'],
    ['230006', fault.code(230006), 'refused'],
    ['230022', fault.code(230022), 'refused'],
    ['230025', fault.tooLong(), 'refused'],
    ['230028', fault.code(230028), 'refused'],
    ['230099/11310', fault.tooManyElements(), 'refused'],
    ['99992361', fault.code(99992361), 'refused'],
    ['a code nobody knows', fault.code(424242), 'refused'],
    ['a code ≠ 0 in a 200', fault.code(230002, 'out', 200), 'unreachable'],
  ])('%s', async (_, what, expected, wait) => {
    const { adapter, feishu, to } = await world()
    feishu.fail(what)
    const error = await trouble(adapter.post(to, CARD, 'k'))
    expect(error.trouble).toBe(expected)
    expect(error.retryAfterMs).toBe(wait)
  })

  test('230020: about a second, never the same for everybody', async () => {
    const { adapter, feishu, to } = await world()
    feishu.fail(fault.messageRateLimit(), fault.messageRateLimit(), fault.messageRateLimit())
    const waits = []
    for (let i = 0; i < 3; i++) waits.push((await trouble(adapter.post(to, CARD, 'k'))).retryAfterMs!)
    for (const wait of waits) expect(wait >= 1000 && wait <= 1500).toBe(true)
    expect(new Set(waits).size).toBeGreaterThan(1)
  })

  test('the real limits of the platform are told as such', async () => {
    const { adapter, to } = await world({ limits: true })
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        adapter.post(to, CARD, `k${i}`).then(
          () => 'sent',
          (e: PlatformError) => e.trouble,
        ),
      ),
    )
    expect(outcomes.filter((one) => one === 'sent')).toHaveLength(5)
    expect(outcomes.filter((one) => one === 'wait')).toHaveLength(3)
  })

  test('no error and no log line holds the secret, a token, or what was said', async () => {
    const { adapter, feishu, to, logged } = await world()
    const errors: PlatformError[] = []
    for (const what of [
      fault.code(230001, 'bad t-g1044ghJTTYQV6xxxxxx token'),
      fault.page(500),
      fault.resetAfter(),
      fault.slow(1500),
    ]) {
      feishu.fail(what)
      errors.push(await trouble(adapter.post(to, CARD, 'k')))
    }
    const all = `${errors.map((one) => `${one.message} ${one.stack} ${JSON.stringify(one)}`).join()} ${logged.join()}`
    for (const secret of [
      feishu.appSecret,
      feishu.encryptKey,
      't-g1044',
      feishu.api.tokens[0]!.token,
      '更新权责清单',
    ])
      expect(all).not.toContain(secret)
  })
})

describe('where it goes', () => {
  test('what the platform is asked, to the letter', async () => {
    const { adapter, feishu, wang, group } = await world()
    const said = await feishu.says({ chat: group, from: wang, text: '/list' })
    await adapter.post({ to: 'chat', chat: group }, say('一'), 'k1')
    await adapter.post({ to: 'person', account: wang }, say('二'), 'k2')
    await adapter.post({ to: 'reply', chat: group, message: said.messageId, inThread: true }, say('三'), 'k3')
    const sends = feishu.calls
      .filter((one) => one.path.includes('/messages'))
      .map((one) => [one.method, one.path, JSON.parse(one.body)])
    expect(sends).toEqual([
      [
        'POST',
        '/open-apis/im/v1/messages?receive_id_type=chat_id',
        { receive_id: group, msg_type: 'text', content: '{"text":"一"}', uuid: 'k1' },
      ],
      [
        'POST',
        '/open-apis/im/v1/messages?receive_id_type=open_id',
        { receive_id: wang, msg_type: 'text', content: '{"text":"二"}', uuid: 'k2' },
      ],
      [
        'POST',
        `/open-apis/im/v1/messages/${said.messageId}/reply`,
        { msg_type: 'text', content: '{"text":"三"}', uuid: 'k3', reply_in_thread: true },
      ],
    ])
  })

  test('a group that knows no threads gets a plain reply', async () => {
    const { adapter, feishu, wang, group } = await world()
    feishu.world.chats.get(group)!.threads = false
    const said = await feishu.says({ chat: group, from: wang, text: '/list' })
    const posted = await adapter.post(
      { to: 'reply', chat: group, message: said.messageId, inThread: true },
      CARD,
      'k',
    )
    expect(posted.thread).toBeUndefined()
    expect(feishu.message(posted.messageId).parentId).toBe(said.messageId)
  })

  test('a thread is told, and the direct chat too', async () => {
    const { adapter, feishu, wang, group } = await world()
    const said = await feishu.says({ chat: group, from: wang, text: '/list' })
    const reply = await adapter.post(
      { to: 'reply', chat: group, message: said.messageId, inThread: true },
      CARD,
      'k',
    )
    expect(reply).toMatchObject({ chat: group, thread: expect.stringMatching(/^omt_/) })
    const alone = await adapter.post({ to: 'person', account: wang }, CARD, 'k2')
    expect(alone.chat).toBe(feishu.directChat(wang))
  })

  test('to one person in a group: cannot be done here', async () => {
    const { adapter, group, wang } = await world()
    expect((await trouble(adapter.post({ to: 'only', chat: group, account: wang }, CARD, 'k'))).trouble).toBe(
      'refused',
    )
  })

  test('a long text arrives whole, in parts, once, even when sent twice', async () => {
    const { adapter, feishu, group, to } = await world()
    const lines = Array.from({ length: 4000 }, (_, i) => `${i} ${'字'.repeat(40)}`)
    await adapter.post(to, say(...lines), 'k'.repeat(50))
    await adapter.post(to, say(...lines), 'k'.repeat(50))
    expect(
      feishu
        .botMessagesIn(group)
        .map((one) => one.seen.text)
        .join('\n'),
    ).toBe(lines.join('\n'))
  })

  test('after an hour the key has run out: the same again is a second message (so it must be looked up first)', async () => {
    const { adapter, feishu, group, to } = await world()
    await adapter.post(to, CARD, 'k')
    await feishu.advance(adapter.keyInForceMs + 1000)
    await adapter.post(to, CARD, 'k')
    expect(feishu.botMessagesIn(group)).toHaveLength(2)
  })
})

describe('editing', () => {
  test('a text that was posted can be edited too, its buttons as words', async () => {
    const { adapter, feishu, group, to } = await world()
    const { messageId } = await adapter.post(to, say('处理中'), 'k')
    await adapter.edit(
      { chat: group, messageId },
      { ...CARD, buttons: [{ label: '签收', press: { do: 'sign' } }] },
    )
    expect(feishu.message(messageId)).toMatchObject({
      type: 'text',
      seen: { text: '交办单〔2026〕12号\n事项　更新权责清单\n回复 1 签收' },
    })
  })

  test('the twenty-first edit of a text: gone, send afresh', async () => {
    const { adapter, feishu, group, to } = await world()
    const { messageId } = await adapter.post(to, say('0'), 'k')
    for (let i = 1; i <= 20; i++) await adapter.edit({ chat: group, messageId }, say(String(i)))
    expect((await trouble(adapter.edit({ chat: group, messageId }, say('21')))).trouble).toBe('gone')
    expect(feishu.message(messageId).seen.text).toBe('20')
  })

  test('a card on its last day, and the day after', async () => {
    const { adapter, feishu, group, to } = await world()
    const { messageId } = await adapter.post(to, CARD, 'k')
    await feishu.advance(14 * DAY - 60_000)
    await adapter.edit({ chat: group, messageId }, CARD)
    await feishu.advance(120_000)
    expect((await trouble(adapter.edit({ chat: group, messageId }, CARD))).trouble).toBe('gone')
  })

  test('one that was taken back: gone', async () => {
    const { adapter, feishu, group, to } = await world()
    const { messageId } = await adapter.post(to, CARD, 'k')
    feishu.world.messages.get(messageId)!.deleted = true
    expect((await trouble(adapter.edit({ chat: group, messageId }, CARD))).trouble).toBe('gone')
  })
})

describe('the token', () => {
  const tokenCalls = () => rig.feishu.api.tokenRequests

  test('thirty at once: one token', async () => {
    const { adapter, to } = await world()
    await Promise.all(Array.from({ length: 30 }, (_, i) => adapter.post(to, say('x'), `k${i}`)))
    expect(tokenCalls()).toBe(1)
  })

  test('one that is not taken any more: a fresh one, once more, and it is sent once', async () => {
    const { adapter, feishu, group, to } = await world()
    await adapter.post(to, say('一'), 'k1')
    feishu.api.tokens.length = 0
    await adapter.post(to, say('二'), 'k2')
    expect(tokenCalls()).toBe(2)
    expect(feishu.botMessagesIn(group)).toHaveLength(2)
  })

  test('refused again with a fresh one: away, and not asked for ever', async () => {
    const { adapter, feishu, to } = await world()
    feishu.fail({ ...fault.staleToken(), times: 5 })
    expect(await trouble(adapter.post(to, CARD, 'k'))).toMatchObject({ trouble: 'away', code: '99991663' })
    expect(tokenCalls()).toBe(2)
  })

  test('in its last half hour the next one is fetched beside the work; past its end nobody uses it', async () => {
    const { adapter, feishu, to } = await world()
    await adapter.post(to, say('一'), 'k1')
    await feishu.advance(80 * 60_000)
    await adapter.post(to, say('二'), 'k2')
    expect(tokenCalls()).toBe(1)
    await feishu.advance(15 * 60_000)
    await adapter.post(to, say('三'), 'k3')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(tokenCalls()).toBe(2)
    await feishu.advance(3 * HOUR)
    await adapter.post(to, say('四'), 'k4')
    expect(tokenCalls()).toBe(3)
    expect(feishu.calls.filter((one) => one.status === 400)).toEqual([])
  })

  test('a wrong secret: away, and doctor says what to do', async () => {
    const { adapter, to } = await world({}, { appSecret: 'wrong-secret-value' })
    const error = await trouble(adapter.post(to, CARD, 'k'))
    expect(error).toMatchObject({ trouble: 'away', code: '10014' })
    expect(error.message).not.toContain('wrong-secret-value')
    expect((await adapter.check()).find((one) => !one.ok)?.detail).toContain('FEISHU_APP_SECRET')
  })
})

describe('looking for what may have arrived', () => {
  const since = (back = 60_000) => rig.feishu.now() - back

  test('two cards of the same words are told apart by their mark', async () => {
    const { adapter, to } = await world()
    const one = await adapter.post(to, CARD, 'k1')
    expect((await adapter.find(to, CARD, 'k1', since()))?.messageId).toBe(one.messageId)
    expect(await adapter.find(to, CARD, 'k2', since())).toBeUndefined()
  })

  test('a text by its words; not what people said, not what is older, not what was taken back', async () => {
    const { adapter, feishu, wang, group, to } = await world()
    await feishu.says({ chat: group, from: wang, text: '已登记' })
    expect(await adapter.find(to, say('已登记'), 'k', since())).toBeUndefined()
    const old = await adapter.post(to, say('已登记'), 'k1')
    expect((await adapter.find(to, say('已登记'), 'k', since()))?.messageId).toBe(old.messageId)
    await feishu.advance(HOUR)
    expect(await adapter.find(to, say('已登记'), 'k', since())).toBeUndefined()
    const fresh = await adapter.post(to, say('已登记'), 'k2')
    feishu.world.messages.get(fresh.messageId)!.deleted = true
    expect(await adapter.find(to, say('已登记'), 'k', since())).toBeUndefined()
  })

  test('in a thread, among a hundred other messages, and in a direct chat', async () => {
    const { adapter, feishu, wang, group } = await world()
    const said = await feishu.says({ chat: group, from: wang, text: '/list' })
    const target = { to: 'reply', chat: group, message: said.messageId, inThread: true } as const
    const reply = await adapter.post(target, CARD, 'k1')
    for (let i = 0; i < 120; i++)
      feishu.world.add({
        chatId: group,
        sender: { id: feishu.appId, type: 'app' },
        type: 'text',
        content: '{"text":"x"}',
        ...feishu.world.placeOf(feishu.world.messages.get(said.messageId)!, true),
      })
    expect((await adapter.find(target, CARD, 'k1', since()))?.messageId).toBe(reply.messageId)
    const alone = await adapter.post({ to: 'person', account: wang }, CARD, 'k2')
    expect(await adapter.find({ to: 'person', account: wang }, CARD, 'k2', since())).toMatchObject({
      messageId: alone.messageId,
    })
  })

  test('a person whose chat is not known: said so, not guessed', async () => {
    const { adapter, feishu } = await world()
    const target = { to: 'person', account: feishu.person('李娜') } as const
    expect(await trouble(adapter.find(target, CARD, 'k', since()))).toMatchObject({
      trouble: 'unknown',
      code: 'no-chat',
    })
  })
})

describe('files', () => {
  test('a picture, and what is not there', async () => {
    const { adapter, feishu, wang, group } = await world()
    const bytes = new Uint8Array([1, 2, 3])
    await feishu.says({ chat: group, from: wang, files: [{ name: 'a.png', bytes, kind: 'image' }] })
    const said = rig.incoming[0]
    if (said?.kind !== 'said') throw new Error('nothing said')
    const file = { messageId: said.messageId, ...said.files[0]! }
    expect(await adapter.fetchFile(file)).toEqual({ name: '图片.png', bytes })
    expect((await trouble(adapter.fetchFile({ ...file, key: 'img_none' }))).trouble).toBe('refused')
  })
})

describe('doctor', () => {
  test('all is well', async () => {
    const { adapter } = await world()
    const lines = await adapter.check()
    expect(lines.filter((one) => !one.ok)).toEqual([])
    expect(lines.map((one) => one.what)).toContain('机器人能力')
  })
  test('a permission is missing: which, and where to grant it', async () => {
    const { adapter, feishu } = await world()
    feishu.api.options.scopes = feishu.api.options.scopes.filter((one) => one !== 'im:message.group_msg')
    const [line] = (await adapter.check()).filter((one) => !one.ok)
    expect(line).toMatchObject({
      what: '权限 im:message.group_msg',
      detail: expect.stringContaining('权限管理'),
    })
  })
})
