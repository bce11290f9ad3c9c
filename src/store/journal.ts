/**
 * The journal: facts of a matter, each hashed over the text stored and the hash before it. Anyone who holds an export can
 * check the chain without the bot. Personal words stay outside and are referenced by a salted hash, so that they can be erased.
 */
import { createHash, randomBytes } from 'node:crypto'
import { asc, inArray } from 'drizzle-orm'
import { isoOf, type Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import type { Rows } from './rows.ts'
import { dayHead, journal, matterHead, personalText } from './schema/index.ts'

export interface Entry {
  /** `order:2026-12`, `roster`, `calendar`. */
  readonly matter: string
  readonly kind: string
  /** A person's code, or `duban`. */
  readonly actor: string
  readonly facts: Readonly<Record<string, unknown>>
  /** Words of persons: kept apart, in the chain by reference. */
  readonly personal?: Readonly<Record<string, string>>
}

/** What the first entry of a chain follows. */
export const GENESIS = '0'.repeat(64)

/** The hash of an entry: SHA-256 over the hash before it, a line feed, and the stored text. */
export function entryHash(prev: string, body: string): string {
  return createHash('sha256').update(`${prev}\n${body}`).digest('hex')
}

/** The stored text: keys sorted, so that the same facts are the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : v,
  )
}

export interface Chain {
  /** Puts the entries at the ends of their matters' chains, which stay locked until the commit. */
  add(entries: readonly Entry[], now: Moment): Promise<void>
  /** What has been added since the last look, as rows. */
  rows(): Rows[]
}

/** The chains of one transaction. A matter's end is read once: locked, it is known from then on. */
export function chainOver(db: Db): Chain {
  const heads = new Map<string, { seq: number; hash: string }>()
  let moved = new Set<string>()
  let rows: (typeof journal.$inferInsert)[] = []
  let personal: (typeof personalText.$inferInsert)[] = []

  /** The ends that are not known yet, in the order in which everybody locks them. */
  async function learn(entries: readonly Entry[]): Promise<void> {
    const fresh = entries.filter((e) => e.kind === 'order.issued').map((e) => e.matter)
    for (const matter of fresh) if (!heads.has(matter)) heads.set(matter, { seq: 0, hash: GENESIS })
    const unknown = [...new Set(entries.map((e) => e.matter))].filter((m) => !heads.has(m))
    if (unknown.length === 0) return
    const known = await db
      .select()
      .from(matterHead)
      .where(inArray(matterHead.matter, unknown))
      .orderBy(asc(matterHead.matter))
      .for('update')
    for (const { matter, seq, hash } of known) heads.set(matter, { seq, hash })
  }

  return {
    async add(entries, now) {
      await learn(entries)
      for (const e of entries) {
        const head = heads.get(e.matter) ?? { seq: 0, hash: GENESIS }
        const said = Object.entries(e.personal ?? {}).map(([name, words]) => {
          const text = words.toWellFormed()
          const salt = randomBytes(16).toString('hex')
          const hash = createHash('sha256').update(`${salt}\n${text}`).digest('hex')
          personal.push({ hash, matter: e.matter, salt, text })
          return [name, { words: hash }]
        })
        const seq = head.seq + 1
        const body = canonical({
          matter: e.matter,
          seq,
          at: isoOf(now),
          kind: e.kind,
          actor: e.actor,
          facts: { ...e.facts, ...Object.fromEntries(said) },
        })
        const hash = entryHash(head.hash, body)
        rows.push({
          matter: e.matter,
          seq,
          at: now,
          kind: e.kind,
          actor: e.actor,
          body,
          prev: head.hash,
          hash,
        })
        heads.set(e.matter, { seq, hash })
        moved.add(e.matter)
      }
    },
    rows() {
      const ends = [...moved].map((matter) => ({ matter, ...heads.get(matter)! }))
      const all: Rows[] = [
        { into: journal, rows },
        { into: personalText, rows: personal },
        {
          into: matterHead,
          rows: ends,
          onConflict: 'on conflict (matter) do update set seq = excluded.seq, hash = excluded.hash',
        },
      ]
      rows = []
      personal = []
      moved = new Set()
      return all
    },
  }
}

/** One hash over all matters' heads, by their names in code point order: no database's collation has a say in it. */
export function headOver(heads: readonly { matter: string; seq: number; hash: string }[]): string {
  const lines = [...heads]
    .sort((a, b) => (a.matter < b.matter ? -1 : 1))
    .map((h) => `${h.matter} ${h.seq} ${h.hash}`)
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** The head of the day, kept. */
export async function sealDay(db: Db, day: string): Promise<string> {
  const heads = await db.select().from(matterHead)
  const hash = headOver(heads)
  await db.insert(dayHead).values({ day, hash, matters: heads.length }).onConflictDoNothing()
  return hash
}
