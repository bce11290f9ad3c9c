/** Mentions in a line: where they stand, and the departments that mentioned people stand for. */
import { normalize } from '../normalize.ts'
import type { DepartmentBook, NamedDepartment } from './departments.ts'
import type { Stretch } from './subject.ts'

/** A mention the platform resolved: `@王强` is somebody of a department. */
export interface Mention {
  readonly text: string
  /** Department code. */
  readonly department?: string | undefined
  readonly person?: string | undefined
}

export interface PlacedMention extends Stretch {
  readonly mention: Mention
}

export function mentionsIn(text: string, mentions: readonly Mention[]): PlacedMention[] {
  const found: PlacedMention[] = []
  for (const mention of mentions) {
    const wanted = normalize(mention.text).text
    if (wanted === '') continue
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ start: at, end: at + wanted.length, mention })
    }
  }
  return found
}

/** The departments of a line in its order; a mentioned person's department stands where the person does. */
export function withMentions(
  named: readonly NamedDepartment[],
  mentions: readonly PlacedMention[],
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
