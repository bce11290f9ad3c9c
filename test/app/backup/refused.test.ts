/** What is no whole, untouched backup for this program and an empty place: refused, and nothing has been changed. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkBackup } from '../../../src/app/backup/check-backup.ts'
import { restoreBackup } from '../../../src/app/backup/restore-backup.ts'
import { entriesOf, type TarEntry, tarOf } from '../../../src/app/backup/tar.ts'
import { writeBackup } from '../../../src/app/backup/write-backup.ts'
import { memoryFiles } from '../../../src/app/file-store.ts'
import { moment } from '../../../src/domain/time.ts'
import type { FileStore } from '../../../src/jobs/files.ts'
import { rowsInTheWay } from '../../../src/store/backup.ts'
import type { Database } from '../../../src/store/database.ts'
import { readMigrations } from '../../../src/store/migrations-folder.ts'
import { file } from '../../../src/store/schema/index.ts'
import { connectionOf } from '../../../src/store/session.ts'
import { withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'
import { scratchFile } from '../../support/scratch.ts'

const migrations = await readMigrations(new URL('../../../migrations', import.meta.url).pathname)
const BYTES = Buffer.from('附件的内容')
const SHA256 = createHash('sha256').update(BYTES).digest('hex')

let full: Database
let empty: Database
let path: string
let files: FileStore

beforeAll(async () => {
  ;[full, empty] = await Promise.all([testDatabase(), testDatabase()])
  await withBureau(full)
  files = memoryFiles()
  await files.put(SHA256, BYTES)
  await full.db.insert(file).values({
    id: crypto.randomUUID(),
    platform: 'web',
    message: 'm1',
    key: 'k1',
    kind: 'file',
    name: '清单.docx',
    sha256: SHA256,
    size: BYTES.length,
    state: 'kept',
    attempts: 1,
  })
  path = await scratchFile()
  await write(path)
})
afterAll(() => Promise.all([full.close(), empty.close()]))

function write(to: string, more: { overwrite?: boolean; files?: FileStore; templates?: string } = {}) {
  return writeBackup(to, {
    database: full,
    files,
    place: 'real',
    bureau: '示范市教育局',
    now: moment('2026-03-02 09:00'),
    machineNow: Date.now(),
    ...more,
  })
}

function restore(from: string, into: Database = empty, store: Pick<FileStore, 'put'> = memoryFiles()) {
  return restoreBackup(from, {
    migrations,
    place: async () => ({ connection: connectionOf(into), files: store }),
  })
}

const isEmpty = async () => Object.keys(await connectionOf(empty).transaction(rowsInTheWay)).length === 0

/** The backup with some of its entries changed, packed again as it was. */
async function repacked(change: (entry: TarEntry) => TarEntry | undefined): Promise<string> {
  const all: TarEntry[] = []
  for await (const entry of entriesOf(streamOf(gunzipSync(await readFile(path))))) {
    const changed = change(entry)
    if (changed) all.push(changed)
  }
  const parts: Uint8Array[] = []
  for await (const part of tarOf(streamOf(...all), 0)) parts.push(part)
  const to = await scratchFile()
  await writeFile(to, gzipSync(Buffer.concat(parts)))
  return to
}

async function* streamOf<T>(...values: T[]): AsyncGenerator<T> {
  yield* values
}

const text = (entry: TarEntry) => Buffer.from(entry.bytes).toString('utf8')
const said = (entry: TarEntry, words: string): TarEntry => ({ ...entry, bytes: Buffer.from(words) })
const json = (entry: TarEntry, change: (manifest: Record<string, unknown>) => void): TarEntry => {
  const value = JSON.parse(text(entry))
  change(value)
  return said(entry, JSON.stringify(value))
}

describe('the file', () => {
  test('is its owner’s alone, and stands under its name only when it is whole', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const to = await scratchFile()
    const get = async () => {
      throw new Error('the disk is gone')
    }
    await expect(write(to, { files: { ...files, get } })).rejects.toThrow('the disk is gone')
    expect(
      (await readdir(dirname(to))).filter((name) => to.endsWith(name) || name.endsWith('.part')),
    ).toEqual([])
  })

  test('is not written over unless that is asked for', async () => {
    const before = await readFile(path)
    await expect(write(path)).rejects.toThrow(path)
    expect(await readFile(path)).toEqual(before)
    const { sha256, bytes } = await write(path, { overwrite: true })
    const now = await readFile(path)
    expect(createHash('sha256').update(now).digest('hex')).toBe(sha256)
    expect(bytes).toBe(now.length)
  })

  test('carries the bureau’s own templates, and overwrites none', async () => {
    const [from, to] = [await scratchFile('from'), await scratchFile('to')]
    await mkdir(from)
    await writeFile(join(from, '交办单.docx'), '本局的样式')
    await writeFile(join(from, '汇总.docx'), '汇总的样式')
    await mkdir(to)
    await writeFile(join(to, '汇总.docx'), '已有的样式')
    const made = await scratchFile()
    expect((await write(made, { templates: from })).manifest.templates).toEqual(
      ['交办单.docx', '汇总.docx'].sort(),
    )
    const into = await testDatabase()
    await restoreBackup(made, {
      migrations,
      place: async () => ({ connection: connectionOf(into), files: memoryFiles(), templates: to }),
    })
    await into.close()
    expect(await readFile(join(to, '交办单.docx'), 'utf8')).toBe('本局的样式')
    expect(await readFile(join(to, '汇总.docx'), 'utf8')).toBe('已有的样式')
  })

  test('names the files that are not there any more, and those that have changed', async () => {
    const to = await scratchFile()
    const { manifest } = await write(to, { files: { ...files, get: async () => Buffer.from('别的') } })
    expect(manifest.files).toEqual({ count: 0, bytes: 0, missing: [SHA256] })
    expect((await checkBackup(to, migrations)).files.missing).toEqual([SHA256])
  })
})

describe('is refused', () => {
  test('broken off anywhere', async () => {
    const whole = await readFile(path)
    const to = await scratchFile()
    for (const share of [0, 0.01, 0.3, 0.6, 0.9, 0.999]) {
      await writeFile(to, whole.subarray(0, Math.floor(whole.length * share)))
      await expect(restore(to), `${share}`).rejects.toThrow(/不完整|已损坏/)
    }
    await writeFile(to, whole.subarray(0, -1))
    await expect(restore(to)).rejects.toThrow(/不完整|已损坏/)
    expect(await isEmpty()).toBe(true)
  })

  test('with one bit turned anywhere', async () => {
    const whole = await readFile(path)
    const to = await scratchFile()
    for (let i = 0; i < 24; i++) {
      const touched = Buffer.from(whole)
      const at = 12 + Math.floor(((touched.length - 12) * i) / 24)
      touched[at] = touched[at]! ^ 0x10
      await writeFile(to, touched)
      await expect(restore(to), `byte ${at}`).rejects.toThrow(/不完整|已损坏|已被改动/)
    }
    expect(await isEmpty()).toBe(true)
  })

  test.each<[string, (entry: TarEntry) => TarEntry | undefined, RegExp]>([
    [
      'a row changed',
      (e) => (e.name.startsWith('tables/person/') ? said(e, text(e).replace('李', '王')) : e),
      /person.*清单不符/,
    ],
    [
      'a row taken out',
      (e) => (e.name.startsWith('tables/post/') ? said(e, text(e).replace(/^.*\n/, '')) : e),
      /清单不符/,
    ],
    ['a table taken out', (e) => (e.name.startsWith('tables/chat/') ? undefined : e), /清单不符/],
    ['the manifest taken out', (e) => (e.name === 'manifest.json' ? undefined : e), /缺少清单/],
    ['a file’s content changed', (e) => (e.name.startsWith('files/') ? said(e, '换过的内容') : e), /附件/],
    [
      'the head changed',
      (e) => (e.name === 'manifest.json' ? json(e, (m) => (m.head = '0'.repeat(64))) : e),
      /履历/,
    ],
    [
      'a count changed',
      (e) =>
        e.name === 'manifest.json' ? json(e, (m) => ((m.tables as { rows: number }[])[0]!.rows = 7)) : e,
      /行数/,
    ],
    [
      'another format',
      (e) => (e.name === 'duban-backup.json' ? said(e, '{"format":"zip","version":1}') : e),
      /不是 duban backup/,
    ],
    [
      'a newer container',
      (e) => (e.name === 'duban-backup.json' ? said(e, '{"format":"duban-backup","version":2}') : e),
      /先升级程序/,
    ],
    [
      'a newer program',
      (e) =>
        e.name === 'manifest.json'
          ? json(e, (m) => (m.migrations as object[]).push({ name: '9999_later', hash: '0'.repeat(64) }))
          : e,
      /更新的版本.*9999_later.*先升级程序/,
    ],
    [
      'a migration that reads otherwise',
      (e) =>
        e.name === 'manifest.json'
          ? json(e, (m) => ((m.migrations as { hash: string }[])[0]!.hash = '0'.repeat(64)))
          : e,
      /0000_first/,
    ],
  ])('%s', async (_, change, words) => {
    await expect(restore(await repacked(change))).rejects.toThrow(words)
    expect(await isEmpty()).toBe(true)
  })

  test('a journal changed together with all that counts and sums it', async () => {
    const forged = (e: TarEntry) =>
      e.name.startsWith('tables/journal/')
        ? said(
            e,
            text(e).replace(/\\"actor\\":\\"[a-z]/, (found) => `${found.slice(0, -1)}x`),
          )
        : e
    const sums: object[] = []
    for await (const entry of entriesOf(streamOf(gunzipSync(await readFile(path))))) {
      const { name, bytes } = forged(entry)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (name !== 'manifest.json') sums.push({ name, bytes: bytes.byteLength, sha256 })
    }
    const to = await repacked((e) =>
      e.name === 'manifest.json' ? json(e, (m) => (m.parts = sums)) : forged(e),
    )
    await expect(restore(to)).rejects.toThrow(/履历/)
  })

  test('where somebody has worked already: says what is there', async () => {
    await expect(restore(path, full)).rejects.toMatchObject({ rows: { bureau: 1, department: 18 } })
  })

  test('half a restore does not stay', async () => {
    const put = async () => {
      throw new Error('no space left')
    }
    await expect(restore(path, empty, { put })).rejects.toThrow('no space left')
    expect(await isEmpty()).toBe(true)
    const kept = memoryFiles()
    expect((await restore(path, empty, kept)).manifest.bureau).toBe('示范市教育局')
    expect(await kept.get(SHA256)).toEqual(BYTES)
    expect(await isEmpty()).toBe(false)
  })
})
