/** Weeks run from Monday to Sunday: 本周五, 下周三, 下下周一, 周四, 本周内. */
import { addDays, weekday } from '../../../domain/time.ts'
import { after, ask, before, type Rule, type Scene, sticky, sundayOf } from '../rule.ts'

const WEEK = '(?:周|星期|礼拜)'
const THIS_OR_NEXT = '(本|这个?|当|下下个?|下个?)'
const NAMES = '一二三四五六'

/** 本周五, 周五, 下周三, 下下周一, 星期天, 周5. Bare 周X is the next such day, today included. */
const namedDay: Rule = {
  kind: 'weekday',
  pattern: sticky(
    `(本|这个?|当|下下个?|下个?|上上?个?)?${WEEK}([${NAMES}日天]|[1-6](?![\\d日月天次个年:.点]))`,
  ),
  read: (m, scene) => {
    if (m[1]?.startsWith('上')) return 'ignore'
    if (!m[1] && /[一二三四五六七八九十两几半每逢隔数\d个]$/.test(before(scene, m.index, 1))) return undefined
    // 周一鸣老师 is a person.
    if (
      !m[1] &&
      /^[\u4e00-\u9fff]?(?:老师|科长|主任|局长|校长|同志|书记|处长|组长)/.test(
        after(scene, m.index + m[0].length),
      )
    )
      return undefined
    const { today } = scene
    const wanted = numberOf(m[2]!)
    if (!m[1]) return { day: addDays(today, (wanted - weekday(today) + 7) % 7) }
    const d = addDays(today, wanted - weekday(today) + 7 * weeksAhead(m[1]))
    return d < today ? ask('past', d, addDays(d, 7)) : { day: d }
  },
}

/** 本周内, 下周内, 这个星期之内: the Sunday. */
const within: Rule = {
  kind: 'period',
  pattern: sticky(`${THIS_OR_NEXT}${WEEK}(?:之内|以内|内)`),
  read: (m, scene) => ({ day: sunday(scene, m[1]!), stated: true }),
}

/** 周末, 本周末, 周末前: Friday, Saturday or Sunday? Asked. */
const weekend: Rule = {
  kind: 'period',
  pattern: sticky(`${THIS_OR_NEXT}?${WEEK}末`),
  read: (m, scene) => {
    if (!m[1] && /[一二三四五六七八九十两几半每逢隔数双\d个]$/.test(before(scene, m.index, 1)))
      return undefined
    const last = sunday(scene, m[1] ?? '本')
    return ask('several-days', addDays(last, -2), last)
  },
}

/** 本周, 下周 without a day, where something is to be done: asked. 本周初, 下周中 too. */
const someDay: Rule = {
  kind: 'period',
  pattern: sticky(`${THIS_OR_NEXT}${WEEK}(?:[初中](?!心|学|小|考|层))?`),
  read: (m, scene) => {
    const next = after(scene, m.index + m[0].length, 4)
    const alone =
      /^(?:$|[\s,;。、]|之前|以前|前|完成|办结|报|交|提交|反馈|上报|拿出|给|要|必须|抓紧|争取|把|将)/.test(
        next,
      )
    if (!alone && !/[初中]$/.test(m[0])) return undefined
    const last = sunday(scene, m[1]!)
    return ask('several-days', addDays(last, -2), last)
  },
}

export const WEEK_RULES: readonly Rule[] = [namedDay, within, weekend, someDay]

function sunday(scene: Scene, word: string) {
  return sundayOf(scene.today, weekday(scene.today), weeksAhead(word))
}

function weeksAhead(word: string): number {
  return word.startsWith('下下') ? 2 : word.startsWith('下') ? 1 : 0
}

function numberOf(name: string): number {
  if (/\d/.test(name)) return Number(name)
  const index = NAMES.indexOf(name)
  return index < 0 ? 7 : index + 1
}
