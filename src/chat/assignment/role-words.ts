/** Who has another part in an order: 经办 of a department, 审核 of its answers, 抄送. Taken out of the line where they are named. */
import type { Copied } from '../../domain/order.ts'
import type { DepartmentBook, Group } from './departments.ts'
import { BEGIN, END, TAKEN } from './taken.ts'

/** A person who may be named, with the departments they act for. */
export interface NamedInRole {
  readonly code: string
  readonly name: string
  readonly departments: readonly string[]
}

export interface RoleWords {
  readonly handlers: readonly NamedInRole[]
  readonly reviewer?: NamedInRole
  readonly copied?: Copied
  /** Named in a role, and nobody on the roster, or more than one. */
  readonly unclear: readonly RoleDoubt[]
}

export interface RoleDoubt {
  readonly role: 'handler' | 'reviewer' | 'copied'
  readonly text: string
  /** Two people have this name. */
  readonly twice?: boolean
}

interface Scene {
  readonly book: DepartmentBook
  readonly people: readonly NamedInRole[]
}

const SOMEBODY = '([\\u4e00-\\u9fff·]{2,4})'
const AFTER_NAME = '(?:同志|主任|副主任|科长)?'

interface Patterns {
  /** Longest first: 王强 is not the beginning of 王强华. */
  readonly names: readonly string[]
  readonly handling: readonly RegExp[]
  readonly reviewing: readonly RegExp[]
}

const COPYING = new RegExp(`${BEGIN}(?:并|同时)?抄送(?:给|至)?\\s*:?\\s*`)
const NOBODY_COPIED = new RegExp(`^[^\\s,;。)】${TAKEN}]{1,12}`)
/** No role is said without one of these. */
const ROLES = /抄送|经办|审核|把关/

/** Made once for a roster. */
const patternsOf = new WeakMap<readonly NamedInRole[], Patterns>()

function patternsFor(people: readonly NamedInRole[]): Patterns {
  const made = patternsOf.get(people)
  if (made) return made
  const names = [...new Set(people.map((p) => p.name))].sort((a, b) => b.length - a.length)
  const known = `@?(${names.map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)'})`
  const patterns = {
    names,
    handling: [
      new RegExp(`${BEGIN}(?:由|请)?${known}${AFTER_NAME}(?:具体|负责)?经办`),
      new RegExp(`${BEGIN}(?:由|具体)?经办人?\\s*[:是为]?\\s*${known}${AFTER_NAME}${END}`),
      new RegExp(`(?<=[(,])\\s*经办人?\\s*[:是为]?\\s*${SOMEBODY}${END}`),
      new RegExp(`${BEGIN}经办人\\s*[:是为]\\s*${SOMEBODY}${END}`),
    ],
    reviewing: [
      new RegExp(`${BEGIN}(?:由|请|报)?${known}${AFTER_NAME}(?:负责)?(?:审核|把关)${END}`),
      new RegExp(`${BEGIN}(?:由)?审核人?\\s*[:是为]?\\s*${known}${AFTER_NAME}${END}`),
      new RegExp(`${BEGIN}审核人\\s*[:是为]\\s*${SOMEBODY}${END}`),
    ],
  }
  patternsOf.set(people, patterns)
  return patterns
}

/**
 * @param left the normalised line, with what was taken before blanked out
 * @param take blanks out what is read here
 */
export function readRoles(
  left: string,
  { book, people }: Scene,
  take: (start: number, end: number) => void,
): RoleWords {
  if (!ROLES.test(left)) return { handlers: [], unclear: [] }
  const { names, handling, reviewing } = patternsFor(people)
  let text = left
  const unclear: RoleDoubt[] = []
  const taken = (start: number, end: number): void => {
    take(start, end)
    text = text.slice(0, start) + TAKEN.repeat(end - start) + text.slice(end)
  }
  const who = (role: RoleDoubt['role'], name: string): NamedInRole | undefined => {
    const found = people.filter((p) => p.name === name)
    if (found.length !== 1) unclear.push({ role, text: name, ...(found.length > 1 ? { twice: true } : {}) })
    return found.length === 1 ? found[0] : undefined
  }
  const first = (role: RoleDoubt['role'], patterns: readonly RegExp[]): NamedInRole | undefined => {
    for (const pattern of patterns) {
      const m = pattern.exec(text)
      if (!m) continue
      taken(m.index, m.index + m[0].length)
      return who(role, m[1]!)
    }
    return undefined
  }

  const copied = readCopied()
  const handlers: NamedInRole[] = []
  for (let i = 0; i < 9; i++) {
    const before = text
    const handler = first('handler', handling)
    if (handler) handlers.push(handler)
    if (text === before) break
  }
  const reviewer = first('reviewer', reviewing)
  return { handlers, ...(reviewer ? { reviewer } : {}), ...(copied ? { copied } : {}), unclear }

  function readCopied(): Copied | undefined {
    const m = COPYING.exec(text)
    if (!m) return undefined
    const departments: string[] = []
    const persons: string[] = []
    let at = m.index + m[0].length
    for (;;) {
      const gap = /^[\s、,和及与@]*/.exec(text.slice(at))![0].length
      // 抄送计财科 更新名册: after a name a space or comma ends the list, unless another name follows.
      const hit = nameAt(at + gap)
      if (!hit) break
      departments.push(...hit.departments)
      persons.push(...hit.people)
      at += gap + hit.length
    }
    if (departments.length + persons.length === 0) {
      const said = NOBODY_COPIED.exec(text.slice(at))?.[0] ?? ''
      if (/^(?:制度|机制|件|名单|范围|单位|流程|办法|要求)/.test(said)) return undefined
      unclear.push({ role: 'copied', text: said })
      taken(m.index, at + said.length)
      return undefined
    }
    const after = /^(?:同志)?(?:知悉|知晓|备案|备查|参阅|阅知|阅)?/.exec(text.slice(at))![0].length
    taken(m.index, at + after)
    return { departments: [...new Set(departments)], people: [...new Set(persons)] }
  }

  function nameAt(at: number) {
    const rest = text.slice(at)
    const [hit] = book.scan(rest).filter((d) => d.start === 0)
    if (hit) {
      const codes = hit.group ? book.expand(hit.group as Group) : hit.codes
      if (!hit.group && codes.length > 1) {
        unclear.push({ role: 'copied', text: hit.text, twice: true })
        return { departments: [], people: [], length: hit.end }
      }
      return { departments: codes, people: [], length: hit.end }
    }
    const name = names.find((n) => rest.startsWith(n))
    if (!name) return undefined
    const person = who('copied', name)
    return { departments: [], people: person ? [person.code] : [], length: name.length }
  }
}
