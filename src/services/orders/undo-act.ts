/** /undo: a person's own last act of a moment ago is taken back, with the answers and requests it touched. */
import { and, desc, eq, gte, isNull } from 'drizzle-orm'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { assignmentOf, type Order, owes } from '../../domain/order.ts'
import type { OrderFact } from '../../domain/order-facts.ts'
import type { Moment } from '../../domain/time.ts'
import { type Act, undo } from '../../domain/undo.ts'
import { type HomedOrder, loadOrder, type OrderKey } from '../../store/orders.ts'
import { act, answer } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { tellPerson, tellThread } from '../tell.ts'
import { departmentName } from './card.ts'
import { type Changed, keepFacts, lockOrder } from './change-order.ts'
import { reopenAsked, withdrawAllRequests } from './end-request.ts'
import { officeFor } from './office.ts'
import { showTakenBack } from './withdraw-answer.ts'

type ActRow = typeof act.$inferSelect

export interface Undone extends Changed {
  /** What was taken back, as a last word: `assignment.answered personnel`. */
  readonly word: string
}

/** @param key without it the person's last act, whatever order it was about */
export async function undoAct(ctx: Ctx, key: OrderKey | undefined): Promise<Decision<Undone>> {
  const row = await lastAct(ctx, key)
  if (!row) return refuse('undo.nothing', {})
  const found = await lockOrder(ctx, { id: row.order })
  if (!found.ok) return found
  const home = found.value
  const done = actOf(row)
  const decided = undo(home.order, done, await changedSince(ctx, home, row), ctx.actor.code, ctx.now)
  if (!decided.ok) return decided
  await ctx.tx.db.update(act).set({ undoneAt: ctx.now }).where(eq(act.id, row.id))
  const changed = await keepFacts(ctx, home, decided.value)
  await undoBeside(ctx, done, changed)
  const word = done.department ? `${done.kind} ${done.department}` : done.kind
  tellUndone(ctx, changed, done, word)
  return allow({ ...changed, word })
}

async function lastAct(ctx: Ctx, key: OrderKey | undefined): Promise<ActRow | undefined> {
  const order =
    key === undefined ? undefined : 'id' in key ? key.id : (await loadOrder(ctx.tx.db, key))?.order.id
  if (key !== undefined && order === undefined) return undefined
  const [row] = await ctx.tx.db
    .select()
    .from(act)
    .where(
      and(
        eq(act.person, ctx.actor.code),
        isNull(act.undoneAt),
        ...(order === undefined ? [] : [eq(act.order, order)]),
      ),
    )
    .orderBy(desc(act.seq))
    .limit(1)
  return row
}

/** Whether anybody, or the clock, did something with the order after this act. */
async function changedSince(ctx: Ctx, home: HomedOrder, row: ActRow): Promise<boolean> {
  const [newest] = await ctx.tx.db
    .select({ id: act.id })
    .from(act)
    .where(eq(act.order, row.order))
    .orderBy(desc(act.seq))
    .limit(1)
  return newest?.id !== row.id || home.lastAt !== row.at
}

function actOf(row: ActRow): Act {
  return {
    person: row.person,
    at: row.at as Moment,
    kind: row.kind as OrderFact['kind'],
    before: row.before as Act['before'],
    ...(row.department === null ? {} : { department: row.department }),
  }
}

/** What the act had written beside the order itself is as before it. */
async function undoBeside(ctx: Ctx, done: Act, { before, home, order }: Changed): Promise<void> {
  switch (done.kind) {
    case 'assignment.answered':
      await unanswer(ctx, done, before, home)
      break
    case 'assignment.approved':
      await fileAgain(ctx, before, order, 'approved')
      return
    case 'assignment.returned':
      await fileAgain(ctx, before, order, 'returned')
      return
    case 'order.issued':
      await withdrawAllRequests(ctx, { ...home, order: before })
      return
  }
  await reopenAsked(ctx, home, { by: done.person, at: done.at }, done.department)
}

/** The answer is withdrawn, and its receipt says so. @param before the order while the answer stood */
async function unanswer(ctx: Ctx, done: Act, before: Order, home: HomedOrder): Promise<void> {
  const rows = await ctx.tx.db
    .update(answer)
    .set({ state: 'withdrawn' })
    .where(
      and(
        eq(answer.order, before.id),
        eq(answer.department, done.department ?? ''),
        eq(answer.state, 'filed'),
        eq(answer.at, done.at),
        eq(answer.person, done.person),
      ),
    )
    .returning()
  for (const row of rows) {
    const owing = assignmentOf(home.order, row.department)
    showTakenBack(ctx, home, assignmentOf(before, row.department)!, row, owing !== undefined && owes(owing))
  }
}

/** What was approved, or sent back, waits for the office again: of each part that changed, its answers of this round. */
async function fileAgain(ctx: Ctx, before: Order, order: Order, was: 'approved' | 'returned'): Promise<void> {
  for (const part of order.assignments) {
    if (assignmentOf(before, part.department)?.state === part.state) continue
    await ctx.tx.db
      .update(answer)
      .set({ state: 'filed' })
      .where(
        and(
          eq(answer.order, order.id),
          eq(answer.department, part.department),
          eq(answer.state, was),
          gte(answer.at, part.returnedAt ?? 0),
        ),
      )
  }
}

/** Those who saw it done see it undone: the order's thread, and whoever reviews an answer that is none any more. */
function tellUndone(ctx: Ctx, { order, home, facts }: Changed, done: Act, word: string): void {
  if (facts.some((f) => f.kind === 'order.revoked')) {
    tellThread(
      ctx,
      home,
      'order.revoked',
      { no: order.no, subject: order.subject, reason: '下发后撤销', by: ctx.actor.name },
      { matter: order.id },
    )
    return
  }
  const department = done.department === undefined ? undefined : departmentName(ctx, done.department)
  const told = {
    no: order.no,
    subject: order.subject,
    word,
    by: ctx.actor.name,
    ...(department ? { department } : {}),
  }
  const how = { matter: order.id, ...(done.department ? { department: done.department } : {}) }
  tellThread(ctx, home, 'order.undone', told, how)
  const reviewer = done.kind === 'assignment.answered' ? officeFor(ctx, order) : undefined
  if (reviewer && reviewer.code !== ctx.actor.code) {
    tellPerson(ctx, reviewer.code, 'order.undone', told, {
      platform: home.platform,
      matter: order.id,
      about: order,
    })
  }
}
