/**
 * The shapes the platform sends, as far as we read them. Extra fields are let through.
 * https://open.feishu.cn/document/server-docs/im-v1/message/events/receive
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
import * as v from 'valibot'

const text = v.string()
const perhaps = v.nullish(v.string())

/** `user_id` comes only with a scope of its own. */
const ids = v.object({ open_id: perhaps, union_id: perhaps, user_id: perhaps })

export const envelope = v.object({
  schema: v.literal('2.0'),
  header: v.object({
    event_id: v.pipe(text, v.minLength(1)),
    event_type: text,
    create_time: v.optional(v.union([text, v.number()])),
    token: v.optional(v.unknown()),
    app_id: v.optional(v.unknown()),
  }),
  event: v.optional(v.unknown()),
})
export type Envelope = v.InferOutput<typeof envelope>

export const mention = v.object({
  key: text,
  id: v.optional(ids, {}),
  name: v.optional(text, ''),
  mentioned_type: perhaps,
})
export type MentionPayload = v.InferOutput<typeof mention>

export const messageReceived = v.object({
  sender: v.object({ sender_id: v.nullish(ids), sender_type: text }),
  message: v.object({
    message_id: v.pipe(text, v.minLength(1)),
    root_id: perhaps,
    parent_id: perhaps,
    thread_id: perhaps,
    create_time: v.optional(v.union([text, v.number()])),
    chat_id: v.pipe(text, v.minLength(1)),
    chat_type: text,
    message_type: text,
    content: v.optional(text, ''),
    mentions: v.nullish(v.array(mention)),
  }),
})
export type MessageReceived = v.InferOutput<typeof messageReceived>

export const messageRecalled = v.object({
  message_id: text,
  chat_id: text,
  recall_time: v.optional(v.union([text, v.number()])),
})

export const botAdded = v.object({ chat_id: text, operator_id: v.nullish(ids) })

export const cardAction = v.object({
  operator: v.object({ open_id: v.pipe(text, v.minLength(1)) }),
  action: v.object({
    tag: v.optional(text),
    name: v.optional(text),
    value: v.optional(v.unknown()),
    form_value: v.nullish(v.record(text, v.unknown())),
  }),
  context: v.object({ open_message_id: text, open_chat_id: text }),
})
export type CardAction = v.InferOutput<typeof cardAction>

/** What `content` of a message holds, by its type. */
export const textContent = v.object({ text })
export const fileContent = v.object({ file_key: text, file_name: v.optional(text) })
export const imageContent = v.object({ image_key: text })

const postNode = v.object({
  tag: text,
  text: v.optional(text),
  href: v.optional(text),
  user_id: v.optional(text),
  user_name: v.optional(text),
  image_key: v.optional(text),
  file_key: v.optional(text),
  file_name: v.optional(text),
  emoji_type: v.optional(text),
})
export type PostNode = v.InferOutput<typeof postNode>
export const postContent = v.object({
  title: v.optional(text, ''),
  content: v.array(v.array(postNode)),
})

/** Answers of the platform. */
/** Whom the platform did not know, of those who were to be called. */
export const urged = v.object({ invalid_user_id_list: v.optional(v.array(text), []) })
export const sent = v.object({
  message_id: text,
  chat_id: v.optional(text),
  thread_id: v.optional(text),
})
export const uploadedFile = v.object({ file_key: v.pipe(text, v.minLength(1)) })
export const listed = v.object({
  has_more: v.optional(v.boolean(), false),
  page_token: v.optional(text, ''),
  items: v.optional(
    v.array(
      v.object({
        message_id: text,
        chat_id: v.optional(text),
        thread_id: v.optional(text),
        parent_id: v.optional(text),
        root_id: v.optional(text),
        msg_type: v.optional(text),
        deleted: v.optional(v.boolean()),
        sender: v.optional(v.object({ id: v.optional(text), sender_type: v.optional(text) })),
        body: v.optional(v.object({ content: v.optional(text, '') })),
      }),
    ),
    [],
  ),
})
export type ListedMessage = v.InferOutput<typeof listed>['items'][number]
export const botInfo = v.object({
  bot: v.object({ open_id: text, app_name: v.optional(text, ''), activate_status: v.optional(v.number()) }),
})
