/** The way every change of an order takes: lock, decide, save, journal, show. */
import type { Decision } from '../../domain/decision.ts'
import { allow, refuse } from '../../domain/decision.ts'
import type { Order } from '../../domain/order.ts'
import { applyFacts, type OrderFact } from '../../domain/order-facts.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import { subEnded, subReopened } from '../../domain/sub-orders.ts'
import { type HomedOrder, loadOrder, type OrderKey, saveOrder } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { changedParts, touchStanding } from '../standing/standing-card.ts'
import { tellThread } from '../tell.ts'
import { rememberAct } from './acts.ts'
import { editCards } from './places.ts'
import { reportInstructed } from './report-instructed.ts'
import { withheld } from './seen.ts'

export interface Changed {
  readonly before: Order
  readonly home: HomedOrder
  readonly order: Order
  readonly facts: readonly OrderFact[]
}

/** The journal's name for an order. */
export function orderMatter(no: OrderNo): string {
  return `order:${no.year}-${no.no}`
}

/** The order for a decision, locked until the commit. A restricted one is not there for whom it does not concern. */
export async function lockOrder(ctx: Ctx, key: OrderKey): Promise<Decision<HomedOrder>> {
  const home = await loadOrder(ctx.tx.db, key, true)
  if (!home) return refuse('order.unknown', { no: 'no' in key ? printNo(key.no) : '' })
  return withheld(ctx, home.order) ?? allow(home)
}

/**
 * Saves the facts of a decision: state with derived next lines, journal, and the order's message edited in place.
 * @param how.said what a person said with the first fact and the fact itself does not carry; kept outside the chain
 * @param how.apart it is one act with what is kept of another order: that one is remembered for /undo
 */
export async function keepFacts(
  ctx: Ctx,
  home: HomedOrder,
  facts: readonly OrderFact[],
  how: { readonly said?: Readonly<Record<string, string>>; readonly apart?: boolean } = {},
): Promise<Changed> {
  const order = applyFacts(home.order, facts)
  const last = facts.at(-1)
  await saveOrder(ctx.tx.db, ctx.bureau.calendar, home.order, order, {
    word: last ? lastWord(last) : home.lastWord,
    at: ctx.now,
  })
  for (const [i, fact] of facts.entries()) noteFact(ctx, order, fact, i === 0 ? how.said : {})
  const ended = facts.find((f) => f.kind === 'order.revoked')
  const shown = editCards(ctx, { ...home, order }, home.order, ended?.reason)
  const changed = { before: home.order, home: shown, order, facts }
  if (!how.apart) rememberAct(ctx, changed)
  const { changed: parts, reached } = changedParts(home.order, order)
  touchStanding(ctx, parts)
  touchStanding(ctx, reached, true)
  await reportInstructed(ctx, home.order, order, ended?.reason)
  await carryToParent(ctx, changed)
  return changed
}

/** What a person typed as a reason is theirs: in the chain by reference alone, so that it can be erased. */
function noteFact(
  ctx: Ctx,
  order: Order,
  fact: OrderFact,
  said: Readonly<Record<string, string>> = {},
): void {
  const { kind, ...rest } = fact
  const typed =
    kind === 'order.corrected' ? { why: fact.why } : 'reason' in fact ? { reason: fact.reason } : {}
  const personal = { ...typed, ...said }
  const facts = Object.fromEntries(Object.entries(rest).filter(([name]) => !(name in personal)))
  // How the parts stood before is in the entries before; with them would come the reasons of returns.
  if (fact.kind === 'order.undone') facts.before = { state: fact.before.state, endedAt: fact.before.endedAt }
  ctx.tx.note({ matter: orderMatter(order.no), kind, actor: ctx.actor.code, facts, personal })
}

/** A sub-order ended or is open again: the order it is part of counts it, and closes by itself after the last one. */
async function carryToParent(ctx: Ctx, { before, order }: Changed): Promise<void> {
  if (!order.parent || before.state === order.state) return
  const home = await loadOrder(ctx.tx.db, { id: order.parent.id }, true)
  if (!home) return
  const sub = { id: order.id, no: order.no }
  const done = { by: ctx.actor.code, now: ctx.now }
  if (order.state === 'issued') {
    await keepFacts(ctx, home, subReopened(home.order, sub, done))
    return
  }
  const parent = await keepFacts(ctx, home, subEnded(home.order, sub, done))
  tellThread(
    ctx,
    parent.home,
    'order.sub-ended',
    {
      no: parent.order.no,
      sub: order.no,
      state: order.state,
      left: parent.order.openSubs ?? 0,
      closed: parent.before.state === 'issued' && parent.order.state === 'closed',
    },
    { matter: parent.order.id },
  )
}

/** Lock, decide, keep. */
export async function changeOrder(
  ctx: Ctx,
  key: OrderKey,
  decide: (order: Order) => Decision<readonly OrderFact[]>,
): Promise<Decision<Changed>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const decided = decide(home.value.order)
  if (!decided.ok) return decided
  return allow(await keepFacts(ctx, home.value, decided.value))
}

/** The last thing that happened, as a kind and a department: `assignment.answered personnel`. */
export function lastWord(fact: OrderFact): string {
  return 'department' in fact ? `${fact.kind} ${fact.department}` : fact.kind
}
