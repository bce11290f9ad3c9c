/** Two sayings of one day must be the same day: 3月9日（周一）, 下周三12月2日; each may settle what the other leaves open. */
import { addDays, type Day, weekday } from '../../domain/time.ts'
import type { UnsureReason } from './reading.ts'
import { ask, type Rule, type Said } from './rule.ts'

/** A rule that fits at a place of the text, and what it says there. */
export interface Hit {
  readonly rule: Rule
  readonly start: number
  readonly end: number
  readonly said: Exclude<Said, 'ignore'>
  /** A weekday said without its week. */
  readonly bare: boolean
}

/** A weekday without its week (周三) agrees with every such day; anything else must be the same day. */
export function agree(first: Hit, second: Hit): Hit['said'] {
  for (const [a, b] of [
    [first, second],
    [second, first],
  ] as const) {
    if (a.rule.kind !== 'weekday' || b.rule.kind === 'weekday' || !a.bare) continue
    if (!('day' in a.said)) continue
    const name = weekday(a.said.day)
    if ('day' in b.said) return weekday(b.said.day) === name ? b.said : question('contradiction', b.said.day)
    const fits = b.said.candidates.filter((d) => weekday(d) === name)
    const open = b.said.unsure === 'just-passed' || b.said.unsure === 'far-ahead'
    return open && fits.length === 1 && fits[0]! >= todayOf(a) ? { day: fits[0]! } : b.said
  }
  const [a, b] = [first.said, second.said]
  if ('day' in a && 'day' in b) return a.day === b.day ? a : question('contradiction', a.day, b.day)
  return 'day' in a ? settle(b, a.day) : 'day' in b ? settle(a, b.day) : a
}

/** The named day nearest: never before today, so it serves as a floor for what a weekday may settle. */
function todayOf(hit: Hit): Day {
  return 'day' in hit.said ? addDays(hit.said.day, -6) : ('' as Day)
}

/** One half is unsure between days: the other half may settle it (1月5日 周二), else it stays unsure. */
function settle(unsure: Hit['said'], d: Day): Hit['said'] {
  if ('day' in unsure) return unsure
  const open =
    unsure.unsure === 'just-passed' || unsure.unsure === 'far-ahead' || unsure.unsure === 'number-or-day'
  if (!open) return unsure
  return unsure.candidates.includes(d) ? { day: d } : question('contradiction', d, ...unsure.candidates)
}

export function question(reason: UnsureReason, ...candidates: Day[]): Hit['said'] {
  return ask(reason, ...candidates) as Hit['said']
}
