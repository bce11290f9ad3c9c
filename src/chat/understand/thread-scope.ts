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
  /^(?:[^,。;]{0,4})(?:上一?(?:批|次|回|轮|年|学年|年度)|上一?个?(?:学期|季度|月)度?(?:的|那|这)|去年|往[年期]|上期|历年|前年|以前|从前|前一?(?:批|次|轮)|20[12]\d年度?的)(?!底|末)/
/** 昨天, 3月2日, 今天上午, before the one who did it. */
const WHEN =
  /^(?:(?:今|昨|前)[天日晚]?|刚才|刚刚|\d{1,2}月\d{1,2}日|[上下]午|早上|中午|目前|现在|但|不过|[,\s])+/

/** A department's name, and the sign before it, is no longer. */
const LONGEST_NAME = 24

/** Who reports or is spoken of first is another department: 计财科已报, 教科院那边已完成. The office is no other. */
function isAnothers(clause: string, book: DepartmentBook, own: readonly string[]): boolean {
  const bare = clause.replace(WHEN, '')
  const [first] = book.scan(bare.slice(0, LONGEST_NAME))
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
  if (
    /(?:样本|范例|模[板版]|样表|空白?表)(?:$|[,。;发在见])|(?:其他|别的|兄弟)(?:科室|单位|部门)的/.test(
      clause,
    )
  )
    return true
  if (/^(?:这是)?(?:上年|去年|往年|上次|上一?版|旧版)[^,。;]{0,4}$/.test(clause)) return true
  if (!scene || !/^(?:这|附件)[是为]/.test(clause)) return false
  return scene.book
    .scan(clause.slice(0, LONGEST_NAME))
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
/** Goes on for ever and is none of it: 下一步将继续加强监测, 后续如有新增将及时更新, 如需补充请随时联系. */
const GOES_ON =
  /^(?:下一?步|今后|后续|接下来|以后|将)[^,。;]{0,12}(?:继续|加强|长效|常态|日常|动态|巩固|持续|及时|随时)|^(?:后续|今后|以后)?(?:如|若)(?:有|需)(?!可能)[^,。;]{0,16}|(?:建立|健全)[^,。;]{0,6}(?:机制|制度)/
/** Said of the past: 昨天下午. */
const GONE_BY = /原定|原计划|原本|本来|昨[天日]|前[天日]|上周|提前|前期|起初|开始时|之前|此前/
/** 前期未完成的两项今天也已完成: of those it says that they are done. */
const ONCE_UNDONE =
  /(?:前期|之前|此前|上次|原先|昨[天日])?(?:尚未|未|没有?|没能)[^,。;已]{1,6}的(?:[^,。;已]{0,6})(?=(?:今[天日早]|现|昨|刚|也|都|均|全|已))/g

/** 未报的学校为零. */
const NONE_UNDONE = /[未没][^,。;已]{1,4}的[^,。;]{1,8}(?:为[零〇0]|没有|无)/g

/** The clauses that speak of how it stands now: without what was so before a finished clause, and what goes on anyway. */
export function spokenOfNow(
  clauses: readonly string[],
  finished: (clause: string) => boolean,
): readonly string[] {
  const stands = clauses
    .map((c) => c.replace(ONCE_UNDONE, '').replace(NONE_UNDONE, ''))
    .filter((c) => !GOES_ON.test(c))
  const last = stands.findLastIndex((c) => finished(c))
  return stands.filter((c, i) => !(i < last && GONE_BY.test(c) && !finished(c)))
}

/** 勤俭办反馈: and the like, before what is said. */
export const HEADING = /^[^,。;:是说吗问]{1,10}(?:反馈|报告|回复|情况|意见)?:(?=\S)/

/** What work is done on. */
const WORK =
  /表|材料|资料|清单|台[账帐]|报[告送]|数据|目录|栏|链接|信息|文[件号]|情况|事|工作|内容|任务|整改|问题|附件|邮件|扫描|截图|系统|网|公众号|名单|方案|稿|这|那|此|该|所有|结果|反馈|回复|意见|指南|年报|公告|公示|政策|制度|佐证|统计|汇总|自查|总结|说明|视频|图|函|章|字|给|您|于|将|按|因|同意|重新|局长|领导|我|本|要求|自|经|[一二三四五六七八九十\d两几各每](?:项|条|件|份|张|个|处|家|所|起)/
/** Living and office housekeeping, none of any order. */
const HOUSEKEEPING =
  /团建|聚餐|旅游|党费|会费|请假|回执|会议室|订[好餐票]|[餐车饭机]票|食堂|值班|加班|报销|快递|派车|用车|车(?:辆)?(?=已)|体检|孩子|作业|生日/
const MATTER = /^[^,。;]{0,24}?(?=(?:已经?|均已|都已|全部|报|交|填|弄|办|做|传|提交)(?:[^,。;]|$))/
/** Names of the day and words around the matter: what is left of them names nothing. */
const AROUND =
  /[\s@:,]|今[天日]|昨[天日]|前[天日]|刚[才刚]?|现在?|\d{1,2}月\d{1,2}日|上午|下午|都|均|也|就|好的?|嗯/g

/**
 * The finished thing is named, and it is none of this order's: 党费已交. A thing is of the order where it is a paper or
 * page as every order has it, or shares two characters in a row with the subject.
 */
export function isOffTopic(clause: string, subject: string | undefined): boolean {
  const matter = (MATTER.exec(clause)?.[0] ?? '').replace(AROUND, '')
  const shared = (of: string) =>
    [...of].some((_, i) => i + 2 <= of.length && (subject ?? '').includes(of.slice(i, i + 2)))
  if (HOUSEKEEPING.test(clause)) return !shared(HOUSEKEEPING.exec(clause)![0])
  if (subject === undefined || matter.length < 2 || !/^\p{Script=Han}+$/u.test(matter)) return false
  return !WORK.test(matter) && !shared(matter)
}

/** Words that a remainder is told by: 就差盖章, 这期在排版, 细节再打磨. */
const OF_A_REMAINDER =
  /差(?![别异错额旅])|缺(?![编额口])|欠|才|(?:^|[^重主需必只摘概纪首])要(?![求点素闻])|(?:^|[^现存所正实内旨])在(?!线|册|案|[^,。;]{0,8}(?:群|邮|附|网|盘|系统|办|这|那|我|您|你|栏|桌|号))|待(?!遇)|等(?![级次]|$)|再(?!次)|[未没](?!有|发现|检|查|找|搜||异议|变化)|[^不机社议大商晤]会(?![同议签计商上])|中$|一半|慢/
/** Of what is finished, of what was, and what the office is asked. */
const OF_WHAT_IS_DONE =
  /[了已过毕]|^(?:请|抱歉|不好意思|对不起|刚|如|若|有(?:问题|需要|疑问)|需要?的话|无|没有?(?:问题|意见)|不)|[吗?]$|如下/

/** Beside what is finished something stands that may be left of it. */
export function mayLeave(clauses: readonly string[], finished: (clause: string) => boolean): boolean {
  if (clauses.some((c) => c.includes('如下'))) return false
  return clauses.some((c) => OF_A_REMAINDER.test(c) && !OF_WHAT_IS_DONE.test(c) && !finished(c))
}

/** Something of it is said to be left for later. */
export function leavesOver(clauses: readonly string[]): boolean {
  return clauses.some((c) => LEFT_OVER.test(c) && !GOES_ON.test(c) && !GONE_BY.test(c))
}

/** 以完成, 己报送: what the keyboard makes of 已; and 报 for 抱 is left alone. */
export function spelled(words: string): string {
  return words
    .replace(/(?<=[已己])办[洁截杰]/g, '办结')
    .replace(/(?<=[已己])上[船穿]/g, '上传')
    .replace(/(?<=[已己])完[城程]/g, '完成')
    .replace(/(?:己经|以经|已径|己径)/g, '已经')
    .replace(/己(?=收|签|阅|办|完|报|上|提|发|传|交|更|公|整|反|填|核|按|全|经|于|在)/g, '已')
    .replace(
      /(^|[,。;\s均都])以(?=办|完[成毕]|报[送了]|上[报传]|提交|发[送至到给您]|更新|整改|公开|反馈|填报)/g,
      '$1已',
    )
}
