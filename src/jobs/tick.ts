/**
 * What happens by itself. `tick(now)` decides from state what is due at `now` and does each thing once; whoever calls
 * it (cron, a talk's `wait`, the practice clock) knows no schedule.
 */
import type { LeftEvent } from '../chat/inbox.ts'
import type { Bureau } from '../domain/bureau.ts'
import { BRIEF_SLOT, OPEN_HOURS, REMINDER_SLOT } from '../domain/ladder.ts'
import { addDays, dayOf, type Moment, momentOf } from '../domain/time.ts'
import { SHEET_SLOT } from '../domain/week.ts'
import { sendBrief } from '../services/brief/send-brief.ts'
import { type Ctx, DUBAN } from '../services/context.ts'
import { nextUnrecalled, tellUnrecalled } from '../services/gate/watch-recall.ts'
import { filePauses, nextPauseEnd } from '../services/orders/file-pauses.ts'
import { refreshCards } from '../services/orders/refresh-cards.ts'
import { remindRequests } from '../services/reminders/remind-requests.ts'
import { nextLineAfter, sendDueLines } from '../services/reminders/send-due-lines.ts'
import { lookAtLeaves } from '../services/roster/look-at-leaves.ts'
import { sendSheet } from '../services/sheet/send-sheet.ts'
import { refreshStanding } from '../services/standing/refresh-standing.ts'

type Tx = Ctx['tx']

export interface TickParts {
  readonly transact: <T>(now: Moment, work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly bureau: (tx: Tx) => Promise<Bureau | undefined>
  /** One event that had been left, oldest first, locked, none of those tried already; `done` when it is finished. */
  readonly leftEvent: (tx: Tx, tried: readonly string[]) => Promise<TakenEvent | undefined>
  readonly finish: (tx: Tx, left: LeftEvent) => Promise<unknown>
  /** A left event failed again. */
  readonly failedAgain: (taken: TakenEvent, error: unknown) => Promise<void>
  /** A job failed; the others go on. */
  readonly jobFailed?: (name: string) => void
  readonly log: { error(facts: object, words: string): void }
}

export interface TakenEvent {
  readonly platform: string
  readonly event: string
  readonly left: LeftEvent
  readonly done: () => Promise<void>
}

const MOST_ROUNDS = 200

export async function tick(parts: TickParts, now: Moment): Promise<void> {
  await each(parts, 'left events', () => finishLeft(parts, now))
  await each(parts, 'pauses', () => inContext(parts, now, filePauses))
  await each(parts, 'recalls', () => inContext(parts, now, tellUnrecalled))
  await each(parts, 'leaves', () => inContext(parts, now, lookAtLeaves))
  await each(parts, 'brief', () => inContext(parts, now, sendBrief))
  await each(parts, 'sheet', () => inContext(parts, now, sendSheet))
  await each(parts, 'cards', () => inContext(parts, now, refreshCards))
  await each(parts, 'standing', () => inContext(parts, now, refreshStanding))
  await each(parts, 'reminders', async () => {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (!(await inContext(parts, now, sendDueLines))) return
    }
  })
  // What stood in somebody's reminder is not said to them again.
  await each(parts, 'requests', () => inContext(parts, now, remindRequests))
}

/** One failing job does not keep the others from running. */
async function each(parts: TickParts, name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    parts.log.error({ job: name, err: error }, 'job failed')
    parts.jobFailed?.(name)
  }
}

function inContext<T>(parts: TickParts, now: Moment, work: (ctx: Ctx) => Promise<T>): Promise<T | undefined> {
  return parts.transact(now, async (tx) => {
    const bureau = await parts.bureau(tx)
    return bureau && work({ tx, now, bureau, actor: DUBAN })
  })
}

/** Finishes what had to wait, oldest first. */
export async function finishLeft(parts: TickParts, now: Moment): Promise<void> {
  const tried: string[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let taken: TakenEvent | undefined
    try {
      taken = await parts.transact(now, async (tx) => {
        taken = await parts.leftEvent(tx, tried)
        if (!taken) return undefined
        tried.push(taken.event)
        await parts.finish(tx, taken.left)
        await taken.done()
        return taken
      })
      if (!taken) return
    } catch (error) {
      // Not even taken: the database is not there, and the next tick will be.
      if (!taken) throw error
      await parts.failedAgain(taken, error)
    }
  }
}

/**
 * The next moment after `after` at which something may fall due: the day's slots, the end of a pause, the hour at which
 * what was missed may be said.
 */
export async function nextDue(db: Tx['db'], after: Moment): Promise<Moment> {
  const times = [OPEN_HOURS.morning[0], BRIEF_SLOT, REMINDER_SLOT, OPEN_HOURS.afternoon[0], SHEET_SLOT]
  const today = dayOf(after)
  const slots = [today, addDays(today, 1)].flatMap((d) => times.map((t) => momentOf(d, t)))
  const ends = [await nextPauseEnd(db), await nextUnrecalled(db), await nextLineAfter(db, after)].filter(
    (m) => m !== undefined,
  )
  const moments = [...slots, ...ends].filter((m) => m > after)
  return Math.min(...moments) as Moment
}
