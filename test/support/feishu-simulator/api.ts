/** The platform's REST side: what each call needs, does, and answers. */
import { randomBytes } from 'node:crypto'
import type { Limits } from './faults.ts'
import {
  type Answer,
  type Call,
  checkContent,
  data,
  type Json,
  json,
  multipart,
  Refusal,
  wireMessage,
  wirePerson,
} from './wire.ts'
import type { Chat, SimMessage, World } from './world.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const FILE_TYPES = new Set(['opus', 'mp4', 'pdf', 'doc', 'xls', 'ppt', 'stream'])

export interface ApiOptions {
  readonly appId: string
  readonly appSecret: string
  /** Of a fresh token, milliseconds. */
  tokenLifeMs: number
  scopes: string[]
}

export class RestApi {
  readonly #world: World
  readonly #limits: Limits
  readonly options: ApiOptions
  readonly tokens: { token: string; until: number }[] = []
  readonly #uuids = new Map<string, { at: number; message: SimMessage }>()
  /** Card update tokens: 30 minutes, twice. */
  readonly cardTokens = new Map<string, { at: number; uses: number; messageId: string }>()
  tokenRequests = 0

  constructor(world: World, limits: Limits, options: ApiOptions) {
    this.#world = world
    this.#limits = limits
    this.options = options
  }

  handle(call: Call): Answer {
    try {
      if (call.path === '/open-apis/auth/v3/tenant_access_token/internal') return this.#token(json(call))
      this.#authorize(call.authorization)
      const path = call.path.replace('/open-apis', '')
      const route = ROUTES.find(([method, pattern]) => method === call.method && pattern.test(path))
      if (!route) return { status: 404, json: { code: 404, msg: '404 page not found' } }
      const ids = route[1].exec(path)!.slice(1).map(decodeURIComponent)
      return this.#run(route[2], call, ids)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { code, status, headers, message: msg } = error
      return { status, json: { code, msg, error: { log_id: randomBytes(8).toString('hex') } }, headers }
    }
  }

  #token(body: Json): Answer {
    this.tokenRequests++
    if (body.app_id !== this.options.appId)
      return { status: 200, json: { code: 10003, msg: 'invalid param' } }
    if (body.app_secret !== this.options.appSecret)
      return { status: 200, json: { code: 10014, msg: 'app secret invalid' } }
    const now = this.#world.now()
    let last = this.tokens.at(-1)
    if (!last || last.until - now < HOUR / 2) {
      last = { token: `t-${randomBytes(20).toString('hex')}`, until: now + this.options.tokenLifeMs }
      this.tokens.push(last)
    }
    const expire = Math.floor((last.until - now) / 1000)
    return { status: 200, json: { code: 0, msg: 'ok', tenant_access_token: last.token, expire } }
  }

  #authorize(header: string | undefined): void {
    if (!header) throw new Refusal(99991661, 'Missing access token for authorization')
    const token = header.replace(/^Bearer /, '')
    const known = this.tokens.find((one) => one.token === token)
    if (!known || known.until <= this.#world.now())
      throw new Refusal(
        99991663,
        'Invalid access token for authorization. Please make a request with token attached.',
      )
  }

  #run(route: Route, call: Call, ids: string[]): Answer {
    const world = this.#world
    const id = ids[0] ?? ''
    switch (route) {
      case 'send':
        return this.#send(call)
      case 'reply':
        return this.#reply(id, json(call))
      case 'patch':
        return this.#patch(id, json(call))
      case 'put':
        return this.#put(id, json(call))
      case 'delete': {
        const message = this.#message(id)
        if (message.sender.type !== 'app') throw new Refusal(230026, 'No permission to recall this message.')
        message.deleted = true
        return data({})
      }
      case 'get':
        return data({
          items: [wireMessage(this.#message(id, true), call.query.get('card_msg_content_type'))],
        })
      case 'history':
        return this.#history(call.query)
      case 'urgent':
        return this.#urgent(id, json(call))
      case 'pin': {
        const message = this.#message(String(json(call).message_id))
        message.pinned = true
        return data({ pin: { message_id: message.messageId, chat_id: message.chatId } })
      }
      case 'unpin':
        this.#message(id).pinned = false
        return data({})
      case 'pins': {
        const inChat = world.byChat.get(call.query.get('chat_id') ?? '') ?? []
        const items = inChat.filter((one) => one.pinned).map((one) => ({ message_id: one.messageId }))
        return data({ items, has_more: false })
      }
      case 'react':
        this.#message(id)
        return data({ reaction_id: randomBytes(8).toString('hex') })
      case 'image':
      case 'file':
        return this.#upload(call, route)
      case 'resource':
        return this.#resource(id, ids[1]!, call.query.get('type'))
      case 'bot':
        return {
          status: 200,
          json: {
            code: 0,
            msg: 'ok',
            bot: { activate_status: 2, app_name: world.botName, open_id: world.botOpenId },
          },
        }
      case 'user': {
        const person = world.people.get(id)
        if (!person) throw new Refusal(41050, 'no user authority error')
        return data({ user: wirePerson(person) })
      }
      case 'users': {
        const department = call.query.get('department_id') ?? '0'
        if (department !== '0' && !world.departments.has(department))
          throw new Refusal(40004, 'no dept authority error')
        const items = [...world.people.values()]
          .filter((one) => one.departments.includes(department))
          .map(wirePerson)
        return data({ items: items.slice(0, 50), has_more: items.length > 50 })
      }
      case 'departments': {
        const items = [...world.departments].filter(([, one]) => one.parent === id)
        return data({
          items: items.map(([key, one]) => ({ open_department_id: key, name: one.name })),
          has_more: false,
        })
      }
      case 'card-update':
        return this.#cardUpdate(json(call))
      case 'chat': {
        const chat = world.chats.get(id)
        if (!chat) throw new Refusal(232006, 'Invalid chat_id')
        return data({
          name: chat.name,
          chat_mode: chat.kind,
          chat_status: chat.dissolved ? 'dissolved' : 'normal',
        })
      }
      case 'scopes':
        return data({ scopes: this.options.scopes.map((one) => ({ scope_name: one, grant_status: 1 })) })
    }
  }

  #send(call: Call): Answer {
    const body = json(call)
    const type = call.query.get('receive_id_type')
    const to = String(body.receive_id ?? '')
    let chat: Chat
    if (type === 'chat_id') {
      const known = this.#world.chats.get(to)
      if (!known)
        throw new Refusal(
          230001,
          'Your request contains an invalid request parameter, ext=invalid receive_id',
        )
      chat = known
    } else if (type === 'open_id') {
      const person = this.#world.people.get(to)
      if (!person) throw new Refusal(99992361, 'open_id cross app')
      if (person.resigned) throw new Refusal(230029, 'User has resigned.')
      if (person.refusesBot)
        throw new Refusal(230053, 'The user has stopped receiving messages from the bot.')
      chat = this.#world.directChat(to)
    } else
      throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=receive_id_type')
    this.#mayWrite(chat)
    return this.#place(body, chat, {})
  }

  #reply(id: string, body: Json): Answer {
    const parent = this.#message(id)
    const chat = this.#world.chats.get(parent.chatId)!
    this.#mayWrite(chat)
    if (body.reply_in_thread === true && !parent.threadId) {
      if (!chat.threads) throw new Refusal(230071, 'This group does not support reply in thread.')
      if (parent.type === 'merge_forward')
        throw new Refusal(230072, 'This message does not support reply in thread.')
    }
    return this.#place(body, chat, () => this.#world.placeOf(parent, body.reply_in_thread === true))
  }

  #place(body: Json, chat: Chat, place: object | (() => object)): Answer {
    const uuid = body.uuid === undefined ? undefined : String(body.uuid)
    if (uuid !== undefined) {
      if (uuid.length > 50)
        throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=uuid')
      const known = this.#uuids.get(uuid)
      if (known && this.#world.now() - known.at < HOUR) return data(wireMessage(known.message))
    }
    this.#limit(`chat ${chat.id}`)
    const type = String(body.msg_type)
    const said = String(body.content)
    checkContent(type, said, true)
    const content = type === 'file' || type === 'image' ? this.#attached(type, said) : said
    const message = this.#world.add({
      chatId: chat.id,
      sender: { id: this.#world.appId, type: 'app' },
      type,
      content,
      ...(typeof place === 'function' ? place() : place),
    })
    if (uuid !== undefined) this.#uuids.set(uuid, { at: this.#world.now(), message })
    return data(wireMessage(message))
  }

  #patch(id: string, body: Json): Answer {
    this.#limit(`card ${id}`)
    const message = this.#own(id)
    if (message.type !== 'interactive')
      throw new Refusal(
        230001,
        'Your request contains an invalid request parameter, ext=This message is NOT a card.',
      )
    if (this.#world.now() - message.createdAt > 14 * DAY)
      throw new Refusal(
        230031,
        'Message has expired when updating message, ext=Message can only be updated within fourteen days.',
      )
    const content = String(body.content)
    checkContent('interactive', content, true)
    for (const card of [message.content, content])
      if ((JSON.parse(card) as { config?: Json }).config?.update_multi !== true)
        throw new Refusal(
          230099,
          'Failed to update card content, ext=ErrCode: 200840; ErrMsg: update_multi is not true; ',
        )
    message.content = content
    message.updatedAt = this.#world.now()
    return data({})
  }

  #put(id: string, body: Json): Answer {
    this.#limit()
    const message = this.#own(id)
    if (message.type !== 'text' && message.type !== 'post')
      throw new Refusal(230054, 'This operation is not supported for this message type.')
    if (message.edits >= 20)
      throw new Refusal(230072, 'The message has reached the number of times it can be edited.')
    checkContent(String(body.msg_type), String(body.content), true)
    message.content = String(body.content)
    message.edits++
    message.updatedAt = this.#world.now()
    return data(wireMessage(message))
  }

  #history(query: URLSearchParams): Answer {
    const id = query.get('container_id') ?? ''
    const size = Number(query.get('page_size') ?? 20)
    if (!(size >= 1 && size <= 50))
      throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=page_size')
    let items: SimMessage[]
    if (query.get('container_id_type') === 'thread') {
      items = [...this.#world.messages.values()].filter((one) => one.threadId === id)
      if (query.has('start_time'))
        throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=start_time')
    } else {
      const chat = this.#world.chats.get(id)
      if (!chat)
        throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=container_id')
      if (!chat.botIn) throw new Refusal(230002, 'Bot/User can NOT be out of the chat.')
      const from = Number(query.get('start_time') ?? 0) * 1000
      const until = Number(query.get('end_time') ?? Number.POSITIVE_INFINITY) * 1000
      // A thread shows its first message here, its answers only in the thread's own history.
      items = (this.#world.byChat.get(id) ?? []).filter(
        (one) => one.createdAt >= from && one.createdAt <= until && (!one.threadId || !one.rootId),
      )
    }
    items.sort((a, b) => a.order - b.order)
    if (query.get('sort_type') === 'ByCreateTimeDesc') items.reverse()
    const start = Number(query.get('page_token') || 0)
    const page = items.slice(start, start + size)
    const more = start + size < items.length
    return data({
      has_more: more,
      page_token: more ? String(start + size) : '',
      items: page.map((one) => wireMessage(one, query.get('card_msg_content_type'))),
    })
  }

  #urgent(id: string, body: Json): Answer {
    const message = this.#own(id)
    const ids = Array.isArray(body.user_id_list) ? body.user_id_list.map(String) : []
    const invalid = ids.filter((one) => !this.#world.people.has(one))
    if (ids.length === 0 || invalid.length === ids.length)
      throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=user_id_list')
    message.urgentFor.push(...ids.filter((one) => !invalid.includes(one)))
    return data({ invalid_user_id_list: invalid })
  }

  #upload(call: Call, kind: 'image' | 'file'): Answer {
    const parts = multipart(call)
    const part = parts.get(kind)
    const most = (kind === 'image' ? 10 : 30) * 1024 * 1024
    if (!part || part.bytes.length === 0) throw new Refusal(234010, 'The file size can not be 0.')
    if (part.bytes.length > most) throw new Refusal(234006, 'The file size exceed the max value.')
    const name = parts.get('file_name')?.bytes.toString() ?? part.name
    if (kind === 'file') {
      const type = parts.get('file_type')?.bytes.toString() ?? ''
      if (!FILE_TYPES.has(type) || name === '') throw new Refusal(234001, 'Invalid request param.')
    }
    return data({ [`${kind}_key`]: this.#world.store(name, part.bytes, kind) })
  }

  /** What was uploaded is named by its key; the message shows the file's name. */
  #attached(type: 'file' | 'image', content: string): string {
    const key = String((JSON.parse(content) as Json)[`${type}_key`])
    const file = this.#world.files.get(key)
    if (!file)
      throw new Refusal(230001, `Your request contains an invalid request parameter, ext=invalid ${type}_key`)
    if (file.type !== type)
      throw new Refusal(230055, 'The type of file upload does not match the type of message being sent.')
    return JSON.stringify({ [`${type}_key`]: key, ...(type === 'file' ? { file_name: file.name } : {}) })
  }

  #resource(messageId: string, key: string, type: string | null): Answer {
    const message = this.#message(messageId)
    const file = this.#world.files.get(key)
    if (!file || !message.content.includes(key)) throw new Refusal(234003, 'File not in msg.')
    if ((type === 'image') !== (file.type === 'image')) throw new Refusal(234001, 'Invalid request param.')
    return {
      status: 200,
      bytes: file.bytes,
      headers: { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}` },
    }
  }

  #cardUpdate(body: Json): Answer {
    const known = this.cardTokens.get(String(body.token))
    if (!known || this.#world.now() - known.at > HOUR / 2 || known.uses >= 2)
      throw new Refusal(300090, 'update token is invalid or expired')
    const content = JSON.stringify(body.card)
    checkContent('interactive', content, true)
    known.uses++
    this.#message(known.messageId).content = content
    return { status: 200, json: { code: 0, msg: 'ok' } }
  }

  #limit(key?: string): void {
    const code = this.#limits.exceeded(key)
    if (code === 99991400)
      throw new Refusal(code, 'request trigger frequency limit', 429, { 'x-ogw-ratelimit-reset': '1' })
    if (code) throw new Refusal(code, 'This operation triggers the frequency limit.')
  }

  #message(id: string, evenDeleted = false): SimMessage {
    const message = this.#world.messages.get(id)
    if (!message)
      throw new Refusal(230001, 'Your request contains an invalid request parameter, ext=invalid message_id')
    if (message.deleted && !evenDeleted) throw new Refusal(230011, 'The message was recalled.')
    return message
  }

  #own(id: string): SimMessage {
    const message = this.#message(id)
    if (message.sender.id !== this.#world.appId) throw new Refusal(230032, 'The operator is not the sender.')
    return message
  }

  #mayWrite(chat: Chat): void {
    if (chat.dissolved)
      throw new Refusal(232009, 'Your request specifies a chat which has already been dissolved.')
    if (!chat.botIn) throw new Refusal(230002, 'Bot/User can NOT be out of the chat.')
    if (chat.muted) throw new Refusal(230035, 'Send Message Permission deny.')
  }
}

type Route =
  | 'send'
  | 'reply'
  | 'patch'
  | 'put'
  | 'delete'
  | 'get'
  | 'history'
  | 'urgent'
  | 'pin'
  | 'unpin'
  | 'pins'
  | 'react'
  | 'image'
  | 'file'
  | 'resource'
  | 'bot'
  | 'user'
  | 'users'
  | 'departments'
  | 'card-update'
  | 'chat'
  | 'scopes'

const ROUTES: readonly (readonly [string, RegExp, Route])[] = [
  ['POST', /^\/im\/v1\/messages$/, 'send'],
  ['POST', /^\/im\/v1\/messages\/([^/]+)\/reply$/, 'reply'],
  ['PATCH', /^\/im\/v1\/messages\/([^/]+)$/, 'patch'],
  ['PUT', /^\/im\/v1\/messages\/([^/]+)$/, 'put'],
  ['DELETE', /^\/im\/v1\/messages\/([^/]+)$/, 'delete'],
  ['GET', /^\/im\/v1\/messages$/, 'history'],
  ['GET', /^\/im\/v1\/messages\/([^/]+)$/, 'get'],
  ['PATCH', /^\/im\/v1\/messages\/([^/]+)\/urgent_(?:app|sms|phone)$/, 'urgent'],
  ['POST', /^\/im\/v1\/messages\/([^/]+)\/reactions$/, 'react'],
  ['GET', /^\/im\/v1\/messages\/([^/]+)\/resources\/([^/]+)$/, 'resource'],
  ['POST', /^\/im\/v1\/pins$/, 'pin'],
  ['DELETE', /^\/im\/v1\/pins\/([^/]+)$/, 'unpin'],
  ['GET', /^\/im\/v1\/pins$/, 'pins'],
  ['POST', /^\/im\/v1\/images$/, 'image'],
  ['POST', /^\/im\/v1\/files$/, 'file'],
  ['GET', /^\/im\/v1\/chats\/([^/]+)$/, 'chat'],
  ['GET', /^\/bot\/v3\/info$/, 'bot'],
  ['GET', /^\/contact\/v3\/users\/find_by_department$/, 'users'],
  ['GET', /^\/contact\/v3\/users\/([^/]+)$/, 'user'],
  ['GET', /^\/contact\/v3\/departments\/([^/]+)\/children$/, 'departments'],
  ['POST', /^\/interactive\/v1\/card\/update$/, 'card-update'],
  ['GET', /^\/application\/v6\/scopes$/, 'scopes'],
]
