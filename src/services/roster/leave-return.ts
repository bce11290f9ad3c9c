/**
 * Back from leave: one list of what was done meanwhile, in the first working morning after the last day, or at once when
 * the leave ends early. Nothing happened, nothing is sent.
 */
import { and, eq, gte, inArray, lte, or, sql } from 'drizzle-orm'
import type { NoticeFacts } from '../../domain/notices.ts'
import { assignmentOf, type Order, owes } from '../../domain/order.ts'
import { answersFor, postsOf } from '../../domain/roster.ts'
import { dayOf, type Moment, momentOf } from '../../domain/time.ts'
import type { Leave } from '../../store/leaves.ts'
import { loadOrders } from '../../store/orders.ts'
import { answer, assignment, journal, orders } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { departmentName, dueLine } from '../orders/card.ts'
import { orderMatter } from '../orders/change-order.ts'
import { mayBeSent } from '../orders/seen.ts'
import { tellPerson } from '../tell.ts'

/** The list, to the person alone. */
export async function tellDoneMeanwhile(ctx: Ctx, leave: Leave): Promise<void> {
  const { roster } = ctx.bureau
  const departments = answersFor(
    postsOf(roster, leave.person, dayOf(ctx.now)).filter((a) => a.coverFor === undefined),
  )
  if (departments.length === 0) return
  const from = momentOf(leave.from)
  const until = leave.endedAt ?? ctx.now
  const found = (await ordersOf(ctx, departments, from, until)).filter((order) =>
    mayBeSent(ctx, order, leave.person),
  )
  const done = doneIn(ctx, found, departments, { from, until })
  const answered = await answeredFor(ctx, leave, from, until, found)
  const extended = await extendedIn(ctx, found, departments, from, until)
  if (done.received.length + done.signed.length + answered.length + extended.length === 0) return
  const facts: NoticeFacts['leave.returned'] = {
    department: departmentName(ctx, departments[0]!),
    cover: roster.people.get(leave.cover)?.name ?? leave.cover,
    from: leave.from,
    until: leave.endedAt === undefined ? leave.until : dayOf(leave.endedAt),
    received: done.received,
    signed: done.signed,
    answered,
    extended,
    owed: done.owed,
    day: dayOf(ctx.now),
  }
  tellPerson(ctx, leave.person, 'leave.returned', facts, { about: found })
}

/** Open or touched in those days, of those departments; in the order of their numbers. */
async function ordersOf(
  ctx: Ctx,
  departments: readonly string[],
  from: Moment,
  until: Moment,
): Promise<Order[]> {
  const within = (
    column: typeof orders.issuedAt | typeof assignment.answeredAt | typeof assignment.signedAt,
  ) => and(gte(column, from), lte(column, until))
  const rows = await ctx.tx.db
    .selectDistinct({ id: orders.id })
    .from(assignment)
    .innerJoin(orders, eq(orders.id, assignment.order))
    .where(
      and(
        inArray(assignment.department, [...departments]),
        or(
          eq(orders.state, 'issued'),
          within(orders.issuedAt),
          within(assignment.answeredAt),
          within(assignment.signedAt),
        ),
      ),
    )
  const homes = await loadOrders(
    ctx.tx.db,
    rows.map((r) => r.id),
  )
  return homes
    .map((h) => h.order)
    .filter((o) => o.state !== 'revoked')
    .sort((x, y) => x.no.year - y.no.year || x.no.no - y.no.no)
}

function doneIn(
  ctx: Ctx,
  found: readonly Order[],
  departments: readonly string[],
  { from, until }: { from: Moment; until: Moment },
) {
  const within = (at: Moment | undefined) => at !== undefined && at >= from && at <= until
  const parts = found.flatMap((order) =>
    departments.flatMap((d) => {
      const a = assignmentOf(order, d)
      return a ? [{ order, a }] : []
    }),
  )
  return {
    received: parts.filter(({ order }) => within(order.issuedAt)).map(({ order }) => named(order)),
    signed: parts
      .filter(({ order, a }) => !within(order.issuedAt) && within(a.signedAt) && !within(a.answeredAt))
      .map(({ order }) => named(order)),
    owed: parts
      .filter(({ order, a }) => order.state === 'issued' && owes(a))
      .map(({ order, a }) => dueLine(ctx, order, a, 0)),
  }
}

async function answeredFor(ctx: Ctx, leave: Leave, from: Moment, until: Moment, found: readonly Order[]) {
  const rows = await ctx.tx.db
    .select({ order: answer.order, at: answer.at, person: answer.person })
    .from(answer)
    .where(
      and(
        eq(answer.coverFor, leave.person),
        gte(answer.at, from),
        lte(answer.at, until),
        sql`${answer.state} <> 'gathering'`,
      ),
    )
    .orderBy(answer.at)
  return rows.flatMap((row) => {
    const order = found.find((o) => o.id === row.order)
    return order ? [{ ...named(order), at: row.at as Moment }] : []
  })
}

async function extendedIn(
  ctx: Ctx,
  found: readonly Order[],
  departments: readonly string[],
  from: Moment,
  until: Moment,
) {
  if (found.length === 0) return []
  const matters = new Map(found.map((o) => [orderMatter(o.no), o]))
  const rows = await ctx.tx.db
    .select({ matter: journal.matter, body: journal.body })
    .from(journal)
    .where(
      and(
        inArray(journal.matter, [...matters.keys()]),
        eq(journal.kind, 'assignment.extended'),
        gte(journal.at, from),
        lte(journal.at, until),
      ),
    )
  return rows.flatMap((row) => {
    const order = matters.get(row.matter)!
    const { department } = (JSON.parse(row.body) as { facts: { department: string } }).facts
    const a = departments.includes(department) ? assignmentOf(order, department) : undefined
    return a ? [{ ...named(order), due: a.due }] : []
  })
}

function named(order: Order) {
  return { no: order.no, subject: order.subject }
}
