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
import { type DeadlineReading, type Due, readDeadlines } from '../deadline/index.ts'
import { type Normalized, normalize } from '../normalize.ts'
import type { DepartmentBook } from './departments.ts'
import { govern } from './govern.ts'
import { type Mention, mentionsIn, withMentions } from './mentions.ts'
import { type ReadDepartment, responsible, rolesOf } from './responsible.ts'
import { placeDepartments } from './roles.ts'
import { blankOut, spentOn, within } from './spent.ts'
import { subjectOf } from './subject.ts'
import { unknownDepartments } from './unknown.ts'
import { unreadDate } from './unread-date.ts'
import { type Unsure, unsureOf } from './unsure.ts'

export { type DepartmentBook, type DepartmentEntry, departmentBook, type Group } from './departments.ts'
export type { Mention } from './mentions.ts'
export type { Unsure } from './unsure.ts'

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

export interface AssignmentScene {
  readonly now: Moment
  readonly calendar: Calendar
  readonly book: DepartmentBook
  readonly mentions?: readonly Mention[] | undefined
}

export const CASE_REF = /[A-Z]{2,5}-\d{4}-\d{1,5}/

export function readAssignment(text: string, scene: AssignmentScene): AssignmentReading {
  const words = normalize(text)
  const { book } = scene
  const deadlines = readDeadlines(words, scene.now, scene.calendar)
  const dates = deadlines.map((d) => within(words, d.span))
  const masked = blankOut(words.text, dates)
  const mentions = mentionsIn(masked, scene.mentions ?? [])
  const named = withMentions(book.scan(masked), mentions, book)
  const placed = placeDepartments(masked, named, new Set(dates.map((d) => d.end)))
  const chosen = responsible(masked, placed)
  const read = govern(words, deadlines)
  const unread = !read.due && read.asks.length === 0 ? unreadDate(words, masked, named) : undefined
  const governed = unread ? { ...read, asks: [unread] } : read
  const strange = unknownDepartments(masked, placed, book)
  const unknown = strange.filter((u) => !u.shared)
  const departments = rolesOf(chosen.parts, book)
  const except = [...new Set(placed.filter((p) => p.part === 'except').flatMap((p) => p.codes))]
  const split = /(?:分别|各自|分头)(?:办理|落实|完成|反馈|报送|负责)/.test(words.text)

  const spent = spentOn(words.text, {
    masked,
    placed,
    parts: chosen.parts,
    unknown: strange,
    mentions,
    dates: (unread ? [{ at: unread.at, otherStart: false }] : []).concat(
      deadlines.flatMap((d, i) =>
        d.weight === 'mention' || (d.weight === 'loose' && d !== governed.due)
          ? []
          : [{ at: dates[i]!, otherStart: d.kind === 'unsure' && d.reason === 'other-start' }],
      ),
    ),
  })
  const others = governed.others.map((d) => within(words, d.span))
  const subject = subjectOf(words, spent, others)
  const caseRef = CASE_REF.exec(words.text.toUpperCase())?.[0]
  const ambiguousDepartments = chosen.parts
    .filter((p) => p.codes.length > 1 && !p.each)
    .map((p) => ({ text: p.text, candidates: p.codes.map((c) => book.nameOf(c)) }))
    .concat(strange.filter((u) => u.shared).map((u) => ({ text: u.text, candidates: [...u.suggestions] })))

  const unsure = unsureOf({
    departments,
    doubt: chosen.doubt,
    subject: subject?.text,
    governed,
    unknown,
    ambiguous: ambiguousDepartments,
    miscounted: chosen.parts.flatMap((p) =>
      p.miscounted
        ? [{ text: p.miscounted.text, candidates: p.miscounted.codes.map((c) => book.nameOf(c)) }]
        : [],
    ),
  })

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

function placeOf(words: Normalized, text: string): [number, number] {
  const at = words.text.indexOf(text)
  return at < 0 ? [0, 0] : [at, at + text.length]
}
