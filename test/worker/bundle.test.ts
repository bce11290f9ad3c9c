import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Bundle, bundleWorker } from '../support/worker-rig.ts'

/** What Workers provide of Node with `nodejs_compat`, as far as we lean on it. */
const RUNTIME = ['cloudflare:sockets', 'node:buffer', 'node:crypto', 'node:events', 'node:stream']

/** What must not even be uploaded: it does not load there, or is of no use there. */
const NODE_ONLY = [
  'node_modules/@electric-sql/pglite/',
  'node_modules/@hono/node-server/',
  'node_modules/@larksuiteoapi/',
  'node_modules/drizzle-orm/pglite/',
  'node_modules/pg-boss/',
  'node_modules/pino/',
  'node_modules/undici/',
  'node_modules/wechaty',
  'node_modules/ws/',
  'src/adapters/feishu/http-undici.ts',
  'src/adapters/feishu/stream.ts',
  'src/adapters/web/',
  'src/http/board',
  'src/http/practice',
  'src/store/database.ts',
  'src/store/migrations-folder.ts',
]

describe('the bundle for Workers', () => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = await bundleWorker()
  }, 90_000)

  test('asks the runtime for nothing but this', () => {
    const asked = [
      ...bundle.code.matchAll(/\b(?:from|import|require)\s*\(?\s*["']([a-z]+:[\w/-]+|[a-z][\w/-]*)["']/g),
    ].map((m) => m[1])
    expect([...new Set(asked)].sort()).toEqual(RUNTIME)
  })

  test('holds nothing that belongs to Node', () => {
    const found = bundle.inputs.filter((file) => NODE_ONLY.some((one) => file.startsWith(one)))
    expect(found).toEqual([])
  })

  test('holds the same middle rooms as the long-running entry', () => {
    for (const file of ['src/app/office.ts', 'src/chat/inbox.ts', 'commands/assign.ts', 'src/jobs/tick.ts'])
      expect(bundle.inputs).toContain(file)
  })

  /**
   * Workers take 3 MB packed. A third of this are the makers of xlsx, docx and zip, which are evaluated when the first
   * file is made, not when a request begins.
   */
  test('stays small', () => {
    expect(bundle.bytes).toBeLessThan(2_000_000)
    expect(gzipSync(bundle.code).length).toBeLessThan(640_000)
  })
})

describe('the middle rooms, reached from the Workers entry or not', () => {
  const ROOT = new URL('../../', import.meta.url)
  const rooms = ['src/domain', 'src/services', 'src/chat', 'src/jobs', 'commands']
  const files = rooms.flatMap((room) =>
    readdirSync(new URL(room, ROOT), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${room}/${name}`),
  )

  test('load the makers of files when the first file is made, not at the start', () => {
    const early = files.flatMap((file) => {
      const code = readFileSync(new URL(file, ROOT), 'utf8')
      const from = /^import (?!type\b)[^;]*?from '((?:docxtemplater|pizzip|write-excel-file|fflate)[^']*)'/gm
      return [...code.matchAll(from)].map((m) => `${file}: ${m[1]}`)
    })
    expect(early).toEqual([])
  })

  test('ask Node for nothing but its cryptography', () => {
    const bound = files.flatMap((file) => {
      const code = readFileSync(new URL(file, ROOT), 'utf8').replace(/^import type .*$/gm, '')
      const asked = [...code.matchAll(/\bfrom '(node:[\w/]+)'|import\('(node:[\w/]+)'\)/g)].map(
        (m) => m[1] ?? m[2]!,
      )
      const other = asked.filter((name) => name !== 'node:crypto')
      const said = code.match(/\b(?:process\.\w+|require\(|__dirname|setImmediate\()/g) ?? []
      return [...other, ...said].map((what) => `${file}: ${what}`)
    })
    expect(files.length).toBeGreaterThan(50)
    expect(bound).toEqual([])
  })
})
