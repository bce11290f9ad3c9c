/**
 * Leave and cover (AB角、代办): who may cover for whom, in which days. A cover holds the department posts of the person on
 * leave and nothing else; one step only, so that it is always one person who is reached. An appointed acting post
 * (代理) is another thing and stands in the roster.
 */
import { allow, type Decision, refuse } from './decision.ts'
import {
  type Appointment,
  answersFor,
  type Cover,
  inForce,
  isLeader,
  type Person,
  type Post,
  type Roster,
} from './roster.ts'
import type { Day } from './time.ts'

/** A leave as it is asked for, both days included. */
export interface LeaveWanted {
  readonly person: Person
  readonly cover: Person
  readonly from: Day
  readonly until: Day
}

/** Whether it holds at once, or only once the office agreed: the cover is of another department. */
export interface LeaveChecked {
  readonly departments: readonly string[]
  readonly asksOffice: boolean
}

/** @param covers those that stand or wait for the office, past ones too */
export function checkLeave(
  roster: Roster,
  today: Day,
  { person, cover, from, until }: LeaveWanted,
  covers: readonly Cover[] = roster.covers ?? [],
): Decision<LeaveChecked> {
  const { name } = person
  const on = from < today ? today : from
  if (until < from) return refuse('leave.reversed', { from, until })
  if (until < today) return refuse('leave.past', { until })
  const own = roster.appointments.filter((a) => a.person === person.code && inForce(a, on))
  if (isLeader(own)) return refuse('leave.leader', { name })
  const departments = answersFor(own)
  if (departments.length === 0) return refuse('leave.nothing-to-cover', { name })
  if (cover.code === person.code) return refuse('leave.cover-self', { name })
  const theirs = roster.appointments.filter((a) => a.person === cover.code && inForce(a, on))
  if (theirs.length === 0) return refuse('leave.cover-unfit', { name: cover.name, why: 'without-post' })
  if (isLeader(theirs)) return refuse('leave.cover-unfit', { name: cover.name, why: 'leader' })

  const within = covers.filter((c) => overlaps(c, { from, until }))
  const nameOf = (code: string) => roster.people.get(code)?.name ?? code
  const taken = within.find((c) => c.person === person.code)
  if (taken)
    return refuse('leave.overlaps', {
      name,
      cover: nameOf(taken.cover),
      from: taken.from,
      until: taken.until,
    })
  const away = within.find((c) => c.person === cover.code)
  if (away) return refuse('leave.cover-away', { name: cover.name, from: away.from, until: away.until })
  const covering = within.find((c) => c.cover === person.code)
  if (covering) {
    return refuse('leave.covers-then', {
      name,
      covered: nameOf(covering.person),
      from: covering.from,
      until: covering.until,
    })
  }
  const ofTheirs = new Set([cover.department, ...answersFor(theirs)])
  return allow({ departments, asksOffice: !departments.some((d) => ofTheirs.has(d)) })
}

/** Two leaves share a day. */
export function overlaps(
  x: { readonly from: Day; readonly until: Day },
  y: { readonly from: Day; readonly until: Day },
): boolean {
  return x.from <= y.until && y.from <= x.until
}

/** The higher the number, the more a post stands for its department. */
const STANDING: Partial<Readonly<Record<Post, number>>> = {
  department_head: 4,
  deputy_head: 3,
  liaison: 2,
  handler: 1,
}

/**
 * For whom a person acts in a department that day, when it is not for themselves: the person on leave whose post there
 * is higher than any of their own.
 * @param posts the actor's appointments in force that day, covers included
 */
export function actsInstead(posts: readonly Appointment[], department: string): string | undefined {
  const there = posts.filter((a) => a.department === department)
  const rank = (a: Appointment) => STANDING[a.post] ?? 0
  const own = Math.max(0, ...there.filter((a) => a.coverFor === undefined).map(rank))
  const covered = there.filter((a) => a.coverFor !== undefined).sort((x, y) => rank(y) - rank(x))[0]
  return covered && rank(covered) > own ? covered.coverFor : undefined
}
