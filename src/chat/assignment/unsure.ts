/** What would be asked back about an assignment, in the order in which it is asked. */
import type { UnsureReason } from '../deadline/index.ts'
import type { Governed } from './govern.ts'
import type { ReadDepartment } from './responsible.ts'

/** A closed list per field. */
export type Unsure =
  | {
      readonly field: 'department'
      /** `lead`: some assist and nobody leads. `count`: a list was counted (三个科室) or left open (等科室) and its names are not that many. */
      readonly reason: 'missing' | 'unknown' | 'ambiguous' | 'count' | 'position' | 'role' | 'lead'
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

interface Read {
  readonly departments: readonly ReadDepartment[]
  /** Who leads is read from the place in the line alone. */
  readonly doubt: 'position' | 'role' | 'lead' | undefined
  readonly subject: string | undefined
  readonly governed: Governed
  readonly unknown: readonly { readonly text: string; readonly suggestions: readonly string[] }[]
  readonly ambiguous: readonly { readonly text: string; readonly candidates: readonly string[] }[]
  readonly miscounted?: readonly { readonly text: string; readonly candidates: readonly string[] }[]
}

export function unsureOf({
  departments,
  doubt,
  subject,
  governed,
  unknown,
  ambiguous,
  miscounted = [],
}: Read): readonly Unsure[] {
  const unsure: Unsure[] = []
  for (const u of unknown)
    unsure.push({ field: 'department', reason: 'unknown', text: u.text, candidates: u.suggestions })
  for (const a of ambiguous) unsure.push({ field: 'department', reason: 'ambiguous', ...a })
  for (const m of miscounted) unsure.push({ field: 'department', reason: 'count', ...m })
  if (departments.length === 0 && unsure.length === 0) unsure.push({ field: 'department', reason: 'missing' })
  if (doubt) unsure.push({ field: 'department', reason: doubt })
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
  return unsure
}
