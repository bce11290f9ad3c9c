/** 签收: who took it on. It neither starts nor delays the clock. */
import { allow, type Decision } from '../../domain/decision.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { signFor } from '../../domain/order-rules.ts'
import type { OrderNo } from '../../domain/serial.ts'
import type { OrderKey } from '../../store/orders.ts'
import { by, type Ctx } from '../context.ts'
import { departmentName, personName } from './card.ts'
import { type Changed, keepFacts, lockOrder } from './change-order.ts'
import { pickOwn } from './pick.ts'

/** How a signature is told; a cover signs for the person on leave. */
export function signedFacts(ctx: Ctx, no: OrderNo, department: string): NoticeFacts['assignment.signed'] {
  const { coverFor } = by(ctx, department)
  return {
    no,
    department: departmentName(ctx, department),
    by: ctx.actor.name,
    at: ctx.now,
    ...(coverFor ? { of: personName(ctx, coverFor) } : {}),
  }
}

export async function signOrder(
  ctx: Ctx,
  key: OrderKey,
  named?: string,
): Promise<Decision<Changed & { department: string }>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const part = pickOwn(ctx, home.value.order, 'signFor', named)
  if (!part.ok) return part
  const { department } = part.value
  const decided = signFor(home.value.order, department, by(ctx, department))
  if (!decided.ok) return decided
  return allow({ ...(await keepFacts(ctx, home.value, decided.value)), department })
}
