/**
 * One message, once: worded from its facts, degraded to what the platform can, sent to the place its address means, at
 * the platform's pace. An outcome that is in doubt is looked up before anything is sent again.
 */
import { type Adapter, type Can, PlatformError, type Posted, type Target } from '../chat/adapter.ts'
import { type Message, numberedText, say } from '../chat/message.ts'
import { wordNotice } from '../chat/notices/index.ts'
import type { Notice, NoticeFacts } from '../domain/notices.ts'
import type { Moment } from '../domain/time.ts'
import { forgetPosting, postingOf, type Waiting } from '../services/delivery/lanes.ts'
import type { FileStore } from './files.ts'
import type { Pacer } from './pace.ts'

/** Where messages of ours stand that were sent a moment ago, by their purpose. */
export type Fresh = Map<string, { platform: string; chat: string; message: string }>

export interface SendParts {
  readonly db: Parameters<typeof postingOf>[0]
  readonly pacer: Pacer
  readonly machineNow: () => number
  /** Business time. */
  readonly now: () => Moment
  /** Whether a chat is the leading group's: words are more reserved there. */
  readonly isLeadingGroup: (platform: string, chat: string) => boolean
  /** Where the bytes of files of ours are kept. */
  readonly files?: Pick<FileStore, 'get'> | undefined
  /** Cut short when delivery stops. */
  readonly sleep: (ms: number) => Promise<void>
  readonly stopped: () => boolean
  readonly log?: { warn(facts: object, words: string): void }
}

export interface Sent extends Posted {
  /** One person was given something to choose from. */
  readonly choices?: boolean
}

export interface Sender {
  /**
   * One try. `undefined`: an edit, or an edit of something that is not there any more.
   * @throws PlatformError
   */
  once(adapter: Adapter, row: Waiting, fresh: Fresh): Promise<Sent | undefined>
  /** The direct chat with a person, to be written down when first seen: there an unknown outcome is looked up. */
  directOf(row: Waiting, posted: Posted): { direct?: string }
}

/** Words, or a file: sent and looked for alike. */
interface Outgoing {
  post(target: Target, key: string): Promise<Posted>
  find(target: Target, key: string, since: number): Promise<Posted | undefined>
}

const MOST_REMEMBERED = 20_000

export function createSender(parts: SendParts): Sender {
  const { db, machineNow } = parts
  /** Direct chats that are written down already. */
  const direct = new Map<string, string>()

  /** The direct chat with a person, written down when first seen: there an unknown outcome is looked up. */
  function directOf(row: Waiting, posted: Posted): { direct?: string } {
    if (row.address?.to !== 'person' || !posted.chat || direct.get(row.lane) === posted.chat) return {}
    if (direct.size > MOST_REMEMBERED) direct.clear()
    direct.set(row.lane, posted.chat)
    return { direct: directPurpose(row.lane) }
  }

  /** One try. `undefined`: an edit, or an edit of something that is not there any more. */
  async function once(adapter: Adapter, row: Waiting, fresh: Fresh): Promise<Sent | undefined> {
    const worded = wordNotice(row.notice as Notice, { ...viewOf(row), now: parts.now() })
    const posted = await sendWorded(adapter, row, fresh, worded)
    return posted && offersOne(row, worded) ? { ...posted, choices: true } : posted
  }

  async function sendWorded(
    adapter: Adapter,
    row: Waiting,
    fresh: Fresh,
    worded: Message,
  ): Promise<Posted | undefined> {
    const message = degrade(worded, adapter.can)
    const outgoing = await outgoingOf(adapter, row, message)
    if (row.verb === 'edit') {
      const at = await editedPosting(row, fresh)
      if (!at) return undefined
      await pace(adapter, at.chat)
      try {
        await adapter.edit({ chat: at.chat, messageId: at.message }, message)
      } catch (error) {
        if (!(error instanceof PlatformError) || error.trouble !== 'gone') throw error
        if (row.purpose) await forgetPosting(db, row.purpose)
        return row.purpose?.startsWith('order:')
          ? adapter.post({ to: 'chat', chat: at.chat }, message, row.id)
          : undefined
      }
      return undefined
    }
    const target = await targetOf(row, fresh)
    await pace(adapter, 'chat' in target ? target.chat : target.account)
    const since = row.firstTriedAt ?? row.nextAt
    if (row.doubtful && machineNow() - since > adapter.keyInForceMs * 0.9) {
      const found = await outgoing.find(await whereToLook(target, row.lane), row.id, since)
      if (found) return found
    }
    try {
      const posted = await outgoing.post(target, row.id)
      if (worded.urgent) await callTo(adapter, target, posted)
      return posted
    } catch (error) {
      if (error instanceof PlatformError && error.trouble === 'gone' && target.to === 'reply') {
        return outgoing.post({ to: 'chat', chat: target.chat }, row.id)
      }
      throw error
    }
  }

  /** 特急: whoever it went to is called to it. What cannot be marked stands unmarked, and is not sent again for that. */
  async function callTo(adapter: Adapter, target: Target, posted: Posted): Promise<void> {
    if (target.to !== 'person' || !adapter.can.urgent || !adapter.urge) return
    try {
      await pace(adapter, target.account)
      await adapter.urge(posted, [target.account])
    } catch (error) {
      const code = error instanceof PlatformError ? error.code : 'fault'
      parts.log?.warn({ platform: adapter.platform, code }, 'message not marked urgent')
    }
  }

  /** A file is sent as one where the platform takes files and its bytes are at hand; else the words that stand for it. */
  async function outgoingOf(adapter: Adapter, row: Waiting, message: Message): Promise<Outgoing> {
    const notice = row.notice as Notice
    if (notice.kind === 'file.sent' && adapter.can.files && adapter.postFile) {
      const { name, sha256 } = notice.facts as NoticeFacts['file.sent']
      const bytes = await parts.files?.get(sha256)
      if (bytes) {
        const file = { name, bytes }
        return {
          post: (target, key) => adapter.postFile!(target, file, key),
          find: async (target, key, since) => adapter.findFile?.(target, file, key, since),
        }
      }
    }
    return {
      post: (target, key) => adapter.post(target, message, key),
      find: (target, key, since) => adapter.find(target, message, key, since),
    }
  }

  async function editedPosting(row: Waiting, fresh: Fresh) {
    if (row.address?.to === 'posted')
      return { platform: row.platform, chat: row.address.chat, message: row.address.message }
    return row.purpose ? (fresh.get(row.purpose) ?? postingOf(db, row.purpose)) : undefined
  }

  async function targetOf(row: Waiting, fresh: Fresh): Promise<Target> {
    const address = row.address!
    if (address.to === 'thread') {
      const purpose = `order:${address.order}`
      const at = fresh.get(purpose) ?? (await postingOf(db, purpose))
      return at
        ? { to: 'reply', chat: at.chat, message: at.message, inThread: true }
        : address.account === undefined
          ? { to: 'chat', chat: address.chat }
          : { to: 'person', account: address.account }
    }
    if (address.to === 'posted') throw new Error('a posted message is edited, not sent')
    return address
  }

  async function whereToLook(target: Target, lane: string): Promise<Target> {
    if (target.to !== 'person') return target
    const chat = direct.get(lane) ?? (await postingOf(db, directPurpose(lane)))?.chat
    return chat === undefined ? target : { ...target, chat }
  }

  async function pace(adapter: Adapter, chat: string): Promise<void> {
    for (;;) {
      const ms = parts.pacer.take(adapter.platform, adapter.pace, chat, machineNow())
      if (ms === 0 || parts.stopped()) return
      await parts.sleep(ms)
    }
  }

  function viewOf(row: Waiting) {
    const address = row.address
    const chat = address && 'chat' in address ? address.chat : row.lane.slice(row.platform.length + 1)
    return {
      inLeadingGroup: parts.isLeadingGroup(row.platform, chat),
      addressee: (address?.to === 'person' || address?.to === 'only'
        ? 'person'
        : address?.to === 'thread'
          ? 'thread'
          : 'chat') as 'person' | 'chat' | 'thread',
    }
  }

  return { once, directOf }
}

function offersOne(row: Waiting, { buttons }: Message): boolean {
  const toOne = row.address?.to === 'only' || row.lane.startsWith(`${row.platform}:>`)
  return toOne && row.verb === 'post' && (buttons?.length ?? 0) > 0
}

/** What a platform cannot show is said in words. */
function degrade(message: Message, can: Can): Message {
  if (can.buttons || !message.buttons?.length) return message
  return say(...numberedText(message).split('\n'))
}

/** The chat a message was meant for. */
export function chatOf(row: Waiting): string {
  return row.address && 'chat' in row.address ? row.address.chat : row.lane.slice(row.platform.length + 1)
}

function directPurpose(lane: string): string {
  return `direct:${lane}`
}
