/** A command is a value: what it is called, what it takes, what it does, and what it says. One file each in `commands/`. */
import type { Decision, Refusal } from '../domain/decision.ts'
import type { OrderNo } from '../domain/serial.ts'
import type { Moment } from '../domain/time.ts'
import type { Ctx } from '../services/context.ts'
import type { Arg, Args } from './args.ts'
import type { DepartmentBook } from './assignment/departments.ts'
import type { Said } from './incoming.ts'
import type { Message } from './message.ts'

/** Everything a command knows about the line it answers. */
export interface Call<A = unknown> {
  readonly ctx: Ctx
  readonly args: A
  readonly said: Said
  /** The line without the command's name, as the person wrote it; personal numbers already masked. */
  readonly text: string
  /** The order in whose thread it was said. */
  readonly thread?: string
  readonly threadNo?: OrderNo
  readonly book: DepartmentBook
  /** Machine time, for what expires by it. */
  readonly machineNow: Moment
  /** Base address of links. */
  readonly publicUrl: string
}

export interface PressCall {
  readonly ctx: Ctx
  readonly press: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string>>
  /** The message that carried the button. */
  readonly message: string
  readonly book: DepartmentBook
  readonly machineNow: Moment
  readonly publicUrl: string
}

/** What a line comes to: exactly one reply. */
export type Outcome =
  /** `alone`: to the sender alone; `here`: as a reply where it was said. */
  | {
      readonly kind: 'say'
      readonly message: Message
      readonly where: 'alone' | 'here'
      readonly purpose?: string
    }
  /** A service has already recorded the one reply (a receipt, the issued order), or an earlier one was edited. */
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nothing to say: a remark that was not addressed. */
  | { readonly kind: 'silent' }

/** What a press comes to: a short notice to the presser, and at most one further message to them alone. */
export type PressOutcome =
  | {
      readonly kind: 'pressed'
      readonly toast: string
      readonly tone?: 'success' | 'info' | 'warning'
      /** Replaces the message that carried the button. */
      readonly becomes?: Message
      readonly message?: Message
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export interface Words {
  /** One line for `/help`. */
  readonly summary: string
  /** The form, with its arguments named: `/assign 科室 事项 期限`. */
  readonly usage: string
  /** A whole line that works as it stands (a test parses it). */
  readonly example: string
}

export interface Command<A = unknown> {
  /** The English name people know: `assign`. */
  readonly name: string
  /** Chinese names, the one shown first. */
  readonly aliases: readonly string[]
  readonly args: { readonly [K in keyof A]: Arg<A[K]> }
  readonly words: { readonly zh: Words; readonly en: Pick<Words, 'summary' | 'usage'> }
  /**
   * Not shown in `/help` to those it is not for. `working`: the office and the departments; `reading`: leaders and the
   * office.
   */
  readonly for?: 'office' | 'department' | 'working' | 'reading' | 'leaders' | 'everybody'
  run(call: Call<A>): Promise<Outcome>
  /** Buttons this command's messages carry, by the verb in `press.do`. */
  readonly presses?: Readonly<Record<string, (call: PressCall) => Promise<PressOutcome>>>
}

// biome-ignore lint/suspicious/noExplicitAny: a list holds commands of every argument shape
export type AnyCommand = Command<any>

/** Gives a command its argument types from its own description. */
export function defineCommand<const S extends Args>(
  command: Omit<Command<{ [K in keyof S]: S[K] extends Arg<infer T> ? T : never }>, 'args'> & {
    readonly args: S
  },
): Command<{ [K in keyof S]: S[K] extends Arg<infer T> ? T : never }> {
  return command as never
}

export function refused(decision: { readonly ok: false; readonly refusal: Refusal }): {
  readonly kind: 'refused'
  readonly refusal: Refusal
} {
  return { kind: 'refused', refusal: decision.refusal }
}

export function alone(message: Message, purpose?: string): Outcome {
  return { kind: 'say', message, where: 'alone', ...(purpose ? { purpose } : {}) }
}

export function here(message: Message): Outcome {
  return { kind: 'say', message, where: 'here' }
}

/** Runs `then` with the value of a decision, or hands its refusal on. */
export function after<T, O>(
  decision: Decision<T>,
  then: (value: T) => O,
): O | { kind: 'refused'; refusal: Refusal } {
  return decision.ok ? then(decision.value) : refused(decision)
}
