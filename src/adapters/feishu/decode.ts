/** An event of the platform → what happened, in the house's words. The same for webhook and long connection. */
import * as v from 'valibot'
import type { Acknowledgement } from '../../chat/adapter.ts'
import type { ChatRef, Incoming } from '../../chat/incoming.ts'
import type { Press } from '../../chat/message.ts'
import type { Moment } from '../../domain/time.ts'
import { type BotIdentity, contentOf } from './content.ts'
import { fieldName } from './form.ts'
import {
  botAdded,
  type CardAction,
  cardAction,
  type Envelope,
  messageRecalled,
  messageReceived,
} from './payloads.ts'
import { threadOf } from './thread.ts'

export type Decoded =
  | { readonly kind: 'incoming'; readonly incoming: Incoming }
  /** Known or unknown, nothing for us to do. */
  | { readonly kind: 'ignored' }
  /** A button that is not one of ours. */
  | { readonly kind: 'foreign-press' }
  /** An event we know whose shape is not what the vendor describes. */
  | { readonly kind: 'misshapen'; readonly type: string }

/** What the adapter remembers between events; kept small by its owner. */
export interface Memory {
  readonly bot: BotIdentity
  isDirect(chatId: string): boolean
  sawDirect(chatId: string): void
}

const IGNORED: Decoded = { kind: 'ignored' }

export function decode({ header, event }: Envelope, memory: Memory): Decoded {
  const type = header.event_type
  const common = {
    platform: 'feishu',
    eventId: header.event_id,
    happenedAt: momentOf(header.create_time),
  } as const
  const misshapen: Decoded = { kind: 'misshapen', type }
  switch (type) {
    case 'im.message.receive_v1': {
      const read = v.safeParse(messageReceived, event)
      if (!read.success) return misshapen
      const { sender, message } = read.output
      const account = sender.sender_id?.open_id
      // Other bots are not people: answering them would be answering ourselves in a circle.
      if (sender.sender_type !== 'user' || !account) return IGNORED
      const content = contentOf(message, memory.bot)
      if (!content) return misshapen
      const direct = message.chat_type === 'p2p'
      if (direct) memory.sawDirect(message.chat_id)
      const thread = threadOf(message)
      return {
        kind: 'incoming',
        incoming: {
          ...common,
          kind: 'said',
          // The vendor says to recognise a repeated message by its own id, not by the event's.
          eventId: message.message_id,
          happenedAt: momentOf(message.create_time ?? header.create_time),
          chat: { id: message.chat_id, kind: direct ? 'direct' : 'group' },
          sender: { account },
          messageId: message.message_id,
          ...(thread && { thread }),
          ...content,
        },
      }
    }
    case 'im.message.recalled_v1': {
      const read = v.safeParse(messageRecalled, event)
      if (!read.success) return misshapen
      const happenedAt = momentOf(read.output.recall_time ?? header.create_time)
      const chat = chatOf(read.output.chat_id, memory)
      return {
        kind: 'incoming',
        incoming: { ...common, kind: 'recalled', happenedAt, chat, messageId: read.output.message_id },
      }
    }
    case 'im.chat.member.bot.added_v1': {
      const read = v.safeParse(botAdded, event)
      if (!read.success) return misshapen
      const by = { account: read.output.operator_id?.open_id ?? '' }
      return {
        kind: 'incoming',
        incoming: { ...common, kind: 'bot-added', chat: { id: read.output.chat_id, kind: 'group' }, by },
      }
    }
    case 'card.action.trigger': {
      const read = v.safeParse(cardAction, event)
      if (!read.success) return misshapen
      const { operator, action, context } = read.output
      const press = pressOf(action.value)
      if (!press) return { kind: 'foreign-press' }
      return {
        kind: 'incoming',
        incoming: {
          ...common,
          kind: 'pressed',
          chat: chatOf(context.open_chat_id, memory),
          sender: { account: operator.open_id },
          messageId: context.open_message_id,
          press,
          fields: fieldsOf(action),
        },
      }
    }
    default:
      return IGNORED
  }
}

/**
 * What is sent back for a press: nothing, or a short notice.
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export function acknowledgement({ toast }: Acknowledgement): object {
  return toast ? { toast: { type: toast.kind, content: toast.text } } : {}
}

export const FOREIGN_PRESS = {
  toast: { kind: 'warning', text: '此按钮已失效，未作处理' },
} as const satisfies Acknowledgement

/** Neither a press nor a recall says which kind of chat it is in; a direct chat is known once somebody wrote there. */
function chatOf(id: string, memory: Memory): ChatRef {
  return { id, kind: memory.isDirect(id) ? 'direct' : 'group' }
}

function pressOf(value: unknown): Press | undefined {
  const object = typeof value === 'string' ? parsed(value) : value
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined
  const entries = Object.entries(object)
  if (!entries.every(([, one]) => typeof one === 'string') || !('do' in object)) return undefined
  return Object.fromEntries(entries) as Press
}

function fieldsOf(action: CardAction['action']): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(action.form_value ?? {})) {
    const text = Array.isArray(value)
      ? value.join(',')
      : value === null || value === undefined
        ? ''
        : String(value)
    if (text !== '') fields[fieldName(name)] = plainDate(text)
  }
  return fields
}

/** Pickers append the zone: `2026-03-17 +0800`, `2026-03-17 07:07 +0800`. */
function plainDate(text: string): string {
  return /^(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?|\d{2}:\d{2}) [+-]\d{4}$/.exec(text)?.[1] ?? text
}

/** Milliseconds for messages, microseconds (16 digits) for presses; both may be text. */
function momentOf(time: string | number | undefined): Moment {
  const n = Number(time)
  if (!Number.isFinite(n) || n <= 0) return 0 as Moment
  return Math.floor(n >= 1e14 ? n / 1000 : n < 1e11 ? n * 1000 : n) as Moment
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
