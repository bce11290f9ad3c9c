/** What a sentence would change, shown with the button that does it. */
import { say } from '../../src/chat/message.ts'
import type { Understood } from '../../src/chat/understand/index.ts'
import { sayDue, sayLeft, sayMoment } from '../../src/chat/words/dates.ts'
import { claimLine, nothingToDo, proposal } from '../../src/chat/words/proposals.ts'
import { cut } from '../../src/chat/words/short.ts'
import { workdaysLate, workdaysLeft } from '../../src/domain/due.ts'
import { extendedDue, workdaysAsked } from '../../src/domain/extension.ts'
import { assignmentOf } from '../../src/domain/order.ts'
import { printNo } from '../../src/domain/serial.ts'
import { CLOSE_OF_BUSINESS, dayOf, type TimeOfDay } from '../../src/domain/time.ts'
import type { Ctx } from '../../src/services/context.ts'
import { departmentNames } from '../../src/services/orders/card.ts'
import type { HomedOrder } from '../../src/services/orders/find-order.ts'
import { answeredAmong, owingAmong } from '../../src/services/orders/orders-about.ts'
import { soleOwed } from '../../src/services/orders/request-extension.ts'
import { waitingExtensions } from '../../src/services/orders/waiting-extensions.ts'
import { type Acting, MOST_KEPT, noneLines } from './acting.ts'

/** The card of one act on one order. */
export async function shown(
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
