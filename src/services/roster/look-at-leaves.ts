/** The leaves of a working morning: lists for those who are back, and covers who have left office taken off. */
import { isOpenHour, REMINDER_SLOT } from '../../domain/ladder.ts'
import { coverOf, inForce } from '../../domain/roster.ts'
import { dayOf, momentOf } from '../../domain/time.ts'
import { leavesToLookAt, setLeave } from '../../store/leaves.ts'
import type { Ctx } from '../context.ts'
import { endUncovered } from './leave.ts'
import { tellDoneMeanwhile } from './leave-return.ts'

export async function lookAtLeaves(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  if (!isOpenHour(ctx.bureau.calendar, ctx.now) || ctx.now < momentOf(today, REMINDER_SLOT)) return
  const { roster } = ctx.bureau
  for (const leave of await leavesToLookAt(ctx.tx.db, today)) {
    if (leave.until >= today) {
      const inOffice = roster.appointments.some((a) => a.person === leave.cover && inForce(a, today))
      if (leave.from <= today && !inOffice) await endUncovered(ctx, leave)
      continue
    }
    // Away again: the list waits until they are back.
    if (coverOf(roster, leave.person, today)) continue
    await setLeave(ctx.tx.db, leave.id, {
      listedAt: ctx.now,
      ...(leave.state === 'asked' ? { state: 'ended' } : {}),
    })
    if (leave.state === 'standing') await tellDoneMeanwhile(ctx, leave)
  }
}
