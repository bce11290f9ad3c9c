/** 指定经办: who handles a part in its department. They get the reminders before the due day and may answer. */
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { assignmentOf } from '../../domain/order.ts'
import { handOver } from '../../domain/order-rules.ts'
import { inForce, type Person, postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { OrderKey } from '../../store/orders.ts'
import { by, type Ctx } from '../context.ts'
import { reached } from '../reached.ts'
import { tellPerson } from '../tell.ts'
import { departmentName, dueLine } from './card.ts'
import { type Changed, keepFacts, lockOrder } from './change-order.ts'
import { pickOwn } from './pick.ts'

export interface Handed extends Changed {
  readonly department: string
  readonly person: Person
}

/** @param name as it was said: a person of the department */
export async function handOrder(
  ctx: Ctx,
  key: OrderKey,
  name: string,
  named?: string,
): Promise<Decision<Handed>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const { order } = home.value
  const part = pickOwn(ctx, order, 'handOver', named)
  if (!part.ok) return part
  const { department, handler } = part.value
  const person = findIn(ctx, department, name)
  if (!person.ok) return person
  const decided = handOver(order, department, person.value.code, by(ctx))
  if (!decided.ok) return decided
  if (handler === person.value.code) return refuse('hand.already', { no: order.no, name: person.value.name })
  const changed = await keepFacts(ctx, home.value, decided.value)
  const to = reached(ctx, person.value)
  if (to.code !== ctx.actor.code) {
    tellPerson(
      ctx,
      to.code,
      'assignment.handed',
      { line: dueLine(ctx, changed.order, assignmentOf(changed.order, department)!, 0), by: ctx.actor.name },
      { platform: home.value.platform, matter: order.id, about: changed.order },
    )
  }
  return allow({ ...changed, department, person: person.value })
}

/** Somebody of that department, in office. */
function findIn(ctx: Ctx, department: string, name: string): Decision<Person> {
  const { roster } = ctx.bureau
  const today = dayOf(ctx.now)
  const all = [...roster.people.values()].filter((p) => p.name === name || p.code === name)
  if (all.length === 0) return refuse('roster.unknown-person', { text: name })
  const own = all.find(
    (p) =>
      p.department === department ||
      roster.appointments.some(
        (a) => a.person === p.code && a.department === department && inForce(a, today),
      ),
  )
  if (!own) {
    return refuse('hand.not-of-department', {
      name: all[0]!.name,
      department: departmentName(ctx, department).name,
    })
  }
  return postsOf(roster, own.code, today).length > 0
    ? allow(own)
    : refuse('hand.without-post', { name: own.name })
}
