/** A file is uploaded, then said: whatever breaks off between the two, it stands in the chat once. */
import { afterEach, describe, expect, test } from 'vitest'
import { undiciClient } from '../../../src/adapters/feishu/http-undici.ts'
import { createFeishuAdapter } from '../../../src/adapters/feishu/index.ts'
import { PlatformError } from '../../../src/chat/adapter.ts'
import { type FeishuRig, feishuRig } from '../../support/feishu-rig.ts'
import { fault } from '../../support/feishu-simulator/index.ts'

const FILE = { name: '〔2026〕12号 反馈汇总表.xlsx', bytes: new TextEncoder().encode('表') }
const UPLOAD = /\/im\/v1\/files/
const MESSAGE = /\/im\/v1\/messages/
const DAY = 86_400_000

let rig: FeishuRig
afterEach(() => rig.close())

async function world() {
  rig = await feishuRig()
  await rig.adapter.check()
  const wang = rig.feishu.person('王强')
  const to = { to: 'person', account: wang } as const
  const trouble = async (key: string) => {
    const error = await rig.adapter.postFile!(to, FILE, key).then(
      () => undefined,
      (e: unknown) => e,
    )
    expect(error).toBeInstanceOf(PlatformError)
    return (error as PlatformError).trouble
  }
  return {
    ...rig,
    to,
    trouble,
    uploads: () => rig.feishu.calls.filter((c) => UPLOAD.test(c.path) && c.status === 200).length,
    inChat: () => rig.feishu.directMessages(wang).map((m) => [m.type, JSON.parse(m.content).file_name]),
  }
}

describe('between upload and message', () => {
  test('asked to wait: the same upload is said', async () => {
    const { adapter, feishu, to, trouble, uploads, inChat } = await world()
    feishu.fail({ ...fault.tooManyRequests(2), on: MESSAGE })
    expect(await trouble('k')).toBe('wait')
    await adapter.postFile!(to, FILE, 'k')
    expect(uploads()).toBe(1)
    expect(inChat()).toEqual([['file', FILE.name]])
  })

  test('the message’s answer lost: unknown, and the same key says it once', async () => {
    const { adapter, feishu, to, trouble, inChat } = await world()
    feishu.fail({ ...fault.resetAfter(), on: MESSAGE })
    expect(await trouble('k')).toBe('unknown')
    await adapter.postFile!(to, FILE, 'k')
    expect(inChat()).toEqual([['file', FILE.name]])
  })

  test('the upload’s answer lost: nothing was said, so nothing is in doubt', async () => {
    const { adapter, feishu, to, trouble, uploads, inChat } = await world()
    feishu.fail({ ...fault.resetAfter(), on: UPLOAD })
    expect(await trouble('k')).toBe('away')
    expect(inChat()).toEqual([])
    await adapter.postFile!(to, FILE, 'k')
    expect(uploads()).toBe(1)
    expect(inChat()).toEqual([['file', FILE.name]])
  })

  test.each([
    ['before the message', fault.resetBefore()],
    ['after it', fault.resetAfter()],
  ])('killed %s: a new process uploads again and says it once', async (_, broken) => {
    const { feishu, to, trouble, uploads, inChat } = await world()
    feishu.fail({ ...broken, on: MESSAGE })
    await trouble('k')
    const { appId, appSecret, encryptKey, verificationToken } = feishu
    const log = { info() {}, warn() {}, error() {} }
    const next = createFeishuAdapter(
      { appId, appSecret, encryptKey, verificationToken, domain: feishu.base, mode: 'webhook' },
      { http: undiciClient(), now: feishu.now, log },
    )
    await next.postFile!(to, FILE, 'k')
    expect(uploads()).toBe(2)
    expect(inChat()).toEqual([['file', FILE.name]])
    // Its key long expired, it is found by its name instead of being sent again.
    await feishu.advance(DAY)
    const [message] = feishu.directMessages(to.account)
    const found = await next.findFile!({ ...to, chat: message!.chatId }, FILE, 'k', message!.createdAt - 1000)
    expect(found?.messageId).toBe(message!.messageId)
    await next.close()
  })
})

describe('what the platform does not take', () => {
  test('more than 30 MB, and nothing at all', async () => {
    const { adapter, to } = await world()
    const large = { name: '附件.zip', bytes: new Uint8Array(30 * 1024 * 1024 + 1) }
    for (const [file, code] of [
      [large, '234006'],
      [{ name: '空.xlsx', bytes: new Uint8Array() }, '234010'],
    ] as const) {
      const error = await adapter.postFile!(to, file, 'k').catch((e: unknown) => e)
      expect(error).toMatchObject({ trouble: 'refused', code })
    }
  })

  test.each([
    ['表.xlsx', 'xls'],
    ['单.docx', 'doc'],
    ['册.PDF', 'pdf'],
    ['包.zip', 'stream'],
    ['无后缀', 'stream'],
  ])('%s goes up as %s, its name in Chinese', async (name, type) => {
    const { adapter, feishu, to, inChat } = await world()
    await adapter.postFile!(to, { name, bytes: FILE.bytes }, 'k')
    const body = feishu.calls.find((c) => UPLOAD.test(c.path))!.body
    expect(body).toContain(`name="file_type"\r\n\r\n${type}\r\n`)
    expect(inChat()).toEqual([['file', name]])
  })
})
