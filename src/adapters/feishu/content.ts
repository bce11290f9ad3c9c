/**
 * The words, mentions and files of a message, out of its `content` (JSON in a string, a shape per type).
 * https://open.feishu.cn/document/server-docs/im-v1/message-content-description/message_content
 */
import * as v from 'valibot'
import type { IncomingFile, Mention } from '../../chat/incoming.ts'
import {
  fileContent,
  imageContent,
  type MentionPayload,
  type MessageReceived,
  type PostNode,
  postContent,
  textContent,
} from './payloads.ts'

/** Who the bot is, as far as known. */
export interface BotIdentity {
  /** From the platform; certain. */
  readonly openId?: string
  /** From the settings; used only while `openId` is not known. */
  readonly name?: string
}

export interface Content {
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly mentionsBot: boolean
  readonly files: readonly IncomingFile[]
  /** The type's name, for a form that cannot be read. */
  readonly unsupported?: string
}

const ALL: Mention = { text: '@所有人', all: true }
const NOTHING: Content = { text: '', mentions: [], mentionsBot: false, files: [] }

/** @returns `undefined` when `content` is not what its type says. */
export function contentOf(message: MessageReceived['message'], bot: BotIdentity): Content | undefined {
  const value = jsonOf(message.content)
  const mentioned = mentionReader(message.mentions ?? [], bot)
  switch (message.message_type) {
    case 'text': {
      const read = v.safeParse(textContent, value)
      return read.success
        ? { ...NOTHING, text: mentioned.resolve(read.output.text).trim(), ...mentioned.found() }
        : undefined
    }
    case 'post': {
      const read = v.safeParse(postContent, localeOf(value))
      if (!read.success) return undefined
      const files: IncomingFile[] = []
      const line = (nodes: readonly PostNode[]) =>
        nodes.map((node) => nodeText(node, mentioned, files)).join('')
      // A line that is only a picture leaves no empty line behind.
      const body = read.output.content.map((nodes) => ({ nodes, text: line(nodes) }))
      const spoken = body
        .filter(({ nodes, text }) => text !== '' || nodes.length === 0)
        .map(({ text }) => text)
      const lines = read.output.title === '' ? spoken : [read.output.title, ...spoken]
      return { ...NOTHING, text: lines.join('\n').trim(), ...mentioned.found(), files }
    }
    case 'image': {
      const read = v.safeParse(imageContent, value)
      return read.success ? { ...NOTHING, files: [imageFile(read.output.image_key)] } : undefined
    }
    case 'file':
    case 'audio':
    case 'media': {
      const read = v.safeParse(fileContent, value)
      if (!read.success) return undefined
      const { file_key: key, file_name: name } = read.output
      const kind = KINDS[message.message_type]
      return { ...NOTHING, files: [{ key, name: name || NAMES[kind], kind }] }
    }
    default:
      return { ...NOTHING, unsupported: message.message_type }
  }
}

const KINDS = { file: 'file', audio: 'audio', media: 'video' } as const
const NAMES = { file: '文件', audio: '语音.opus', video: '视频.mp4' } as const
const imageFile = (key: string): IncomingFile => ({ key, name: '图片.png', kind: 'image' })

function nodeText(node: PostNode, mentioned: MentionReader, files: IncomingFile[]): string {
  switch (node.tag) {
    case 'text':
    case 'md':
    case 'code_block':
      return mentioned.resolve(node.text ?? '')
    case 'a':
      return node.href && node.href !== node.text ? `${node.text ?? ''}（${node.href}）` : (node.text ?? '')
    case 'at':
      return mentioned.at(node.user_id ?? '', node.user_name ?? '')
    case 'img':
      if (node.image_key) files.push(imageFile(node.image_key))
      return ''
    case 'media':
      if (node.file_key)
        files.push({ key: node.file_key, name: node.file_name || NAMES.video, kind: 'video' })
      return ''
    default:
      return node.text ?? ''
  }
}

interface MentionReader {
  /** Placeholders (`@_user_1`, `@_all`) as names; the bot's own taken out with the space behind it. */
  resolve(text: string): string
  at(key: string, name: string): string
  found(): { mentions: readonly Mention[]; mentionsBot: boolean }
}

function mentionReader(payloads: readonly MentionPayload[], bot: BotIdentity): MentionReader {
  const byKey = new Map(payloads.map((payload) => [payload.key, payload]))
  const isBot = botAmong(payloads, bot)
  const mentions: Mention[] = []
  let mentionsBot = false

  function spoken(key: string): string | undefined {
    const payload = byKey.get(key) ?? payloads.find((one) => one.id.open_id === key)
    if (key === '@_all' || key === 'all' || payload?.id.open_id === 'all') {
      if (!mentions.some((m) => m.all)) mentions.push(ALL)
      return ALL.text
    }
    if (!payload) return undefined
    if (isBot(payload)) {
      mentionsBot = true
      return ''
    }
    const text = `@${payload.name}`
    const account = payload.id.open_id
    if (!mentions.some((m) => m.account === account && m.text === text))
      mentions.push({ text, ...(account && { account }) })
    return text
  }

  return {
    resolve: (text) =>
      text.replace(/(@_user_\d+|@_all)([ \u00a0]?)/g, (whole, key: string, space: string) => {
        const name = spoken(key)
        return name === undefined ? whole : name === '' ? '' : name + space
      }),
    at: (key, name) => spoken(key) ?? (name ? `@${name}` : ''),
    found: () => ({ mentions, mentionsBot }),
  }
}

/** `mentioned_type` alone proves only that *a* bot was meant; it decides only while our own id is not known. */
function botAmong(payloads: readonly MentionPayload[], bot: BotIdentity): (one: MentionPayload) => boolean {
  if (bot.openId !== undefined) return (one) => one.id.open_id === bot.openId
  const bots = payloads.filter((one) => one.mentioned_type === 'bot')
  if (bot.name !== undefined) return (one) => bots.includes(one) && one.name === bot.name
  return (one) => bots.length === 1 && one === bots[0]
}

/** Received rich text has no locale around it; sent text has, and so has what is forwarded. */
function localeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'content' in value) return value
  return Object.values(value)[0]
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
