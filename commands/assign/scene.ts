/** What the reading of a message needs to know of the bureau that day. */
import { type OrderReading, type OrdersScene, readOrders } from '../../src/chat/assignment/orders.ts'
import { mentionedPeople, type NamedPerson, peopleAtHead } from '../../src/chat/assignment/people.ts'
import type { Call } from '../../src/chat/command.ts'
import { answersFor, postsOf } from '../../src/domain/roster.ts'
import { dayOf, yearOf } from '../../src/domain/time.ts'

/** @param sentence a free sentence: people are known by mention only */
export function readCall(call: Call, text: string, sentence: boolean): readonly OrderReading[] {
  const { ctx, book } = call
  const { roster } = ctx.bureau
  const today = dayOf(ctx.now)
  const scene: OrdersScene = {
    now: ctx.now,
    calendar: ctx.bureau.calendar,
    book,
    year: yearOf(today),
    people: [...roster.people.values()].map(({ code, name, department }) => {
      const departments = answersFor(postsOf(roster, code, today))
      return { code, name, departments: departments.length > 0 ? departments : [department] }
    }),
    mentioned: (left) => mentionedIn(call, left, sentence),
  }
  return readOrders(text, scene)
}

export function mentionedIn(call: Call, text: string, sentence: boolean): readonly NamedPerson[] {
  const { ctx, book } = call
  return [
    ...mentionedPeople(call.said, ctx.bureau, ctx.now),
    ...(sentence ? [] : peopleAtHead(text, book, ctx.bureau.roster, ctx.now)),
  ]
}
