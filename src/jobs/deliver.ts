/**
 * Delivery: takes a lane, sends its messages in order, marks them together, lets go. A message's id is its key with
 * the platform, so that trying again within the key's time sends it once; after that time an unknown outcome is looked
 * up before anything is sent again.
 */
import { randomUUID } from 'node:crypto'
import { type Adapter, type Can, PlatformError, type Posted, type Target } from '../chat/adapter.ts'
import { type Message, numberedText, say } from '../chat/message.ts'
import { wordNotice } from '../chat/notices/index.ts'
import type { Notice } from '../domain/notices.ts'
import type { Moment } from '../domain/time.ts'
import {
  forgetPosting,
  HOLD_MS,
  hasLeft,
  type Mark,
  markSent,
  park,
  postingOf,
  postpone,
  releaseLane,
  renewLane,
  stalledLanes,
  takeLane,
  type Waiting,
  waitingIn,
} from '../services/delivery/lanes.ts'
import type { Pacer } from './pace.ts'

type Db = Parameters<typeof takeLane>[0]

export interface DeliverParts {
  readonly db: Db
  readonly adapters: ReadonlyMap<string, Adapter>
  readonly pacer: Pacer
  readonly machineNow: () => number
  /** Business time. */
  readonly now: () => Moment
  /** Whether a chat is the leading group's: words are more reserved there. */
  readonly isLeadingGroup: (platform: string, chat: string) => boolean
  /** After a message of an order left: receipt, and what else follows. */
  readonly onSent?: (row: Waiting) => Promise<void>
  /** Something was laid aside for good. */
  readonly onParked?: (row: Waiting, error: PlatformError) => Promise<void>
  readonly log: { warn(facts: object, words: string): void; error(facts: object, words: string): void }
}

export interface Deliverer {
  /** Delivers these lanes soon; returns at once. */
  kick(lanes: readonly string[]): void
  /** Takes up lanes nobody holds. */
  sweep(): Promise<void>
  /** Resolves when nothing this process can send now is left. */
  idle(): Promise<void>
  /** Per platform: since when it cannot be reached. */
  awaySince(): ReadonlyMap<string, number>
  stop(): Promise<void>
}

const BATCH = 50
/** Waits up to this long are slept by the process that holds the lane. */
const PATIENCE_MS = 30_000
const MARK_AFTER_MS = 20
const MOST_LANES_AT_ONCE = 32

export function createDeliverer(parts: DeliverParts): Deliverer {
  const { db, machineNow } = parts
  const me = randomUUID()
  const queue = new Set<string>()
  const active = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const away = new Map<string, number>()
  const timers = new Set<NodeJS.Timeout>()
  /** Lanes that wait for a message of another lane to leave first. */
  const waiters = new Map<string, Set<string>>()
  const marker = createMarker(db, (id) => {
    const lanes = waiters.get(id)
    waiters.delete(id)
    if (lanes) kick([...lanes])
  })
  let stopped = false

  function kick(lanes: readonly string[]): void {
    if (stopped) return
    for (const lane of lanes) {
      if (active.has(lane)) again.add(lane)
      else queue.add(lane)
    }
    fill()
  }

  function fill(): void {
    for (const lane of queue) {
      if (active.size >= MOST_LANES_AT_ONCE) return
      queue.delete(lane)
      const run = work(lane)
        .catch((error: unknown) => {
          parts.log.error({ lane, err: error }, 'delivery failed')
          later(lane, 1000)
        })
        .finally(() => {
          active.delete(lane)
          if (again.delete(lane)) queue.add(lane)
          fill()
        })
      active.set(lane, run)
    }
  }

  function later(lane: string, ms: number): void {
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      kick([lane])
    }, ms)
    // Workers' timers are plain numbers.
    timer.unref?.()
    timers.add(timer)
  }

  async function work(lane: string): Promise<void> {
    if (!(await takeLane(db, lane, me, machineNow()))) {
      later(lane, 500)
      return
    }
    let heldUntil = machineNow() + HOLD_MS
    let wakeIn: number | undefined
    try {
      for (;;) {
        again.delete(lane)
        const rows = await waitingIn(db, lane, BATCH)
        if (rows.length === 0) break
        const sent = await sendRows(lane, rows, async () => {
          if (machineNow() < heldUntil - HOLD_MS / 2) return true
          if (!(await renewLane(db, lane, me, machineNow()))) return false
          heldUntil = machineNow() + HOLD_MS
          return true
        })
        await marker.flush()
        wakeIn = sent.wakeIn
        if (sent.blocked) break
      }
    } finally {
      await marker.flush()
      await releaseLane(db, lane, me)
    }
    if (wakeIn !== undefined) later(lane, wakeIn)
    // Something may have been added between the last look and letting go.
    else if ((await waitingIn(db, lane, 1)).length > 0) later(lane, 200)
  }

  async function sendRows(
    lane: string,
    rows: readonly Waiting[],
    hold: () => Promise<boolean>,
  ): Promise<{ blocked: boolean; wakeIn?: number }> {
    const fresh = new Map<string, { platform: string; chat: string; message: string }>()
    for (const [i, row] of rows.entries()) {
      if (stopped || !(await hold())) return { blocked: true }
      const wait = row.nextAt - machineNow()
      if (wait > PATIENCE_MS) return { blocked: true, wakeIn: wait }
      if (wait > 0) await sleep(wait)
      if (row.after && !marker.has(row.after)) {
        // Registered before looking, so that a message leaving meanwhile wakes this lane.
        waiters.set(row.after, (waiters.get(row.after) ?? new Set()).add(lane))
        if (!(await hasLeft(db, row.after)) && !marker.has(row.after)) return { blocked: true, wakeIn: 1000 }
        waiters.delete(row.after)
      }
      const newer = rows.slice(i + 1).some((r) => r.verb === 'edit' && row.verb === 'edit' && sameEdit(r, row))
      if (newer) {
        marker.add({ id: row.id, sentAt: machineNow(), purpose: null, matter: null })
        continue
      }
      const result = await sendRow(row, fresh)
      if (result.kind === 'retry') return { blocked: true, wakeIn: result.inMs }
    }
    return { blocked: false }
  }

  async function sendRow(
    row: Waiting,
    fresh: Map<string, { platform: string; chat: string; message: string }>,
  ): Promise<{ kind: 'sent' } | { kind: 'retry'; inMs: number }> {
    const adapter = parts.adapters.get(row.platform)
    if (!adapter) {
      const error = new PlatformError(row.platform as never, 'unreachable', 'not-configured', 'no such platform here')
      await lay(row, error)
      return { kind: 'sent' }
    }
    try {
      const posted = await once(adapter, row, fresh)
      away.delete(row.platform)
      const at = { platform: row.platform, chat: '', message: '' }
      if (posted) {
        const chat = posted.chat ?? chatOf(row)
        Object.assign(at, { chat, message: posted.messageId })
        if (row.purpose) fresh.set(row.purpose, at)
      }
      marker.add({
        id: row.id,
        sentAt: machineNow(),
        purpose: row.purpose,
        matter: row.matter,
        ...(posted ? { posted: { ...at, ...(posted.thread ? { thread: posted.thread } : {}) } } : {}),
      })
      if (posted && parts.onSent) await parts.onSent(row)
      return { kind: 'sent' }
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      return trouble(row, error)
    }
  }

  /** One try. `undefined`: an edit, or an edit of something that is not there any more. */
  async function once(
    adapter: Adapter,
    row: Waiting,
    fresh: Map<string, { platform: string; chat: string; message: string }>,
  ): Promise<Posted | undefined> {
    const message = degrade(wordNotice(row.notice as Notice, { ...viewOf(row), now: parts.now() }), adapter.can)
    if (row.verb === 'edit') {
      const at = await editedPosting(row, fresh)
      if (!at) return undefined
      await pace(adapter, at.chat)
      try {
        await adapter.edit({ chat: at.chat, messageId: at.message }, message)
      } catch (error) {
        if (!(error instanceof PlatformError) || error.trouble !== 'gone') throw error
        if (row.purpose) await forgetPosting(db, row.purpose)
        return row.purpose?.startsWith('order:') ? adapter.post({ to: 'chat', chat: at.chat }, message, row.id) : undefined
      }
      return undefined
    }
    const target = await targetOf(row, fresh)
    await pace(adapter, 'chat' in target ? target.chat : target.account)
    const since = row.firstTriedAt ?? row.nextAt
    if (machineNow() - since > adapter.keyInForceMs * 0.9 && (row.attempts > 0 || machineNow() - since > 60_000)) {
      const found = await adapter.find(target, message, row.id, since)
      if (found) return found
    }
    try {
      return await adapter.post(target, message, row.id)
    } catch (error) {
      if (error instanceof PlatformError && error.trouble === 'gone' && target.to === 'reply') {
        return adapter.post({ to: 'chat', chat: target.chat }, message, row.id)
      }
      throw error
    }
  }

  async function trouble(row: Waiting, error: PlatformError): Promise<{ kind: 'sent' } | { kind: 'retry'; inMs: number }> {
    const now = machineNow()
    if (error.trouble === 'refused' || error.trouble === 'unreachable' || error.trouble === 'gone') {
      await lay(row, error)
      return { kind: 'sent' }
    }
    if (error.trouble === 'away' && !away.has(row.platform)) away.set(row.platform, now)
    // Whole milliseconds: the column takes nothing else.
    const inMs = Math.ceil(error.trouble === 'wait' ? (error.retryAfterMs ?? 1000) : backOff(row.attempts))
    await postpone(db, row, now, now + inMs, error.code)
    parts.log.warn({ platform: row.platform, trouble: error.trouble, code: error.code, attempts: row.attempts + 1 }, 'message postponed')
    return { kind: 'retry', inMs }
  }

  async function lay(row: Waiting, error: PlatformError): Promise<void> {
    await park(db, row, machineNow(), `${error.trouble} ${error.code}`)
    parts.log.error({ platform: row.platform, trouble: error.trouble, code: error.code, notice: row.notice.kind }, 'message parked')
    await parts.onParked?.(row, error)
  }

  async function editedPosting(row: Waiting, fresh: ReadonlyMap<string, { platform: string; chat: string; message: string }>) {
    if (row.address?.to === 'posted') return { platform: row.platform, chat: row.address.chat, message: row.address.message }
    return row.purpose ? (fresh.get(row.purpose) ?? postingOf(db, row.purpose)) : undefined
  }

  async function targetOf(row: Waiting, fresh: ReadonlyMap<string, { chat: string; message: string }>): Promise<Target> {
    const address = row.address!
    if (address.to === 'thread') {
      const purpose = `order:${address.order}`
      const at = fresh.get(purpose) ?? (await postingOf(db, purpose))
      return at
        ? { to: 'reply', chat: at.chat, message: at.message, inThread: true }
        : { to: 'chat', chat: address.chat }
    }
    if (address.to === 'posted') throw new Error('a posted message is edited, not sent')
    return address
  }

  async function pace(adapter: Adapter, chat: string): Promise<void> {
    for (;;) {
      const ms = parts.pacer.take(adapter.platform, adapter.pace, chat, machineNow())
      if (ms === 0) return
      await sleep(ms)
    }
  }

  function viewOf(row: Waiting) {
    const address = row.address
    const chat = address && 'chat' in address ? address.chat : row.lane.slice(row.platform.length + 1)
    return {
      inLeadingGroup: parts.isLeadingGroup(row.platform, chat),
      addressee: (address?.to === 'person' || address?.to === 'only' ? 'person' : address?.to === 'thread' ? 'thread' : 'chat') as
        | 'person'
        | 'chat'
        | 'thread',
    }
  }

  return {
    kick,
    async sweep() {
      kick(await stalledLanes(db, machineNow(), 200))
    },
    async idle() {
      while (active.size > 0 || queue.size > 0) await Promise.all(active.values())
      await marker.flush()
    },
    awaySince: () => away,
    async stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.allSettled(active.values())
      await marker.flush()
    },
  }
}

/** Marks are gathered for a moment and written together. */
function createMarker(db: Db, onMark: (id: string) => void) {
  let gathered = new Map<string, Mark>()
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const inFlight = new Set<string>()
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (gathered.size === 0) return writing
    const marks = [...gathered.values()]
    gathered = new Map()
    for (const m of marks) inFlight.add(m.id)
    writing = writing
      .catch(() => {})
      .then(() => markSent(db, marks))
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
  }
}

/** What a platform cannot show is said in words. */
export function degrade(message: Message, can: Can): Message {
  if (can.buttons || !message.buttons?.length) return message
  return say(...numberedText(message).split('\n'))
}

function sameEdit(a: Waiting, b: Waiting): boolean {
  if (a.purpose !== null || b.purpose !== null) return a.purpose === b.purpose
  return a.address?.to === 'posted' && b.address?.to === 'posted' && a.address.message === b.address.message
}

function chatOf(row: Waiting): string {
  return row.address && 'chat' in row.address ? row.address.chat : row.lane.slice(row.platform.length + 1)
}

/** 1 s, 2 s, 4 s … to 5 minutes, with a little scatter. */
function backOff(attempts: number): number {
  return Math.min(1000 * 2 ** Math.min(attempts, 9), 300_000) * (0.9 + Math.random() * 0.2)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
