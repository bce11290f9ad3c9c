/**
 * A leave with its cover, in the words people use: 3月2日至6日 由李明代办, 王强下周请假，由李明代办, 我明天起三天出差.
 * Days are days, not deadlines: a range has a first and a last day, a week runs to its last working day.
 */
import type { Calendar } from '../../domain/calendar.ts'
import type { Person, Roster } from '../../domain/roster.ts'
import {
  addDays,
  type Day,
  dayFrom,
  dayOf,
  dayOfMonth,
  daysBetween,
  type Moment,
  monthOf,
  weekday,
  yearOf,
} from '../../domain/time.ts'
import { NUM, readCount } from '../deadline/numerals.ts'
import { normalize } from '../normalize.ts'

export interface LeaveScene {
  readonly now: Moment
  readonly calendar: Calendar
  readonly roster: Roster
}

export interface LeaveWords {
  /** 销假, 同意, 异议: about a leave that was taken before. */
  readonly verb?: 'end' | 'agree' | 'object'
  readonly person?: Person
  readonly cover?: Person
  readonly from?: Day
  readonly until?: Day
  /** What is left: the reason of an objection. */
  readonly rest: string
  /** A day that does not exist, or a name nobody or several bear. */
  readonly unclear?: { readonly what: 'day' | 'name'; readonly text: string }
}

const VERBS: readonly (readonly [RegExp, NonNullable<LeaveWords['verb']>])[] = [
  [/(?:提前)?销假|提前返岗|取消请假/, 'end'],
  [/有?异议|不同意/, 'object'],
  [/同意(?:代办)?/, 'agree'],
]

const AWAY = /请假|休假|年休|年假|病假|事假|产假|公休|出差|外出|外派|学习|培训|挂职|不在/
const COVERING = /代办|代为办理|代理办理|[AB]角|代班|顶岗/

/** Whether a sentence outside any order's thread is about somebody's leave. */
export function isAboutLeave(text: string, roster: Roster): boolean {
  const words = normalize(text).text
  const covering = COVERING.test(words) && namesIn(words, roster).length > 0
  const away = AWAY.test(words)
  if (covering && away) return true
  if (/^[\s@]*(?:我(?![科室局们院办台单]|中心)|本人)/.test(words))
    return /请假|休假|年休|年假|病假|事假|产假|销假|公休|出差|外出/.test(words) || covering
  return (
    namesIn(words.replace(/^[\s@]+/, ''), roster)[0]?.start === 0 &&
    (/请假|休假|销假/.test(words) || covering)
  )
}

export function readLeave(text: string, scene: LeaveScene): LeaveWords {
  const words = normalize(text).text
  let left = words
  const blank = (start: number, length: number) => {
    left = left.slice(0, start) + ' '.repeat(length) + left.slice(start + length)
  }
  const verb = VERBS.find(([form]) => form.test(left))
  const said = verb?.[0].exec(left)
  if (said) blank(said.index, said[0].length)

  if (verb?.[1] === 'object') {
    const [whose] = namesIn(left, scene.roster)
    if (whose) blank(whose.start, whose.length)
    const on = daysIn(left, scene)
    return {
      verb: 'object',
      ...(whose ? { person: whose.people[0]! } : {}),
      ...('text' in on || !on.from ? {} : { from: on.from }),
      rest: left
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/^[,，:：、;；。的]+/, ''),
    }
  }
  const covering =
    /由\s*@?([^\s,。;]{1,12}?)\s*(?:同志)?\s*(?:负责)?\s*(?:代为办理|代办|代班|代理|顶岗|代)/.exec(left) ??
    /(?:[AB]角|代办人?)\s*(?:为|是|:)?\s*@?([^\s,。;]{2,8})/.exec(left) ??
    /@?([^\s,。;]{2,12}?)\s*(?:同志)?\s*(?:代为办理|代办)/.exec(left)
  const named = namesIn(left, scene.roster)
  const inCover = covering
    ? named.find(
        (n) =>
          n.start >= covering.index &&
          n.start < covering.index + covering[0].length &&
          covering[1]!.endsWith(n.people[0]!.name),
      )
    : undefined
  const strange =
    covering && !inCover && /^由|角|代办人/.test(covering[0]) ? (covering[1] ?? '').slice(0, 12) : undefined
  const end = covering ? covering.index + covering[0].length : 0
  const start = inCover ? inCover.start : strange !== undefined ? covering!.index : end
  blank(start, end - start)
  const days = daysIn(left, scene)
  if ('text' in days) return { rest: '', unclear: { what: 'day', text: days.text } }
  if (days.span) blank(days.span.start, days.span.length)
  const person = named.find((n) => n.start < start || n.start >= end)
  if (person) blank(person.start, person.length)
  const double = [inCover, person].find((n) => n?.people.length === 2)
  if (double) return { rest: '', unclear: { what: 'name', text: double.people[0]!.name } }
  return {
    ...(verb ? { verb: verb[1] } : {}),
    ...(person ? { person: person.people[0]! } : {}),
    ...(inCover ? { cover: inCover.people[0]! } : {}),
    ...(days.from && days.until ? { from: days.from, until: days.until } : {}),
    ...(strange !== undefined ? { unclear: { what: 'name' as const, text: strange } } : {}),
    rest: left
      .replace(/由(?=\s)/g, ' ')
      .replace(/[\s,，。;；:：、]+/g, ' ')
      .replace(new RegExp(`我|本人|(?:要|需要|申请)?(?:${AWAY.source})|期间|起`, 'g'), ' ')
      .trim(),
  }
}

interface Named {
  readonly start: number
  readonly length: number
  /** Two: a name that several bear. */
  readonly people: readonly Person[]
}

/** People of the roster named in a text, the longest name at each place. */
function namesIn(text: string, roster: Roster): readonly Named[] {
  const found: Named[] = []
  for (let i = 0; i < text.length; i++) {
    const here = [...roster.people.values()].filter((p) => p.name !== '' && text.startsWith(p.name, i))
    const most = Math.max(0, ...here.map((p) => p.name.length))
    if (most === 0) continue
    found.push({ start: i, length: most, people: here.filter((p) => p.name.length === most).slice(0, 2) })
    i += most - 1
  }
  return found
}

type Days =
  | { readonly from?: Day; readonly until?: Day; readonly span?: { start: number; length: number } }
  | { readonly text: string }

const MONTH_DAY = '(?:(\\d{4})[年\\-/.])?(\\d{1,2})[月\\-/.](\\d{1,2})(?!\\d)[日号]?'
const WEEK_DAY = '(下下|下|本|这)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])'
const NEAR = '(今天|今日|明天|明日|后天|大后天)'
/** A day of this month or the next. */
const BARE = '(?<!\\d)(\\d{1,2})[日号]'
const ONE_DAY = `(?:${MONTH_DAY}|${WEEK_DAY}|${NEAR}|${BARE})`
/** The groups of {@link ONE_DAY}. */
const GROUPS = 7
const TO = '\\s*(?:至|到|-|~|—+|－)\\s*'
const RANGE = new RegExp(`${ONE_DAY}${TO}${ONE_DAY}`)
const LASTING = new RegExp(
  `${ONE_DAY}\\s*(?:起|开始)?\\s*,?\\s*(?:共|连续|休|请假)?\\s*(${NUM})\\s*个?(工作日|天)(?!内)`,
)
const SINGLE = new RegExp(ONE_DAY)
const WEEK = /(下下|下|本|这)(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天])/

function daysIn(text: string, scene: LeaveScene): Days {
  const range = RANGE.exec(text)
  if (range) {
    const from = oneDay(range.slice(1, 1 + GROUPS), scene)
    const until = from && oneDay(range.slice(1 + GROUPS, 1 + 2 * GROUPS), scene, from)
    return from && until ? { from, until, span: spanOf(range) } : { text: range[0] }
  }
  const lasting = LASTING.exec(text)
  if (lasting) {
    const from = oneDay(lasting.slice(1, 1 + GROUPS), scene)
    const n = readCount(lasting[1 + GROUPS] ?? '')
    if (!from || !n) return { text: lasting[0] }
    const until =
      lasting[2 + GROUPS] === '工作日'
        ? scene.calendar.nthWorkdayAfter(addDays(from, -1), n)
        : addDays(from, n - 1)
    return { from, until, span: spanOf(lasting) }
  }
  const week = WEEK.exec(text)
  if (week) return { ...wholeWeek(week[1]!, scene), span: spanOf(week) }
  const single = SINGLE.exec(text)
  if (!single) return {}
  const on = oneDay(single.slice(1, 1 + GROUPS), scene)
  return on ? { from: on, until: on, span: spanOf(single) } : { text: single[0] }
}

/**
 * @param parts year, month, day; which week, which weekday; 今天 and its like; a day without its month
 * @param after the range's first day
 */
function oneDay(
  [year, month, date, which, named, near, bare]: readonly (string | undefined)[],
  { now }: LeaveScene,
  after?: Day,
): Day | undefined {
  const today = dayOf(now)
  if (near) return addDays(today, { 今天: 0, 今日: 0, 明天: 1, 明日: 1, 后天: 2, 大后天: 3 }[near] ?? 0)
  if (named) {
    const n = '一二三四五六日'.indexOf(named === '天' ? '日' : named) + 1
    // 下周一至周三: the second day is of the first one's week.
    const base = which === undefined && after ? after : addDays(today, 7 * weeksAhead(which))
    return addDays(base, n - weekday(base))
  }
  const first = after ?? today
  if (bare) {
    const here = dayFrom(yearOf(first), monthOf(first), Number(bare))
    // 6日至2日 is a slip of the pen and asked about; 2日, said on the 28th, is next month's.
    if (here && (after || here >= first)) return here
    const inYear = monthOf(first) === 12 ? yearOf(first) + 1 : yearOf(first)
    return dayFrom(inYear, (monthOf(first) % 12) + 1, Number(bare))
  }
  if (year) return dayFrom(Number(year), Number(month), Number(date))
  const here = dayFrom(yearOf(first), Number(month), Number(date))
  if (!here) return undefined
  // In December 1月5日 is next month; in June it is long past, and said to be.
  const next = dayFrom(yearOf(first) + 1, Number(month), Number(date))
  return here < first && next && daysBetween(first, next) <= 120 ? next : here
}

function weeksAhead(which: string | undefined): number {
  return which === '下下' ? 2 : which === '下' ? 1 : 0
}

/** From its Monday (this week from today) to its last working day. */
function wholeWeek(which: string, { now, calendar }: LeaveScene): { from: Day; until: Day } {
  const today = dayOf(now)
  const monday = addDays(today, 1 - weekday(today) + 7 * weeksAhead(which))
  const last = calendar.workdayOnOrBefore(addDays(monday, 6))
  const from = monday < today ? today : monday
  return { from, until: last < from ? addDays(monday, 6) : last }
}

function spanOf(m: RegExpExecArray): { start: number; length: number } {
  return { start: m.index, length: m[0].length }
}

/** `3月2日`, for the words that are asked back. */
export function shortDay(d: Day): string {
  return `${monthOf(d)}月${dayOfMonth(d)}日`
}
