/**
 * The ladder's rungs that are due: merged per person and slot, re-derived from state before anything is said. Missed
 * slots are caught up once and marked late; the next rung is written with the same transaction.
 */
import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { isOpenHour, LADDER, nextLine, type Rung, rungReached } from '../../domain/ladder.ts'
import type { DueLine } from '../../domain/notices.ts'
import { assignmentOf, owes } from '../../domain/order.ts'
import { departmentOf, headOf, holdersOf, type Person, remindedFirst } from '../../domain/roster.ts'
import { dayOf, MINUTE } from '../../domain/time.ts'
import { loadOrders } from '../../store/orders.ts'
import { assignment, slot } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { dueLine } from '../orders/card.ts'
import { orderMatter } from '../orders/change-order.ts'
import { tellPerson } from '../tell.ts'

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
  late: boolean
}

/** @returns whether there may be more */
export async function sendDueLines(ctx: Ctx): Promise<boolean> {
  const { calendar, roster } = ctx.bureau
  if (!isOpenHour(calendar, ctx.now)) return false
  const today = dayOf(ctx.now)
  const [lock] = await ctx.tx.db
    .select({ free: sql<boolean>`pg_try_advisory_xact_lock(${SWEEP_LOCK}, hashtext(current_schema()))` })
    .from(sql`(select 1) as one`)
  if (!lock?.free) return false
  const due = await ctx.tx.db
    .select({ order: assignment.order, department: assignment.department, nextLineAt: assignment.nextLineAt })
    .from(assignment)
    .where(and(isNotNull(assignment.nextLineAt), lte(assignment.nextLineAt, ctx.now)))
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
      a && home.order.state === 'issued' && owes(a) ? rungReached(calendar, a, ctx.now) : undefined
    if (home && a && reached) {
      const told = LADDER[reached.rung]
      const late = ctx.now - reached.at > LATE_MS
      const line = dueLine(ctx, home.order, a, reached.rung)
      const people = peopleFor(told, row.department)
      for (const person of people) add(merged, person, line, late)
      if (told.includes('director')) {
        for (const person of holdersOf(roster, 'office_director', today)) add(directors, person, line, late)
      }
      ctx.tx.note({
        matter: orderMatter(home.order.no),
        kind: 'reminder.sent',
        actor: 'duban',
        facts: { department: row.department, rung: reached.rung, to: people.map((p) => p.code) },
      })
    }
    const next = home && a && home.order.state === 'issued' ? nextLine(calendar, a, ctx.now) : undefined
    await ctx.tx.db
      .update(assignment)
      .set({ nextLineAt: next?.at ?? null })
      .where(and(eq(assignment.order, row.order), eq(assignment.department, row.department)))
  }
  for (const bundle of merged.values()) {
    if (!(await takeSlot(ctx, 'reminder', today, bundle.person.code))) continue
    const department = departmentOf(roster, bundle.person.department)
    tellPerson(ctx, bundle.person.code, 'reminder.merged', {
      name: bundle.person.name,
      lines: bundle.lines,
      late: bundle.late,
      day: today,
      ...(department
        ? { department: { code: department.code, name: department.name, kind: department.kind } }
        : {}),
    })
  }
  for (const bundle of directors.values()) {
    if (!(await takeSlot(ctx, 'director', today, bundle.person.code))) continue
    tellPerson(ctx, bundle.person.code, 'reminder.director', {
      lines: bundle.lines,
      late: bundle.late,
      day: today,
    })
  }
  return due.length === BATCH

  function peopleFor(told: (typeof LADDER)[Rung], department: string): Person[] {
    const people = new Map<string, Person>()
    if (told.includes('handlers'))
      for (const p of remindedFirst(roster, department, today)) people.set(p.code, p)
    const head = told.includes('head') ? headOf(roster, department, today) : undefined
    if (head) people.set(head.code, head)
    return [...people.values()].filter((p) => !reminded.has(p.code))
  }
}

function add(bundles: Map<string, Bundle>, person: Person, line: DueLine, late: boolean): void {
  const bundle = bundles.get(person.code) ?? { person, lines: [], late: false }
  bundle.lines.push(line)
  bundle.late ||= late
  bundles.set(person.code, bundle)
}

async function remindedToday(ctx: Ctx, day: string): Promise<ReadonlySet<string>> {
  const rows = await ctx.tx.db
    .select({ person: slot.person })
    .from(slot)
    .where(and(eq(slot.name, 'reminder'), eq(slot.day, day)))
  return new Set(rows.map((r) => r.person))
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
