/** Requests and answers as they travel, and what is wrong with a message's content. */
import { CARD_BYTES, cardFault } from './card-rules.ts'
import type { SimMessage } from './world.ts'

export type Json = Record<string, unknown>

const TEXT_BYTES = 150 * 1024

export interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly contentType: string
  readonly body: Buffer
}

export interface Answer {
  readonly status: number
  readonly json?: unknown
  readonly bytes?: Uint8Array
  readonly headers?: Record<string, string>
}

/** A refusal of the platform; most come as HTTP 400. */
export class Refusal extends Error {
  readonly code: number
  readonly status: number
  readonly headers: Record<string, string>
  constructor(code: number, msg: string, status = 400, headers: Record<string, string> = {}) {
    super(msg)
    this.code = code
    this.status = status
    this.headers = headers
  }
}

export const data = (value: unknown): Answer => ({
  status: 200,
  json: { code: 0, msg: 'success', data: value },
})

export function json(call: Call): Json {
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8') || '{}')
    if (typeof value === 'object' && value !== null) return value as Json
  } catch {}
  throw new Refusal(9499, 'Bad Request')
}

export function checkContent(type: string, content: string, sent: boolean): void {
  if (type === 'interactive') {
    const fault = cardFault(content)
    if (fault) throw new Refusal(fault.code, fault.msg)
    return
  }
  const bytes = Buffer.byteLength(content)
  if (bytes > (type === 'text' ? TEXT_BYTES : CARD_BYTES))
    throw new Refusal(230025, 'The length of the message content reaches its limit.')
  try {
    const value = JSON.parse(content) as Json
    if (type !== 'text' || !sent) return
    if (typeof value.text === 'string' && value.text !== '') return
  } catch {}
  throw new Refusal(
    230001,
    'Your request contains an invalid request parameter, ext=content is not a string in json format',
  )
}

/** @param cards `user_card_content` → as sent; otherwise a stub, as the platform does with cards of version 2.0 */
export function wireMessage(message: SimMessage, cards: string | null = null) {
  const stub = JSON.stringify({
    title: null,
    elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]],
  })
  const hidden = message.type === 'interactive' && cards === null
  return {
    message_id: message.messageId,
    ...(message.rootId && { root_id: message.rootId }),
    ...(message.parentId && { parent_id: message.parentId }),
    ...(message.threadId && { thread_id: message.threadId }),
    msg_type: message.type,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: message.deleted,
    updated: message.updatedAt !== message.createdAt,
    chat_id: message.chatId,
    sender: {
      id: message.sender.id,
      id_type: message.sender.type === 'app' ? 'app_id' : 'open_id',
      sender_type: message.sender.type,
      tenant_key: 'simulated',
    },
    body: { content: message.deleted ? 'This message was recalled' : hidden ? stub : message.content },
  }
}

export const wirePerson = (person: {
  openId: string
  name: string
  departments: string[]
  resigned: boolean
}) => ({
  open_id: person.openId,
  name: person.name,
  department_ids: person.departments,
  status: { is_resigned: person.resigned },
})

/** The parts of a multipart body, by name. */
export function multipart(call: Call): Map<string, { name: string; bytes: Buffer }> {
  const boundary = /boundary=("?)([^";]+)\1/.exec(call.contentType)?.[2]
  const parts = new Map<string, { name: string; bytes: Buffer }>()
  if (!boundary) throw new Refusal(234001, 'Invalid request param.')
  const mark = Buffer.from(`--${boundary}`)
  let at = call.body.indexOf(mark)
  while (at >= 0) {
    const next = call.body.indexOf(mark, at + mark.length)
    if (next < 0) break
    const part = call.body.subarray(at + mark.length + 2, next - 2)
    const head = part.indexOf('\r\n\r\n')
    const header = part.subarray(0, head).toString()
    const name = /[; ]name="([^"]*)"/.exec(header)?.[1]
    if (name)
      parts.set(name, {
        name: /filename="([^"]*)"/.exec(header)?.[1] ?? '',
        bytes: Buffer.from(part.subarray(head + 4)),
      })
    at = next
  }
  return parts
}
