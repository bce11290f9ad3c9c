/** Plays a talk through the whole bot, on an in-memory database, and checks what was said. */
import { createWebAdapter } from '../../adapters/web/index.ts'
import { memoryRooms } from '../../adapters/web/memory-rooms.ts'
import { examine } from '../../chat/gate.ts'
import type { Bureau } from '../../domain/bureau.ts'
import type { Arrangement } from '../../domain/calendar.ts'
import { dayOf, MINUTE, type Moment, moment, momentOf, plus, timeOf } from '../../domain/time.ts'
import { noPace } from '../../jobs/pace.ts'
import type { Database } from '../../store/database.ts'
import { memoryFiles } from '../file-store.ts'
import { createOffice, type Log } from '../office.ts'
import { type NumberedLine, readTalk, TalkError, type TalkLine, type WaitAmount } from './read-talk.ts'
import { inScope, matches, newWords, type SaidLine } from './said.ts'
import { act, type Stage } from './stage.ts'

export interface PlayedStep {
  readonly step: number
  readonly line: number
  readonly source: string
  readonly at: Moment
  readonly said: SaidLine[]
  readonly edited: SaidLine[]
  ok: boolean
  /** What failed: the check's line, what was expected, what was said. */
  readonly failures: { readonly line: number; readonly expected: string; readonly said: string }[]
}

export interface TalkParts {
  readonly database: Database
  readonly holidays: readonly Arrangement[]
  readonly log: Log
  /** Called when a step is over, before its checks are known to be complete. */
  readonly onStep?: (step: PlayedStep) => void
}

/** A line that could not be played, and what had been played up to it. */
export class PlayError extends TalkError {
  readonly steps: readonly PlayedStep[]
  constructor(cause: TalkError, steps: readonly PlayedStep[]) {
    super(cause.line, cause.words)
    this.steps = steps
  }
}

/** @throws TalkError for a line that cannot be read, PlayError for one that cannot be played */
export async function playTalk(text: string, parts: TalkParts): Promise<PlayedStep[]> {
  const lines = readTalk(text)
  const player = await createPlayer(parts)
  try {
    for (const line of lines) await player.play(line)
    return player.steps
  } catch (error) {
    if (!(error instanceof TalkError)) throw error
    const stuck = player.steps.at(-1)
    if (stuck?.line === error.line) stuck.ok = false
    throw new PlayError(error, player.steps)
  } finally {
    await player.close()
  }
}

const START = '2026-03-02 09:00'

async function createPlayer(parts: TalkParts) {
  let now = moment(START)
  const rooms = memoryRooms()
  let bureau: Bureau | undefined
  const web = createWebAdapter({
    rooms,
    now: () => now,
    machineNow: () => now,
    mask: (t) => examine(t, { allowStaffPhones: false }).masked,
    names: () => [...(bureau?.roster.people.values() ?? [])].map((p) => ({ name: p.name, account: p.code })),
  })
  const office = createOffice({
    database: parts.database,
    adapters: [web],
    now: () => now,
    machineNow: () => Date.now(),
    pacer: noPace,
    files: memoryFiles(),
    publicUrl: 'http://127.0.0.1:3000',
    holidays: parts.holidays,
    log: parts.log,
    eager: false,
  })
  bureau = await office.bureau()
  const stage: Stage = {
    office,
    web,
    rooms,
    bureau: bureau!,
    now: () => now,
    seen: 0,
    keys: 0,
    lastOf: new Map(),
  }
  const steps: PlayedStep[] = []
  // `expect` and `refuse` look at what was said since the last person's line; `none` at the last step alone.
  let sincePerson: SaidLine[] = []

  async function step(line: NumberedLine, act: (played: PlayedStep) => Promise<void>): Promise<PlayedStep> {
    const played: PlayedStep = {
      step: steps.length + 1,
      line: line.line,
      source: line.source,
      at: now,
      said: [],
      edited: [],
      ok: true,
      failures: [],
    }
    steps.push(played)
    await act(played)
    bureau = (await office.bureau()) ?? bureau
    stage.bureau = bureau!
    return played
  }

  async function gather(played: PlayedStep): Promise<void> {
    await office.settle()
    const { said, edited } = await newWords(stage)
    played.said.push(...said)
    played.edited.push(...edited)
  }

  async function play(line: NumberedLine): Promise<void> {
    const { what } = line
    switch (what.kind) {
      case 'clock':
        await step(line, async () => {
          now = momentAt(what.text, line.line)
        })
        return
      case 'wait': {
        const played = await step(line, async (p) => {
          const target = waitTarget(what.amount, now, bureau!, line.line)
          for (;;) {
            const next = await office.nextDue(now)
            if (next > target) break
            now = next
            await office.tick(now)
            await gather(p)
          }
          now = target
          await office.tick(now)
          await gather(p)
        })
        sincePerson.push(...played.said)
        return
      }
      case 'say':
      case 'press':
      case 'edit':
      case 'recall': {
        const played = await step(line, async (p) => {
          const toast = await act(stage, what, line.line)
          if (toast) p.said.push({ to: `~${what.who}`, thread: null, text: toast, buttons: [] })
          await gather(p)
        })
        sincePerson = [...played.said]
        return
      }
      default:
        check(line, what)
    }
  }

  function check(line: NumberedLine, what: Extract<TalkLine, { kind: 'expect' | 'none' | 'refuse' }>): void {
    const last = steps.at(-1)
    if (!last) throw new TalkError(line.line, '此前没有任何步骤')
    const about = (what.kind === 'none' ? last.said : sincePerson).filter((s) => inScope(s, what.scope))
    const holds =
      what.kind === 'none'
        ? about.length === 0
        : what.kind === 'expect'
          ? about.some((s) => matches(s, what.pattern))
          : !about.some((s) => matches(s, what.pattern))
    if (holds) return
    last.ok = false
    last.failures.push({
      line: line.line,
      expected: line.source,
      said: about.map((s) => `${s.to}: ${s.text}`).join('\n') || '（无）',
    })
  }

  return {
    steps,
    play,
    async close() {
      await office.deliverer.stop()
    },
  }
}

function momentAt(text: string, line: number): Moment {
  try {
    return moment(text)
  } catch {
    throw new TalkError(line, `时间应写作 2026-02-14 09:00，未能识别 ${text}`)
  }
}

function waitTarget(amount: WaitAmount, now: Moment, bureau: Bureau, line: number): Moment {
  if (amount.kind === 'minutes') return plus(now, amount.count * MINUTE)
  const target =
    amount.kind === 'until'
      ? momentAt(amount.text, line)
      : momentOf(bureau.calendar.nthWorkdayAfter(dayOf(now), amount.count), timeOf(now))
  if (target < now) throw new TalkError(line, `${amount.kind === 'until' ? amount.text : ''} 已经过去`)
  return target
}
