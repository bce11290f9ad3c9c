/** What every service is handed: the transaction, the business moment, the bureau of that moment, who acts, and where. */
import type { Bureau } from '../domain/bureau.ts'
import { actsInstead } from '../domain/cover.ts'
import type { Appointment } from '../domain/roster.ts'
import type { Moment } from '../domain/time.ts'
import type { Tx } from '../store/transact.ts'
import type { FileStore } from './files/file-store.ts'

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
  /** Said of a restricted order where it must not be spoken of: whatever answers it goes to the sender alone. */
  readonly apart?: boolean
}

export interface Ctx {
  readonly tx: Tx
  readonly now: Moment
  readonly bureau: Bureau
  readonly actor: Actor
  /** Absent for what happens by itself. */
  readonly place?: Place
  /** Absent where this process keeps no files. */
  readonly shelf?: Shelf
}

/** What stands outside the database: bytes by their SHA-256, and the bureau's own templates. */
export interface Shelf extends FileStore {
  /** A template's bytes by its name (`交办单.docx`); `undefined` where the bureau has none of its own. */
  template(name: string): Promise<Uint8Array | undefined>
  /** The order's form that comes with the program. */
  standard(): Promise<Uint8Array>
}

export const DUBAN: Actor = { code: 'duban', name: '督办', posts: [] }

/**
 * Who acts and when, as the rules of `domain` take it.
 * @param department whose part it is about: a cover acts there for the person on leave
 */
export function by(
  ctx: Pick<Ctx, 'actor' | 'now'>,
  department?: string,
): { readonly by: string; readonly now: Moment; readonly coverFor?: string } {
  const coverFor = department === undefined ? undefined : actsInstead(ctx.actor.posts, department)
  return { by: ctx.actor.code, now: ctx.now, ...(coverFor ? { coverFor } : {}) }
}
