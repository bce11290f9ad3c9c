/** Moving business time: whatever falls due on the way happens at its own moment, in order. */
import type { Bureau } from '../../domain/bureau.ts'
import {
  type Day,
  dayOf,
  daysBetween,
  HOUR,
  type Moment,
  momentOf,
  parseDay,
  plus,
  timeOf,
  timeOfDay,
} from '../../domain/time.ts'
import type { ClockMove } from '../../http/practice/port.ts'

/** The practice bureau's business time, which the machine's clock carries on from wherever it is put. */
export interface MovableClock {
  now(): Moment
  moveTo(moment: Moment): Promise<void>
}

export interface Walked {
  tick(now: Moment): Promise<void>
  settle(): Promise<void>
  nextDue(after: Moment): Promise<Moment>
}

const MOST_DAYS = 400

export type Aim =
  | { readonly ok: true; readonly to: Moment }
  | { readonly ok: false; readonly why: 'clock-backwards' | 'clock-too-far' }

/** Where a move leads; a number of working days ends at the same hour. */
export function aim(bureau: Bureau, now: Moment, move: ClockMove): Aim {
  const to = target(bureau, now, move)
  // The page sends minutes: the minute that is running is no way back.
  if (to === undefined || to <= now - 60_000) return { ok: false, why: 'clock-backwards' }
  if (daysBetween(dayOf(now), dayOf(to)) > MOST_DAYS) return { ok: false, why: 'clock-too-far' }
  return { ok: true, to: Math.max(to, now) as Moment }
}

function target(bureau: Bureau, now: Moment, move: ClockMove): Moment | undefined {
  switch (move.kind) {
    case 'hours':
      return plus(now, move.count * HOUR)
    case 'working-days':
      return momentOf(bureau.calendar.nthWorkdayAfter(dayOf(now), move.count), timeOf(now))
    case 'until': {
      const day = parseDay(move.day)
      return day && momentOf(day, timeOfDay(move.time))
    }
  }
}

export async function walk(clock: MovableClock, office: Walked, to: Moment): Promise<void> {
  let at = clock.now()
  while (at < to) {
    const due = await office.nextDue(at)
    at = (due > at && due < to ? due : to) as Moment
    await clock.moveTo(at)
    await office.tick(at)
    await office.settle()
  }
}

/** 调休上班, 国庆放假, 休息日; nothing on an ordinary working day. */
export function dayNote({ calendar }: Bureau, day: Day): string | undefined {
  const entry = calendar.entry(day)
  if (entry?.kind === 'workday') return '调休上班'
  if (entry)
    return `${entry.name.replace('国庆节', '国庆')}放假${calendar.isProvisional(day) ? '（暂定）' : ''}`
  return calendar.isWorkday(day) ? undefined : '休息日'
}
