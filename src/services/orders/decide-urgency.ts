/** 特急: the director confirms it and telephones the heads, or lets the order run as 加急. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { DraftDepartment } from '../../domain/notices.ts'
import { type Order, owes } from '../../domain/order.ts'
import { headOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import { decideUrgency } from '../../domain/urgency.ts'
import { by, type Ctx } from '../context.ts'
import { reached } from '../reached.ts'
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

/** Of each department that still owes: its head, and who covers for the head. */
function headsToCall(ctx: Ctx, order: Order): readonly DraftDepartment[] {
  return order.assignments.filter(owes).map(({ department }) => {
    const head = headOf(ctx.bureau.roster, department, dayOf(ctx.now))
    const there = head && reached(ctx, head)
    return {
      department: departmentName(ctx, department).name,
      ...(head ? { person: head.name } : {}),
      ...(there && there.code !== head.code ? { cover: there.name } : {}),
    }
  })
}
