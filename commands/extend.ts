import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import type { Message } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { REASON_FIELD, WORKDAYS_FIELD } from '../src/chat/notices/buttons.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { type MoreTimeReading, readMoreTime } from '../src/chat/understand/more-time.ts'
import { wordNotUnderstood } from '../src/chat/words/not-understood.ts'
import { typedNo } from '../src/chat/words/short.ts'
import type { MoreTime } from '../src/domain/extension.ts'
import { printNo } from '../src/domain/serial.ts'
import { parseDay } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { grantExtension, refuseExtension } from '../src/services/orders/decide-extension.ts'
import { findOrder, type OrderKey } from '../src/services/orders/find-order.ts'
import { ownParts } from '../src/services/orders/pick.ts'
import { requestExtension } from '../src/services/orders/request-extension.ts'
import { numberIn, saidInThread, where, whichOrder } from './which-order.ts'

const YES = /^(?:同意|批准|准予|可以|准)(?:延期|延长)?/
const NO = /^(?:不(?:予|同意|批准|批|准|宜|可以?)|驳回)(?:同意|批准|延期|延长)*/
const IN_THREAD = { inLeadingGroup: false, addressee: 'thread' } as const

/** 申请延期; and by whoever decides, 同意 or 不同意. */
export const extend = defineCommand({
  name: 'extend',
  aliases: ['申请延期', '延期'],
  for: 'working',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '申请延期；审定延期申请',
      usage:
        '/extend #编号 3个工作日 理由；/extend #编号 科室 同意 [2个工作日]；/extend #编号 科室 不同意 理由',
      example: '/申请延期 #12 3个工作日 等考试中心数据',
    },
    en: {
      summary: 'ask for more time; grant or refuse it',
      usage: '/extend #NO 3个工作日 REASON; /extend #NO DEPARTMENT 同意 [2个工作日] | 不同意 REASON',
    },
  },
  async run(call) {
    const { text } = call.args
    const decides = NO.test(text) || YES.test(text)
    const key = await whichOrder(call, '申请延期', decides ? 'none' : 'owed')
    if (!key.ok) return refused(key)
    if (!decides) return ask(call, key.value)
    const which = { order: key.value, department: call.args.departments[0] }
    const words = text.replace(NO.test(text) ? NO : YES, '').replace(/^[\s,，:：。]+/, '')
    const done = NO.test(text)
      ? await refuseExtension(call.ctx, which, words, saidInThread(call))
      : await grantExtension(call.ctx, which, daysGiven(call.ctx, words), saidInThread(call))
    if (!done.ok) return refused(done)
    return {
      kind: 'say',
      message: wordNotice({ kind: 'extension.decided', facts: done.value }, IN_THREAD),
      where: where(call),
    }
  },
  presses: {
    'extension.ask': async ({ ctx, press, fields }) => {
      // Days and reason may stand together in either field.
      const { calendar } = ctx.bureau
      const days = readMoreTime(fields.workdays ?? '', ctx.now, calendar)
      const said = (fields.reason ?? press.reason ?? '').trim()
      const read = days.time || said === '' || timeOf(press) ? days : readMoreTime(said, ctx.now, calendar)
      const time = read.time ?? timeOf(press)
      const reason = said === '' || read !== days ? read.rest : said
      const key = { id: press.order ?? '' }
      if (!time || reason === '') {
        const message = read.unsure ? unread(ctx, read.unsure) : await missing(ctx, key, time, reason)
        return { kind: 'pressed', toast: '未提交，请补充后再提交', tone: 'warning', message }
      }
      const done = await requestExtension(ctx, key, { department: press.department, time, reason })
      if (!done.ok) return refused(done)
      const { workdays, approver } = done.value
      return {
        kind: 'pressed',
        toast: `已申请延期 ${workdays} 个工作日${approver ? `，报${approver}审定` : ''}`,
      }
    },
    'extension.grant': async ({ ctx, press, fields }) => {
      const given = fields.workdays
      const workdays = given === undefined ? undefined : daysGiven(ctx, given)
      if (given !== undefined && workdays === undefined)
        return { kind: 'pressed', toast: '未能识别天数，未作决定。请填写工作日数，如 2', tone: 'warning' }
      const done = await grantExtension(ctx, { request: press.request ?? '' }, workdays)
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: `已同意延期 ${done.value.granted?.workdays} 个工作日` }
    },
    'extension.refuse': async ({ ctx, press, fields }) => {
      const done = await refuseExtension(ctx, { request: press.request ?? '' }, fields.reason ?? '')
      return done.ok ? { kind: 'pressed', toast: '未予同意，已告知' } : refused(done)
    },
  },
})

/** What was read of a wish for more time, by the command or in the thread. */
export interface Wished {
  readonly time?: MoreTime | undefined
  readonly reason: string
  readonly department?: string | undefined
}

/** Records the wish; what is missing of it is asked for. */
export async function askExtension(
  call: Pick<Call, 'ctx' | 'said' | 'threadNo' | 'args'>,
  key: OrderKey,
  { time, reason, department }: Wished,
): Promise<Outcome> {
  const { ctx } = call
  if (!time || reason === '') return alone(await missing(ctx, key, time, reason, department))
  const done = await requestExtension(ctx, key, {
    time,
    reason,
    department,
    saidThere: saidInThread(call),
  })
  if (!done.ok) return refused(done)
  const message = wordNotice({ kind: 'extension.asked', facts: done.value }, IN_THREAD)
  return { kind: 'say', message, where: where(call) }
}

async function ask(
  call: Call<{ departments: readonly string[]; text: string }>,
  key: OrderKey,
): Promise<Outcome> {
  const { ctx } = call
  const home = await findOrder(ctx, key)
  const own = home ? ownParts(ctx, home.order) : []
  const [named] = call.args.departments
  // 考试中心数据未到，延3个工作日: a department that is none of the speaker's belongs to the reason.
  const ofReason = named !== undefined && !own.includes(named) && own.length > 0
  const read = readMoreTime(ofReason ? withoutNumber(call) : call.args.text, ctx.now, ctx.bureau.calendar)
  if (read.unsure) return alone(unread(ctx, read.unsure))
  if (own.length === 0) {
    // Refused as such, before anything is asked for.
    const done = await requestExtension(ctx, key, { time: { kind: 'workdays', workdays: 1 }, reason: '' })
    if (!done.ok) return refused(done)
  }
  return askExtension(call, key, {
    time: read.time,
    reason: read.rest,
    ...(ofReason ? {} : { department: named }),
  })
}

/** The line in the person's own words, without the order's number. */
function withoutNumber({ ctx, text }: Pick<Call, 'ctx' | 'text'>): string {
  const words = normalize(text)
  const found = numberIn(ctx, text)
  return (found ? words.cut(0, found.start) + words.cut(found.end, words.text.length) : text).trim()
}

function daysGiven(ctx: Ctx, text: string): number | undefined {
  const { time } = readMoreTime(text, ctx.now, ctx.bureau.calendar)
  return time?.kind === 'workdays' ? time.workdays : undefined
}

function timeOf(press: Readonly<Record<string, string>>): MoreTime | undefined {
  const on = parseDay(press.until ?? '')
  if (on) return { kind: 'until', on }
  return /^\d{1,3}$/.test(press.workdays ?? '')
    ? { kind: 'workdays', workdays: Number(press.workdays) }
    : undefined
}

function unread({ now }: Ctx, { text, reason, candidates }: NonNullable<MoreTimeReading['unsure']>): Message {
  return wordNotUnderstood({ kind: 'date-unsure', text, reason, candidates, now })
}

/** Asks for what is missing: by one button, or one line. */
async function missing(
  ctx: Ctx,
  key: OrderKey,
  time: MoreTime | undefined,
  reason: string,
  department?: string,
): Promise<Message> {
  const home = await findOrder(ctx, key)
  const no = home?.order.no
  const known = {
    ...(department ? { department } : {}),
    ...(time?.kind === 'workdays' ? { workdays: String(time.workdays) } : {}),
    ...(time?.kind === 'until' ? { until: time.on } : {}),
    ...(reason ? { reason } : {}),
  }
  const wanted = [...(time ? [] : ['延几个工作日']), ...(reason ? [] : ['延期理由'])]
  const days = time?.kind === 'workdays' ? `${time.workdays}个工作日` : '3个工作日'
  return {
    lines: [
      `${no ? `${printNo(no)}　` : ''}申请延期尚未提交，请补充${wanted.join('和')}。`,
      `可直接发送：/extend ${no ? typedNo(no) : '#编号'} ${days} ${reason || '理由'}`,
    ],
    buttons: [
      {
        label: reason ? '填写天数' : '填写理由',
        press: { do: 'extension.ask', order: home?.order.id ?? '', ...known },
        style: 'primary',
        fields: [...(reason ? [] : [REASON_FIELD]), ...(time ? [] : [WORKDAYS_FIELD])],
      },
    ],
    typed: '补充后重新发送即可',
  }
}
