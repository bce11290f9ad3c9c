/** The preview of a draft, as its sender sees it. */
import type { AssignmentReading } from '../../src/chat/assignment/index.ts'
import type { Message } from '../../src/chat/message.ts'
import { sayDay } from '../../src/chat/words/dates.ts'
import { type Asks, preview, previewSeveral } from '../../src/chat/words/previews.ts'
import { needsDirector } from '../../src/domain/approval.ts'
import { type Day, dayOf, yearOf } from '../../src/domain/time.ts'
import type { Ctx } from '../../src/services/context.ts'
import { draftLine } from '../../src/services/orders/draft-line.ts'
import type { Draft } from '../../src/services/orders/draft-order.ts'
import { leaderOn } from '../../src/services/orders/office.ts'

export interface PreviewMore {
  readonly reading?: AssignmentReading
  readonly movedFrom?: Day
  /** 报组长审定 was said. */
  readonly submit?: boolean
  /** A line below: the message in the group is to be recalled. */
  readonly recall?: string
}

export function previewOf(ctx: Ctx, drafted: Draft, more: PreviewMore): Message {
  const others = more.reading?.otherDates ?? []
  const leader = leaderOn(ctx)
  const mayConfirm = needsDirector(ctx.bureau.settings.directorConfirms, ctx.actor.posts).ok
  const asks: Asks | undefined = more.submit ? 'leader' : mayConfirm ? undefined : 'director'
  const shown = {
    id: drafted.id,
    year: yearOf(dayOf(ctx.now)),
    ...(leader && leader.code !== ctx.actor.code ? { leader: leader.name } : {}),
    ...(asks ? { asks, mayConfirm } : {}),
    readings: [
      ...others.map((d) => `文中另有日期　${d.text}（${sayDay(d.date)}）`),
      ...(more.recall ? [more.recall] : []),
    ],
  }
  if (drafted.orders.length === 1) {
    return preview({
      ...shown,
      ...draftLine(ctx, drafted.orders[0]!),
      ...(more.movedFrom ? { movedFrom: more.movedFrom } : {}),
    })
  }
  return previewSeveral({
    ...shown,
    orders: drafted.orders.map((o) => draftLine(ctx, o)),
    moved: more.movedFrom !== undefined,
  })
}
