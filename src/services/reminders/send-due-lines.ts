/**
 * The ladder's rungs that are due: merged per person and slot, re-derived from state before anything is said. Missed
 * slots are caught up once and marked late; the next rung is written with the same transaction.
 */
import { and, asc, eq, gt, inArray, isNotNull, lte, min, sql } from 'drizzle-orm'
import { closeAccountOf } from '../../domain/bureau.ts'
import {
  isOpenHour,
  LADDER,
  type NextLine,
  nextLine,
  REMINDER_SLOT,
  type Rung,
  rungReached,
} from '../../domain/ladder.ts'
import type { DueLine } from '../../domain/notices.ts'
import { type Assignment, assignmentOf, isMostUrgent, type Order, owes } from '../../domain/order.ts'
import { holdersOf, type Person } from '../../domain/roster.ts'
import { dayOf, MINUTE, type Moment, timeOf } from '../../domain/time.ts'
import { loadOrders } from '../../store/orders.ts'
import { assignment, orders, slot } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { dueLine } from '../orders/card.ts'
import { orderMatter } from '../orders/change-order.ts'
import { firstReached, headReached, reachedFor } from '../reached.ts'
import { tellPerson } from '../tell.ts'
import { type Waiting, waitingRequests } from './waiting-requests.ts'

/** What is spoken this long after its slot is marked late. */
const LATE_MS = 30 * MINUTE
/**
 * At most this many assignments are looked at in one transaction. A person's lines are merged within it, so it is larger
 * than what falls due in one slot of any bureau.
 */
const BATCH = 5000
/** Names the sweep among advisory locks: two at once would split a person's lines between them. */
const SWEEP_LOCK = 7202

interface Bundle {
  readonly person: Person
  readonly lines: DueLine[]
  readonly orders: Order[]
  /** The slots that are spoken with it, each on its day. */
  readonly slots: Map<string, string>
  late: boolean
}

/** @returns whether there may be more */
export async function sendDueLines(ctx: Ctx): Promise<boolean> {
  const { calendar, roster } = ctx.bureau
  // In quiet hours nobody is reminded of anything but 特急.
  const open = isOpenHour(calendar, ctx.now)
  const today = dayOf(ctx.now)
  const [lock] = await ctx.tx.db
    .select({ free: sql<boolean>`pg_try_advisory_xact_lock(${SWEEP_LOCK}, hashtext(current_schema()))` })
    .from(sql`(select 1) as one`)
  if (!lock?.free) return false
  const due = await ctx.tx.db
    .select({ order: assignment.order, department: assignment.department, nextLineAt: assignment.nextLineAt })
    .from(assignment)
    .where(
      and(
        isNotNull(assignment.nextLineAt),
        lte(assignment.nextLineAt, ctx.now),
        open ? undefined : inArray(assignment.order, mostUrgentOrders(ctx)),
      ),
    )
    .orderBy(asc(assignment.nextLineAt))
    .limit(BATCH)
    .for('update', { skipLocked: true })
  if (due.length === 0) return false

  const homes = new Map(
    (await loadOrders(ctx.tx.db, [...new Set(due.map((d) => d.order))])).map((h) => [h.order.id, h]),
  )
  const merged = new Map<string, Bundle>()
  const directors = new Map<string, Bundle>()
  const reminded = await remindedToday(ctx, today)
  for (const row of due) {
    const home = homes.get(row.order)
    const a = home && assignmentOf(home.order, row.department)
    const reached =
      a && home.order.state === 'issued' && owes(a)
        ? rungReached(calendar, a, ctx.now, isMostUrgent(home.order))
        : undefined
    if (home && a && reached) {
      const told = LADDER[reached.rung]
      const late = ctx.now - reached.at > LATE_MS
      const line = dueLine(ctx, home.order, a, reached.rung)
      const spoken = slotOf(reached, open, today)
      const about = { line, order: home.order, late }
      const people = peopleFor(told, a).filter((p) => spoken.name !== MORNING || !reminded.has(p.code))
      for (const person of people) add(merged, person, about, spoken)
      if (told.includes('director')) {
        for (const person of holdersOf(roster, 'office_director', today)) {
          add(directors, person, about, { ...spoken, name: DIRECTOR })
        }
      }
      ctx.tx.note({
        matter: orderMatter(home.order.no),
        kind: 'reminder.sent',
        actor: 'duban',
        facts: {
          department: row.department,
          rung: reached.rung,
          to: people.map((p) => p.code),
          ...covered(people, row.department),
        },
      })
    }
    const next =
      home && a && home.order.state === 'issued'
        ? nextLine(calendar, a, ctx.now, isMostUrgent(home.order))
        : undefined
    await ctx.tx.db
      .update(assignment)
      .set({ nextLineAt: next?.at ?? null })
      .where(and(eq(assignment.order, row.order), eq(assignment.department, row.department)))
  }
  // A person's morning is one message: the director's own lines, and what waits for a decision, stand in it.
  const waiting = await waitingNow()
  for (const bundle of directors.values()) {
    if (!(await takeSlots(ctx, bundle))) continue
    const own = merged.get(bundle.person.code)
    const folded = own !== undefined && mayFold(bundle.person, own.orders) && (await takeSlots(ctx, own))
    if (folded) merged.delete(bundle.person.code)
    const more = await waitingFor(bundle)
    for (const [i, { lines, orders }] of byRoad(ctx, bundle).entries()) {
      const facts = {
        lines,
        late: bundle.late || (folded && own.late),
        day: today,
        ...(i === 0 && folded ? { own: own.lines } : {}),
        ...(i === 0 ? more : {}),
      }
      const about = i === 0 && folded ? [...orders, ...own.orders] : orders
      tellPerson(ctx, bundle.person.code, 'reminder.director', facts, { about })
    }
  }
  for (const bundle of merged.values()) {
    if (!(await takeSlots(ctx, bundle))) continue
    const more = await waitingFor(bundle)
    for (const [i, { lines, orders }] of byRoad(ctx, bundle).entries()) {
      const facts = {
        name: bundle.person.name,
        lines,
        late: bundle.late,
        day: today,
        ...ofWhom(bundle.person, lines),
        ...(i === 0 ? more : {}),
      }
      tellPerson(ctx, bundle.person.code, 'reminder.merged', facts, { about: orders })
    }
  }
  return due.length === BATCH

  /** Only with the morning's lines; a 特急 line at another hour stands alone. */
  async function waitingNow(): Promise<ReadonlyMap<string, Waiting>> {
    const spoken = [...directors.values(), ...merged.values()].some(isOfMorning)
    return open && spoken ? waitingRequests(ctx) : new Map()
  }

  async function waitingFor(bundle: Bundle): Promise<{ waiting?: Waiting['lines'] }> {
    const { person } = bundle
    const found = isOfMorning(bundle) ? waiting.get(person.code) : undefined
    if (!found || !mayFold(person, found.orders)) return {}
    return (await takeSlot(ctx, REQUESTS, today, person.code)) ? { waiting: found.lines } : {}
  }

  /** What is restricted does not travel by personal WeChat. */
  function mayFold(person: Person, orders: readonly Order[]): boolean {
    return (
      closeAccountOf(ctx.bureau, person.code) !== undefined || orders.every(({ restricted }) => !restricted)
    )
  }

  /** Whoever is reached for them today: a cover's lines stand in the cover's one message. */
  function peopleFor(told: (typeof LADDER)[Rung], { department, handler }: Assignment): Person[] {
    const people = new Map<string, Person>()
    if (told.includes('handlers'))
      for (const p of firstReached(ctx, department, handler)) people.set(p.code, p)
    const head = told.includes('head') ? headReached(ctx, department) : undefined
    if (head) people.set(head.code, head)
    return [...people.values()]
  }

  /** In the record: who was reached for whom. */
  function covered(people: readonly Person[], department: string) {
    const pairs = people.flatMap((p) => {
      const of = reachedFor(ctx, department, p.code)
      return of ? [[p.code, of.code]] : []
    })
    return pairs.length > 0 ? { covered: Object.fromEntries(pairs) as Record<string, string> } : {}
  }

  /** The one department all lines are of, and for whose head they are, when that is not the person reached. */
  function ofWhom(person: Person, lines: readonly DueLine[]) {
    const codes = new Set(lines.map((l) => l.department.code))
    if (codes.size !== 1) return {}
    const { department } = lines[0]!
    const of = reachedFor(ctx, department.code, person.code)
    return { department, ...(of ? { of: of.name } : {}) }
  }
}

/** The slot of what waits for a person's decision. */
export const REQUESTS = 'requests'

function isOfMorning({ slots }: Bundle): boolean {
  return slots.has(MORNING) || slots.has(DIRECTOR)
}

const DIRECTOR = 'director'
/** The morning's slot; a 特急 line said at another hour has a slot of its own. */
const MORNING = 'reminder'

interface Slot {
  readonly name: string
  readonly day: string
}

/** What a line is spoken in: the day's one merged message, or in quiet hours (and two hours before the due time) its own. */
function slotOf({ at }: NextLine, open: boolean, today: string): Slot {
  if (open && timeOf(at) === REMINDER_SLOT) return { name: MORNING, day: today }
  return { name: `${MORNING} ${timeOf(at)}`, day: dayOf(at) }
}

function add(
  bundles: Map<string, Bundle>,
  person: Person,
  { line, order, late }: { readonly line: DueLine; readonly order: Order; readonly late: boolean },
  slot: Slot,
): void {
  const known = bundles.get(person.code)
  const bundle: Bundle = known ?? { person, lines: [], orders: [], slots: new Map(), late: false }
  bundle.lines.push(line)
  bundle.orders.push(order)
  bundle.slots.set(slot.name, slot.day)
  bundle.late ||= late
  bundles.set(person.code, bundle)
}

/** `false` when all of it was spoken before. */
async function takeSlots(ctx: Ctx, { person, slots }: Bundle): Promise<boolean> {
  let fresh = false
  for (const [name, day] of slots) fresh = (await takeSlot(ctx, name, day, person.code)) || fresh
  return fresh
}

/** One message; two for whom personal WeChat is the only road: what is restricted does not travel there. */
function byRoad(ctx: Ctx, { person, lines, orders }: Bundle): Pick<Bundle, 'lines' | 'orders'>[] {
  const all = lines.map((line, i) => ({ line, order: orders[i]! }))
  const hasClose = closeAccountOf(ctx.bureau, person.code) !== undefined
  const parts = hasClose
    ? [all]
    : [all.filter(({ order }) => !order.restricted), all.filter(({ order }) => order.restricted)]
  return parts
    .filter((part) => part.length > 0)
    .map((part) => ({ lines: part.map((p) => p.line), orders: part.map((p) => p.order) }))
}

function mostUrgentOrders(ctx: Ctx) {
  return ctx.tx.db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.urgency, 'most_urgent'), eq(orders.urgencyConfirmed, true)))
}

async function remindedToday(ctx: Ctx, day: string): Promise<ReadonlySet<string>> {
  const rows = await ctx.tx.db
    .select({ person: slot.person })
    .from(slot)
    .where(and(eq(slot.name, 'reminder'), eq(slot.day, day)))
  return new Set(rows.map((r) => r.person))
}

/** When the next line falls due: a 特急 order's at any hour. */
export async function nextLineAfter(db: Ctx['tx']['db'], after: Moment): Promise<Moment | undefined> {
  const [row] = await db
    .select({ at: min(assignment.nextLineAt) })
    .from(assignment)
    .where(gt(assignment.nextLineAt, after))
  return row?.at === null || row?.at === undefined ? undefined : (Number(row.at) as Moment)
}

/** Once per person, slot and day. */
export async function takeSlot(ctx: Ctx, name: string, day: string, person: string): Promise<boolean> {
  const rows = await ctx.tx.db
    .insert(slot)
    .values({ name, day, person, at: ctx.now })
    .onConflictDoNothing()
    .returning({ at: slot.at })
  return rows.length === 1
}
