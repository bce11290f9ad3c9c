/** The practice room's own messages: the web "platform" is these three tables. */
import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'

export const roomMessage = pgTable(
  'room_message',
  {
    id: text('id').primaryKey(),
    seq: integer('seq').notNull(),
    /** Taken from `room_counter` with every change, in the order of the commits. */
    version: integer('version').notNull(),
    room: text('room').notNull(),
    root: text('root'),
    answers: text('answers'),
    /** The account that spoke; null when the bot did. */
    by: text('by'),
    onlyFor: text('only_for'),
    /** `{kind: 'text', text}` or `{kind: 'message', message}`. */
    body: jsonb('body').notNull(),
    /** `[{id, name, kind, size}]` */
    files: jsonb('files').notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    editedAt: bigint('edited_at', { mode: 'number' }),
    recalledAt: bigint('recalled_at', { mode: 'number' }),
    key: text('key').notNull(),
  },
  (t) => [
    uniqueIndex('room_message_key').on(t.key),
    uniqueIndex('room_message_version').on(t.version),
    index('room_message_room').on(t.room, t.seq),
    index('room_message_root').on(t.root, t.seq),
  ],
)

export const roomFile = pgTable('room_file', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  size: integer('size').notNull(),
  by: text('by').notNull(),
  /** Where its bytes are kept. */
  blob: text('blob').notNull(),
})

/** One row. Locked by every change until it commits, so that versions become visible in their order. */
export const roomCounter = pgTable(
  'room_counter',
  { id: integer('id').primaryKey(), last: integer('last').notNull() },
  (t) => [check('room_counter_one_row', sql`${t.id} = 1`)],
)
