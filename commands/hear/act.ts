/** A sentence that would change something that is registered: found, shown, and done when its sender presses. */
import {
  alone,
  type Call,
  type Outcome,
  type PressCall,
  type PressOutcome,
  refused,
} from '../../src/chat/command.ts'
import { say } from '../../src/chat/message.ts'
import { askedOf } from '../../src/chat/understand/asked.ts'
import { type Understood, understand } from '../../src/chat/understand/index.ts'
import type { Intent } from '../../src/chat/understand/intents.ts'
import { sayDue, sayLeft, sayMoment } from '../../src/chat/words/dates.ts'
import { choose, claimLine, nothingToDo, proposal, readLine } from '../../src/chat/words/proposals.ts'
import { cut } from '../../src/chat/words/short.ts'
import { type ActionName, mayDo } from '../../src/domain/authority.ts'
import { type Term, workdaysLate, workdaysLeft } from '../../src/domain/due.ts'
import { extendedDue, workdaysAsked } from '../../src/domain/extension.ts'
import { assignmentOf } from '../../src/domain/order.ts'
import { answersFor } from '../../src/domain/roster.ts'
import { printNo } from '../../src/domain/serial.ts'
import { CLOSE_OF_BUSINESS, dayOf, parseDay, type TimeOfDay } from '../../src/domain/time.ts'
import type { Ctx } from '../../src/services/context.ts'
import { departmentNames } from '../../src/services/orders/card.ts'
import { grantExtension } from '../../src/services/orders/decide-extension.ts'
import { findOrder, type HomedOrder } from '../../src/services/orders/find-order.ts'
import { listed } from '../../src/services/orders/list-orders.ts'
import { answeredAmong, ordersMeant, owingAmong } from '../../src/services/orders/orders-about.ts'
import { requestExtension, soleOwed } from '../../src/services/orders/request-extension.ts'
import { returnAnswers } from '../../src/services/orders/review-answer.ts'
import { urgeOrder } from '../../src/services/orders/urge-order.ts'
import { waitingExtensions } from '../../src/services/orders/waiting-extensions.ts'
import { urgedMessage } from '../urge.ts'
import { numberIn } from '../which-order.ts'
import { sceneOf } from './scene.ts'

/** The intents that act on an order that is there, with what has to be allowed for each. */
const ACTS = {
  urge: 'urge',
  return_for_correction: 'return',
  approve_extension: 'grantExtension',
  request_extension: 'requestExtension',
} as const satisfies Partial<Record<Intent, ActionName>>
export type Acting = keyof typeof ACTS

export function isActing(intent: Intent): intent is Acting {
  return Object.hasOwn(ACTS, intent)
}

/** What has to be typed instead, where nothing fits or several do. */
const HOW: Readonly<Record<Acting, string>> = {
  urge: '/催办 #12 人事科',
  return_for_correction: '/退回 #12 人事科 缺少附件二，2个工作日内补报',
  approve_extension: '/延期 #12 人事科 同意',
  request_extension: '/申请延期 #12 3个工作日 数据还在核对',
}

/** Finds the order and shows what would be done; a button does it. */
export async function proposeAct(call: Call, read: Understood): Promise<Outcome> {
  const { ctx, book } = call
  const intent = read.intent as Acting
  const own = intent === 'request_extension' ? answersFor(ctx.actor.posts) : undefined
  const named = read.departments.flatMap((d) => book.resolve(d.name).map((x) => x.code))
  const departments = own ? own : named
  const may = mayDo(ACTS[intent], {
    posts: ctx.actor.posts,
    departments,
    staff: ctx.bureau.settings.staff,
  })
  if (!may.ok) return refused(may)
  const found = await candidates(call, read, intent, departments)
  const names = own ? [] : departmentNames(ctx, named)
  if (found.length === 0)
    return alone(nothingToDo(intent, readLine(read, names, ctx.now), noneLines(intent, read)))
  if (found.length > 1) {
    return alone(
      choose(
        intent,
        found.map((h) => listed(ctx, h)),
        ({ card }) => ({
          do: 'sentence.choose',
          intent,
          order: card.id,
          text: cut(call.text, MOST_KEPT),
          departments: departments.join(','),
        }),
        HOW[intent],
      ),
    )
  }
  return alone(await shown(ctx, read, found[0]!, departments, call.text))
}

const MOST_KEPT = 300

function noneLines(intent: Acting, read?: Understood): readonly string[] {
  if (intent === 'approve_extension' && read?.caseRef)
    return [
      '依申请公开答复期限的延长尚不能由督办登记，请在该件卷宗记明，并书面告知申请人。',
      '科室、单位办理期限的延期，由承办科室、单位说明理由后提出。',
    ]
  const numbered = `写明编号即可，例：${HOW[intent]}`
  if (intent === 'approve_extension')
    return ['目前没有与之对应的待批延期申请；延期须由承办科室、单位说明理由后提出。', numbered]
  if (intent === 'request_extension') return ['您名下没有可申请延期的在办事项。', '您的待办可发送 /mine 查看']
  return [numbered, '在办事项可发送 /list 查看']
}

async function candidates(
  call: Call,
  read: Understood,
  intent: Acting,
  departments: readonly string[],
): Promise<readonly HomedOrder[]> {
  const { ctx } = call
  const numbered = numberIn(ctx, call.text)
  if (numbered) {
    const home = await findOrder(ctx, { no: numbered.no })
    return home ? [home] : []
  }
  const asked = askedOf(read.subject ?? '', { now: ctx.now, book: call.book })
  const waiting = intent === 'approve_extension' ? await waitingExtensions(ctx, departments) : undefined
  const fits = (words: string) =>
    ordersMeant(ctx, {
      words,
      departments,
      caseRef: read.caseRef,
      ...(intent === 'urge' || intent === 'request_extension'
        ? { part: 'owes' as const }
        : intent === 'return_for_correction'
          ? { part: 'answered' as const }
          : {}),
    })
  const within = (homes: readonly HomedOrder[]) =>
    waiting ? homes.filter((h) => waiting.some((w) => w.order === h.order.id)) : homes
  const exact = within(await fits(asked.words))
  if (exact.length > 0 || asked.words === '' || read.caseRef) return exact
  // The matter as it was said is in no subject; what the department owes is offered, never taken.
  return departments.length > 0 ? within(await fits('')) : []
}

/** The card of one act on one order. */
async function shown(
  ctx: Ctx,
  read: Understood,
  home: HomedOrder,
  departments: readonly string[],
  text: string,
) {
  const { order } = home
  const intent = read.intent as Acting
  switch (intent) {
    case 'urge':
      return urgeCard(ctx, read, home, departments, text)
    case 'return_for_correction':
      return returnCard(ctx, read, home, departments, text)
    case 'approve_extension':
      return grantCard(ctx, read, home, departments)
    case 'request_extension':
      return askCard(ctx, read, home)
    default:
      return say(printNo(order.no))
  }
}

function urgeCard(
  ctx: Ctx,
  read: Understood,
  home: HomedOrder,
  departments: readonly string[],
  text: string,
) {
  const { order } = home
  const owing = owingAmong(home, departments)
  if (owing.length === 0)
    return nothingToDo('urge', departmentNames(ctx, departments).join('、'), [
      `${printNo(order.no)}已反馈，无需催办。`,
    ])
  const today = dayOf(ctx.now)
  const { calendar } = ctx.bureau
  const parts = owing.map((code) => assignmentOf(order, code)!)
  const first = parts[0]!
  const late = workdaysLate(calendar, first.due.on, today)
  const claim =
    read.claimedOverdueDays === undefined
      ? undefined
      : claimLine(read.claimedOverdueDays, { late, due: first.due })
  const words = ownWords(text)
  const seen = parts.reduce((n, a) => n + a.urged, 0)
  const other = read.due !== null && read.due.date !== first.due.on
  return proposal({
    title: '拟催办',
    no: order.no,
    subject: order.subject,
    lines: [
      ...parts.slice(0, 4).map(
        (a) =>
          `${departmentNames(ctx, [a.department])[0]}　期限 ${sayDue(a.due)}，${sayLeft(
            {
              due: a.due,
              workdaysLate: workdaysLate(calendar, a.due.on, today),
              workdaysLeft: workdaysLeft(calendar, a.due.on, today),
            },
            today,
          )}${a.urged > 0 ? `，已催办 ${a.urged} 次` : ''}`,
      ),
      ...(parts.length > 4 ? [`另有 ${parts.length - 4} 个科室、单位待反馈`] : []),
      ...(claim ? [claim] : []),
      ...(words ? [`附言　${cut(words, 80)}`] : []),
      ...(other ? ['登记的期限不因催办改变'] : []),
    ],
    confirm: {
      label: '确认催办',
      press: {
        do: 'sentence.urge',
        order: order.id,
        departments: owing.join(','),
        words,
        seen: String(seen),
      },
    },
  })
}

function returnCard(
  ctx: Ctx,
  read: Understood,
  home: HomedOrder,
  departments: readonly string[],
  text: string,
) {
  const { order } = home
  const [department] = answeredAmong(home, departments)
  if (department === undefined)
    return nothingToDo('return_for_correction', departmentNames(ctx, departments).join('、'), [
      `${printNo(order.no)}目前没有待审核的反馈。`,
    ])
  const a = assignmentOf(order, department)!
  const reason = ownWords(text) || '退回补正'
  const at = read.due && {
    on: read.due.date,
    at: (read.due.time ?? CLOSE_OF_BUSINESS) as TimeOfDay,
    provisional: read.due.provisional === true,
  }
  return proposal({
    title: '拟退回',
    no: order.no,
    subject: order.subject,
    lines: [
      `${departmentNames(ctx, [department])[0]}　${a.answeredAt === undefined ? '已反馈' : `已反馈 ${sayMoment(a.answeredAt)}`}`,
      `理由　${cut(reason, 100)}`,
      at ? `重新反馈期限　${sayDue(at)}` : '未写明期限：原期限不足 2 个工作日的，顺延至第 2 个工作日',
    ],
    confirm: {
      label: '确认退回',
      press: {
        do: 'sentence.return',
        order: order.id,
        department,
        reason,
        ...(at ? { on: at.on, at: at.at } : {}),
      },
    },
  })
}

async function grantCard(ctx: Ctx, read: Understood, home: HomedOrder, departments: readonly string[]) {
  const { order } = home
  const [request] = (await waitingExtensions(ctx, departments)).filter((r) => r.order === order.id)
  const a = request && assignmentOf(order, request.department)
  if (!request || !a)
    return nothingToDo(
      'approve_extension',
      departmentNames(ctx, departments).join('、'),
      noneLines('approve_extension'),
    )
  const { calendar } = ctx.bureau
  const workdays =
    read.extensionWorkdays ??
    (read.due
      ? workdaysAsked(calendar, a.due, { kind: 'until', on: read.due.date })
      : (request.workdays ?? 0))
  if (workdays < 1)
    return say(
      `${printNo(order.no)}　${departmentNames(ctx, [a.department])[0]}的期限为 ${sayDue(a.due)}，所述日期不晚于原期限，未予办理。`,
      `申请延期 ${request.workdays ?? 0} 个工作日；请写明天数，例：同意延期 2 个工作日`,
    )
  const to = extendedDue(calendar, a.due, workdays)
  const differs = read.due?.time !== undefined && read.due?.time !== null && read.due.time !== to.at
  return proposal({
    title: '拟同意延期',
    no: order.no,
    subject: order.subject,
    lines: [
      `${departmentNames(ctx, [a.department])[0]}申请延期 ${request.workdays ?? 0} 个工作日　理由　${cut(request.reason, 60)}`,
      `原期限　${sayDue(a.due)}`,
      `同意延期 ${workdays} 个工作日，延至 ${sayDue(to)}`,
      ...(differs ? [`到期时刻按原单为 ${to.at}`] : []),
    ],
    confirm: {
      label: '同意延期',
      press: { do: 'sentence.grant', request: request.id, workdays: String(workdays) },
    },
  })
}

function askCard(ctx: Ctx, read: Understood, home: HomedOrder) {
  const { order } = home
  const department = soleOwed(ctx, order)
  const a = department === undefined ? undefined : assignmentOf(order, department)
  if (!a) return nothingToDo('request_extension', '', noneLines('request_extension'))
  const workdays = read.extensionWorkdays
  const about = { do: 'sentence.extend', order: order.id, department: a.department }
  const fields = [
    ...(workdays
      ? []
      : [
          {
            name: 'workdays',
            label: '延长几个工作日',
            kind: 'text' as const,
            required: true,
            placeholder: '如 3',
          },
        ]),
    ...(read.reason
      ? []
      : [
          {
            name: 'reason',
            label: '延期理由',
            kind: 'lines' as const,
            required: true,
            placeholder: '如 数据还在与学校核对',
          },
        ]),
  ]
  const card = proposal({
    title: '拟申请延期',
    no: order.no,
    subject: order.subject,
    lines: [
      `${departmentNames(ctx, [a.department])[0]}　期限 ${sayDue(a.due)}`,
      ...(workdays
        ? [`申请延期 ${workdays} 个工作日，延至 ${sayDue(extendedDue(ctx.bureau.calendar, a.due, workdays))}`]
        : []),
      ...(read.reason ? [`理由　${cut(read.reason, 80)}`] : []),
      '批准前期限照常计算',
    ],
    confirm: {
      label: '申请延期',
      press: {
        ...about,
        ...(workdays ? { workdays: String(workdays) } : {}),
        ...(read.reason ? { reason: cut(read.reason, MOST_KEPT) } : {}),
      },
    },
  })
  return fields.length === 0
    ? card
    : { ...card, buttons: card.buttons!.map((b, i) => (i === 0 ? { ...b, fields } : b)) }
}

/** The sentence without the call to the bot; nothing when it says no more than to urge. */
function ownWords(text: string): string {
  const words = text.replace(/@\S+/g, ' ').replace(/\s+/g, ' ').trim()
  return /^(?:再)?(?:催|提醒)(?:一?下|办)?\S{0,8}$/.test(words) ? '' : cut(words, MOST_KEPT)
}

export const actPresses = {
  'sentence.drop': async (): Promise<PressOutcome> => ({
    kind: 'pressed',
    toast: '未予办理',
    tone: 'info',
    becomes: say('未予办理'),
  }),

  'sentence.choose': async (call: PressCall): Promise<PressOutcome> => {
    const { ctx, press, book } = call
    const home = await findOrder(ctx, { id: press.order ?? '' })
    const text = press.text ?? ''
    const departments = (press.departments ?? '').split(',').filter(Boolean)
    if (!isActing((press.intent ?? '') as Intent))
      return { kind: 'pressed', toast: '内容已失效，请重新发送', tone: 'warning' }
    const may = mayDo(ACTS[press.intent as Acting], {
      posts: ctx.actor.posts,
      departments: press.intent === 'request_extension' ? answersFor(ctx.actor.posts) : departments,
      staff: ctx.bureau.settings.staff,
    })
    if (!may.ok) return refused(may)
    if (!home) return { kind: 'pressed', toast: '没有查到该事项', tone: 'warning' }
    const again = understand(text, sceneOf(ctx, book))
    const read = again.intent === 'remind' ? { ...again, intent: 'urge' as const } : again
    if (read.intent !== press.intent)
      return { kind: 'pressed', toast: '内容已失效，请重新发送', tone: 'warning' }
    const message = await shown(ctx, read, home, departments, text)
    return { kind: 'pressed', toast: printNo(home.order.no), tone: 'info', becomes: message }
  },

  'sentence.urge': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const home = await findOrder(ctx, { id: press.order ?? '' })
    const departments = (press.departments ?? '').split(',').filter(Boolean)
    const now = departments.reduce((n, d) => n + (home ? (assignmentOf(home.order, d)?.urged ?? 0) : 0), 0)
    if (home && now > Number(press.seen ?? now))
      return { kind: 'pressed', toast: '已催办，无需重复', tone: 'info' }
    const done = await urgeOrder(ctx, { id: press.order ?? '' }, departments, press.words || undefined)
    if (!done.ok) return refused(done)
    return {
      kind: 'pressed',
      toast: `已催办　${printNo(done.value.order.no)}`,
      becomes: urgedMessage(ctx, done.value),
    }
  },

  'sentence.return': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const on = parseDay(press.on ?? '')
    if (press.on && !on) return { kind: 'pressed', toast: '该按钮已失效', tone: 'warning' }
    const term: Term | undefined = on
      ? { kind: 'date', on, time: (press.at ?? CLOSE_OF_BUSINESS) as TimeOfDay }
      : undefined
    const done = await returnAnswers(
      ctx,
      { id: press.order ?? '' },
      { departments: press.department ? [press.department] : [] },
      press.reason ?? '',
      term,
    )
    if (!done.ok) return refused(done)
    const { order } = done.value
    return {
      kind: 'pressed',
      toast: `已退回　${printNo(order.no)}`,
      becomes: say(
        `已退回　${printNo(order.no)}　${departmentNames(ctx, done.value.departments).join('、')}`,
        `理由　${press.reason ?? ''}`,
      ),
    }
  },

  'sentence.grant': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await grantExtension(
      ctx,
      { request: press.request ?? '' },
      Number(press.workdays) || undefined,
    )
    if (!done.ok) return refused(done)
    return {
      kind: 'pressed',
      toast: `已同意延期　${printNo(done.value.no)}`,
      becomes: say(`已同意延期　${printNo(done.value.no)}`),
    }
  },

  'sentence.extend': async ({ ctx, press, fields }: PressCall): Promise<PressOutcome> => {
    const workdays = Number(press.workdays ?? /\d{1,3}/.exec(fields.workdays ?? '')?.[0] ?? 0)
    const done = await requestExtension(
      ctx,
      { id: press.order ?? '' },
      {
        department: press.department,
        time: { kind: 'workdays', workdays },
        reason: press.reason ?? fields.reason ?? '',
      },
    )
    if (!done.ok) return refused(done)
    const { no } = done.value
    return {
      kind: 'pressed',
      toast: `已申请延期　${printNo(no)}`,
      becomes: say(`已申请延期　${printNo(no)}`, '请等候答复；批准前期限照常计算'),
    }
  },
}
