/**
 * The departments of a bureau as people name them: full names, aliases, groups, look-alikes kept apart.
 *
 * - The longest name wins: in 职成教研室 nobody sees 职成科.
 * - A short alias that is also an everyday word (人事, 考试, 资助) counts only where a department can stand:
 *   `人事、计财牵头` yes, `学生资助政策` no.
 * - An alias two departments share is ambiguous, never decided by order.
 * - What is no name but shortens one (条装办 for 条件装备办) names it when no other department can be meant; see
 *   `abbreviations.ts`.
 */
import { abbreviatedAt, fullForms } from './abbreviations.ts'

export interface DepartmentEntry {
  readonly code: string
  readonly name: string
  readonly aliases?: readonly string[] | undefined
  readonly kind?: 'section' | 'unit' | undefined
  readonly business?: boolean | undefined
}

/** Groups of departments that one word names. The office is in none of them unless it is named too. */
export type Group = 'ALL' | 'ALL_BUSINESS' | 'ALL_SECTIONS' | 'ALL_UNITS'

export interface NamedDepartment {
  readonly start: number
  readonly end: number
  /** As it stands in the normalised text. */
  readonly text: string
  readonly codes: readonly string[]
  readonly group?: Group
  /** 两个教研室: the word fits two departments, and two were counted; each is meant. */
  readonly each?: true
}

export interface DepartmentBook {
  /** In roster order. */
  readonly departments: readonly DepartmentEntry[]
  /** The department a word names; several when an alias is shared; none when it is no department's. */
  resolve(text: string): readonly DepartmentEntry[]
  /** Every department and group named in a normalised text, in order, without overlap. */
  scan(text: string): NamedDepartment[]
  nameOf(code: string): string
  /** The departments of a group, in roster order, less those excepted. */
  expand(group: Group, except?: readonly string[]): readonly string[]
  /** Departments a wrong name may have meant, best first, at most three. */
  suggest(text: string): readonly string[]
}

const GROUP_NAMES: readonly (readonly [Group, RegExp])[] = [
  ['ALL', /(?:局?机关)?各(?:机关)?(?:科|处)室(?:、|和|及|与|,)?\s*各?(?:局属|直属)?(?:各)?单位/y],
  ['ALL', /各(?:局属|直属)单位(?:、|和|及|与)各?(?:机关)?(?:科|处)室/y],
  ['ALL_SECTIONS', /(?:各?(?:局)?机关各?(?:科|处)室)/y],
  ['ALL_UNITS', /(?:各(?:局属|直属)(?:事业)?单位|(?:局属|直属)各(?:事业)?单位|(?:局属|直属)(?:事业)?单位)/y],
  ['ALL_BUSINESS', /各?业务(?:科|处)室/y],
  ['ALL', /(?:各|所有|全体|全部|其[他余它]各?)(?:有关|相关|成员|责任)?(?:科室|处室|部门|单位)/y],
]
const GROUP_WORDS: Readonly<Record<Group, string>> = {
  ALL: '各科室、单位',
  ALL_BUSINESS: '各业务科室',
  ALL_SECTIONS: '各机关科室',
  ALL_UNITS: '各直属单位',
}

/** A name that says itself that it is a department. */
const SELF_EVIDENT = /(?:科|室|办|中心|院|台|处|组|站|局)$/
/** Where an everyday word may begin or end when it names a department. */
const OPENS =
  /(?:^|[\s,;:。、@(（/]|请|由|让|转|交|催|和|与|及|会同|通知|提醒|牵头[:]?|配合[:]?|除了?|不含|不包括|[一二两三四五六七八九十\d]个)$/
const CLOSES =
  /^(?:$|[\s,;:。、)）/\u0001]|和|与|及|牵头|主办|负责|配合|协办|协助|参与|办理|承办|除外|会同|同意|弃权|不同意|于|在|把|将|本周|本月|下周|下月|这周|周[一-五]|今天|明天|后天|\d|[一二三四五六七八九十两]+个?(?:工作日|天|周|科室|单位|部门|科|中心|业务)|等|以外|之外|外(?![语国聘])|请|务必|尽快)/

/** What follows a shortened name that is told to do something. */
const DOES =
  /^(?:更新|报|提交|提供|整理|完成|核|梳理|做|抓|牵头|负责|汇总|填|制定|起草|修订|清理|开展|组织|准备|公开|发布|答复|反馈|回复|落实|按|就|对|针对|及时|认真|具体|统一|马上|立即|再|先|也)/

export function departmentBook(departments: readonly DepartmentEntry[]): DepartmentBook {
  const byName = new Map<string, DepartmentEntry[]>()
  for (const department of departments) {
    for (const name of new Set([department.name, ...(department.aliases ?? [])])) {
      const key = plain(name)
      if (key) byName.set(key, [...(byName.get(key) ?? []), department])
    }
  }
  const longestFirst = [...byName.keys()].sort((a, b) => b.length - a.length)
  const byCode = new Map(departments.map((d) => [d.code, d]))

  const groupAt = (text: string, index: number): NamedDepartment | undefined => {
    for (const [group, pattern] of GROUP_NAMES) {
      pattern.lastIndex = index
      const m = pattern.exec(text)
      if (m) return { start: index, end: index + m[0].length, text: m[0], codes: [], group }
    }
    return undefined
  }

  const nameAt = (text: string, index: number, from: number): NamedDepartment | undefined => {
    for (const name of longestFirst) {
      if (!text.startsWith(name, index)) continue
      const end = index + name.length
      if (!SELF_EVIDENT.test(name)) {
        const opened = OPENS.test(text.slice(Math.max(0, index - 4), index)) || from === index
        if (!opened || !CLOSES.test(text.slice(end, end + 8))) continue
      }
      // 办公室主任, 教育电视台长 are posts, and 局办公室 is the office.
      return { start: index, end, text: name, codes: byName.get(name)!.map((d) => d.code) }
    }
    return undefined
  }

  const forms = departments.flatMap((d) =>
    fullForms(d.name, d.aliases ?? []).map((form) => ({ code: d.code, form: plain(form) })),
  )
  const isName = (word: string) => byName.has(word)
  const shortAt = (text: string, index: number, from: number): NamedDepartment | undefined => {
    const opened = OPENS.test(text.slice(Math.max(0, index - 4), index)) || from === index
    const hit = opened ? abbreviatedAt(text, index, forms, isName) : undefined
    if (!hit) return undefined
    const next = text.slice(index + hit.text.length, index + hit.text.length + 8)
    if (!CLOSES.test(next) && !DOES.test(next)) return undefined
    return { start: index, end: index + hit.text.length, text: hit.text, codes: hit.codes }
  }

  return {
    departments,
    resolve: (text) => byName.get(plain(text)) ?? [],
    scan: (text) => {
      const found: NamedDepartment[] = []
      let i = 0
      let last = -1
      while (i < text.length) {
        const hit = groupAt(text, i) ?? nameAt(text, i, last) ?? shortAt(text, i, last)
        if (!hit) {
          i++
          continue
        }
        found.push(hit)
        i = last = hit.end
      }
      return found
    },
    nameOf: (code) => byCode.get(code)?.name ?? GROUP_WORDS[code as Group] ?? code,
    expand: (group, except = []) =>
      departments.filter((d) => belongs(d, group) && !except.includes(d.code)).map((d) => d.code),
    suggest: (text) => {
      const wanted = plain(text)
      return departments
        .map((d, order) => ({
          name: d.name,
          order,
          score: Math.max(...[d.name, ...(d.aliases ?? [])].map((n) => likeness(wanted, plain(n)))),
        }))
        .filter((d) => d.score >= 0.5)
        .sort((a, b) => b.score - a.score || a.order - b.order)
        .slice(0, 3)
        .map((d) => d.name)
    },
  }
}

function belongs(d: DepartmentEntry, group: Group): boolean {
  const office = d.code === 'office' || d.name === '办公室'
  const kind = d.kind ?? 'section'
  if (office) return false
  if (group === 'ALL') return true
  if (group === 'ALL_UNITS') return kind === 'unit'
  if (group === 'ALL_SECTIONS') return kind === 'section'
  return d.business ?? kind === 'section'
}

function plain(name: string): string {
  return name
    .replace(/[\s()（）]/g, (c) => (c === '（' ? '(' : c === '）' ? ')' : c.trim()))
    .replace(/^@/, '')
}

/** 0 … 1: how much of two names is shared, in order, the generic ending counting little. */
function likeness(a: string, b: string): number {
  const [x, y] = [core(a), core(b)]
  if (!x || !y) return 0
  const shared = commonSubsequence(x, y)
  const endings = a.at(-1) === b.at(-1) ? 0.1 : 0
  return shared === 0
    ? 0
    : (shared / Math.min(x.length, y.length)) * 0.7 + (shared / Math.max(x.length, y.length)) * 0.3 + endings
}

function core(name: string): string {
  return name.replace(/(?:科室|中心|科|室|办|院|台|处|组|站|局)$/, '')
}

function commonSubsequence(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const c of a) {
    const next = [0]
    for (let j = 0; j < b.length; j++) next.push(c === b[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!))
    row = next
  }
  return row[b.length]!
}
