/**
 * What the bot understood of one sentence, in the shape the terminal's `parse` prints.
 *
 * Assignments are read by `assignment/`; the other intents take from the same reading what they need. `unsure` names
 * what would be asked back, whatever was read.
 */
import type { Calendar } from '../../domain/calendar.ts'
import { type Day, dayOf, type Moment, yearOf } from '../../domain/time.ts'
import type { NamedDepartment } from '../assignment/departments.ts'
import {
  type AssignmentReading,
  CASE_REF,
  type DepartmentBook,
  type Mention,
  readAssignment,
} from '../assignment/index.ts'
import { readOrderWords } from '../assignment/order-words.ts'
import { normalize } from '../normalize.ts'
import { departmentsFor } from './departments.ts'
import { detailsOf, overdueClaim } from './details.ts'
import { type Intent, intentOf, MEETINGS } from './intents.ts'
import { subjectFor } from './subjects.ts'

export type { Intent } from './intents.ts'

export interface UnderstoodDue {
  readonly date: Day
  readonly time: string | null
  readonly effectiveWorkday: Day
  readonly provisional?: true
  readonly promised?: true
}

export interface Understood {
  readonly intent: Intent
  readonly departments: readonly { readonly name: string; readonly role: string }[]
  readonly subject: string | null
  readonly due: UnderstoodDue | null
  readonly caseRef?: string
  readonly meetingAt?: string
  readonly meetingPart?: string
  readonly place?: string
  readonly attendees?: 'liaison'
  readonly needsApprovalBy?: 'group_leader'
  readonly extensionWorkdays?: number
  readonly reason?: string
  readonly vote?: 'agree' | 'disagree' | 'abstain'
  readonly options?: readonly string[]
  readonly result?: 'not_found'
  readonly evidence?: readonly string[]
  readonly claimedOverdueDays?: number
  readonly otherDates?: readonly { readonly text: string; readonly date: Day }[]
  readonly ambiguous?: true
  readonly filter?: 'open' | 'overdue'
  readonly period?: { readonly start: Day; readonly end: Day }
  readonly followUp?: 'notify_applicant'
  readonly eventDate?: Day
  readonly thirdPartyOpinion?: 'agree' | 'disagree'
  readonly except?: readonly string[]
  readonly needsClarification?: readonly string[]
  /** What would be asked back: department, subject, due, caseRef … */
  readonly unsure: readonly string[]
}

export interface UnderstandScene {
  readonly now: Moment
  /** The speaker's post: office_director, liaison, group_leader … */
  readonly speaker?: string | undefined
  readonly calendar: Calendar
  readonly book: DepartmentBook
  readonly mentions?: readonly Mention[] | undefined
}

const FROM_BELOW = new Set(['department_head', 'deputy_head', 'liaison', 'handler', 'member'])
const WITHOUT_DUE: ReadonlySet<Intent> = new Set([
  'cast_vote',
  'query_status',
  'suspend_clock',
  'resume_clock',
  'reply',
  'none',
  'request_extension',
  'request_close_out',
])

export function understand(text: string, scene: UnderstandScene): Understood {
  const words = normalize(text)
  const full = readAssignment(text, scene)
  const named = scene.book.scan(words.text)
  const caseRef = CASE_REF.exec(words.text.toUpperCase())?.[0]
  const claims = full.deadlines.some((d) => d.weight === 'stated' || d.weight === 'latest')
  const intent = intentOf({
    text: masked(words.text, named),
    fromAbove: !FROM_BELOW.has(scene.speaker ?? 'office_staff'),
    hasCase: caseRef !== undefined,
    hasDepartment: named.length > 0 || full.departments.length > 0,
    hasDeadline: claims || full.due !== undefined,
    hasWish: full.deadlines.some((d) => d.kind === 'unsure' && d.weight !== 'mention'),
    hasDate: full.deadlines.length > 0,
  })
  const reading = intent === 'assign' ? withoutOrderWords(text, full, scene) : full
  const departments = departmentsFor(intent, words.text, named, reading, scene.book)
  const due = dueFor(intent, words.text, reading)
  const subject = subjectFor(intent, words, reading, caseRef)
  const extra = {
    ...(caseRef && intent !== 'none' && { caseRef }),
    ...detailsOf(intent, words.text, reading, scene),
  }
  const missing = missingOf(intent, reading, { subject, caseRef, meeting: 'meetingAt' in extra })
  return {
    intent,
    departments,
    subject,
    due,
    ...extra,
    ...(missing.needed.length > 0 && { needsClarification: missing.needed }),
    unsure: missing.unsure,
  }
}

/** 特急：…, 督办单 …, 抄送计财科: said about the order, they are no part of who does what. */
function withoutOrderWords(text: string, full: AssignmentReading, scene: UnderstandScene): AssignmentReading {
  const left = readOrderWords(text, { book: scene.book, people: [], year: yearOf(dayOf(scene.now)) }).text
  return left === text ? full : readAssignment(left, scene)
}

/** The sentence with a dot for each department, so that no word of intent is found inside a name. */
function masked(text: string, named: readonly NamedDepartment[]): string {
  let out = ''
  let at = 0
  for (const n of named) {
    out += `${text.slice(at, n.start)}·`
    at = n.end
  }
  return out + text.slice(at)
}

function dueFor(intent: Intent, text: string, { due }: AssignmentReading): UnderstoodDue | null {
  if (!due || WITHOUT_DUE.has(intent) || MEETINGS.has(intent)) return null
  // 逾期3天了: the days that have gone by are no new deadline.
  const gone = due.weight === 'bare' && !/前/.test(due.text) && overdueClaim(text) !== undefined
  if (intent === 'urge' && gone) return null
  return {
    date: due.date,
    time: due.time ?? null,
    effectiveWorkday: due.effectiveWorkday,
    ...(due.provisional && { provisional: true as const }),
    ...(intent === 'acknowledge' && { promised: true as const }),
  }
}

/** What has to be said before this can be done, and what would be asked back. */
function missingOf(
  intent: Intent,
  reading: AssignmentReading,
  known: { subject: string | null; caseRef: string | undefined; meeting: boolean },
) {
  if (intent === 'assign') {
    const needed = [...new Set(reading.unsure.filter((u) => u.reason === 'missing').map((u) => u.field))]
    return { needed, unsure: [...new Set(reading.unsure.map((u) => u.field))] }
  }
  const needed: string[] = []
  if (intent === 'convene_consultation' && !known.caseRef && !known.subject) needed.push('caseRef')
  if (MEETINGS.has(intent) && !known.meeting) needed.push('meetingAt')
  const asks =
    intent === 'none' || WITHOUT_DUE.has(intent) || MEETINGS.has(intent)
      ? []
      : reading.unsure.filter((u) => u.field === 'due')
  return { needed, unsure: [...new Set([...needed, ...asks.map((u) => u.field)])] }
}
