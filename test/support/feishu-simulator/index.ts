/**
 * A Feishu of our own on the loopback, as strict as the real one where its documents say how strict that is.
 *
 * @example
 * const feishu = await startFeishuSimulator()
 * const wang = feishu.person('王强')
 * const group = feishu.chat('oc_group', [wang])
 * feishu.pointAt('http://127.0.0.1:3000/hooks/feishu')   // or a function, or nothing: a long connection is used when one is open
 * await feishu.says({ chat: group, from: wang, text: '/list', mentions: ['bot'] })
 * feishu.messagesIn(group).at(-1)?.seen.text
 * await feishu.presses(messageId, wang, '签收')
 * feishu.fail(fault.tooManyRequests(2), fault.resetAfter())
 * await feishu.advance(15_000)                           // the platform's clock; due re-pushes run
 *
 * `feishu.env` is what a bot in another process needs to reach it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RestApi } from './api.ts'
import { type Fault, Faults, Limits } from './faults.ts'
import { buttonIn, fillIn } from './press.ts'
import { type Attempt, type Delivery, type Hook, type PressOutcome, Pusher, pressOutcome } from './push.ts'
import { type Node, type Seen, see } from './reader.ts'
import { CLIENT_CONFIG, Connection } from './socket.ts'
import { type Chat, type SimMessage, type WireMention, World } from './world.ts'

export { CARD_BYTES, CARD_ELEMENTS, cardFault } from './card-rules.ts'
export { type Fault, fault } from './faults.ts'
export { type Delivery, encrypt, type Hook, type PressOutcome } from './push.ts'
export type { Seen } from './reader.ts'
export type { SimMessage } from './world.ts'

export interface SimulatorOptions {
  readonly appId?: string
  readonly appSecret?: string
  /** Empty: neither encrypted nor signed. */
  readonly encryptKey?: string
  readonly verificationToken?: string
  readonly botName?: string
  readonly hook?: Hook
  /** Enforce 50/s, 1000/min and 5/s for a chat (off). */
  readonly limits?: boolean
  /** Keep a list of calls in `calls` (on; off for benches). */
  readonly record?: boolean
  readonly tokenLifeMs?: number
  readonly port?: number
  /** Events are signed by the platform's clock, for a bot whose own is moved with it; otherwise by the machine's. */
  readonly signsByItsClock?: boolean
}

export interface RecordedCall {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly status: number | 'reset'
  readonly body: string
  /** Machine's clock, milliseconds. */
  readonly at: number
}

export interface Says {
  readonly chat?: string
  /** Instead of `chat`: to the bot alone. */
  readonly direct?: true
  readonly from: string
  readonly text?: string
  /** Accounts, `bot` or `all`, put before the text; or write `{0}`, `{1}` … where they shall stand. */
  readonly mentions?: readonly string[]
  readonly replyTo?: string
  readonly inThread?: boolean
  /** Each is a message of its own, as on the real platform; the last one's delivery is returned. */
  readonly files?: readonly {
    readonly name: string
    readonly bytes: Uint8Array
    readonly kind?: 'file' | 'image'
  }[]
  /** A message of any other type, with its content. */
  readonly raw?: { readonly type: string; readonly content: object }
}

/** A message as it stands, with what a person sees of it. */
export type Shown = SimMessage & { readonly seen: Seen }

export type FeishuSimulator = Awaited<ReturnType<typeof startFeishuSimulator>>

export async function startFeishuSimulator(options: SimulatorOptions = {}) {
  const settings = {
    appId: options.appId ?? 'cli_a1b2c3d4e5f60718',
    appSecret: options.appSecret ?? 'simulated-app-secret',
    encryptKey: options.encryptKey ?? 'simulated-encrypt-key',
    verificationToken: options.verificationToken ?? 'simulated-verification-token',
  }
  const world = new World(settings.appId, options.botName ?? '督办')
  const limits = new Limits()
  limits.on = options.limits ?? false
  const faults = new Faults()
  const scopes = [
    'im:message:send_as_bot',
    'im:message.p2p_msg:readonly',
    'im:message.group_msg',
    'im:resource',
  ]
  const api = new RestApi(world, limits, {
    ...settings,
    tokenLifeMs: options.tokenLifeMs ?? 7_200_000,
    scopes,
  })
  const pusher = new Pusher(world, {
    ...settings,
    signatureNow: () => (options.signsByItsClock ? world.now() : Date.now()),
  })
  pusher.hook = options.hook
  const calls: RecordedCall[] = []
  const connections = new Set<Connection>()
  /** How the next pushes over a long connection are cut. */
  const stream = { parts: 1, refuse: undefined as { code: number; msg: string } | undefined }

  const server = createServer((request, response) => {
    void answer(request, response)
  })
  server.keepAliveTimeout = 60_000
  server.on('upgrade', (request, socket) => {
    const connection: Connection = new Connection(request, socket, () => {
      connections.delete(connection)
      useSocket()
    })
    connections.add(connection)
    useSocket()
  })
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await listen(options.port ?? 0)
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`

  function listen(at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(at, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  }

  function useSocket(): void {
    const all = [...connections]
    pusher.socket =
      all.length === 0
        ? undefined
        : (event) => all[Math.floor(Math.random() * all.length)]!.push(event, stream.parts)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const url = new URL(request.url ?? '/', base)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const record = (status: number | 'reset') => {
      if (options.record !== false)
        calls.push({
          method,
          path: url.pathname + url.search,
          status,
          body: body.toString('utf8'),
          at: Date.now(),
        })
    }
    const does = faults.next(method, url.pathname)
    if (does && 'reset' in does && does.reset === 'before') {
      record('reset')
      response.socket?.resetAndDestroy()
      return
    }
    if (does && 'slowMs' in does) await new Promise((resolve) => setTimeout(resolve, does.slowMs))
    if (does && 'page' in does) {
      record(does.page)
      response.writeHead(does.page, { 'content-type': 'text/html' }).end('<html>proxy</html>')
      return
    }
    const result =
      does && 'answer' in does
        ? {
            status: does.answer.status,
            json: { code: does.answer.code, msg: does.answer.msg },
            headers: does.headers,
          }
        : url.pathname === '/callback/ws/endpoint'
          ? { status: 200, json: endpoint(body) }
          : api.handle({
              method,
              path: url.pathname,
              query: url.searchParams,
              authorization: request.headers.authorization,
              contentType: request.headers['content-type'] ?? '',
              body,
            })
    if (does && 'reset' in does) {
      record('reset')
      response.socket?.resetAndDestroy()
      return
    }
    record(result.status)
    if ('bytes' in result && result.bytes) {
      response
        .writeHead(result.status, { 'content-type': 'application/octet-stream', ...result.headers })
        .end(result.bytes)
      return
    }
    response.writeHead(result.status, {
      'content-type': 'application/json; charset=utf-8',
      ...result.headers,
    })
    response.end(JSON.stringify(result.json))
  }

  function endpoint(body: Buffer): object {
    const { AppID, AppSecret } = JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>
    if (stream.refuse) return { ...stream.refuse, data: {} }
    if (AppID !== settings.appId || AppSecret !== settings.appSecret)
      return { code: 1000040345, msg: 'app invalid', data: {} }
    const URL = `${base.replace('http', 'ws')}/ws?device_id=1&service_id=7`
    return { code: 0, msg: '', data: { URL, ClientConfig: CLIENT_CONFIG } }
  }

  const ids = (openId: string) => ({ union_id: openId.replace('ou_', 'on_'), open_id: openId })

  function mentionsOf(accounts: readonly string[]): WireMention[] {
    return accounts.map((account, i) => {
      if (account === 'all') return { key: '@_all', openId: 'all', name: '所有人', type: 'user' }
      const isBot = account === 'bot' || account === world.botOpenId
      const openId = isBot ? world.botOpenId : account
      const name = isBot ? world.botName : (world.people.get(account)?.name ?? account)
      return { key: `@_user_${i + 1}`, openId, name, type: isBot ? 'bot' : 'user' }
    })
  }

  function pushMessage(message: SimMessage, chat: Chat): Promise<Delivery> {
    const mentions = message.mentions
      .filter((one) => one.key !== '@_all')
      .map(({ key, openId, name, type }) => ({
        key,
        id: ids(openId),
        mentioned_type: type,
        name,
        tenant_key: 'simulated',
      }))
    const time = String(message.createdAt)
    const event = {
      sender: { sender_id: ids(message.sender.id), sender_type: 'user', tenant_key: 'simulated' },
      message: {
        message_id: message.messageId,
        ...(message.rootId && { root_id: message.rootId, parent_id: message.parentId }),
        create_time: time,
        update_time: time,
        chat_id: chat.id,
        ...(message.threadId && { thread_id: message.threadId }),
        chat_type: chat.kind,
        message_type: message.type,
        content: message.content,
        ...(mentions.length > 0 && { mentions }),
      },
    }
    return pusher.event('im.message.receive_v1', event, message.messageId)
  }

  const show = (message: SimMessage): Shown => ({ ...message, seen: see(message) })
  const inChat = (chat: string): readonly Shown[] => (world.byChat.get(chat) ?? []).map(show)

  function message(id: string): SimMessage {
    const found = world.messages.get(id)
    if (!found) throw new Error(`no message ${id}`)
    return found
  }

  function chatOf(id: string): Chat {
    const found = world.chats.get(id)
    if (!found) throw new Error(`no chat ${id}`)
    return found
  }

  return {
    ...settings,
    /** Base address, without a slash at its end. */
    base,
    port,
    botOpenId: world.botOpenId,
    /** Environment of a bot process that shall use this platform. */
    env: {
      FEISHU_APP_ID: settings.appId,
      FEISHU_APP_SECRET: settings.appSecret,
      FEISHU_ENCRYPT_KEY: settings.encryptKey,
      FEISHU_VERIFICATION_TOKEN: settings.verificationToken,
      FEISHU_DOMAIN: base,
    },
    world,
    api,
    pusher,
    stream,
    connections,
    limits,
    /** Calls the bot made, oldest first. */
    calls,
    now: () => world.now(),

    /** Registers somebody; returns the open_id. */
    person: (name: string, openId?: string): string => world.person(name, openId).openId,
    /** A group with the bot in it; unknown members are registered. Returns the chat's id. */
    chat(id: string, members: readonly string[] = [], name = '工作群'): string {
      for (const member of members) if (!world.people.has(member)) world.person(member.slice(-6), member)
      return world.chat(id, 'group', name, members).id
    },
    directChat: (openId: string): string => world.directChat(openId).id,
    /** Where events go: an address, or a function. */
    pointAt(hook: Hook | undefined): void {
      pusher.hook = hook
    },

    /** Somebody says something; resolves when the bot has acknowledged (or has not, see `attempts`). */
    async says(what: Says): Promise<Delivery> {
      const chat = what.direct ? world.directChat(what.from) : chatOf(what.chat ?? '')
      const parent = what.replyTo === undefined ? undefined : message(what.replyTo)
      const place = parent ? world.placeOf(parent, what.inThread ?? false) : {}
      const sender = { id: what.from, type: 'user' } as const
      const say = (type: string, content: object, mentions: readonly WireMention[] = []) =>
        pushMessage(
          world.add({ chatId: chat.id, sender, type, content: JSON.stringify(content), mentions, ...place }),
          chat,
        )
      let delivery: Promise<Delivery> | undefined
      if (what.raw) delivery = say(what.raw.type, what.raw.content, mentionsOf(what.mentions ?? []))
      for (const file of what.files ?? []) {
        const kind = file.kind ?? 'file'
        const key = world.store(file.name, file.bytes, kind)
        if (delivery) await delivery
        delivery = say(kind, kind === 'image' ? { image_key: key } : { file_key: key, file_name: file.name })
      }
      if (what.text !== undefined && (what.text !== '' || !delivery)) {
        if (delivery) await delivery
        const mentions = mentionsOf(what.mentions ?? [])
        let text = what.text
        if (mentions.length > 0) {
          const placed = text.replace(/\{(\d+)\}/g, (whole, n: string) => mentions[Number(n)]?.key ?? whole)
          text = placed === text ? `${mentions.map((one) => one.key).join(' ')} ${text}` : placed
        }
        delivery = say('text', { text }, mentions)
      }
      return delivery!
    },

    /** Takes a message back; the bot is told. */
    async recalls(messageId: string): Promise<Delivery> {
      const taken = message(messageId)
      taken.deleted = true
      const event = {
        message_id: messageId,
        chat_id: taken.chatId,
        recall_time: String(world.now()),
        recall_type: 'message_owner',
      }
      return pusher.event('im.message.recalled_v1', event, messageId)
    },

    /** Takes the bot into a chat. */
    async addsBot(chat: string, by: string): Promise<Delivery> {
      chatOf(chat).botIn = true
      const event = { chat_id: chat, operator_id: ids(by), external: false, name: chatOf(chat).name }
      return pusher.event('im.chat.member.bot.added_v1', event, '')
    },

    /** Any other event. */
    event: (type: string, event: object): Promise<Delivery> => pusher.event(type, event, ''),

    /**
     * Presses a button of a card; `fields` fill its form in, by the control's name, its end, or its label.
     * Not re-pushed, as on the platform.
     * @throws Error what the client would not let one do: no such button, a required field left empty, a value not offered
     */
    async presses(
      messageId: string,
      openId: string,
      which: string | ((button: Node) => boolean),
      fields: Readonly<Record<string, string>> = {},
    ): Promise<
      PressOutcome & { readonly event: object; readonly attempt: Attempt; redeliver(): Promise<Attempt> }
    > {
      const card = message(messageId)
      if (card.type !== 'interactive' || card.deleted) throw new Error('not a card')
      if (world.now() - card.createdAt > 14 * 86_400_000) throw new Error('the card is older than 14 days')
      const found = buttonIn(card.content, which)
      if (!found) throw new Error(`no button ${String(which)} in: ${see(card).text}`)
      const { button, form } = found
      const behaviors = (button.behaviors ?? []) as readonly { type: string; value?: unknown }[]
      const value = behaviors.find((one) => one.type === 'callback')?.value
      const token = `c-${card.messageId.slice(3)}${Math.random().toString(16).slice(2)}`
      api.cardTokens.set(token, { at: world.now(), uses: 0, messageId })
      const event = {
        operator: { tenant_key: 'simulated', ...ids(openId) },
        token,
        action: {
          ...(value !== undefined && { value }),
          tag: 'button',
          ...(typeof button.name === 'string' && { name: button.name }),
          ...(form && { timezone: 'Asia/Shanghai', form_value: fillIn(form, fields) }),
        },
        host: 'im_message',
        context: { open_message_id: messageId, open_chat_id: card.chatId },
      }
      const { whole } = pusher.envelope('card.action.trigger', event, `${world.now()}000`)
      const attempt = await pusher.attempt(whole)
      const outcome = pressOutcome(attempt)
      if (outcome.card) card.content = JSON.stringify(outcome.card)
      return { ...outcome, event: whole, attempt, redeliver: () => pusher.attempt(whole) }
    },

    /** Everything said in a chat, people and bot, oldest first, threads included. */
    messagesIn: inChat,
    /** What the bot said in a chat. */
    botMessagesIn: (chat: string): readonly Shown[] =>
      inChat(chat).filter((one) => one.sender.type === 'app'),
    /** What the bot said to one person alone. */
    directMessages: (openId: string): readonly Shown[] =>
      inChat(world.directChat(openId).id).filter((one) => one.sender.type === 'app'),
    message: (id: string): Shown => show(message(id)),

    /** What shall go wrong next, in this order; each hits its own number of calls. */
    fail(...next: readonly Fault[]): void {
      faults.add(next)
    },
    heal: (): void => faults.clear(),
    /** Every event is pushed so many times more, as happens even after a 200. */
    duplicates(more: number): void {
      pusher.duplicates = more
    },
    /** Keeps events back until {@link release}, which pushes them in either order. */
    hold(): void {
      pusher.holding = true
    },
    release: (order?: 'first-first' | 'last-first'): Promise<void> => pusher.release(order),
    /** Nobody listens any more; {@link up} opens the same port again. */
    async down(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    up: (): Promise<void> => listen(port),

    /** Moves the platform's clock, milliseconds, and pushes again what falls due on the way. */
    async advance(ms: number): Promise<void> {
      const until = world.now() + ms
      for (;;) {
        const next = pusher.nextRetryAt
        if (next === undefined || next > until) break
        world.move(Math.max(0, next - world.now()))
        await pusher.runDue(world.now())
      }
      world.move(Math.max(0, until - world.now()))
    },

    /** Checks the address as the console does when it is saved. */
    async checksAddress(
      encrypted = true,
    ): Promise<{ readonly status: number; readonly body: string; readonly challenge: string }> {
      const challenge = crypto.randomUUID()
      const plain = { challenge, token: settings.verificationToken, type: 'url_verification' }
      const sealed = encrypted ? pusher.seal(plain).body : Buffer.from(JSON.stringify(plain))
      const hook = pusher.hook
      const headers = { 'content-type': 'application/json; charset=utf-8' }
      if (typeof hook === 'function') return { ...(await hook({ headers, body: sealed })), challenge }
      const reply = await fetch(hook!, { method: 'POST', headers, body: new Uint8Array(sealed) })
      return { status: reply.status, body: await reply.text(), challenge }
    },

    async close(): Promise<void> {
      for (const connection of connections) connection.drop()
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
