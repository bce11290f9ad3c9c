import { departments, orderNo, rest } from '../src/chat/args.ts'
import { type Call, defineCommand, refused } from '../src/chat/command.ts'
import type { Message } from '../src/chat/message.ts'
import { type WhyFacts, whyDue } from '../src/chat/words/why.ts'
import { countWorkdays } from '../src/domain/clock/working-days.ts'
import { dueFor } from '../src/domain/due.ts'
import { kindOf } from '../src/domain/kinds.ts'
import { type Assignment, basisOf, type Order } from '../src/domain/order.ts'
import { dayOf } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import { departmentName, dueNote } from '../src/services/orders/card.ts'
import { showOrder } from '../src/services/orders/show-order.ts'
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
    const message = explain(call.ctx, order, partFor(call, order, call.args.departments[0]))
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

/**
 * How the day after a return came about. Only a day of its own, the old one, and two working days are possible, so the
 * day itself tells.
 */
function howReturned(
  { bureau }: Pick<Ctx, 'bureau'>,
  { term }: Order,
  a: Assignment,
): { readonly said: boolean; readonly kept: boolean } {
  const kept = dueFor(bureau.calendar, term, a.receivedOn).on === a.due.on
  const floor = bureau.calendar.nthWorkdayAfter(dayOf(a.returnedAt!), 2)
  return { kept, said: !kept && a.due.on !== floor }
}

/**
 * The derivation of one department's due day, from how its term was said or how it was sent back.
 * @param most lines there is room for; a chat has one screen of a phone
 */
export function explain(
  ctx: Pick<Ctx, 'bureau' | 'now'>,
  order: Order,
  a: Assignment,
  most?: number,
): Message {
  const { term } = order
  const differs = order.assignments.some((x) => x.due.on !== a.due.on)
  const note = dueNote(ctx, a.due)
  const reason =
    a.returnedAt !== undefined
      ? { kind: 'returned' as const, returnedOn: dayOf(a.returnedAt), ...howReturned(ctx, order, a) }
      : term.kind === 'workdays'
        ? {
            kind: 'workdays' as const,
            workdays: term.workdays,
            steps: countWorkdays(ctx.bureau.calendar, a.receivedOn, term.workdays).steps,
          }
        : term.kind === 'days'
          ? { kind: 'days' as const, days: term.days, received: a.receivedOn }
          : { kind: 'date' as const }
  const facts: WhyFacts = {
    no: order.no,
    kind: kindOf(order.kind).name,
    due: a.due,
    basis: basisOf(order),
    reason,
    ...(note ? { dueNote: note } : {}),
    ...(differs ? { department: departmentName(ctx, a.department).name } : {}),
  }
  return whyDue(facts, most)
}
