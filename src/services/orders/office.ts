/** Whom of the office a matter is told. */
import { mayDo } from '../../domain/authority.ts'
import type { Order } from '../../domain/order.ts'
import { holdersOf, type Person, postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'

type View = Pick<Ctx, 'bureau' | 'now'>

/** Who issued it, as long as they may review; after that the director. */
export function officeFor({ bureau, now }: View, order: Order): Person | undefined {
  const posts = postsOf(bureau.roster, order.issuedBy, dayOf(now))
  const still = mayDo('approve', { posts, staff: bureau.settings.staff }).ok
  return (still ? bureau.roster.people.get(order.issuedBy) : undefined) ?? director({ bureau, now })
}

export function director({ bureau, now }: View): Person | undefined {
  const today = dayOf(now)
  return (
    holdersOf(bureau.roster, 'office_director', today)[0] ??
    holdersOf(bureau.roster, 'deputy_office_director', today)[0]
  )
}

/** Who runs the office's day: the first of its staff, else its director. */
export function clerk({ bureau, now }: View): Person | undefined {
  return holdersOf(bureau.roster, 'office_staff', dayOf(now))[0] ?? director({ bureau, now })
}
