/**
 * What a line says about the order itself, beside who, what and by when: its kind, how urgent it is, what it rests on, who
 * has another part in it (经办, 审核, 抄送), whether it is kept close (限定知悉), and whether it goes to the leader first.
 *
 * These words are taken out of the line, so that none of them is read as a department or as the matter. They count only
 * where they stand for themselves: in 修订加急件管理办法 nothing is urgent.
 */
import { kindOf, ORDER_KINDS, type OrderKindName, type Urgency } from '../../domain/kinds.ts'
import { normalize } from '../normalize.ts'
import type { DepartmentBook } from './departments.ts'
import { type NamedInRole, type RoleWords, readRoles } from './role-words.ts'
import { BEGIN, END, TAKEN } from './taken.ts'

export interface OrderWords extends RoleWords {
  /** The line without these words, as the person wrote it. */
  readonly text: string
  readonly kind?: OrderKindName
  readonly urgency?: Urgency
  readonly basis?: string
  /** The same line with its basis left in: where that is also the matter. */
  readonly withBasis?: string
  readonly restricted: boolean
  /** 报组长审定. */
  readonly submit: boolean
}

export interface OrderWordsScene {
  readonly book: DepartmentBook
  /** Everybody on the roster. */
  readonly people: readonly NamedInRole[]
  /** The year a bare number means. */
  readonly year: number
  /** The kind said elsewhere in the message. */
  readonly kind?: OrderKindName
}

const KINDS = new Map(
  (Object.keys(ORDER_KINDS) as OrderKindName[]).map((kind) => [ORDER_KINDS[kind].name as string, kind]),
)
const KIND = `(${[...KINDS.keys()].join('|')})`
const KIND_SAID = new RegExp(
  `${BEGIN}(?:(?:请|现|拟)?(?:下发|制发|印发|发|出|开)(?:一(?:份|件|张|个))?\\s*)?${KIND}(?:\\s*:|给|至)?`,
  'g',
)
const TURNED_INTO = new RegExp(
  `(?:列为|转为|作为|改为|按|以)${KIND}(?:形式)?(?:办理|下发|交办|处理)?${END}`,
  'g',
)

const URGENCIES: Readonly<Record<string, Urgency>> = { 平件: 'ordinary', 加急: 'urgent', 特急: 'most_urgent' }
const URGENT = '(平件|加急|特急)'
const URGENT_AT_HEAD = new RegExp(`^\\s*${URGENT}(?:件)?\\s*(?::|!)`)
const URGENT_SAID = new RegExp(
  `${BEGIN}(?:请|均|都|本件|此件)*(?:${URGENT}|按?${URGENT}件?(?:办理|处理|下发))(?:${END}|(?=${KIND}))`,
)
/** 特急人事科 …: at the head, right before a department. */
const URGENT_BEFORE_NAME = new RegExp(`^\\s*${URGENT}(?:件)?`)

const RESTRICTED = new RegExp(
  `${BEGIN}(?:请|本件|此件|均|并)*(?:限定知悉(?:范围)?|(?:注意|严格)(?:保密|知悉)范围|(?:严格)?控制知悉范围)${END}`,
)
const SUBMIT = new RegExp(
  `${BEGIN}(?:拟好后?)?(?:请|并)?先?(?:报请?|经|呈|送)组长(?:审定|审批|同意|批准)(?:(?:后|再)+(?:下发|交办|印发|发)?)?${END}`,
)

const LABELLED_BASIS = new RegExp(`${BEGIN}依据\\s*:\\s*([^\\s,;。)】]{2,60})`)
/** Only for the kinds that rest on something said with them, best first. */
const SAID_BASIS: readonly RegExp[] = [
  new RegExp(`${BEGIN}依据\\s*(?:是|为)?\\s*([^\\s,;。)】]{2,60})`),
  new RegExp(
    `${BEGIN}(?:根据|按照|依照|遵照|按|落实)((?!(?:时限|规定|有关|相关)?要求)[^\\s,;。]{1,40}?(?:批示|指示|要求|部署|安排|通知|决定|意见|精神|通报|督查|督导|检查|抽查|审计)(?:反馈|发现)?(?:的)?(?:问题|情况|意见)?)`,
  ),
  new RegExp(`${BEGIN}([^\\s,;。:、]{1,20}批示(?:件|精神)?)${END}`),
  new RegExp(
    `${BEGIN}([^\\s,;。:、]{0,24}(?:督查|检查|巡查|抽查|审计|测评)(?:(?:发现|反馈)(?:的)?(?:问题|情况)?|通报|问题清单)?)${END}`,
  ),
  new RegExp(`${BEGIN}((?:交办单|办理单|督办单|整改单)?〔\\d{4}〕\\d+号)${END}`),
]

export function readOrderWords(line: string, scene: OrderWordsScene): OrderWords {
  const words = normalize(line)
  let left = words.text
  const take = (start: number, end: number): void => {
    left = left.slice(0, start) + TAKEN.repeat(end - start) + left.slice(end)
  }
  const taking = (pattern: RegExp): RegExpExecArray | null => {
    const m = pattern.exec(left)
    if (m) take(m.index, m.index + m[0].length)
    return m
  }
  const startsName = (at: number): boolean =>
    scene.book.scan(left.slice(at)).some((d) => d.start === 0) ||
    scene.people.some((p) => left.startsWith(p.name, at))

  const urgency = readUrgency()
  const kind = readKind()
  const submit = taking(SUBMIT) !== null
  const restricted = taking(RESTRICTED) !== null
  const roles = readRoles(left, scene, take)
  const beforeBasis = left
  const basis = readBasis()
  const keep = (mask: string) => cutOut(closeBrackets(mask), words.cut)

  return {
    text: keep(left),
    ...roles,
    restricted,
    submit,
    ...(kind ? { kind } : {}),
    ...(urgency ? { urgency } : {}),
    ...(basis ? { basis, withBasis: keep(beforeBasis) } : {}),
  }

  function readUrgency(): Urgency | undefined {
    const head = URGENT_AT_HEAD.exec(left)
    if (head) {
      take(0, head[0].length)
      return URGENCIES[head[1]!]
    }
    const before = URGENT_BEFORE_NAME.exec(left)
    if (before && startsName(before[0].length)) {
      take(0, before[0].length)
      return URGENCIES[before[1]!]
    }
    const said = taking(URGENT_SAID)
    return said ? URGENCIES[said[1] ?? said[2]!] : undefined
  }

  function readKind(): OrderKindName | undefined {
    const turned = TURNED_INTO.exec(left)
    TURNED_INTO.lastIndex = 0
    if (turned) {
      take(turned.index, turned.index + turned[0].length)
      return KINDS.get(turned[1]!)
    }
    for (const m of left.matchAll(KIND_SAID)) {
      const end = m.index + m[0].length
      const after = left.slice(end)
      const free = /[:给至]$/.test(m[0]) || new RegExp(`^${END}`).test(after) || startsName(end)
      // 督办单〔2026〕8号 names an order, it makes none.
      if (!free || /^\s*〔/.test(after)) continue
      take(m.index, end)
      return KINDS.get(m[1]!)
    }
    return undefined
  }

  function readBasis(): string | undefined {
    const of = kind ?? scene.kind
    const said = of !== undefined && kindOf(of).basis === 'said'
    for (const pattern of [LABELLED_BASIS, ...(said ? SAID_BASIS : [])]) {
      const m = taking(pattern)
      if (!m) continue
      const at = m.index + m[0].lastIndexOf(m[1]!)
      return words
        .cut(at, at + m[1]!.length)
        .replace(/^(?:整改|落实)(?=.*(?:督查|检查|巡查|抽查|审计|测评))/, '')
        .replace(
          /^#(?:(\d{4})-)?(\d+)$/,
          (_, year: string | undefined, no: string) => `〔${year ?? scene.year}〕${no}号`,
        )
    }
    return undefined
  }
}

/** Brackets whose content was taken are taken too, and the comma beside what was taken in one. */
function closeBrackets(mask: string): string {
  let out = mask
  for (;;) {
    const next = out
      .replace(new RegExp(`[(【\\[][\\s,、]*${TAKEN}+[\\s,、${TAKEN}]*[)】\\]]`, 'g'), (m) =>
        TAKEN.repeat(m.length),
      )
      .replace(new RegExp(`[,、](${TAKEN}+)(?=[)】\\]])`, 'g'), (m) => TAKEN.repeat(m.length))
      .replace(new RegExp(`(?<=[(【\\[])(${TAKEN}+)[,、]`, 'g'), (m) => TAKEN.repeat(m.length))
    if (next === out) return out
    out = next
  }
}

/** What was not taken, in the person's own words. */
function cutOut(mask: string, cut: (start: number, end: number) => string): string {
  let out = ''
  for (let i = 0; i < mask.length; i++) if (mask[i] !== TAKEN) out += cut(i, i + 1)
  return out.replace(/^[\s,，:：;；、]+/, '').replace(/[\s,，、;；:：]+$/, '')
}
