/** JSON from a file, or from standard input for `-`. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

/** Who typed a verb that the running server carries out: paths are theirs, and so is standard input. */
export interface Caller {
  readonly cwd: string
  readonly stdin?: string
}

export async function readJson(path: string, caller?: Caller): Promise<unknown> {
  const words = await readText(path, caller)
  try {
    return JSON.parse(words)
  } catch {
    throw new Error(`${path === '-' ? '标准输入' : path} 不是有效的 JSON`)
  }
}

export async function readText(path: string, caller?: Caller): Promise<string> {
  if (path === '-') return withoutMark(caller ? (caller.stdin ?? '') : await text(process.stdin))
  try {
    return withoutMark(await readFile(resolve(caller?.cwd ?? '.', path), 'utf8'))
  } catch (error) {
    throw new Error(`无法读取 ${path}（${(error as NodeJS.ErrnoException).code ?? '未知原因'}）`)
  }
}

function withoutMark(words: string): string {
  return words.replace(/^\uFEFF/, '')
}
