/**
 * Secrecy marks (国家秘密标志): 绝密, 机密 and 秘密 where they mark a text, not where somebody speaks of secrets.
 *
 * A mark: with its star (机密★1年), in brackets (【机密】), after 密级, alone on a line, in 此件为机密, as 机密文件.
 * Not a mark: 商业秘密, 秘密投票, 保密审查, 国家秘密, the three levels listed, a rule that forbids something with 机密文件.
 *
 * Every pattern has a bounded length, so that reading stays linear.
 */
import type { Span } from '../gate.ts'

const LEVEL = '(?:绝 {0,2}密|机 {0,2}密|秘 {0,2}密)'
const YEARS = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3}) {0,2}(?:年|个月)'
const TERM = `(?:长 {0,2}期|${YEARS}|启用前|启封前|解密前)`
const STAR = '[★☆✩✭✮✯⭐\\u{1F31F}]'
/** A further level follows: the levels are being listed. */
const NOT_A_LIST = `(?!级? {0,2}["”]?[、/,和或及与] {0,2}["“]?${LEVEL})`
const ENDS = '(?=[,。;!?\\s)\\]】〕]|$)'

const MARKS: readonly RegExp[] = [
  // 机密★1年, 秘密 ☆ 长期, 绝密★启用前; ★秘密★
  `(?:${STAR} {0,2})?${LEVEL}级? {0,2}${STAR}(?: {0,2}${TERM})?`,
  `${STAR} {0,2}${LEVEL}`,
  // 机密*10年: an asterisk is a star only before a term
  `${LEVEL}级? {0,2}[*·•] {0,2}${TERM}`,
  // 【机密】, (秘密 长期)
  `[【\\[(〔〖{] {0,2}${LEVEL}[级件]? {0,2}[·•,、:;*]? {0,2}${TERM}? {0,2}[】\\])〕〗}](?!投票|表决)`,
  // 密级:秘密, 保密等级为机密
  `(?:密级|密等|保密等级|保密级别|涉密等级)(?:标[志识])? {0,2}(?:[:=|]|为|是|系|定为|确定为|标注为)? {0,2}["“]?${LEVEL}${NOT_A_LIST}级?(?: {0,2}${TERM})?`,
  // 密级:□绝密 □机密 ☑秘密
  `密级[^\\n☑■√✓✔]{0,24}[☑■√✓✔] {0,2}${LEVEL}`,
  // a line of its own, or at the head of one before a title
  `^[ >#]{0,6}${LEVEL}[级件]? {0,3}${TERM}? {0,6}$`,
  `^[ >#]{0,6}${LEVEL}[级件]?(?: {0,3}${TERM})? {0,3}(?::| (?=关于|《|〔|中共))`,
  // 此件为机密
  `[此本该](?:件|文|文件|公文|材料|资料|电报|通知|试卷) ?(?:为|是|系|属于?|被?定为)? ?${LEVEL}[级件]?${ENDS}`,
  `(?:定密为|定为|确定为|列为|标为|标注为|核定为) ?["“]?${LEVEL}["”]?[级件]?${ENDS}`,
].map((source) => new RegExp(source, 'gmu'))

/** 机密文件, 绝密级材料: a mark unless the sentence shows otherwise. */
const MARKED_PAPER = new RegExp(
  `${LEVEL}级? ?(?:文件|公文|件(?!数)|电报|文电|材料|资料|试卷|试题|档案|载体|图纸|文档)`,
  'gmu',
)
const OTHER_SECRETS = /(?:商业|技术|企业|公司|个人|工作|经营|国家)$/
const DENIED = /(?:非|不是|不属于?|不含|不涉及|没有|是否|是否为|是否属于?|有无|无|未见)$/
const IN_A_LIST = new RegExp(`${LEVEL}级?[、/,和或及与] {0,2}$`, 'u')
const FORBIDDEN = /(?:严禁|禁止|不得|不准|不要|不能|严防|防止|切勿|勿)[^。;!?,\n]*$/
/** How far back a sentence is read for what it says of 机密文件. */
const CLAUSE = 40

const FILE_MARK = new RegExp(
  `(?<=^|[_\\-+ .~])${LEVEL}[级件]?(?: {0,2}${STAR}? {0,2}${TERM})?(?=$|[_\\-+ .~])`,
  'gmu',
)

export function findSecrecyMarks(text: string): readonly Span[] {
  const found = MARKS.flatMap((mark) => spansOf(mark, text))
  for (const span of spansOf(MARKED_PAPER, text)) {
    const before = text.slice(Math.max(0, span.start - CLAUSE), span.start)
    if ([OTHER_SECRETS, DENIED, IN_A_LIST, FORBIDDEN].every((exception) => !exception.test(before)))
      found.push(span)
  }
  return merged(found)
}

/** In the name of a file a level between two separators is a mark too: `机密_方案.docx`. */
export function findFileMarks(name: string): readonly Span[] {
  return merged([...findSecrecyMarks(name), ...spansOf(FILE_MARK, name)])
}

function spansOf(pattern: RegExp, text: string): Span[] {
  return [...text.matchAll(pattern)].map((m) => {
    const lead = m[0].length - m[0].trimStart().length
    return { start: m.index + lead, end: m.index + m[0].trimEnd().length }
  })
}

/** Overlapping spans as one. */
function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last && span.start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    } else result.push(span)
  }
  return result
}
