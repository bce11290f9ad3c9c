/** Names of files that are gone after the test file. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

let folder: Promise<string> | undefined
let count = 0

afterAll(async () => {
  if (folder) await rm(await folder, { recursive: true, force: true })
})

export async function scratchFile(ending = 'tar.gz'): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'duban-test-'))
  return join(await folder, `${++count}.${ending}`)
}
