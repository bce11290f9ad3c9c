/** What makes a department's words surer: the day, the departments, and the names of those of the office. */
import type { Call } from '../../src/chat/command.ts'
import type { ThreadScene } from '../../src/chat/understand/said-in-thread.ts'
import { DIRECTORS, holdersOf, OFFICE_POSTS, type Post } from '../../src/domain/roster.ts'
import { dayOf } from '../../src/domain/time.ts'

/** @param subject of the order whose thread it is, where that is known */
export function threadScene(
  { ctx, book }: Pick<Call, 'ctx' | 'book'>,
  own: readonly string[],
  subject?: string,
): ThreadScene {
  const { roster, calendar } = ctx.bureau
  const today = dayOf(ctx.now)
  const named = (posts: readonly Post[]) =>
    posts.flatMap((p) => holdersOf(roster, p, today)).map((h) => h.name)
  return {
    now: ctx.now,
    calendar,
    book,
    own,
    ...(subject === undefined ? {} : { subject }),
    // 张明, and 张主任 as people say it.
    office: [...named(OFFICE_POSTS), ...named(DIRECTORS).map((name) => `${[...name][0]}主任`)],
  }
}
