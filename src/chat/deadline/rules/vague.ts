/** Words that wish for speed or smell of a deadline without naming a day. They are asked about, never guessed. */
import { ask, before, type Rule, sticky } from '../rule.ts'

/** 尽快, 近期, 马上: wishes. */
const wishes: Rule = {
  kind: 'vague',
  pattern: sticky(
    '(?:尽快|尽早|尽速|从速|早日|近期|近日|不日|稍后|马上|立即|立刻|即刻|随后|回头|改天|适时|择日|过段时间|过一段时间|过阵子|抽空|有空)',
  ),
  read: () => ask('vague'),
}

/** 下下个月, 大后年, 下学期: near a rule of ours and not one. */
const almost: Rule = {
  kind: 'vague',
  pattern: sticky(
    '(?:下下个?月(?:底|末|初|中)?(?:前|之前|内)?|下下个?季度|下个?季度(?:前|内)?|大后年|下下下(?:周|星期|礼拜)[一二三四五六日天]?|下个?学期|本学期(?:内|末|结束)|下个?月(?=$|[\\s,。;]|内|报|完成|交|前))',
  ),
  read: (m) => ask(/学期/.test(m[0]) ? 'several-days' : 'not-understood'),
}

/** 每月5日前, 每周五, 每季度末: a duty that returns. */
const recurring: Rule = {
  kind: 'vague',
  pattern: sticky(
    '(?:每个?(?:周|星期|礼拜)[一二三四五六日天]|每个?月(?:底|末|\\d{1,2}[日号]|[一二三四五六七八九十]{1,3}[日号])|每个?季度(?:末|底)|每年(?:\\d{1,2}月(?:\\d{1,2}[日号]|底)|年?底)|逢周[一二三四五六日天]|每天|每日)(?:之前|以前|前|内)?',
  ),
  read: (m, scene) => (/的$/.test(before(scene, m.index, 1)) ? 'ignore' : ask('recurring')),
}

/** 逾期两天, 超期3个工作日: a claim, not a due date. */
const overdue: Rule = {
  kind: 'vague',
  pattern: sticky(
    '(?:逾期|超期|超时|拖了?|晚了?|迟了)(?:了|已)?\\s*(?:\\d{1,3}|[一二两三四五六七八九十百几多]+)\\s*个?(?:工作日|天|日|周|星期|月)',
  ),
  read: () => 'ignore',
}

export const VAGUE_RULES: readonly Rule[] = [recurring, almost, wishes, overdue]
