/**
 * What an assignment says: who, what, by when, and what must be asked.
 *
 * ```
 * readAssignment('人事科牵头、计财科配合 更新权责清单 5个工作日内', …)
 *   departments [人事科 lead, 计财科 assist], subject 更新权责清单, due 2026-11-30 (5 working days)
 * ```
 * Reads the argument of `/assign` and a whole sentence alike. Nothing here decides; what is doubtful stands in `unsure`
 * beside the best reading.
 */
import type { Calendar } from '../../domain/calendar.ts'
import type { Moment } from '../../domain/time.ts'
import { type DeadlineReading, type Due, readDeadlines, type UnsureReason } from '../deadline/index.ts'
import { type Normalized, normalize } from '../normalize.ts'
import type { DepartmentBook, Group, NamedDepartment } from './departments.ts'
import { govern } from './govern.ts'
import { handedTo, type Placed, placeDepartments } from './roles.ts'
import { type Stretch, subjectOf } from './subject.ts'
import { unknownDepartments } from './unknown.ts'

export { type DepartmentBook, type DepartmentEntry, departmentBook, type Group } from './departments.ts'

export type Role = 'lead' | 'assist' | 'attend' | 'named' | 'vote' | 'self' | 'subject'

export interface ReadDepartment {
  /** A department's code, a group, or the speaker's own. */
  readonly code: string
  readonly name: string
  readonly role: Role
}

/** What would be asked back. A closed list per field. */
export type Unsure =
  | {
      readonly field: 'department'
      readonly reason: 'missing' | 'unknown' | 'ambiguous' | 'position' | 'role'
      readonly text?: string
      readonly candidates?: readonly string[]
    }
  | { readonly field: 'subject'; readonly reason: 'missing' }
  | {
      readonly field: 'due'
      readonly reason: UnsureReason | 'two-dates' | 'loose'
      readonly text: string
      readonly candidates?: readonly string[]
    }
  | { readonly field: 'caseRef' | 'meetingAt' | 'vote'; readonly reason: 'missing' }

export interface AssignmentReading {
  readonly departments: readonly ReadDepartment[]
  /** Codes left out of a group: 各科室（人事科除外）. */
  readonly except: readonly string[]
  /** The shortest useful phrase, in the person's own words. */
  readonly subject: string | undefined
  readonly deadlines: readonly DeadlineReading[]
  /** The deadline that governs. */
  readonly due: Due | undefined
  readonly otherDates: readonly Due[]
  readonly ambiguousDue: boolean
  readonly unknownDepartments: readonly { readonly text: string; readonly suggestions: readonly string[] }[]
  readonly ambiguousDepartments: readonly { readonly text: string; readonly candidates: readonly string[] }[]
  readonly caseRef: string | undefined
  /** 分别办理 was said. */
  readonly split: boolean
  readonly unsure: readonly Unsure[]
}

/** A mention the platform resolved: `@王强` is somebody of a department. */
export interface Mention {
  readonly text: string
  /** Department code. */
  readonly department?: string | undefined
  readonly person?: string | undefined
}

export interface AssignmentScene {
  readonly now: Moment
  readonly calendar: Calendar
  readonly book: DepartmentBook
  readonly mentions?: readonly Mention[] | undefined
}

export const CASE_REF = /[A-Z]{2,5}-\d{4}-\d{1,5}/

const COMMAND = /^\s*(?:@\S+\s+)?\/\s*(?:assign|a|交办|派单|下达|布置)(?=$|[\s:,\u4e00-\u9fff@])[\s:,]*/i

export function readAssignment(text: string, scene: AssignmentScene): AssignmentReading {
  const words = normalize(text)
  const { book } = scene
  const deadlines = readDeadlines(words, scene.now, scene.calendar)
  const dates = deadlines.map((d) => within(words, d.span))
  const masked = mask(words.text, dates)
  const mentions = mentionsIn(masked, scene.mentions ?? [])
  const named = withMentions(book.scan(masked), mentions, book)
  const placed = placeDepartments(masked, named, new Set(dates.map((d) => d.end)))
  const chosen = responsible(masked, placed)
  const governed = govern(words, deadlines)
  const unknown = unknownDepartments(masked, placed, book)
  const departments = rolesOf(chosen.parts, book)
  const except = [...new Set(placed.filter((p) => p.part === 'except').flatMap((p) => p.codes))]
  const split = /(?:分别|各自|分头)(?:办理|落实|完成|反馈|报送|负责)/.test(words.text)

  const spent: Stretch[] = [
    ...commandStretch(words.text),
    ...chosen.parts.map((p) => ({ start: p.from, end: p.to })),
    ...placed.filter((p) => p.part === 'except').map((p) => ({ start: p.from, end: p.to })),
    ...joints(masked, placed),
    ...unknown.map((u) => ({ start: u.start, end: u.end })),
    ...atWords(words.text, mentions),
    ...deadlines.flatMap((d, i) =>
      d.weight === 'mention' || (d.weight === 'loose' && d !== governed.due)
        ? []
        : [withLead(words.text, dates[i]!, d.kind === 'unsure' && d.reason === 'other-start')],
    ),
  ]
  const others = governed.others.map((d) => within(words, d.span))
  const subject = subjectOf(words, spent, others)
  const caseRef = CASE_REF.exec(words.text.toUpperCase())?.[0]
  const ambiguousDepartments = chosen.parts
    .filter((p) => p.codes.length > 1)
    .map((p) => ({ text: p.text, candidates: p.codes.map((c) => book.nameOf(c)) }))

  const unsure: Unsure[] = []
  for (const u of unknown)
    unsure.push({ field: 'department', reason: 'unknown', text: u.text, candidates: u.suggestions })
  for (const a of ambiguousDepartments) unsure.push({ field: 'department', reason: 'ambiguous', ...a })
  if (departments.length === 0 && unsure.length === 0) unsure.push({ field: 'department', reason: 'missing' })
  if (chosen.doubt) unsure.push({ field: 'department', reason: chosen.doubt })
  if (!subject) unsure.push({ field: 'subject', reason: 'missing' })
  for (const ask of governed.asks)
    unsure.push({ field: 'due', reason: ask.reason, text: ask.text, candidates: ask.candidates })
  if (governed.ambiguous && governed.due)
    unsure.push({
      field: 'due',
      reason: 'two-dates',
      text: governed.due.text,
      candidates: [governed.due.date, ...governed.others.map((d) => d.date)],
    })
  if (governed.due?.weight === 'loose')
    unsure.push({ field: 'due', reason: 'loose', text: governed.due.text, candidates: [governed.due.date] })

  return {
    departments,
    except,
    subject: subject?.text,
    deadlines,
    due: governed.due,
    otherDates: governed.others,
    ambiguousDue: governed.ambiguous,
    unknownDepartments: unknown.map(({ text: t, suggestions }) => ({
      text: words.cut(...placeOf(words, t)) || t,
      suggestions,
    })),
    ambiguousDepartments,
    caseRef,
    split,
    unsure,
  }
}

/** Who is responsible, of all who are named; `doubt` when the place in the sentence does not tell. */
export function responsible(
  text: string,
  placed: readonly Placed[],
): { parts: Placed[]; doubt?: 'position' | 'role' } {
  const labelled = placed.filter((p) => p.part === 'lead' || p.part === 'assist')
  const free = placed.filter((p) => p.part === 'unlabelled')
  const led = labelled.some((p) => p.part === 'lead')
  if (labelled.length > 0) {
    // 人事科，计财科配合: the one without a word leads; with a leader named, a further one is asked about.
    if (!led)
      return { parts: [...free.map((p) => ({ ...p, part: 'lead' as const })), ...labelled].sort(byPlace) }
    if (free.length > 0)
      return {
        parts: [...labelled, ...free.map((p) => ({ ...p, part: 'assist' as const }))].sort(byPlace),
        doubt: 'role',
      }
    return { parts: labelled }
  }
  if (free.length > 0) return { parts: free.map((p) => ({ ...p, part: 'lead' as const })) }
  const handed = placed.filter((p) => p.part === 'place' && handedTo(text, p))
  if (handed.length > 0) {
    return {
      parts: handed.map((p) => ({
        ...p,
        part: 'lead' as const,
        from:
          p.start -
          (/(?:转交|转给|交由|交给|派给|分给|转|交|派)\s*@?$/.exec(text.slice(0, p.start))?.[0].length ?? 0),
      })),
    }
  }
  const inside = placed.filter((p) => p.part === 'inside')
  if (inside.length > 0)
    return { parts: inside.map((p) => ({ ...p, part: 'lead' as const })), doubt: 'position' }
  return { parts: [] }
}

function byPlace(a: Placed, b: Placed): number {
  return a.start - b.start
}

function rolesOf(parts: readonly Placed[], book: DepartmentBook): ReadDepartment[] {
  const seen = new Map<string, ReadDepartment>()
  const groups = parts.filter((p) => p.group)
  const everyone =
    groups.some((p) => p.group === 'ALL_SECTIONS') && groups.some((p) => p.group === 'ALL_UNITS')
  for (const p of parts) {
    const role: Role = p.part === 'assist' ? 'assist' : 'lead'
    const code = p.group
      ? everyone
        ? 'ALL'
        : (p.group satisfies Group)
      : p.codes.length === 1
        ? p.codes[0]!
        : undefined
    if (code === undefined) continue
    const there = seen.get(code)
    if (!there || (there.role === 'assist' && role === 'lead'))
      seen.set(code, { code, name: book.nameOf(code), role })
  }
  return [...seen.values()]
}

function mentionsIn(text: string, mentions: readonly Mention[]): (Stretch & { mention: Mention })[] {
  const found: (Stretch & { mention: Mention })[] = []
  for (const mention of mentions) {
    const wanted = normalize(mention.text).text
    if (wanted === '') continue
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ start: at, end: at + wanted.length, mention })
    }
  }
  return found
}

function withMentions(
  named: readonly NamedDepartment[],
  mentions: readonly (Stretch & { mention: Mention })[],
  book: DepartmentBook,
): NamedDepartment[] {
  const people = mentions.filter((m) => m.mention.department)
  const free = named.filter((n) => !mentions.some((m) => n.start < m.end && m.start < n.end))
  return [
    ...free,
    ...people.map((m) => ({
      start: m.start,
      end: m.end,
      text: book.nameOf(m.mention.department!),
      codes: [m.mention.department!],
    })),
  ].sort((a, b) => a.start - b.start)
}

/** The signs that joined one named department to the next: 、 和 会同. */
function joints(text: string, placed: readonly Placed[]): Stretch[] {
  return placed.slice(1).flatMap((p, i) => {
    const last = placed[i]!
    const between = text.slice(last.to, p.from)
    return /^\s*(?:、|和|与|及|以及|\/|\+|,|配合|协助|会同|联合|协同)?\s*$/.test(between) &&
      p.from > last.to &&
      p.part !== 'inside' &&
      last.part !== 'inside'
      ? [{ start: last.to, end: p.from }]
      : []
  })
}

/** `@所有人`, `@督办` and names nobody resolved: they call somebody and are no part of the matter. */
function atWords(text: string, mentions: readonly Stretch[]): Stretch[] {
  const free = [
    ...text.matchAll(/@[^\s@,;:。、，；：]{1,12}(?=$|[\s,;:。、])|@(?:所有人|全体成员|all)/gi),
  ].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }))
  return [...mentions, ...free]
}

const DATE_LEAD =
  /(?:请(?:各位)?(?:务必)?(?:于|在)|务必(?:于|在)|须(?:于|在)|应(?:于|在)|需(?:于|在)|要(?:于|在)|最迟(?:不超过)?(?:于|在|到)?|最晚|至迟|不(?:得)?(?:晚|迟)于|截至|截止(?:到|时间)?[:是为]?|(?:完成)?(?:时限|期限)[:是为]?|限(?:于|时)?|赶在|争取(?:在|于)?|力争(?:在|于)?|自?(?:收到|接到|交办|派单|下发)(?:本?(?:通知|单|件|任务|办理单|交办单))?之?(?:日起|后)|即日起|从今天起|给|于|在|到)\s*[:]?\s*$/

function withLead(text: string, at: Stretch, otherStart: boolean): Stretch {
  const lead = text.slice(Math.max(0, at.start - 16), at.start)
  const m = DATE_LEAD.exec(lead) ?? (otherStart ? /(?:^|(?<=[\s,;。:]))[^\s,;。:]*$/.exec(lead) : null)
  return m ? { start: at.start - m[0].length, end: at.end } : at
}

function commandStretch(text: string): Stretch[] {
  const m = COMMAND.exec(text)
  return m ? [{ start: 0, end: m[0].length }] : []
}

/** Dates are blanked out before departments are looked for: nothing inside a date is a department. */
function mask(text: string, dates: readonly Stretch[]): string {
  let out = text
  for (const { start, end } of dates)
    out = out.slice(0, start) + '\u0001'.repeat(end - start) + out.slice(end)
  const command = COMMAND.exec(text)
  return command ? ' '.repeat(command[0].length) + out.slice(command[0].length) : out
}

/** A span of the original as places of the normalised text. */
function within(words: Normalized, span: { start: number; end: number }): Stretch {
  let start = 0
  while (start < words.text.length && words.at(start) < span.start) start++
  let end = start
  while (end < words.text.length && words.at(end) < span.end) end++
  return { start, end }
}

function placeOf(words: Normalized, text: string): [number, number] {
  const at = words.text.indexOf(text)
  return at < 0 ? [0, 0] : [at, at + text.length]
}
