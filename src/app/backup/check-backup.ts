/** Reads a backup from its first byte to its last and holds it against its manifest; changes nothing. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import * as v from 'valibot'
import { FILE_COLUMNS, strangeMigrations } from '../../store/backup.ts'
import { entryHash, GENESIS, headOver } from '../../store/journal.ts'
import type { Migrations } from '../../store/migrate.ts'
import {
  ABOUT,
  FORMAT,
  fileOf,
  MANIFEST,
  type Manifest,
  manifestSchema,
  tableOf,
  VERSION,
} from './manifest.ts'
import { BadTar, entriesOf, type TarEntry } from './tar.ts'

/** The file cannot be restored from; the words say why, and what to do. */
export class BadBackup extends Error {
  override readonly name = 'BadBackup'
}

/** Entries as they stand in the file. @throws BadBackup where it is no backup, or breaks off */
export async function* readEntries(path: string): AsyncGenerator<TarEntry> {
  const file = createReadStream(path)
  const unpacked = createGunzip()
  file.on('error', (error) => unpacked.destroy(error))
  try {
    yield* entriesOf(Readable.from(file.pipe(unpacked)))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new BadBackup(`没有 ${path} 这个文件`)
    if (code === 'Z_BUF_ERROR' || (error instanceof BadTar && /breaks off/.test(error.message)))
      throw new BadBackup('备份文件不完整，传输或复制时可能中断：请重新取得该文件')
    if (code?.startsWith('Z_') || error instanceof BadTar)
      throw new BadBackup('文件已损坏，或不是 duban backup 生成的备份：请核对文件')
    throw error
  } finally {
    file.destroy()
  }
}

/** @throws BadBackup naming the first thing that is wrong */
export async function checkBackup(path: string, migrations: Migrations): Promise<Manifest> {
  const seen: Manifest['parts'] = []
  const rows = new Map<string, number>()
  const named = new Set<string>()
  const chain = createChain()
  let manifest: Manifest | undefined
  for await (const { name, bytes } of readEntries(path)) {
    if (manifest) throw new BadBackup('备份文件已被改动：清单之后另有内容')
    if (seen.length === 0) checkAbout(name, bytes)
    if (name === MANIFEST) {
      manifest = readManifest(bytes)
      continue
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    seen.push({ name, bytes: bytes.byteLength, sha256 })
    const table = tableOf(name)
    if (table !== undefined) {
      const lines = linesOf(bytes)
      rows.set(table, (rows.get(table) ?? 0) + lines.length)
      const column = FILE_COLUMNS.find(([t]) => t === table)?.[1]
      for (const line of lines) {
        chain.add(table, line)
        const hash = column && parsed<Record<string, unknown>>(line)[column]
        if (typeof hash === 'string') named.add(hash)
      }
    } else if (fileOf(name) !== undefined && fileOf(name) !== sha256) {
      throw new BadBackup(`备份文件已被改动：附件 ${sha256.slice(0, 12)} 的内容与其名称不符`)
    }
  }
  if (!manifest) throw new BadBackup('备份文件不完整，缺少清单：请重新取得该文件')

  const { newer, changed } = strangeMigrations(manifest.migrations, migrations)
  if (newer.length > 0)
    throw new BadBackup(
      `备份由更新的版本（${manifest.program}）制作，其表结构 ${newer.join('、')} 本程序尚不认识：请先升级程序，再恢复`,
    )
  if (changed.length > 0)
    throw new BadBackup(`备份的表结构 ${changed.join('、')} 与本程序所带的不同：请使用制作该备份的程序版本`)
  for (let i = 0; i < Math.max(seen.length, manifest.parts.length); i++) {
    const [found, wanted] = [seen[i], manifest.parts[i]]
    if (found?.name !== wanted?.name || found?.sha256 !== wanted?.sha256 || found?.bytes !== wanted?.bytes)
      throw new BadBackup(`备份文件已被改动：${found?.name ?? wanted?.name} 与清单不符`)
  }
  for (const table of manifest.tables)
    if ((rows.get(table.name) ?? 0) !== table.rows)
      throw new BadBackup(`备份文件已被改动：${table.name} 的行数与清单不符`)
  for (const table of rows.keys())
    if (!manifest.tables.some((t) => t.name === table))
      throw new BadBackup(`备份文件已被改动：${table} 不在清单中`)
  const carried = new Set([...manifest.files.missing, ...seen.flatMap((part) => fileOf(part.name) ?? [])])
  const lost = [...named].find((hash) => !carried.has(hash))
  if (lost !== undefined) throw new BadBackup(`备份文件已被改动：缺少附件 ${lost.slice(0, 12)}`)
  chain.close(manifest)
  return manifest
}

function checkAbout(name: string, bytes: Uint8Array): void {
  let about: { format?: unknown; version?: unknown } | undefined
  try {
    about = name === ABOUT ? JSON.parse(Buffer.from(bytes).toString('utf8')) : undefined
  } catch {
    // No backup of ours.
  }
  if (about?.format !== FORMAT) throw new BadBackup('该文件不是 duban backup 生成的备份：请核对文件')
  if (about.version !== VERSION)
    throw new BadBackup(`备份的格式版本为 ${about.version}，本程序只认识 ${VERSION}：请先升级程序，再恢复`)
}

function readManifest(bytes: Uint8Array): Manifest {
  try {
    return v.parse(manifestSchema, JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    throw new BadBackup('备份文件已被改动：清单无法读取')
  }
}

/** A row that was garbled is found here before the sums at the end of the file could tell. */
function parsed<T>(line: string): T {
  try {
    return JSON.parse(line) as T
  } catch {
    throw new BadBackup('备份文件已损坏，有的行无法读取：请重新取得该文件')
  }
}

export function linesOf(bytes: Uint8Array): string[] {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').trimEnd().split('\n')
}

/** The journal must lead to the heads beside it, and these to the head that the manifest names. */
function createChain() {
  const last = new Map<string, { seq: number; hash: string }>()
  const heads: { matter: string; seq: number; hash: string }[] = []
  const broken = (where: string) => new BadBackup(`备份文件已被改动：履历 ${where} 与前后不相接`)
  return {
    add(table: string, line: string): void {
      if (table === 'matter_head') heads.push(parsed(line))
      if (table !== 'journal') return
      const e = parsed<{ matter: string; seq: number; body: string; prev: string; hash: string }>(line)
      const before = last.get(e.matter) ?? { seq: 0, hash: GENESIS }
      if (e.seq !== before.seq + 1 || e.prev !== before.hash || entryHash(e.prev, e.body) !== e.hash)
        throw broken(`${e.matter} 第 ${e.seq} 条`)
      last.set(e.matter, { seq: e.seq, hash: e.hash })
    },
    close(manifest: Manifest): void {
      for (const { matter, seq, hash } of heads) {
        const end = last.get(matter)
        if (end?.seq !== seq || end.hash !== hash) throw broken(`${matter} 的末条`)
      }
      if (heads.length !== last.size || headOver(heads) !== manifest.head) throw broken('的总值')
    },
  }
}
