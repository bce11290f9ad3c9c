/** Who decides what a department asks (申请延期, 申请改派, 请示), and who is told of it. */
import { directs } from '../../domain/approval.ts'
import type { Level } from '../../domain/extension.ts'
import type { Order } from '../../domain/order.ts'
import { isLeader, type Person, postsOf } from '../../domain/roster.ts'
import { dayOf } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'
import { clerk, director, leaderOn, officeFor } from './office.ts'

/** Who decides an extension: the director (else the deputy), or the group leader (else the principal leader). */
export function approverOf(ctx: Ctx, level: Level): Person | undefined {
  return level === 'director' ? (director(ctx) ?? leaderOn(ctx)) : leaderOn(ctx)
}

/** Who of the office looks after the order, never a leader who issued it, never who asks. */
export function officeDesk(ctx: Ctx, order: Order, asker: string): Person | undefined {
  return [ofOffice(ctx, order), clerk(ctx), director(ctx)].find((p) => p && p.code !== asker)
}

/** Whether whoever asks directs the office: their own department's extension is the leader's. */
export function ofDirector(ctx: Ctx, person: string): boolean {
  return directs(postsOf(ctx.bureau.roster, person, dayOf(ctx.now)))
}

/** Who was told of a 请示: the director, and whoever issued the order unless a leader did. */
export function questionFor(ctx: Ctx, order: Order, asker: string): ReadonlyMap<string, string> {
  const asked = [director(ctx), ofOffice(ctx, order)]
  return new Map(asked.flatMap((p) => (p && p.code !== asker ? [[p.code, p.name] as const] : [])))
}

function ofOffice(ctx: Ctx, order: Order): Person | undefined {
  const issuer = officeFor(ctx, order)
  return issuer && isLeader(postsOf(ctx.bureau.roster, issuer.code, dayOf(ctx.now))) ? undefined : issuer
}
