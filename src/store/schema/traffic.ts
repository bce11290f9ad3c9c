import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'

/** What came in, by the platform's own key: a redelivery finds its row. Machine time; kept 24 h and longer than the retry window. */
export const inbox = pgTable(
  'inbox',
  {
    platform: text().notNull(),
    event: text().notNull(),
    receivedAt: bigint({ mode: 'number' }).notNull(),
    state: text().$type<'done' | 'waiting' | 'failed'>().notNull(),
    /** The masked event, only while it waits to be finished. */
    payload: jsonb().$type<unknown>(),
    attempts: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.event] }), index().on(t.state, t.receivedAt)],
)

/** What must be told, written in the transaction of the fact it tells. */
export const outbox = pgTable(
  'outbox',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    id: uuid().notNull().unique(),
    /** One lane per chat: `feishu:oc_…`, `feishu:>ou_…` for a person's direct chat. */
    lane: text().notNull(),
    platform: text().notNull(),
    verb: text().$type<'post' | 'edit'>().notNull(),
    target: jsonb().$type<Record<string, unknown> | null>(),
    notice: jsonb().$type<{ kind: string; facts: unknown }>().notNull(),
    /** Names the message so that later edits find it: `order:ID`, `receipt:ID`, `draft:ID`. */
    purpose: text(),
    matter: text(),
    /** Not before this one is sent or parked. */
    after: uuid(),
    at: bigint({ mode: 'number' }).notNull(),
    attempts: integer().notNull(),
    firstTriedAt: bigint({ mode: 'number' }),
    nextAt: bigint({ mode: 'number' }).notNull(),
    sentAt: bigint({ mode: 'number' }),
    parkedAt: bigint({ mode: 'number' }),
    trouble: text(),
  },
  (t) => [
    index('outbox_waiting').on(t.lane, t.seq).where(sql`sent_at is null and parked_at is null`),
    index('outbox_next').on(t.nextAt).where(sql`sent_at is null and parked_at is null`),
  ],
)

/** Who delivers to a chat just now. Machine time. */
export const lane = pgTable('lane', {
  lane: text().primaryKey(),
  heldBy: text(),
  heldUntil: bigint({ mode: 'number' }).notNull(),
  /** When something to choose from was last sent to one person here. Business time; a hint, never too early. */
  offeredAt: bigint({ mode: 'number' }),
})

/** Where a named message of ours stands, so that it can be edited in place. */
export const posting = pgTable(
  'posting',
  {
    purpose: text().primaryKey(),
    platform: text().notNull(),
    chat: text().notNull(),
    message: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [index().on(t.platform, t.message)],
)

/** One merged reminder per person, slot and day; one brief per day. */
export const slot = pgTable(
  'slot',
  {
    name: text().notNull(),
    day: text().notNull(),
    person: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.day, t.person] })],
)

/** A one-time link to the board. Only the hash of its token is kept. */
export const boardLink = pgTable('board_link', {
  hash: text().primaryKey(),
  person: text().notNull(),
  expiresAt: bigint({ mode: 'number' }).notNull(),
  usedAt: bigint({ mode: 'number' }),
})
