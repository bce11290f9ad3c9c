/** 汇总: what every department of an order answered, with its files, as it stands now; those that owe it still stand in it too. */
import { asc, eq, inArray } from 'drizzle-orm'
import { dueMoment, workdaysLate } from '../../domain/due.ts'
import type { AssignmentLine, OrderCard } from '../../domain/notices.ts'
import { type Assignment, owes } from '../../domain/order.ts'
import { inRosterOrder } from '../../domain/roster.ts'
import { dayOf, type Moment } from '../../domain/time.ts'
import type { HomedOrder } from '../../store/orders.ts'
import { answer, file } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { orderCard, personName } from '../orders/card.ts'

export interface CollectedAnswer {
  readonly at: Moment
  readonly by: string
  /** The head on whose behalf a cover answered. */
  readonly coverFor?: string
  readonly text: string
}

export interface CollectedFile {
  readonly id: string
  readonly name: string
  /** `waiting`: not fetched yet. `lost`: could not be fetched, and was asked for again. */
  readonly state: 'waiting' | 'kept' | 'lost'
  readonly sha256?: string
  /** Bytes. */
  readonly size: number
  readonly by: string
  readonly at: Moment
}

export interface CollectedPart {
  readonly line: AssignmentLine
  /** Those that stand; of a department whose every answer was sent back, what was sent back. */
  readonly answers: readonly CollectedAnswer[]
  readonly files: readonly CollectedFile[]
  /** All of it was sent back. */
  readonly sentBack: boolean
  /** Files that arrived and are not registered as an answer yet. */
  readonly gathering: number
  readonly owes: boolean
  /** Past its due time without an answer. */
  readonly overdue: boolean
  readonly workdaysLate: number
}

export interface Collection {
  readonly home: HomedOrder
  readonly card: OrderCard
  /** In roster order, of the departments asked for. */
  readonly parts: readonly CollectedPart[]
  /** Its answers hold staff telephone numbers, because it asked for them. */
  readonly asksPhones: boolean
}

/** @param departments only these; all when none is named */
export async function collectAnswers(
  ctx: Pick<Ctx, 'tx' | 'bureau' | 'now'>,
  home: HomedOrder,
  departments: readonly string[] = [],
): Promise<Collection> {
  const { order } = home
  const card = orderCard(ctx, order)
  const answers = await ctx.tx.db
    .select()
    .from(answer)
    .where(eq(answer.order, order.id))
    .orderBy(asc(answer.at))
  const ids = answers.map((a) => a.id)
  const files = ids.length === 0 ? [] : await ctx.tx.db.select().from(file).where(inArray(file.answer, ids))
  const wanted = order.assignments
    .map((a) => a.department)
    .filter((d) => departments.length === 0 || departments.includes(d))
  const parts = inRosterOrder(ctx.bureau.roster, wanted).map((code): CollectedPart => {
    const a = order.assignments.find((x) => x.department === code)!
    const own = answers.filter((x) => x.department === code)
    const standing = own.filter((x) => x.state === 'filed' || x.state === 'approved')
    const returned = own.filter((x) => x.state === 'returned')
    const shown = standing.length > 0 ? standing : returned
    const of = new Map(own.map((x) => [x.id, x]))
    const filesOf = (rows: readonly { id: string }[]) =>
      files
        .filter((f) => rows.some((row) => row.id === f.answer))
        .sort(
          (x, y) => of.get(x.answer!)!.at - of.get(y.answer!)!.at || x.name.localeCompare(y.name, 'zh-CN'),
        )
    return {
      line: card.assignments.find((x) => x.department.code === code)!,
      answers: shown.map((x) => ({
        at: x.at as Moment,
        by: personName(ctx, x.person),
        ...(x.coverFor ? { coverFor: personName(ctx, x.coverFor) } : {}),
        text: x.text,
      })),
      files: filesOf(shown).map((f) => ({
        id: f.id,
        name: f.name,
        state: f.state,
        ...(f.sha256 ? { sha256: f.sha256 } : {}),
        size: f.size ?? 0,
        by: personName(ctx, f.person ?? of.get(f.answer!)!.person),
        at: of.get(f.answer!)!.at as Moment,
      })),
      sentBack: standing.length === 0 && returned.length > 0,
      gathering: filesOf(own.filter((x) => x.state === 'gathering')).length,
      ...lateness(ctx, order.state, a),
    }
  })
  return { home, card, parts, asksPhones: home.asksPhones }
}

function lateness({ bureau, now }: Pick<Ctx, 'bureau' | 'now'>, state: string, a: Assignment) {
  const owing = state === 'issued' && owes(a)
  const overdue = owing && dueMoment(a.due) < now
  return {
    owes: owing,
    overdue,
    workdaysLate: overdue ? workdaysLate(bureau.calendar, a.due.on, dayOf(now)) : 0,
  }
}
