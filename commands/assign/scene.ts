/** What the reading of a message needs to know of the bureau that day. */
import { type OrderReading, type OrdersScene, readOrders } from '../../src/chat/assignment/orders.ts'
import {
  mentionedPeople,
  type NamedPerson,
  peopleAtHead,
  peopleCalled,
} from '../../src/chat/assignment/people.ts'
import type { NamedInRole } from '../../src/chat/assignment/role-words.ts'
import type { Call } from '../../src/chat/command.ts'
import { answersFor, postsOf, type Roster } from '../../src/domain/roster.ts'
import { type Day, dayOf, yearOf } from '../../src/domain/time.ts'

/** @param sentence a free sentence: people are known by mention, or called by name (请刘畅牵头) */
export function readCall(call: Call, text: string, sentence: boolean): readonly OrderReading[] {
  const { ctx, book } = call
  const { roster } = ctx.bureau
  const today = dayOf(ctx.now)
  const scene: OrdersScene = {
    now: ctx.now,
    calendar: ctx.bureau.calendar,
    book,
    year: yearOf(today),
    people: peopleOn(roster, today),
    mentioned: (left) => mentionedIn(call, left, sentence),
  }
  return readOrders(text, scene)
}

const known = new WeakMap<Roster, { readonly day: Day; readonly people: readonly NamedInRole[] }>()

/** Everybody with the departments they act for that day; made once for a roster and a day. */
function peopleOn(roster: Roster, day: Day): readonly NamedInRole[] {
  const made = known.get(roster)
  if (made?.day === day) return made.people
  const people = [...roster.people.values()].map(({ code, name, department }) => {
    const departments = answersFor(postsOf(roster, code, day))
    return { code, name, departments: departments.length > 0 ? departments : [department] }
  })
  known.set(roster, { day, people })
  return people
}

export function mentionedIn(call: Call, text: string, sentence: boolean): readonly NamedPerson[] {
  const { ctx, book } = call
  return [
    ...mentionedPeople(call.said, ctx.bureau, ctx.now),
    ...(sentence
      ? peopleCalled(text, ctx.bureau.roster, ctx.now)
      : peopleAtHead(text, book, ctx.bureau.roster, ctx.now)),
  ]
}
