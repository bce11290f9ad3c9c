import { departments, orderNo, rest } from '../src/chat/args.ts'
import { type Call, defineCommand, refused } from '../src/chat/command.ts'
import type { Message } from '../src/chat/message.ts'
import { type WhyExtension, type WhyFacts, whyDue } from '../src/chat/words/why.ts'
import { countWorkdays } from '../src/domain/clock/working-days.ts'
import { type Due, dueFor } from '../src/domain/due.ts'
import { termWorkdays } from '../src/domain/extension.ts'
import { kindOf } from '../src/domain/kinds.ts'
import { type Assignment, basisOf, type Order } from '../src/domain/order.ts'
import { dayOf, type Moment } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { departmentName, dueNote } from '../src/services/orders/card.ts'
import { type HistoryLine, historyOf, showOrder } from '../src/services/orders/show-order.ts'
import { where, whichOrder } from './which-order.ts'

/** 期限说明: how the due day came about, day by day. */
export const why = defineCommand({
  name: 'why',
  aliases: ['期限说明', '期限', '为什么'],
  for: 'everybody',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: { summary: '说明期限如何计算', usage: '/why #编号 [科室]', example: '/期限说明 #12' },
    en: { summary: 'explain how the due date was counted', usage: '/why #NO' },
  },
  async run(call) {
    const key = await whichOrder(call, '期限说明', 'owed')
    if (!key.ok) return refused(key)
    const done = await showOrder(call.ctx, key.value)
    if (!done.ok) return refused(done)
    const { order } = done.value.home
    const history = await historyOf(call.ctx, done.value.home)
    const part = partFor(call, order, call.args.departments[0])
    const message = explain(call.ctx, order, part, undefined, history)
    return { kind: 'say', message, where: where(call) }
  },
})

/** The part asked about: the named department's, the speaker's own, else the latest lead's. */
function partFor(call: Call, order: Order, named: string | undefined): Assignment {
  const own = call.ctx.actor.posts.map((p) => p.department)
  return (
    order.assignments.find((a) => a.department === named) ??
    order.assignments.find((a) => own.includes(a.department)) ??
    order.assignments.find((a) => a.role === 'lead') ??
    order.assignments[0]!
  )
}

/** An extension as the journal has it. */
interface Granted {
  readonly workdays: number
  readonly from: Due
  readonly to: Due
  readonly by: string
  readonly at: Moment
}

/** The extensions that led to a due day, first to last: what was taken back leads nowhere. */
function extensionsTo(history: readonly HistoryLine[], department: string, due: Due): readonly Granted[] {
  const all = history
    .filter((line) => line.kind === 'assignment.extended' && line.facts.department === department)
    .map(({ at, actor, facts }) => ({
      workdays: facts.workdays as number,
      from: facts.from as Due,
      to: facts.to as Due,
      by: actor,
      at,
    }))
  const chain: Granted[] = []
  let end = due
  for (const one of all.toReversed()) {
    if (one.to.on !== end.on || one.to.at !== end.at) continue
    chain.unshift(one)
    end = one.from
  }
  return chain
}

/**
 * How the day after a return came about. Only a day of its own, the old one, and two working days are possible, so the
 * day itself tells.
 * @param due the day set by the return
 * @param old the day before it
 */
function howReturned(
  { bureau }: Pick<Ctx, 'bureau'>,
  returnedAt: Moment,
  due: Due,
  old: Due,
): { readonly said: boolean; readonly kept: boolean } {
  const kept = old.on === due.on
  const floor = bureau.calendar.nthWorkdayAfter(dayOf(returnedAt), 2)
  return { kept, said: !kept && due.on !== floor }
}

/**
 * The derivation of one department's due day, from how its term was said, how it was sent back, extended or taken over.
 * @param most lines there is room for; a chat has one screen of a phone
 * @param history what happened to the order, where its extensions stand
 */
export function explain(
  ctx: Pick<Ctx, 'bureau' | 'now'>,
  order: Order,
  a: Assignment,
  most?: number,
  history: readonly HistoryLine[] = [],
): Message {
  const { calendar } = ctx.bureau
  const differs = order.assignments.some((x) => x.due.on !== a.due.on && x.state !== 'declined')
  const chain = extensionsTo(history, a.department, a.due)
  const since = chain.filter((x) => a.returnedAt === undefined || x.at > a.returnedAt)
  const base = since[0]?.from ?? a.due
  const from = order.assignments.find((x) => x.reroutedTo === a.department)
  // Who takes over a matter given for a day has as many working days as the first had.
  const term =
    from && order.term.kind === 'date'
      ? { kind: 'workdays' as const, workdays: termWorkdays(calendar, order) }
      : order.term
  const counted = dueFor(calendar, term, a.receivedOn)
  const before = chain.findLast((x) => a.returnedAt !== undefined && x.at <= a.returnedAt)?.to ?? counted
  const reason =
    a.returnedAt !== undefined
      ? {
          kind: 'returned' as const,
          returnedOn: dayOf(a.returnedAt),
          ...howReturned(ctx, a.returnedAt, base, before),
        }
      : term.kind === 'workdays'
        ? {
            kind: 'workdays' as const,
            workdays: term.workdays,
            steps: countWorkdays(calendar, a.receivedOn, term.workdays).steps,
          }
        : term.kind === 'days'
          ? { kind: 'days' as const, days: term.days, received: a.receivedOn }
          : { kind: 'date' as const }
  const note = dueNote(ctx, a.due)
  const limited = order.limit && reason.kind === 'workdays' && base.on < counted.on
  const facts: WhyFacts = {
    no: order.no,
    kind: kindOf(order.kind).name,
    due: a.due,
    basis: basisOf(order),
    reason,
    ...(note ? { dueNote: note } : {}),
    ...(differs || from ? { department: departmentName(ctx, a.department).name } : {}),
    ...(from ? { takenFrom: departmentName(ctx, from.department).name } : {}),
    ...(limited ? { limit: order.limit } : {}),
    ...(since.length > 0 ? { extensions: since.map((x) => granted(ctx, x)) } : {}),
  }
  return whyDue(facts, most)
}

function granted(ctx: Pick<Ctx, 'bureau' | 'now'>, { workdays, from, to, by, at }: Granted): WhyExtension {
  const toNote = dueNote(ctx, to)
  return {
    workdays,
    from,
    to,
    by,
    on: dayOf(at),
    steps: countWorkdays(ctx.bureau.calendar, from.on, workdays).steps,
    ...(toNote ? { toNote } : {}),
  }
}
