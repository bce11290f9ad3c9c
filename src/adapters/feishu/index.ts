/** Feishu / Lark: one self-built app with bot ability, by webhook or by long connection. */
import {
  type Adapter,
  type Can,
  type Handler,
  type Pace,
  PlatformError,
  type RawRequest,
  type Received,
} from '../../chat/adapter.ts'
import { feishuApi, type Log } from './api.ts'
import { check } from './check.ts'
import type { BotIdentity } from './content.ts'
import { acknowledgement, type Memory } from './decode.ts'
import { find, findFile } from './find.ts'
import type { HttpClient } from './http.ts'
import { botInfo, type Envelope } from './payloads.ts'
import { edit, post, postFile, type Uploaded, UUID_IN_FORCE, urge } from './post.ts'
import { opener, received } from './receive.ts'
import type { Stream } from './stream.ts'
import { tokenKeeper } from './token.ts'

export interface FeishuConfig {
  readonly appId: string
  readonly appSecret: string
  readonly encryptKey: string
  readonly verificationToken: string
  /** `feishu`, `lark`, or a base address without a slash at its end. */
  readonly domain: string
  readonly mode: 'webhook' | 'stream'
  /** The bot's name; used to recognise its mention only while the platform has not told its id. */
  readonly botName?: string
}

export interface FeishuDeps {
  /** Closed with the adapter. */
  readonly http: HttpClient
  /** The machine's clock, milliseconds. */
  readonly now: () => number
  readonly log: Log
  /** How long a request may take, milliseconds (5 s). */
  readonly timeoutMs?: number
}

export type { Log } from './api.ts'
export type { HttpClient } from './http.ts'
export { threadIds } from './thread.ts'

const CAN: Can = {
  threads: true,
  cards: true,
  buttons: true,
  edits: true,
  direct: true,
  forOne: false,
  files: true,
  urgent: true,
  toast: true,
}

/** https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control */
const PACE: Pace = { perSecond: 50, perMinute: 1000, perChatPerSecond: 5 }

const DOMAINS: Readonly<Record<string, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
}

/** An event waits at most this long for the bot's own id; it must be answered within 3 s. Milliseconds. */
const IDENTITY_WAIT = 1000
/** And after a failure it is not asked for again so soon. Milliseconds. */
const IDENTITY_AGAIN = 30_000
/** Not written into the import itself: a bundler for Workers would follow it, and the vendor's SDK does not load there. */
const STREAM = './stream.ts'
const REMEMBERED_CHATS = 20_000

export function createFeishuAdapter(given: FeishuConfig, deps: FeishuDeps): Adapter {
  const config = { ...given, domain: (DOMAINS[given.domain] ?? given.domain).replace(/\/+$/, '') }
  const timeoutMs = deps.timeoutMs ?? 5000
  const tokens = tokenKeeper({ ...config, timeoutMs }, deps.http, deps.now)
  const api = feishuApi(config.domain, deps.http, tokens, timeoutMs)
  const open = opener(config)
  const identity = identityKeeper()
  const direct = new Set<string>()
  const directChats = new Map<string, string>()
  const uploaded: Uploaded = new Map()
  let stream: Stream | undefined
  let closed = false

  const memory: Memory = {
    get bot() {
      return identity.known()
    },
    isDirect: (chat) => direct.has(chat),
    sawDirect: (chat) => {
      if (direct.size >= REMEMBERED_CHATS) direct.delete(direct.values().next().value!)
      direct.add(chat)
    },
  }

  /** The bot's own id, asked for once, when first it matters. */
  function identityKeeper() {
    let bot: BotIdentity = given.botName === undefined ? {} : { name: given.botName }
    let asking: Promise<void> | undefined
    let failedAt = Number.NEGATIVE_INFINITY
    const ask = async () => {
      try {
        bot = { openId: (await api.call('GET', '/bot/v3/info', undefined, botInfo)).bot.open_id }
      } catch (error) {
        failedAt = deps.now()
        const code = error instanceof PlatformError ? error.code : 'error'
        deps.log.warn(
          { code },
          'feishu did not tell the bot’s own id; mentions are recognised by type for now',
        )
      } finally {
        asking = undefined
      }
    }
    return {
      known: () => bot,
      async wanted(): Promise<void> {
        if (bot.openId !== undefined || (deps.now() - failedAt < IDENTITY_AGAIN && !asking)) return
        asking ??= ask()
        let timer: ReturnType<typeof setTimeout> | undefined
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, IDENTITY_WAIT)
        })
        await Promise.race([asking, late])
        clearTimeout(timer)
      },
    }
  }

  async function look(event: Envelope): Promise<Received> {
    if (event.header.event_type === 'im.message.receive_v1' && mentionsABot(event)) await identity.wanted()
    const result = received(event, memory)
    if (result.kind === 'refused') deps.log.warn({ type: event.header.event_type }, result.reason)
    for (const one of result.kind === 'incoming' ? result.incoming : [])
      if (one.kind === 'said' && one.chat.kind === 'direct') rememberDirect(one.sender.account, one.chat.id)
    return result
  }

  function rememberDirect(account: string, chat: string): void {
    if (directChats.size >= REMEMBERED_CHATS) directChats.delete(directChats.keys().next().value!)
    directChats.set(account, chat)
  }

  return {
    platform: 'feishu',
    can: CAN,
    pace: PACE,
    keyInForceMs: UUID_IN_FORCE,

    async receive(request: RawRequest): Promise<Received> {
      const opened = open(request)
      return opened.kind === 'event' ? look(opened.envelope) : opened
    },

    async post(target, message, key) {
      const posted = await post(api, target, message, key)
      if (target.to === 'person' && posted.chat) {
        memory.sawDirect(posted.chat)
        rememberDirect(target.account, posted.chat)
      }
      return posted
    },

    urge: ({ messageId }, accounts) => urge(api, messageId, accounts),

    edit: ({ messageId }, message) => edit(api, messageId, message),

    find: (target, message, key, since) =>
      find(api, config.appId, target, message, key, since, (account) => directChats.get(account)),

    async postFile(target, file, key) {
      const posted = await postFile(api, uploaded, target, file, key)
      if (target.to === 'person' && posted.chat) {
        memory.sawDirect(posted.chat)
        rememberDirect(target.account, posted.chat)
      }
      return posted
    },

    findFile: (target, { name }, _key, since) =>
      findFile(api, config.appId, target, name, since, (account) => directChats.get(account)),

    async fetchFile({ messageId, key, kind, name }) {
      const type = kind === 'image' ? 'image' : 'file'
      const path = `/im/v1/messages/${encodeURIComponent(messageId)}/resources/${encodeURIComponent(key)}?type=${type}`
      return { name, bytes: (await api.download(path)).bytes }
    },

    async connect(handle: Handler) {
      if (config.mode !== 'stream') return
      const { openStream } = (await import(STREAM)) as typeof import('./stream.ts')
      if (closed) return
      stream = openStream(config, deps.log, async (event) => {
        const result = await look(event)
        if (result.kind === 'answered') return result.body
        if (result.kind === 'refused') return undefined
        let outcome = {}
        for (const one of result.incoming) outcome = await handle(one)
        return acknowledgement(outcome)
      })
    },

    check: () => check(config, api, tokens),

    async close() {
      closed = true
      stream?.close()
      await deps.http.close?.()
    },
  }
}

function mentionsABot(event: Envelope): boolean {
  const mentions = (event.event as { message?: { mentions?: unknown } } | undefined)?.message?.mentions
  return (
    Array.isArray(mentions) &&
    mentions.some((one) => (one as { mentioned_type?: unknown })?.mentioned_type !== 'user')
  )
}
