/** What the simulated platform knows: people, chats, messages, files; and its clock, which tests move. */
import { createHash, randomUUID } from 'node:crypto'

export interface Person {
  readonly openId: string
  readonly name: string
  resigned: boolean
  refusesBot: boolean
  departments: string[]
}

export interface Chat {
  readonly id: string
  readonly name: string
  readonly kind: 'group' | 'p2p'
  readonly members: Set<string>
  /** Whether `reply_in_thread` is allowed: `no` → 230071. */
  threads: boolean
  botIn: boolean
  muted: boolean
  dissolved: boolean
}

export interface WireMention {
  readonly key: string
  readonly openId: string
  readonly name: string
  readonly type: 'user' | 'bot'
}

export interface SimMessage {
  readonly messageId: string
  readonly chatId: string
  readonly sender: { readonly id: string; readonly type: 'user' | 'app' }
  readonly type: string
  content: string
  readonly createdAt: number
  updatedAt: number
  readonly parentId?: string
  readonly rootId?: string
  threadId?: string
  readonly mentions: readonly WireMention[]
  deleted: boolean
  edits: number
  pinned: boolean
  readonly urgentFor: string[]
  readonly order: number
}

export interface Stored {
  readonly name: string
  readonly bytes: Uint8Array
  readonly type: 'file' | 'image'
}

const hashId = (prefix: string, label: string) => `${prefix}_${createHash('md5').update(label).digest('hex')}`

export class World {
  readonly people = new Map<string, Person>()
  readonly chats = new Map<string, Chat>()
  readonly messages = new Map<string, SimMessage>()
  readonly byChat = new Map<string, SimMessage[]>()
  readonly files = new Map<string, Stored>()
  readonly departments = new Map<string, { name: string; parent: string }>()
  readonly botOpenId: string
  readonly botName: string
  readonly appId: string
  #offset = 0
  #order = 0

  constructor(appId: string, botName: string) {
    this.appId = appId
    this.botName = botName
    this.botOpenId = hashId('ou', `bot of ${appId}`)
  }

  /** The platform's clock, milliseconds: the machine's, moved by {@link move}. */
  now(): number {
    return Date.now() + this.#offset
  }

  move(ms: number): void {
    this.#offset += ms
  }

  person(name: string, openId = hashId('ou', name)): Person {
    const known = this.people.get(openId)
    if (known) return known
    const person = { openId, name, resigned: false, refusesBot: false, departments: ['0'] }
    this.people.set(openId, person)
    return person
  }

  chat(id: string, kind: Chat['kind'], name: string, members: readonly string[]): Chat {
    const known = this.chats.get(id)
    if (known) {
      for (const member of members) known.members.add(member)
      return known
    }
    const state = { threads: true, botIn: true, muted: false, dissolved: false }
    const chat: Chat = { id, kind, name, members: new Set(members), ...state }
    this.chats.set(id, chat)
    return chat
  }

  directChat(openId: string): Chat {
    return this.chat(hashId('oc', `p2p ${openId}`), 'p2p', '', [openId])
  }

  add(
    message: Pick<SimMessage, 'chatId' | 'sender' | 'type' | 'content'> &
      Partial<Pick<SimMessage, 'parentId' | 'rootId' | 'threadId' | 'mentions'>>,
  ): SimMessage {
    const now = this.now()
    const id = randomUUID().replaceAll('-', '')
    const whole: SimMessage = {
      mentions: [],
      ...message,
      messageId: `om_${id}`,
      createdAt: now,
      updatedAt: now,
      deleted: false,
      edits: 0,
      pinned: false,
      urgentFor: [],
      order: this.#order++,
    }
    this.messages.set(whole.messageId, whole)
    const list = this.byChat.get(whole.chatId)
    if (list) list.push(whole)
    else this.byChat.set(whole.chatId, [whole])
    return whole
  }

  /** Where an answer to `parent` stands: chain or thread. */
  placeOf(
    parent: SimMessage,
    inThread: boolean,
  ): Pick<SimMessage, 'parentId' | 'rootId'> & { threadId?: string } {
    if (inThread || parent.threadId) {
      const root = parent.threadId ? (this.messages.get(parent.rootId ?? '') ?? parent) : parent
      root.threadId ??= `omt_${createHash('md5').update(root.messageId).digest('hex').slice(0, 12)}`
      return { parentId: root.messageId, rootId: root.messageId, threadId: root.threadId }
    }
    return { parentId: parent.messageId, rootId: parent.rootId ?? parent.messageId }
  }

  store(name: string, bytes: Uint8Array, type: Stored['type']): string {
    const key = type === 'image' ? `img_v3_${randomUUID()}` : `file_v3_${randomUUID()}`
    this.files.set(key, { name, bytes, type })
    return key
  }
}
