/** All orders as the ledger needs them: two queries, however many there are. */
import { asc, desc } from 'drizzle-orm'
import type { Due } from '../domain/due.ts'
import type { OrderKindName, Urgency } from '../domain/kinds.ts'
import type { AssignmentState, Copied, OrderState, Role } from '../domain/order.ts'
import type { OrderNo } from '../domain/serial.ts'
import type { Day, Moment, TimeOfDay } from '../domain/time.ts'
import type { Db } from './database.ts'
import { assignment, orders } from './schema/index.ts'

export interface LedgerAssignment {
  readonly department: string
  readonly role: Role
  readonly state: AssignmentState
  readonly due: Due
  readonly handler?: string
  /** Of a declined part: who took it over. */
  readonly reroutedTo?: string
}

export interface LedgerOrder {
  readonly id: string
  readonly no: OrderNo
  readonly kind: OrderKindName
  readonly subject: string
  readonly state: OrderState
  readonly issuedAt: Moment
  readonly endedAt?: Moment
  readonly platform: string
  readonly chat: string
  readonly lastWord: string
  readonly lastAt: Moment
  /** Who may see it, when not everybody: see `maySee`. */
  readonly restricted?: boolean
  readonly urgency: Urgency
  readonly urgencyConfirmed: boolean
  /** The order it is part of. */
  readonly parent?: OrderNo
  readonly issuedBy: string
  readonly reviewer?: string
  readonly copied?: Copied
  /** In roster order. */
  readonly assignments: readonly LedgerAssignment[]
}

export async function ledgerOrders(db: Db): Promise<readonly LedgerOrder[]> {
  const [rows, parts] = await Promise.all([
    db
      .select({
        id: orders.id,
        year: orders.year,
        no: orders.no,
        kind: orders.kind,
        subject: orders.subject,
        state: orders.state,
        issuedAt: orders.issuedAt,
        endedAt: orders.endedAt,
        platform: orders.platform,
        chat: orders.chat,
        lastWord: orders.lastWord,
        lastAt: orders.lastAt,
        restricted: orders.restricted,
        urgency: orders.urgency,
        urgencyConfirmed: orders.urgencyConfirmed,
        parentYear: orders.parentYear,
        parentNo: orders.parentNo,
        issuedBy: orders.issuedBy,
        reviewer: orders.reviewer,
        copied: orders.copied,
      })
      .from(orders)
      .orderBy(desc(orders.year), desc(orders.no)),
    db
      .select({
        order: assignment.order,
        department: assignment.department,
        role: assignment.role,
        state: assignment.state,
        dueOn: assignment.dueOn,
        dueTime: assignment.dueTime,
        provisional: assignment.provisional,
        handler: assignment.handler,
        reroutedTo: assignment.reroutedTo,
      })
      .from(assignment)
      .orderBy(asc(assignment.rank)),
  ])
  const byOrder = Map.groupBy(parts, (part) => part.order)
  return rows.map(
    ({ year, no, kind, issuedAt, endedAt, lastAt, reviewer, copied, parentYear, parentNo, ...row }) => ({
      ...row,
      no: { year, no },
      kind: kind as OrderKindName,
      issuedAt: issuedAt as Moment,
      lastAt: lastAt as Moment,
      ...(endedAt === null ? {} : { endedAt: endedAt as Moment }),
      ...(reviewer === null ? {} : { reviewer }),
      ...(copied === null ? {} : { copied }),
      ...(parentYear === null || parentNo === null ? {} : { parent: { year: parentYear, no: parentNo } }),
      assignments: (byOrder.get(row.id) ?? []).map(
        ({ department, role, state, dueOn, dueTime, provisional, handler, reroutedTo }) => ({
          department,
          role,
          state,
          due: { on: dueOn as Day, at: dueTime as TimeOfDay, provisional },
          ...(handler === null ? {} : { handler }),
          ...(reroutedTo === null ? {} : { reroutedTo }),
        }),
      ),
    }),
  )
}
