/** What a sentence asks for and is done otherwise today: said what was understood, and offered as an order where one makes sense. */

import type { Group } from '../../src/chat/assignment/departments.ts'
import {
  alone,
  type Call,
  type Outcome,
  type PressCall,
  type PressOutcome,
  refused,
} from '../../src/chat/command.ts'
import type { Press } from '../../src/chat/message.ts'
import type { Understood } from '../../src/chat/understand/index.ts'
import { CLOCKS, type Intent, MEETINGS } from '../../src/chat/understand/intents.ts'
import { sayMeeting, today } from '../../src/chat/words/proposals.ts'
import { cut } from '../../src/chat/words/short.ts'
import { mayDo } from '../../src/domain/authority.ts'
import { ORDER_KINDS } from '../../src/domain/kinds.ts'
import { departmentOf, inRosterOrder } from '../../src/domain/roster.ts'
import { dayOf, parseDay, type TimeOfDay, yearOf } from '../../src/domain/time.ts'
import type { Ctx } from '../../src/services/context.ts'
import { departmentName } from '../../src/services/orders/card.ts'
import { draftOrders } from '../../src/services/orders/draft-order.ts'
import { previewOf } from '../assign.ts'
import { offerAnswer } from './offer-answer.ts'

/** Asked by the office of departments; what a department may say itself is in {@link FROM_BELOW}. */
const OFFICE: ReadonlySet<Intent> = new Set<Intent>([...MEETINGS, ...CLOCKS, 'open_vote', 'circular'])
const FROM_BELOW: ReadonlySet<Intent> = new Set<Intent>(['cast_vote', 'request_close_out'])

/** `undefined`: not one of these. */
export async function doOtherwise(call: Call, read: Understood): Promise<Outcome | undefined> {
  const { ctx, book } = call
  if (FROM_BELOW.has(read.intent)) {
    const offered = await offerAnswer(call)
    if (offered?.kind === 'say') {
      const first = today(read, [], ctx.now)
      return {
        ...offered,
        message: {
          ...offered.message,
          title: first.title!,
          lines: [first.lines.at(-2) ?? '', ...offered.message.lines].slice(0, 11),
        },
      }
    }
    return alone(today(read, namesOf(ctx, read, book), ctx.now))
  }
  if (!OFFICE.has(read.intent)) return undefined
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return refused(may)
  return alone(today(read, namesOf(ctx, read, book), ctx.now, dispatchOf(call, read)))
}

type Book = Call['book']

function codesOf(read: Understood, book: Book): readonly string[] {
  return read.departments.flatMap(({ name, role }) => {
    // Who calls the meeting attends it anyway.
    if (MEETINGS.has(read.intent) && role === 'lead') return []
    return /^ALL/.test(name) ? book.expand(name as Group) : book.resolve(name).map((d) => d.code)
  })
}

function namesOf(ctx: Ctx, read: Understood, book: Book): readonly string[] {
  const group = read.departments.find((d) => /^ALL/.test(d.name))
  if (group) return [book.nameOf(group.name)]
  return codesOf(read, book).map((code) => departmentName(ctx, code).name)
}

/** The order that does the same today; absent where no department is asked for anything. */
function dispatchOf({ ctx, book }: Call, read: Understood): Press | undefined {
  const year = { year: yearOf(dayOf(ctx.now)) }
  const departments = CLOCKS.has(read.intent) ? ['office'] : codesOf(read, book)
  const known = departments.filter((code) => book.departments.some((d) => d.code === code))
  const matter = matterOf(read, year)
  if (known.length === 0 || matter === undefined) return undefined
  const meeting = MEETINGS.has(read.intent) ? read.meetingAt : undefined
  const on = meeting?.slice(0, 10) ?? read.due?.date
  const at = meeting ? (read.meetingPart ? undefined : meeting.slice(11, 16)) : read.due?.time
  return {
    do: 'sentence.dispatch',
    departments: known.join(','),
    subject: cut(matter, 120),
    ...(on ? { on } : {}),
    ...(at ? { at } : {}),
  }
}

function matterOf(read: Understood, year: { year: number }): string | undefined {
  const { intent, subject, caseRef } = read
  const when = read.meetingAt
    ? `（${sayMeeting(read.meetingAt, read.meetingPart, year)}${read.place ? `，${read.place}` : ''}）`
    : ''
  const who = read.attendees === 'liaison' ? '联络员' : ''
  switch (intent) {
    case 'convene_consultation':
      return `参加会商${(caseRef ?? subject) ? `：${caseRef ?? subject}` : ''}${when}`
    case 'convene_meeting':
      return `${who}参加${subject ?? '会议'}${when}`
    case 'propose_meeting':
      return `参加领导小组会议${subject ? `：${subject}` : ''}${when}`
    case 'open_vote':
      return `对“${cut(subject ?? '所列事项', 60)}”书面反馈意见（${(read.options ?? []).join('/') || '同意/不同意/弃权'}）`
    case 'circular':
      return `补报${subject ? `（${subject}）` : ''}`
    case 'require_correction':
      return `${caseRef ?? ''}一次性告知申请人补正`
    case 'suspend_clock':
      return read.followUp === 'notify_applicant' ? `${caseRef ?? ''}答复期限中止，通知申请人` : undefined
    default:
      return undefined
  }
}

export const otherwisePresses = {
  'sentence.dispatch': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const { roster } = ctx.bureau
    const codes = inRosterOrder(
      roster,
      (press.departments ?? '').split(',').filter((code) => departmentOf(roster, code)),
    )
    const subject = press.subject ?? ''
    const on = parseDay(press.on ?? '')
    if (press.on && !on) return { kind: 'pressed', toast: '该按钮已失效', tone: 'warning' }
    const term = on
      ? { kind: 'date' as const, on, ...(press.at ? { time: press.at as TimeOfDay } : {}) }
      : ORDER_KINDS.task.term
    const draft = {
      kind: 'task' as const,
      subject,
      term,
      departments: codes.map((code) => ({ code, role: 'lead' as const })),
    }
    const typed = `${codes.map((c) => departmentName(ctx, c).name).join('、')} ${subject}${on ? ` ${on}前` : ''}`
    const drafted = await draftOrders(ctx, [draft], typed)
    if (!drafted.ok) return refused(drafted)
    return {
      kind: 'pressed',
      toast: '请核对预览后确认下发',
      tone: 'info',
      message: previewOf(ctx, drafted.value, {}),
    }
  },
}
