/**
 * What the bot says, in a neutral form. Written once; each adapter renders as much of it as its platform can:
 * card with buttons → markdown with links → numbered plain text (`回复 1 确认下发 / 2 修改 / 3 取消`).
 */

/** How a run of text stands out. Never by colour alone: the words say it too. */
export type Tone = 'late' | 'soon' | 'done' | 'quiet' | 'strong'

export interface Span {
  readonly text: string
  readonly tone?: Tone
  /** An absolute address. */
  readonly link?: string
}

/** One line: plain text, or runs of it. */
export type Line = string | readonly Span[]

/**
 * What a button sends back: a verb of ours and what it is about. Plain text values only. With `keep: 'yes'` the message
 * that carries the button stays as it is, whatever comes of the press.
 */
export interface Press {
  readonly do: string
  readonly [key: string]: string
}

/** A question asked before a press is sent (a reason, a date, a choice). */
export interface Field {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'lines' | 'date' | 'choice'
  readonly required: boolean
  readonly placeholder?: string
  /** For `choice`: value and label. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
}

export interface Button {
  readonly label: string
  readonly press: Press
  readonly style?: 'primary' | 'danger'
  /** Asked before the press is sent. */
  readonly fields?: readonly Field[]
}

export interface Message {
  /** 特急: marked so where a platform can, for the person it goes to. Its words say so too. */
  readonly urgent?: boolean
  /** The first line, set in bold. */
  readonly title?: string
  /** Colour of the title's bar where a platform has one. */
  readonly tone?: Tone
  readonly lines: readonly Line[]
  readonly buttons?: readonly Button[]
  /** Said when buttons cannot be pressed: the words to type instead. */
  readonly typed?: string
}

/** The words of a line, without tones and links. */
export function lineText(line: Line): string {
  return typeof line === 'string' ? line : line.map((span) => span.text).join('')
}

/** The whole message as plain text, title first, without buttons. */
export function plainText(message: Message): string {
  return [...(message.title ? [message.title] : []), ...message.lines.map(lineText)].join('\n')
}

/**
 * The last step of degrading: title, lines, and buttons as numbered choices.
 * @example `回复 1 确认下发 / 2 修改 / 3 取消`
 */
export function numberedText(message: Message): string {
  const buttons = message.buttons ?? []
  if (buttons.length === 0) return plainText(message)
  const choices = buttons.map((button, i) => `${i + 1} ${button.label}`).join(' / ')
  return `${plainText(message)}\n${message.typed ?? `回复 ${choices}`}`
}

export function say(...lines: Line[]): Message {
  return { lines }
}
