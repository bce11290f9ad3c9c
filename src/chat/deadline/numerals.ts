/**
 * Chinese and Arabic numerals where a number is expected: 5, 十五, 二十, 两, 一百二十, 廿八.
 */

/** A number as a rule expects it: digits or Chinese numerals (not both). Bounded, so that a wall of digits costs nothing. */
export const NUM = '(?:\\d{1,9}|[〇零一二两三四五六七八九十百廿卅]{1,9})'

/** A place between two characters of one number: no phrase begins there. */
export function insideNumber(text: string, index: number): boolean {
  const pair = text.slice(index - 1, index + 1)
  return index > 0 && (/^\d\d$/.test(pair) || /^[〇零一二两三四五六七八九十百廿卅]{2}$/.test(pair))
}

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const ONE = '[一二两三四五六七八九]'
const COUNT = new RegExp(`^(?:(${ONE})百)?(零)?(?:(${ONE})?(十)|(廿)|(卅))?(${ONE})?$`)

/**
 * The number a count says, or `undefined` when it is not one number: 三五 (three to five), 十十, 一百百.
 *
 * `readCount('二十') === 20`, `readCount('一百零五') === 105`, `readCount('三五') === undefined`.
 */
export function readCount(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  if (text === '〇' || text === '零') return 0
  const m = text === '' ? null : COUNT.exec(text)
  if (!m) return undefined
  const [, hundreds, zero, tens, ten, twenty, thirty, ones] = m
  if (zero && !hundreds) return undefined
  return (
    (hundreds ? DIGITS[hundreds]! * 100 : 0) +
    (ten ? (tens ? DIGITS[tens]! : 1) * 10 : 0) +
    (twenty ? 20 : 0) +
    (thirty ? 30 : 0) +
    (ones ? DIGITS[ones]! : 0)
  )
}

/** A year: `2026`, `二〇二六`, `26` (this century), or `undefined`. */
export function readYear(text: string): number | undefined {
  const digits = [...text].map((c) => DIGITS[c] ?? c).join('')
  if (!/^(?:\d{4}|\d{2})$/.test(digits)) return undefined
  return digits.length === 4 ? Number(digits) : 2000 + Number(digits)
}
