/** Who may see an order. All but restricted ones (限定知悉) are open to everybody with a post. */
import type { Order } from './order.ts'
import { type Appointment, DEPARTMENT_POSTS, GROUP_HEADS, OFFICE_POSTS, type Post } from './roster.ts'

/** They see every restricted order: those who lead the group and those who run its office. */
const ALL_SEEING: readonly Post[] = [...GROUP_HEADS, 'vice_group_leader', ...OFFICE_POSTS]

/** The parts of an order that decide who is concerned. */
export type Concerning = Pick<Order, 'restricted' | 'issuedBy' | 'reviewer' | 'copied'> & {
  readonly assignments: readonly {
    readonly department: string
    readonly state?: string
    readonly handler?: string
  }[]
}

/**
 * Whether a person may see an order: of a restricted one, the leading group's leaders, the office, the leader in charge
 * of a concerned department, its head, deputy head, liaison and handler (or their cover), who issued or reviews it, and
 * who got a copy. A department that gave the matter away (改派) is concerned no longer.
 *
 * @param posts the person's appointments in force that day, covers included
 */
export function maySee(order: Concerning, person: string, posts: readonly Appointment[]): boolean {
  if (posts.length === 0) return false
  if (!order.restricted) return true
  if (order.issuedBy === person || order.reviewer === person) return true
  if (order.copied?.people.includes(person)) return true
  if (order.assignments.some((a) => a.state !== 'declined' && a.handler === person)) return true
  const departments = new Set(concerned(order))
  return posts.some(
    (a) =>
      ALL_SEEING.includes(a.post) ||
      (DEPARTMENT_POSTS.includes(a.post) && departments.has(a.department)) ||
      (a.post === 'leader_in_charge' && (a.departments ?? []).some((d) => departments.has(d))),
  )
}

/** The departments a restricted order concerns: those that have a part in it still, and those that got a copy. */
export function concerned(order: Pick<Concerning, 'assignments' | 'copied'>): readonly string[] {
  const standing = order.assignments.filter((a) => a.state !== 'declined')
  return [...new Set([...standing.map((a) => a.department), ...(order.copied?.departments ?? [])])]
}
