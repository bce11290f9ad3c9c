/** The kept files of a collection in one zip: a folder for each department, numbered as in the table. */
import type { Moment } from '../../domain/time.ts'
import type { Shelf } from '../context.ts'
import { MOST_BYTES } from '../documents/send-file.ts'
import { fileName, namesApart, writeZip, type ZipEntry } from '../documents/zip.ts'
import type { CollectedFile, CollectedPart } from './collect-answers.ts'

export interface PackedFile {
  readonly part: CollectedPart
  /** The department's place in the table, from 1. */
  readonly row: number
  readonly file: CollectedFile
  /** Where it lies in the zip; absent when it could not be packed. */
  readonly path?: string
}

/** What stands beside the files: its name in the zip, and its bytes. */
export interface Beside {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Room for the index and for the zip's own lists. */
const ROOM = 512 * 1024

/** What the kept files weigh together, bytes. */
export function weightOf(parts: readonly CollectedPart[]): number {
  return parts.flatMap((p) => p.files).reduce((n, f) => n + (f.state === 'kept' ? f.size : 0), 0)
}

/** Whether they go into one file that every platform takes. */
export function fitsOneFile(parts: readonly CollectedPart[]): boolean {
  return weightOf(parts) + ROOM <= MOST_BYTES
}

/** Where each file lies, the same name in one folder numbered; what is not kept has no place. */
export function placeFiles(parts: readonly CollectedPart[]): PackedFile[] {
  return parts.flatMap((part, i) => {
    const row = i + 1
    const apart = namesApart()
    const folder = `${String(row).padStart(2, '0')} ${fileName(part.line.department.name)}`
    return part.files.map((file): PackedFile => {
      const base = { part, row, file }
      if (file.state !== 'kept' || !file.sha256) return base
      return { ...base, path: `${folder}/${apart(fileName(file.name))}` }
    })
  })
}

/**
 * Reads the files one after another and packs them. What the store has lost meanwhile is left out, and named.
 * @param index makes what stands beside the files, knowing what was packed
 */
export async function packFiles(
  shelf: Pick<Shelf, 'get'>,
  placed: readonly PackedFile[],
  now: Moment,
  index: (packed: readonly PackedFile[]) => Promise<Beside>,
): Promise<{ readonly bytes: Uint8Array; readonly packed: readonly PackedFile[] }> {
  const entries: ZipEntry[] = []
  const packed: PackedFile[] = []
  for (const one of placed) {
    const bytes = one.path && one.file.sha256 ? await shelf.get(one.file.sha256) : undefined
    const { path, ...rest } = one
    if (bytes && path) entries.push({ path, bytes, at: one.file.at })
    packed.push(bytes && path ? one : rest)
  }
  const { name, bytes } = await index(packed)
  return { bytes: await writeZip([{ path: name, bytes, at: now }, ...entries]), packed }
}
