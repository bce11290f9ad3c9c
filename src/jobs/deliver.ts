/**
 * Delivery: takes a lane, sends its messages in order, marks them together, lets go. A message's id is its key with
 * the platform, so that trying again within the key's time sends it once; after that time an unknown outcome is looked
 * up before anything is sent again.
 */
import { randomUUID } from 'node:crypto'
import { type Adapter, PlatformError } from '../chat/adapter.ts'
import type { Moment } from '../domain/time.ts'
import {
  HOLD_MS,
  hasLeft,
  park,
  postpone,
  releaseLane,
  renewLanes,
  stalledLanes,
  takeLane,
  type Waiting,
  waitingIn,
} from '../services/delivery/lanes.ts'
import type { FileStore } from './files.ts'
import { createMarker } from './marks.ts'
import type { Pacer } from './pace.ts'
import { chatOf, createSender, type Fresh, type Sent } from './send.ts'

type Db = Parameters<typeof takeLane>[0]

export interface DeliverParts {
  /** One connection, or one at a time: statements given at the same moment are done in their order. */
  readonly db: Db
  readonly adapters: ReadonlyMap<string, Adapter>
  readonly pacer: Pacer
  readonly machineNow: () => number
  /** Business time. */
  readonly now: () => Moment
  /** Whether a chat is the leading group's: words are more reserved there. */
  readonly isLeadingGroup: (platform: string, chat: string) => boolean
  /** Where the bytes of files of ours are kept; without it their words are sent. */
  readonly files?: Pick<FileStore, 'get'> | undefined
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
/** How often held lanes are renewed. */
const BEAT_MS = HOLD_MS / 4
/** So long at most a platform that is away is left alone: words wait no longer than this after it is back. */
const MOST_BACK_OFF_MS = 30_000
/** A message that makes our own side fail is tried this often before it is laid aside. */
const MOST_FAULTS = 5
/** How often a process without its platform looks whether it has one now. */
const NOT_MINE_MS = 60_000
const MOST_LANES_AT_ONCE = 32
/** A timer cannot be set for longer: it would ring at once. Rung early, the lane is only looked at. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export function createDeliverer(parts: DeliverParts): Deliverer {
  const { db, machineNow } = parts
  const me = randomUUID()
  const queue = new Set<string>()
  const active = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const away = new Map<string, number>()
  /** Lanes to be taken up later, each once: its timer, and when that rings. */
  const timers = new Map<string, { timer: NodeJS.Timeout; at: number }>()
  /** Until when each lane is certainly held by this process. */
  const held = new Map<string, number>()
  let beat: NodeJS.Timeout | undefined
  const sleepers = new Set<() => void>()
  /** Lanes that wait for a message of another lane to leave first. */
  const waiters = new Map<string, Set<string>>()
  const marker = createMarker(db, (id) => {
    const lanes = waiters.get(id)
    waiters.delete(id)
    if (lanes) kick([...lanes])
  })
  let stopped = false
  const sender = createSender({ ...parts, sleep, stopped: () => stopped })

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
      if (stopped) queue.clear()
      if (stopped || active.size >= MOST_LANES_AT_ONCE) return
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
    const at = machineNow() + ms
    const known = timers.get(lane)
    if (known && known.at <= at) return
    if (known) clearTimeout(known.timer)
    const timer = setTimeout(
      () => {
        timers.delete(lane)
        kick([lane])
      },
      Math.min(ms, LONGEST_TIMER_MS),
    )
    // Workers' timers are plain numbers.
    timer.unref?.()
    timers.set(lane, { timer, at })
  }

  /** Whatever a platform takes its time for, lanes stay held: renewed apart from the sending. */
  function keepHeld(): void {
    if (beat || held.size === 0) return
    beat = setTimeout(() => {
      beat = undefined
      const now = machineNow()
      renewLanes(db, me, now)
        .then(
          (lanes) => {
            const still = new Set(lanes)
            for (const [lane, until] of held)
              held.set(lane, still.has(lane) ? Math.max(until, now + HOLD_MS) : 0)
          },
          (error: unknown) => parts.log.warn({ err: error }, 'lanes not renewed'),
        )
        .finally(keepHeld)
    }, BEAT_MS)
    beat.unref?.()
  }

  /** Slept in full, or until this stops. */
  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        sleepers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      sleepers.add(done)
      if (stopped) done()
    })
  }

  async function work(lane: string): Promise<void> {
    // A lane is one platform's. Without that platform nothing is lost: it waits for a process that has it.
    if (!parts.adapters.has(lane.slice(0, lane.indexOf(':')))) {
      later(lane, NOT_MINE_MS)
      return
    }
    const takenAt = machineNow()
    let rows = await takeLane(db, lane, me, takenAt, BATCH)
    if (!rows) {
      later(lane, 500)
      return
    }
    held.set(lane, takenAt + HOLD_MS)
    keepHeld()
    let wakeIn: number | undefined
    let added = false
    try {
      while (rows.length > 0) {
        const sent = await sendRows(lane, rows)
        again.delete(lane)
        // What is told meanwhile leaves with the next batch: under load few statements serve many messages.
        rows = await marker.written(() => waitingIn(db, lane, BATCH))
        wakeIn = sent.wakeIn
        if (sent.blocked) break
      }
    } finally {
      try {
        await marker.flush()
        added = await releaseLane(db, lane, me)
      } finally {
        held.delete(lane)
      }
    }
    if (wakeIn !== undefined) later(lane, wakeIn)
    // Something may have been added between the last look and letting go.
    else if (added) later(lane, 200)
  }

  const holds = (lane: string): boolean => !stopped && (held.get(lane) ?? 0) > machineNow()

  async function sendRows(
    lane: string,
    rows: readonly Waiting[],
  ): Promise<{ blocked: boolean; wakeIn?: number }> {
    const fresh: Fresh = new Map()
    for (const [i, row] of rows.entries()) {
      // Sent already; only writing that down has not succeeded yet.
      if (marker.has(row.id)) continue
      const wait = row.nextAt - machineNow()
      if (wait > PATIENCE_MS) return { blocked: true, wakeIn: wait }
      if (wait > 0) await sleep(wait)
      if (row.after && !marker.has(row.after)) {
        // Registered before looking, so that a message leaving meanwhile wakes this lane.
        waiters.set(row.after, (waiters.get(row.after) ?? new Set()).add(lane))
        if (!(await hasLeft(db, row.after)) && !marker.has(row.after)) return { blocked: true, wakeIn: 1000 }
        waiters.delete(row.after)
      }
      if (!holds(lane)) return { blocked: true, wakeIn: 500 }
      const newer =
        row.verb === 'edit' && rows.slice(i + 1).some((r) => r.verb === 'edit' && sameEdit(r, row))
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
    fresh: Fresh,
  ): Promise<{ kind: 'sent' } | { kind: 'retry'; inMs: number }> {
    const adapter = parts.adapters.get(row.platform)
    if (!adapter) return { kind: 'retry', inMs: NOT_MINE_MS }
    let posted: Sent | undefined
    try {
      posted = await sender.once(adapter, row, fresh)
    } catch (error) {
      if (error instanceof PlatformError) return trouble(row, error)
      // A fault of ours, or of the database. One message must not keep a chat silent for ever.
      parts.log.error(
        { platform: row.platform, notice: row.notice.kind, err: error },
        'message could not be sent',
      )
      const fault = row.attempts >= MOST_FAULTS ? 'refused' : 'unknown'
      return trouble(
        row,
        new PlatformError(row.platform as PlatformError['platform'], fault, 'fault', 'our own fault'),
      )
    }
    away.delete(row.platform)
    const at = { platform: row.platform, chat: '', message: '' }
    if (posted) {
      Object.assign(at, { chat: posted.chat ?? chatOf(row), message: posted.messageId })
      if (row.purpose) fresh.set(row.purpose, at)
      // Before it is marked: should this fail, the message is sent again under its key, and this done again.
      try {
        await parts.onSent?.(row)
      } catch (error) {
        parts.log.error(
          { platform: row.platform, notice: row.notice.kind, err: error },
          'what follows a message failed',
        )
        if (row.attempts < MOST_FAULTS) {
          return trouble(
            row,
            new PlatformError(adapter.platform, 'unknown', 'fault', 'what follows a message failed'),
          )
        }
      }
    }
    marker.add({
      id: row.id,
      sentAt: machineNow(),
      purpose: row.purpose,
      matter: row.matter,
      ...(posted ? { posted: { ...at, ...(posted.thread ? { thread: posted.thread } : {}) } } : {}),
      ...(posted ? sender.directOf(row, posted) : {}),
      ...(posted?.choices ? { offer: { lane: row.lane, at: parts.now() } } : {}),
    })
    return { kind: 'sent' }
  }

  async function trouble(
    row: Waiting,
    error: PlatformError,
  ): Promise<{ kind: 'sent' } | { kind: 'retry'; inMs: number }> {
    const now = machineNow()
    // Looked for in a chat that is not known: trying on for ever would keep everything behind it silent as well.
    const nowhere = error.code === 'no-chat' && row.attempts >= MOST_FAULTS
    if (
      nowhere ||
      error.trouble === 'refused' ||
      error.trouble === 'unreachable' ||
      error.trouble === 'gone'
    ) {
      await lay(row, error)
      return { kind: 'sent' }
    }
    if (error.trouble === 'away' && !away.has(row.platform)) away.set(row.platform, now)
    // Whole milliseconds: the column takes nothing else.
    const inMs = Math.ceil(error.trouble === 'wait' ? (error.retryAfterMs ?? 1000) : backOff(row.attempts))
    await postpone(db, row, now, now + inMs, `${error.trouble} ${error.code}`)
    parts.log.warn(
      { platform: row.platform, trouble: error.trouble, code: error.code, attempts: row.attempts + 1 },
      'message postponed',
    )
    return { kind: 'retry', inMs }
  }

  async function lay(row: Waiting, error: PlatformError): Promise<void> {
    await park(db, row, machineNow(), `${error.trouble} ${error.code}`)
    parts.log.error(
      { platform: row.platform, trouble: error.trouble, code: error.code, notice: row.notice.kind },
      'message parked',
    )
    await parts
      .onParked?.(row, error)
      .catch((failed: unknown) => parts.log.error({ err: failed }, 'operator not told'))
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
      for (const { timer } of timers.values()) clearTimeout(timer)
      timers.clear()
      for (const wake of [...sleepers]) wake()
      await Promise.allSettled(active.values())
      clearTimeout(beat)
      await marker.flush().catch((error: unknown) => parts.log.error({ err: error }, 'marks not written'))
    },
  }
}

function sameEdit(a: Waiting, b: Waiting): boolean {
  if (a.purpose !== null || b.purpose !== null) return a.purpose === b.purpose
  return a.address?.to === 'posted' && b.address?.to === 'posted' && a.address.message === b.address.message
}

/** 1 s, 2 s, 4 s … to half a minute, with a little scatter. */
function backOff(attempts: number): number {
  return Math.min(1000 * 2 ** Math.min(attempts, 9), MOST_BACK_OFF_MS) * (0.9 + Math.random() * 0.1)
}
