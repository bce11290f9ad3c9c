/** What a sentence says besides who, what and by when: each intent's own particulars. */
import { addDays, type Day, dayOf, isoOf, type Moment, momentOf, timeOfDay } from '../../domain/time.ts'
import type { AssignmentReading, DepartmentBook } from '../assignment/index.ts'
import type { DeadlineReading, Due } from '../deadline/index.ts'
import { readCount } from '../deadline/numerals.ts'
import type { Understood } from './index.ts'
import { CLOCKS, type Intent, MEETINGS } from './intents.ts'
import { periodOf } from './periods.ts'

export function detailsOf(
  intent: Intent,
  text: string,
  reading: AssignmentReading,
  { now, book }: { readonly now: Moment; readonly book: DepartmentBook },
): Partial<Understood> {
  return {
    ...(MEETINGS.has(intent) && meetingOf(text, reading.deadlines)),
    ...extensionOf(intent, text),
    ...voteOf(intent, text),
    ...(intent === 'reply' && evidenceOf(text)),
    ...(intent === 'urge' && overdueClaim(text)),
    ...(intent === 'query_status' && queryOf(text, now)),
    ...(CLOCKS.has(intent) && clockOf(intent, text, reading.deadlines, now)),
    ...(intent === 'assign' && assignmentOf(reading, book)),
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

function extensionOf(intent: Intent, text: string) {
  if (intent !== 'request_extension' && intent !== 'approve_extension') return {}
  const m =
    /(?:延期|延长|宽限|顺延|延后|展期)[^,。\d一二两三四五六七八九十]{0,6}(\d+|[一二两三四五六七八九十]+)\s*个?工作日/.exec(
      text,
    )
  const n = m ? readCount(m[1]!) : undefined
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

/** 逾期3天, 拖了五个工作日: how late the speaker says it is, in days or working days as said. */
export function overdueClaim(text: string): { claimedOverdueDays: number } | undefined {
  const m = /(?:逾期|超期|拖了?)\s*了?\s*(\d+|[一二两三四五六七八九十]+)\s*个?(?:工作日|天|日)/.exec(text)
  const n = m ? readCount(m[1]!) : undefined
  return n === undefined ? undefined : { claimedOverdueDays: n }
}

function queryOf(text: string, now: Moment) {
  const period = periodOf(text, dayOf(now))
  return {
    ...(/逾期|超期/.test(text)
      ? { filter: 'overdue' as const }
      : /没|未|在办|还有/.test(text)
        ? { filter: 'open' as const }
        : {}),
    ...(period && { period }),
  }
}

function clockOf(intent: Intent, text: string, deadlines: readonly DeadlineReading[], now: Moment) {
  return {
    ...(intent === 'suspend_clock' &&
      /(?:通知|告知)申请人/.test(text) && { followUp: 'notify_applicant' as const }),
    ...(intent === 'resume_clock' && { eventDate: happenedOn(text, deadlines, now) }),
    ...(intent === 'resume_clock' &&
      /同意公开|同意/.test(text) && {
        thirdPartyOpinion: /不同意/.test(text) ? ('disagree' as const) : ('agree' as const),
      }),
  }
}

/** When it happened: 昨天, 11月20日 (the last one), else the day it is said. */
function happenedOn(text: string, deadlines: readonly DeadlineReading[], now: Moment): Day {
  const today = dayOf(now)
  if (/昨[天日]/.test(text)) return addDays(today, -1)
  if (/(?<!大)前天/.test(text)) return addDays(today, -2)
  for (const d of deadlines) {
    const said = d.kind === 'due' ? [d.date] : d.candidates
    const gone = said.filter((day) => day <= today)
    if (gone[0]) return gone[0]
  }
  return today
}

function assignmentOf(reading: AssignmentReading, book: DepartmentBook) {
  return {
    ...(reading.otherDates.length > 0 && {
      otherDates: reading.otherDates.map((d) => ({ text: d.text, date: d.date })),
    }),
    ...(reading.ambiguousDue && { ambiguous: true as const }),
    ...(reading.except.length > 0 && { except: reading.except.map((code) => book.nameOf(code)) }),
  }
}
