/** What departments ask of the office, in the database. */
import { asc, eq } from 'drizzle-orm'
import type { OrderRequest } from '../domain/requests.ts'
import type { Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import { request } from './schema/index.ts'

/** All that stand undecided, oldest first. */
export async function openRequests(db: Db): Promise<OrderRequest[]> {
  const rows = await db.select().from(request).where(eq(request.state, 'open')).orderBy(asc(request.at))
  return rows.map(requestOf)
}

export function requestOf(row: typeof request.$inferSelect): OrderRequest {
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
