/**
 * Who does what in a sentence: 牵头 and 主办 lead, 配合 and 协办 assist, 报办公室 is only where it goes.
 */
import { readCount } from '../deadline/numerals.ts'
import type { Group, NamedDepartment } from './departments.ts'

export type Part = 'lead' | 'assist' | 'unlabelled' | 'place' | 'except' | 'inside'

export interface Placed extends NamedDepartment {
  readonly part: Part
  /** What belongs to the naming and is no part of the matter: 请…牵头, （…除外）. */
  readonly from: number
  readonly to: number
  readonly group?: Group
  /** A list was counted or left open after its last name, and does not say that many: 计财、人事三个科室, 人事科等科室. */
  readonly miscounted?: { readonly text: string; readonly codes: readonly string[] }
}

const LEAD = '(?:牵头|主办|主责|为主|总负责|负总责|承办)'
const ASSIST = '(?:配合|协办|协助|参与|协同|会办|支持)'
const EXTRA =
  '(?:等?(?:这|共)?(?:\\d{1,2}|[一二两三四五六七八九十]+)个?(?:业务|责任|成员|直属)?(?:科室|单位|部门|中心)|负责同志|负责人|科室|部门|单位|等)?\\s*(?:分别|共同|联合|具体|密切|积极|做好|予以|全力|来|去|为)?'
const LEAD_AFTER = new RegExp(
  `^\\s*[(]?\\s*${EXTRA}(?:${LEAD}(?:负责|办理|单位|科室|部门)?|负责(?:牵头|办理|落实|承办)?(?=$|[\\s,;。)、!]))\\s*[)]?`,
)
const LEAD_VERB_AFTER = new RegExp(`^\\s*${EXTRA}负责(?!同志|人)`)
const ASSIST_AFTER = new RegExp(`^\\s*[(]?\\s*${EXTRA}${ASSIST}(?:办理|单位|科室|部门|做好|工作)?\\s*[)]?`)
const LABEL_LEAD = /(?:牵头|主办|责任|承办|主责)(?:科室|部门|单位)?\s*(?:[:]|是|为)\s*$/
const LABEL_ASSIST = /(?:配合|协办|参与|协助)(?:科室|部门|单位)?\s*(?:[:]|是|为)\s*$/
const PLAIN_LABEL_LEAD = /(?:^|[\s,;。])(?:牵头|主办)\s*$/
const PLAIN_LABEL_ASSIST = /(?:^|[\s,;。])(?:配合|协办)\s*$/
const WITH = /(?:会同|联合|协同)\s*$/
const CALLED =
  /(?:烦请|麻烦|(?<![申提])请|由|让|转交|转给|转|交由|交给|交|派给|分给|派|责成|安排|通知|要求|提醒|催一下|催|指定|(?:^|[\s,;。])以)\s*@?$/
const HANDED = /(?:转交|转给|转|交由|交给|交|派给|分给|派)\s*@?$/
const DELIVERED =
  /(?:报送?|上报|汇报|报告|报到|报至|报给|报经|交给?|交到|交至|送到?|送至|送交|给|提交至?|提交给|发给|发到|发至|发|返回|返|抄送|抄报|汇总到|汇总至|反馈到|反馈至|反馈给|传给|传至|传到|转报|送给|到|归|找|向)\s*(?:局|我们?)?$/
const HANDLES_AFTER = /^\s*(?:办理|承办|处理|落实|负责|牵头|主办|研究|答复|研办|阅办|经办|来办|去办)/
/** 人事科不用报了: named only to be left out. */
const SPARED =
  /^\s*(?:这次|本次|就|可以?|暂|先)*(?:不用|不必|无需|无须|不需要?|免于?|不再)(?:再)?(?:报送?|交|办|填|提交|反馈|参加|参与|配合|管)(?:了|送)*/
const BOUNDARY = /(?:^|[\s,;:。、!?()"“”'@\n])$/
const JOIN = /^\s*(?:、|和|与|及|以及|\/|\+|,)?\s*@?$/

/**
 * Puts every named department in its place. `edges` are places in the text that a deadline ends at: after a date a
 * department stands as freely as after a comma.
 */
export function placeDepartments(
  text: string,
  named: readonly NamedDepartment[],
  edges: ReadonlySet<number>,
): Placed[] {
  const parts = named.map((n) => placeOne(text, withCount(text, n), edges))
  // A list shares its label: 计财科、基教科配合; 牵头：人事科、计财科.
  for (let i = parts.length - 2; i >= 0; i--) {
    const [here, next] = [parts[i]!, parts[i + 1]!]
    if (
      !JOIN.test(
        text.slice(
          here.end,
          next.from < here.end ? next.start : Math.max(here.end, Math.min(next.from, next.start)),
        ),
      )
    )
      continue
    const comma = /,/.test(text.slice(here.end, next.start))
    if (
      here.part === 'unlabelled' &&
      (next.part === 'lead' || next.part === 'assist') &&
      next.label === 'after' &&
      !comma
    ) {
      parts[i] = { ...here, part: next.part, label: 'after' }
    }
    if (here.part === 'inside' && next.part === 'except') parts[i] = { ...here, part: 'except' }
    if (here.part === 'unlabelled' && next.part === 'except' && !here.group && text[here.start - 1] === '(')
      parts[i] = { ...here, part: 'except', from: here.start - 1 }
  }
  for (let i = 1; i < parts.length; i++) {
    const [last, here] = [parts[i - 1]!, parts[i]!]
    const between = text.slice(last.end, here.start)
    // 人事科配合计财科: the first helps, the second leads.
    if (/^\s*(?:配合|协助)\s*$/.test(between)) {
      parts[i - 1] = { ...last, part: 'assist', to: here.start }
      if (here.part !== 'assist') parts[i] = { ...here, part: 'lead', label: 'before' }
    }
    if (/^\s*(?:会同|联合|协同)\s*$/.test(between) && last.part !== 'assist')
      parts[i - 1] = { ...last, part: 'lead', to: here.start }
    if (!JOIN.test(between)) continue
    const joined = !/,/.test(between)
    if (last.label === 'before' && (here.part === 'unlabelled' || here.part === 'inside') && joined)
      parts[i] = { ...here, part: last.part, label: 'before' }
    else if (last.part === 'place' && joined && here.part !== 'lead' && here.part !== 'assist')
      parts[i] = { ...here, part: 'place' }
    else if (here.part === 'inside' && (last.part === 'unlabelled' || last.part === 'except') && joined)
      parts[i] = { ...here, part: last.part }
  }
  for (let i = 1; i < parts.length; i++) {
    const [last, here] = [parts[i - 1]!, parts[i]!]
    // 除人事科外各科室: what is left after an exception stands as freely as at the beginning.
    if (
      last.part === 'except' &&
      here.part === 'inside' &&
      /^(?:的|,|\s)*$/.test(text.slice(last.to, here.start))
    )
      parts[i] = { ...here, part: 'unlabelled', from: last.to }
  }
  return counted(text, parts).map(({ label: _label, ...rest }) => withBracket(text, rest))
}

const COUNT =
  /^\s*(?:(等)?(?:这|共)?\s*(\d{1,2}|[一二两三四五六七八九十]+)\s*个?(?:业务|责任|成员|直属)?(?:科室|单位|部门|科(?!技|学)|中心)|等(?:有关|相关)?(?:科室|单位|部门))(?:分别|共同)?/

/** 计财、人事、基教三个科室: the count belongs to the names, and has to be right. */
function counted(text: string, parts: readonly Labelled[]): Labelled[] {
  return parts.map((p, i) => {
    const m = p.group || p.part === 'except' ? null : COUNT.exec(text.slice(p.end))
    if (!m) return p
    let first = i
    while (first > 0 && JOIN.test(text.slice(parts[first - 1]!.end, parts[first]!.start))) first--
    const codes = [...new Set(parts.slice(first, i + 1).flatMap((x) => x.codes))]
    const said = m[2] === undefined ? undefined : readCount(m[2])
    return {
      ...p,
      to: Math.max(p.to, p.end + m[0].length),
      ...(said === codes.length ? {} : { miscounted: { text: m[0].trim(), codes } }),
    }
  })
}

/** （基教科配合）: a bracket that closes with the name opens with it too. */
function withBracket(text: string, p: Placed): Placed {
  const inside = text.slice(p.from, p.to)
  const opens = text[p.from - 1] === '(' && inside.endsWith(')') && !inside.includes('(')
  return opens ? { ...p, from: p.from - 1 } : p
}

/** 三个教研室: the count before a name belongs to it. */
function withCount(text: string, n: NamedDepartment): NamedDepartment {
  const count = /(?:[一二两三四五六七八九十]|\d{1,2})个$/.exec(text.slice(Math.max(0, n.start - 3), n.start))
  if (!count || n.group) return n
  const each = n.codes.length > 1 && readCount(count[0].slice(0, -1)) === n.codes.length
  return { ...n, start: n.start - count[0].length, ...(each && { each: true as const }) }
}

interface Labelled extends Placed {
  readonly label?: 'before' | 'after'
}

function placeOne(text: string, n: NamedDepartment, edges: ReadonlySet<number>): Labelled {
  const lead = text.slice(Math.max(0, n.start - 12), n.start)
  const rest = text.slice(n.end, n.end + 14)
  const except = exceptAround(lead, rest)
  if (except) return { ...n, part: 'except', from: n.start - except[0], to: n.end + except[1] }
  const spared = SPARED.exec(rest)
  if (spared) return { ...n, part: 'except', from: n.start, to: n.end + spared[0].length }
  const labelBefore = LABEL_LEAD.exec(lead) ?? PLAIN_LABEL_LEAD.exec(lead)
  if (labelBefore)
    return { ...n, part: 'lead', label: 'before', from: n.start - labelBefore[0].length, to: n.end }
  const helpsBefore = LABEL_ASSIST.exec(lead) ?? PLAIN_LABEL_ASSIST.exec(lead) ?? WITH.exec(lead)
  if (helpsBefore) {
    const to = ASSIST_AFTER.exec(rest)?.[0].length ?? 0
    return { ...n, part: 'assist', label: 'before', from: n.start - helpsBefore[0].length, to: n.end + to }
  }
  const called = CALLED.exec(lead)
  const from = called ? n.start - called[0].length : lead.endsWith('@') ? n.start - 1 : n.start
  const assists = ASSIST_AFTER.exec(rest)
  if (assists) return { ...n, part: 'assist', label: 'after', from, to: n.end + assists[0].length }
  const leads = LEAD_AFTER.exec(rest)
  if (leads) return { ...n, part: 'lead', label: 'after', from, to: n.end + leads[0].length }
  const handles = HANDLES_AFTER.exec(rest)
  const handed = HANDED.test(lead)
  if (DELIVERED.test(lead) && !(handed && handles)) {
    return { ...n, part: 'place', from: n.start, to: n.end }
  }
  const people =
    /^(?:联络员|负责同志|负责人|的?同志们?|[(](?!.{0,3}(?:牵头|主办|负责|承办|配合|协办|协助|参与|除外|科|室|等|共))[\u4e00-\u9fff·]{2,4}[)])(?!名单|信息|电话|会|表|变更|调整|培训|通讯)/.exec(
      rest,
    )?.[0].length ?? 0
  const verb = LEAD_VERB_AFTER.exec(rest)
  if (verb) return { ...n, part: 'lead', label: 'after', from, to: n.end + verb[0].length }
  const ends = handles && /^(?:$|[\s,;。!])/.test(rest.slice(handles[0].length)) ? handles[0].length : 0
  const free = called !== null || BOUNDARY.test(lead) || edges.has(n.start) || edges.has(n.start - 1)
  return { ...n, part: free ? 'unlabelled' : 'inside', from, to: n.end + Math.max(ends, people) }
}

/** 除人事科外, （人事科除外）, 不含办公室: how much before and after the name belongs to it. */
function exceptAround(lead: string, rest: string): readonly [number, number] | undefined {
  const opened = /(?:[(]\s*)?(?:除了?|不含|不包括|不包含)[^,。;]{0,10}$/.exec(lead)
  const closed = /^(?:[、和及与]?[^,。;\s()]{0,10})?(?:以外|之外|外|除外)\s*[)]?\s*,?/.exec(rest)
  const excluded = /^\s*除外\s*[)]?/.exec(rest)
  if (excluded) return [/[(]\s*$/.exec(lead)?.[0].length ?? 0, excluded[0].length]
  if (!opened) return undefined
  if (/(?:不含|不包括|不包含)/.test(opened[0]))
    return [opened[0].length, /^\s*[)]/.exec(rest)?.[0].length ?? 0]
  return closed ? [opened[0].length, closed[0].length] : undefined
}

/** 交人事科: with nobody else named it is the one who handles it, not where a paper goes. */
export function handedTo(text: string, place: Placed): boolean {
  return (
    /(?:转交|转给|交由|转|交给|交|派给|分给|派)\s*@?$/.test(text.slice(0, place.start)) &&
    !/[报提上]交$/.test(text.slice(0, place.start))
  )
}
