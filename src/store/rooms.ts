/**
 * The practice rooms in the database. Fulfils the web adapter's port; `Body` is what that adapter says, and is kept as it is.
 */
import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  max,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { Moment } from '../domain/time.ts'
import { roomCounter, roomFile, roomMessage } from './schema/room.ts'

// biome-ignore lint/suspicious/noExplicitAny: the handle of any driver
type Db = PgDatabase<any, any, any>
type Row = typeof roomMessage.$inferSelect

/** Where bytes are kept: a folder, an object store. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<string>
  get(blob: string): Promise<Uint8Array | undefined>
}

export type StoredFileKind = 'file' | 'image' | 'audio' | 'video'

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly kind: StoredFileKind
  readonly size: number
}

export interface StoredMessage<Body> {
  readonly id: string
  readonly seq: number
  readonly version: number
  readonly room: string
  readonly root?: string
  readonly answers?: string
  readonly by?: string
  readonly onlyFor?: string
  readonly body: Body
  readonly files: readonly StoredFile[]
  readonly at: Moment
  readonly editedAt?: Moment
  readonly recalledAt?: Moment
  readonly key: string
}

type Draft<Body> = Omit<StoredMessage<Body>, 'id' | 'seq' | 'version' | 'editedAt' | 'recalledAt'>
type Wordless = { readonly kind: 'text'; readonly text: string }

export function storedRooms<Body>(db: Db, blobs: Blobs) {
  const wakers = new Set<() => void>()

  async function changed<T>(work: (tx: Db, version: number) => Promise<T>): Promise<T> {
    const done = await db.transaction(async (tx) => {
      const [counter] = await tx
        .insert(roomCounter)
        .values({ id: 1, last: 1 })
        .onConflictDoUpdate({ target: roomCounter.id, set: { last: sql`${roomCounter.last} + 1` } })
        .returning()
      return work(tx, counter!.last)
    })
    for (const wake of wakers) wake()
    return done
  }

  async function one(where: SQL): Promise<StoredMessage<Body> | undefined> {
    const [row] = await db.select().from(roomMessage).where(where).limit(1)
    return row && fromRow<Body>(row)
  }

  async function update(id: string, values: Partial<Row>): Promise<StoredMessage<Body> | undefined> {
    return changed(async (tx, version) => {
      const [row] = await tx
        .update(roomMessage)
        .set({ ...values, version })
        .where(and(eq(roomMessage.id, id), isNull(roomMessage.recalledAt)))
        .returning()
      return row && fromRow<Body>(row)
    })
  }

  return {
    async append(draft: Draft<Body>) {
      const before = await one(eq(roomMessage.key, draft.key))
      if (before) return before
      return changed(async (tx, version) => {
        const [row] = await tx
          .insert(roomMessage)
          .values({ ...draft, files: [...draft.files], id: `m${version}`, seq: version, version })
          .onConflictDoNothing({ target: roomMessage.key })
          .returning()
        if (row) return fromRow<Body>(row)
        const [other] = await tx.select().from(roomMessage).where(eq(roomMessage.key, draft.key))
        return fromRow<Body>(other!)
      })
    },

    async edit(id: string, body: Body, at: Moment) {
      const old = await one(eq(roomMessage.id, id))
      if (!old || old.recalledAt !== undefined) return undefined
      if (sameJson(old.body, body)) return old
      return update(id, { body, editedAt: at })
    },

    async recall(id: string, at: Moment) {
      const wordless: Wordless = { kind: 'text', text: '' }
      const taken = await update(id, { body: wordless, files: [], recalledAt: at })
      return taken ?? one(eq(roomMessage.id, id))
    },

    get: (id: string) => one(eq(roomMessage.id, id)),
    byKey: (key: string) => one(eq(roomMessage.key, key)),

    async list(query: { room: string; seenBy: string; root?: string; before?: number; limit: number }) {
      const { room, seenBy, root, before, limit } = query
      const rows = await db
        .select()
        .from(roomMessage)
        .where(
          and(
            eq(roomMessage.room, room),
            visibleTo(seenBy),
            root === undefined ? undefined : or(eq(roomMessage.root, root), eq(roomMessage.id, root)),
            before === undefined ? undefined : lt(roomMessage.seq, before),
          ),
        )
        .orderBy(desc(roomMessage.seq))
        .limit(limit)
      return rows.reverse().map((row) => fromRow<Body>(row))
    },

    async changes(query: { rooms: readonly string[]; seenBy: string; after: number; limit: number }) {
      const rows = await db
        .select()
        .from(roomMessage)
        .where(
          and(
            inArray(roomMessage.room, [...query.rooms]),
            visibleTo(query.seenBy),
            gt(roomMessage.version, query.after),
          ),
        )
        .orderBy(asc(roomMessage.version))
        .limit(query.limit)
      return rows.map((row) => fromRow<Body>(row))
    },

    async head() {
      const [counter] = await db.select().from(roomCounter)
      return counter?.last ?? 0
    },

    async latest(rooms: readonly string[], seenBy: string) {
      const rows = await db
        .select({ room: roomMessage.room, seq: max(roomMessage.seq) })
        .from(roomMessage)
        .where(
          and(
            inArray(roomMessage.room, [...rooms]),
            visibleTo(seenBy),
            or(isNull(roomMessage.by), ne(roomMessage.by, seenBy)),
          ),
        )
        .groupBy(roomMessage.room)
      return new Map(rows.map((row) => [row.room, row.seq ?? 0]))
    },

    async alone() {
      const account = sql<string>`coalesce(${roomMessage.onlyFor}, substr(${roomMessage.room}, 8))`
      const rows = await db
        .select({ account, seq: max(roomMessage.seq) })
        .from(roomMessage)
        .where(
          and(isNull(roomMessage.by), or(isNotNull(roomMessage.onlyFor), like(roomMessage.room, 'direct:%'))),
        )
        .groupBy(account)
      return new Map(rows.map((row) => [row.account, row.seq ?? 0]))
    },

    async keepFile(file: { name: string; kind: StoredFileKind; by: string; bytes: Uint8Array }) {
      const kept = { id: crypto.randomUUID(), name: file.name, kind: file.kind, size: file.bytes.byteLength }
      await db.insert(roomFile).values({ ...kept, by: file.by, blob: await blobs.put(file.bytes) })
      return kept
    },

    async file(id: string) {
      const [row] = await db.select().from(roomFile).where(eq(roomFile.id, id))
      const bytes = row && (await blobs.get(row.blob))
      if (!bytes) return undefined
      return { id, name: row.name, kind: row.kind as StoredFileKind, size: row.size, by: row.by, bytes }
    },

    messageOf: (fileId: string) => one(carriesFile(fileId)),

    subscribe(wake: () => void) {
      wakers.add(wake)
      return () => {
        wakers.delete(wake)
      }
    },
  }
}

function visibleTo(account: string) {
  return or(isNull(roomMessage.onlyFor), eq(roomMessage.onlyFor, account))
}

function carriesFile(fileId: string) {
  return sql`${roomMessage.files} @> ${JSON.stringify([{ id: fileId }])}::jsonb`
}

function fromRow<Body>(row: Row): StoredMessage<Body> {
  const { root, answers, by, onlyFor, editedAt, recalledAt, ...rest } = row
  return {
    ...rest,
    ...(root !== null && { root }),
    ...(answers !== null && { answers }),
    ...(by !== null && { by }),
    ...(onlyFor !== null && { onlyFor }),
    ...(editedAt !== null && { editedAt: editedAt as Moment }),
    ...(recalledAt !== null && { recalledAt: recalledAt as Moment }),
    body: row.body as Body,
    files: row.files as StoredFile[],
    at: row.at as Moment,
  }
}

/** jsonb forgets the order of keys, so words are compared with their keys sorted. */
function sameJson(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
