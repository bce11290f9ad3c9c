/** How firmly the words around a date make it a deadline: 最迟 before it, 的 behind it. */
import type { Weight } from './reading.ts'
import { after, before, type Scene } from './rule.ts'

const LATEST = /(?:最迟|最晚|至迟|不晚于|不迟于|不得晚于|不得迟于)(?:不超过|于|在|到|至)?\s*$/
const STATED =
  /(?:务必|截至|截止到?|截止时间(?:是|为|:)?|期限(?:是|为|:)?|时限(?:是|为|:)?|限时?|限于|赶在|请于|务必于|须于|应于|需于|请在|务必在|争取|力争|于|在)\s*$/
const BELONGS =
  /^(?:的|发布的|印发的|下发的|召开的?|举行的?|公布的?|出台的?|通过的?|以来|起|开始|会议|讲话|文件|通知|期间|至今|施行|实施|那|版|例会|晚会|活动|期|刊|号文)/
/** Behind 前 and 内 a verb is what is to be done (三日内公布名单) and belongs to a noun only with its 的. */
const BELONGS_STATED = /^(?:的|(?:发布|印发|下发|召开|举行|公布|出台|通过|实施|施行)的|以来|至今)/

/** What may follow a free date so that it is when something is to be done: a sign, or a word of doing. */
const DOING =
  /^(?:$|[\s,;:。、!?()《“"@]|[完报交给要把将办上提更公发布反答回送拿做整汇挂补重组召开会碰审各请由我就也再统先核印填写出修起派落检自参签收必务须应可需前到内拟编制梳理清查看改印调处讨研约集赶搞弄尽抓继同协])/

/**
 * @param stated the phrase itself ends like a deadline: …前, …内
 * @param vague it names no day: 尽快
 */
export function weigh(scene: Scene, start: number, end: number, stated: boolean, vague = false): Weight {
  const lead = before(scene, start, 10)
  const rest = after(scene, end, 6)
  if (vague) return DOING.test(rest) ? 'bare' : 'mention'
  if (LATEST.test(lead)) return 'latest'
  if ((stated ? BELONGS_STATED : BELONGS).test(rest) && !/^的(?:话|时候)/.test(rest)) return 'mention'
  if (/(?:自从|(?<![各独])自|从|(?<![已曾财])经|因|原定于?|上次)$/.test(lead)) return 'mention'
  if (stated || STATED.test(lead)) return 'stated'
  return DOING.test(rest) ? 'bare' : 'loose'
}
