/** What every service is handed: the transaction, the business moment, the bureau of that moment, who acts, and where. */
import type { Bureau } from '../domain/bureau.ts'
import type { Appointment } from '../domain/roster.ts'
import type { Moment } from '../domain/time.ts'
import type { Tx } from '../store/transact.ts'

export interface Actor {
  /** The person's code; `duban` for what happens by itself. */
  readonly code: string
  readonly name: string
  /** Appointments in force that day. */
  readonly posts: readonly Appointment[]
}

/** Where something was said or pressed, by the platform's ids. */
export interface Place {
  readonly platform: string
  readonly chat: { readonly id: string; readonly kind: 'group' | 'direct' }
  readonly account: string
  /** The message said, or the one that carried the button. */
  readonly message: string
}

export interface Ctx {
  readonly tx: Tx
  readonly now: Moment
  readonly bureau: Bureau
  readonly actor: Actor
  /** Absent for what happens by itself. */
  readonly place?: Place
}

export const DUBAN: Actor = { code: 'duban', name: '督办', posts: [] }

/** Who acts and when, as the rules of `domain` take it. */
export function by(ctx: Pick<Ctx, 'actor' | 'now'>): { readonly by: string; readonly now: Moment } {
  return { by: ctx.actor.code, now: ctx.now }
}
