/** Who may import whom: the house's plan as data, and every import of the source held against it. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

interface Room {
  /** Folders whose values may be imported; every room may import itself, and types of `domain`. */
  readonly may: readonly string[]
  /** Files whose types alone may be imported besides. */
  readonly types?: readonly string[]
  readonly packages: readonly string[]
  /** Modules of the runtime (`node:…`). */
  readonly runtime: boolean
  /** Where an import that is not allowed should have gone. */
  readonly instead: string
}

const SCHEMA_LIBRARIES = ['valibot', 'zod']

/** Longest name first where one lies in another: the first that fits is the file's room. */
const HOUSE: Readonly<Record<string, Room>> = {
  'src/domain': {
    may: [],
    packages: [],
    runtime: false,
    instead:
      'rules are pure: hand in what they need as an argument, and keep clocks, databases and words outside',
  },
  'src/store': {
    may: ['src/domain'],
    packages: ['drizzle-orm', 'postgres', '@electric-sql/pglite'],
    runtime: true,
    instead: 'the store knows rules only: declare the port here, or let src/app hand in what points outward',
  },
  'src/services': {
    may: ['src/domain', 'src/store'],
    packages: ['drizzle-orm', 'docxtemplater', 'fflate', 'pizzip', 'write-excel-file'],
    runtime: true,
    instead:
      'a service records facts: words belong to src/chat, platforms to src/adapters; let them be handed in',
  },
  'src/chat': {
    may: ['src/domain'],
    types: ['src/services/context.ts'],
    packages: ['chrono-node', 'opencc-js'],
    runtime: true,
    instead: 'conversation knows no service and no database: src/app hands them in, commands/ joins the two',
  },
  commands: {
    may: ['src/chat', 'src/services', 'src/domain'],
    packages: [],
    runtime: false,
    instead: 'a command calls a service in src/services and words its answer with src/chat',
  },
  'src/adapters/web': adapter([]),
  'src/adapters/feishu': adapter(['@larksuiteoapi/node-sdk']),
  'src/adapters/dingtalk': adapter(['dingtalk-stream']),
  'src/adapters/wecom': adapter(['@wecom/aibot-node-sdk']),
  'src/adapters/wechat': adapter(['wechaty']),
  'src/jobs': {
    may: ['src/services', 'src/chat', 'src/domain'],
    packages: [],
    runtime: true,
    instead:
      'a job calls services; the database, the platforms and pg-boss are handed in by src/app and src/node.ts',
  },
  'src/http': {
    may: ['src/services', 'src/chat', 'src/domain'],
    packages: ['hono'],
    runtime: true,
    instead: 'pages and hooks ask services, or a port that src/app fulfils',
  },
  'src/data': {
    may: [],
    packages: [],
    runtime: false,
    instead: 'data is plain: whoever reads it checks it',
  },
}

function adapter(packages: readonly string[]): Room {
  return {
    may: ['src/chat', 'src/domain'],
    packages: [...packages, 'undici'],
    runtime: true,
    instead: 'a platform is a guest: it knows src/chat and itself; what two platforms share goes to src/chat',
  }
}

/** Only these know everybody; nobody knows them. */
const KNOW_ALL = [
  'src/app',
  'src/terminal',
  'src/app.ts',
  'src/config.ts',
  'src/node.ts',
  'src/worker.ts',
  'src/cli.ts',
]

/** Single files that may do what their room may not. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'src/domain/time.ts': ['temporal-polyfill'],
}

interface Import {
  readonly from: string
  readonly line: number
  readonly typeOnly: boolean
}

const STATIC =
  /^(?:import|export)\s+(?:(type)\s+)?((?:\*(?:\s+as\s+\w+)?|[\w$]+|\{[^}]*\})(?:\s*,\s*(?:\*\s+as\s+\w+|\{[^}]*\}))?)\s+from\s*['"]([^'"]+)['"]/gm
const BARE = /^import\s*['"]([^'"]+)['"]/gm
const DYNAMIC = /^(?!\s*(?:\*|\/\/))(.*?)\bimport\(\s*['"]([^'"]+)['"]/gm

/** The imports of a source text, static, re-exported, bare and dynamic. */
function importsOf(text: string): Import[] {
  const line = (index: number) => text.slice(0, index).split('\n').length
  const found: Import[] = []
  for (const m of text.matchAll(STATIC)) {
    const names = /^\{([^}]*)\}$/.exec(m[2]!)?.[1]
    const allTypes = names?.split(',').every((n) => n.trim() === '' || /^\s*type\s/.test(n)) ?? false
    found.push({ from: m[3]!, line: line(m.index), typeOnly: m[1] !== undefined || allTypes })
  }
  for (const m of text.matchAll(BARE)) found.push({ from: m[1]!, line: line(m.index), typeOnly: false })
  for (const m of text.matchAll(DYNAMIC)) {
    found.push({ from: m[2]!, line: line(m.index), typeOnly: /\btypeof\s*$/.test(m[1]!) })
  }
  return found
}

function roomOf(file: string): string | undefined {
  return Object.keys(HOUSE).find((room) => file.startsWith(`${room}/`))
}

function knowsAll(file: string): boolean {
  return KNOW_ALL.some((one) => file === one || file.startsWith(`${one}/`))
}

/** What is wrong with one import; nothing when it may stand. */
function wrong(file: string, { from, typeOnly, line }: Import): string | undefined {
  if (knowsAll(file)) return undefined
  const name = roomOf(file)
  if (!name) return `${file}: stands in no room of the house; give it one here and in the design`
  const room = HOUSE[name]!
  const no = (what: string) => `${file}:${line} imports ${what}.\n  ${name}: ${room.instead}`
  if (from.startsWith('node:')) return room.runtime || typeOnly ? undefined : no(from)
  if (!from.startsWith('.')) {
    const own = [
      ...room.packages,
      ...(EXCEPTIONS[file] ?? []),
      ...(name === 'src/domain' ? [] : SCHEMA_LIBRARIES),
    ]
    return own.some((p) => from === p || from.startsWith(`${p}/`)) ? undefined : no(`the package ${from}`)
  }
  const target = posix.normalize(posix.join(dirname(file), from))
  if (target.startsWith(`${name}/`)) return undefined
  if (knowsAll(target)) return no(`${target}, which only the entries may know`)
  if (typeOnly && target.startsWith('src/domain/')) return undefined
  if (typeOnly && room.types?.includes(target)) return undefined
  if (room.may.some((allowed) => target.startsWith(`${allowed}/`))) return undefined
  return no(`${target}${typeOnly ? ' (types)' : ''}`)
}

const root = fileURLToPath(new URL('..', import.meta.url))

function sources(): string[] {
  return ['src', 'commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  )
}

describe('the house', () => {
  it('keeps to its plan', () => {
    const found = sources().flatMap((file) =>
      importsOf(readFileSync(join(root, file), 'utf8')).flatMap((one) => wrong(file, one) ?? []),
    )
    expect(found.join('\n')).toBe('')
  })

  it('is looked through: its files have imports, and of every room at least one', () => {
    const files = sources()
    const rooms = new Set(files.flatMap((file) => roomOf(file) ?? []))
    expect(files.length).toBeGreaterThan(100)
    for (const room of [
      'src/domain',
      'src/store',
      'src/services',
      'src/chat',
      'commands',
      'src/jobs',
      'src/http',
    ]) {
      expect(rooms).toContain(room)
    }
    expect(importsOf(readFileSync(join(root, 'src/store/orders.ts'), 'utf8')).length).toBeGreaterThan(5)
  })
})

describe('a planted violation', () => {
  const look = (file: string, text: string) => importsOf(text).flatMap((one) => wrong(file, one) ?? [])

  it.each([
    ['src/domain/order.ts', "import { eq } from 'drizzle-orm'"],
    ['src/domain/order.ts', "import * as v from 'valibot'"],
    ['src/domain/order.ts', "import { Temporal } from 'temporal-polyfill'"],
    ['src/domain/order.ts', "import { randomUUID } from 'node:crypto'"],
    ['src/domain/order.ts', "export * from '../store/orders.ts'"],
    ['src/store/orders.ts', "import { say } from '../chat/message.ts'"],
    ['src/store/rooms.ts', "import type { Rooms } from '../adapters/web/rooms.ts'"],
    ['src/services/orders/card.ts', "import { sayDue } from '../../chat/words/dates.ts'"],
    ['src/services/orders/card.ts', "import { Hono } from 'hono'"],
    ['src/chat/inbox.ts', "import { issueOrder } from '../services/orders/issue-order.ts'"],
    ['src/chat/inbox.ts', "import { DUBAN } from '../services/context.ts'"],
    ['src/chat/inbox.ts', "import {\n  type Ctx,\n  DUBAN,\n} from '../services/context.ts'"],
    ['src/chat/inbox.ts', "import type { Db } from '../store/database.ts'"],
    ['commands/assign.ts', "import { loadOrder } from '../src/store/orders.ts'"],
    ['src/adapters/feishu/post.ts', "import { chatRef } from '../web/thread.ts'"],
    ['src/adapters/feishu/post.ts', "import { issueOrder } from '../../services/orders/issue-order.ts'"],
    ['src/jobs/tick.ts', "import PgBoss from 'pg-boss'"],
    ['src/jobs/tick.ts', "  const boss = await import('pg-boss')"],
    ['src/http/board.ts', "import '../store/database.ts'"],
    ['src/services/tell.ts', "import { createApp } from '../app.ts'"],
    ['src/data/holidays/2027.ts', "import { say } from '../../chat/message.ts'"],
    ['src/attic/old.ts', "import { x } from './y.ts'"],
  ])('in %s is found: %s', (file, text) => {
    expect(look(file, text)).toHaveLength(1)
  })

  it.each([
    ['src/domain/time.ts', "import { Temporal } from 'temporal-polyfill'"],
    ['src/domain/order.ts', "import { addDays } from './time.ts'"],
    ['src/services/bureau/bureau-file.ts', "import * as v from 'valibot'"],
    ['src/chat/inbox.ts', "import type { Ctx } from '../services/context.ts'"],
    ['src/chat/inbox.ts', "import { type Actor, type Ctx } from '../services/context.ts'"],
    ['src/data/holidays/2027.ts', "import type { Day } from '../../domain/time.ts'"],
    ['src/app.ts', "import { say } from './chat/message.ts'"],
    ['src/jobs/tick.ts', " * as in import('pg-boss')"],
    ['src/domain/order.ts', "// import { eq } from 'drizzle-orm'"],
  ])('is not seen where there is none, in %s: %s', (file, text) => {
    expect(look(file, text)).toEqual([])
  })

  it('is printed with the place where the import should have gone', () => {
    const [words] = look('src/store/orders.ts', "\nimport { say } from '../chat/message.ts'")
    expect(words).toBe(
      `src/store/orders.ts:2 imports src/chat/message.ts.\n  src/store: ${HOUSE['src/store']!.instead}`,
    )
  })
})
