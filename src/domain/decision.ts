/**
 * What a rule answers: a value, or a refusal with a reason from a closed list.
 * Rules never throw for what a person did; a throw is a defect of ours.
 */
import type { RefusalCode, RefusalFacts } from './refusals.ts'

export interface Refusal<C extends RefusalCode = RefusalCode> {
  readonly code: C
  readonly facts: RefusalFacts[C]
}

export type Decision<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

export function allow<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse<C extends RefusalCode>(
  code: C,
  facts: RefusalFacts[C],
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, facts } as Refusal }
}
