import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, refused } from '../src/chat/command.ts'
import { readDeadlines } from '../src/chat/deadline/index.ts'
import { type Message, say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { correctionLines } from '../src/chat/notices/correction.ts'
import type { Wanted } from '../src/domain/correction.ts'
import { findNo, type OrderNo, printNo } from '../src/domain/serial.ts'
import {
  CLOSE_OF_BUSINESS,
  dayFrom,
  dayOf,
  type Moment,
  momentOf,
  type TimeOfDay,
  timeOfDay,
  yearOf,
} from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { departmentName } from '../src/services/orders/card.ts'
import { correctOrder, moveAnswerTo, previewCorrection } from '../src/services/orders/correct-order.ts'
import { saidInThread, whichOrder } from './which-order.ts'

const EXAMPLE = '/更正 #12 事项 更新权责清单（2026年版），理由 原事项漏写年份'

/** 更正: a wrong entry is said anew, with who, why, the old value and the new one. */
export const correct = defineCommand({
  name: 'correct',
  aliases: ['更正'],
  for: 'office',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '更正登记内容（事项、期限、反馈时间）',
      usage: '/correct #编号 [科室] 事项|期限|反馈时间 更正后的内容，理由 …',
      example: EXAMPLE,
    },
    en: {
      summary: 'correct an entry; the old one stays in the history',
      usage: '/correct #NO [DEPARTMENT] 事项|期限|反馈时间 VALUE，理由 WHY',
    },
  },
  async run(call) {
    const key = await whichOrder(call, '更正', 'none', 'correct')
    if (!key.ok) return refused(key)
    const { departments: codes, text } = call.args
    const read = readCorrection(call.ctx, text)
    if ('say' in read) return alone(read.say)
    const done = await previewCorrection(call.ctx, key.value, read.wanted, codes[0], read.why)
    if (!done.ok) return refused(done)
    const { order, facts } = done.value
    const fact = facts.find((f) => f.kind === 'order.corrected')!
    const name = fact.department ? departmentName(call.ctx, fact.department).name : undefined
    return alone({
      title: `拟更正　${printNo(order.no)}`,
      lines: [...correctionLines(fact.change, name, order.no.year), `理由　${read.why}`],
      buttons: [
        {
          label: '确认更正',
          press: { do: 'correct.confirm', order: order.id, department: codes[0] ?? '', text },
          style: 'primary',
        },
        { label: '取消', press: { do: 'correct.cancel' } },
      ],
    })
  },
  presses: {
    'correct.confirm': async ({ ctx, press }) => {
      const read = readCorrection(ctx, press.text ?? '')
      if ('say' in read)
        return { kind: 'pressed', toast: '未能更正，请重新发送', tone: 'warning', message: read.say }
      const done = await correctOrder(
        ctx,
        { id: press.order ?? '' },
        read.wanted,
        press.department || undefined,
        read.why,
      )
      if (!done.ok) return refused(done)
      const no = printNo(done.value.order.no)
      return {
        kind: 'pressed',
        toast: `已更正 ${no}`,
        becomes: { title: `已更正　${no}`, tone: 'done', lines: ['原登记内容保留在履历中'] },
      }
    },
    'correct.cancel': async () => ({
      kind: 'pressed',
      toast: '已取消，未作更正',
      tone: 'info',
      becomes: { title: '已取消', tone: 'quiet', lines: ['未作更正'] },
    }),
  },
})

const FIELD = /^\s*(事项|标题|期限|反馈时间|办结时间)\s*(?:应?改为|更正为|应为|为|:)?\s*/
const WHY = /[,。;\s]*(?:理由|原因|因为)(?:是|为|:)?\s*(.+)$/s

/** What is to be corrected, and why; or what has to be said. */
function readCorrection(
  ctx: Ctx,
  text: string,
): { readonly wanted: Wanted; readonly why: string } | { readonly say: Message } {
  const words = normalize(text)
  const field = FIELD.exec(words.text)
  if (!field) return { say: say('请写明更正哪一项：事项、期限或反馈时间。', `例：${EXAMPLE}`) }
  const why = WHY.exec(words.text)
  const end = why?.index ?? words.text.length
  const reason = why ? words.cut(why.index + why[0].length - why[1]!.length, words.text.length).trim() : ''
  const value = words.cut(field[0].length, end).trim()
  if (field[1] === '事项' || field[1] === '标题') {
    return { wanted: { field: 'subject', to: value }, why: reason }
  }
  const due = readDeadlines(value, ctx.now, ctx.bureau.calendar).find((d) => d.kind === 'due')
  if (field[1] === '期限') {
    if (!due) return unreadable(value, '3月12日')
    const at = (due.time ?? CLOSE_OF_BUSINESS) as TimeOfDay
    const provisional = ctx.bureau.calendar.isProvisional(due.date)
    return { wanted: { field: 'due', to: { on: due.date, at, provisional } }, why: reason }
  }
  const moment = momentIn(words.text.slice(field[0].length, end), ctx)
  return moment === undefined
    ? unreadable(value, '3月4日15:20')
    : { wanted: { field: 'answeredAt', to: moment }, why: reason }
}

/** A moment that is over: 3月4日15:20, of this year. */
function momentIn(text: string, { now }: Pick<Ctx, 'now'>): Moment | undefined {
  const m = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]\s*(?:(\d{1,2})[:时点](\d{1,2})?)/.exec(text)
  if (!m) return undefined
  const on = dayFrom(Number(m[1] ?? yearOf(dayOf(now))), Number(m[2]), Number(m[3]))
  const [hours, minutes] = [Number(m[4]), Number(m[5] ?? 0)]
  if (!on || hours > 23 || minutes > 59) return undefined
  const two = (n: number) => String(n).padStart(2, '0')
  return momentOf(on, timeOfDay(`${two(hours)}:${two(minutes)}`))
}

function unreadable(value: string, example: string) {
  return { say: say(`未能识别“${value}”，未作更正。`, `请写明日期，例：${example}`) }
}

/** 移转: an answer under the wrong order goes to the right one; both threads say so. */
export const move = defineCommand({
  name: 'move',
  aliases: ['移转', '移至'],
  for: 'working',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '将登错的反馈移至另一件',
      usage: '/move #原编号 [科室] #新编号',
      example: '/移转 #12 人事科 #15',
    },
    en: { summary: 'move an answer to the order it was meant for', usage: '/move #FROM [DEPARTMENT] #TO' },
  },
  async run(call) {
    const { from, to } = numbersOf(call)
    if (!from || !to) {
      return alone(say('请写明原编号和应登记的编号，未予移转。', '例：/移转 #12 人事科 #15'))
    }
    const done = await moveAnswerTo(call.ctx, { no: from }, { no: to }, call.args.departments[0])
    if (!done.ok) return refused(done)
    const { department } = done.value
    return alone(
      say(
        `已移转　${departmentName(call.ctx, department).name}反馈　${printNo(from)} → ${printNo(to)}`,
        '两件的往来中均已注明，附件一并移转。',
      ),
    )
  },
})

/** Two numbers said; in a thread one is enough: the thread's own answer goes there. */
function numbersOf(call: Call<{ order: OrderNo | undefined; text: string }>) {
  const year = yearOf(dayOf(call.ctx.now))
  const second = findNo(normalize(call.args.text).text, year)?.no
  if (second) return { from: call.args.order, to: second }
  return saidInThread({ ...call, args: {} })
    ? { from: call.threadNo, to: call.args.order }
    : { from: undefined, to: undefined }
}
