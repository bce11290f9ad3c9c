/** An order of a draft in the form in which it is shown before it has a number. */
import { directs } from '../../domain/approval.ts'
import { kindOf } from '../../domain/kinds.ts'
import type { DraftLine, RestrictedTo } from '../../domain/notices.ts'
import { basisOf, type OrderDraft, type Role } from '../../domain/order.ts'
import { headOf, inRosterOrder } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'
import { headReached } from '../reached.ts'
import { departmentName, departmentNames, dueNote, personName } from './card.ts'
import type { Drafted } from './draft-order.ts'
import { asksForPhones } from './issue-order.ts'
import { placeFor } from './places.ts'

export function draftLine(ctx: Ctx, { draft, due, parentDue }: Drafted): DraftLine {
  const today = dayOf(ctx.now)
  const part = (role: Role) =>
    draft.departments
      .filter((d) => d.role === role)
      .map(({ code, handler }) => {
        const head = headOf(ctx.bureau.roster, code, today)
        return {
          department: departmentName(ctx, code).name,
          ...(head ? { person: head.name } : {}),
          ...(handler ? { handler: personName(ctx, handler) } : {}),
        }
      })
  const note = dueNote(ctx, due)
  const { copied } = draft
  return {
    kind: kindOf(draft.kind).name,
    subject: draft.subject,
    lead: part('lead'),
    assist: part('assist'),
    due,
    basis: basisOf(draft),
    ...(note ? { dueNote: note } : {}),
    ...(draft.term.kind === 'workdays' ? { workdays: draft.term.workdays } : {}),
    ...(draft.urgency ? { urgency: draft.urgency, urgencyConfirmed: directs(ctx.actor.posts) } : {}),
    ...(draft.restricted ? { restrictedTo: reachedBy(ctx, draft) } : {}),
    ...(draft.reviewer ? { reviewer: personName(ctx, draft.reviewer) } : {}),
    ...(copied
      ? {
          copied: [
            ...departmentNames(ctx, inRosterOrder(ctx.bureau.roster, copied.departments)),
            ...copied.people.map((p) => personName(ctx, p)),
          ],
        }
      : {}),
    ...(draft.parent ? { parent: draft.parent.no } : {}),
    ...(parentDue ? { parentDue } : {}),
    ...(draft.limit ? { limit: draft.limit } : {}),
    ...(asksForPhones(draft.subject) ? { asksPhones: true } : {}),
  }
}

/** Where a restricted order's messages go: a department's chat, or its head; those who get a copy too. */
function reachedBy(ctx: Ctx, { departments, copied }: OrderDraft): readonly RestrictedTo[] {
  const parts = [...departments.map((d) => d.code), ...(copied?.departments ?? [])]
  const own = parts.map((code): RestrictedTo => {
    const place = placeFor(ctx, code)
    const { name } = departmentName(ctx, code)
    if (!place) return { name, by: 'none' }
    if (place.address.to === 'chat') return { name, by: 'chat' }
    return { name, by: 'person', person: headReached(ctx, code)?.name }
  })
  const people = (copied?.people ?? []).map((p): RestrictedTo => ({ name: personName(ctx, p), by: 'person' }))
  return [...own, ...people]
}
