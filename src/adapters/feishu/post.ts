/**
 * Sending, replying, editing.
 * https://open.feishu.cn/document/server-docs/im-v1/message/create · …/reply · …/patch · …/update
 */
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { PlatformError, type Posted, type SentFile, type Target } from '../../chat/adapter.ts'
import type { Message } from '../../chat/message.ts'
import type { Api } from './api.ts'
import { NO_THREAD_CODES } from './errors.ts'
import { sent, uploadedFile, urged } from './payloads.ts'
import { render, renderCard, renderWords } from './render.ts'

/** The platform remembers a `uuid` this long and sends at most one message for it. Milliseconds. */
export const UUID_IN_FORCE = 3_600_000

interface Wire {
  readonly msg_type: 'text' | 'interactive' | 'file'
  readonly content: string
  readonly uuid: string
}

/**
 * One message; more than one only for words too long for any (then the first is what was posted).
 * @throws PlatformError
 */
export async function post(api: Api, target: Target, message: Message, key: string): Promise<Posted> {
  const rendered = render(message, key)
  if (rendered.kind === 'card')
    return send(api, target, { msg_type: 'interactive', content: rendered.content, uuid: uuidOf(key, 0) })
  let first: Posted | undefined
  for (const [i, text] of rendered.parts.entries()) {
    const posted = await send(api, target, {
      msg_type: 'text',
      content: JSON.stringify({ text }),
      uuid: uuidOf(key, i),
    })
    first ??= posted
  }
  return first!
}

/** Keys of what was uploaded a moment ago, by the message's own key: a message tried again does not upload again. */
export type Uploaded = Map<string, string>

const MOST_UPLOADED = 200
/** The platform's names for kinds of file; what is none of them is a stream of bytes. */
const FILE_TYPES: Readonly<Record<string, string>> = {
  pdf: 'pdf',
  doc: 'doc',
  docx: 'doc',
  xls: 'xls',
  xlsx: 'xls',
  ppt: 'ppt',
  pptx: 'ppt',
}

/**
 * Uploads a file, then says it. An upload twice leaves two files and no message: harmless. The message has its key.
 * https://open.feishu.cn/document/server-docs/im-v1/file/create
 * @throws PlatformError
 */
export async function postFile(
  api: Api,
  uploaded: Uploaded,
  target: Target,
  file: SentFile,
  key: string,
): Promise<Posted> {
  const known = uploaded.get(key)
  const fileKey = known ?? (await upload(api, file))
  if (uploaded.size >= MOST_UPLOADED) uploaded.delete(uploaded.keys().next().value!)
  uploaded.set(key, fileKey)
  try {
    const content = JSON.stringify({ file_key: fileKey })
    const posted = await send(api, target, { msg_type: 'file', content, uuid: uuidOf(key, 0) })
    uploaded.delete(key)
    return posted
  } catch (error) {
    // Perhaps the file itself was not taken: the next try begins anew.
    if (error instanceof PlatformError && error.trouble === 'refused') uploaded.delete(key)
    throw error
  }
}

async function upload(api: Api, { name, bytes }: SentFile): Promise<string> {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const fields = { file_type: FILE_TYPES[ending] ?? 'stream', file_name: name.replace(/[\r\n]+/g, ' ') }
  try {
    const answer = await api.upload('/im/v1/files', { fields, file: { field: 'file', bytes } }, uploadedFile)
    return answer.file_key
  } catch (error) {
    // Whatever became of the upload, no message was sent.
    if (!(error instanceof PlatformError) || error.trouble !== 'unknown') throw error
    throw new PlatformError('feishu', 'away', error.code, 'the file could not be uploaded')
  }
}

async function send(api: Api, target: Target, wire: Wire): Promise<Posted> {
  switch (target.to) {
    case 'chat':
      return postedOf(await create(api, 'chat_id', target.chat, wire))
    case 'person':
      return postedOf(await create(api, 'open_id', target.account, wire))
    case 'reply': {
      const path = `/im/v1/messages/${encodeURIComponent(target.message)}/reply` as const
      const reply = (inThread: boolean) =>
        api.call('POST', path, { ...wire, reply_in_thread: inThread }, sent)
      try {
        return postedOf(await reply(target.inThread))
      } catch (error) {
        if (!target.inThread || !(error instanceof PlatformError) || !NO_THREAD_CODES.has(error.code))
          throw error
        return postedOf(await reply(false))
      }
    }
    case 'only':
      throw new PlatformError('feishu', 'refused', 'not-able', 'no message for one person alone in a group')
  }
}

function create(api: Api, type: 'chat_id' | 'open_id', id: string, wire: Wire) {
  return api.call('POST', `/im/v1/messages?receive_id_type=${type}`, { receive_id: id, ...wire }, sent)
}

function postedOf(answer: v.InferOutput<typeof sent>): Posted {
  const { message_id: messageId, chat_id: chat, thread_id: thread } = answer
  return { messageId, ...(chat && { chat }), ...(thread && { thread }) }
}

/**
 * 加急: calls the people to a message of ours.
 * https://open.feishu.cn/document/server-docs/im-v1/buzz-messages/urgent_app
 * @throws PlatformError also when the platform knew none or not all of them
 */
export async function urge(api: Api, messageId: string, accounts: readonly string[]): Promise<void> {
  const path = `/im/v1/messages/${encodeURIComponent(messageId)}/urgent_app?user_id_type=open_id`
  const { invalid_user_id_list: invalid } = await api.call('PATCH', path, { user_id_list: accounts }, urged)
  if (invalid.length > 0)
    throw new PlatformError('feishu', 'unreachable', 'not-urged', `${invalid.length} not known there`)
}

/** @throws PlatformError `gone` when it is too old, or was taken back: send afresh. */
export async function edit(api: Api, messageId: string, message: Message): Promise<void> {
  const path = `/im/v1/messages/${encodeURIComponent(messageId)}`
  try {
    await api.call('PATCH', path, { content: renderCard(message) }, v.unknown())
  } catch (error) {
    if (!(error instanceof PlatformError) || !/not a card/i.test(error.message)) throw error
    const content = JSON.stringify({ text: renderWords(message) })
    await api.call('PUT', path, { msg_type: 'text', content }, v.unknown())
  }
}

/** At most 50 characters; the parts of one long text have one each. */
function uuidOf(key: string, part: number): string {
  if (part === 0 && key.length <= 50) return key
  return createHash('sha256').update(`${key}/${part}`).digest('hex').slice(0, 40)
}
