/**
 * What the bot understood of one sentence, in the shape the terminal's `parse` prints.
 *
 * Assignments are read by `assignment/`; the other intents take from the same reading what they need. `unsure` names
 * what would be asked back, whatever was read.
 */
import type { Calendar } from '../../domain/calendar.ts'
import {
  addDays,
  type Day,
  dayFrom,
  dayOf,
  isoOf,
  lastDayOfMonth,
  type Moment,
  momentOf,
  monthOf,
  timeOfDay,
  weekday,
  yearOf,
} from '../../domain/time.ts'
import type { NamedDepartment } from '../assignment/departments.ts'
import {
  type AssignmentReading,
  CASE_REF,
  type DepartmentBook,
  type Mention,
  readAssignment,
} from '../assignment/index.ts'
import { placeDepartments } from '../assignment/roles.ts'
import { type DeadlineReading, type Due, quarterOf } from '../deadline/index.ts'
import { normalize } from '../normalize.ts'
import { type Intent, intentOf } from './intents.ts'
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
const ABOUT_SELF: ReadonlySet<Intent> = new Set([
  'request_extension',
  'cast_vote',
  'reply',
  'acknowledge',
  'request_close_out',
])
const MEETINGS: ReadonlySet<Intent> = new Set(['convene_consultation', 'convene_meeting', 'propose_meeting'])
const CLOCKS: ReadonlySet<Intent> = new Set(['suspend_clock', 'resume_clock', 'require_correction'])
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
  const reading = readAssignment(text, scene)
  const named = scene.book.scan(words.text)
  const caseRef = CASE_REF.exec(words.text.toUpperCase())?.[0]
  const claims = reading.deadlines.some((d) => d.weight === 'stated' || d.weight === 'latest')
  const intent = intentOf({
    text: masked(words.text, named),
    fromAbove: !FROM_BELOW.has(scene.speaker ?? 'office_staff'),
    hasCase: caseRef !== undefined,
    hasDepartment: named.length > 0 || reading.departments.length > 0,
    hasDeadline: claims || reading.due !== undefined,
    hasDate: reading.deadlines.length > 0,
  })
  const departments = departmentsFor(intent, words.text, named, reading, scene)
  const dueReading =
    intent === 'urge'
      ? reading.due?.weight === 'bare' && !/前/.test(reading.due.text) && overdueClaim(words.text)
        ? undefined
        : reading.due
      : reading.due
  const due =
    WITHOUT_DUE.has(intent) || MEETINGS.has(intent) || !dueReading ? null : dueOf(dueReading, intent)
  const subject = subjectFor(intent, words, reading, caseRef)
  const extra = {
    ...(caseRef && intent !== 'none' && { caseRef }),
    ...(MEETINGS.has(intent) && meetingOf(words.text, reading.deadlines)),
    ...extensionOf(intent, words.text),
    ...voteOf(intent, words.text),
    ...(intent === 'reply' && evidenceOf(words.text)),
    ...(intent === 'urge' && overdueClaim(words.text)),
    ...(intent === 'query_status' && queryOf(words.text, dayOf(scene.now))),
    ...(CLOCKS.has(intent) && clockOf(intent, words.text, reading.deadlines, scene.now)),
    ...(intent === 'assign' && assignmentExtras(reading)),
    ...(intent === 'assign' &&
      reading.except.length > 0 && { except: reading.except.map((c) => scene.book.nameOf(c)) }),
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

function masked(text: string, named: readonly NamedDepartment[]): string {
  let out = ''
  let at = 0
  for (const n of named) {
    out += `${text.slice(at, n.start)}·`
    at = n.end
  }
  return out + text.slice(at)
}

function departmentsFor(
  intent: Intent,
  text: string,
  named: readonly NamedDepartment[],
  reading: AssignmentReading,
  { book }: UnderstandScene,
): Understood['departments'] {
  const nameOf = (n: NamedDepartment): string[] =>
    n.group ? [n.group] : n.codes.length === 1 ? [book.nameOf(n.codes[0]!)] : []
  const groups = ['ALL', 'ALL_BUSINESS', 'ALL_SECTIONS', 'ALL_UNITS']
  if (intent === 'assign' || intent === 'remind') {
    return reading.departments.map((d) => ({ name: groups.includes(d.code) ? d.code : d.name, role: d.role }))
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

function dueOf(due: Due, intent: Intent): UnderstoodDue {
  return {
    date: due.date,
    time: due.time ?? null,
    effectiveWorkday: due.effectiveWorkday,
    ...(due.provisional && { provisional: true as const }),
    ...(intent === 'acknowledge' && { promised: true as const }),
  }
}

/** A meeting's start: an hour as said; a part of the day starts 09:00 or 14:00 and is marked; a day alone stays a day. */
function meetingOf(text: string, deadlines: readonly DeadlineReading[]) {
  const at = deadlines.find((d): d is Due => d.kind === 'due' && !/前$/.test(d.text))
  const place = /(?:在|地点[:是为]?)([^,。;\s]{0,10}(?:会议室|报告厅|会议厅|接待室|办公室|\d{3,4}室?))/.exec(
    text,
  )?.[1]
  const part = at?.timeFromPart && (at.part === '上午' || at.part === '下午') ? at.part : undefined
  const time = part === '上午' ? timeOfDay('09:00') : part === '下午' ? timeOfDay('14:00') : at?.time
  return {
    ...(at && { meetingAt: time ? isoOf(momentOf(at.date, time)) : at.date }),
    ...(part && { meetingPart: part }),
    ...(place && { place }),
    ...(/联络员/.test(text) && { attendees: 'liaison' as const }),
    ...(/组长(?:审定|审批|同意|批准|定)/.test(text) && { needsApprovalBy: 'group_leader' as const }),
  }
}

const COUNT: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十五: 15,
  二十: 20,
}
function count(word: string): number | undefined {
  return /^\d+$/.test(word) ? Number(word) : COUNT[word]
}

function extensionOf(intent: Intent, text: string) {
  if (intent !== 'request_extension' && intent !== 'approve_extension') return {}
  const m =
    /(?:延期|延长|宽限|顺延|延后|展期)[^,。\d一二两三四五六七八九十]{0,6}(\d+|[一二两三四五六七八九十]+)\s*个?工作日/.exec(
      text,
    )
  const n = m ? count(m[1]!) : undefined
  const after = m ? text.slice(m.index + m[0].length).replace(/^[\s,。;:]+|[\s。;!]+$/g, '') : ''
  const because = /(?:因为?|由于)([^,。;]+)/.exec(text)?.[1]
  const reason =
    intent === 'request_extension'
      ? (because ?? (after && !/^(?:答复|报送|反馈|办理)/.test(after) ? after : undefined))
      : undefined
  return { ...(n !== undefined && { extensionWorkdays: n }), ...(reason && { reason }) }
}

function voteOf(intent: Intent, text: string) {
  if (intent === 'cast_vote') {
    const vote = /弃权/.test(text) ? 'abstain' : /不同意|反对|不赞成/.test(text) ? 'disagree' : 'agree'
    return { vote: vote as 'agree' | 'disagree' | 'abstain' }
  }
  if (intent !== 'open_vote') return {}
  const said = /((?:同意|赞成)\s*[/、,]\s*(?:不同意|反对)(?:\s*[/、,或]\s*弃权)?)/.exec(text)?.[1]
  return { options: said ? said.split(/[/、,或]/).map((o) => o.trim()) : ['同意', '不同意', '弃权'] }
}

function evidenceOf(text: string) {
  const listed = /(?:^|[,;。:])([^,;。:]+?)(?:已?(?:一并|随)?(?:见附件|详见附件|附后))/.exec(text)?.[1]
  return {
    ...(/未找到|未检索到|查无|检索无果|没有找到|不存在/.test(text) && { result: 'not_found' as const }),
    ...(listed && {
      evidence: listed
        .split(/、|和|及|与/)
        .map((e) => e.trim())
        .filter(Boolean),
    }),
  }
}

function overdueClaim(text: string): { claimedOverdueDays: number } | undefined {
  const m = /(?:逾期|超期|拖了?)\s*了?\s*(\d+|[一二两三四五六七八九十]+)\s*个?(?:工作日|天|日)/.exec(text)
  const n = m ? count(m[1]!) : undefined
  return n === undefined ? undefined : { claimedOverdueDays: n }
}

function queryOf(text: string, today: Day) {
  const period = periodOf(text, today)
  return {
    ...(/逾期|超期/.test(text)
      ? { filter: 'overdue' as const }
      : /没|未|在办|还有/.test(text)
        ? { filter: 'open' as const }
        : {}),
    ...(period && { period }),
  }
}

function periodOf(text: string, today: Day): Understood['period'] {
  const [year, month] = [yearOf(today), monthOf(today)]
  const quarter = quarterOf(today)
  if (/本季度|这个?季度/.test(text)) return { start: quarter.first, end: quarter.last }
  if (/上个?季度/.test(text)) {
    const last = quarterOf(addDays(quarter.first, -1))
    return { start: last.first, end: last.last }
  }
  if (/本月|这个月/.test(text)) return { start: dayFrom(year, month, 1)!, end: lastDayOfMonth(year, month) }
  if (/上个?月/.test(text)) {
    const end = addDays(dayFrom(year, month, 1)!, -1)
    return { start: dayFrom(yearOf(end), monthOf(end), 1)!, end }
  }
  if (/本周|这周/.test(text)) {
    const monday = addDays(today, 1 - weekday(today))
    return { start: monday, end: addDays(monday, 6) }
  }
  if (/今年|本年/.test(text)) return { start: dayFrom(year, 1, 1)!, end: dayFrom(year, 12, 31)! }
  return undefined
}

function clockOf(intent: Intent, text: string, deadlines: readonly DeadlineReading[], now: Moment) {
  const on = deadlines.find((d): d is Due => d.kind === 'due')
  return {
    ...(intent === 'suspend_clock' &&
      /(?:通知|告知)申请人/.test(text) && { followUp: 'notify_applicant' as const }),
    ...(intent === 'resume_clock' && { eventDate: on?.date ?? dayOf(now) }),
    ...(intent === 'resume_clock' &&
      /同意公开|同意/.test(text) && {
        thirdPartyOpinion: /不同意/.test(text) ? ('disagree' as const) : ('agree' as const),
      }),
  }
}

function assignmentExtras(reading: AssignmentReading) {
  return {
    ...(reading.otherDates.length > 0 && {
      otherDates: reading.otherDates.map((d) => ({ text: d.text, date: d.date })),
    }),
    ...(reading.ambiguousDue && { ambiguous: true as const }),
  }
}

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
