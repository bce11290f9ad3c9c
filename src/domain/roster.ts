/**
 * Who held which post on a day. Posts are dated and cite their document; nothing is ever overwritten:
 * a successor is a new appointment, the old one gets its last day.
 */
import type { Day } from './time.ts'

export const POSTS = [
  'principal_leader',
  'group_leader',
  'vice_group_leader',
  'leader_in_charge',
  'office_director',
  'deputy_office_director',
  'office_staff',
  'department_head',
  'deputy_head',
  'liaison',
  'handler',
  'member',
  'administrator',
] as const
export type Post = (typeof POSTS)[number]

export interface Department {
  readonly code: string
  readonly name: string
  readonly aliases: readonly string[]
  /** 机关科室 or 直属单位. */
  readonly kind: 'section' | 'unit'
  /** 业务科室. */
  readonly business: boolean
}

export interface Person {
  readonly code: string
  readonly name: string
  readonly department: string
}

export interface Appointment {
  readonly person: string
  readonly post: Post
  readonly department: string
  /** For 分管局领导: the departments in charge of. */
  readonly departments?: readonly string[]
  /** First day in post. */
  readonly from: Day
  /** Last day in post; absent: still in post. */
  readonly until?: Day
  /** The person this one acts for (代理). */
  readonly actingFor?: string
  /** The document that appoints, e.g. 示教办〔2026〕1号. */
  readonly document: string
  /** Not one's own post: held for this person while they are on leave (代办). */
  readonly coverFor?: string
}

/** A head on leave and who covers meanwhile (AB角、代办), both days included. */
export interface Cover {
  readonly id: string
  readonly person: string
  readonly cover: string
  readonly from: Day
  readonly until: Day
}

/** The bureau's roster; departments stand in document order, which is the order of every list. */
export interface Roster {
  readonly departments: readonly Department[]
  readonly people: ReadonlyMap<string, Person>
  readonly appointments: readonly Appointment[]
  /** Leaves that stand, past and to come. */
  readonly covers?: readonly Cover[]
}

/** Bureau leaders, by rank. */
export const LEADERS: readonly Post[] = [
  'principal_leader',
  'group_leader',
  'vice_group_leader',
  'leader_in_charge',
]

/** Those of them whose word decides for the leading group. */
export const GROUP_HEADS: readonly Post[] = ['group_leader', 'principal_leader']

export const DIRECTORS: readonly Post[] = ['office_director', 'deputy_office_director']

/** The leading group's office. */
export const OFFICE_POSTS: readonly Post[] = [...DIRECTORS, 'office_staff']

/** The posts whose holders act for their own department. */
export const DEPARTMENT_POSTS: readonly Post[] = ['department_head', 'deputy_head', 'liaison', 'handler']

export function inForce(a: Appointment, on: Day): boolean {
  return a.from <= on && (a.until === undefined || a.until >= on)
}

/**
 * All appointments of a person in force that day: their own, and those of a department that they hold for somebody on
 * leave. A bureau leader's and the office's posts are not covered for this way.
 */
export function postsOf(roster: Roster, person: string, on: Day): readonly Appointment[] {
  const own = roster.appointments.filter((a) => a.person === person && inForce(a, on))
  // Whoever has left office covers for nobody.
  if (own.length === 0) return own
  const covered = (roster.covers ?? [])
    .filter((c) => c.cover === person && c.from <= on && on <= c.until)
    .flatMap((c) =>
      roster.appointments
        .filter((a) => a.person === c.person && inForce(a, on) && DEPARTMENT_POSTS.includes(a.post))
        .map((a) => ({ ...a, person, coverFor: c.person })),
    )
  return covered.length === 0 ? own : [...own, ...covered]
}

/** Who covers for a person that day, if anybody still in office does. */
export function coverOf(roster: Roster, person: string, on: Day): Person | undefined {
  const c = (roster.covers ?? []).find((x) => x.person === person && x.from <= on && on <= x.until)
  const inOffice = c && roster.appointments.some((a) => a.person === c.cover && inForce(a, on))
  return inOffice ? roster.people.get(c.cover) : undefined
}

/** Who holds a post that day, each once, in roster order; for department posts, of that department. */
export function holdersOf(roster: Roster, post: Post, on: Day, department?: string): readonly Person[] {
  const found = roster.appointments.filter(
    (a) => a.post === post && inForce(a, on) && (department === undefined || a.department === department),
  )
  const people = inRosterOrder(roster, [...new Set(found.map((a) => a.department))]).flatMap((code) =>
    found.filter((a) => a.department === code).flatMap((a) => roster.people.get(a.person) ?? []),
  )
  return [...new Map(people.map((p) => [p.code, p])).values()]
}

/** The bureau leader in charge of a department that day, if the roster says so. */
export function leaderInChargeOf(roster: Roster, department: string, on: Day): Person | undefined {
  const a = roster.appointments.find(
    (x) => x.post === 'leader_in_charge' && inForce(x, on) && x.departments?.includes(department),
  )
  return a && roster.people.get(a.person)
}

/** All bureau leaders of that day, each once, by rank of their first post. */
export function leadersOn(roster: Roster, on: Day): readonly Person[] {
  const seen = new Map<string, Person>()
  for (const post of LEADERS) for (const p of holdersOf(roster, post, on)) seen.set(p.code, p)
  return [...seen.values()]
}

export function isLeader(posts: readonly Appointment[]): boolean {
  return posts.some((a) => LEADERS.includes(a.post))
}

/** The departments a person answers for that day (head, deputy head, liaison or handler). */
export function answersFor(posts: readonly Appointment[]): readonly string[] {
  return [...new Set(posts.filter((a) => DEPARTMENT_POSTS.includes(a.post)).map((a) => a.department))]
}

/** The head; while one is appointed to act for the head (代理), that one; where the post is vacant, the deputy head. */
export function headOf(roster: Roster, department: string, on: Day): Person | undefined {
  const acting = roster.appointments.find(
    (a) =>
      a.post === 'department_head' &&
      a.department === department &&
      a.actingFor !== undefined &&
      inForce(a, on),
  )
  return (
    (acting && roster.people.get(acting.person)) ??
    holdersOf(roster, 'department_head', on, department)[0] ??
    holdersOf(roster, 'deputy_head', on, department)[0]
  )
}

/** Whom a reminder before the due day goes to: handlers and liaisons; where a department has neither, the head. */
export function remindedFirst(roster: Roster, department: string, on: Day): readonly Person[] {
  const people = [
    ...holdersOf(roster, 'handler', on, department),
    ...holdersOf(roster, 'liaison', on, department),
  ]
  const unique = [...new Map(people.map((p) => [p.code, p])).values()]
  const head = headOf(roster, department, on)
  return unique.length > 0 ? unique : head ? [head] : []
}

export function departmentOf(roster: Roster, code: string): Department | undefined {
  return roster.departments.find((d) => d.code === code)
}

/** Codes in the order of the roster; unknown ones last. */
export function inRosterOrder(roster: Roster, codes: readonly string[]): readonly string[] {
  const rank = (code: string) => {
    const i = roster.departments.findIndex((d) => d.code === code)
    return i < 0 ? roster.departments.length : i
  }
  return [...codes].sort((a, b) => rank(a) - rank(b))
}
