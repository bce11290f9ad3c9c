/** What the office makes of a leader's instruction: a 督办单, a 交办单, an urge, or a record. Always previewed first. */
import { draftFrom } from '../../src/chat/assignment/draft.ts'
import {
  type AssignmentReading,
  type DepartmentBook,
  readAssignment,
} from '../../src/chat/assignment/index.ts'
import { type PressCall, type PressOutcome, refused } from '../../src/chat/command.ts'
import { readDeadlines } from '../../src/chat/deadline/index.ts'
import { termOf } from '../../src/chat/deadline/term.ts'
import { type Message, say } from '../../src/chat/message.ts'
import { plainDay } from '../../src/chat/words/dates.ts'
import { wordNotUnderstood } from '../../src/chat/words/not-understood.ts'
import { cut } from '../../src/chat/words/short.ts'
import type { Term } from '../../src/domain/due.ts'
import { kindOf, type OrderKindName } from '../../src/domain/kinds.ts'
import type { OrderDraft } from '../../src/domain/order.ts'
import { owes } from '../../src/domain/order.ts'
import { printNo } from '../../src/domain/serial.ts'
import { CLOSE_OF_BUSINESS, dayOf } from '../../src/domain/time.ts'
import type { Ctx } from '../../src/services/context.ts'
import { departmentName } from '../../src/services/orders/card.ts'
import { draftOrders } from '../../src/services/orders/draft-order.ts'
import type { HomedOrder } from '../../src/services/orders/find-order.ts'
import {
  type Instruction,
  settleInstruction,
  waitingInstruction,
} from '../../src/services/orders/instructions.ts'
import type { ReadInstruction } from '../../src/services/orders/pass-on.ts'
import { urgeOrder } from '../../src/services/orders/urge-order.ts'
import { previewOf } from '../assign.ts'

/** What an instruction says by itself, as of the moment it was given. */
export function readInstruction(
  ctx: Ctx,
  text: string,
  book: DepartmentBook,
  home?: HomedOrder,
): ReadInstruction {
  const reading = readAssignment(text, { now: ctx.now, calendar: ctx.bureau.calendar, book })
  const departments = partsOf(ctx, reading, book, home).map((d) => d.code)
  const subject = home?.order.subject ?? reading.subject
  return {
    departments,
    ...(subject ? { subject } : {}),
    ...(reading.due
      ? {
          due: {
            on: reading.due.date,
            at: reading.due.time ?? CLOSE_OF_BUSINESS,
            provisional: reading.due.provisional === true,
          },
        }
      : {}),
  }
}

/** Who is to do it: those named; else, of an order it is about, those who still owe. */
function partsOf(
  ctx: Ctx,
  reading: AssignmentReading,
  book: DepartmentBook,
  home: HomedOrder | undefined,
): OrderDraft['departments'] {
  const named = draftFrom(reading, book, ctx.bureau.roster).departments
  if (named.length > 0 || !home) return named
  const standing = home.order.assignments.filter((a) => a.state !== 'declined')
  const owing = standing.filter(owes)
  return (owing.length > 0 ? owing : standing).map((a) => ({ code: a.department, role: a.role }))
}

async function toPreview(call: PressCall, kind: OrderKindName): Promise<PressOutcome> {
  const { ctx, press, fields, book } = call
  const found = await waitingInstruction(ctx, press.instruction ?? '')
  if (!found.ok) return refused(found)
  const instruction = found.value
  const built = draftOf(ctx, book, instruction, kind, fields)
  if ('say' in built) return { kind: 'pressed', toast: '尚未生成预览', tone: 'warning', message: built.say }
  const drafted = await draftOrders(ctx, [built.draft], typedForm(ctx, built.draft), {
    by: instruction.by,
    text: instruction.text,
    at: instruction.at,
    instruction: instruction.id,
    ...(instruction.home ? { order: instruction.home.order.id } : {}),
  })
  if (!drafted.ok) return refused(drafted)
  return {
    kind: 'pressed',
    toast: '请核对预览后确认下发',
    tone: 'info',
    message: previewOf(ctx, drafted.value, {}),
  }
}

function draftOf(
  ctx: Ctx,
  book: DepartmentBook,
  { text, at, byName, home }: Instruction,
  kind: OrderKindName,
  fields: Readonly<Record<string, string>>,
): { readonly draft: OrderDraft } | { readonly say: Message } {
  const { calendar, roster } = ctx.bureau
  const reading = readAssignment(text, { now: at, calendar, book })
  const said = fields.department?.trim()
  const named = said ? readAssignment(`${said} 办理事项`, { now: ctx.now, calendar, book }) : undefined
  const unclear = named?.unsure.find((u) => u.field === 'department')
  if (said && (unclear || named!.departments.length === 0)) {
    return {
      say: wordNotUnderstood({
        kind: 'assignment',
        unsure: [
          unclear ?? { field: 'department', reason: 'unknown', text: said, candidates: book.suggest(said) },
        ],
        reading: { departments: [] },
        example: '人事科牵头、计财科配合',
        now: ctx.now,
      }),
    }
  }
  const departments = named ? draftFrom(named, book, roster).departments : partsOf(ctx, reading, book, home)
  const subject = fields.subject?.trim() || home?.order.subject || reading.subject || ''
  const term = termSaid(ctx, fields.due ?? '') ?? (reading.due ? { term: termOf(reading.due) } : {})
  if ('say' in term) return term
  const settled: Term | undefined = term.term ?? kindOf(kind).term
  if (!settled)
    return {
      say: say(
        '督办单须写明期限，尚未生成预览。',
        '请在批示消息上重新选择，并填写期限，如 5个工作日内。',
        `也可发送：/assign 督办单 人事科 事项 5个工作日内 依据：${byName}批示`,
      ),
    }
  const basis = `${byName}批示 ${plainDay(dayOf(at))}${home ? `（${printNo(home.order.no)}）` : ''}`
  return { draft: { kind, subject, term: settled, departments, basis } }
}

/** The term written into the form; what is not understood is asked about. */
function termSaid(ctx: Ctx, text: string): { readonly term?: Term } | { readonly say: Message } | undefined {
  if (!text.trim()) return undefined
  const readings = readDeadlines(text, ctx.now, ctx.bureau.calendar)
  const due = readings.findLast((r) => r.kind === 'due')
  if (due?.kind === 'due') return { term: termOf(due) }
  const unsure = readings.find((r) => r.kind === 'unsure')
  return {
    say: wordNotUnderstood({
      kind: 'date-unsure',
      text: unsure?.text ?? cut(text, 20),
      reason: unsure?.kind === 'unsure' ? unsure.reason : 'not-understood',
      candidates: unsure?.kind === 'unsure' ? unsure.candidates : [],
      now: ctx.now,
    }),
  }
}

/** The draft as a line that can be typed: what 修改 hands back. */
function typedForm(ctx: Ctx, draft: OrderDraft): string {
  const several = draft.departments.length > 1
  const who = draft.departments
    .map((d) => `${departmentName(ctx, d.code).name}${several ? (d.role === 'lead' ? '牵头' : '配合') : ''}`)
    .join('、')
  const { term } = draft
  const by =
    term.kind === 'workdays'
      ? `${term.workdays}个工作日内`
      : term.kind === 'days'
        ? `${term.days}天内`
        : `${plainDay(term.on)}${term.time ?? ''}前`
  const kind = draft.kind === 'task' ? '' : `${kindOf(draft.kind).name} `
  const basis = draft.basis ? ` 依据：${draft.basis.replace(/\s+/g, '')}` : ''
  return `${kind}${who} ${draft.subject} ${by}${basis}`
}

function settled(title: string, { byName, text }: Instruction): Message {
  return { title: `领导批示　${byName}　${title}`, tone: 'quiet', lines: [cut(text, 100)] }
}

export const instructionPresses = {
  'instruction.supervise': (call: PressCall) => toPreview(call, 'supervision'),
  'instruction.assign': (call: PressCall) => toPreview(call, 'task'),

  'instruction.keep': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await settleInstruction(ctx, press.instruction ?? '', 'kept')
    if (!done.ok) return refused(done)
    return { kind: 'pressed', toast: '已作记录', tone: 'info', becomes: settled('已作记录', done.value) }
  },

  'instruction.urge': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const found = await waitingInstruction(ctx, press.instruction ?? '')
    if (!found.ok) return refused(found)
    const { home, byName, text, id } = found.value
    if (!home) return { kind: 'pressed', toast: '批示未涉及在办事项', tone: 'warning' }
    const urged = await urgeOrder(ctx, { id: home.order.id }, [], `${byName}批示：${text}`)
    if (!urged.ok) return refused(urged)
    await settleInstruction(ctx, id, 'urged')
    return {
      kind: 'pressed',
      toast: `已催办　${printNo(home.order.no)}`,
      becomes: settled('已催办', found.value),
    }
  },
}
