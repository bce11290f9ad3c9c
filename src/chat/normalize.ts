/**
 * The text the grammar reads, and the way back to what the person wrote.
 *
 * Matching wants one spelling: half-width signs and digits, simplified characters, no invisible marks. Quoting wants
 * the person's own words. So every unit of the normalised text remembers the unit of the original it came from, and
 * {@link Normalized.cut} answers with the original.
 *
 * - `／交辦　人事科` is read as `/交办 人事科`; cutting the last three characters gives `人事科` as it was typed.
 * - `５個工作日內` is read as `5个工作日内`.
 * - Zero-width and bidirectional control characters are dropped (they arrive with copied names and mentions).
 *
 * Chinese numerals stay as they are: whether 五一 is a number or a festival is for the rule that reads it
 * (see `deadline/numerals.ts`).
 */
import traditionalPairs from 'opencc-js/dict/TSCharacters'

export interface Normalized {
  /** What the rules match against. */
  readonly text: string
  /** What the person wrote. */
  readonly original: string
  /** The place in the original of a place in `text`; `text.length` maps to the end. */
  at(index: number): number
  /** The person's own words between two places in `text`. */
  cut(start: number, end: number): string
}

/** Zero-width space and joiners, word joiner, byte-order mark, soft hyphen, bidirectional marks and variation selectors. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/
const VARIATION = /^[\ufe00-\ufe0f]$/

/** Signs outside the full-width block that people mix with their plain form. */
const SIGNS: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\t': ' ',
  '\r': ' ',
  '﹣': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '∼': '~',
  '〜': '~',
  '∶': ':',
  '︰': ':',
  '﹕': ':',
  '﹐': ',',
  '﹑': '、',
  '﹟': '#',
  '﹫': '@',
  '○': '〇',
  '◯': '〇',
}

/** Traditional characters to simplified, one for one; what OpenCC lists beyond single units is left alone. */
const SIMPLIFIED: ReadonlyMap<string, string> = readPairs(traditionalPairs)

export function normalize(original: string): Normalized {
  let text = ''
  const places: number[] = []
  for (let i = 0; i < original.length; i++) {
    const unit = original[i]!
    if (INVISIBLE.test(unit) || VARIATION.test(unit)) continue
    text += plain(unit)
    places.push(i)
  }
  places.push(original.length)
  const at = (index: number): number => places[Math.max(0, Math.min(index, text.length))]!
  return {
    text,
    original,
    at,
    cut: (start, end) => original.slice(at(start), end > start ? at(end - 1) + 1 : at(start)),
  }
}

function plain(unit: string): string {
  const code = unit.charCodeAt(0)
  if (code < 0x80) return SIGNS[unit] ?? unit
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  return SIGNS[unit] ?? SIMPLIFIED.get(unit) ?? unit
}

function readPairs(pairs: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const pair of pairs.split('|')) {
    const [from, to] = pair.split(' ')
    if (from?.length === 1 && to?.length === 1) map.set(from, to)
  }
  // OpenCC keeps these apart because books do; chats do not.
  for (const [from, to] of [
    '週周',
    '內内',
    '於于',
    '後后',
    '鍾钟',
    '鐘钟',
    '裏里',
    '裡里',
    '佈布',
    '彙汇',
    '滙汇',
  ].map((p) => [p[0]!, p[1]!])) {
    map.set(from!, to!)
  }
  return map
}
