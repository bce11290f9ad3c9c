/** Orders in the database: loaded whole, saved with the derived next line of each assignment. */
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Calendar } from '../domain/calendar.ts'
import type { OrderKindName } from '../domain/kinds.ts'
import { nextLine } from '../domain/ladder.ts'
import type { Address } from '../domain/notices.ts'
import { type Assignment, isMostUrgent, type Order } from '../domain/order.ts'
import type { OrderNo } from '../domain/serial.ts'
import type { Day, Moment, TimeOfDay } from '../domain/time.ts'
import type { Db } from './database.ts'
import { isId } from './ids.ts'
import type { Rows } from './rows.ts'
import { assignment, orderPlace, orders, threadRef } from './schema/index.ts'

/** An order with where it lives. */
export interface HomedOrder {
  readonly order: Order
  readonly platform: string
  readonly chat: string
  readonly asksPhones: boolean
  readonly lastWord: string
  readonly lastAt: Moment
  /** Of a restricted order: where its message stands for each department. */
  readonly places?: readonly OrderPlace[]
}

/** One department's own message of a restricted order, in its chat or with its head alone. */
export interface OrderPlace {
  /** The department's code, or `person:CODE` of somebody who gets a copy. */
  readonly department: string
  readonly platform: string
  readonly lane: string
  readonly address: Address
}

export type OrderKey = { readonly id: string } | { readonly no: OrderNo }

/** @param lock keep others from changing it until the commit */
export async function loadOrder(db: Db, key: OrderKey, lock = false): Promise<HomedOrder | undefined> {
  if ('id' in key && !isId(key.id)) return undefined
  const where =
    'id' in key ? eq(orders.id, key.id) : and(eq(orders.year, key.no.year), eq(orders.no, key.no.no))
  const query = db.select().from(orders).where(where)
  const [row] = await (lock ? query.for('update') : query)
  if (!row) return undefined
  const parts = await db
    .select()
    .from(assignment)
    .where(eq(assignment.order, row.id))
    .orderBy(asc(assignment.rank))
  const places = row.restricted ? await placesOf(db, [row.id]) : []
  return fromRows(row, parts, places)
}

async function placesOf(db: Db, orderIds: readonly string[]) {
  return db
    .select()
    .from(orderPlace)
    .where(inArray(orderPlace.order, [...orderIds]))
}

/** The rows of where a restricted order stands. */
export function placeRows(order: string, places: readonly OrderPlace[]): Rows {
  return {
    into: orderPlace,
    rows: places.map((p) => ({ order, ...p })),
    onConflict:
      'on conflict ("order", department) do update set platform = excluded.platform, lane = excluded.lane, address = excluded.address',
  }
}

/** Orders by id, in no particular order. */
export async function loadOrders(db: Db, ids: readonly string[]): Promise<HomedOrder[]> {
  if (ids.length === 0) return []
  const [rows, parts] = await Promise.all([
    db
      .select()
      .from(orders)
      .where(inArray(orders.id, [...ids])),
    db
      .select()
      .from(assignment)
      .where(inArray(assignment.order, [...ids]))
      .orderBy(asc(assignment.rank)),
  ])
  const byOrder = Map.groupBy(parts, (p) => p.order)
  const restricted = rows.filter((row) => row.restricted).map((row) => row.id)
  const places = restricted.length > 0 ? await placesOf(db, restricted) : []
  return rows.map((row) => fromRows(row, byOrder.get(row.id) ?? [], places))
}

/** All open orders, oldest due first; bounded by what a bureau can have open. */
export async function openOrders(db: Db): Promise<HomedOrder[]> {
  const ids = await db.select({ id: orders.id }).from(orders).where(eq(orders.state, 'issued'))
  return loadOrders(
    db,
    ids.map((r) => r.id),
  )
}

export async function recentOrders(db: Db, limit: number): Promise<HomedOrder[]> {
  const ids = await db
    .select({ id: orders.id })
    .from(orders)
    .orderBy(desc(orders.year), desc(orders.no))
    .limit(limit)
  return loadOrders(
    db,
    ids.map((r) => r.id),
  )
}

/** The rows of a new order. */
export function orderRows(calendar: Calendar, homed: HomedOrder): Rows[] {
  const { order } = homed
  return [
    {
      into: orders,
      rows: [
        {
          id: order.id,
          year: order.no.year,
          no: order.no.no,
          kind: order.kind,
          subject: order.subject.toWellFormed(),
          state: order.state,
          term: order.term,
          issuedAt: order.issuedAt,
          issuedBy: order.issuedBy,
          platform: homed.platform,
          chat: homed.chat,
          asksPhones: homed.asksPhones,
          lastWord: homed.lastWord,
          lastAt: homed.lastAt,
          ...changingOf(order),
          restricted: order.restricted ?? false,
          basis: order.basis ?? null,
          parent: order.parent?.id ?? null,
          parentYear: order.parent?.no.year ?? null,
          parentNo: order.parent?.no.no ?? null,
          copied: order.copied ?? null,
          limitOn: order.limit?.on ?? null,
          limitWhy: order.limit?.why ?? null,
        },
      ],
    },
    {
      into: assignment,
      rows: order.assignments.map((a, rank) => ({ ...rowOf(calendar, order, a, order.issuedAt), rank })),
    },
  ]
}

/** Saves what changed between two states of an order. */
export async function saveOrder(
  db: Db,
  calendar: Calendar,
  before: Order,
  after: Order,
  last: { word: string; at: Moment },
): Promise<void> {
  const known = new Set(before.assignments.map((a) => a.department))
  // What changes the moments of its reminders rewrites every part.
  const all = after.state !== before.state || isMostUrgent(after) !== isMostUrgent(before)
  const changed = after.assignments.filter(
    (a, i) => known.has(a.department) && (all || a !== before.assignments[i]),
  )
  const added = after.assignments.flatMap((a, rank) => (known.has(a.department) ? [] : [{ a, rank }]))
  const gone = before.assignments.filter((b) => !after.assignments.some((a) => a.department === b.department))
  await Promise.all([
    db
      .update(orders)
      .set({
        state: after.state,
        endedAt: after.endedAt ?? null,
        lastWord: last.word,
        lastAt: last.at,
        subject: after.subject.toWellFormed(),
        ...changingOf(after),
      })
      .where(eq(orders.id, after.id)),
    ...(added.length > 0
      ? [
          db
            .insert(assignment)
            .values(added.map(({ a, rank }) => ({ ...rowOf(calendar, after, a, last.at), rank }))),
        ]
      : []),
    ...gone.map((b) =>
      db
        .delete(assignment)
        .where(and(eq(assignment.order, after.id), eq(assignment.department, b.department))),
    ),
    ...changed.map((a) =>
      db
        .update(assignment)
        .set(rowOf(calendar, after, a, last.at))
        .where(and(eq(assignment.order, after.id), eq(assignment.department, a.department))),
    ),
  ])
}

/** Platform ids that lead to an order. */
export function threadRows(platform: string, refs: readonly string[], order: string): Rows {
  return {
    into: threadRef,
    rows: refs.map((ref) => ({ platform, ref, order })),
    onConflict: 'on conflict do nothing',
  }
}

export async function orderOfThread(
  db: Db,
  platform: string,
  refs: readonly string[],
): Promise<string | undefined> {
  if (refs.length === 0) return undefined
  const [row] = await db
    .select({ order: threadRef.order })
    .from(threadRef)
    .where(and(eq(threadRef.platform, platform), inArray(threadRef.ref, [...refs])))
    .limit(1)
  return row?.order
}

/** The platform ids under which an order is found. */
export async function refsOfOrder(db: Db, platform: string, order: string): Promise<readonly string[]> {
  const rows = await db
    .select({ ref: threadRef.ref })
    .from(threadRef)
    .where(and(eq(threadRef.platform, platform), eq(threadRef.order, order)))
  return rows.map((row) => row.ref)
}

/** What facts may change of the order's own row, besides its state. */
function changingOf(order: Order) {
  return {
    urgency: order.urgency ?? ('ordinary' as const),
    urgencyConfirmed: order.urgencyConfirmed ?? false,
    openSubs: order.openSubs ?? 0,
    reviewer: order.reviewer ?? null,
  }
}

function rowOf(calendar: Calendar, order: Order, a: Assignment, now: Moment) {
  const next = order.state === 'issued' ? nextLine(calendar, a, now, isMostUrgent(order)) : undefined
  return {
    order: order.id,
    department: a.department,
    role: a.role,
    state: a.state,
    receivedOn: a.receivedOn,
    dueOn: a.due.on,
    dueTime: a.due.at,
    provisional: a.due.provisional,
    signedAt: a.signedAt ?? null,
    signedBy: a.signedBy ?? null,
    answeredAt: a.answeredAt ?? null,
    answeredBy: a.answeredBy ?? null,
    timeliness: a.timeliness ?? null,
    approvedAt: a.approvedAt ?? null,
    returnedAt: a.returnedAt ?? null,
    returnReason: a.returnReason ?? null,
    urged: a.urged,
    handler: a.handler ?? null,
    answeredFor: a.answeredFor ?? null,
    extended: a.extended ?? 0,
    reroutedTo: a.reroutedTo ?? null,
    released: a.released ?? false,
    nextLineAt: next?.at ?? null,
  }
}

type OrderRow = typeof orders.$inferSelect
type AssignmentRow = typeof assignment.$inferSelect

function fromRows(
  row: OrderRow,
  parts: readonly AssignmentRow[],
  places: readonly (OrderPlace & { order: string })[],
): HomedOrder {
  const own = row.restricted ? places.filter((p) => p.order === row.id) : []
  return {
    ...(own.length > 0 ? { places: own.map(({ order: _, ...p }) => p) } : {}),
    order: {
      id: row.id,
      no: { year: row.year, no: row.no },
      kind: row.kind as OrderKindName,
      subject: row.subject,
      state: row.state,
      term: row.term,
      issuedAt: row.issuedAt as Moment,
      issuedBy: row.issuedBy,
      ...(row.endedAt === null ? {} : { endedAt: row.endedAt as Moment }),
      assignments: parts.map(assignmentOf),
      ...(row.urgency === 'ordinary' ? {} : { urgency: row.urgency, urgencyConfirmed: row.urgencyConfirmed }),
      ...(row.restricted ? { restricted: true } : {}),
      ...(row.basis === null ? {} : { basis: row.basis }),
      ...(row.parent === null
        ? {}
        : { parent: { id: row.parent, no: { year: row.parentYear!, no: row.parentNo! } } }),
      ...(row.openSubs === 0 ? {} : { openSubs: row.openSubs }),
      ...(row.reviewer === null ? {} : { reviewer: row.reviewer }),
      ...(row.copied === null ? {} : { copied: row.copied }),
      ...(row.limitOn === null ? {} : { limit: { on: row.limitOn as Day, why: row.limitWhy ?? '' } }),
    },
    platform: row.platform,
    chat: row.chat,
    asksPhones: row.asksPhones,
    lastWord: row.lastWord,
    lastAt: row.lastAt as Moment,
  }
}

function assignmentOf(p: AssignmentRow): Assignment {
  return {
    department: p.department,
    role: p.role,
    state: p.state,
    receivedOn: p.receivedOn as Day,
    due: { on: p.dueOn as Day, at: p.dueTime as TimeOfDay, provisional: p.provisional },
    urged: p.urged,
    ...(p.signedAt === null ? {} : { signedAt: p.signedAt as Moment }),
    ...(p.signedBy === null ? {} : { signedBy: p.signedBy }),
    ...(p.answeredAt === null ? {} : { answeredAt: p.answeredAt as Moment }),
    ...(p.answeredBy === null ? {} : { answeredBy: p.answeredBy }),
    ...(p.timeliness === null ? {} : { timeliness: p.timeliness }),
    ...(p.approvedAt === null ? {} : { approvedAt: p.approvedAt as Moment }),
    ...(p.returnedAt === null ? {} : { returnedAt: p.returnedAt as Moment }),
    ...(p.returnReason === null ? {} : { returnReason: p.returnReason }),
    ...(p.handler === null ? {} : { handler: p.handler }),
    ...(p.answeredFor === null ? {} : { answeredFor: p.answeredFor }),
    ...(p.extended === 0 ? {} : { extended: p.extended }),
    ...(p.reroutedTo === null ? {} : { reroutedTo: p.reroutedTo }),
    ...(p.released ? { released: true } : {}),
  }
}
