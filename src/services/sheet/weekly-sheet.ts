/** The week's figures 本周办理情况 as one reader may see them; every figure is a list that can be opened. */
import { and, eq, gte, lt } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { dueMoment, workdaysLate } from '../../domain/due.ts'
import type { DueLine, ToCoordinate, WeeklySheet } from '../../domain/notices.ts'
import { owes } from '../../domain/order.ts'
import { isLeader, type Person, postsOf } from '../../domain/roster.ts'
import { addDays, type Day, dayOf, type Moment, momentOf, type TimeOfDay } from '../../domain/time.ts'
import { weekOf } from '../../domain/week.ts'
import { type HomedOrder, loadOrders, openOrders } from '../../store/orders.ts'
import { openRequests } from '../../store/requests.ts'
import { orders } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { departmentName, dueLine, personName } from '../orders/card.ts'
import { mayBeSent } from '../orders/seen.ts'

const MIDNIGHT = '00:00' as TimeOfDay

/** Everything that happened and stands, read once for all readers. */
export interface Week {
  readonly monday: Day
  readonly day: Day
  readonly issued: readonly HomedOrder[]
  readonly closed: readonly HomedOrder[]
  readonly open: readonly HomedOrder[]
  readonly requests: Awaited<ReturnType<typeof openRequests>>
}

/** @param day the day it is told on; what was issued and closed counts up to now */
export async function readWeek(ctx: Pick<Ctx, 'tx' | 'now'>, day: Day): Promise<Week> {
  const { monday } = weekOf(day)
  const from = momentOf(monday, MIDNIGHT)
  const until = Math.min(ctx.now, momentOf(addDays(monday, 7), MIDNIGHT)) as Moment
  const { db } = ctx.tx
  const [issued, closed, open, requests] = await Promise.all([
    db
      .select({ id: orders.id })
      .from(orders)
      .where(and(gte(orders.issuedAt, from), lt(orders.issuedAt, until))),
    db
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.state, 'closed'), gte(orders.endedAt, from), lt(orders.endedAt, until))),
    openOrders(db),
    openRequests(db),
  ])
  const ids = (rows: { id: string }[]) => rows.map((r) => r.id)
  const all = await loadOrders(db, [...new Set([...ids(issued), ...ids(closed)])])
  const among = (wanted: readonly string[]) => all.filter((h) => wanted.includes(h.order.id))
  return { monday, day, issued: among(ids(issued)), closed: among(ids(closed)), open, requests }
}

/** `undefined` when there is nothing to say to this reader. */
export function sheetFor(
  ctx: Ctx,
  week: Week,
  reader: Pick<Person, 'code'>,
  late: boolean,
): WeeklySheet | undefined {
  const today = dayOf(ctx.now)
  const posts = postsOf(ctx.bureau.roster, reader.code, today)
  const seen = (homes: readonly HomedOrder[]) => homes.filter((h) => mayBeSent(ctx, h.order, reader.code))
  const open = seen(week.open)
  const nextMonday = addDays(week.monday, 7)
  const nextSunday = addDays(week.monday, 13)
  const overdue: DueLine[] = []
  const next: DueLine[] = []
  for (const { order } of open) {
    for (const a of order.assignments) {
      if (!owes(a)) continue
      const isLate = workdaysLate(ctx.bureau.calendar, a.due.on, today) > 0 || dueMoment(a.due) < ctx.now
      if (isLate) overdue.push(dueLine(ctx, order, a, -1))
      else if (a.due.on >= nextMonday && a.due.on <= nextSunday) next.push(dueLine(ctx, order, a, 0))
    }
  }
  overdue.sort((x, y) => y.workdaysLate - x.workdaysLate)
  next.sort((x, y) => (x.due.on < y.due.on ? -1 : x.due.on > y.due.on ? 1 : x.no.no - y.no.no))
  const coordinate = toCoordinate(ctx, week, open, reader)
  const issued = seen(week.issued).length
  const closed = seen(week.closed).length
  if (issued + closed + overdue.length + next.length + coordinate.length === 0) return undefined
  const forLeader = isLeader(posts)
  return {
    monday: week.monday,
    day: week.day,
    late,
    forLeader,
    issued,
    closed,
    open: open.length,
    overdue,
    dueNextWeek: next,
    coordinate,
    mayUrge: !forLeader && mayDo('urge', { posts, staff: ctx.bureau.settings.staff }).ok,
  }
}

function toCoordinate(
  ctx: Ctx,
  week: Week,
  open: readonly HomedOrder[],
  reader: Pick<Person, 'code'>,
): ToCoordinate[] {
  const today = dayOf(ctx.now)
  return week.requests.flatMap((r): ToCoordinate[] => {
    const home = open.find((h) => h.order.id === r.order)
    if (!home) return []
    return [
      {
        kind: r.kind,
        request: r.id,
        order: r.order,
        no: home.order.no,
        department: departmentName(ctx, r.department),
        yours: r.approver === reader.code,
        waitingWorkdays: workdaysLate(ctx.bureau.calendar, dayOf(r.at), today),
        ...(r.workdays === undefined ? {} : { workdays: r.workdays }),
        ...(r.approver === undefined ? {} : { approver: personName(ctx, r.approver) }),
      },
    ]
  })
}

/** The requests that wait for this person's decision, oldest first. */
export async function waitingFor(ctx: Ctx, reader: Pick<Person, 'code'>): Promise<ToCoordinate[]> {
  const requests = (await openRequests(ctx.tx.db)).filter((r) => r.approver === reader.code)
  if (requests.length === 0) return []
  const open = await loadOrders(ctx.tx.db, [...new Set(requests.map((r) => r.order))])
  const week = { monday: '' as Day, day: '' as Day, issued: [], closed: [], open, requests }
  return toCoordinate(ctx, week, open, reader)
}
