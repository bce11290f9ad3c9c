/** A file of ours as delivery sends it: as one where the platform takes files and its bytes are at hand; else in words. */
import { describe, expect, it } from 'vitest'
import type { Adapter, Can, SentFile, Target } from '../../src/chat/adapter.ts'
import { type Message, plainText } from '../../src/chat/message.ts'
import type { Notice } from '../../src/domain/notices.ts'
import { moment } from '../../src/domain/time.ts'
import { noPace } from '../../src/jobs/pace.ts'
import { createSender } from '../../src/jobs/send.ts'
import type { Waiting } from '../../src/services/delivery/lanes.ts'

const SHA = 'b'.repeat(64)
const BYTES = new Uint8Array([1, 2, 3])
const CAN: Can = {
  threads: true,
  cards: true,
  buttons: true,
  edits: true,
  direct: true,
  forOne: false,
  files: true,
  urgent: false,
  toast: true,
}

function row(more: Partial<Waiting> = {}): Waiting {
  const notice: Notice = {
    kind: 'file.sent',
    facts: { name: '汇总表.xlsx', sha256: SHA, size: 12_300, link: `https://duban.example/files/${SHA}` },
  }
  return {
    id: 'key-1',
    seq: 1,
    lane: 'feishu:>ou_1',
    platform: 'feishu',
    verb: 'post',
    address: { to: 'person', account: 'ou_1' },
    notice,
    purpose: null,
    matter: null,
    after: null,
    attempts: 0,
    firstTriedAt: null,
    nextAt: 0,
    doubtful: false,
    ...more,
  } as Waiting
}

function rig(can: Can, kept = true) {
  const did: string[] = []
  let found = false
  const posted = { messageId: 'om_1' }
  const adapter: Adapter = {
    platform: 'feishu',
    can,
    pace: { perSecond: 1, perMinute: 1, perChatPerSecond: 1 },
    keyInForceMs: 1000,
    async post(_: Target, message: Message, key) {
      did.push(`words ${key} ${plainText(message)}`)
      return posted
    },
    async postFile(_: Target, file: SentFile, key) {
      did.push(`file ${key} ${file.name} ${file.bytes.length}`)
      return posted
    },
    async findFile(_: Target, file: SentFile) {
      did.push(`looked for ${file.name}`)
      return found ? posted : undefined
    },
    edit: async () => {},
    find: async () => undefined,
    fetchFile: async ({ name }) => ({ name, bytes: BYTES }),
    check: async () => [],
    close: async () => {},
  }
  const sender = createSender({
    db: { select: () => ({ from: () => ({ where: async () => [] }) }) } as never,
    pacer: noPace,
    machineNow: () => 10_000,
    now: () => moment('2026-03-02 10:05'),
    isLeadingGroup: () => false,
    files: { get: async (sha256) => (kept && sha256 === SHA ? BYTES : undefined) },
    sleep: async () => {},
    stopped: () => false,
  })
  return {
    did,
    there: () => {
      found = true
    },
    send: (one: Waiting) => sender.once(adapter, one, new Map()),
  }
}

describe('a file of ours', () => {
  it('goes out as one, under the message’s key', async () => {
    const { did, send } = rig(CAN)
    await send(row())
    expect(did).toEqual(['file key-1 汇总表.xlsx 3'])
  })

  it('is said in words, with where to fetch it, where the platform takes none', async () => {
    const { did, send } = rig({ ...CAN, files: false })
    await send(row())
    expect(did).toEqual([
      'words key-1 文件已生成：汇总表.xlsx（13 KB）\n未能直接发送，请先发送 /board 打开台账，再下载文件',
    ])
  })

  it('is said in words where its bytes are not at hand', async () => {
    const { did, send } = rig(CAN, false)
    await send(row())
    expect(did).toEqual([expect.stringMatching(/^words key-1 文件已生成/)])
  })

  it('whose outcome is in doubt after its key’s time is looked for first', async () => {
    const doubtful = row({ doubtful: true, firstTriedAt: 0 })
    const first = rig(CAN)
    first.there()
    await first.send(doubtful)
    expect(first.did).toEqual(['looked for 汇总表.xlsx'])
    const second = rig(CAN)
    await second.send(doubtful)
    expect(second.did).toEqual(['looked for 汇总表.xlsx', 'file key-1 汇总表.xlsx 3'])
  })
})
