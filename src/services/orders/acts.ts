/** What a person just did to an order is remembered, so that they can take it back within five minutes. */
import { randomUUID } from 'node:crypto'
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

/** Remembers the order as it was before the act. What happens by itself is nobody's act. */
export async function rememberAct(ctx: Ctx, { before, order, facts }: Changed): Promise<void> {
  const [first] = facts
  if (!first || ctx.actor.code === 'duban' || NOT_UNDONE.has(first.kind)) return
  ctx.tx.write({
    into: act,
    rows: [
      {
        id: randomUUID(),
        person: ctx.actor.code,
        order: order.id,
        at: ctx.now,
        kind: first.kind,
        department: 'department' in first ? (first.department ?? null) : null,
        before: { state: before.state, endedAt: before.endedAt ?? null, assignments: before.assignments },
        undoneAt: null,
      },
    ],
  })
}
