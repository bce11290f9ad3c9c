/** What can be made to go wrong, and how fast one may speak. */

export interface Fault {
  /** Only for these calls; the default is every call below `/im/`. */
  readonly on?: RegExp
  /** `POST`, `PATCH` …; any when absent. */
  readonly method?: string
  /** How many calls it hits (1). */
  readonly times?: number
  readonly does:
    | {
        readonly answer: { readonly status: number; readonly code: number; readonly msg: string }
        readonly headers?: Record<string, string>
      }
    | { readonly slowMs: number }
    /** Cut the connection: before anything was done, or after all was done. */
    | { readonly reset: 'before' | 'after' }
    /** An answer that is not the platform's (a proxy's page). */
    | { readonly page: number }
}

const answer = (status: number, code: number, msg: string, headers?: Record<string, string>): Fault => ({
  does: { answer: { status, code, msg }, ...(headers && { headers }) },
})

export const fault = {
  /** 429 with the header that says when to come back, seconds. */
  tooManyRequests: (seconds = 1) =>
    answer(429, 99991400, 'request trigger frequency limit', {
      'x-ogw-ratelimit-limit': '50',
      'x-ogw-ratelimit-reset': String(seconds),
    }),
  messageRateLimit: () => answer(400, 230020, 'This operation triggers the frequency limit.'),
  staleToken: () =>
    answer(
      400,
      99991663,
      'Invalid access token for authorization. Please make a request with token attached.',
    ),
  noScope: () => answer(400, 99991672, 'Access denied. One of the following scopes is required'),
  quotaUsedUp: () => answer(400, 99991403, 'This month API call quota has been exceeded'),
  notInChat: () => answer(400, 230002, 'Bot/User can NOT be out of the chat.'),
  tooLong: () => answer(400, 230025, 'The length of the message content reaches its limit.'),
  tooManyElements: () =>
    answer(
      400,
      230099,
      'Failed to create card content, ext=ErrCode: 11310; ErrMsg: element exceeds the limit; ',
    ),
  cardLocked: () =>
    answer(400, 230099, 'Failed to update card content, ext=ErrCode: 11310; ErrMsg: card action is lock; '),
  stillSending: () => answer(400, 230049, 'The message is being sent.'),
  code: (code: number, msg = 'failed', status = 400) => answer(status, code, msg),
  slow: (ms: number): Fault => ({ does: { slowMs: ms } }),
  resetBefore: (): Fault => ({ does: { reset: 'before' } }),
  resetAfter: (): Fault => ({ does: { reset: 'after' } }),
  page: (status: number): Fault => ({ does: { page: status } }),
} as const

export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = []

  add(faults: readonly Fault[]): void {
    for (const one of faults) this.#waiting.push({ fault: one, left: one.times ?? 1 })
  }

  clear(): void {
    this.#waiting.length = 0
  }

  next(method: string, path: string): Fault['does'] | undefined {
    if (this.#waiting.length === 0) return undefined
    const i = this.#waiting.findIndex(
      ({ fault: one }) =>
        (one.on ?? /\/im\//).test(path) && (one.method === undefined || one.method === method),
    )
    const found = this.#waiting[i]
    if (!found) return undefined
    if (--found.left === 0) this.#waiting.splice(i, 1)
    return found.fault.does
  }
}

/** Sliding windows over the machine's clock: 50/s and 1000/min for the app, 5/s for a chat, 5/s for a card's updates. */
export class Limits {
  on = false
  readonly #windows = new Map<string, number[]>()

  /** The code of the limit that is exceeded, or `undefined`. */
  exceeded(chatOrMessage?: string): 99991400 | 230020 | undefined {
    if (!this.on) return undefined
    if (!this.#take('app/s', 50, 1000) || !this.#take('app/min', 1000, 60_000)) return 99991400
    if (chatOrMessage && !this.#take(chatOrMessage, 5, 1000)) return 230020
    return undefined
  }

  #take(key: string, most: number, ms: number): boolean {
    const now = performance.now()
    const times = (this.#windows.get(key) ?? []).filter((at) => now - at < ms)
    this.#windows.set(key, times)
    if (times.length >= most) return false
    times.push(now)
    return true
  }
}
