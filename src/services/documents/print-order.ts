/** An order on paper: its facts as they stand, in the bureau's own template where it has one. */

import { mayDo } from '../../domain/authority.ts'
import type { Decision } from '../../domain/decision.ts'
import { allow, refuse } from '../../domain/decision.ts'
import type { OrderKey } from '../../store/orders.ts'
import { type Collection, collectAnswers } from '../collect/collect-answers.ts'
import type { Ctx, Shelf } from '../context.ts'
import { orderMatter } from '../orders/change-order.ts'
import { seeOrder } from '../orders/seen.ts'
import { historyOf } from '../orders/show-order.ts'
import { type Filling, fillTemplate, type TemplateFault } from './docx.ts'

export interface PrintedOrder extends Collection {
  /** Who approved each department's answer, by its code. */
  readonly approvedBy: ReadonlyMap<string, string>
}

/** For the departments concerned, the office and the leaders of the group. */
export async function orderForPrint(ctx: Ctx, key: OrderKey): Promise<Decision<PrintedOrder>> {
  const home = await seeOrder(ctx, key)
  if (!home.ok) return home
  const departments = home.value.order.assignments.map((a) => a.department)
  const may = mayDo('print', { posts: ctx.actor.posts, departments, staff: ctx.bureau.settings.staff })
  if (!may.ok) {
    return may.refusal.code === 'authority.other-department'
      ? refuse('authority.other-department', {
          action: 'print',
          departments,
        })
      : may
  }
  const collection = await collectAnswers(ctx, home.value)
  const approvedBy = new Map<string, string>()
  for (const { kind, facts, actor } of await historyOf(ctx, home.value)) {
    if (kind === 'assignment.approved' && typeof facts.department === 'string')
      approvedBy.set(facts.department, actor)
  }
  return allow({ ...collection, approvedBy })
}

/**
 * The bureau's own template where it is sound, else the one that comes with the program; never half of either.
 * @returns the docx, and what is wrong with the bureau's own
 */
export async function fillForm(
  shelf: Pick<Shelf, 'template' | 'standard'>,
  name: string,
  values: Filling,
  names: ReadonlySet<string>,
): Promise<{ readonly bytes: Uint8Array; readonly faults: readonly TemplateFault[] }> {
  const own = await shelf.template(name)
  const filled = own && (await fillTemplate(own, values, names))
  if (filled?.ok) return { bytes: filled.bytes, faults: [] }
  const standard = await fillTemplate(await shelf.standard(), values, names)
  if (!standard.ok)
    throw new Error(`the program's own template is broken: ${JSON.stringify(standard.faults)}`)
  return { bytes: standard.bytes, faults: filled ? filled.faults : [] }
}

/** That it was printed is a fact of the order. */
export function notePrinted(ctx: Ctx, { home }: PrintedOrder): void {
  ctx.tx.note({ matter: orderMatter(home.order.no), kind: 'order.printed', actor: ctx.actor.code, facts: {} })
}
