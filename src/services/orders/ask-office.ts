/** 请示: a department's question about an order, recorded and routed to the director and to whoever issued the order. */
import { randomUUID } from 'node:crypto'
import { allow, type Decision } from '../../domain/decision.ts'
import type { OrderRequest } from '../../domain/requests.ts'
import type { OrderKey } from '../../store/orders.ts'
import { requestRows } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { lockOrder, orderMatter } from './change-order.ts'
import { pickOwn } from './pick.ts'
import { questionFor } from './request-deciders.ts'
import { soleOwed } from './request-extension.ts'
import { questionAsked } from './request-facts.ts'
import { askPerson, requestPurpose } from './request-messages.ts'

/**
 * @param department where the person answers for several departments of the order
 * @returns the names of those who were told: the director, and whoever issued it
 */
export async function askOffice(
  ctx: Ctx,
  key: OrderKey,
  text: string,
  department?: string,
): Promise<Decision<{ told: string; running: boolean }>> {
  const found = await lockOrder(ctx, key)
  if (!found.ok) return found
  const home = found.value
  const { order } = home
  const part = pickOwn(ctx, order, 'requestInstruction', department ?? soleOwed(ctx, order))
  if (!part.ok) return part
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'order.asked',
    actor: ctx.actor.code,
    facts: { department: part.value.department },
    personal: { text },
  })
  const people = questionFor(ctx, order, ctx.actor.code)
  const [approver] = people.keys()
  const request: OrderRequest = {
    id: randomUUID(),
    order: order.id,
    department: part.value.department,
    kind: 'instruction',
    state: 'open',
    person: ctx.actor.code,
    at: ctx.now,
    reason: text,
    ...(approver === undefined ? {} : { approver }),
  }
  ctx.tx.write(requestRows(request))
  for (const to of people.keys()) {
    askPerson(
      ctx,
      home,
      to,
      requestPurpose(request.id, to),
      'order.question',
      questionAsked(ctx, order, request),
    )
  }
  return allow({ told: [...people.values()].join('、'), running: order.state === 'issued' })
}
