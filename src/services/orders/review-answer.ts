/** What the office does with answers: approve, return, excuse. The departments are told in the order's thread. */
import { and, eq } from 'drizzle-orm'
import { mayReview } from '../../domain/approval.ts'
import type { ActionName } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { Term } from '../../domain/due.ts'
import { type Assignment, type Order, owes, waitsForReview } from '../../domain/order.ts'
import { applyFacts, type OrderFact } from '../../domain/order-facts.ts'
import { approve, excuse, returnAnswer } from '../../domain/order-rules.ts'
import type { OrderKey } from '../../store/orders.ts'
import { answer } from '../../store/schema/index.ts'
import { by, type Ctx } from '../context.ts'
import { tellThread } from '../tell.ts'
import { departmentName, dueNote, noted } from './card.ts'
import { type Changed, keepFacts, lockOrder } from './change-order.ts'
import { withdrawRequests } from './end-request.ts'
import { pickParts } from './pick.ts'

export interface Which {
  readonly departments: readonly string[]
  readonly all?: boolean
  /** The answer to the person already says it in the order's thread. */
  readonly saidThere?: boolean
}

export interface Reviewed extends Changed {
  readonly departments: readonly string[]
  readonly closed: boolean
}

export async function approveAnswers(ctx: Ctx, key: OrderKey, which: Which): Promise<Decision<Reviewed>> {
  const done = await review(ctx, key, which, 'approve', waitsForReview, (order, department) =>
    approve(order, department, by(ctx)),
  )
  if (!done.ok) return done
  await markAnswers(ctx, done.value, 'approved')
  if (!which.saidThere) {
    const last = done.value.departments.length - 1
    for (const [i, department] of done.value.departments.entries()) {
      tellThread(
        ctx,
        done.value.home,
        'assignment.approved',
        {
          no: done.value.order.no,
          department: departmentName(ctx, department),
          by: ctx.actor.name,
          at: ctx.now,
          closed: done.value.closed && i === last,
        },
        { matter: done.value.order.id, department },
      )
    }
  }
  return done
}

export async function returnAnswers(
  ctx: Ctx,
  key: OrderKey,
  which: Which,
  reason: string,
  term?: Term,
): Promise<Decision<Reviewed>> {
  if (reason.trim() === '') return refuse('reason.missing', { action: 'return' })
  const done = await review(
    ctx,
    key,
    which,
    'return',
    (a) => a.state === 'answered',
    (order, department) => returnAnswer(ctx.bureau.calendar, order, department, reason, term, by(ctx)),
  )
  if (!done.ok) return done
  await markAnswers(ctx, done.value, 'returned')
  if (!which.saidThere) {
    for (const f of done.value.facts) {
      if (f.kind !== 'assignment.returned') continue
      tellThread(
        ctx,
        done.value.home,
        'assignment.returned',
        {
          no: done.value.order.no,
          department: departmentName(ctx, f.department),
          by: ctx.actor.name,
          reason: f.reason,
          due: f.due,
          ...noted(dueNote(ctx, f.due)),
        },
        { matter: done.value.order.id, department: f.department },
      )
    }
  }
  return done
}

export async function excuseDepartments(
  ctx: Ctx,
  key: OrderKey,
  which: Which,
  reason: string,
): Promise<Decision<Reviewed>> {
  const done = await review(ctx, key, which, 'excuse', owes, (order, department) =>
    excuse(order, department, reason, by(ctx)),
  )
  if (!done.ok) return done
  const { home, before } = done.value
  for (const department of done.value.departments)
    await withdrawRequests(ctx, { ...home, order: before }, department)
  if (!which.saidThere) {
    for (const department of done.value.departments) {
      tellThread(
        ctx,
        done.value.home,
        'assignment.excused',
        {
          no: done.value.order.no,
          department: departmentName(ctx, department),
          reason,
          closed: done.value.closed,
        },
        { matter: done.value.order.id, department },
      )
    }
  }
  return done
}

async function review(
  ctx: Ctx,
  key: OrderKey,
  which: Which,
  action: ActionName,
  candidate: (a: Assignment) => boolean,
  decide: (order: Order, department: string) => Decision<readonly OrderFact[]>,
): Promise<Decision<Reviewed>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const asking = { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }
  const may = mayReview(home.value.order.kind, action, asking)
  if (!may.ok) return may
  const picked = pickParts(ctx, home.value.order, action, which.departments, candidate, which.all ?? false)
  if (!picked.ok) return picked
  // With nobody to choose, the rule itself says why: closed, revoked, or not answered yet.
  const departments =
    picked.value.length > 0 ? picked.value : home.value.order.assignments.slice(0, 1).map((a) => a.department)
  if (picked.value.length === 0 && home.value.order.state === 'issued') {
    return refuse('assignment.nobody-owes', { no: home.value.order.no })
  }
  const facts: OrderFact[] = []
  let order = home.value.order
  for (const department of departments) {
    const decided = decide(order, department)
    if (!decided.ok) return decided
    facts.push(...decided.value)
    order = applyFacts(order, decided.value)
  }
  const changed = await keepFacts(ctx, home.value, facts)
  return allow({ ...changed, departments, closed: changed.order.state === 'closed' })
}

async function markAnswers(ctx: Ctx, done: Reviewed, state: 'approved' | 'returned'): Promise<void> {
  for (const department of done.departments) {
    await ctx.tx.db
      .update(answer)
      .set({ state })
      .where(
        and(eq(answer.order, done.order.id), eq(answer.department, department), eq(answer.state, 'filed')),
      )
  }
}
