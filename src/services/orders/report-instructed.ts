import { and, eq, isNotNull } from 'drizzle-orm'
import { kindOf } from '../../domain/kinds.ts'
import type { Order } from '../../domain/order.ts'
import type { Moment } from '../../domain/time.ts'
import { draft as draftTable } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { departmentName } from './card.ts'

/** An order that a leader asked for is over: reported to that leader. Only an order with a said basis can be one. */
export async function reportInstructed(
  ctx: Ctx,
  before: Order,
  after: Order,
  reason?: string,
): Promise<void> {
  if (after.basis === undefined || before.state === after.state || after.state === 'issued') return
  const rows = await ctx.tx.db
    .select({ source: draftTable.source, person: draftTable.person })
    .from(draftTable)
    .where(and(eq(draftTable.order, after.id), isNotNull(draftTable.source)))
  const source = rows.find((r) => r.source?.instruction !== undefined)?.source
  if (!source) return
  tellPerson(
    ctx,
    source.by,
    'instruction.ended',
    {
      instructedAt: (source.at ?? after.issuedAt) as Moment,
      at: ctx.now,
      no: after.no,
      kind: kindOf(after.kind).name,
      subject: after.subject,
      state: after.state,
      ...(reason ? { reason } : {}),
      parts: after.assignments
        .filter((a) => a.answeredAt !== undefined)
        .map((a) => ({
          department: departmentName(ctx, a.department),
          answeredAt: a.answeredAt!,
          ...(a.timeliness ? { timeliness: a.timeliness } : {}),
        })),
    },
    { matter: after.id, about: after },
  )
}
