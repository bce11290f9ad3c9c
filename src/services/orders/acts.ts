/** What a person just did to an order is remembered, so that they can take it back within five minutes. */
import { randomUUID } from 'node:crypto'
import type { Order } from '../../domain/order.ts'
import { act } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import type { Changed } from './change-order.ts'

/** What follows by itself from something else, or is an undoing: no act of its own. */
const NO_ACT: ReadonlySet<string> = new Set([
  'order.received',
  'order.due-moved',
  'order.undone',
  'order.sub-issued',
  'order.sub-ended',
])

/** The row of an issue: taking it back revokes the order. */
export function issueAct(ctx: Ctx, order: Order): void {
  if (ctx.actor.code === 'duban') return
  writeAct(ctx, order, 'order.issued', undefined, order)
}

/** Remembers the order as it was before the act. What happens by itself is nobody's act. */
export function rememberAct(ctx: Ctx, { before, order, facts }: Changed): void {
  const [first] = facts
  if (!first || ctx.actor.code === 'duban' || NO_ACT.has(first.kind)) return
  const departments = new Set(facts.flatMap((f) => ('department' in f && f.department ? [f.department] : [])))
  const [department] = departments
  writeAct(ctx, order, first.kind, departments.size === 1 ? department : undefined, before)
}

function writeAct(ctx: Ctx, order: Order, kind: string, department: string | undefined, before: Order): void {
  ctx.tx.write({
    into: act,
    rows: [
      {
        id: randomUUID(),
        person: ctx.actor.code,
        order: order.id,
        at: ctx.now,
        kind,
        department: department ?? null,
        before: { state: before.state, endedAt: before.endedAt ?? null, assignments: before.assignments },
        undoneAt: null,
      },
    ],
  })
}
