/** One order as it stands, its clock, and its history. */
import { asc, eq, inArray } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import type { OrderCard, UrgeRecord } from '../../domain/notices.ts'
import type { Moment } from '../../domain/time.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import { answer, file, journal, personalText, remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { orderCard, personName } from './card.ts'
import { orderMatter } from './change-order.ts'
import { seeOrder } from './seen.ts'
import { urgeRecords } from './urgings.ts'

/** The order itself; what stands in it was in the group, so everybody with a post may see it, unless it is restricted. */
export async function showOrder(
  ctx: Ctx,
  key: OrderKey,
): Promise<Decision<{ home: HomedOrder; card: OrderCard }>> {
  const found = await seeOrder(ctx, key)
  if (!found.ok) return found
  const may = mayDo('list', { posts: ctx.actor.posts })
  return may.ok ? allow({ home: found.value, card: orderCard(ctx, found.value.order) }) : may
}

export interface HistoryLine {
  readonly at: Moment
  readonly kind: string
  readonly actor: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly hash: string
}

/** What happened, for the departments concerned, the office and leaders. Erased words are left out. */
export async function orderHistory(
  ctx: Ctx,
  key: OrderKey,
): Promise<Decision<{ home: HomedOrder; lines: HistoryLine[]; urgings: readonly UrgeRecord[] }>> {
  const found = await seeOrder(ctx, key)
  if (!found.ok) return found
  const home = found.value
  const may = mayDo('seeDetail', {
    posts: ctx.actor.posts,
    departments: home.order.assignments.map((a) => a.department),
  })
  if (!may.ok) return may
  const urgings = await urgeRecords(ctx, home.order.id)
  return allow({ home, lines: await historyOf(ctx, home, urgings), urgings })
}

/** @param urgings how each 催办 went, said with the fact that it was made */
export async function historyOf(
  ctx: Pick<Ctx, 'tx' | 'bureau' | 'now'>,
  home: HomedOrder,
  urgings: readonly (UrgeRecord & { readonly department: string })[] = [],
): Promise<HistoryLine[]> {
  const matter = orderMatter(home.order.no)
  const [rows, words] = await Promise.all([
    ctx.tx.db.select().from(journal).where(eq(journal.matter, matter)).orderBy(asc(journal.seq)),
    ctx.tx.db.select().from(personalText).where(eq(personalText.matter, matter)),
  ])
  const texts = new Map(words.map((w) => [w.hash, w.text]))
  return rows.map((row) => {
    const { facts } = JSON.parse(row.body) as { facts: Record<string, unknown> }
    const read = Object.entries(facts).map(([name, value]) => {
      const hash = (value as { words?: string } | null)?.words
      return [name, hash === undefined ? value : (texts.get(hash) ?? undefined)] as const
    })
    return {
      at: row.at as Moment,
      kind: row.kind,
      actor: personName(ctx, row.actor),
      facts: {
        ...named(ctx, Object.fromEntries(read.filter(([, v]) => v !== undefined))),
        ...(row.kind === 'assignment.urged'
          ? {
              told: urgings.filter(
                (u) => u.at === row.at && u.department === facts.department && u.road !== 'phone',
              ),
            }
          : {}),
      },
      hash: row.hash,
    }
  })
}

/** Persons in a fact, by their names: for whom it was done, who handles it, who was told. */
function named(
  view: Pick<Ctx, 'bureau' | 'now'>,
  facts: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const name = (code: unknown) => (typeof code === 'string' ? personName(view, code) : code)
  const { coverFor, handler, covered } = facts
  return {
    ...facts,
    ...(coverFor === undefined ? {} : { coverFor: name(coverFor) }),
    ...(handler === undefined ? {} : { handler: name(handler) }),
    ...(Array.isArray(facts.to) ? { to: facts.to.map(name) } : {}),
    ...(covered && typeof covered === 'object'
      ? { covered: Object.fromEntries(Object.entries(covered).map(([by, of]) => [name(by), name(of)])) }
      : {}),
  }
}

export interface ThreadItem {
  readonly at: Moment
  readonly person: string
  /** On whose behalf a cover answered. */
  readonly of?: string
  /** The person's code. */
  readonly by: string
  /** Of an answer: whose it is. */
  readonly department?: string
  readonly text: string
  readonly state: string
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly state: string
    readonly size: number | null
    readonly sha256: string | null
  }[]
}

/** What was said under an order: remarks and answers with their files, in time order. */
export async function orderThread(
  ctx: Pick<Ctx, 'tx' | 'bureau' | 'now'>,
  home: HomedOrder,
): Promise<ThreadItem[]> {
  const id = home.order.id
  const [remarks, answers] = await Promise.all([
    ctx.tx.db.select().from(remark).where(eq(remark.order, id)).orderBy(asc(remark.at)),
    ctx.tx.db.select().from(answer).where(eq(answer.order, id)).orderBy(asc(answer.at)),
  ])
  const files =
    answers.length === 0
      ? []
      : await ctx.tx.db
          .select()
          .from(file)
          .where(
            inArray(
              file.answer,
              answers.map((a) => a.id),
            ),
          )
  const spoken: ThreadItem[] = remarks
    .filter((r) => r.state !== 'answer' && r.state !== 'recalled')
    .map((r) => ({
      at: r.at as Moment,
      person: personName(ctx, r.person ?? 'duban'),
      by: r.person ?? 'duban',
      text: r.text,
      state: r.state,
      files: [],
    }))
  const answered: ThreadItem[] = answers
    .filter((a) => a.state !== 'withdrawn')
    .map((a) => ({
      at: a.at as Moment,
      person: personName(ctx, a.person),
      ...(a.coverFor ? { of: personName(ctx, a.coverFor) } : {}),
      by: a.person,
      department: a.department,
      text: a.text,
      state: a.state,
      files: files.filter((f) => f.answer === a.id),
    }))
  return [...spoken, ...answered].sort((x, y) => x.at - y.at)
}
