/** Database and files into one file, as of one moment. It appears under its name only when all of it is on the disk. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { isoOf, type Moment } from '../../domain/time.ts'
import type { FileStore } from '../../jobs/files.ts'
import { fileHashes, openContents } from '../../store/backup.ts'
import type { Database } from '../../store/database.ts'
import { headOver } from '../../store/journal.ts'
import { withSnapshot } from '../../store/session.ts'
import { ABOUT, FORMAT, MANIFEST, type Manifest, VERSION } from './manifest.ts'
import { type TarEntry, tarOf } from './tar.ts'

export interface BackupParts {
  readonly database: Pick<Database, 'engine' | 'client'>
  readonly files: Pick<FileStore, 'get'>
  /** The folder of the bureau's own templates. */
  readonly templates?: string
  readonly place: Manifest['place']
  readonly bureau: string
  /** Business time. */
  readonly now: Moment
  readonly machineNow: number
  readonly overwrite?: boolean
}

export interface Written {
  readonly bytes: number
  /** Of the whole file. */
  readonly sha256: string
  readonly manifest: Manifest
}

/** The name is taken. */
export class FileThere extends Error {
  override readonly name = 'FileThere'
}

/** A part is closed when it has grown to this. */
const PART_BYTES = 512 * 1024
/** Of a template's name, bytes: what the container has room for. */
const MOST_NAME = 80

/** @throws FileThere where `path` exists and is not to be overwritten */
export async function writeBackup(path: string, parts: BackupParts): Promise<Written> {
  if (
    !parts.overwrite &&
    (await access(path).then(
      () => true,
      () => false,
    ))
  )
    throw new FileThere(path)
  const draft = `${path}.${randomUUID()}.part`
  try {
    const about = { manifest: undefined as Manifest | undefined }
    await withSnapshot(parts.database, async (snapshot) => {
      const entries = entriesOfBackup(snapshot, parts, (manifest) => {
        about.manifest = manifest
      })
      await pipeline(
        Readable.from(tarOf(entries, parts.machineNow), { objectMode: false, highWaterMark: PART_BYTES }),
        createGzip({ level: 6 }),
        createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
      )
    })
    const sha256 = await hashOfFile(draft)
    const { size } = await stat(draft)
    await rename(draft, path)
    await settle(dirname(path))
    return { bytes: size, sha256, manifest: about.manifest! }
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function* entriesOfBackup(
  snapshot: Parameters<Parameters<typeof withSnapshot>[1]>[0],
  parts: BackupParts,
  finished: (manifest: Manifest) => void,
): AsyncGenerator<TarEntry> {
  const written: Manifest['parts'] = []
  const entry = (name: string, bytes: Uint8Array): TarEntry => {
    written.push({ name, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') })
    return { name, bytes }
  }
  yield entry(ABOUT, Buffer.from(`${JSON.stringify({ format: FORMAT, version: VERSION })}\n`))

  const contents = await openContents(snapshot)
  const tables: Manifest['tables'] = []
  const heads: { matter: string; seq: number; hash: string }[] = []
  const lastNo: Record<string, number> = {}
  for (const table of contents.tables) {
    let rows = 0
    let lines: string[] = []
    let size = 0
    let part = 0
    const flush = () => {
      const name = `tables/${table}/${String(++part).padStart(6, '0')}.jsonl`
      const bytes = Buffer.from(`${lines.join('\n')}\n`)
      lines = []
      size = 0
      return entry(name, bytes)
    }
    for await (const portion of snapshot.read(table)) {
      rows += portion.length
      for (const row of portion) {
        lines.push(row)
        size += row.length
        if (table === 'matter_head') heads.push(JSON.parse(row))
        if (table === 'serial_no') {
          const { year, last } = JSON.parse(row) as { year: number; last: number }
          lastNo[year] = last
        }
        if (size >= PART_BYTES) yield flush()
      }
    }
    if (lines.length > 0) yield flush()
    tables.push({ name: table, rows })
  }

  let count = 0
  let bytes = 0
  const missing: string[] = []
  for await (const sha256 of fileHashes(snapshot)) {
    const content = await parts.files.get(sha256)
    if (!content || createHash('sha256').update(content).digest('hex') !== sha256) missing.push(sha256)
    else {
      count++
      bytes += content.byteLength
      yield entry(`files/${sha256}`, content)
    }
  }

  const templates = parts.templates === undefined ? [] : await namesIn(parts.templates)
  for (const name of templates) yield entry(`templates/${name}`, await readFile(join(parts.templates!, name)))

  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    program: await programVersion(),
    place: parts.place,
    bureau: parts.bureau,
    at: isoOf(parts.machineNow as Moment),
    businessAt: isoOf(parts.now),
    engine: parts.database.engine,
    migrations: [...contents.migrations],
    head: headOver(heads),
    matters: heads.length,
    lastNo,
    tables,
    files: { count, bytes, missing },
    templates,
    parts: written,
  }
  finished(manifest)
  yield { name: MANIFEST, bytes: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`) }
}

export async function programVersion(): Promise<string> {
  const about = await readFile(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(about) as { version: string }).version
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** What a person put there; a folder that is not there holds nothing. */
async function namesIn(folder: string): Promise<string[]> {
  const all = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return all
    .filter((one) => one.isFile() && !one.name.startsWith('.') && Buffer.byteLength(one.name) <= MOST_NAME)
    .map((one) => one.name)
    .sort()
}

/** A new name is on the disk only when its folder is. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
