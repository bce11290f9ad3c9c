/** What a person just did to an order is remembered, so that they can take it back within five minutes. */
import { randomUUID } from 'node:crypto'
import type { Order } from '../../domain/order.ts'
import { act } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import type { Changed } from './change-order.ts'

/** What cannot be taken back: it told somebody something, or is itself a record of what was. */
const NOT_UNDONE: ReadonlySet<string> = new Set([
  'assignment.urged',
  'order.received',
  'order.due-moved',
  'order.undone',
  'order.corrected',
  'order.sub-issued',
  'order.sub-ended',
])

/** The row of an issue: taking it back revokes the order. */
export function issueAct(ctx: Ctx, order: Order): void {
  if (ctx.actor.code === 'duban') return
  writeAct(ctx, order, 'order.issued', undefined, order)
}

/** Remembers the order as it was before the act. What happens by itself is nobody's act. */
export async function rememberAct(ctx: Ctx, { before, order, facts }: Changed): Promise<void> {
  const [first] = facts
  if (!first || ctx.actor.code === 'duban' || NOT_UNDONE.has(first.kind)) return
  writeAct(ctx, order, first.kind, 'department' in first ? first.department : undefined, before)
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
