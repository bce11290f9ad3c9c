/**
 * Which of several dates is the due date.
 *
 * 最迟 outranks all; then dates said as deadlines; then free ones. Between two deadlines the one of the clause that asks for something to
 * be handed in (报, 提交, 反馈) wins; else the earlier, and the choice is shown as ambiguous.
 */
import type { DeadlineReading, Due, Unread, Weight } from '../deadline/index.ts'
import type { Normalized } from '../normalize.ts'

const RANK: Readonly<Record<Weight, number>> = { latest: 4, stated: 3, bare: 2, loose: 1, mention: 0 }
const HANDING_IN =
  /(?:报送|上报|报(?!告|名(?![单册])|考(?![勤务核评])|表|刊|道|销)|提交|反馈|交(?!通|流|办|接|易)|回复|答复|送达|送审)/

export interface Governed {
  readonly due: Due | undefined
  readonly others: readonly Due[]
  /** Two deadlines compete and the words do not decide. */
  readonly ambiguous: boolean
  /** What must be asked about the date. */
  readonly asks: readonly Unread[]
}

export function govern(words: Normalized, readings: readonly DeadlineReading[]): Governed {
  const dues = readings.filter((r): r is Due => r.kind === 'due' && r.weight !== 'mention')
  const best = Math.max(0, ...dues.map((d) => RANK[d.weight]))
  const rivals = dues.filter((d) => RANK[d.weight] === best)
  const handing = rivals.filter((d) => HANDING_IN.test(clauseOf(words.original, d)))
  const pool = handing.length === 1 && rivals.length > 1 ? handing : rivals
  const due = pool.reduce<Due | undefined>((a, b) => (a && !sooner(b, a) ? a : b), undefined)
  const others = dues.filter((d) => d !== due && !(due && d.date === due.date && !d.time))
  const undecided = best < 4 && pool.length > 1 && pool.some((d) => d.date !== due?.date)
  const conditional =
    due !== undefined &&
    rivals.length > 1 &&
    /(?:还没|尚未|没|未)[^,，。;；]{0,6}的/.test(clauseOf(words.original, due))
  return {
    due: due && withTimeOfSameDay(due, dues),
    others,
    ambiguous: undecided || conditional,
    asks: readings.filter((r): r is Unread => r.kind === 'unsure' && mustAsk(r, due)),
  }
}

/** A wish (尽快) is answered by a date; anything else that claims to be a deadline is asked. */
function mustAsk(reading: Unread, due: Due | undefined): boolean {
  if (reading.weight === 'mention') return false
  if (!due) return reading.reason !== 'past' || RANK[reading.weight] >= RANK.bare
  if (reading.reason === 'vague' || reading.reason === 'recurring') return false
  return RANK[reading.weight] >= RANK[due.weight] && RANK[reading.weight] >= RANK.stated
}

function sooner(a: Due, b: Due): boolean {
  return a.date !== b.date ? a.date < b.date : (a.time ?? '99') < (b.time ?? '99')
}

function withTimeOfSameDay(due: Due, all: readonly Due[]): Due {
  if (due.time) return due
  const timed = all.find((d) => d.date === due.date && d.time)
  return timed?.time ? { ...due, time: timed.time } : due
}

/** No clause reaches further from a date; what a voice runs on for longer says nothing about it. */
const CLAUSE = 120

/** The clause a phrase stands in, without the phrase. */
function clauseOf(text: string, at: { span: { start: number; end: number } }): string {
  const stop = /[,，。;；!！?？\n]/
  let [start, end] = [at.span.start, at.span.end]
  const [from, to] = [Math.max(0, start - CLAUSE), Math.min(text.length, end + CLAUSE)]
  while (start > from && !stop.test(text[start - 1]!)) start--
  while (end < to && !stop.test(text[end]!)) end++
  return text.slice(start, at.span.start) + text.slice(at.span.end, end)
}
