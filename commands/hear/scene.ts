import type { DepartmentBook } from '../../src/chat/assignment/departments.ts'
import type { UnderstandScene } from '../../src/chat/understand/index.ts'
import type { Ctx } from '../../src/services/context.ts'

/** The moment, the speaker's first post and the bureau's days and departments, as a sentence is read with. */
export function sceneOf(ctx: Ctx, book: DepartmentBook): UnderstandScene {
  return {
    now: ctx.now,
    speaker: ctx.actor.posts[0]?.post ?? 'member',
    calendar: ctx.bureau.calendar,
    book,
  }
}
