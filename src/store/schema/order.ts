import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Term, Timeliness } from '../../domain/due.ts'
import type { OrderDraft, Role } from '../../domain/order.ts'

/** The last number given in a year; its row lock makes the series free of holes. */
export const serialNo = pgTable('serial_no', {
  year: integer().primaryKey(),
  last: integer().notNull(),
})

export const orders = pgTable(
  'orders',
  {
    id: uuid().primaryKey(),
    year: integer().notNull(),
    no: integer().notNull(),
    kind: text().notNull(),
    subject: text().notNull(),
    state: text().$type<'issued' | 'closed' | 'revoked'>().notNull(),
    term: jsonb().$type<Term>().notNull(),
    issuedAt: bigint({ mode: 'number' }).notNull(),
    issuedBy: text().notNull(),
    endedAt: bigint({ mode: 'number' }),
    /** The chat where it lives. */
    platform: text().notNull(),
    chat: text().notNull(),
    /** Asks for staff telephone numbers: they are stored in its answers. */
    asksPhones: boolean().notNull(),
    /** The last thing that happened, for lists. */
    lastWord: text().notNull(),
    lastAt: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [unique().on(t.year, t.no), index().on(t.state, t.lastAt)],
)

export const assignment = pgTable(
  'assignment',
  {
    order: uuid()
      .notNull()
      .references(() => orders.id),
    department: text().notNull(),
    rank: integer().notNull(),
    role: text().$type<Role>().notNull(),
    state: text()
      .$type<'waiting' | 'signed' | 'answered' | 'approved' | 'returned' | 'declined' | 'excused'>()
      .notNull(),
    receivedOn: text().notNull(),
    dueOn: text().notNull(),
    dueTime: text().notNull(),
    provisional: boolean().notNull(),
    signedAt: bigint({ mode: 'number' }),
    signedBy: text(),
    answeredAt: bigint({ mode: 'number' }),
    answeredBy: text(),
    timeliness: jsonb().$type<Timeliness>(),
    approvedAt: bigint({ mode: 'number' }),
    returnedAt: bigint({ mode: 'number' }),
    returnReason: text(),
    urged: integer().notNull(),
    /** Derived cache: the moment of the next rung of the ladder; empty when nothing more will be said. */
    nextLineAt: bigint({ mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.order, t.department] }),
    index('assignment_next_line').on(t.nextLineAt).where(sql`next_line_at is not null`),
    index().on(t.department, t.state),
  ],
)

/** One registered answer: words and files of one person, joined while its window is open. */
export const answer = pgTable(
  'answer',
  {
    id: uuid().primaryKey(),
    order: uuid()
      .notNull()
      .references(() => orders.id),
    department: text().notNull(),
    person: text().notNull(),
    /** `gathering`: files alone, waiting for 提交反馈 or a pause. */
    state: text().$type<'gathering' | 'filed' | 'approved' | 'returned'>().notNull(),
    text: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    /** The last message that belongs to it. */
    lastAt: bigint({ mode: 'number' }).notNull(),
    /** When gathered files become an answer by themselves. */
    fileAt: bigint({ mode: 'number' }),
  },
  (t) => [index().on(t.order, t.department), index().on(t.fileAt)],
)

/** What was said in an order's thread, by people and (as far as it matters) by the bot. */
export const remark = pgTable(
  'remark',
  {
    id: uuid().primaryKey(),
    order: uuid()
      .notNull()
      .references(() => orders.id),
    platform: text().notNull(),
    chat: text().notNull(),
    message: text().notNull(),
    person: text(),
    text: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    /** The answer it belongs to, if any. */
    answer: uuid(),
    /** What became of it: discussion, answer, question, asked. */
    state: text().$type<'said' | 'answer' | 'question' | 'asked' | 'recalled'>().notNull(),
  },
  (t) => [unique().on(t.platform, t.message), index().on(t.order, t.at)],
)

export const file = pgTable(
  'file',
  {
    id: uuid().primaryKey(),
    order: uuid().references(() => orders.id),
    answer: uuid(),
    platform: text().notNull(),
    message: text().notNull(),
    key: text().notNull(),
    kind: text().notNull(),
    name: text().notNull(),
    person: text(),
    size: integer(),
    sha256: text(),
    state: text().$type<'waiting' | 'kept' | 'lost'>().notNull(),
    attempts: integer().notNull(),
    nextAt: bigint({ mode: 'number' }),
  },
  (t) => [index().on(t.answer), index().on(t.order), index().on(t.state, t.nextAt)],
)

/** A preview waiting for 确认下发; only its sender may press. */
export const draft = pgTable('draft', {
  id: uuid().primaryKey(),
  person: text().notNull(),
  platform: text().notNull(),
  chat: text().notNull(),
  typed: text().notNull(),
  input: jsonb().$type<OrderDraft>().notNull(),
  /** The due day that was shown. */
  shownDueOn: text().notNull(),
  state: text().$type<'open' | 'issued' | 'cancelled' | 'editing'>().notNull(),
  order: uuid(),
  at: bigint({ mode: 'number' }).notNull(),
})

/** Every platform id (message or thread) that leads to an order. */
export const threadRef = pgTable(
  'thread_ref',
  {
    platform: text().notNull(),
    ref: text().notNull(),
    order: uuid()
      .notNull()
      .references(() => orders.id),
  },
  (t) => [primaryKey({ columns: [t.platform, t.ref] }), index().on(t.order)],
)
