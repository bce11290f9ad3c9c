/** What the platform pushes: events with their retries, card callbacks without; encrypted and signed as it does. */
import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { cardFault } from './card-rules.ts'
import type { World } from './world.ts'

export interface PushRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface PushAnswer {
  readonly status: number
  readonly body: string
}

/** An address of the bot, or a function that stands for it. */
export type Hook = string | ((request: PushRequest) => Promise<PushAnswer>)

export interface Attempt {
  readonly status: number | 'timeout' | 'lost'
  readonly body: string
  readonly ms: number
}

/** One event and what became of it. */
export interface Delivery {
  readonly eventId: string
  readonly messageId: string
  /** The plain event. */
  readonly event: object
  readonly attempts: Attempt[]
  /** Answered 200 in time at least once. */
  readonly arrived: boolean
  /** The platform pushes it once more, as it does even after a 200. */
  redeliver(): Promise<Attempt>
}

export interface PushOptions {
  readonly appId: string
  readonly encryptKey: string
  readonly verificationToken: string
  /** Signs with this clock, milliseconds; the machine's, whatever the platform's clock shows. */
  signatureNow: () => number
}

/** Milliseconds after the failure before. */
export const RETRIES = [15_000, 300_000, 3_600_000, 21_600_000] as const
const TIME_TO_ANSWER = 3000

export class Pusher {
  hook: Hook | undefined
  /** A long connection that takes the push instead of the hook. */
  socket: ((event: object) => Promise<PushAnswer>) | undefined
  /** Every event is pushed so many times more. */
  duplicates = 0
  /** Held back until {@link release}. */
  holding = false
  readonly #held: (() => Promise<unknown>)[] = []
  readonly #retries: { at: number; run: () => Promise<void> }[] = []
  readonly #world: World
  readonly #options: PushOptions

  constructor(world: World, options: PushOptions) {
    this.#world = world
    this.#options = options
  }

  envelope(type: string, event: object, time: string): { eventId: string; whole: object } {
    const eventId = randomUUID().replaceAll('-', '')
    const { verificationToken: token, appId: app_id } = this.#options
    const header = {
      event_id: eventId,
      event_type: type,
      create_time: time,
      token,
      app_id,
      tenant_key: 'simulated',
    }
    return { eventId, whole: { schema: '2.0', header, event } }
  }

  /** Resolves after the first attempt (at once while held back). */
  async event(type: string, event: object, messageId: string): Promise<Delivery> {
    const { eventId, whole } = this.envelope(type, event, String(this.#world.now()))
    const attempts: Attempt[] = []
    const once = async () => {
      const attempt = await this.attempt(whole)
      attempts.push(attempt)
      return attempt
    }
    const delivery: Delivery = {
      eventId,
      messageId,
      event: whole,
      attempts,
      get arrived() {
        return attempts.some((one) => one.status === 200)
      },
      redeliver: once,
    }
    const first = async () => {
      const attempt = await once()
      if (attempt.status !== 200) this.#retryLater(once, 0)
      for (let n = 0; n < this.duplicates; n++) await once()
    }
    if (this.holding) this.#held.push(first)
    else await first()
    return delivery
  }

  #retryLater(once: () => Promise<Attempt>, n: number): void {
    const wait = RETRIES[n]
    if (wait === undefined) return
    const run = async () => {
      if ((await once()).status !== 200) this.#retryLater(once, n + 1)
    }
    this.#retries.push({ at: this.#world.now() + wait, run })
  }

  /** Re-pushes that are due by the platform's clock. */
  async runDue(until: number): Promise<void> {
    for (;;) {
      this.#retries.sort((a, b) => a.at - b.at)
      const next = this.#retries[0]
      if (!next || next.at > until) return
      this.#retries.shift()
      await next.run()
    }
  }

  get nextRetryAt(): number | undefined {
    return this.#retries.length === 0 ? undefined : Math.min(...this.#retries.map((one) => one.at))
  }

  async release(order: 'first-first' | 'last-first' = 'first-first'): Promise<void> {
    this.holding = false
    const held = this.#held.splice(0)
    if (order === 'last-first') held.reverse()
    for (const one of held) await one()
  }

  /** One push; the answer must come within 3 s. */
  async attempt(event: object): Promise<Attempt> {
    const started = performance.now()
    const ms = () => Math.round(performance.now() - started)
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(() => resolve('timeout'), TIME_TO_ANSWER)
    })
    try {
      const answer = await Promise.race([this.#push(event), late])
      if (answer === 'timeout') return { status: 'timeout', body: '', ms: ms() }
      return { status: answer.status, body: answer.body, ms: ms() }
    } catch {
      return { status: 'lost', body: '', ms: ms() }
    } finally {
      clearTimeout(timer)
    }
  }

  async #push(event: object): Promise<PushAnswer> {
    if (this.socket) return this.socket(event)
    const { hook } = this
    if (!hook) throw new Error('no hook')
    const request = this.seal(event)
    if (typeof hook === 'function') return hook(request)
    const { headers, body } = request
    const answer = await fetch(hook, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
      redirect: 'manual',
    })
    return { status: answer.status, body: await answer.text() }
  }

  /** Compact JSON, encrypted when there is a key, signed over the bytes that are sent. */
  seal(event: object, at = this.#options.signatureNow()): PushRequest {
    const { encryptKey } = this.#options
    const plain = JSON.stringify(event)
    const body = Buffer.from(encryptKey ? JSON.stringify({ encrypt: encrypt(plain, encryptKey) }) : plain)
    const timestamp = String(Math.floor(at / 1000))
    const nonce = String(Math.floor(Math.random() * 2 ** 31))
    const signature = createHash('sha256')
      .update(timestamp + nonce + encryptKey)
      .update(body)
      .digest('hex')
    const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
    if (encryptKey) {
      headers['x-lark-request-timestamp'] = timestamp
      headers['x-lark-request-nonce'] = nonce
      headers['x-lark-signature'] = signature
    }
    return { headers, body }
  }
}

export function encrypt(plain: string, encryptKey: string, iv: Buffer = randomBytes(16)): string {
  const key = createHash('sha256').update(encryptKey).digest()
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64')
}

/** What the person sees after a press: a notice, a new card, or the platform's own error. */
export interface PressOutcome {
  /** 200341 no answer in time, 200342 not reached, 200671 not 200, 200672 not a valid answer, 200673 bad card, 200830 older schema. */
  readonly error?: number
  readonly toast?: { readonly type: string; readonly content: string }
  readonly card?: object
}

export function pressOutcome(attempt: Attempt): PressOutcome {
  if (attempt.status === 'timeout') return { error: 200341 }
  if (attempt.status === 'lost') return { error: 200342 }
  if (attempt.status !== 200) return { error: 200671 }
  let body: unknown
  try {
    body = JSON.parse(attempt.body || '{}')
  } catch {
    return { error: 200672 }
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { error: 200672 }
  const { toast, card, ...rest } = body as { toast?: Record<string, unknown>; card?: Record<string, unknown> }
  if (Object.keys(rest).length > 0) return { error: 200672 }
  if (toast !== undefined) {
    const known = ['info', 'success', 'error', 'warning'].includes(String(toast.type))
    if (!known || typeof toast.content !== 'string') return { error: 200672 }
  }
  const shown = toast && { toast: { type: String(toast.type), content: String(toast.content) } }
  if (card === undefined) return { ...shown }
  if (card.type !== 'raw' || typeof card.data !== 'object' || card.data === null) return { error: 200673 }
  if ((card.data as { schema?: unknown }).schema !== '2.0') return { error: 200830 }
  if (cardFault(JSON.stringify(card.data))) return { error: 200673 }
  return { ...shown, card: card.data }
}
