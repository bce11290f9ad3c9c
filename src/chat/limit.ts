/** A statutory date said with an order: 法定期限3月20日, 答复期限为3月20日前. No internal term or extension passes it. */
import type { Calendar } from '../domain/calendar.ts'
import type { Limit } from '../domain/order.ts'
import type { Moment } from '../domain/time.ts'
import { readDeadlines } from './deadline/index.ts'
import { normalize } from './normalize.ts'

const NAMED =
  /[,，;；。、(（\s]*((?:依申请公开)?(?:法定|答复|法定答复)(?:办理|答复)?(?:期限|时限|截止日期?))(?:届满日?)?\s*(?:为|是|至|到|于|在)?\s*[:：]?\s*/

export interface SaidLimit {
  readonly limit?: Limit
  /** The line without it. */
  readonly text: string
}

/** A date that cannot be read stays in the line, where it is asked about as any other. */
export function readLimit(text: string, now: Moment, calendar: Calendar): SaidLimit {
  const words = normalize(text)
  const named = NAMED.exec(words.text)
  if (!named) return { text }
  const start = named.index + named[0].length
  const after = words.cut(start, words.text.length)
  const [first] = readDeadlines(after, now, calendar)
  // The day has to stand right there, and as a day: 法定期限20个工作日 counts from something not known here.
  if (first?.kind !== 'due' || first.term || first.span.start > 1) return { text }
  const left = `${words.cut(0, named.index)} ${after.slice(first.span.end).replace(/^[前止)）]+/, '')}`
  return { limit: { on: first.date, why: named[1]! }, text: left.trim() }
}
