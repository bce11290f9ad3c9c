/**
 * Numbers as people write them: groups of digits, and what stands between them.
 * Every text here is already normalised (half-width, nothing invisible).
 */

export interface Group {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** What joins it to the next group, when that could be one number written apart; else `undefined`. */
  readonly gap: string | undefined
}

/** Several groups read as one number. */
export interface Joined {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** Index of the first and the last group. */
  readonly first: number
  readonly last: number
  /** The lengths of its groups, `3-4-4`. */
  readonly shape: string
  /** All that stands between its groups. */
  readonly gaps: string
}

const MOST_GAP = 3

export function groupsOf(text: string): readonly Group[] {
  const found = [...text.matchAll(/\d+/g)]
  return found.map((m, i) => {
    const start = m.index
    const end = start + m[0].length
    const next = found[i + 1]?.index
    const between = next !== undefined && next - end <= MOST_GAP ? text.slice(end, next) : ''
    return { digits: m[0], start, end, gap: /^[ \-—_.·/]+$/.test(between) ? between : undefined }
  })
}

/** The groups from `first` on that make up exactly so many digits, or `undefined` when no group ends there. */
export function joinedFrom(groups: readonly Group[], first: number, length: number): Joined | undefined {
  let digits = ''
  let gaps = ''
  const lengths: number[] = []
  for (let i = first; i < groups.length; i++) {
    const group = groups[i]!
    if (digits.length + group.digits.length > length) return undefined
    digits += group.digits
    lengths.push(group.digits.length)
    if (digits.length === length) {
      const { start } = groups[first]!
      return { digits, start, end: group.end, first, last: i, shape: lengths.join('-'), gaps }
    }
    if (group.gap === undefined) return undefined
    gaps += group.gap
  }
  return undefined
}

/** The group that a gap joins to the one at `index`. */
export function groupBefore(groups: readonly Group[], index: number): Group | undefined {
  const before = groups[index - 1]
  return before?.gap === undefined ? undefined : before
}

/** Every group of one digit: `1 3 8 0 …`. */
export function isSpelledOut(shape: string): boolean {
  return /^1(?:-1)+$/.test(shape)
}

/** Whether the number counts something: an amount of money, a share, a size. */
export function isAmount(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 4), start)
  const after = text.slice(end, end + 6)
  return (
    /(?:[¥￥$€]|人民币|RMB) ?$/i.test(before) ||
    /^ ?(?:[万亿]?(?:元|美元|港元|欧元)|[万亿]|平方米|公里|吨|人次|字节|%|‰|[KMGT]B|毫秒)/.test(after) ||
    /^\.\d{1,2}(?![\d.])/.test(after)
  )
}

/** Letters stuck to it on both sides: a piece of a key, a digest or an address, not a number of somebody's. */
export function isInsideToken(text: string, start: number, end: number): boolean {
  return /[A-Za-z]/.test(text[start - 1] ?? '') && /[A-Za-z]/.test(text[end] ?? '')
}
