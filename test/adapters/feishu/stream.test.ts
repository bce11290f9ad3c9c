import { afterEach, expect, test, vi } from 'vitest'
import type { Acknowledgement } from '../../../src/chat/adapter.ts'
import type { Incoming } from '../../../src/chat/incoming.ts'
import { type FeishuRig, feishuRig } from '../../support/feishu-rig.ts'

let rig: FeishuRig
afterEach(() => rig.close())

async function connected(handle: (incoming: Incoming) => Promise<Acknowledgement>) {
  rig = await feishuRig({}, { mode: 'stream' })
  const { feishu, adapter } = rig
  feishu.pointAt(undefined)
  await adapter.connect!(handle)
  await vi.waitFor(() => expect(feishu.connections.size).toBe(1), 5000)
  const wang = feishu.person('王强')
  return { ...rig, wang, group: feishu.chat('oc_group', [wang]) }
}

test('what is said comes in whole, also in parts that arrive in the wrong order', async () => {
  const heard: Incoming[] = []
  const { feishu, wang, group } = await connected(async (incoming) => {
    heard.push(incoming)
    return {}
  })
  for (const parts of [1, 3]) {
    feishu.stream.parts = parts
    const said = await feishu.says({ chat: group, from: wang, text: '/list 全部', mentions: ['bot'] })
    expect(said.arrived).toBe(true)
  }
  expect(heard).toHaveLength(2)
  for (const one of heard)
    expect(one).toMatchObject({
      kind: 'said',
      text: '/list 全部',
      mentionsBot: true,
      sender: { account: wang },
      chat: { id: group },
    })
})

test('a press is answered with its notice', async () => {
  const { feishu, adapter, wang, group } = await connected(async (incoming) =>
    incoming.kind === 'pressed' ? { toast: { kind: 'success', text: `已收到 ${incoming.press.order}` } } : {},
  )
  const buttons = [{ label: '签收', press: { do: 'sign', order: '12' } }]
  const posted = await adapter.post({ to: 'chat', chat: group }, { title: 't', lines: ['x'], buttons }, 'k')
  expect(await feishu.presses(posted.messageId, wang, '签收')).toMatchObject({
    toast: { type: 'success', content: '已收到 12' },
  })
})

test('a handler that fails is pushed to again; an unknown event is not', async () => {
  let tries = 0
  const { feishu, wang, group } = await connected(async () => {
    if (++tries === 1) throw new Error('database is busy')
    return {}
  })
  const said = await feishu.says({ chat: group, from: wang, text: '收到' })
  expect(said.attempts.map((one) => one.status)).toEqual([500])
  await feishu.advance(15_000)
  expect(said.attempts.map((one) => one.status)).toEqual([500, 200])
  expect((await feishu.event('im.something.new_v9', {})).arrived).toBe(true)
  expect((await feishu.event('im.message.receive_v1', { odd: true })).arrived).toBe(true)
  expect(tries).toBe(2)
})

test('a lost connection comes back by itself', async () => {
  const { feishu, wang, group } = await connected(async () => ({}))
  const [lost] = feishu.connections
  lost!.drop()
  await vi.waitFor(() => {
    const [now] = feishu.connections
    expect(now && now !== lost).toBe(true)
  }, 8000)
  expect((await feishu.says({ chat: group, from: wang, text: '收到' })).arrived).toBe(true)
}, 15_000)

test('nothing of what is said, and no secret, gets into the log', async () => {
  const { feishu, wang, group, logged } = await connected(async () => {
    throw new Error('身份证号 370902')
  })
  await feishu.says({ chat: group, from: wang, text: '机密内容' })
  expect(logged.join()).not.toMatch(/机密内容|370902|simulated-app-secret/)
  expect(logged.length).toBeGreaterThan(0)
})

test('an app id the vendor’s client silently does nothing with: said aloud', async () => {
  rig = await feishuRig({ appId: 'cli_short' }, { mode: 'stream' })
  await rig.adapter.connect!(async () => ({}))
  expect(rig.logged.join()).toContain('FEISHU_APP_ID')
})
