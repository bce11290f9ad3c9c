/**
 * The leaders' daily brief, 08:35 of a working day, to each leader alone: what needs them, what turned red and why,
 * what changed up to 17:30 of the working day before. Nothing to say, nothing sent.
 */
import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { workdaysLate } from '../../domain/due.ts'
import { BRIEF_SLOT, isOpenHour } from '../../domain/ladder.ts'
import type { DailyBrief, DueLine } from '../../domain/notices.ts'
import { type Order, orderDue, owes } from '../../domain/order.ts'
import { leadersOn, type Person, postsOf } from '../../domain/roster.ts'
import {
  addDays,
  CLOSE_OF_BUSINESS,
  type Day,
  dayOf,
  MINUTE,
  type Moment,
  momentOf,
  weekday,
} from '../../domain/time.ts'
import { sealDay } from '../../store/journal.ts'
import { type HomedOrder, loadOrders, openOrders } from '../../store/orders.ts'
import { draft, orders } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { dueLine, personName } from '../orders/card.ts'
import { mayBeSent } from '../orders/seen.ts'
import { takeSlot } from '../reminders/send-due-lines.ts'
import { waitingFor } from '../sheet/weekly-sheet.ts'
import { tellPerson } from '../tell.ts'

/** Overdue this many working days: red in the brief. */
const RED_AFTER = 5
const LATE_MS = 30 * MINUTE

export async function sendBrief(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const slotAt = momentOf(today, BRIEF_SLOT)
  if (!isOpenHour(ctx.bureau.calendar, ctx.now) || ctx.now < slotAt) return
  if (!(await takeSlot(ctx, 'brief', today, ''))) return
  const head = await sealDay(ctx.tx.db, today)
  const late = ctx.now - slotAt > LATE_MS
  const matters = await readMatters(ctx, today)
  for (const leader of leadersOn(ctx.bureau.roster, today)) {
    const brief = await briefFor(ctx, matters, leader, head, late)
    const about = mattersOf(matters).filter((order) => mayBeSent(ctx, order, leader.code))
    if (brief) tellPerson(ctx, leader.code, 'brief.daily', brief, { about })
  }
}

/** The brief as it would read now, for whoever asks. */
export async function briefNow(ctx: Ctx, leader: Pick<Person, 'code'>): Promise<DailyBrief | undefined> {
  return briefFor(ctx, await readMatters(ctx, dayOf(ctx.now)), leader, '', false)
}

/** Everything a brief is made of, read once for all leaders. */
interface Matters {
  readonly today: Day
  readonly lastDay: Day
  readonly open: readonly HomedOrder[]
  readonly issued: readonly HomedOrder[]
  readonly closed: readonly HomedOrder[]
  readonly drafts: readonly { id: string; subject: string; by: string; to: string }[]
}

function mattersOf({ open, issued, closed }: Matters): Order[] {
  return [...open, ...issued, ...closed].map(({ order }) => order)
}

async function readMatters(ctx: Ctx, today: Day): Promise<Matters> {
  const { calendar } = ctx.bureau
  const lastDay = calendar.workdayBefore(today)
  const cutOff = momentOf(lastDay, CLOSE_OF_BUSINESS)
  const before = momentOf(calendar.workdayBefore(lastDay), CLOSE_OF_BUSINESS)
  const [open, issued, closed, drafts] = await Promise.all([
    openOrders(ctx.tx.db),
    within(ctx, 'issuedAt', before, cutOff),
    within(ctx, 'endedAt', before, cutOff),
    submittedDrafts(ctx),
  ])
  return { today, lastDay, open, issued, closed, drafts }
}

/** `undefined` when nothing needs this leader, nothing turned red and nothing changed that they may see. */
async function briefFor(
  ctx: Ctx,
  matters: Matters,
  leader: Pick<Person, 'code'>,
  head: string,
  late: boolean,
): Promise<DailyBrief | undefined> {
  const { calendar, roster } = ctx.bureau
  const { today, lastDay } = matters
  const posts = postsOf(roster, leader.code, today)
  const seen = (homes: readonly HomedOrder[]) => homes.filter((h) => mayBeSent(ctx, h.order, leader.code))
  const open = seen(matters.open)
  const inCharge = new Set(posts.flatMap((p) => p.departments ?? []))
  const red: DueLine[] = []
  let turned = false
  for (const { order } of open) {
    for (const a of order.assignments) {
      const days = owes(a) ? workdaysLate(calendar, a.due.on, today) : 0
      if (days < RED_AFTER) continue
      turned ||= days === RED_AFTER
      red.push(dueLine(ctx, order, a, -5))
    }
  }
  const foreign = (line: DueLine) => (inCharge.has(line.department.code) ? 0 : 1)
  red.sort((x, y) => foreign(x) - foreign(y) || y.workdaysLate - x.workdaysLate)
  const decide = await waitingFor(ctx, leader)
  const drafts = matters.drafts.filter((d) => d.to === leader.code)
  const issuedYesterday = seen(matters.issued).length
  const closedYesterday = seen(matters.closed).length
  const needed = decide.length + drafts.length > 0
  if (!needed && !turned && issuedYesterday === 0 && closedYesterday === 0) return undefined
  const monday = addDays(today, 8 - weekday(today))
  const sunday = addDays(monday, 6)
  return {
    day: today,
    lastDay,
    decide,
    drafts: drafts.map(({ to: _, ...d }) => d),
    red,
    issuedYesterday,
    closedYesterday,
    open: open.length,
    dueNextWeek: open.filter(({ order }) => orderDue(order).on >= monday && orderDue(order).on <= sunday)
      .length,
    head,
    late,
  }
}

async function submittedDrafts(ctx: Ctx): Promise<Matters['drafts']> {
  const rows = await ctx.tx.db.select().from(draft).where(eq(draft.state, 'submitted')).orderBy(asc(draft.at))
  return rows.map((row) => {
    const [first, ...more] = Array.isArray(row.input) ? row.input : [row.input]
    return {
      id: row.id,
      subject: `${first?.subject ?? ''}${more.length > 0 ? `等 ${more.length + 1} 件` : ''}`,
      by: personName(ctx, row.person),
      to: row.submittedTo ?? '',
    }
  })
}

async function within(
  ctx: Ctx,
  column: 'issuedAt' | 'endedAt',
  after: Moment,
  until: Moment,
): Promise<HomedOrder[]> {
  const inside = and(gt(orders[column], after), lte(orders[column], until))
  const rows = await ctx.tx.db
    .select({ id: orders.id })
    .from(orders)
    .where(column === 'endedAt' ? and(inside, eq(orders.state, 'closed')) : inside)
  return loadOrders(
    ctx.tx.db,
    rows.map((r) => r.id),
  )
}
