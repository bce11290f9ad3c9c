import { rest } from '../src/chat/args.ts'
import { draftFrom } from '../src/chat/assignment/draft.ts'
import { type AssignmentReading, readAssignment, type Unsure } from '../src/chat/assignment/index.ts'
import { mentionedPeople, peopleAtHead } from '../src/chat/assignment/people.ts'
import { alone, type Call, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import { type Message, say } from '../src/chat/message.ts'
import { wordRefusal } from '../src/chat/refusals.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { sayDay } from '../src/chat/words/dates.ts'
import { wordNotUnderstood } from '../src/chat/words/not-understood.ts'
import { preview } from '../src/chat/words/previews.ts'
import { mayDo } from '../src/domain/authority.ts'
import { kindOf } from '../src/domain/kinds.ts'
import { basisOf, type Role } from '../src/domain/order.ts'
import { headOf } from '../src/domain/roster.ts'
import { printNo } from '../src/domain/serial.ts'
import { type Day, dayOf, yearOf } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { departmentName, dueNote } from '../src/services/orders/card.ts'
import { confirmDraft, type Draft, draftOrders, dropDraft } from '../src/services/orders/draft-order.ts'
import { asksForPhones, issueOrder } from '../src/services/orders/issue-order.ts'

/** One line of ordinary Chinese becomes an order: who, what, by when. */
export const assign = defineCommand({
  name: 'assign',
  aliases: ['交办', '派单', '下发', '布置'],
  for: 'office',
  args: { text: rest },
  words: {
    zh: {
      summary: '下发交办单',
      usage: '/assign 科室 事项 期限（科室可写牵头、配合；期限不写为 5 个工作日）',
      example: '/交办 人事科牵头、计财科配合 更新权责清单 5个工作日内',
    },
    en: {
      summary: 'issue an order to one or several departments',
      usage: '/assign DEPARTMENTS SUBJECT TERM',
    },
  },
  run: (call) => assignFrom(call, call.args.text, false),
  presses: {
    'draft.confirm': async ({ ctx, press, message }) => {
      const done = await confirmDraft(ctx, press.draft ?? '')
      if (!done.ok) return refused(done)
      if (done.value.kind === 'moved') {
        const becomes = previewOf(ctx, done.value.draft, { movedFrom: done.value.shown[0]! })
        return pressed('期限已随收到时间变更，请核对后重新确认', becomes, 'warning')
      }
      const { order } = done.value.issued[0]!
      const no = printNo(order.no)
      return pressed(
        `已下发 ${no}`,
        message
          ? { title: `已下发　${kindOf(order.kind).name}${no}`, tone: 'done', lines: [order.subject] }
          : undefined,
      )
    },
    'draft.edit': async ({ ctx, press }) => {
      const dropped = await dropDraft(ctx, press.draft ?? '', 'editing')
      if (!dropped.ok) return refused(dropped)
      return {
        ...pressed(
          '请修改后重新发送',
          { title: '待修改', lines: ['本预览不再有效，请发送修改后的内容'] },
          'info',
        ),
        message: say('请复制下行，修改后重新发送：', `/assign ${dropped.value.typed}`),
      }
    },
    'draft.cancel': async ({ ctx, press }) => {
      const dropped = await dropDraft(ctx, press.draft ?? '', 'cancelled')
      if (!dropped.ok) return refused(dropped)
      return pressed(
        '已取消，未下发',
        { title: '已取消', tone: 'quiet', lines: ['本件未下发，未占用编号'] },
        'info',
      )
    },
  },
})

/**
 * Reads an assignment and previews or issues it.
 * @param sentence it was a free sentence: always confirmed first
 */
export async function assignFrom(call: Call, text: string, sentence: boolean): Promise<Outcome> {
  const { ctx } = call
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return refused(may)
  const mentions = [
    ...mentionedPeople(call.said, ctx.bureau, ctx.now),
    ...(sentence ? [] : peopleAtHead(text, call.book, ctx.bureau.roster, ctx.now)),
  ]
  const leader = mentions.find((m) => m.leader && text.includes(m.text))
  if (leader)
    return alone(wordNotUnderstood({ kind: 'leader-assigned', name: leader.text.replace(/^@/, '') }))
  const reading = readAssignment(text, {
    now: ctx.now,
    calendar: ctx.bureau.calendar,
    book: call.book,
    mentions,
  })
  // Who leads may be read from the place in the line alone: that is shown in a preview, everything else is asked.
  const asked = reading.unsure.filter((u) => !isPlaceDoubt(u))
  if (asked.length > 0) return alone(askBack(call, reading, asked))
  const doubtful = reading.unsure.length > 0
  const draft = draftFrom(reading, call.book, ctx.bureau.roster)
  if (sentence || doubtful || ctx.bureau.settings.confirm) {
    const drafted = await draftOrders(ctx, [draft], text)
    if (!drafted.ok) return sayRefused(call, drafted)
    return alone(previewOf(ctx, drafted.value, { reading }), `draft:${drafted.value.id}`)
  }
  const issued = await issueOrder(ctx, draft, { reply: true })
  if (!issued.ok) return sayRefused(call, issued)
  if (issued.value.answered) return { kind: 'done' }
  return alone(say(`已下发　${kindOf(draft.kind).name}${printNo(issued.value.order.no)}　${draft.subject}`))
}

function isPlaceDoubt(u: Unsure): boolean {
  return u.field === 'department' && (u.reason === 'position' || u.reason === 'role')
}

function sayRefused(call: Call, decision: Parameters<typeof refused>[0]): Outcome {
  // A free sentence is answered with the command's example too.
  return alone(
    wordRefusal(decision.refusal, bureauNames(call.ctx.bureau), { example: assign.words.zh.example }),
  )
}

function previewOf(ctx: Ctx, drafted: Draft, more: { reading?: AssignmentReading; movedFrom?: Day }) {
  const { draft, due } = drafted.orders[0]!
  const today = dayOf(ctx.now)
  const part = (role: Role) =>
    draft.departments
      .filter((d) => d.role === role)
      .map(({ code }) => {
        const head = headOf(ctx.bureau.roster, code, today)
        return { department: departmentName(ctx, code).name, ...(head ? { person: head.name } : {}) }
      })
  const note = dueNote(ctx, due)
  const others = more.reading?.otherDates ?? []
  return preview({
    id: drafted.id,
    kind: kindOf(draft.kind).name,
    subject: draft.subject,
    lead: part('lead'),
    assist: part('assist'),
    due,
    basis: basisOf(draft),
    year: yearOf(today),
    asksPhones: asksForPhones(draft.subject),
    ...(note ? { dueNote: note } : {}),
    ...(draft.term.kind === 'workdays' ? { workdays: draft.term.workdays } : {}),
    ...(more.movedFrom ? { movedFrom: more.movedFrom } : {}),
    ...(others.length > 0
      ? { readings: others.map((d) => `文中另有日期　${d.text}（${sayDay(d.date)}）`) }
      : {}),
  })
}

/** What was understood, and what was not. */
function askBack(call: Call, reading: AssignmentReading, asked: readonly Unsure[]): Message {
  return wordNotUnderstood({
    kind: 'assignment',
    unsure: asked,
    reading: {
      departments: reading.departments.map((d) => d.name),
      subject: reading.subject,
      due: reading.due && sayDay(reading.due.date),
    },
    example: assign.words.zh.example,
    now: call.ctx.now,
  })
}

function pressed(toast: string, becomes?: Message, tone: 'success' | 'info' | 'warning' = 'success') {
  return { kind: 'pressed' as const, toast, tone, ...(becomes ? { becomes } : {}) }
}
