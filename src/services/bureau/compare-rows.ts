/** Rows as a file wants them against rows as they stand: what is new, what changes, what only moves in its list. */

export interface Compared<T> {
  readonly all: readonly T[]
  readonly fresh: readonly T[]
  readonly changed: readonly T[]
  /** The same, in another place. */
  readonly moved: readonly T[]
  readonly unchanged: number
}

/** Sorts wanted rows by what the database has under the same key; `rank` alone is only a place. */
export function compare<T extends object>(
  wanted: readonly T[],
  there: readonly T[],
  key: (row: T) => string,
): Compared<T> {
  const before = new Map(there.map((row) => [key(row), row]))
  const fresh: T[] = []
  const changed: T[] = []
  const moved: T[] = []
  for (const row of wanted) {
    const old = before.get(key(row))
    if (!old) fresh.push(row)
    else if (!same(withoutRank(old), withoutRank(row))) changed.push(row)
    else if ('rank' in row && 'rank' in old && row.rank !== old.rank) moved.push(row)
  }
  return { all: wanted, fresh, changed, moved, unchanged: wanted.length - fresh.length - changed.length }
}

/**
 * The whole list as it will stand, ranked from 1: the file's rows in the file's order, and each row the file leaves out
 * after the one it followed before.
 */
export function inOrder<T extends object, R extends T & { rank: number }>(
  wanted: readonly T[],
  there: readonly R[],
  key: (row: T) => string,
): (T & { rank: number })[] {
  const named = new Set(wanted.map(key))
  const rows: T[] = [...wanted]
  let after = -1
  for (const row of there) {
    if (named.has(key(row))) after = rows.findIndex((r) => key(r) === key(row))
    else rows.splice(++after, 0, row)
  }
  return rows.map((row, i) => ({ ...row, rank: i + 1 }))
}

export function withoutRank<T extends object>(row: T): Omit<T, 'rank'> {
  const { rank: _, ...rest } = row as T & { rank?: number }
  return rest
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object') return false
  const keys = Object.keys(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((k) => same((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]))
  )
}
