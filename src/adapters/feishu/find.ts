/**
 * Has a message whose outcome is unknown arrived after all? Looked up in the conversation's history among our own messages.
 * A card carries a mark of its key; where only words come back, the words are compared.
 * https://open.feishu.cn/document/server-docs/im-v1/message/list
 *
 * `card_msg_content_type=user_card_content` asks for cards as they were sent; without it the platform answers a stub.
 */
import { PlatformError, type Posted, type Target } from '../../chat/adapter.ts'
import { lineText, type Message } from '../../chat/message.ts'
import type { Api } from './api.ts'
import { type ListedMessage, listed } from './payloads.ts'
import { markOf, render } from './render.ts'

const PAGES = 20

/**
 * @param since milliseconds; older messages are not looked at
 * @param directChat the chat with a person, where known
 * @throws PlatformError when it cannot be found out
 */
export async function find(
  api: Api,
  appId: string,
  target: Target,
  message: Message,
  key: string,
  since: number,
  directChat: (account: string) => string | undefined,
): Promise<Posted | undefined> {
  return lookFor(api, appId, target, matcher(message, key), since, directChat)
}

/**
 * A file is known by its name, among what was sent since the first try.
 * @throws PlatformError when it cannot be found out
 */
export async function findFile(
  api: Api,
  appId: string,
  target: Target,
  name: string,
  since: number,
  directChat: (account: string) => string | undefined,
): Promise<Posted | undefined> {
  const isIt = ({ msg_type, body }: ListedMessage) => msg_type === 'file' && nameIn(body?.content) === name
  return lookFor(api, appId, target, isIt, since, directChat)
}

function nameIn(content: string | undefined): string | undefined {
  try {
    const name = (JSON.parse(content ?? '') as { file_name?: unknown }).file_name
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}

async function lookFor(
  api: Api,
  appId: string,
  target: Target,
  isIt: (item: ListedMessage) => boolean | 'marked' | 'unreadable',
  since: number,
  directChat: (account: string) => string | undefined,
): Promise<Posted | undefined> {
  for (const container of await containersOf(api, target, directChat)) {
    for await (const item of history(api, container, since)) {
      if (item.deleted || item.sender?.sender_type !== 'app' || (item.sender.id ?? appId) !== appId) continue
      const verdict = isIt(item)
      // A thread's messages all answer its first one; only a mark tells of which of its messages one of ours is the reply.
      const here =
        target.to !== 'reply' || item.parent_id === target.message || item.root_id === target.message
      if (!here && verdict !== 'marked') continue
      if (verdict === 'unreadable')
        throw new PlatformError(
          'feishu',
          'unknown',
          'unreadable',
          'a card of ours is there, but its words are not shown',
        )
      if (!verdict) continue
      const { message_id: messageId, chat_id: chat, thread_id: thread } = item
      return { messageId, ...(chat && { chat }), ...(thread && { thread }) }
    }
  }
  return undefined
}

type Container = `container_id_type=${'chat' | 'thread'}&container_id=${string}`

/** A chat's history shows of a thread its first message only; the answers stand in the thread's own. */
async function containersOf(
  api: Api,
  target: Target,
  directChat: (account: string) => string | undefined,
): Promise<Container[]> {
  const chat = target.to === 'person' ? (target.chat ?? directChat(target.account)) : target.chat
  if (!chat)
    throw new PlatformError(
      'feishu',
      'unknown',
      'no-chat',
      'the direct chat with this person is not known yet',
    )
  const whole = `container_id_type=chat&container_id=${encodeURIComponent(chat)}` as const
  if (target.to !== 'reply') return [whole]
  const { items } = await api.call(
    'GET',
    `/im/v1/messages/${encodeURIComponent(target.message)}`,
    undefined,
    listed,
  )
  const thread = items[0]?.thread_id
  return thread ? [`container_id_type=thread&container_id=${encodeURIComponent(thread)}`, whole] : [whole]
}

async function* history(api: Api, container: Container, since: number): AsyncGenerator<ListedMessage> {
  // A thread's history cannot be narrowed by time.
  const from = container.startsWith('container_id_type=chat') ? `&start_time=${Math.floor(since / 1000)}` : ''
  const query = `/im/v1/messages?${container}${from}&sort_type=ByCreateTimeDesc&page_size=50&card_msg_content_type=user_card_content`
  let page = ''
  for (let n = 0; n < PAGES; n++) {
    const answer = await api.call(
      'GET',
      page ? `${query}&page_token=${encodeURIComponent(page)}` : query,
      undefined,
      listed,
    )
    yield* answer.items
    page = answer.page_token
    if (!answer.has_more || !page) return
  }
  throw new PlatformError(
    'feishu',
    'unknown',
    'too-much',
    'the history since then is too long to look through',
  )
}

function matcher(message: Message, key: string): (item: ListedMessage) => boolean | 'marked' | 'unreadable' {
  const rendered = render(message, key)
  const mark = `"${markOf(key)}"`
  const wanted = [message.title ?? '', ...message.lines.slice(0, 10).map(lineText)]
    .map(letters)
    .filter(Boolean)
  return (item) => {
    const content = item.body?.content ?? ''
    if (rendered.kind === 'text')
      return item.msg_type === 'text' && letters(wordsIn(content)) === letters(rendered.parts[0]!)
    if (item.msg_type !== 'interactive') return false
    if (content.includes(mark)) return 'marked'
    if (/"element_id":"d[0-9a-f]{19}"/.test(content)) return false
    const there = letters(wordsIn(content))
    if (wanted.every((words) => there.includes(words))) return true
    return /请升级|Interactive Card|upgrade/i.test(content) ? 'unreadable' : false
  }
}

/** Letters and figures alone, so that mark-up and blanks make no difference. */
function letters(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/<\/?font[^>]*>/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Every text in a JSON value, in order. */
function wordsIn(content: string): string {
  const words: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value === 'string') words.push(value)
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) walk(one)
  }
  try {
    walk(JSON.parse(content))
  } catch {
    words.push(content)
  }
  return words.join('')
}
