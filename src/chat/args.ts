/**
 * Arguments of a command, described once and typed everywhere. A line is read from left to right: each argument takes
 * what belongs to it and leaves the rest. Full-width signs and traditional characters are read as their plain forms;
 * free text is given back as it was written.
 */
import { findNo, type OrderNo } from '../domain/serial.ts'
import type { DepartmentBook, Group } from './assignment/departments.ts'
import type { Message } from './message.ts'
import { type Normalized, normalize } from './normalize.ts'
import { wordNotUnderstood } from './words/not-understood.ts'

export interface ArgScene {
  readonly book: DepartmentBook
  /** The year a bare number means. */
  readonly year: number
  /** The order of the thread the line was said in. */
  readonly threadOrder?: OrderNo
}

/** The line, and which of its parts are already taken. */
export interface Line {
  readonly words: Normalized
  /** Normalised text with taken parts blanked out, same length. */
  left: string
}

export type ArgResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly say: Message }

export interface Arg<T> {
  take(line: Line, scene: ArgScene): ArgResult<T>
}
// biome-ignore lint/suspicious/noExplicitAny: arguments of every type
export type Args = Readonly<Record<string, Arg<any>>>

export function readArgs(args: Args, text: string, scene: ArgScene): ArgResult<Record<string, unknown>> {
  const words = normalize(text)
  const line: Line = { words, left: words.text }
  const values: Record<string, unknown> = {}
  for (const [name, arg] of Object.entries(args)) {
    const taken = arg.take(line, scene)
    if (!taken.ok) return taken
    values[name] = taken.value
  }
  return { ok: true, value: values }
}

function blank(line: Line, start: number, end: number): void {
  line.left = line.left.slice(0, start) + ' '.repeat(end - start) + line.left.slice(end)
}

function good<T>(value: T): ArgResult<T> {
  return { ok: true, value }
}

/** `#12`, `#2026-12`, `12号`, `〔2026〕12号`; in an order's thread that order. */
export const orderNo: Arg<OrderNo | undefined> = {
  take(line, scene) {
    const found = findNo(line.left, scene.year) ?? leadingNumber(line.left, scene.year)
    if (!found) return good(scene.threadOrder)
    blank(line, found.start, found.end)
    return good(found.no)
  },
}

/** A bare number where a number is the first thing said: `/show 12`. */
function leadingNumber(text: string, year: number) {
  const m = /^\s*(\d{1,5})(?=\s|$)/.exec(text)
  return m ? { no: { year, no: Number(m[1]) }, start: m.index, end: m.index + m[0].length } : undefined
}

/** Departments named at the beginning of what is left; the rest of the line may name others without being taken. */
export const departments: Arg<readonly string[]> = {
  take(line, scene) {
    const codes: string[] = []
    let at = line.left.length - line.left.trimStart().length
    for (;;) {
      const hit = scene.book
        .scan(line.left)
        .find((d) => d.start === at || /^[\s、,和及与@]+$/.test(line.left.slice(at, d.start)))
      if (!hit || hit.start < at) break
      if (codes.length > 0 && hit.start === at) break
      // 人事科 与计财科的数据不一致: a further department counts only where it stands for itself.
      if (codes.length > 0 && !/^(?:$|[\s、,:;。@和及与])/.test(line.left.slice(hit.end))) break
      const found = hit.group ? scene.book.expand(hit.group as Group) : hit.codes
      if (!hit.group && found.length > 1) {
        const names = found.map((code) => scene.book.nameOf(code))
        return {
          ok: false,
          say: wordNotUnderstood({ kind: 'ambiguous-department', text: hit.text, candidates: names }),
        }
      }
      codes.push(...found)
      blank(line, at, hit.end)
      at = hit.end
    }
    return good([...new Set(codes)])
  },
}

/** A word that is there or not: 全部. */
export function flag(...names: readonly string[]): Arg<boolean> {
  return {
    take(line) {
      for (const name of names) {
        const at = line.left.indexOf(name)
        if (at < 0) continue
        blank(line, at, at + name.length)
        return good(true)
      }
      return good(false)
    },
  }
}

/** All that is left, in the person's own words. */
export const rest: Arg<string> = {
  take(line) {
    const kept: string[] = []
    for (let i = 0; i < line.left.length; i++) {
      if (line.left[i] === line.words.text[i]) kept.push(line.words.cut(i, i + 1))
    }
    line.left = ' '.repeat(line.left.length)
    return good(
      kept
        .join('')
        .replace(/[ \t\u3000]+/g, ' ')
        .trim()
        .replace(/^[,，:：、;；\s]+/, ''),
    )
  },
}
