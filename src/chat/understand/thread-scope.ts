/**
 * Whose a finished thing is, and how much of it: words of finishing count only where the speaker says them of the whole
 * of this matter. A clause that is another's, another time's or a topic says nothing of it; a message that leaves
 * something for later leaves the whole unfinished.
 */
import type { DepartmentBook } from '../assignment/departments.ts'

/** Heard from somebody: 人事科说他们已经完成了, 据小王说报了. */
const HEARSAY = /^[^,。;:]{0,12}(?<![再如据照按]实?|不用|别)说(?![明过法])/
/** Another round of the same: 上一批已完成, 去年的已报. */
const ANOTHER_TIME =
  /^(?:[^,。;]{0,4})(?:上一?(?:批|次|回|轮|年|学期|季度|年度)|上个?(?:学期|季度|月那?)|去年|往年|前年|前一?(?:批|次|轮)|20[12]\d年度?的)(?!底|末)/
/** 昨天, 3月2日, 今天上午, before the one who did it. */
const WHEN = /^(?:(?:今|昨|前)[天日晚]?|刚才|刚刚|\d{1,2}月\d{1,2}日|[上下]午|早上|中午|目前|现在|但|不过|[,\s])+/

/** Who reports or is spoken of first is another department: 计财科已报, 教科院那边已完成. The office is no other. */
function isAnothers(clause: string, book: DepartmentBook, own: readonly string[]): boolean {
  const bare = clause.replace(WHEN, '')
  const [first] = book.scan(bare)
  if (!first || first.start > 1 || first.codes.length === 0) return false
  const after = bare.slice(first.end)
  if (/^(?:提供|要求|需要?|牵头|布置|转来|交办|下发|和我|与我|、?我)/.test(after)) return false
  return first.codes.every((code) => code !== 'office' && !own.includes(code))
}

/** The clause speaks of somebody or something else than the speaker's part in this. */
export function isElsewhere(
  clause: string,
  scene: { readonly book: DepartmentBook; readonly own: readonly string[] } | undefined,
): boolean {
  if (HEARSAY.test(clause) || ANOTHER_TIME.test(clause)) return true
  return scene !== undefined && isAnothers(clause, scene.book, scene.own)
}

/** Files that are another's: 这是计财科给的, 其他单位的样本. */
export function isFromOthers(
  clause: string,
  scene: { readonly book: DepartmentBook; readonly own: readonly string[] } | undefined,
): boolean {
  if (/样本|范例|模板|模版|样表|空表|(?:其他|别的|兄弟)(?:科室|单位|部门)的/.test(clause)) return true
  if (!scene || !/^(?:这|附件)[是为]/.test(clause)) return false
  return scene.book
    .scan(clause)
    .some((d) => d.start <= 3 && d.codes.every((c) => c !== 'office' && !scene.own.includes(c)))
}

/** A topic, of which the rest of the message asks: 已经在网上公开的，是不是只填链接. */
export const TOPIC = /的$/

/** When it will be: a day or hour to come. */
const TO_COME =
  '(?:稍后|随后|晚点|晚些|回头|一会儿?|待会儿?|等会儿?|改天|明[天日早晚]|后[天日]|下周[一二三四五六日天]?|(?:本|这)?周[一二三四五六日天](?:前|之前|下班|给|交|报|补|再)|[月周]底|月末|下个?月|下班前|今晚|\\d{1,2}[月./]\\d{1,2}[日号]?(?:之)?前|\\d{1,2}[日号]前)'
const LEFT_OVER = new RegExp(
  [
    // 附表稍后, 剩下的周四前报
    `${TO_COME}(?:[^,。;了]{0,8}(?:给|交|报|补|发|传|完|弄|做|办|填|公开|提交|反馈)|$|[,。;])`,
    // 刚开始, 才启动, 还没动
    '(?:才|刚刚?)(?:开始|启动|着手|起步|动手)',
    '剩(?:下|余)?(?!余价值)',
    // Almost is not yet.
    '(?:^|[^相])差不多(?:了|$|[^一])|几乎|快要?[^,。;速捷]{0,4}(?:了|好|完)|接近(?:完成|尾声)|临近',
    // 在弄, 在走流程
    '(?<![现存所正])(?:^|[,。;\\s还仍正])在(?:弄|做|办|填|写|改|核|走|催|统计|汇总|整理|收集|编|审|等)',
  ].join('|'),
)
/** Goes on for ever and is none of it: 下一步将继续加强监测, 后续如有新增将及时更新. */
const GOES_ON = /^(?:下一?步|今后|后续|接下来|以后|如有|若有)|继续|长效|常态化|日常|动态更新|随时/
/** Said of the past: 昨天下午. */
const GONE_BY = /原定|原计划|原本|本来|昨[天日]|前[天日]|上周|提前/

/** Something of it is said to be left for later. */
export function leavesOver(clauses: readonly string[]): boolean {
  return clauses.some((c) => LEFT_OVER.test(c) && !GOES_ON.test(c) && !GONE_BY.test(c))
}

/** 以完成, 己报送: what the keyboard makes of 已; and 报 for 抱 is left alone. */
export function spelled(words: string): string {
  return words
    .replace(/(?:己经|以经|已径|己径)/g, '已经')
    .replace(/己(?=收|签|阅|办|完|报|上|提|发|传|交|更|公|整|反|填|核|按|全|经|于|在)/g, '已')
    .replace(/(^|[,。;\s均都])以(?=办|完[成毕]|报[送了]|上[报传]|提交|发[送至到给您]|更新|整改|公开|反馈|填报)/g, '$1已')
}
