/**
 * The order's own subject, where an answer names it, is not what the answer says: 延期开学公告已公开 asks for no
 * extension, 未完成事项清单已报送 leaves nothing undone.
 */

/** Shorter than this two texts share words by chance. */
const SHORTEST = 4
/** Before a piece of the subject these belong to what is said of it: 已完成整改 under 完成整改情况. */
const SAYS_OF_IT = /[已己以经未没都均全不能法无在正将要再]$/

/** What stands for it; a matter, and nothing the rules know. */
export const THE_MATTER = '此项'

/** The text with every longer piece of the subject replaced by {@link THE_MATTER}. */
export function withoutSubject(text: string, subject: string): string {
  if (subject.length < SHORTEST) return text
  let left = ''
  let at = 0
  while (at < text.length) {
    let length = 0
    while (at + length < text.length && subject.includes(text.slice(at, at + length + 1))) length++
    if (length >= SHORTEST && !SAYS_OF_IT.test(left.slice(-1))) {
      left += left.endsWith(THE_MATTER) ? '' : THE_MATTER
      at += length
    } else {
      left += text[at]!
      at++
    }
  }
  return left
}
