/**
 * 本科室待办: what a department owes, standing in its own chat and edited in place whenever something of it changes. A
 * department without a chat of its own costs nothing. It is first posted when an order reaches the department, in open
 * hours; an edit, which notifies nobody, goes at any hour.
 */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { type BoundChat, mayCarryRestricted } from '../../domain/bureau.ts'
import { workdaysLate, workdaysLeft } from '../../domain/due.ts'
import { isOpenHour } from '../../domain/ladder.ts'
import type { NoticeFacts, StandingLine } from '../../domain/notices.ts'
import type { Order } from '../../domain/order.ts'
import { type Day, dayOf, type TimeOfDay } from '../../domain/time.ts'
import { assignment, orders, slot } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { departmentName, dueNote, noted, personName } from '../orders/card.ts'
import { chatLane, editPosting, tellChat } from '../tell.ts'

type Card = NoticeFacts['standing.card']
type OwnChat = BoundChat & { readonly department: string }

/** Names the chats that have a card among the slots; its moment is when the card was last posted. */
export const POSTED = 'standing card'

/** What a department's card is found by. */
export function standingPurpose(chat: Pick<BoundChat, 'platform' | 'id'>): string {
  return `standing:${chat.platform}:${chat.id}`
}

/** The departments' own chats; of all departments when none are named. */
export function ownChats(
  { bureau }: Pick<Ctx, 'bureau'>,
  departments?: ReadonlySet<string>,
): readonly OwnChat[] {
  return bureau.chats.filter(
    (c): c is OwnChat =>
      c.kind === 'department' &&
      c.department !== undefined &&
      (departments === undefined || departments.has(c.department)),
  )
}

interface Touched {
  readonly departments: Set<string>
  /** An order has come to them. */
  readonly reached: Set<string>
}

const touchedIn = new WeakMap<Ctx['tx'], Touched>()

/** Something of these departments changes in this transaction: their cards follow, once, before its commit. */
export function touchStanding(ctx: Ctx, departments: readonly string[], reached = false): void {
  const own = departments.filter((d) =>
    ctx.bureau.chats.some((c) => c.kind === 'department' && c.department === d),
  )
  if (own.length === 0) return
  let touched = touchedIn.get(ctx.tx)
  if (!touched) {
    touched = { departments: new Set(), reached: new Set() }
    touchedIn.set(ctx.tx, touched)
    const all = touched
    ctx.tx.beforeCommit(() => followUp(ctx, all))
  }
  for (const d of own) {
    touched.departments.add(d)
    if (reached) touched.reached.add(d)
  }
}

/** The departments whose part looks otherwise after a change than before it, and those whom the order has come to. */
export function changedParts(
  before: Order,
  after: Order,
): { changed: readonly string[]; reached: readonly string[] } {
  const whole = before.state !== after.state || before.subject !== after.subject
  const was = new Map(before.assignments.map((a) => [a.department, a]))
  const now = new Set(after.assignments.map((a) => a.department))
  return {
    changed: [
      ...after.assignments.filter((a) => whole || was.get(a.department) !== a).map((a) => a.department),
      ...before.assignments.filter((a) => !now.has(a.department)).map((a) => a.department),
    ],
    reached: after.assignments
      .filter((a) => a.state === 'waiting' && was.get(a.department)?.state !== 'waiting')
      .map((a) => a.department),
  }
}

async function followUp(ctx: Ctx, { departments, reached }: Touched): Promise<void> {
  const open = isOpenHour(ctx.bureau.calendar, ctx.now)
  const [cards, fresh] = await Promise.all([
    standingCards(ctx, departments),
    open ? claim(ctx, ownChats(ctx, reached)) : new Set<string>(),
  ])
  for (const { chat, card } of cards) {
    if (fresh.has(standingPurpose(chat))) postCard(ctx, chat, card)
    else editCard(ctx, chat, card)
  }
}

/** Those of the chats that had no card yet; from now on they have. */
async function claim(ctx: Ctx, chats: readonly OwnChat[]): Promise<ReadonlySet<string>> {
  if (chats.length === 0) return new Set()
  const rows = await ctx.tx.db
    .insert(slot)
    .values(chats.map((c) => ({ name: POSTED, day: '', person: standingPurpose(c), at: ctx.now })))
    .onConflictDoNothing()
    .returning({ purpose: slot.person })
  return new Set(rows.map((r) => r.purpose))
}

export function postCard(ctx: Ctx, chat: OwnChat, card: Card): void {
  tellChat(ctx, chat.platform, chat.id, 'standing.card', card, { purpose: standingPurpose(chat) })
}

export function editCard(ctx: Ctx, chat: OwnChat, card: Card): void {
  const at = { platform: chat.platform, lane: chatLane(chat.platform, chat.id) }
  editPosting(ctx, at, standingPurpose(chat), 'standing.card', card)
}

/** What each department's chat shows; one statement, however many there are. */
export async function standingCards(
  ctx: Ctx,
  departments?: ReadonlySet<string>,
): Promise<readonly { readonly chat: OwnChat; readonly card: Card }[]> {
  const chats = ownChats(ctx, departments)
  if (chats.length === 0) return []
  const rows = await ctx.tx.db
    .select({
      order: orders.id,
      year: orders.year,
      no: orders.no,
      subject: orders.subject,
      restricted: orders.restricted,
      department: assignment.department,
      state: assignment.state,
      dueOn: assignment.dueOn,
      dueTime: assignment.dueTime,
      provisional: assignment.provisional,
      handler: assignment.handler,
    })
    .from(assignment)
    .innerJoin(orders, eq(orders.id, assignment.order))
    .where(
      and(
        inArray(assignment.department, [...new Set(chats.map((c) => c.department))]),
        eq(orders.state, 'issued'),
        or(
          inArray(assignment.state, ['waiting', 'signed', 'returned']),
          sql`${assignment.state} = 'answered' and ${assignment.role} = 'lead'`,
        ),
      ),
    )
    .orderBy(asc(assignment.dueOn), asc(orders.year), asc(orders.no))
  const byDepartment = Map.groupBy(rows, (row) => row.department)
  const today = dayOf(ctx.now)
  const { calendar } = ctx.bureau
  return chats.map((chat) => {
    const own = (byDepartment.get(chat.department) ?? []).filter(
      (row) => !row.restricted || mayCarryRestricted(chat.platform),
    )
    const lines = own
      .filter((row) => row.state !== 'answered')
      .map((row): StandingLine => {
        const due = { on: row.dueOn as Day, at: row.dueTime as TimeOfDay, provisional: row.provisional }
        return {
          no: { year: row.year, no: row.no },
          order: row.order,
          ...(row.restricted ? {} : { subject: row.subject }),
          state: row.state,
          due,
          ...noted(dueNote(ctx, due)),
          workdaysLate: workdaysLate(calendar, due.on, today),
          workdaysLeft: workdaysLeft(calendar, due.on, today),
          ...(row.handler === null ? {} : { handler: personName(ctx, row.handler) }),
        }
      })
    const inReview = own
      .filter((row) => row.state === 'answered')
      .map((row) => ({ year: row.year, no: row.no }))
    return { chat, card: { department: departmentName(ctx, chat.department), at: ctx.now, lines, inReview } }
  })
}
