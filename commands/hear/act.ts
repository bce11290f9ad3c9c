/** A sentence that would change something that is registered: found, shown, and done when its sender presses. */
import { alone, type Call, type Outcome, refused } from '../../src/chat/command.ts'
import { askedOf } from '../../src/chat/understand/asked.ts'
import type { Understood } from '../../src/chat/understand/index.ts'
import { choose, nothingToDo, readLine } from '../../src/chat/words/proposals.ts'
import { cut } from '../../src/chat/words/short.ts'
import { mayDo } from '../../src/domain/authority.ts'
import { answersFor } from '../../src/domain/roster.ts'
import { departmentNames } from '../../src/services/orders/card.ts'
import { findOrder, type HomedOrder } from '../../src/services/orders/find-order.ts'
import { listed } from '../../src/services/orders/list-orders.ts'
import { ordersMeant } from '../../src/services/orders/orders-about.ts'
import { waitingExtensions } from '../../src/services/orders/waiting-extensions.ts'
import { numberIn } from '../which-order.ts'
import { shown } from './act-cards.ts'
import { ACTS, type Acting, HOW, MOST_KEPT, noneLines } from './acting.ts'

/** Finds the order and shows what would be done; a button does it. */
export async function proposeAct(call: Call, read: Understood): Promise<Outcome> {
  const { ctx, book } = call
  const intent = read.intent as Acting
  const own = intent === 'request_extension' ? answersFor(ctx.actor.posts) : undefined
  const named = read.departments.flatMap((d) => book.resolve(d.name).map((x) => x.code))
  const departments = own ? own : named
  const may = mayDo(ACTS[intent], {
    posts: ctx.actor.posts,
    departments,
    staff: ctx.bureau.settings.staff,
  })
  if (!may.ok) return refused(may)
  const found = await candidates(call, read, intent, departments)
  const names = own ? [] : departmentNames(ctx, named)
  if (found.length === 0)
    return alone(nothingToDo(intent, readLine(read, names, ctx.now), noneLines(intent, read)))
  if (found.length > 1) {
    return alone(
      choose(
        intent,
        found.map((h) => listed(ctx, h)),
        ({ card }) => ({
          do: 'sentence.choose',
          intent,
          order: card.id,
          text: cut(call.text, MOST_KEPT),
          departments: departments.join(','),
        }),
        HOW[intent],
      ),
    )
  }
  return alone(await shown(ctx, read, found[0]!, departments, call.text))
}

async function candidates(
  call: Call,
  read: Understood,
  intent: Acting,
  departments: readonly string[],
): Promise<readonly HomedOrder[]> {
  const { ctx } = call
  const numbered = numberIn(ctx, call.text)
  if (numbered) {
    const home = await findOrder(ctx, { no: numbered.no })
    return home ? [home] : []
  }
  const asked = askedOf(read.subject ?? '', { now: ctx.now, book: call.book })
  const waiting = intent === 'approve_extension' ? await waitingExtensions(ctx, departments) : undefined
  const fits = (words: string) =>
    ordersMeant(ctx, {
      words,
      departments,
      caseRef: read.caseRef,
      ...(intent === 'urge' || intent === 'request_extension'
        ? { part: 'owes' as const }
        : intent === 'return_for_correction'
          ? { part: 'answered' as const }
          : {}),
    })
  const within = (homes: readonly HomedOrder[]) =>
    waiting ? homes.filter((h) => waiting.some((w) => w.order === h.order.id)) : homes
  const exact = within(await fits(asked.words))
  if (exact.length > 0 || asked.words === '' || read.caseRef) return exact
  // The matter as it was said is in no subject; what the department owes is offered, never taken.
  return departments.length > 0 ? within(await fits('')) : []
}
