/** Whom of the office a matter is told. */
import { mayReview } from '../../domain/approval.ts'
import type { Order } from '../../domain/order.ts'
import { holdersOf, type Person, postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'

type View = Pick<Ctx, 'bureau' | 'now'>

/** Who reviews it (审核), else who issued it, as long as they may approve that kind of order; else the director. */
export function officeFor({ bureau, now }: View, order: Order): Person | undefined {
  const still = [order.reviewer, order.issuedBy].find((person) => {
    const posts = person === undefined ? [] : postsOf(bureau.roster, person, dayOf(now))
    return mayReview(order.kind, 'approve', { posts, staff: bureau.settings.staff }).ok
  })
  return (still === undefined ? undefined : bureau.roster.people.get(still)) ?? director({ bureau, now })
}

export function director({ bureau, now }: View): Person | undefined {
  const today = dayOf(now)
  return (
    holdersOf(bureau.roster, 'office_director', today)[0] ??
    holdersOf(bureau.roster, 'deputy_office_director', today)[0]
  )
}

/** Who leads the group that day, else the bureau's principal leader. */
export function leaderOn({ bureau, now }: View): Person | undefined {
  const today = dayOf(now)
  return (
    holdersOf(bureau.roster, 'group_leader', today)[0] ??
    holdersOf(bureau.roster, 'principal_leader', today)[0]
  )
}

/** Who runs the office's day: the first of its staff, else its director. */
export function clerk({ bureau, now }: View): Person | undefined {
  return holdersOf(bureau.roster, 'office_staff', dayOf(now))[0] ?? director({ bureau, now })
}
