/** Where bytes are kept, named by the SHA-256 of what they are, so that the same file is kept once: a folder, or memory. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileStore } from '../jobs/files.ts'
import type { Blobs } from '../store/rooms.ts'

/** `FOLDER/ab/cd/abcd…`. A file appears under its name only when all of it is on the disk. */
export function folderFiles(folder: string): FileStore {
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    async put(sha256, bytes) {
      const path = place(checked(sha256))
      if (await hasAll(path, bytes.byteLength)) return
      await mkdir(dirname(path), { recursive: true })
      const draft = `${path}.${randomUUID()}.part`
      try {
        const handle = await open(draft, 'wx', 0o600)
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    async get(sha256) {
      try {
        return await readFile(place(checked(sha256)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
  }
}

/** For tests and talks. */
export function memoryFiles(): FileStore {
  const kept = new Map<string, Uint8Array>()
  return {
    async put(sha256, bytes) {
      kept.set(checked(sha256), bytes)
    },
    async get(sha256) {
      return kept.get(checked(sha256))
    },
  }
}

/** The largest template that is read. */
const MOST_TEMPLATE = 5 * 1024 * 1024

/**
 * The bureau's own templates, `FOLDER/交办单.docx`; looked up each time, so that a new one holds at once.
 * @param name one of ours, never what somebody typed
 */
export function folderTemplates(folder: string): (name: string) => Promise<Uint8Array | undefined> {
  return async (name) => {
    const path = join(folder, basename(name))
    try {
      return (await stat(path)).size > MOST_TEMPLATE ? new Uint8Array() : await readFile(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
}

/** The practice rooms' files, kept among the others. */
export function blobsIn(files: FileStore): Blobs {
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await files.put(sha256, bytes)
      return sha256
    },
    get: (blob) => files.get(blob),
  }
}

/** What is not a hash is no name of ours, and never a path. */
function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`not a SHA-256: ${sha256.slice(0, 80)}`)
  return sha256
}

async function hasAll(path: string, size: number): Promise<boolean> {
  const there = await stat(path).catch(() => undefined)
  return there?.size === size
}
