/** 催办: told alone to who handles it, the liaison and the head (or their cover), and recorded for each of them. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { UrgeRecord } from '../../domain/notices.ts'
import { type Assignment, assignmentOf, type Order, owes } from '../../domain/order.ts'
import type { OrderFact } from '../../domain/order-facts.ts'
import { urge } from '../../domain/order-rules.ts'
import type { Person } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import { by, type Ctx } from '../context.ts'
import { reachedFor, urgedReached } from '../reached.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { accountFor, tellPerson } from '../tell.ts'
import { dueLine } from './card.ts'
import { type Changed, keepFacts, lockOrder } from './change-order.ts'
import { inWords, recordUrging, urgedLately } from './urgings.ts'

export interface Urged extends Changed {
  /** Department code → how each of its people was told. */
  readonly told: Readonly<Record<string, readonly UrgeRecord[]>>
  /** Urged a moment ago, and therefore not again: what was done then. */
  readonly lately: Readonly<Record<string, readonly UrgeRecord[]>>
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
  return done.ok ? allow({ fresh: done.value.facts.length > 0 }) : done
}

/** Urges the named departments, or everybody who still owes. With words of its own it goes out however lately the last did. */
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
  const last = words ? [] : await urgedLately(ctx, home.order.id)
  const lately: Record<string, UrgeRecord[]> = {}
  for (const u of last) {
    if (wanted.includes(u.department))
      lately[u.department] = [...(lately[u.department] ?? []), inWords(ctx, u)]
  }
  const fresh = wanted.filter((d) => lately[d] === undefined)
  if (fresh.length === 0) {
    return allow({ before: home.order, home, order: home.order, facts: [], told: {}, lately })
  }
  const changed = await keepFacts(
    ctx,
    home,
    facts.filter((f) => 'department' in f && fresh.includes(f.department!)),
  )
  const told: Record<string, readonly UrgeRecord[]> = {}
  for (const department of fresh) {
    const a = assignmentOf(changed.order, department)!
    told[department] = urgedReached(ctx, department, a.handler).map((person) =>
      urgePerson(ctx, changed.home, a, person, words),
    )
  }
  return allow({ ...changed, told, lately })
}

function urgePerson(
  ctx: Ctx,
  home: HomedOrder,
  a: Assignment,
  person: Person,
  words: string | undefined,
): UrgeRecord {
  const { order } = home
  const { department } = a
  const of = reachedFor(ctx, department, person.code)
  const id = tellPerson(
    ctx,
    person.code,
    'assignment.urged',
    {
      line: dueLine(ctx, order, a, 0),
      by: ctx.actor.name,
      ...(words ? { words } : {}),
      ...(of ? { of: of.name } : {}),
    },
    { platform: home.platform, matter: order.id, about: order },
  )
  const sent = id === undefined ? undefined : { id, road: roadTo(ctx, order, person, home.platform) }
  return recordUrging(ctx, order, department, person.code, sent, words)
}

/** By which road a person is told: their account, else their department's chat. */
function roadTo(ctx: Ctx, order: Order, person: Person, platform: string): string {
  return accountFor(ctx, person.code, { platform, about: order })?.platform ?? 'chat'
}
