import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { blobsIn, folderFiles, memoryFiles } from '../../src/app/file-store.ts'

const bytes = new TextEncoder().encode('权责清单')
const hash = createHash('sha256').update(bytes).digest('hex')
const folder = await mkdtemp(join(tmpdir(), 'files-'))
afterAll(() => rm(folder, { recursive: true }))

describe.each([
  ['a folder', () => folderFiles(folder)],
  ['memory', memoryFiles],
] as const)('%s', (_, open) => {
  test('gives back what was put, the same file any number of times', async () => {
    const files = open()
    await Promise.all([1, 2, 3].map(() => files.put(hash, bytes)))
    expect(new Uint8Array((await files.get(hash))!)).toEqual(bytes)
    expect(await files.get('0'.repeat(64))).toBeUndefined()
  })
  test('names blobs by their contents', async () => {
    const blobs = blobsIn(open())
    expect(await blobs.put(bytes)).toBe(hash)
    expect(new Uint8Array((await blobs.get(hash))!)).toEqual(bytes)
  })
  test.each(['../../etc/passwd', '', 'A'.repeat(64)])('%j is no name', async (name) => {
    await expect(open().get(name)).rejects.toThrow(RangeError)
    await expect(open().put(name, bytes)).rejects.toThrow(RangeError)
  })
})

test('a folder keeps two levels and no unfinished files', async () => {
  await folderFiles(folder).put(hash, bytes)
  expect(await readdir(join(folder, hash.slice(0, 2), hash.slice(2, 4)))).toEqual([hash])
})
