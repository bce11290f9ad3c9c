/** 特急: the director confirms it and telephones the heads, or lets the order run as 加急. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { DraftDepartment } from '../../domain/notices.ts'
import { type Order, owes } from '../../domain/order.ts'
import { coverOf, headOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import { decideUrgency } from '../../domain/urgency.ts'
import { by, type Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { departmentName, departmentNames, personName } from './card.ts'
import { changeOrder } from './change-order.ts'
import { director } from './office.ts'

export interface UrgencyDecided {
  readonly order: Order
  /** Whom to telephone. */
  readonly heads: readonly DraftDepartment[]
}

export async function confirmUrgency(ctx: Ctx, id: string, most: boolean): Promise<Decision<UrgencyDecided>> {
  const may = mayDo('confirmUrgency', { posts: ctx.actor.posts })
  if (!may.ok) return may
  const done = await changeOrder(ctx, { id }, (order) => decideUrgency(order, most, by(ctx)))
  if (!done.ok) return done
  const { order, home } = done.value
  if (order.issuedBy !== ctx.actor.code) {
    tellPerson(
      ctx,
      order.issuedBy,
      'urgency.decided',
      { no: order.no, subject: order.subject, by: ctx.actor.name, most },
      { platform: home.platform, matter: order.id, about: order },
    )
  }
  return allow({ order, heads: most ? headsToCall(ctx, order) : [] })
}

/** At issue: the director is asked, or, where it holds already, asked to telephone. */
export function tellUrgency(ctx: Ctx, order: Order): void {
  if (order.urgency !== 'most_urgent') return
  const to = director(ctx)
  if (!to) return
  const how = { matter: order.id, about: order }
  if (order.urgencyConfirmed) {
    tellPerson(
      ctx,
      to.code,
      'urgency.call',
      { no: order.no, subject: order.subject, heads: headsToCall(ctx, order) },
      how,
    )
    return
  }
  tellPerson(
    ctx,
    to.code,
    'urgency.asked',
    {
      no: order.no,
      order: order.id,
      kind: kindOf(order.kind).name,
      subject: order.subject,
      by: personName(ctx, order.issuedBy),
      departments: departmentNames(
        ctx,
        order.assignments.map((a) => a.department),
      ),
    },
    how,
  )
}

/** Of each department that still owes: its head, or who covers for the head. */
function headsToCall(ctx: Ctx, order: Order): readonly DraftDepartment[] {
  const { roster } = ctx.bureau
  const today = dayOf(ctx.now)
  return order.assignments.filter(owes).map(({ department }) => {
    const head = headOf(roster, department, today)
    const cover = head && coverOf(roster, head.code, today)
    const person = cover && head ? `${cover.name}（代${head.name}）` : head?.name
    return { department: departmentName(ctx, department).name, ...(person ? { person } : {}) }
  })
}
