/** 请办公室督促: a leader's word about what is red, passed to the office once a day, with the matters it is about. */
import { mayDo } from '../../domain/authority.ts'
import { closeAccountOf } from '../../domain/bureau.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'
import { director } from '../orders/office.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson } from '../tell.ts'
import { briefNow } from './send-brief.ts'

/** @returns how many matters are red; `fresh`: the office was told now, not earlier today */
export async function hurryRed(ctx: Ctx): Promise<Decision<{ matters: number; fresh: boolean }>> {
  const may = mayDo('seeBrief', { posts: ctx.actor.posts })
  if (!may.ok) return may
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
