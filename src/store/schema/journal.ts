import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

/** Append-only facts, hash-chained per matter over `body` exactly as stored. */
export const journal = pgTable(
  'journal',
  {
    matter: text().notNull(),
    seq: integer().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    kind: text().notNull(),
    actor: text().notNull(),
    body: text().notNull(),
    prev: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.matter, t.seq] }), index().on(t.at)],
)

export const matterHead = pgTable('matter_head', {
  matter: text().primaryKey(),
  seq: integer().notNull(),
  hash: text().notNull(),
})

/** The day's head: one hash over all matters' heads, shown in the leaders' brief. */
export const dayHead = pgTable('day_head', {
  day: text().primaryKey(),
  hash: text().notNull(),
  matters: integer().notNull(),
})

/** Words of persons, outside the chain so that they can be erased; the chain holds their salted hash. */
export const personalText = pgTable(
  'personal_text',
  {
    hash: text().primaryKey(),
    matter: text().notNull(),
    salt: text().notNull(),
    text: text(),
  },
  (t) => [index().on(t.matter)],
)
