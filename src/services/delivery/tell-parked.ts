/** The administrators are told what could not be delivered: to whom and what kind of message, never its words. */
import type { NoticeKind } from '../../domain/notices.ts'
import { holdersOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import type { Waiting } from './lanes.ts'

const KINDS: Partial<Record<NoticeKind, string>> = {
  'order.card': '交办单',
  'answer.receipt': '反馈回执',
  'answer.arrived': '反馈送审',
  'reminder.merged': '到期提醒',
  'reminder.director': '逾期提醒',
  'brief.daily': '每日简报',
  'assignment.urged': '催办',
  said: '答复',
}

export function tellParked(ctx: Ctx, row: Waiting, trouble: string): void {
  // An alert that cannot be delivered gives no further alert.
  if (row.notice.kind === 'operator.parked') return
  const what = `${KINDS[row.notice.kind] ?? '通知'}　收件　${receiver(ctx, row)}`
  for (const person of holdersOf(ctx.bureau.roster, 'administrator', dayOf(ctx.now))) {
    tellPerson(
      ctx,
      person.code,
      'operator.parked',
      { platform: row.platform, what, trouble },
      { platform: row.platform },
    )
  }
}

function receiver(ctx: Ctx, row: Waiting): string {
  const place = row.lane.slice(row.platform.length + 1)
  const account = place.startsWith('>') ? place.slice(1) : undefined
  if (account === undefined)
    return ctx.bureau.chats.find((c) => c.platform === row.platform && c.id === place)?.title ?? '未登记的群'
  const code = ctx.bureau.accounts.find((a) => a.platform === row.platform && a.account === account)?.person
  return (code === undefined ? undefined : ctx.bureau.roster.people.get(code)?.name) ?? '未登记的人员'
}
