/**
 * Questions for the clock as people write them in a file: a list, or `{"examples": [...]}`; what the answer should be
 * (`expected`) and what else is said there is not looked at. Each element is read for itself, so that one wrong date does not
 * hide the other answers.
 */
import * as v from 'valibot'
import { CHANNELS, type ClockQuestion, EVENT_TYPES } from '../domain/clock/events.ts'
import { type Day, parseDay } from '../domain/time.ts'

export type ClockInput =
  | { readonly id: string; readonly ok: true; readonly question: ClockQuestion }
  | { readonly id: string; readonly ok: false; readonly problems: readonly string[] }

const day = v.pipe(
  v.string('须为日期，写作 2026-03-02'),
  v.check((text) => parseDay(text) !== undefined, '不是存在的日期，须写作 2026-03-02'),
  v.transform((text) => text as Day),
)
const maybeDay = v.nullish(day)
const count = v.pipe(
  v.number('须为整数'),
  v.integer('须为整数'),
  v.minValue(1, '须不小于 1'),
  v.maxValue(10_000, '过大'),
)
const arrival = {
  channel: v.picklist(CHANNELS, `须为 ${CHANNELS.join('、')} 之一`),
  date: day,
  confirmed: maybeDay,
}

const event = v.variant(
  'type',
  [
    v.object({ type: v.literal('received'), ...arrival }),
    v.object({
      type: v.literal('correctionNoticeSent'),
      date: day,
      received: maybeDay,
      periodWorkdays: v.optional(count),
    }),
    v.object({ type: v.literal('correctionReceived'), ...arrival }),
    v.object({
      type: v.literal('consultation'),
      party: v.picklist(['thirdParty', 'otherOrgan'], '须为 thirdParty 或 otherOrgan'),
      ref: v.optional(v.string('须为文字'), '未编号'),
      sent: day,
      delivered: maybeDay,
      answered: maybeDay,
    }),
    v.object({
      type: v.literal('extensionApproved'),
      date: day,
      workdays: v.number('须为整数'),
      notified: maybeDay,
    }),
    v.object({ type: v.literal('feeNoticeReceived'), date: day }),
    v.object({ type: v.literal('feePaid'), date: day }),
    v.object({
      type: v.literal('served'),
      mode: v.picklist(['post', 'direct', 'otherOrgan'], '须为 post、direct 或 otherOrgan'),
      posted: maybeDay,
      signed: maybeDay,
    }),
    v.object({ type: v.literal('withdrawn'), date: day }),
  ],
  `不认识的事件，须为 ${EVENT_TYPES.join('、')} 之一`,
)

const rule = v.optional(v.array(v.string('须为文字'), '须为列表'))

const question = v.variant(
  'kind',
  [
    v.object({
      kind: v.literal('case'),
      rule,
      events: v.array(event, '须为事件列表'),
      asOf: v.optional(day),
    }),
    v.object({ kind: v.literal('nthWorkday'), rule, start: day, n: count }),
    v.object({ kind: v.literal('fixedDate'), rule, date: day }),
    v.object({ kind: v.literal('calendarDays'), rule, start: day, spans: v.array(count, '须为日数列表') }),
    v.object({ kind: v.literal('calendarDaysRolled'), rule, start: day, n: count }),
  ],
  '须为 case、nthWorkday、fixedDate、calendarDays、calendarDaysRolled 之一',
)

/** One entry an element, in their order. A file that is no list at all is one entry with its problem. */
export function parseClockInput(json: unknown): ClockInput[] {
  const list = Array.isArray(json) ? json : isRecord(json) ? json.examples : undefined
  if (!Array.isArray(list)) {
    return [{ id: '', ok: false, problems: ['须为列表，或 {"examples": [...]}'] }]
  }
  return list.map((element: unknown, i): ClockInput => {
    const named = isRecord(element) && typeof element.id === 'string' && element.id !== ''
    const id = named ? (element.id as string) : String(i + 1)
    const result = v.safeParse(question, element)
    if (result.success) return { id, ok: true, question: result.output }
    const where = named ? `第${i + 1}项（${id}）` : `第${i + 1}项`
    const problems = result.issues.map((issue) => {
      const path = fieldOf(issue)
      if (path === '' && !isRecord(element)) return `${where}：须为对象`
      const given = issue.input === undefined ? '缺少' : `现为 ${show(issue.input)}`
      const said = HAN.test(issue.message) ? issue.message : '不符合格式'
      return `${where} ${path}：${said}（${given}）`
    })
    return { id, ok: false, problems }
  })
}

const HAN = /\p{Script=Han}/u

/** `events[1].date` */
function fieldOf(issue: v.BaseIssue<unknown>): string {
  let path = ''
  for (const { key } of issue.path ?? []) {
    path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${String(key)}`
  }
  return path
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function isRecord(x: unknown): x is Record<string, unknown> {
  return typeof x === 'object' && x !== null && !Array.isArray(x)
}
