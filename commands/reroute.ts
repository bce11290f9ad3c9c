import { departments, orderNo, rest } from '../src/chat/args.ts'
import type { DepartmentBook } from '../src/chat/assignment/departments.ts'
import { alone, type Call, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import type { Message } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { PROPER_FIELD, REASON_FIELD } from '../src/chat/notices/buttons.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { typedNo } from '../src/chat/words/short.ts'
import { mayDo } from '../src/domain/authority.ts'
import { refuse } from '../src/domain/decision.ts'
import { owes } from '../src/domain/order.ts'
import { printNo } from '../src/domain/serial.ts'
import type { Ctx } from '../src/services/context.ts'
import {
  conveneDispute,
  grantReroute,
  refuseReroute,
  rerouteTo,
  settleDispute,
} from '../src/services/orders/decide-reroute.ts'
import { findOrder, type OrderKey } from '../src/services/orders/find-order.ts'
import { ownParts } from '../src/services/orders/pick.ts'
import { requestReroute } from '../src/services/orders/request-reroute.ts'
import { saidInThread, where, whichOrder } from './which-order.ts'

const NO = /^(?:不(?:予|同意|批准|批|准|宜)|驳回)(?:同意|批准|改派)*/
const YES = /^(?:同意|批准|准予)(?:改派)?/
const SETTLE = /^(?:指定|明确)(?:由|给|承办)?\s*/
const CONVENE = /^(?:提请|提交)?会商\s*$/
const ARROW = /^\s*(?:→|⇒|=>|-+>|——?|改派给?|转派?给?|给|到|至|应由|由|交)\s*/
const IN_THREAD = { inLeadingGroup: false, addressee: 'thread' } as const

/** 申请改派 by a department; 改派, 不予改派, 指定承办 and 会商 by the office. A department never passes an order to a peer. */
export const reroute = defineCommand({
  name: 'reroute',
  aliases: ['申请改派', '改派'],
  for: 'working',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '申请改派；办公室改派',
      usage: '/reroute #编号 应承办科室 理由；办公室：/reroute #编号 原科室 → 新科室 理由',
      example: '/申请改派 #12 应由计财科承办，属经费事项',
    },
    en: {
      summary: 'ask for another department; the office reroutes',
      usage: '/reroute #NO DEPARTMENT REASON; office: /reroute #NO FROM → TO REASON',
    },
  },
  async run(call) {
    const office = mayDo('reroute', { posts: call.ctx.actor.posts, staff: call.ctx.bureau.settings.staff }).ok
    const key = await whichOrder(call, '申请改派', office ? 'none' : 'owed')
    if (!key.ok) return refused(key)
    return office ? decide(call, key.value) : ask(call, key.value)
  },
  presses: {
    'reroute.ask': async ({ ctx, press, fields, book }) => {
      const key = { id: press.order ?? '' }
      const said = (fields.proper ?? '').trim()
      const [named, another] = said === '' ? [] : oneNamed(book, said)
      if (said !== '' && (named === undefined || another !== undefined))
        return {
          kind: 'pressed',
          toast: `未能识别“${said.slice(0, 10)}”，未提交。请写科室、单位名称，或留空`,
          tone: 'warning',
        }
      const reason = (fields.reason ?? '').trim()
      const proper = named ?? press.proper
      if (reason === '') {
        const message = await missing(ctx, key, proper, press.department)
        return { kind: 'pressed', toast: '未提交，请写明理由', tone: 'warning', message }
      }
      const done = await requestReroute(ctx, key, { department: press.department, proper, reason })
      if (!done.ok) return refused(done)
      const { approver } = done.value
      return { kind: 'pressed', toast: `已申请改派${approver ? `，报${approver}决定` : ''}` }
    },
    'reroute.grant': async ({ ctx, press, fields }) => {
      const to = fields.to ?? press.to
      const done = await grantReroute(ctx, { request: press.request ?? '' }, to, fields.reason)
      return done.ok ? { kind: 'pressed', toast: `已改派${done.value.to?.name}` } : refused(done)
    },
    'reroute.refuse': async ({ ctx, press, fields }) => {
      const done = await refuseReroute(ctx, { request: press.request ?? '' }, fields.reason ?? '')
      return done.ok ? { kind: 'pressed', toast: '未予改派，已告知' } : refused(done)
    },
    'reroute.settle': async ({ ctx, press, fields, book }) => {
      const to = fields.to ?? ''
      const done = await settleDispute(ctx, { id: press.order ?? '' }, to, fields.reason ?? '')
      return done.ok ? { kind: 'pressed', toast: `已指定${book.nameOf(to)}承办` } : refused(done)
    },
    'reroute.convene': async ({ ctx, press }) => {
      const done = await conveneDispute(ctx, { id: press.order ?? '' })
      if (!done.ok) return refused(done)
      return done.value.fresh
        ? { kind: 'pressed', toast: '已记录提请会商，请线下会商后指定承办' }
        : { kind: 'pressed', toast: '此前已提请会商，请线下会商后指定承办', tone: 'info' }
    },
  },
})

type Said = Call<{ departments: readonly string[]; text: string }>

/** The office: what it decides, by its words. */
async function decide(call: Said, key: OrderKey): Promise<Outcome> {
  const { ctx, book } = call
  const { text } = call.args
  const [named] = call.args.departments
  const there = saidInThread(call)
  if (CONVENE.test(text)) {
    const done = await conveneDispute(ctx, key, there)
    if (!done.ok) return refused(done)
    const message = wordNotice({ kind: 'reroute.convened', facts: done.value }, IN_THREAD)
    return { kind: 'say', message, where: where(call) }
  }
  if (NO.test(text)) {
    const reason = afterwards(text.replace(NO, ''))
    return said(call, await refuseReroute(ctx, { order: key, department: named }, reason, there))
  }
  if (SETTLE.test(text)) {
    const to = headOf(book, text.replace(SETTLE, ''))
    if (!to) return refused(refuse('reroute.whereto', await about(ctx, key, named)))
    const done = await settleDispute(ctx, key, to.code, to.rest, there)
    if (!done.ok) return refused(done)
    const messages = done.value.map((facts) => wordNotice({ kind: 'reroute.decided', facts }, IN_THREAD))
    return { kind: 'say', message: { lines: messages.flatMap((m) => m.lines) }, where: where(call) }
  }
  if (YES.test(text)) {
    const to = headOf(book, text.replace(YES, '').replace(ARROW, ''))
    const reason = to?.rest ?? afterwards(text.replace(YES, ''))
    return said(call, await grantReroute(ctx, { order: key, department: named }, to?.code, reason, there))
  }
  const to = headOf(book, text.replace(ARROW, ''))
  if (named !== undefined && to && ARROW.test(text)) {
    return said(call, await rerouteTo(ctx, key, named, to.code, to.rest, there))
  }
  const second = call.args.departments[1]
  if (named !== undefined && second !== undefined)
    return said(call, await rerouteTo(ctx, key, named, second, afterwards(text), there))
  // One department alone takes over the only part that is owed.
  const target = named === undefined ? to : { code: named, rest: afterwards(text) }
  const facts = await about(ctx, key, undefined)
  if (!target) return refused(refuse('reroute.whereto', facts))
  const home = await findOrder(ctx, key)
  const owed = home?.order.assignments.filter((a) => owes(a) && a.department !== target.code) ?? []
  if (!home || owed.length === 0)
    return said(call, await rerouteTo(ctx, key, facts.department, target.code, target.rest, there))
  if (owed.length > 1) {
    const names = owed.map((a) => book.nameOf(a.department))
    return refused(refuse('assignment.which', { no: home.order.no, departments: names, action: 'reroute' }))
  }
  return said(call, await rerouteTo(ctx, key, owed[0]!.department, target.code, target.rest, there))
}

function said(call: Said, done: Awaited<ReturnType<typeof rerouteTo>>): Outcome {
  if (!done.ok) return refused(done)
  const message = wordNotice({ kind: 'reroute.decided', facts: done.value }, IN_THREAD)
  return { kind: 'say', message, where: where(call) }
}

/** A department: 转给计财科 is a request. */
async function ask(call: Said, key: OrderKey): Promise<Outcome> {
  const { ctx, book } = call
  // What only the office says is refused as such.
  if ([NO, YES, SETTLE, CONVENE].some((words) => words.test(call.args.text))) {
    const done = await refuseReroute(ctx, { order: key }, '')
    if (!done.ok) return refused(done)
  }
  const home = await findOrder(ctx, key)
  const [first, second] = call.args.departments
  const own = home ? ownParts(ctx, home.order) : []
  const mine = first !== undefined && own.includes(first) ? first : undefined
  const to = headOf(book, call.args.text.replace(ARROW, ''))
  const proper = (mine === undefined ? first : second) ?? (ARROW.test(call.args.text) ? to?.code : undefined)
  const reason = proper !== undefined && proper === to?.code ? to.rest : afterwards(call.args.text)
  if (own.length === 0) {
    const done = await requestReroute(ctx, key, { reason: '' })
    if (!done.ok) return refused(done)
  }
  return askReroute(call, key, { proper, reason, department: mine })
}

/** What was read of a wish for another department, by the command or in the thread. */
export interface WishedAway {
  readonly proper?: string | undefined
  readonly reason: string
  readonly department?: string | undefined
}

/** Records the wish; the reason, where missing, is asked for. */
export async function askReroute(
  call: Pick<Call, 'ctx' | 'said' | 'threadNo' | 'args'>,
  key: OrderKey,
  { proper, reason, department }: WishedAway,
): Promise<Outcome> {
  const { ctx } = call
  if (reason === '') return alone(await missing(ctx, key, proper, department))
  const done = await requestReroute(ctx, key, { proper, reason, department, saidThere: saidInThread(call) })
  if (!done.ok) return refused(done)
  const message = wordNotice({ kind: 'reroute.asked', facts: done.value }, IN_THREAD)
  return { kind: 'say', message, where: where(call) }
}

async function missing(
  ctx: Ctx,
  key: OrderKey,
  proper: string | undefined,
  department: string | undefined,
): Promise<Message> {
  const home = await findOrder(ctx, key)
  const no = home?.order.no
  const name = ctx.bureau.roster.departments.find((d) => d.code === proper)?.name
  return {
    lines: [
      `${no ? `${printNo(no)}　` : ''}申请改派尚未提交，请补充理由。`,
      `可直接发送：/reroute ${no ? typedNo(no) : '#编号'} ${name ?? '应承办科室'} 理由`,
    ],
    buttons: [
      {
        label: '填写理由',
        press: {
          do: 'reroute.ask',
          order: home?.order.id ?? '',
          ...(department ? { department } : {}),
          ...(proper ? { proper } : {}),
        },
        style: 'primary',
        fields: [REASON_FIELD, ...(proper ? [] : [PROPER_FIELD])],
      },
    ],
    typed: '补充后重新发送即可',
  }
}

/** The department at the head of a text, and what follows it. */
function headOf(
  book: DepartmentBook,
  text: string,
): { readonly code: string; readonly rest: string } | undefined {
  const words = normalize(text)
  const start = words.text.length - words.text.trimStart().length
  const hit = book.scan(words.text).find((d) => d.start === start && d.codes.length === 1)
  return hit && { code: hit.codes[0]!, rest: afterwards(words.cut(hit.end, words.text.length)) }
}

function oneNamed(book: DepartmentBook, text: string): readonly string[] {
  const whole = book.resolve(text)
  if (whole.length > 0) return whole.map((d) => d.code)
  return [...new Set(book.scan(normalize(text).text).flatMap((d) => d.codes))]
}

function afterwards(text: string): string {
  return text
    .replace(
      /^[\s,，:：。;；、]*(?:承办|办理|负责|牵头)?[\s,，:：。;；、]*(?:理由|原因)?(?:是|为)?[:：]?\s*/,
      '',
    )
    .trim()
}

async function about(ctx: Ctx, key: OrderKey, named: string | undefined) {
  const home = await findOrder(ctx, key)
  const order = home?.order
  const no = order?.no ?? ('no' in key ? key.no : { year: 0, no: 0 })
  const department =
    named ?? order?.assignments.find(owes)?.department ?? order?.assignments[0]?.department ?? ''
  return { no, department }
}
