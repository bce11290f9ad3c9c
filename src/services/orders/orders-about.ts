/** Which orders somebody means who names a department, a case or a few words of the matter, and no number. */
import { assignmentOf, owes } from '../../domain/order.ts'
import { type HomedOrder, openOrders, recentOrders } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { sees } from './seen.ts'

export interface Meaning {
  /** What was said, less the departments, the dates and the words of asking. */
  readonly words: string
  /** Departments named; an order of none of them is not meant. */
  readonly departments?: readonly string[]
  /** A case's number that the matter names. */
  readonly caseRef?: string | undefined
  /** Only orders of which one of these departments (or anybody, when none was named) … */
  readonly part?: 'owes' | 'answered'
  /** Also those closed in the last days. */
  readonly closedSince?: number
}

const DAY_MS = 86_400_000
/** As many recent orders are looked through for a closed one. */
const MOST = 300
/** So much of a matter has to be said when no department is named; beside a department, two characters. */
const ENOUGH = 4

/** The orders that fit best, those still open before closed ones; none when nothing fits. */
export async function ordersMeant(
  ctx: Pick<Ctx, 'tx' | 'actor' | 'now' | 'place'>,
  meaning: Meaning,
): Promise<HomedOrder[]> {
  const open = await openOrders(ctx.tx.db)
  const since = meaning.closedSince === undefined ? undefined : ctx.now - meaning.closedSince * DAY_MS
  const closed =
    since === undefined
      ? []
      : (await recentOrders(ctx.tx.db, MOST)).filter(
          ({ order }) => order.state === 'closed' && (order.endedAt ?? 0) >= since,
        )
  const fits = (home: HomedOrder) => sees(ctx, home.order) && concerns(home, meaning)
  const among = best(open.filter(fits), meaning)
  return among.length > 0 ? among : best(closed.filter(fits), meaning)
}

function concerns({ order }: HomedOrder, { departments = [], part }: Meaning): boolean {
  const standing = order.assignments.filter((a) => a.state !== 'declined')
  const parts =
    departments.length === 0 ? standing : standing.filter((a) => departments.includes(a.department))
  if (parts.length === 0) return false
  if (part === 'owes') return order.state === 'issued' && parts.some(owes)
  if (part === 'answered') return order.state === 'issued' && parts.some((a) => a.state === 'answered')
  return true
}

function best(homes: readonly HomedOrder[], { words, departments = [], caseRef }: Meaning): HomedOrder[] {
  if (caseRef) return homes.filter(({ order }) => order.subject.toUpperCase().includes(caseRef))
  const said = words.replace(/\s/g, '')
  // 人事科怎么样了: nothing but the department was said.
  if ([...said].length < 2) return departments.length > 0 ? [...homes] : []
  const scored = homes.map((home) => ({ home, shared: sharedRun(home.order.subject, said) }))
  const wanted = ({ order }: HomedOrder) =>
    departments.length > 0 ? 2 : Math.min(ENOUGH, Math.max(3, [...order.subject].length - 1))
  const enough = scored.filter(({ home, shared }) => shared >= wanted(home))
  const most = Math.max(0, ...enough.map((x) => x.shared))
  return enough.filter((x) => x.shared === most).map((x) => x.home)
}

/** The length of the longest run of characters that stands in both. */
function sharedRun(a: string, b: string): number {
  let most = 0
  let row = new Array<number>(b.length + 1).fill(0)
  for (const c of a) {
    const next = [0]
    for (let j = 0; j < b.length; j++) {
      next.push(b[j] === c && c.trim() !== '' ? row[j]! + 1 : 0)
      most = Math.max(most, next[j + 1]!)
    }
    row = next
  }
  return most
}

/** Of the departments named, those that owe in this order; of all when none was named. */
export function owingAmong({ order }: HomedOrder, departments: readonly string[]): readonly string[] {
  const wanted = departments.length > 0 ? departments : order.assignments.map((a) => a.department)
  return wanted.filter((d) => {
    const a = assignmentOf(order, d)
    return a !== undefined && owes(a)
  })
}

/** The same for answers that wait for approval or return. */
export function answeredAmong({ order }: HomedOrder, departments: readonly string[]): readonly string[] {
  const wanted = departments.length > 0 ? departments : order.assignments.map((a) => a.department)
  return wanted.filter((d) => assignmentOf(order, d)?.state === 'answered')
}
