/** 期限说明: why an order is due when it is, derived so that a person can follow. */
import type { ClockStep } from '../../domain/clock/steps.ts'
import type { Due } from '../../domain/due.ts'
import type { DueNote } from '../../domain/notices.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import type { Day } from '../../domain/time.ts'
import type { Message } from '../message.ts'
import { sayClockStep } from './clock-steps.ts'
import { sayDay, sayDue } from './dates.ts'
import { MOST_LINES } from './short.ts'

/** How a due day came about. */
export type WhyReason =
  /** So many working days from receipt; `steps` from the domain's `countWorkdays`. */
  | { readonly kind: 'workdays'; readonly workdays: number; readonly steps: readonly ClockStep[] }
  /** So many days from receipt, working or not. */
  | { readonly kind: 'days'; readonly days: number; readonly received: Day }
  /** A day that was said as a day. */
  | { readonly kind: 'date' }
  /** An answer was sent back. `said`: with a date of its own. */
  | { readonly kind: 'returned'; readonly returnedOn: Day; readonly said: boolean; readonly kept?: boolean }

/** 延期, as it was granted. */
export interface WhyExtension {
  readonly workdays: number
  readonly from: Due
  readonly to: Due
  readonly toNote?: DueNote | undefined
  readonly by: string
  readonly on: Day
  readonly steps: readonly ClockStep[]
}

export interface WhyFacts {
  readonly no: OrderNo
  /** 交办单 */
  readonly kind: string
  readonly due: Due
  readonly dueNote?: DueNote | undefined
  readonly basis: string
  readonly reason: WhyReason
  /** How the term was extended since, first to last; `due` is the last one's. */
  readonly extensions?: readonly WhyExtension[] | undefined
  /** The department from which it was taken over (改派). */
  readonly takenFrom?: string | undefined
  /** The count would have gone further; a statutory date ends it. */
  readonly limit?: { readonly on: Day; readonly why: string } | undefined
  /** Named when the order's departments have different due days. */
  readonly department?: string | undefined
  /** The due day was another one before. */
  readonly moved?:
    | { readonly from: Due; readonly why: 'received' | 'calendar'; readonly notice?: string }
    | undefined
}

/**
 * `/why #58`
 * @param most lines there is room for; a chat has one screen of a phone
 */
export function whyDue(facts: WhyFacts, most = MOST_LINES): Message {
  const tail = [...movedLine(facts), '对期限有异议的，请在本条下说明理由，由办公室核定']
  const head = facts.department
    ? [`承办　${facts.department}${facts.takenFrom ? `（由${facts.takenFrom}改派）` : ''}`]
    : []
  const room = most - 1 - head.length - tail.length
  return {
    title: `${facts.kind}${printNo(facts.no)}　期限说明`,
    lines: [...head, ...within([...reasonLines(asBefore(facts)), ...extensionLines(facts)], room), ...tail],
  }
}

/** The term as it was before any extension. */
function asBefore(facts: WhyFacts): WhyFacts {
  const [first] = facts.extensions ?? []
  return first ? { ...facts, due: first.from, dueNote: undefined } : facts
}

function extensionLines({ no, extensions = [] }: WhyFacts): string[] {
  const { year } = no
  return extensions.flatMap(({ workdays, to, toNote, by, on, steps }) => [
    `延期 ${workdays} 个工作日（${by} ${sayDay(on, { year })}同意），自原期限次日起算`,
    ...steps
      .filter((s) => s.kind !== 'arrangement' && s.kind !== 'due' && s.kind !== 'dayZero')
      .map((s) => sayStep(s, year)),
    `${sayDue(to, toNote, { year })} 届满`,
  ])
}

function reasonLines({ no, due, dueNote, basis, reason, limit }: WhyFacts): string[] {
  const year = no.year
  const said = sayDue(due, dueNote, { year })
  switch (reason.kind) {
    case 'workdays': {
      const arrangement = reason.steps
        .filter((s) => s.kind === 'arrangement')
        .map((s) => sayClockStep(s, year))
      const counted = reason.steps.filter((s) => s.kind !== 'arrangement' && s.kind !== 'due')
      const rests = [`${basis} ${reason.workdays} 个工作日`, ...arrangement.filter((a) => a !== '')]
      const ends = limit
        ? `不超过法定期限 ${sayDay(limit.on, { year })}${limit.why ? `（${limit.why}）` : ''}，${said} 届满`
        : `${said} 届满`
      return [...counted.map((s) => sayStep(s, year)), ends, `依据　${rests.join('；')}`]
    }
    case 'days':
      return [
        `${sayDay(reason.received, { year })}收到，当日不计`,
        `自次日起 ${reason.days} 日，按自然日计算，含休息日`,
        `${said} 届满`,
        `依据　${basis} ${reason.days} 日`,
      ]
    case 'date':
      return [
        `交办时指定日期 ${said}`,
        '指定日期的，不因收到早晚变动，当日计入',
        ...(dueNote?.kind === 'dayOff'
          ? [`当日为休息日，期限不顺延，请于${sayDay(dueNote.lastWorkday, { year })}前办理`]
          : []),
        `依据　${basis}`,
      ]
    case 'returned':
      return [
        `${sayDay(reason.returnedOn, { year })}退回，重新反馈期限 ${said}`,
        reason.said
          ? '退回时另行指定期限'
          : reason.kept
            ? '退回时未另定期限，沿用原期限'
            : '退回时未另定期限，原期限所余不足 2 个工作日，给予 2 个工作日，退回当日不计',
        `依据　${basis}`,
      ]
  }
}

function sayStep(step: ClockStep, year: number): string {
  if (step.kind === 'dayZero') return `${sayDay(step.day, { year })}收到，当日不计`
  if (step.kind === 'holiday')
    return sayClockStep({ ...step, name: step.name.replace('国庆节', '国庆') }, year)
  return sayClockStep(step, year)
}

function movedLine({ moved, no }: WhyFacts): string[] {
  if (!moved) return []
  const from = sayDue(moved.from, undefined, { year: no.year })
  if (moved.why === 'received') return [`原定 ${from}，因实际收到晚于下发之日，自收到次日重新计算`]
  return [`原定 ${from}，因放假安排公布${moved.notice ? `（${moved.notice}）` : ''}，重新计算`]
}

/** A very long derivation keeps its beginning and its end. */
function within(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines
  const end = 3
  const begin = most - end - 1
  return [...lines.slice(0, begin), `中间 ${lines.length - begin - end} 行略，见台账`, ...lines.slice(-end)]
}
