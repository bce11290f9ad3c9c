/** Names of applicants, as they are recorded in their cases, wherever they stand in a normalised text. */
import type { Span } from '../gate.ts'
import { normalize } from '../normalize.ts'

/** Found with spaces inside (张 三) and in either kind of characters. A name of one character would hit everything. */
export function findNames(text: string, names: readonly string[]): readonly Span[] {
  const patterns = [...new Set(names.map((name) => normalize(name).text.replaceAll(' ', '')))]
    .filter((name) => [...name].length >= 2)
    .sort((a, b) => b.length - a.length)
    .map((name) => [...name].map(spelling).join(' {0,2}'))
  if (patterns.length === 0) return []
  return [...text.matchAll(new RegExp(patterns.join('|'), 'giu'))].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }))
}

function spelling(character: string): string {
  if (/[·•・‧.]/.test(character)) return '[·•・‧.]?'
  return character.replace(/[\\^$*+?()[\]{}|/]/, '\\$&')
}
