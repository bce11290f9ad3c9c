/** Days of the calendar: 2026年3月9日, 2026-03-09, 3月9日, 3.9, 下月5号, 5号前. */
import {
  type Day,
  dayFrom,
  dayOfMonth,
  daysBetween,
  lastDayOfMonth,
  monthOf,
  yearOf,
} from '../../../domain/time.ts'
import { NUM, readCount, readYear } from '../numerals.ts'
import {
  after,
  ask,
  before,
  followedByBy,
  type Rule,
  type Said,
  type Scene,
  standsAlone,
  sticky,
  withoutYear,
  withYear,
} from '../rule.ts'

const YEAR = '(今年|本年|明年|后年|(?:\\d{4}|\\d{2}|[〇零一二三四五六七八九]{4})\\s*年)'

/** 2026年3月9日, 明年3月9号, 3月9日, 十一月三十日, 11月30前. */
const written: Rule = {
  kind: 'date',
  pattern: sticky(
    `(?:${YEAR}\\s*)?(${NUM})\\s*月份?\\s*(${NUM})(?:\\s*(?:日|号)(?!内|以内|之内)|(?=\\s*(?:之前|以前|前)))`,
  ),
  read: (m, scene) => {
    if (/[\d第]$/.test(before(scene, m.index, 1))) return undefined
    return onDay(scene, m[1], readCount(m[2]!), readCount(m[3]!))
  },
}

/** 2026-03-09, 2026/3/9, 2026.3.9. */
const digits: Rule = {
  kind: 'date',
  pattern: sticky('(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?![\\d-])'),
  read: (m, scene) => {
    if (/[\w./#-]$/.test(before(scene, m.index, 1))) return undefined
    return onDay(scene, `${m[1]}年`, Number(m[3]), Number(m[4]))
  },
}

/** 20260309 as one word of its own, or before 前. */
const compact: Rule = {
  kind: 'date',
  pattern: sticky('(20\\d{2})(\\d{2})(\\d{2})(?!\\d)'),
  read: (m, scene) => {
    const end = m.index + m[0].length
    if (/[\w./#-]$/.test(before(scene, m.index, 1))) return undefined
    if (!standsAlone(scene, m.index, end) && !followedByBy(scene, end)) return undefined
    return onDay(scene, `${m[1]}年`, Number(m[2]), Number(m[3]))
  },
}

/** 3.9, 3/9 and 3-9: only alone or before 前, so that scores, fractions and versions stay what they are. */
const short: Rule = {
  kind: 'date',
  pattern: sticky('(\\d{1,2})[./-](\\d{1,2})(?![\\d./%-])'),
  read: (m, scene) => {
    const end = m.index + m[0].length
    if (/[\w.#〕\]第〔-]$/.test(before(scene, m.index, 1))) return undefined
    const by =
      followedByBy(scene, end) ||
      /(?:最迟|最晚|截至|截止|请于|务必于|定于)\s*$/.test(before(scene, m.index, 6))
    if (!by && !standsAlone(scene, m.index, end)) return undefined
    const [month, dayInMonth] = [Number(m[1]), Number(m[2])]
    const plausible = month >= 1 && month <= 12 && dayInMonth >= 1 && dayInMonth <= 31
    if (!plausible) return by ? ask('impossible') : undefined
    return withoutYear(scene, month, dayInMonth)
  },
}

/** 本月30日, 下月5号, 下个月十号. */
const inMonth: Rule = {
  kind: 'date',
  pattern: sticky(`(本月|这个?月|当月|下个?月)的?\\s*(${NUM})\\s*(?:日|号)(?!内|以内|之内)`),
  read: (m, scene) => {
    const next = m[1]!.startsWith('下') ? 1 : 0
    const [year, month] = monthAfter(scene.today, next)
    const d = dayFrom(year, month, readCount(m[2]!) ?? 0)
    return d ? withYear(scene, d) : ask('impossible', lastDayOfMonth(year, month))
  },
}

/** 5号前, 最迟15日, 20号下午: a day of this month, or of the next when this month's is over. */
const dayOnly: Rule = {
  kind: 'date',
  pattern: sticky(`(${NUM})\\s*(日|号)(?!内|以内|之内|文|线|楼|院|令|通知|会议室)`),
  read: (m, scene) => {
    const end = m.index + m[0].length
    if (/[\w.〕\]】）#第月/年几数-]$/.test(before(scene, m.index, 1))) return undefined
    const n = readCount(m[1]!)
    if (n === undefined) return undefined
    const said =
      followedByBy(scene, end) ||
      /^\s*(?:上午|下午|中午|晚上|早上|下班|\(|\d{1,2}[:点时])/.test(after(scene, end)) ||
      /(?:于|最迟|最晚|截至|截止到?|不晚于|限|定在|放在)\s*$/.test(before(scene, m.index, 6))
    const alone = standsAlone(scene, m.index, end) && m.index > 0
    if (!said && !alone) return undefined
    const answer = nextDayOfMonth(scene, n)
    if (!said && m[2] === '号' && typeof answer === 'object') {
      return ask('number-or-day', ...('day' in answer ? [answer.day] : answer.candidates))
    }
    return answer
  },
}

export const DATE_RULES: readonly Rule[] = [written, digits, compact, inMonth, short, dayOnly]

/** A day of the month without its month. One that went by within the week is asked about: last or next month's? */
export function nextDayOfMonth(scene: Scene, n: number): Said {
  const { today } = scene
  const [year, month] = monthAfter(today, 0)
  const thisMonths = dayFrom(year, month, n)
  const [nextYear, nextMonth] = monthAfter(today, 1)
  const nextMonths = dayFrom(nextYear, nextMonth, n)
  if (n < 1 || n > 31) return ask('impossible')
  if (!thisMonths) return ask('impossible', lastDayOfMonth(year, month), nextMonths)
  if (n >= dayOfMonth(today)) return { day: thisMonths }
  if (!nextMonths) return ask('impossible', lastDayOfMonth(nextYear, nextMonth))
  if (daysBetween(thisMonths, today) <= 7) return ask('just-passed', thisMonths, nextMonths)
  return { day: nextMonths }
}

/** Year and month `n` months after the month of `d`. */
export function monthAfter(d: Day, n: number): [number, number] {
  const index = yearOf(d) * 12 + monthOf(d) - 1 + n
  return [Math.floor(index / 12), (index % 12) + 1]
}

/** The year a word says, seen from today: 明年, 2027年, 二〇二七年. */
export function yearSaid(word: string, today: Day): number | undefined {
  const plain = word.replace(/\s/g, '')
  if (/^(?:今年|本年)/.test(plain)) return yearOf(today)
  if (plain.startsWith('明年')) return yearOf(today) + 1
  if (plain.startsWith('后年')) return yearOf(today) + 2
  return readYear(plain.replace(/年.*$/, ''))
}

function onDay(
  scene: Scene,
  yearWord: string | undefined,
  month?: number,
  dayInMonth?: number,
): Said | undefined {
  if (month === undefined || dayInMonth === undefined) return undefined
  if (!yearWord) return withoutYear(scene, month, dayInMonth)
  const year = yearSaid(yearWord, scene.today)
  if (year === undefined) return undefined
  if (year > 2099) return ask('impossible')
  const d = dayFrom(year, month, dayInMonth)
  if (d) return withYear(scene, d)
  return month >= 1 && month <= 12 ? ask('impossible', lastDayOfMonth(year, month)) : ask('impossible')
}
