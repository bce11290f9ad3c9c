/**
 * The grammar of Chinese deadlines: every date a sentence says, or the reason to ask.
 *
 * ```
 * readDeadlines('请于下周三下班前报办公室', now, calendar)   → due 2026-12-02 17:30
 * readDeadlines('5个工作日内', now, calendar)              → due, term { workdays: 5 }
 * readDeadlines('2月30日前', now, calendar)                → unsure, impossible
 * readDeadlines('下下个月', now, calendar)                 → unsure, not-understood
 * ```
 *
 * Rules live in `rules/`, one file per kind of words; `scan.ts` finds the phrases, `clock.ts` reads times of day,
 * chrono-node reads what is left over. What is not fully understood is asked about; a date is never guessed.
 */
import type { Calendar } from '../../domain/calendar.ts'
import { type Day, dayOf, type Moment, monthOf, timeOf, yearOf } from '../../domain/time.ts'
import { type Normalized, normalize } from '../normalize.ts'
import { leftOver } from './chrono.ts'
import type { DeadlineReading, Due, UnsureReason } from './reading.ts'
import type { Scene } from './rule.ts'
import { type Found, scan } from './scan.ts'

export type { DeadlineReading, Due, PartOfDay, Span, Unread, UnsureReason, Weight } from './reading.ts'

/** All deadlines of a text, in the order they stand there. */
export function readDeadlines(text: string | Normalized, now: Moment, calendar: Calendar): DeadlineReading[] {
  const words = typeof text === 'string' ? normalize(text) : text
  const scene: Scene = { text: words.text, now, today: dayOf(now), calendar }
  const ours = scan(scene)
  const quoted = titles(words.text)
  const all = [...ours, ...leftOver(scene, ours)].sort((a, b) => a.start - b.start)
  return all.map((found, i) => {
    const read = judge(found, all.slice(0, i), words, scene)
    return quoted.some(([from, to]) => from < found.start && found.end <= to)
      ? { ...read, weight: 'mention' }
      : read
  })
}

/** 《月底前完成情况表》: what stands in a title dates nothing. Where each title begins and ends. */
function titles(text: string): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  let open = -1
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '《' && open < 0) open = i
    if (text[i] === '》' && open >= 0) {
      found.push([open, i])
      open = -1
    }
  }
  return found
}

/** A quarter's first and last day, for 本季度 and its like. */
export function quarterOf(d: Day): { first: Day; last: Day } {
  const first = Math.floor((monthOf(d) - 1) / 3) * 3 + 1
  const end = { 1: '03-31', 4: '06-30', 7: '09-30', 10: '12-31' }[first]
  return {
    first: `${yearOf(d)}-${String(first).padStart(2, '0')}-01` as Day,
    last: `${yearOf(d)}-${end}` as Day,
  }
}

function judge(found: Found, earlier: readonly Found[], words: Normalized, scene: Scene): DeadlineReading {
  const span = { start: words.at(found.start), end: words.at(found.end - 1) + 1 }
  const text = words.cut(found.start, found.end)
  const asked = (reason: UnsureReason, candidates: readonly Day[]): DeadlineReading => ({
    kind: 'unsure',
    span,
    text,
    reason,
    candidates,
    // 截至11月20日，…未报送: what is over and stands after 截至 dates a state of affairs.
    weight:
      /passed|past/.test(reason) && /截[至止]到?\s*$/.test(words.text.slice(0, found.start))
        ? 'mention'
        : found.weight,
  })
  const { said, clock } = found
  if ('unsure' in said) return asked(said.unsure, said.candidates)
  if (clock?.unsure) return asked(clock.unsure, [said.day])
  const other = found.timeOnly ? otherDay(earlier, scene) : undefined
  if (other) return asked('which-day', [other, scene.today])
  const time = clock?.time ?? said.time
  if (said.day === scene.today && time !== undefined && time < timeOf(scene.now))
    return asked('past', [said.day])
  return due(found, said.day, { span, text, ...(time !== undefined && { time }) }, scene)
}

function due(found: Found, date: Day, known: Pick<Due, 'span' | 'text' | 'time'>, scene: Scene): Due {
  const { calendar } = scene
  const said = found.said as Extract<Found['said'], { day: Day }>
  const effectiveWorkday = calendar.workdayOnOrBefore(date)
  return {
    kind: 'due',
    ...known,
    date,
    effectiveWorkday,
    provisional:
      said.provisional === true || calendar.isProvisional(date) || calendar.isProvisional(effectiveWorkday),
    ...(said.term && { term: said.term }),
    ...(found.clock?.part && { part: found.clock.part }),
    ...(found.clock?.fromPart && { timeFromPart: true }),
    weight: found.weight,
  }
}

/** 明天开会，下午5点前报材料: a time without a day after another day said without a time. */
function otherDay(earlier: readonly Found[], scene: Scene): Day | undefined {
  const last = earlier.findLast((f) => !f.timeOnly && 'day' in f.said && f.weight !== 'mention')
  if (!last || !('day' in last.said) || last.clock?.time || last.said.day === scene.today) return undefined
  return last.said.day
}
