/** Terms: 5个工作日内, 三天内, 10日内, 一周内, 半个月内, 两个月内, 24小时内. Today is not counted. */
import { addDays, dayOf, HOUR, MINUTE, plus, timeOf } from '../../../domain/time.ts'
import { NUM, readCount } from '../numerals.ts'
import {
  addMonths,
  after,
  ask,
  before,
  followedByBy,
  type Rule,
  type Said,
  type Scene,
  standsAlone,
  sticky,
} from '../rule.ts'

const IN = '(?:之内|以内|内(?!容|部|设|控|网|审))'
const TO = '\\s*(?:-|~|—+|到|至|、)\\s*'

/** 延期, 公示, 逾期, 提前 … before a length: it is not the time left for this order. */
const OTHER_LENGTH =
  /(?:延期|延长|延迟|宽限|顺延|推迟|延后|展期|再延|缓|公示|公示期|公告|为期|连续|提前|至少|剩余?|还有|还剩|仅剩|只剩|逾期|超期|超时|超过?|拖了?|晚|迟到|不少于|不低于|满|间隔|已经?|历时|征求意见|培训|请假|休假|出差)\s*(?:了|至少|约|近|期|期限|时间|为|的|到)?\s*$/

/** 公示结束后, 会后, 形成之日起: the term starts with something else. */
const STARTED = /(?:之日起?|日起|起|后|以后|之后)的?\s*,?\s*$/
/** 收到之日起, 接单后, 即日起: the term starts with receipt, as every term of ours does. */
const STARTED_BY_RECEIPT = /(?:收到|接到|接单?|签收|交办|派单)[^,。;]{0,8}$/

/** 5个工作日内, 二十个工作日, 3-5个工作日. A bare N个工作日 is a deadline too. */
const workdays: Rule = {
  kind: 'term',
  pattern: sticky(
    `([-负])?\\s*(\\d+\\.\\d+|${NUM})(?:${TO}(${NUM}))?\\s*个?\\s*(?:完整)?(?:工作日|工作天)(?:时间)?(?:${IN})?`,
  ),
  read: (m, scene) => {
    const head = lead(scene, m.index)
    if (OTHER_LENGTH.test(head)) return 'ignore'
    if (/第\s*$/.test(head))
      return followedByBy(scene, m.index + m[0].length) ? ask('not-understood') : 'ignore'
    if (/(?:[前每近多余]\s*|数)$/.test(head)) return ask('not-understood')
    if (/^\s*(?:之后|以后|后|左右|之前|以前|前)/.test(after(scene, m.index + m[0].length)))
      return ask('not-understood')
    if (m[3]) return ask('range')
    const n = readCount(m[2]!)
    if (n === undefined) return ask(/[.]/.test(m[2]!) ? 'impossible' : 'range')
    if (m[1] && m[1] !== '-') return ask('impossible')
    if (m[1] === '-' && /(?:^|[\s,])$/.test(before(scene, m.index, 1))) return ask('impossible')
    if (n < 1 || n > 999) return ask('impossible')
    return sinceReceipt(head, {
      day: scene.calendar.nthWorkdayAfter(scene.today, n),
      term: { workdays: n },
      stated: true,
    })
  },
}

/** 三天内, 10日内, 15个自然日内; 3天 alone, or after 限 and before 时间. */
const days: Rule = {
  kind: 'term',
  pattern: sticky(`(${NUM})(?:${TO}(${NUM}))?\\s*个?\\s*(天|日|自然日|日历日|自然天)(时间)?(${IN})?`),
  read: (m, scene) => {
    const end = m.index + m[0].length
    const head = lead(scene, m.index)
    if (m[3] === '日' && !m[5]) return undefined
    if (OTHER_LENGTH.test(head)) return 'ignore'
    if (/(?:[第前每近多余.\-/]\s*|数)$/.test(head)) return undefined
    if (/^\s*(?:之后|以后|后)/.test(after(scene, end)))
      return later(scene, m[1]!, (n) => addDays(scene.today, n))
    if (/^\s*(?:之前|以前|前|的|左右|来)/.test(after(scene, end)) && !m[5]) return undefined
    const stated = m[5] !== undefined || m[4] !== undefined || /(?:限|给|限期)\s*$/.test(head)
    if (!stated && !standsAlone(scene, m.index, end)) return undefined
    if (m[2]) return ask('range')
    const n = readCount(m[1]!)
    if (n === undefined) return ask('range')
    if (n < 1 || n > 999) return ask('impossible')
    return sinceReceipt(head, { day: addDays(scene.today, n), term: { days: n }, stated: true })
  },
}

/** 一周内, 两个星期内, 半个月内 (15 days). */
const weeks: Rule = {
  kind: 'term',
  pattern: sticky(`(?:(${NUM})(?:${TO}(${NUM}))?\\s*个?\\s*(?:周|星期|礼拜)|(半个?月))(时间)?(${IN})?`),
  read: (m, scene) => {
    const end = m.index + m[0].length
    const head = lead(scene, m.index)
    if (OTHER_LENGTH.test(head)) return 'ignore'
    if (/(?:[第每近多余.]\s*|数)$/.test(head)) return undefined
    if (!m[3] && /^\s*(?:之后|以后|后)/.test(after(scene, end)))
      return later(scene, m[1]!, (n) => addDays(scene.today, 7 * n))
    if (!m[4] && !m[5] && !standsAlone(scene, m.index, end)) return undefined
    if (m[2]) return ask('range')
    const n = m[3] ? 15 : (readCount(m[1]!) ?? Number.NaN) * 7
    if (Number.isNaN(n)) return ask('range')
    if (n < 1 || n > 999) return ask('impossible')
    return sinceReceipt(head, { day: addDays(scene.today, n), term: { days: n }, stated: true })
  },
}

/** 一个月内, 三个月内: the same day of that month. A month is not a number of days, so this is a day, not a term. */
const months: Rule = {
  kind: 'term',
  pattern: sticky(`(${NUM})(?:${TO}(${NUM}))?\\s*个月(时间)?(${IN})?`),
  read: (m, scene) => {
    const end = m.index + m[0].length
    const head = lead(scene, m.index)
    if (OTHER_LENGTH.test(head)) return 'ignore'
    if (/(?:[第每近多余.]\s*|数)$/.test(head)) return undefined
    if (/^\s*(?:之后|以后|后)/.test(after(scene, end)))
      return later(scene, m[1]!, (n) => addMonths(scene.today, n))
    if (!m[3] && !m[4] && !standsAlone(scene, m.index, end)) return undefined
    if (m[2]) return ask('range')
    const n = readCount(m[1]!)
    if (n === undefined) return ask('range')
    if (n < 1 || n > 24) return ask('impossible')
    return sinceReceipt(head, { day: addMonths(scene.today, n), stated: true })
  },
}

/** 24小时内, 半小时内, 30分钟内: from now. */
const hours: Rule = {
  kind: 'term',
  pattern: sticky(`(${NUM}|半)\\s*个?\\s*(小时|钟头|分钟)${IN}`),
  read: (m, scene) => {
    const head = lead(scene, m.index)
    if (OTHER_LENGTH.test(head)) return 'ignore'
    const n = m[1] === '半' ? 0.5 : readCount(m[1]!)
    if (n === undefined) return ask('range')
    if (n <= 0 || n > 999) return ask('impossible')
    const end = plus(scene.now, n * (m[2] === '分钟' ? MINUTE : HOUR))
    return sinceReceipt(head, { day: dayOf(end), time: timeOf(end), stated: true })
  },
}

/** 几天内, 数日内, 半年内, 半天内: a length nobody can count. */
const uncounted: Rule = {
  kind: 'term',
  pattern: sticky(
    `(?:[几数若]干?\\s*个?\\s*(?:天|日|周|星期|月|工作日|小时)|十来天|半天|半日|(?:${NUM}|半|一)年|三两天|个把月|个把星期)${IN}`,
  ),
  read: () => ask('not-understood'),
}

export const TERM_RULES: readonly Rule[] = [workdays, days, weeks, months, hours, uncounted]

function lead(scene: Scene, index: number): string {
  return before(scene, index, 16)
}

/** A term that starts with something we do not know is asked about. */
function sinceReceipt(head: string, said: Said & object): Said {
  const started = STARTED.exec(head)
  if (!started) return said
  const starter = head.slice(0, started.index)
  if (STARTED_BY_RECEIPT.test(starter) || /(?:即日|今日|今天)起\s*,?\s*$/.test(head)) return said
  return { unsure: 'other-start', candidates: [], stated: true }
}

/** 三天后: on that day, or any time after it? Asked, with the day. */
function later(_scene: Scene, count: string, on: (n: number) => ReturnType<typeof addDays>): Said {
  const n = readCount(count)
  return n === undefined || n > 999 ? ask('not-understood') : ask('not-understood', on(n))
}
