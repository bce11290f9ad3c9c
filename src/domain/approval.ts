/**
 * Who approves an answer depends on the kind of order: 交办单 and 办理单 the office, 督办单 and 整改单 the director or
 * deputy director. To excuse a department from answering one of these is the same decision. Whoever leads the group may
 * do either.
 */
import { type ActionName, type Asking, mayDo } from './authority.ts'
import { allow, type Decision, refuse } from './decision.ts'
import { kindOf, type OrderKindName } from './kinds.ts'
import { DIRECTORS, GROUP_HEADS, type Post } from './roster.ts'

const OF_THE_DIRECTOR: readonly ActionName[] = ['approve', 'excuse']

const ABOVE_STAFF: readonly Post[] = [...DIRECTORS, ...GROUP_HEADS]

/** What {@link mayDo} says, and of a kind that the director approves, no less than a director. */
export function mayReview(kind: OrderKindName, action: ActionName, asking: Asking): Decision<true> {
  const may = mayDo(action, asking)
  if (!may.ok || kindOf(kind).approver === 'office' || !OF_THE_DIRECTOR.includes(action)) return may
  return asking.posts.some((a) => ABOVE_STAFF.includes(a.post))
    ? may
    : refuse('authority.director-approves', { action, kind: kindOf(kind).name })
}

/** Whether somebody directs the office: their word confirms 特急, and staff drafts where the bureau asks for it. */
export function directs(posts: Asking['posts']): boolean {
  return posts.some((a) => DIRECTORS.includes(a.post))
}

/** Whether a draft of this person needs the director's confirmation before it is issued (`directorConfirms`). */
export function needsDirector(directorConfirms: boolean | undefined, posts: Asking['posts']): Decision<true> {
  if (!directorConfirms || posts.some((a) => ABOVE_STAFF.includes(a.post))) return allow(true)
  return refuse('draft.director-confirms', {})
}
