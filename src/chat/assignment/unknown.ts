/**
 * Words that look like a department where a department stands, and are none: 财政科, 人事处, 教研中心.
 */
import type { DepartmentBook } from './departments.ts'
import type { Placed } from './roles.ts'

export interface UnknownDepartment {
  readonly text: string
  readonly suggestions: readonly string[]
  readonly start: number
  readonly end: number
  /** What several departments' names share (职成, 中心): which of them is asked. */
  readonly shared?: true
}

const LIKE_ONE =
  /(?<=^|[\s,;:。、@(\u0001]|请|由|让|转|交给|交由|通知|提醒|责成|会同|和|与|及)([\u4e00-\u9fff]{1,7}?(?:科室|科|室|办|中心|院|处|组|站|局|台))(?=\s*(?:[(]?\s*(?:分别|共同|联合|具体)?(?:牵头|主办|负责|配合|协办|协助|参与|承办|办理|落实)|$|[\s,;:。、\u0001)]|和|与|及(?!时)|于|在|把|将|请|务必|尽快|抓紧))/g
/** A word at the head of the line, right before a date. */
const AT_HEAD =
  /^[\s@]*(?:请|由|让|各|几个|那个?)?([\u4e00-\u9fff]{2,5})(?=\s*(?:请|务必|要)?(?:于|在)?\s*\u0001)/
/** 有关科室配合: they have a part in it, and nobody said who they are. */
const SOME =
  /(?<=^|[\s,;。、\u0001])(?:请)?(?:有关|相关)(?:科室|单位|部门)(?=\s*(?:分别|共同|予以)?(?:牵头|主办|负责|配合|协办|协助|参与|承办))/g
/** Everyday words with the same endings. */
const NOT_ONE =
  /(?:会议室|教室|实验室|功能室|图书室|阅览室|医务室|卫生室|学科|本科|专科|百科|文科|理科|全科|主办|协办|承办|督办|交办|举办|开办|民办|公办|创办|承办|代办|经办|补办|申办|待办|领办|包办|快办|照办|办办|查办|催办|速办|到处|各处|此处|好处|何处|出处|处处|平台|后台|出台|上台|柜台|窗台|舞台|讲台|站台|阳台|一台|学院|医院|法院|国务院|两院|影院|领导小组|工作组|专班|小组|调研组|检查组|督查组|评审组|专家组|考核组|网站|车站|工作站|当局|布局|格局|结局|教育局|我局|本局|全局|市局|大局|各中心|以.*为中心|本科室|各科|科室|贵科|本室|本中心|我科|我室|我中心|责任科室|牵头科室)$/

export function unknownDepartments(
  text: string,
  placed: readonly Placed[],
  book: DepartmentBook,
): UnknownDepartment[] {
  const found: UnknownDepartment[] = []
  for (const m of text.matchAll(LIKE_ONE)) {
    const word = m[1]!.replace(/^(?:请|由|让|转|交|给|和|与|及|麻烦|烦请)+/, '')
    const end = m.index + m[0].length
    const start = end - word.length
    if (word.length < 2 || NOT_ONE.test(word) || book.resolve(word).length > 0) continue
    if (placed.some((p) => p.start < end && start < p.end)) continue
    if (/[把将完成报更新整理核对公开发布]/.test(word.slice(0, -1)) && book.suggest(word).length === 0)
      continue
    found.push({ text: word, suggestions: book.suggest(word), start, end: end + roleAfter(text, end) })
  }
  // 职成下周二前报…: nobody else is named, and a department's name has this word in it.
  if (placed.length === 0 && found.length === 0) {
    const m = AT_HEAD.exec(text)
    const names = m ? book.departments.map((d) => d.name).filter((name) => name.includes(m[1]!)) : []
    if (m && names.length > 0) {
      const start = m.index + m[0].indexOf(m[1]!)
      found.push({
        text: m[1]!,
        suggestions: names,
        start,
        end: start + m[1]!.length,
        ...(names.length > 1 && { shared: true as const }),
      })
    }
  }
  for (const m of text.matchAll(SOME)) {
    const end = m.index + m[0].length
    found.push({ text: m[0], suggestions: [], start: m.index, end: end + roleAfter(text, end) })
  }
  return found
}

/** 人事处牵头、: the word of its role goes with it. */
function roleAfter(text: string, end: number): number {
  const role =
    /^\s*[(]?(?:分别|共同|联合|具体)?(?:牵头|主办|负责|配合|协办|协助|参与|承办)[)]?(?:[、,]|$|(?=\s))/
  return role.exec(text.slice(end, end + 12))?.[0].length ?? 0
}
