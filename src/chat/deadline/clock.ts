/**
 * The time of day after a date, or alone: 下午3点, 两点半, 17:00, 18点, 三点一刻, 下班前, 一上班.
 *
 * | said | time |
 * |---|---|
 * | 上午, 中午 | 12:00 |
 * | 下午, 下班前 | 17:30 |
 * | 一上班 | 09:00 |
 * | 下午1点…11点, 晚上6点…11点 | +12 hours |
 * | 24点, 晚上12点 | 23:59 of that day |
 * | 5点 without a part of the day (1–7) | asked |
 */
import { type TimeOfDay, timeOfDay } from '../../domain/time.ts'
import { NUM, readCount } from './numerals.ts'
import type { PartOfDay, UnsureReason } from './reading.ts'
import { sticky } from './rule.ts'

/** What a part of the day means as a deadline when no hour is said. */
const PART_ENDS: Readonly<Record<'上午' | '中午' | '下午' | '下班' | '一上班', TimeOfDay>> = {
  上午: timeOfDay('12:00'),
  中午: timeOfDay('12:00'),
  下午: timeOfDay('17:30'),
  下班: timeOfDay('17:30'),
  一上班: timeOfDay('09:00'),
}

export interface ClockReading {
  readonly end: number
  readonly time?: TimeOfDay
  readonly part?: PartOfDay
  readonly fromPart?: boolean
  readonly unsure?: UnsureReason
}

const PART = sticky(
  '((?:上午|下午)?(?:下班)(?=\\s*(?:之前|以前|前|时))|上午|中午|下午|午后|晚上|傍晚|晚间|夜里|当晚|今晚|凌晨|早上|早晨|清晨|一早|早|晚(?!于|些|点|报|会|自)|午(?=前))',
)
const WORK_STARTS = sticky('(上午|下午)?一?上班(?=$|[\\s,;。、]|就|时|后|之前|以前|前|把|报|交|给|先|马上)')
const HOUR = sticky(
  `(${NUM})\\s*(?:(?:点钟?|时(?!间|候|代|任|期|光|效|段))(?:\\s*(半|整|[一1三3]刻|${NUM}\\s*分?|(?=\\D|$)))|:(\\d{2})(?::\\d{2})?(?![\\d:]))`,
)

/** Reads a time at `index`, or nothing. `alone`: no date stands before it, so an hour needs more to be believed. */
export function readClock(text: string, index: number): ClockReading | undefined {
  const start = workStart(text, index)
  if (start) return start
  PART.lastIndex = index
  const part = PART.exec(text)
  const word = part ? partOf(part[1]!) : undefined
  let at = index + (part?.[0].length ?? 0)
  while (text[at] === ' ' || text[at] === '的') at++
  HOUR.lastIndex = at
  const hour = HOUR.exec(text)
  if (hour) {
    const time = hourOf(hour, word)
    const end = at + hour[0].length
    if (time === undefined) return undefined
    return typeof time === 'object'
      ? { end, unsure: time.unsure, ...(word && { part: word }) }
      : { end, time, ...(word && { part: word }) }
  }
  if (!part || !word) return undefined
  const end = index + part[0].length
  if (word === '晚上' || word === '早上') return { end, part: word, unsure: 'twelve-hour' }
  if (/^上午下班/.test(part[1]!)) return { end, part: '上午', time: PART_ENDS.上午, fromPart: true }
  return { end, part: word, time: PART_ENDS[word], fromPart: true }
}

function workStart(text: string, index: number): ClockReading | undefined {
  WORK_STARTS.lastIndex = index
  const m = WORK_STARTS.exec(text)
  if (!m) return undefined
  const end = index + m[0].length
  if (m[1] === '下午') return { end, part: '下午', unsure: 'not-understood' }
  return { end, part: '一上班', time: PART_ENDS.一上班, fromPart: true }
}

function partOf(word: string): PartOfDay {
  if (word.endsWith('下班')) return '下班'
  if (word === '上午' || word === '下午' || word === '中午') return word
  if (word === '午') return '中午'
  if (word === '午后') return '下午'
  return /早|晨/.test(word) ? '早上' : '晚上'
}

function hourOf(
  m: RegExpExecArray,
  part: PartOfDay | undefined,
): TimeOfDay | { unsure: UnsureReason } | undefined {
  let hour = readCount(m[1]!)
  if (hour === undefined) return undefined
  const minute = minuteOf(m)
  if (minute === undefined || minute > 59 || hour > 24 || (hour === 24 && minute > 0))
    return { unsure: 'impossible' }
  const colon = m[3] !== undefined
  const written24 = colon && /^0\d$/.test(m[1]!)
  if (hour === 24) return part && part !== '晚上' ? { unsure: 'impossible' } : timeOfDay('23:59')
  if (hour === 0) return { unsure: 'twelve-hour' }
  if (part === '下午' || part === '下班') {
    if (hour < 12) hour += 12
  } else if (part === '晚上') {
    if (hour === 12) return timeOfDay('23:59')
    if (hour < 5) return { unsure: 'twelve-hour' }
    if (hour < 12) hour += 12
  } else if (part === '上午' || part === '早上') {
    if (hour > 12) return { unsure: 'impossible' }
  } else if (part === '中午') {
    if (hour < 3) hour += 12
    if (hour < 11 || hour > 14) return { unsure: 'impossible' }
  } else if (hour < 8 && !written24) {
    return { unsure: 'twelve-hour' }
  }
  return timeOfDay(`${hour}:${String(minute).padStart(2, '0')}`)
}

function minuteOf(m: RegExpExecArray): number | undefined {
  if (m[3] !== undefined) return Number(m[3])
  const word = m[2]?.replace(/[\s分]/g, '') ?? ''
  if (word === '' || word === '整') return 0
  if (word === '半') return 30
  if (word.endsWith('刻')) return /^[一1]/.test(word) ? 15 : 45
  return readCount(word.replace(/^[零〇0](?=.)/, ''))
}
