/**
 * A message of several lines, or of numbered items, taken apart: `1. … 2. …`, `一、…`, `（一）…`, `①…`, or a line each.
 * Whether they are several orders is decided by what they say (`orders.ts`).
 */
export interface SaidLine {
  /** Where it stands, from 1, as its sender counts. */
  readonly no: number
  readonly text: string
  /** It has a number of its own. */
  readonly numbered: boolean
}

const MARK =
  /^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、](?!\d)|第[一二三四五六七八九十]{1,3}[,，:：、]|[①-⑳]|[-•·*●](?=\s))\s*/
const INLINE =
  /(?:^|[\s;；。:：,，])(?:[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）]|[.．、](?!\d))|([①-⑳]))\s*/g
const DIGITS = '一二三四五六七八九十'

export function linesOf(text: string): readonly SaidLine[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const apart = lines.length === 1 ? inline(lines[0]!) : lines
  return apart.map((line, i) => {
    const mark = MARK.exec(line)
    return {
      no: i + 1,
      text: mark ? line.slice(mark[0].length).trim() : line,
      numbered: mark !== null,
    }
  })
}

/** Numbered items written in one line: only where the numbers run 1, 2, 3 … from the first. */
function inline(line: string): readonly string[] {
  const starts: number[] = []
  for (const m of line.matchAll(INLINE)) {
    const no = m[2] ? m[2].charCodeAt(0) - 0x245f : countOf(m[1]!)
    if (no !== starts.length + 1) continue
    starts.push(m.index + (/^[\s;；。:：,，]/.test(m[0]) ? 1 : 0))
  }
  if (starts.length < 2) return [line]
  const head = line.slice(0, starts[0]).trim()
  const items = starts.map((at, i) =>
    line
      .slice(at, starts[i + 1] ?? line.length)
      .trim()
      .replace(/[;；,，]$/, ''),
  )
  return [...(head ? [head] : []), ...items]
}

function countOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text]
  const ten = text.includes('十') ? (tens === '' ? 10 : (DIGITS.indexOf(tens!) + 1) * 10) : 0
  return ten + (ones ? DIGITS.indexOf(ones) + 1 : 0)
}
