/** From a line of words to the command it means. */
import type { AnyCommand } from './command.ts'
import { normalize } from './normalize.ts'

export interface Named {
  readonly command: AnyCommand
  /** What follows the name, as the person wrote it. */
  readonly text: string
}

export type Read =
  | ({ readonly kind: 'command' } & Named)
  /** Begins like a command and is none; the nearest name, if one is near. */
  | { readonly kind: 'unknown'; readonly name: string; readonly nearest?: AnyCommand }
  | { readonly kind: 'sentence' }

export class CommandList {
  readonly commands: readonly AnyCommand[]
  readonly #byName = new Map<string, AnyCommand>()
  /** Longest first: `/交办全部` is not `/交办` + 全部 when both exist. */
  readonly #chinese: readonly string[]

  constructor(commands: readonly AnyCommand[]) {
    this.commands = commands
    for (const command of commands) {
      for (const name of [command.name, ...command.aliases]) {
        if (this.#byName.has(name)) throw new Error(`two commands are called ${name}`)
        this.#byName.set(name, command)
      }
    }
    this.#chinese = [...this.#byName.keys()]
      .filter((n) => !/^[a-z]/.test(n))
      .sort((a, b) => b.length - a.length)
  }

  byName(name: string): AnyCommand | undefined {
    return this.#byName.get(name)
  }

  /** A command said by its bare name, as people do to a bot alone: 帮助, 我的待办. */
  bare(text: string): AnyCommand | undefined {
    return this.#byName.get(normalize(text).text.trim().toLowerCase())
  }

  /** Reads a line. `/assign 人事科 …`, `／交办人事科 …`, full-width and traditional forms alike. */
  read(text: string): Read {
    const words = normalize(text)
    const start = words.text.length - words.text.trimStart().length
    if (words.text[start] !== '/') return { kind: 'sentence' }
    const body = words.text.slice(start + 1)
    const lead = body.length - body.trimStart().length
    const from = start + 1 + lead
    const found = this.#match(words.text.slice(from))
    if (found) {
      const end = from + found.length
      return {
        kind: 'command',
        command: this.#byName.get(found.name)!,
        text: words.cut(end, words.text.length).trim(),
      }
    }
    const name = /^\S{0,20}/.exec(words.text.slice(from))?.[0] ?? ''
    const nearest = this.#nearest(name.toLowerCase())
    return { kind: 'unknown', name: words.cut(from, from + name.length), ...(nearest ? { nearest } : {}) }
  }

  #match(text: string): { name: string; length: number } | undefined {
    const latin = /^[a-z]+/i.exec(text)?.[0]
    if (latin !== undefined) {
      const name = latin.toLowerCase()
      return this.#byName.has(name) ? { name, length: latin.length } : undefined
    }
    const name = this.#chinese.find((n) => text.startsWith(n))
    return name === undefined ? undefined : { name, length: name.length }
  }

  #nearest(name: string): AnyCommand | undefined {
    let best: { command: AnyCommand; far: number } | undefined
    for (const [known, command] of this.#byName) {
      const far = distance(name.slice(0, known.length + 2), known)
      if (far <= Math.max(1, Math.floor(known.length * 0.4)) && (!best || far < best.far))
        best = { command, far }
    }
    return best?.command
  }
}

/** Levenshtein distance; both words are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[b.length]!
}
