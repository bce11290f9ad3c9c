import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
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
import type { Urgency } from '../../domain/kinds.ts'
import type { Address } from '../../domain/notices.ts'
import type { Copied, OrderDraft, Role } from '../../domain/order.ts'
import type { RequestKind, RequestState } from '../../domain/requests.ts'

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
    urgency: text().$type<Urgency>().notNull().default('ordinary'),
    urgencyConfirmed: boolean().notNull().default(false),
    restricted: boolean().notNull().default(false),
    /** What it rests on, where its kind does not say. */
    basis: text(),
    parent: uuid(),
    parentYear: integer(),
    parentNo: integer(),
    openSubs: integer().notNull().default(0),
    reviewer: text(),
    copied: jsonb().$type<Copied>(),
    limitOn: text(),
    limitWhy: text(),
  },
  (t) => [unique().on(t.year, t.no), index().on(t.state, t.lastAt), index().on(t.parent)],
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
    handler: text(),
    answeredFor: text(),
    extended: integer().notNull().default(0),
    reroutedTo: text(),
    released: boolean().notNull().default(false),
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
    /** `withdrawn`: every message of it was recalled, or it was taken back, before it was approved. */
    state: text().$type<'gathering' | 'filed' | 'approved' | 'returned' | 'withdrawn'>().notNull(),
    text: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    /** The last message that belongs to it. */
    lastAt: bigint({ mode: 'number' }).notNull(),
    /** When gathered files become an answer by themselves. */
    fileAt: bigint({ mode: 'number' }),
    /** The head on whose behalf a cover answered. */
    coverFor: text(),
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
    /** When it was changed last; `text` then holds both wordings, the later one below. */
    editedAt: bigint({ mode: 'number' }),
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

/** A preview waiting for 确认下发; only its sender may press. Sent 报组长审定, it waits for the leader. */
export const draft = pgTable('draft', {
  id: uuid().primaryKey(),
  person: text().notNull(),
  platform: text().notNull(),
  chat: text().notNull(),
  typed: text().notNull(),
  /** One order, or several that are confirmed together. */
  input: jsonb().$type<OrderDraft | OrderDraft[]>().notNull(),
  /** The due days that were shown, joined by commas. */
  shownDueOn: text().notNull(),
  state: text().$type<'open' | 'submitted' | 'issued' | 'refused' | 'cancelled' | 'editing'>().notNull(),
  /** The first order that came of it. */
  order: uuid(),
  at: bigint({ mode: 'number' }).notNull(),
  /** The leader asked to approve it first (报组长审定). */
  submittedTo: text(),
  decidedBy: text(),
  decidedAt: bigint({ mode: 'number' }),
  /** Where it came from when its sender did not type it: a leader's instruction. */
  source: jsonb().$type<{ by: string; text: string; at?: number; order?: string; instruction?: string }>(),
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

/** Where a restricted order stands: one message for each department, in its chat or with its head alone. */
export const orderPlace = pgTable(
  'order_place',
  {
    order: uuid()
      .notNull()
      .references(() => orders.id),
    department: text().notNull(),
    platform: text().notNull(),
    lane: text().notNull(),
    address: jsonb().$type<Address>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.order, t.department] })],
)

/** What a department asks of the office about its part: more time, another department, an instruction. */
export const request = pgTable(
  'request',
  {
    id: uuid().primaryKey(),
    order: uuid()
      .notNull()
      .references(() => orders.id),
    department: text().notNull(),
    kind: text().$type<RequestKind>().notNull(),
    state: text().$type<RequestState>().notNull(),
    person: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    reason: text().notNull(),
    /** Of an extension: how many working days. */
    workdays: integer(),
    /** Of a reroute: the proper department, where known. */
    proper: text(),
    /** Who decides: a person's code; the director, or the group leader. */
    approver: text(),
    decidedBy: text(),
    decidedAt: bigint({ mode: 'number' }),
    /** What was decided, in words: the reason of a refusal, the answer to a 请示. */
    decision: text(),
  },
  (t) => [index().on(t.order, t.department), index().on(t.state, t.at)],
)

/** One 催办 as it went to one person; its id is the message's. */
export const urging = pgTable(
  'urging',
  {
    id: uuid().primaryKey(),
    order: uuid()
      .notNull()
      .references(() => orders.id),
    department: text().notNull(),
    by: text().notNull(),
    to: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    /** By which road it went: a platform's name, or `none` where the person has no account. */
    road: text().notNull(),
    words: text(),
    result: text().$type<'waiting' | 'sent' | 'parked' | 'unreached'>().notNull(),
    resultAt: bigint({ mode: 'number' }),
  },
  (t) => [index().on(t.order, t.department)],
)

/** What a person did last to an order, so that it can be taken back within five minutes. */
export const act = pgTable(
  'act',
  {
    id: uuid().primaryKey(),
    person: text().notNull(),
    order: uuid()
      .notNull()
      .references(() => orders.id),
    at: bigint({ mode: 'number' }).notNull(),
    /** The kind of the first fact. */
    kind: text().notNull(),
    department: text(),
    /** The order before it: state, end and parts. */
    before: jsonb().$type<unknown>().notNull(),
    undoneAt: bigint({ mode: 'number' }),
    /** The order in which acts happened. */
    seq: bigserial({ mode: 'number' }).notNull(),
  },
  (t) => [index().on(t.person, t.at), index().on(t.order, t.at)],
)
