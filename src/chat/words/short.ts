/** Keeping a message to one screen: cut texts, folded lists, and the commands' typed forms. */

import type { OrderNo } from '../../domain/serial.ts'
import type { Line, Span, Tone } from '../message.ts'

/** One screen of a phone. */
export const MOST_LINES = 12

/** Characters of somebody's own words, said back to them. */
export const MOST_QUOTED = 20

/** One line of at most so many characters. */
export function cut(text: string, most: number): string {
  const chars = [...text.replace(/\s+/g, ' ').trim()]
  return chars.length > most ? `${chars.slice(0, most - 1).join('')}…` : chars.join('')
}

/** The first lines; of the rest only how many: 另有 n 件. */
export function fold<T>(items: readonly T[], most: number): { shown: readonly T[]; rest: number } {
  if (items.length <= most) return { shown: items, rest: 0 }
  return { shown: items.slice(0, most - 1), rest: items.length - most + 1 }
}

/** `人事科、计财科、基教科等 18 个` */
export function listNames(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join('、')
  return `${names.slice(0, most).join('、')}等 ${names.length} 个`
}

/** The number as it is typed: `#12`. */
export function typedNo(no: OrderNo): string {
  return `#${no.no}`
}

export function toned(text: string, tone: Tone | undefined): Span {
  return tone === undefined ? { text } : { text, tone }
}

export function quiet(text: string): Line {
  return [{ text, tone: 'quiet' }]
}

/** The line that shows how it is done, if there is an example. */
export function examples(example: string | undefined): readonly string[] {
  return example === undefined ? [] : [`例：${example}`]
}

/** What was typed, with its command, a line for each of its lines: `/assign …`, of sub-orders `/split #12 …`. */
export function typedAgain(typed: string, parent?: OrderNo): readonly string[] {
  const command = parent ? `/split ${typedNo(parent)}` : '/assign'
  const lines = typed.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.length > 1 ? [command, ...lines] : [`${command} ${typed.trim()}`]
}
