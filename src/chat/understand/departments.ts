/** Which departments a sentence is about, and as what: it depends on what the sentence wants. */
import type { DepartmentBook, NamedDepartment } from '../assignment/departments.ts'
import type { AssignmentReading } from '../assignment/index.ts'
import { placeDepartments } from '../assignment/roles.ts'
import type { Understood } from './index.ts'
import { CLOCKS, type Intent, MEETINGS } from './intents.ts'

const GROUPS: ReadonlySet<string> = new Set(['ALL', 'ALL_BUSINESS', 'ALL_SECTIONS', 'ALL_UNITS'])

/** Said for one's own department, named or not. */
const ABOUT_SELF: ReadonlySet<Intent> = new Set([
  'request_extension',
  'cast_vote',
  'reply',
  'acknowledge',
  'request_close_out',
])

export function departmentsFor(
  intent: Intent,
  text: string,
  named: readonly NamedDepartment[],
  reading: AssignmentReading,
  book: DepartmentBook,
): Understood['departments'] {
  const nameOf = (n: NamedDepartment): string[] =>
    n.group ? [n.group] : n.codes.length === 1 || n.each ? n.codes.map((c) => book.nameOf(c)) : []
  if (intent === 'assign' || intent === 'remind') {
    return reading.departments.map((d) => ({ name: GROUPS.has(d.code) ? d.code : d.name, role: d.role }))
  }
  if (intent === 'none' || CLOCKS.has(intent)) return []
  const placed = placeDepartments(text, named, new Set()).filter(
    (p) => p.part !== 'place' && p.part !== 'except',
  )
  const names = [...new Set(placed.flatMap(nameOf))]
  const all = (role: string) => names.map((name) => ({ name, role }))
  if (ABOUT_SELF.has(intent))
    return names.length > 0 ? all('self').slice(0, 1) : [{ name: 'self', role: 'self' }]
  if (intent === 'circular') return all('named')
  if (intent === 'open_vote') return names.length > 0 ? all('vote') : [{ name: 'ALL', role: 'vote' }]
  if (intent === 'query_status') return all('subject')
  if (!MEETINGS.has(intent)) return all('lead')
  if (names.length === 0)
    return /领导小组(?:全体)?(?:会议|会)|全体成员/.test(text) ? [{ name: 'ALL', role: 'attend' }] : []
  const convenor = placed.find((p) => /^(?:来|去)?(?:约|召集|组织|牵头|主持)/.test(text.slice(p.end)))
  return placed.flatMap((p) => nameOf(p).map((name) => ({ name, role: p === convenor ? 'lead' : 'attend' })))
}
