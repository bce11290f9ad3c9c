/**
 * The director lets departments be named as overdue in the chat where their orders live: the cards there say 逾期, and
 * one merged notice a day names them. A later release of the same day joins that notice.
 */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { dueMoment } from '../../domain/due.ts'
import type { DueLine } from '../../domain/notices.ts'
import { assignmentOf, owes } from '../../domain/order.ts'
import type { OrderFact } from '../../domain/order-facts.ts'
import { inRosterOrder } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import { type HomedOrder, openOrders } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { chatLane, editPosting, tellChat } from '../tell.ts'
import { dueLine } from './card.ts'
import { keepFacts, lockOrder } from './change-order.ts'

export interface Part {
  readonly order: string
  readonly department: string
}

/**
 * Releases the named parts. What has been answered meanwhile, is not overdue or is restricted (限定知悉) is left out.
 * @returns how many departments' parts are newly named
 */
export async function releaseOverdue(
  ctx: Ctx,
  parts: readonly Part[],
): Promise<Decision<{ released: number }>> {
  const may = mayDo('releaseOverdue', { posts: ctx.actor.posts })
  if (!may.ok) return may
  const found: { home: HomedOrder; departments: readonly Part[] }[] = []
  for (const [id, departments] of Map.groupBy(parts, (p) => p.order)) {
    const home = await lockOrder(ctx, { id })
    if (!home.ok) return home
    found.push({ home: home.value, departments })
  }
  const open = found.filter(({ home }) => !home.order.restricted)
  const [kept] = found
  if (kept && open.length === 0) return refuse('order.restricted-kept', { no: kept.home.order.no })
  const chats = new Map<string, { platform: string; chat: string }>()
  let released = 0
  for (const { home, departments } of open) {
    const { order, platform, chat } = home
    const facts = departments.flatMap(({ department }): OrderFact[] => {
      const a = assignmentOf(order, department)
      const over = a && order.state === 'issued' && owes(a) && dueMoment(a.due) < ctx.now && !a.released
      return over ? [{ kind: 'assignment.released', department, at: ctx.now, by: ctx.actor.code }] : []
    })
    if (facts.length === 0) continue
    released += facts.length
    await keepFacts(ctx, home, facts)
    chats.set(`${platform}:${chat}`, { platform, chat })
  }
  for (const place of chats.values()) await postNotice(ctx, place)
  return allow({ released })
}

/** One notice a day in each chat: a second release edits the first one's. */
async function postNotice(ctx: Ctx, at: { platform: string; chat: string }): Promise<void> {
  const day = dayOf(ctx.now)
  const facts = { lines: await releasedLines(ctx, at), day }
  const purpose = `overdue:${day}:${at.platform}:${at.chat}`
  if (await takeSlot(ctx, purpose, day, '')) {
    tellChat(ctx, at.platform, at.chat, 'overdue.released', facts, { purpose })
  } else {
    const lane = chatLane(at.platform, at.chat)
    editPosting(ctx, { platform: at.platform, lane }, purpose, 'overdue.released', facts)
  }
}

async function releasedLines(ctx: Ctx, at: { platform: string; chat: string }): Promise<DueLine[]> {
  const lines: DueLine[] = []
  for (const { order, platform, chat } of await openOrders(ctx.tx.db)) {
    if (order.restricted || platform !== at.platform || chat !== at.chat) continue
    for (const a of order.assignments) {
      if (a.released && owes(a)) lines.push(dueLine(ctx, order, a, -3))
    }
  }
  const rank = inRosterOrder(ctx.bureau.roster, [...new Set(lines.map((l) => l.department.code))])
  return lines.sort((x, y) => rank.indexOf(x.department.code) - rank.indexOf(y.department.code))
}
