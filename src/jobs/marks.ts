/** What was sent is gathered for a moment and written down together; until it is written, this process remembers it. */
import { type Mark, markSent } from '../services/delivery/lanes.ts'

const MARK_AFTER_MS = 20

/** @param onMark called as soon as a message has left, before that is written */
export function createMarker(db: Parameters<typeof markSent>[0], onMark: (id: string) => void) {
  let gathered = new Map<string, Mark>()
  let writing: Promise<void> = Promise.resolve()
  /** Resolves when the statement of the latest marks has left. */
  let sent: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const inFlight = new Set<string>()
  /** Those who wait for the timer's turn. */
  let turn = Promise.withResolvers<void>()
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    turn.resolve()
    turn = Promise.withResolvers()
    if (gathered.size === 0) return writing
    const marks = [...gathered.values()]
    gathered = new Map()
    for (const m of marks) inFlight.add(m.id)
    const leaving = Promise.withResolvers<void>()
    sent = leaving.promise
    writing = writing
      .catch(() => {})
      .then(() => {
        const marked = markSent(db, marks)
        leaving.resolve()
        return marked
      })
      .catch((error: unknown) => {
        // Not forgotten: written with the next ones, and not sent again meanwhile.
        for (const m of marks) if (!gathered.has(m.id)) gathered.set(m.id, m)
        throw error
      })
      .finally(() => {
        for (const m of marks) inFlight.delete(m.id)
      })
    return writing
  }
  return {
    add(mark: Mark) {
      gathered.set(mark.id, mark)
      onMark(mark.id)
      timer ??= setTimeout(() => void flush().catch(() => {}), MARK_AFTER_MS)
    },
    has: (id: string) => gathered.has(id) || inFlight.has(id),
    flush,
    /**
     * At the timer's turn, when the marks of all that was added have left for the database: runs `next` behind them.
     * @returns what `next` came to, once the marks are written
     */
    async written<T>(next: () => Promise<T>): Promise<T> {
      if (timer) await turn.promise
      const writing = flush()
      writing.catch(() => {})
      await sent
      const [value] = await Promise.all([next(), writing])
      return value
    },
  }
}
