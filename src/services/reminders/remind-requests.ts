/**
 * What still waits for a decision on the morning its part is due: whoever of the office decides it is told once more, all
 * merged; not where it stood in the morning's reminder to them already. Leaders read it in their brief.
 */
import { isOpenHour, REMINDER_SLOT } from '../../domain/ladder.ts'
import { dayOf, momentOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { REQUESTS, takeSlot } from './send-due-lines.ts'
import { waitingRequests } from './waiting-requests.ts'

export async function remindRequests(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  if (!isOpenHour(ctx.bureau.calendar, ctx.now) || ctx.now < momentOf(today, REMINDER_SLOT)) return
  if (!(await takeSlot(ctx, REQUESTS, today, ''))) return
  for (const [approver, { lines, orders }] of await waitingRequests(ctx)) {
    if (!(await takeSlot(ctx, REQUESTS, today, approver))) continue
    tellPerson(ctx, approver, 'requests.waiting', { day: today, lines }, { about: orders })
  }
}
