/**
 * A neutral message as what Feishu shows: a text message when it is nothing but words, else a card (JSON 2.0).
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-structure
 *
 * The platform takes 30 KB and 200 elements for a card and 150 KB for a text; we keep clear of both. What does not fit is
 * folded, then shortened with a note that says so; the first lines are never the ones to go.
 */
import { createHash } from 'node:crypto'
import { type Line, lineText, type Message, numberedText, plainText, type Tone } from '../../chat/message.ts'
import { type Element, operations } from './form.ts'
import { escapeMarkdown, lineMarkdown } from './markdown.ts'

/** Bytes of a card's JSON. */
const CARD_BYTES = 24_000
/** Bytes of what stands around the lines: two elements, a panel, a note. */
const AROUND_LINES = 800
/** Bytes of one text message's JSON. */
const TEXT_BYTES = 140_000
/** A text of more characters than this is easier to read as a card. */
const SHORT = 2000
/** Lines shown at once; the others are folded. */
const OPEN_LINES = 24
const TITLE_CHARS = 200
/** UTF-8 takes no more for a UTF-16 unit. */
const BYTES_A_UNIT = 3

export type Rendered =
  | { readonly kind: 'text'; readonly parts: readonly string[] }
  | { readonly kind: 'card'; readonly content: string }

export function render(message: Message, key: string): Rendered {
  if (isMoreThanWords(message)) return { kind: 'card', content: cardOf(message, key).content }
  const text = plainText(message)
  // Text messages read `<at …>`, styles and `[](…)` in what they are given, and know no escape: such words go on a card.
  if (text.length <= SHORT && !READ_AS_SYNTAX.test(text)) return { kind: 'text', parts: [text || '　'] }
  const card = cardOf(message, key)
  if (card.whole) return { kind: 'card', content: card.content }
  return { kind: 'text', parts: split(defused(text)) }
}

/** Where a card cannot be: the words, and buttons as what to type. */
export function renderWords(message: Message): string {
  return split(defused(numberedText(message)))[0]!
}

/** Text messages have no escape: what they would read as syntax is written with look-alikes. */
const defused = (text: string) => text.replace(/</g, '＜').replace(/\]\(/g, ']（').replace(/@_/g, '@ _')

/** What may be edited later must be a card; an edit therefore always makes one. */
export function renderCard(message: Message, key = ''): string {
  return cardOf(message, key).content
}

/** Stands in the card where nobody sees it and tells which post it came from. A letter first, at most 20 characters. */
export function markOf(key: string): string {
  return `d${createHash('sha256').update(key).digest('hex').slice(0, 19)}`
}

const READ_AS_SYNTAX = /<|\]\(|@_|\*\*|~~/

function isMoreThanWords({ title, tone, buttons, lines }: Message): boolean {
  if (title || tone || (buttons && buttons.length > 0)) return true
  return lines.some((line) => typeof line !== 'string' && line.some((span) => span.tone || span.link))
}

function cardOf(message: Message, key: string): { content: string; whole: boolean } {
  const title = message.title && cut(message.title, TITLE_CHARS)
  const below = operations(message.buttons ?? [])
  const frame = (elements: readonly Element[]) => ({
    schema: '2.0',
    config: {
      update_multi: true,
      width_mode: 'fill',
      summary: { content: cut(title || firstWords(message) || '督办消息', 60) },
    },
    ...(title && {
      header: { title: { tag: 'plain_text', content: title }, template: TEMPLATES[message.tone ?? 'none'] },
    }),
    body: { direction: 'vertical', elements },
  })
  const after: Element[] = [
    ...(below.note ? [{ tag: 'markdown', content: escapeMarkdown(below.note) }] : []),
    ...below.elements,
  ]
  const id = key && { element_id: markOf(key) }
  if (message.lines.length <= OPEN_LINES) {
    // As nearly every card: all of it is made, and measured once.
    const content = message.lines.map(lineMarkdown).join('\n') || '&#160;'
    const card = JSON.stringify(frame([{ tag: 'markdown', ...id, content }, ...after]))
    if (card.length * BYTES_A_UNIT <= CARD_BYTES - AROUND_LINES)
      return { content: card, whole: below.note === undefined }
  }
  const room = CARD_BYTES - bytesOf(JSON.stringify(frame(after))) - AROUND_LINES
  const words = linesWithin(message.lines, room)
  const elements: Element[] = []
  const open = words.shown.slice(0, OPEN_LINES).join('\n')
  elements.push({ tag: 'markdown', ...id, content: open || '&#160;' })
  const folded = words.shown.slice(OPEN_LINES)
  if (folded.length > 0) elements.push(panel(folded))
  if (words.left > 0) elements.push({ tag: 'markdown', content: `内容较长，余下 ${words.left} 行未在此显示` })
  elements.push(...after)
  return { content: JSON.stringify(frame(elements)), whole: words.left === 0 && below.note === undefined }
}

const TEMPLATES: Readonly<Record<Tone | 'none', string>> = {
  late: 'red',
  soon: 'orange',
  done: 'green',
  quiet: 'grey',
  strong: 'blue',
  none: 'default',
}

const panel = (lines: readonly string[]): Element => ({
  tag: 'collapsible_panel',
  expanded: false,
  header: { title: { tag: 'plain_text', content: `展开其余 ${lines.length} 行` } },
  elements: [{ tag: 'markdown', content: lines.join('\n') }],
})

/** As many lines from the first as there is room for; the one that does not fit is cut when it is among the first few. */
function linesWithin(lines: readonly Line[], room: number): { shown: string[]; left: number } {
  const shown: string[] = []
  let left = room
  for (const [i, line] of lines.entries()) {
    const markdown = lineMarkdown(line)
    const size = bytesInJson(markdown) + 2
    if (size <= left) {
      shown.push(markdown)
      left -= size
      continue
    }
    if (i === 0 || left > room / 4) shown.push(`${cutToBytes(lineText(line), left - 20)}……`)
    return { shown, left: lines.length - i - (shown.length > i ? 1 : 0) || 1 }
  }
  return { shown, left: 0 }
}

/** The longest beginning whose escaped form has at most so many bytes. */
function cutToBytes(text: string, bytes: number): string {
  const chars = [...text.slice(0, CARD_BYTES)]
  let low = 0
  let high = chars.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (bytesInJson(escapeMarkdown(chars.slice(0, middle).join(''))) <= bytes) low = middle
    else high = middle - 1
  }
  return escapeMarkdown(chars.slice(0, low).join(''))
}

/** Whole lines together, none of the parts larger than the platform takes. */
function split(text: string): string[] {
  const parts: string[][] = [[]]
  let size = 0
  for (const line of text.split('\n').flatMap(pieces)) {
    const bytes = bytesInJson(line) + 2
    if (size > 0 && size + bytes > TEXT_BYTES) {
      parts.push([])
      size = 0
    }
    parts.at(-1)!.push(line)
    size += bytes
  }
  return parts.map((lines) => lines.join('\n'))
}

/** A line in pieces of which several fit into one text; a character never takes more than six bytes. */
function pieces(line: string): string[] {
  if (line.length <= TEXT_BYTES / 30) return [line]
  const chars = [...line]
  const step = Math.floor(TEXT_BYTES / 30)
  return Array.from({ length: Math.ceil(chars.length / step) }, (_, i) =>
    chars.slice(i * step, (i + 1) * step).join(''),
  )
}

const utf8 = new TextEncoder()
const bytesOf = (text: string) => utf8.encode(text).length
const bytesInJson = (text: string) => bytesOf(JSON.stringify(text)) - 2

const firstWords = (message: Message) => message.lines.map(lineText).find((text) => text.trim() !== '')

export function cut(text: string, chars: number): string {
  const all = [...text.replace(/\s+/g, ' ').trim()]
  return all.length <= chars ? all.join('') : `${all.slice(0, chars - 1).join('')}…`
}
