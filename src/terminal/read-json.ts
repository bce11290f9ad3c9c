/** JSON from a file, or from standard input for `-`. */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

export async function readJson(path: string): Promise<unknown> {
  const words = await readText(path)
  try {
    return JSON.parse(words)
  } catch {
    throw new Error(`${path === '-' ? '标准输入' : path} 不是有效的 JSON`)
  }
}

export async function readText(path: string): Promise<string> {
  if (path === '-') return text(process.stdin)
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    throw new Error(`无法读取 ${path}（${(error as NodeJS.ErrnoException).code ?? '未知原因'}）`)
  }
}
