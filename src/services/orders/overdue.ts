/** What the director decides on the third working day overdue: talk with the department, or report upward. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { assignmentOf } from '../../domain/order.ts'
import { urge } from '../../domain/order-rules.ts'
import { holdersOf, leaderInChargeOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { OrderKey } from '../../store/orders.ts'
import { by, type Ctx } from '../context.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson } from '../tell.ts'
import { dueLine } from './card.ts'
import { lockOrder, orderMatter } from './change-order.ts'

/** What the director chose for a department today already: `false` in `fresh`, and nothing is done again. */
export async function talkOverdue(
  ctx: Ctx,
  key: OrderKey,
  department: string,
): Promise<Decision<{ fresh: boolean }>> {
  const found = await open(ctx, key, department)
  if (!found.ok) return found
  if (!(await takeSlot(ctx, `talk ${found.value.order.id} ${department}`, dayOf(ctx.now), ctx.actor.code)))
    return allow({ fresh: false })
  ctx.tx.note({
    matter: orderMatter(found.value.order.no),
    kind: 'overdue.talked',
    actor: ctx.actor.code,
    facts: { department },
  })
  return allow({ fresh: true })
}

/** Reports to the leader in charge of the department, else to the group leader. */
export async function reportOverdue(
  ctx: Ctx,
  key: OrderKey,
  department: string,
): Promise<Decision<{ told: readonly string[]; fresh: boolean }>> {
  const found = await open(ctx, key, department)
  if (!found.ok) return found
  const { order } = found.value
  const today = dayOf(ctx.now)
  const inCharge = leaderInChargeOf(ctx.bureau.roster, department, today)
  const leaders = inCharge ? [inCharge] : holdersOf(ctx.bureau.roster, 'group_leader', today)
  if (!(await takeSlot(ctx, `report ${order.id} ${department}`, today, '')))
    return allow({ told: leaders.map((l) => l.name), fresh: false })
  const line = dueLine(ctx, order, assignmentOf(order, department)!, -3)
  for (const leader of leaders) {
    tellPerson(
      ctx,
      leader.code,
      'overdue.reported',
      { line, by: ctx.actor.name },
      { platform: found.value.platform, matter: order.id, about: order },
    )
  }
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'overdue.reported',
    actor: ctx.actor.code,
    facts: { department, to: leaders.map((l) => l.code) },
  })
  return allow({ told: leaders.map((l) => l.name), fresh: true })
}

async function open(ctx: Ctx, key: OrderKey, department: string) {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const may = mayDo('urge', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const a = assignmentOf(home.value.order, department)
  if (!a)
    return refuse('assignment.not-in-order', {
      no: home.value.order.no,
      department,
      departments: home.value.order.assignments.map((x) => x.department),
    })
  // Answered meanwhile: there is nothing left to talk about or to report.
  const owed = urge(home.value.order, department, by(ctx))
  if (!owed.ok) return owed
  return home
}
