/** 请办公室督促: a leader's word about what is red, passed to the office once a day, with the matters it is about. */
import { closeAccountOf } from '../../domain/bureau.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { isLeader } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'
import { director } from '../orders/office.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson } from '../tell.ts'
import { briefNow } from './send-brief.ts'

/** @returns how many matters are red; `fresh`: the office was told now, not earlier today */
export async function hurryRed(ctx: Ctx): Promise<Decision<{ matters: number; fresh: boolean }>> {
  if (!isLeader(ctx.actor.posts)) {
    const holders = ['principal_leader', 'group_leader', 'vice_group_leader', 'leader_in_charge']
    return refuse('authority.not-yours', { action: 'seeBrief', holders })
  }
  const red = (await briefNow(ctx, ctx.actor))?.red ?? []
  const to = director(ctx)
  if (red.length === 0 || !to) return allow({ matters: 0, fresh: false })
  if (!(await takeSlot(ctx, 'hurry', dayOf(ctx.now), ctx.actor.code))) {
    return allow({ matters: red.length, fresh: false })
  }
  ctx.tx.note({
    matter: 'office',
    kind: 'office.hurried',
    actor: ctx.actor.code,
    facts: { matters: red.map((l) => ({ order: l.order, department: l.department.code })) },
  })
  const close = closeAccountOf(ctx.bureau, to.code, ctx.place?.platform)
  const lines = close ? red : red.filter((line) => !line.restricted)
  const facts = { by: ctx.actor.name, lines, day: dayOf(ctx.now) }
  if (lines.length > 0)
    tellPerson(ctx, to.code, 'red.hurried', facts, close ? { platform: close.platform } : {})
  return allow({ matters: red.length, fresh: true })
}
