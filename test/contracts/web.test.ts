import { createWebAdapter } from '../../src/adapters/web/index.ts'
import { memoryRooms } from '../../src/adapters/web/memory-rooms.ts'
import { directRoom } from '../../src/adapters/web/thread.ts'
import { plainText, say } from '../../src/chat/message.ts'
import { moment } from '../../src/domain/time.ts'
import { type AdapterDriver, adapterContract, type Delivered, type Rig } from './adapter-contract.ts'

const GROUP = 'group'
const PEOPLE = ['li-na', 'wang-qiang'] as const
const NAMES = [
  { name: '李娜', account: 'li-na' },
  { name: '王强', account: 'wang-qiang' },
]

async function open(): Promise<Rig> {
  const rooms = memoryRooms()
  const adapter = createWebAdapter({ rooms, now: () => moment('2026-03-02 10:05'), names: () => NAMES })
  let keys = 0

  async function delivered(
    act: () => ReturnType<typeof adapter.say | typeof adapter.editOwn>,
  ): Promise<Delivered> {
    const heard = await act()
    if (!heard.ok) throw new Error(heard.why)
    return {
      messageId: heard.message.id,
      incoming: [heard.incoming],
      redeliver: async () => {
        const again = await act()
        return again.ok ? [again.incoming] : []
      },
    }
  }

  return {
    adapter,
    group: GROUP,
    people: [...PEOPLE],
    async says({ from, text, direct, replyTo, mentions = [], files = [] }) {
      const called = mentions.map((one) =>
        one === 'bot' ? '@督办' : `@${NAMES.find((n) => n.account === one)?.name}`,
      )
      const ids: string[] = []
      for (const file of files) ids.push((await rooms.keepFile({ ...file, kind: 'file', by: from })).id)
      keys += 1
      const said = {
        account: from,
        room: direct ? directRoom(from) : GROUP,
        text: [...called, text].join(' '),
        files: ids,
        key: `k${keys}`,
        ...(replyTo !== undefined && { replyTo }),
      }
      return delivered(() => adapter.say(said))
    },
    async presses(messageId, by, label, fields = {}) {
      const message = await rooms.get(messageId)
      const buttons = message?.body.kind === 'message' ? (message.body.message.buttons ?? []) : []
      const button = buttons.findIndex((one) => one.label === label)
      keys += 1
      const press = { account: by, message: messageId, button, label, fields, key: `k${keys}` }
      return delivered(() => adapter.press(press))
    },
    recalls: (messageId) => delivered(() => adapter.recallOwn({ account: PEOPLE[0], message: messageId })),
    edits: (messageId, text) =>
      delivered(() => adapter.editOwn({ account: PEOPLE[0], message: messageId, text })),
    async arrived(where) {
      const seenBy = 'person' in where ? where.person : PEOPLE[0]
      const room = 'person' in where ? directRoom(where.person) : GROUP
      const messages = await rooms.list({ room, seenBy, limit: 100 })
      const kept = await Promise.all(messages.map((m) => Promise.all(m.files.map((f) => rooms.file(f.id)))))
      return messages.flatMap((m, i) => {
        if (m.by !== undefined) return []
        const message = m.body.kind === 'message' ? m.body.message : say(m.body.text)
        const spans = message.lines.flatMap((line) => (typeof line === 'string' ? [] : line))
        return {
          messageId: m.id,
          text: plainText(message),
          buttons: (message.buttons ?? []).map((button) => button.label),
          mentions: [],
          links: spans.flatMap((span) => span.link ?? []),
          files: kept[i]!.flatMap((f) => f ?? []),
          ...(m.answers !== undefined && { replyTo: m.answers, inThread: m.root !== undefined }),
        }
      })
    },
    fail: async (fault) => {
      throw new Error(`the rooms cannot fail by ${fault}`)
    },
    close: () => adapter.close(),
  }
}

export const webDriver: AdapterDriver = {
  name: 'web',
  open,
  faults: [],
  tells: { recalls: true, edits: true },
  files: true,
}

adapterContract(webDriver)
