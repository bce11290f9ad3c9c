/** Who is reached today when somebody of a department is meant: that person, or whoever covers for them. */
import { coverOf, headOf, type Person, remindedFirst } from '../domain/roster.ts'
import { dayOf } from '../domain/time.ts'
import type { Ctx } from './context.ts'

type View = Pick<Ctx, 'bureau' | 'now'>

/**
 * Whoever is to be told what concerns that person's department. What concerns the person (their own leave, their link
 * to the board) and what the office or a leader is told is not sent to a cover.
 */
export function reached({ bureau, now }: View, person: Person): Person {
  return coverOf(bureau.roster, person.code, dayOf(now)) ?? person
}

/** The department's head, or their cover. */
export function headReached(view: View, department: string): Person | undefined {
  const head = headOf(view.bureau.roster, department, dayOf(view.now))
  return head && reached(view, head)
}

/** Whom a reminder before the due day goes to: who handles this part (经办), else as the roster says; each once. */
export function firstReached(view: View, department: string, handler?: string): readonly Person[] {
  const { roster } = view.bureau
  const today = dayOf(view.now)
  const named = handler === undefined ? undefined : roster.people.get(handler)
  const inOffice =
    named &&
    roster.appointments.some((a) => a.person === named.code && a.from <= today && (a.until ?? today) >= today)
  const meant = inOffice ? [named] : remindedFirst(roster, department, today)
  return eachOnce(meant.map((p) => reached(view, p)))
}

/** Everybody of the department who is urged: who handles it or looks after it, and the head. */
export function urgedReached(view: View, department: string, handler?: string): readonly Person[] {
  const head = headReached(view, department)
  return eachOnce([...firstReached(view, department, handler), ...(head ? [head] : [])])
}

/** For whom a person is reached that day, when it is not for themselves: the head of that department, on leave. */
export function reachedFor(view: View, department: string, person: string): Person | undefined {
  const head = headOf(view.bureau.roster, department, dayOf(view.now))
  return head && head.code !== person && reached(view, head).code === person ? head : undefined
}

function eachOnce(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((p) => [p.code, p])).values()]
}
