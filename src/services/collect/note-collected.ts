/** That an order's answers were taken out of the house is a fact of the order. */
import type { Ctx } from '../context.ts'
import { orderMatter } from '../orders/change-order.ts'
import type { Collection } from './collect-answers.ts'

/** @param files how many went out with the table */
export function noteCollected(ctx: Ctx, { home, parts }: Collection, files: number): void {
  const all = parts.length === home.order.assignments.length
  ctx.tx.note({
    matter: orderMatter(home.order.no),
    kind: 'order.collected',
    actor: ctx.actor.code,
    facts: { files, ...(all ? {} : { departments: parts.map((p) => p.line.department.code) }) },
  })
}
