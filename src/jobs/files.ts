/** Fetches what waits, each file through its own platform. */
import { createHash } from 'node:crypto'
import { type Adapter, PlatformError } from '../chat/adapter.ts'
import type { FileStore } from '../services/files/file-store.ts'
import { fileKept, type WaitingFile, waitingFiles } from '../services/files/keep-files.ts'

type Db = Parameters<typeof waitingFiles>[0]

export type { FileStore }

export interface FileParts {
  readonly db: Db
  readonly adapters: ReadonlyMap<string, Adapter>
  readonly files: FileStore
  readonly machineNow: () => number
  /** Records a failed try in a transaction of its own. */
  readonly failed: (row: WaitingFile, forGood: boolean) => Promise<void>
  readonly log: { warn(facts: object, words: string): void }
}

export async function fetchWaitingFiles(parts: FileParts): Promise<void> {
  const rows = await waitingFiles(parts.db, parts.machineNow(), 20)
  for (const row of rows) await fetchOne(parts, row)
}

async function fetchOne(parts: FileParts, row: WaitingFile): Promise<void> {
  const adapter = parts.adapters.get(row.platform)
  if (!adapter) return
  try {
    const { bytes } = await adapter.fetchFile({
      messageId: row.message,
      key: row.key,
      kind: row.kind,
      name: row.name,
    })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await parts.files.put(sha256, bytes)
    await fileKept(parts.db, row.id, { sha256, size: bytes.length })
  } catch (error) {
    const trouble = error instanceof PlatformError ? error.trouble : 'unknown'
    parts.log.warn({ platform: row.platform, trouble }, 'file not fetched')
    await parts.failed(row, trouble === 'gone' || trouble === 'refused' || trouble === 'unreachable')
  }
}
