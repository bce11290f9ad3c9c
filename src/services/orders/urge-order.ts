/** 催办: recorded, and told to the head and the liaison alone. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { assignmentOf, owes } from '../../domain/order.ts'
import type { OrderFact } from '../../domain/order-facts.ts'
import { urge } from '../../domain/order-rules.ts'
import { headOf, remindedFirst } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { OrderKey } from '../../store/orders.ts'
import { by, type Ctx } from '../context.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { tellPerson } from '../tell.ts'
import { dueLine } from './card.ts'
import { type Changed, keepFacts, lockOrder } from './change-order.ts'

export interface Urged extends Changed {
  /** Department code → names of those who were told. */
  readonly told: Readonly<Record<string, readonly string[]>>
}

/** From the director's button: once a day for a department, however often it is pressed. */
export async function urgeOnce(
  ctx: Ctx,
  key: OrderKey,
  department: string,
): Promise<Decision<{ fresh: boolean }>> {
  const found = await lockOrder(ctx, key)
  if (!found.ok) return found
  const may = mayDo('urge', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const owed = urge(found.value.order, department, by(ctx))
  if (!owed.ok) return owed
  if (!(await takeSlot(ctx, `urge ${found.value.order.id} ${department}`, dayOf(ctx.now), '')))
    return allow({ fresh: false })
  const done = await urgeOrder(ctx, key, [department])
  return done.ok ? allow({ fresh: true }) : done
}

/** Urges the named departments, or everybody who still owes. */
export async function urgeOrder(
  ctx: Ctx,
  key: OrderKey,
  departments: readonly string[],
  words?: string,
): Promise<Decision<Urged>> {
  const found = await lockOrder(ctx, key)
  if (!found.ok) return found
  const home = found.value
  const may = mayDo('urge', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const owing = home.order.assignments.filter(owes).map((a) => a.department)
  const wanted =
    departments.length > 0
      ? departments
      : owing.length > 0
        ? owing
        : home.order.assignments.slice(0, 1).map((a) => a.department)
  const facts: OrderFact[] = []
  for (const department of wanted) {
    const decided = urge(home.order, department, by(ctx))
    if (!decided.ok) {
      return departments.length === 0 && home.order.state === 'issued'
        ? refuse('assignment.nobody-owes', { no: home.order.no })
        : decided
    }
    facts.push(...decided.value)
  }
  const changed = await keepFacts(ctx, home, facts)
  const told: Record<string, string[]> = {}
  const today = dayOf(ctx.now)
  for (const department of wanted) {
    const head = headOf(ctx.bureau.roster, department, today)
    const people = new Map(
      [...remindedFirst(ctx.bureau.roster, department, today), ...(head ? [head] : [])].map((p) => [
        p.code,
        p,
      ]),
    )
    const line = dueLine(ctx, changed.order, assignmentOf(changed.order, department)!, 0)
    for (const person of people.values()) {
      tellPerson(
        ctx,
        person.code,
        'assignment.urged',
        { line, by: ctx.actor.name, ...(words ? { words } : {}) },
        { platform: home.platform, matter: changed.order.id },
      )
    }
    told[department] = [...people.values()].map((p) => p.name)
  }
  return allow({ ...changed, told })
}
