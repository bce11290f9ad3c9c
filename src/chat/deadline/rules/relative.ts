/** Days counted from today by name: 今天, 明日, 后天, 大后天, 今晚, 次日. */
import { addDays } from '../../../domain/time.ts'
import { after, ask, before, type Rule, sticky } from '../rule.ts'

const STEPS: Readonly<Record<string, number>> = { 今: 0, 当: 0, 明: 1, 次: 1, 后: 2, 大后: 3 }

/** 今天, 今日, 明天, 后天, 大后天; 今早, 今晚, 明早, 明晚 (the part of the day is read after it). */
const named: Rule = {
  kind: 'relative',
  pattern: sticky('(大后|今|明|后)(?:天|日)|(今|明)(?=早|晚)|今儿|明儿'),
  read: (m, scene) => {
    const next = after(scene, m.index + m[0].length, 3)
    if (/^(?:头条|早报|晚报|性|之星)/.test(next)) return undefined
    if (/[先说昨]$/.test(before(scene, m.index, 1)) && m[0] === '后天') return undefined
    if (before(scene, m.index, 1) === '大') return ask('not-understood')
    return { day: addDays(scene.today, STEPS[m[1] ?? m[2] ?? m[0][0]!]!) }
  },
}

/** 当天, 当日, 次日: only where they mean ours, not the day of a meeting or an examination. */
const sameDay: Rule = {
  kind: 'relative',
  pattern: sticky('(当|次)(?:天|日)'),
  read: (m, scene) => {
    if (
      /(?:会议|会|考试|节|开学|公示|收到|发布|召开|活动|受理|签收|报名|竣工|[日月号])(?:的|后)?$/.test(
        before(scene, m.index, 5),
      )
    )
      return 'ignore'
    const next = after(scene, m.index + m[0].length, 6)
    if (!/^\s*(?:之?内|之前|以前|前|下班|上午|中午|下午|晚|报|完成|办|反馈|交|\d{1,2}[:点]|$)/.test(next))
      return undefined
    return { day: addDays(scene.today, STEPS[m[1]!]!) }
  },
}

/** 明后天, 今明两天: which? */
const several: Rule = {
  kind: 'relative',
  pattern: sticky('(?:今明后|今明|明后)[两三]?(?:天|日)|大大后天|[这近][几两三]天|过[几两三]天'),
  read: (m, scene) => {
    if (m[0].startsWith('今明')) return ask('several-days', addDays(scene.today, 1))
    if (m[0].startsWith('明后')) return ask('several-days', addDays(scene.today, 2), addDays(scene.today, 1))
    return ask('not-understood')
  },
}

/** 昨天前, 前天下班前: a deadline that is over; without 前 it merely tells of yesterday. */
const over: Rule = {
  kind: 'relative',
  pattern: sticky('(昨|前)(?:天|日)(?=(?:上午|中午|下午|下班)?之?前)'),
  read: (m, scene) => {
    if (/[大日]$/.test(before(scene, m.index, 1))) return undefined
    return ask('past', addDays(scene.today, m[1] === '昨' ? -1 : -2))
  },
}

export const RELATIVE_RULES: readonly Rule[] = [over, named, sameDay, several]
