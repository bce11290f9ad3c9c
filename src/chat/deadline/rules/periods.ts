/** Ends of months, quarters and years: 月底, 下月底, 3月底, 季度末, 年底; 旬; and what has no last day: 月初. */
import { addDays, type Day, dayFrom, lastDayOfMonth, monthOf, yearOf } from '../../../domain/time.ts'
import { NUM, readCount } from '../numerals.ts'
import {
  after,
  ask,
  before,
  followedByBy,
  nextOf,
  type Rule,
  type Said,
  type Scene,
  standsAlone,
  sticky,
} from '../rule.ts'
import { monthAfter, yearSaid } from './dates.ts'

const YEAR = '(今年|本年度?|明年|后年|(?:\\d{4}|[〇零一二三四五六七八九]{4})\\s*年度?)'
const IN = '(?:之内|以内|内)'

/** 年底, 今年年底, 明年底, 2026年末, 年内: 31 December. */
const yearEnd: Rule = {
  kind: 'period',
  pattern: sticky(`(?:${YEAR}\\s*年?|年)(底|末|终(?=前|之前|以前)|${IN})`),
  read: (m, scene) => {
    if (!m[1] && /[\d一二三四五六七八九十两半几每去往当]$/.test(before(scene, m.index, 1))) return undefined
    const year = m[1] ? yearSaid(m[1], scene.today) : yearOf(scene.today)
    if (year === undefined) return undefined
    return soft(m[2]!, ended(scene, dayFrom(year, 12, 31)!))
  },
}

/** 月底, 本月底, 下月底, 3月底, 3月末, 2027年3月底, 本月内. */
const monthEnd: Rule = {
  kind: 'period',
  pattern: sticky(`(?:(?:${YEAR}\\s*)?(${NUM})\\s*月份?|(本月|这个?月|当月|下下?个?月)份?)?月?(底|末|${IN})`),
  read: (m, scene) => {
    if (!m[0].includes('月')) return undefined
    const inside = /内/.test(m[4]!)
    if (!m[2] && !m[3] && /[\d一二三四五六七八九十两半几每个上岁满]$/.test(before(scene, m.index, 1)))
      return undefined
    if (m[2]) {
      // 3月内: within March, or within three months?
      if (inside && !/份/.test(m[0])) return ask('several-days')
      return soft(m[4]!, ofMonth(scene, m[1], readCount(m[2]), lastDayOfMonth))
    }
    if (m[3]?.startsWith('下下')) return ask('not-understood', endOfMonth(scene, 2))
    return soft(m[4]!, { day: endOfMonth(scene, m[3]?.startsWith('下') ? 1 : 0) })
  },
}

/** 12月上旬, 下月中旬, 本月下旬: the last day of the ten; with 前 it is unclear which end is meant. */
const tenDays: Rule = {
  kind: 'period',
  pattern: sticky(
    `(?:(?:${YEAR}\\s*)?(${NUM})\\s*月份?|(本月|这个?月|当月|下个?月)份?)?([上中下])旬(?:之内|以内|内)?`,
  ),
  read: (m, scene) => {
    const end = m.index + m[0].length
    const lastOf = (year: number, month: number): Day =>
      m[4] === '上'
        ? dayFrom(year, month, 10)!
        : m[4] === '中'
          ? dayFrom(year, month, 20)!
          : lastDayOfMonth(year, month)
    if (!m[2] && !m[3])
      return standsAlone(scene, m.index, end) || followedByBy(scene, end) ? ask('several-days') : undefined
    const [year, month] = monthAfter(scene.today, m[3]?.startsWith('下') ? 1 : 0)
    const said = m[2] ? ofMonth(scene, m[1], readCount(m[2]), lastOf) : ended(scene, lastOf(year, month))
    if (said && typeof said === 'object' && 'day' in said && followedByBy(scene, end)) {
      const days = m[4] === '下' ? 20 : Number(said.day.slice(8)) - 10
      return ask('several-days', addDays(said.day, -Number(said.day.slice(8)) + days), said.day)
    }
    return said
  },
}

/** 月中, 12月中: the 15th, but only before 前 or alone (12月中考 is an examination). */
const monthMiddle: Rule = {
  kind: 'period',
  pattern: sticky(`(?:(?:${YEAR}\\s*)?(${NUM})\\s*月份?|(本月|这个?月|当月|下个?月)份?|月)中(?!旬)`),
  read: (m, scene) => {
    const end = m.index + m[0].length
    if (!standsAlone(scene, m.index, end) && !followedByBy(scene, end)) return undefined
    if (!m[2] && !m[3] && /[\d一二三四五六七八九十两个]$/.test(before(scene, m.index, 1))) return undefined
    const middle = (year: number, month: number): Day => dayFrom(year, month, 15)!
    if (m[2]) return ofMonth(scene, m[1], readCount(m[2]), middle)
    return ended(scene, middle(...monthAfter(scene.today, m[3]?.startsWith('下') ? 1 : 0)))
  },
}

/** 季度末, 本季度末, 下季度末, 一季度末, 第四季度内: the last day of the quarter. 三季度 alone is a name, not a date. */
const quarterEnd: Rule = {
  kind: 'period',
  pattern: sticky(`(?:(?:${YEAR}\\s*)?第?([一二三四1-4])季度?|(本|这个?|当|下个?)?季度?)(底|末|${IN})`),
  read: (m, scene) => {
    if (!m[2] && !m[3] && /[一二三四五六七八九十\d每上个]$/.test(before(scene, m.index, 1))) return undefined
    if (m[2]) return soft(m[4]!, ofMonth(scene, m[1], readCount(m[2])! * 3, lastDayOfMonth))
    const toGo = ((3 - (monthOf(scene.today) % 3)) % 3) + (m[3]?.startsWith('下') ? 3 : 0)
    return soft(m[4]!, { day: endOfMonth(scene, toGo) })
  },
}

/** 月初, 下个月初, 年初, 下周初, 年前, 年后, 3月前, 上半年内: no last day anybody could name. */
const edges: Rule = {
  kind: 'period',
  pattern: sticky(
    `(?:(?:${YEAR}|${NUM}月|本月|这个?月|当月|下下?个?月|月|季|季度)初(?!中|级|步|审|稿|三|一|二|高|始|任)(?:前|之前)?` +
      `|(?:${NUM}月份?|下个?月|本月|下半年|上半年|第?[一二三四]季度|${YEAR}|年)(?:结束|过完|过去)?(?:之前|以前|前(?!往|期|后|台|提(?![交供出请报醒])|列(?!出)|\\d|[一二三两]))` +
      '|(?:上|下)半年(?:之内|以内|内)|年前后|年后(?=$|[\\s,。]|报|完成|交)|学期末|期末前|期中前)',
  ),
  read: (m, scene) => {
    if (/[\d一二三四五六七八九十两几每去往当学近多]$/.test(before(scene, m.index, 1))) return undefined
    const end = m.index + m[0].length
    if (/^\d{4}年(?:之前|以前|前)/.test(m[0]) && Number(m[0].slice(0, 4)) <= yearOf(scene.today))
      return 'ignore'
    if (after(scene, end, 1) === '的') return 'ignore'
    return ask('several-days')
  },
}

/** 下月第一个工作日, 本月最后一个工作日, 11月最后一天. */
const monthEdge: Rule = {
  kind: 'period',
  pattern: sticky(
    `(?:(?:${YEAR}\\s*)?(${NUM})\\s*月份?|(本月|这个?月|当月|下个?月)份?)的?(第一|第1|首|最后一?)个?(工作日|天)`,
  ),
  read: (m, scene) => {
    const { calendar } = scene
    const at = (year: number, month: number): Day => {
      const last = lastDayOfMonth(year, month)
      if (m[4]!.startsWith('最后')) return m[5] === '天' ? last : calendar.workdayOnOrBefore(last)
      const first = dayFrom(year, month, 1)!
      return m[5] === '天' ? first : calendar.nthWorkdayAfter(addDays(first, -1), 1)
    }
    if (m[2]) return ofMonth(scene, m[1], readCount(m[2]), at)
    return ended(scene, at(...monthAfter(scene.today, m[3]!.startsWith('下') ? 1 : 0)))
  },
}

/** 12月第一周, 下月最后一周: several days, and nobody knows where a month's first week begins. */
const weekOfMonth: Rule = {
  kind: 'period',
  pattern: sticky(
    `(?:${NUM}\\s*月份?|本月|这个?月|当月|下个?月)的?(?:第[一二三四五1-5]|最后一|首)个?(?:周|星期)(?![一二三四五六日天])(?:之?内|以内)?`,
  ),
  read: () => ask('several-days'),
}

export const PERIOD_RULES: readonly Rule[] = [
  monthEdge,
  weekOfMonth,
  yearEnd,
  monthEnd,
  tenDays,
  monthMiddle,
  quarterEnd,
  edges,
]

function ended(scene: Scene, d: Day): Said {
  return d < scene.today ? ask('past', d) : { day: d }
}

/** 内 says by itself that this is a deadline; 底 and 末 need their 前. */
function soft(word: string, said: Said | undefined): Said | undefined {
  return typeof said === 'object' && /内/.test(word) ? { ...said, stated: true } : said
}

function endOfMonth(scene: Scene, n: number): Day {
  return lastDayOfMonth(...monthAfter(scene.today, n))
}

function ofMonth(
  scene: Scene,
  yearWord: string | undefined,
  month: number | undefined,
  dayIn: (year: number, month: number) => Day,
): Said | undefined {
  if (month === undefined) return undefined
  if (month < 1 || month > 12) return ask('impossible')
  if (!yearWord) return nextOf(scene, (year) => dayIn(year, month))
  const year = yearSaid(yearWord, scene.today)
  return year === undefined ? undefined : ended(scene, dayIn(year, month))
}
