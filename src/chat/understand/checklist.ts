/** What an answer should hold and does not show: read from its words and the names of its files, by key words alone. */
import type { AnswerContents } from '../../domain/notices.ts'
import { normalize } from '../normalize.ts'

/** How people name the items; what is not listed is looked for by its own name. */
const NAMED: Readonly<Record<string, RegExp>> = {
  政策解释: /政策(?:解释|依据|规定|说明)|法律依据|依据(?:为|是|《)|《[^》]{4,}》/,
  职责确认: /职责|职能|(?:不)?属于?(?:我|本)|归(?:我|本)|三定|主管/,
  信息检索: /检索|查询|查找|未(?:查|找)到|(?:查|找)到|(?:未|曾)制作|(?:未|已)(?:保存|获取)/,
  公开属性: /公开属性|主动公开|依申请公开|不予公开|可以公开|予以公开|部分公开|不公开|属性(?:为|是|[:])/,
  办理情况: /办理情况|情况(?:如下|说明|汇报|报告)|进展|已(?:完成|办|落实|整改|更新|报|组织|开展)|完成情况/,
  下一步措施: /下一?步|措施|打算|计划|后续|接下来|拟于|将(?:继续|进一步|于)/,
  整改情况: /整改(?:情况|报告|说明|措施|到位|完|结果)|已整改|均?已(?:完成|改)|整改完/,
  佐证材料: /佐证|证明材料|照片|截图|扫描件|凭证|台账/,
}

/** Items that a file by itself may be. */
const BY_FILE: ReadonlySet<string> = new Set(['佐证材料'])

/** The items of the checklist that neither words nor files name, and `附件` where files are expected and none came. */
export function missingFrom({ checklist, expectsFiles, text, names }: AnswerContents): readonly string[] {
  const shown = normalize([text, ...names].join('\n')).text
  const missing = checklist.filter((item) => {
    if (BY_FILE.has(item) && names.length > 0) return false
    return !shown.includes(item) && !NAMED[item]?.test(shown)
  })
  const filesNamed = missing.some((item) => BY_FILE.has(item))
  return expectsFiles && names.length === 0 && !filesNamed ? [...missing, '附件'] : missing
}

const NOT_FOUND =
  /未(?:查|检索|找|查询|搜)到|没(?:有)?(?:查|检索|找)到|(?:检索|查询)[^。;]{0,12}(?:无|没有)(?:结果|相关)/

/** What of a search that found nothing is not said: 检索范围, 关键词, 检索时间, 检索人. A hint, no fault. */
export function searchUnsaid(text: string): readonly string[] {
  const words = normalize(text).text
  if (!NOT_FOUND.test(words)) return []
  const facts: readonly (readonly [string, RegExp])[] = [
    ['检索范围', /范围|档案(?:室|柜|系统)|系统|数据库|网站|年(?:至|到|-)/],
    ['关键词', /关键[词字]|以[“"「]/],
    ['检索时间', /\d{1,2}月\d{1,2}日|检索时间|于(?:今天|昨天|\d)/],
    ['检索人', /检索人|经办人?|由[^,。;]{2,4}(?:检索|查询|查找)/],
  ]
  return facts.filter(([, pattern]) => !pattern.test(words)).map(([name]) => name)
}
