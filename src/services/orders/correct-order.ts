/** 更正 and /move: entries that were wrong, said anew beside the old ones. */
import { and, desc, eq } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { correct, type Wanted } from '../../domain/correction.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { assignmentOf } from '../../domain/order.ts'
import { answer as decideAnswer, moveAnswer } from '../../domain/order-rules.ts'
import type { Moment } from '../../domain/time.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import { answer, file, remark } from '../../store/schema/index.ts'
import { by, type Ctx } from '../context.ts'
import { tellPerson, tellThread } from '../tell.ts'
import { arrivedFacts, arrivedPurpose, editArrived, reviewerOf } from './answer-facts.ts'
import { filesOfAnswer } from './answer-files.ts'
import { departmentName } from './card.ts'
import { type Changed, keepFacts, lockOrder } from './change-order.ts'
import { withdrawRequests } from './end-request.ts'
import type { AnswerRow } from './open-answer.ts'
import { ownParts } from './pick.ts'

/** What a correction would do, for the preview; nothing is kept. */
export async function previewCorrection(
  ctx: Ctx,
  key: OrderKey,
  wanted: Wanted,
  department: string | undefined,
  why: string,
): Promise<Decision<Pick<Changed, 'order' | 'facts'>>> {
  const found = await lockForCorrection(ctx, key)
  if (!found.ok) return found
  const { order } = found.value
  const facts = correct(ctx.bureau.calendar, order, wanted, department, why, by(ctx))
  return facts.ok ? allow({ order, facts: facts.value }) : facts
}

export async function correctOrder(
  ctx: Ctx,
  key: OrderKey,
  wanted: Wanted,
  department: string | undefined,
  why: string,
): Promise<Decision<Changed>> {
  const found = await lockForCorrection(ctx, key)
  if (!found.ok) return found
  const home = found.value
  const decided = correct(ctx.bureau.calendar, home.order, wanted, department, why, by(ctx))
  if (!decided.ok) return decided
  const changed = await keepFacts(ctx, home, decided.value)
  const fact = decided.value.find((f) => f.kind === 'order.corrected')!
  tellThread(
    ctx,
    changed.home,
    'order.corrected',
    {
      no: home.order.no,
      subject: changed.order.subject,
      change: fact.change,
      why: fact.why,
      by: ctx.actor.name,
      ...(fact.department ? { department: departmentName(ctx, fact.department) } : {}),
    },
    { matter: home.order.id, ...(fact.department ? { department: fact.department } : {}) },
  )
  return allow(changed)
}

async function lockForCorrection(ctx: Ctx, key: OrderKey) {
  const may = mayDo('correct', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  return may.ok ? lockOrder(ctx, key) : may
}

export interface Moved {
  readonly from: Changed
  readonly to: Changed
  readonly department: string
}

/**
 * Moves a department's newest answer to the order it was meant for. It counts there from when it was given; the first
 * order waits for one again. Both threads say so.
 *
 * @param department needed where several departments of the order have answered
 */
export async function moveAnswerTo(
  ctx: Ctx,
  from: OrderKey,
  to: OrderKey,
  department: string | undefined,
): Promise<Decision<Moved>> {
  const source = await lockOrder(ctx, from)
  if (!source.ok) return source
  const target = await lockOrder(ctx, to)
  if (!target.ok) return target
  const { order } = source.value
  if (order.id === target.value.order.id) return refuse('correction.same', { no: order.no })
  if (order.restricted && !target.value.order.restricted)
    return refuse('correction.restricted', { no: order.no, to: target.value.order.no })
  const part = movedPart(ctx, source.value.order, department)
  if (!part.ok) return part
  const code = part.value
  const left = moveAnswer(order, code, target.value.order.no, by(ctx))
  if (!left.ok) return left
  const [row] = await ctx.tx.db
    .select()
    .from(answer)
    .where(and(eq(answer.order, order.id), eq(answer.department, code), eq(answer.state, 'filed')))
    .orderBy(desc(answer.at))
    .limit(1)
  if (!row) {
    const { state } = assignmentOf(order, code)!
    return refuse('assignment.not-answered', { no: order.no, department: code, state })
  }
  const given = {
    by: row.person,
    now: row.at as Moment,
    ...(row.coverFor ? { coverFor: row.coverFor } : {}),
  }
  const arrived = decideAnswer(ctx.bureau.calendar, target.value.order, code, given)
  if (!arrived.ok) return arrived
  const facts = arrived.value.map((f) =>
    f.kind === 'order.closed' ? { ...f, at: ctx.now, by: ctx.actor.code } : f,
  )
  const fromChanged = await keepFacts(ctx, source.value, left.value)
  const toChanged = await keepFacts(ctx, target.value, facts, { apart: true })
  await withdrawRequests(ctx, target.value, code)
  await moveRows(ctx, row.id, target.value.order.id)
  await tellReviewer(ctx, source.value, toChanged.home, { ...row, order: target.value.order.id })
  const name = departmentName(ctx, code)
  const told = { department: name, at: row.at as Moment, by: ctx.actor.name }
  tellThread(
    ctx,
    fromChanged.home,
    'answer.moved',
    { ...told, no: order.no, other: target.value.order.no, away: true },
    { matter: order.id, department: code },
  )
  tellThread(
    ctx,
    toChanged.home,
    'answer.moved',
    { ...told, no: target.value.order.no, other: order.no, away: false },
    { matter: target.value.order.id, department: code },
  )
  return allow({ from: fromChanged, to: toChanged, department: code })
}

function movedPart(ctx: Ctx, order: Changed['order'], named: string | undefined): Decision<string> {
  const departments = order.assignments.map((a) => a.department)
  const office = mayDo('correct', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
  const own = ownParts(ctx, order)
  const within = office ? departments : own
  if (within.length === 0) {
    return mayDo('moveAnswer', { posts: ctx.actor.posts, departments }) as Decision<string>
  }
  if (named !== undefined) {
    if (!departments.includes(named)) {
      return refuse('assignment.not-in-order', {
        no: order.no,
        department: named,
        departments,
      })
    }
    if (within.includes(named)) return allow(named)
    return refuse('authority.other-department', { action: 'moveAnswer', departments: [named] })
  }
  const answered = within.filter((d) => assignmentOf(order, d)?.state === 'answered')
  const one = answered.length > 0 ? answered : within
  if (one.length === 1) return allow(one[0]!)
  return refuse('assignment.which', { no: order.no, departments: one, action: 'moveAnswer' })
}

/** Whoever reviews the other order has the answer to look at; where one person reviews both, their notice of it is edited. */
async function tellReviewer(ctx: Ctx, from: HomedOrder, to: HomedOrder, row: AnswerRow): Promise<void> {
  const reviewer = reviewerOf(ctx, to.order, row)
  if (!reviewer) return
  const part = assignmentOf(to.order, row.department)!
  const facts = arrivedFacts(ctx, to.order, part, row, await filesOfAnswer(ctx, row.id))
  if (reviewerOf(ctx, from.order, row)?.code === reviewer.code) {
    editArrived(ctx, to, row, facts)
  } else if (reviewer.code !== ctx.actor.code) {
    const how = { platform: to.platform, matter: to.order.id, about: to.order }
    tellPerson(ctx, reviewer.code, 'answer.arrived', facts, { ...how, purpose: arrivedPurpose(row.id) })
  }
}

async function moveRows(ctx: Ctx, id: string, order: string): Promise<void> {
  const { db } = ctx.tx
  await Promise.all([
    db.update(answer).set({ order }).where(eq(answer.id, id)),
    db.update(file).set({ order }).where(eq(file.answer, id)),
    db.update(remark).set({ order }).where(eq(remark.answer, id)),
  ])
}
