/** What departments asked of the office, in the database. */
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { OrderRequest, RequestKind, RequestState } from '../domain/requests.ts'
import type { OrderNo } from '../domain/serial.ts'
import type { Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import { isId } from './ids.ts'
import type { Rows } from './rows.ts'
import { orders, request } from './schema/index.ts'

/** An open request with the order it is about. */
export interface OpenRequest extends OrderRequest {
  readonly no: OrderNo
  readonly subject: string
  readonly restricted: boolean
}

/** All that wait for a decision or an answer, oldest first. What is asked of an order that has ended is moot. */
export async function openRequests(db: Db): Promise<OpenRequest[]> {
  const rows = await db
    .select({
      request,
      year: orders.year,
      no: orders.no,
      subject: orders.subject,
      restricted: orders.restricted,
    })
    .from(request)
    .innerJoin(orders, eq(orders.id, request.order))
    .where(and(eq(request.state, 'open'), eq(orders.state, 'issued')))
    .orderBy(asc(request.at))
  return rows.map(({ request: row, year, no, subject, restricted }) => ({
    ...fromRow(row),
    no: { year, no },
    subject,
    restricted,
  }))
}

/** Everything asked about an order, oldest first. */
export async function requestsOf(db: Db, order: string): Promise<OrderRequest[]> {
  const rows = await db.select().from(request).where(eq(request.order, order)).orderBy(asc(request.at))
  return rows.map(fromRow)
}

export async function readRequest(db: Db, id: string): Promise<OrderRequest | undefined> {
  if (!isId(id)) return undefined
  const [row] = await db.select().from(request).where(eq(request.id, id))
  return row && fromRow(row)
}

export function requestRows(r: OrderRequest): Rows<typeof request> {
  return {
    into: request,
    rows: [
      {
        id: r.id,
        order: r.order,
        department: r.department,
        kind: r.kind,
        state: r.state,
        person: r.person,
        at: r.at,
        reason: r.reason.toWellFormed(),
        workdays: r.workdays ?? null,
        proper: r.proper ?? null,
        approver: r.approver ?? null,
        decidedBy: r.decidedBy ?? null,
        decidedAt: r.decidedAt ?? null,
        decision: r.decision ?? null,
      },
    ],
  }
}

/** Ends open requests. @param decision the reason of a refusal, or the answer to a 请示 */
export async function endRequests(
  db: Db,
  ids: readonly string[],
  end: {
    readonly state: Exclude<RequestState, 'open'>
    readonly by: string
    readonly at: Moment
    readonly decision?: string
  },
): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(request)
    .set({
      state: end.state,
      decidedBy: end.by,
      decidedAt: end.at,
      decision: end.decision?.toWellFormed() ?? null,
    })
    .where(and(inArray(request.id, [...ids]), eq(request.state, 'open')))
}

/**
 * Opens again what one act had granted or withdrawn, unless the department has asked for the same anew since.
 * @param of the department; absent: all of the order
 * @returns those that are open again
 */
export async function reopenRequests(
  db: Db,
  order: string,
  end: { readonly by: string; readonly at: Moment },
  of?: string,
): Promise<OrderRequest[]> {
  const all = await requestsOf(db, order)
  const again = all.filter(
    (r) =>
      (r.state === 'granted' || r.state === 'withdrawn') &&
      r.decidedBy === end.by &&
      r.decidedAt === end.at &&
      (of === undefined || r.department === of) &&
      !all.some((o) => o.state === 'open' && o.kind === r.kind && o.department === r.department),
  )
  if (again.length === 0) return []
  const ids = again.map((r) => r.id)
  const rows = await db
    .update(request)
    .set({ state: 'open', decidedBy: null, decidedAt: null, decision: null })
    .where(inArray(request.id, ids))
    .returning()
  return rows.map(fromRow)
}

/** Somebody else decides it now. */
export async function passRequests(
  db: Db,
  ids: readonly string[],
  approver: string | undefined,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(request)
    .set({ approver: approver ?? null })
    .where(inArray(request.id, [...ids]))
}

/** The department's open requests of these kinds. */
export async function openRequestsOf(
  db: Db,
  order: string,
  department: string,
  kinds: readonly RequestKind[],
): Promise<OrderRequest[]> {
  const rows = await db
    .select()
    .from(request)
    .where(
      and(
        eq(request.order, order),
        eq(request.department, department),
        eq(request.state, 'open'),
        inArray(request.kind, [...kinds]),
      ),
    )
    .orderBy(asc(request.at))
  return rows.map(fromRow)
}

function fromRow(row: typeof request.$inferSelect): OrderRequest {
  return {
    id: row.id,
    order: row.order,
    department: row.department,
    kind: row.kind,
    state: row.state,
    person: row.person,
    at: row.at as Moment,
    reason: row.reason,
    ...(row.workdays === null ? {} : { workdays: row.workdays }),
    ...(row.proper === null ? {} : { proper: row.proper }),
    ...(row.approver === null ? {} : { approver: row.approver }),
    ...(row.decidedBy === null ? {} : { decidedBy: row.decidedBy }),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt as Moment }),
    ...(row.decision === null ? {} : { decision: row.decision }),
  }
}
