/** Who is responsible, of all departments that a line names, and in which role. */
import type { Role } from '../../domain/order.ts'
import type { DepartmentBook, Group } from './departments.ts'
import { handedTo, type Placed } from './roles.ts'

export interface ReadDepartment {
  /** A department's code, or a group. */
  readonly code: string
  readonly name: string
  readonly role: Role
}

/** The parts that are responsible; `doubt` when the place in the sentence does not tell. */
export function responsible(
  text: string,
  placed: readonly Placed[],
): { parts: Placed[]; doubt?: 'position' | 'role' | 'lead' } {
  const labelled = placed.filter((p) => p.part === 'lead' || p.part === 'assist')
  const free = placed.filter((p) => p.part === 'unlabelled')
  const led = labelled.some((p) => p.part === 'lead')
  if (labelled.length > 0) {
    // 人事科，计财科配合: the one without a word leads; with a leader named, a further one is asked about.
    if (!led && free.length === 0) return { parts: labelled, doubt: 'lead' }
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

/** One entry for each department or group; somebody named twice leads if they lead once. */
export function rolesOf(parts: readonly Placed[], book: DepartmentBook): ReadDepartment[] {
  const seen = new Map<string, ReadDepartment>()
  const groups = parts.filter((p) => p.group)
  const everyone =
    groups.some((p) => p.group === 'ALL_SECTIONS') && groups.some((p) => p.group === 'ALL_UNITS')
  for (const p of parts) {
    const role: Role = p.part === 'assist' ? 'assist' : 'lead'
    const codes = p.group
      ? [everyone ? 'ALL' : (p.group satisfies Group)]
      : p.codes.length === 1 || p.each
        ? p.codes
        : []
    for (const code of codes) {
      const there = seen.get(code)
      if (!there || (there.role === 'assist' && role === 'lead'))
        seen.set(code, { code, name: book.nameOf(code), role })
    }
  }
  return [...seen.values()]
}
