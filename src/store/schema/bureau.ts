import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

/** One row: whose bot this is. `version` rises with every change of roster, chats, settings or calendar, so that caches know. */
export const bureau = pgTable('bureau', {
  id: integer().primaryKey(),
  name: text().notNull(),
  group: text().notNull(),
  settings: jsonb().$type<Record<string, unknown>>().notNull(),
  version: integer().notNull(),
})

export const department = pgTable('department', {
  code: text().primaryKey(),
  name: text().notNull(),
  aliases: jsonb().$type<string[]>().notNull(),
  kind: text().$type<'section' | 'unit'>().notNull(),
  business: boolean().notNull(),
  /** Place in the roster's document order. */
  rank: integer().notNull(),
})

export const person = pgTable('person', {
  code: text().primaryKey(),
  name: text().notNull(),
  department: text()
    .notNull()
    .references(() => department.code),
  rank: serial().notNull(),
})

/** One person, many accounts. */
export const account = pgTable(
  'account',
  {
    platform: text().notNull(),
    account: text().notNull(),
    person: text()
      .notNull()
      .references(() => person.code),
  },
  (t) => [primaryKey({ columns: [t.platform, t.account] }), index().on(t.person)],
)

/** Dated appointments; a row is ended, never deleted. */
export const post = pgTable(
  'post',
  {
    id: uuid().primaryKey(),
    person: text()
      .notNull()
      .references(() => person.code),
    post: text().notNull(),
    department: text()
      .notNull()
      .references(() => department.code),
    departments: jsonb().$type<string[]>(),
    fromOn: text().notNull(),
    untilOn: text(),
    actingFor: text(),
    document: text().notNull(),
    rank: serial().notNull(),
  },
  (t) => [unique().on(t.person, t.post, t.department, t.fromOn)],
)

export const chat = pgTable(
  'chat',
  {
    platform: text().notNull(),
    id: text().notNull(),
    title: text().notNull(),
    kind: text().$type<'group' | 'department' | 'leaders'>().notNull(),
    department: text().references(() => department.code),
    rank: serial().notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.id] })],
)

/** A code said on one account that binds another to the same person. Only its hash is kept. */
export const bindCode = pgTable('bind_code', {
  hash: text().primaryKey(),
  person: text()
    .notNull()
    .references(() => person.code),
  expiresAt: bigint({ mode: 'number' }).notNull(),
  usedAt: bigint({ mode: 'number' }),
})

/** A year's arrangement of days off, with the notice it was taken from. */
export const holidayYear = pgTable('holiday_year', {
  year: integer().primaryKey(),
  noticeNumber: text().notNull(),
  noticeOn: text().notNull(),
  days: jsonb().$type<Record<string, { name: string; kind: 'holiday' | 'workday' }>>().notNull(),
  loadedAt: bigint({ mode: 'number' }).notNull(),
})

/** Small secrets and offsets the installation keeps for itself: session key, practice clock. */
export const keep = pgTable('keep', {
  name: text().primaryKey(),
  value: text().notNull(),
})

/** A head on leave and who covers meanwhile (AB角、代办). */
export const leave = pgTable(
  'leave',
  {
    id: uuid().primaryKey(),
    person: text()
      .notNull()
      .references(() => person.code),
    cover: text()
      .notNull()
      .references(() => person.code),
    fromOn: text().notNull(),
    untilOn: text().notNull(),
    /** Who said so. */
    by: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    state: text().$type<'asked' | 'standing' | 'objected' | 'ended'>().notNull(),
    /** Who objected to it or ended it early, and why. */
    endedBy: text(),
    endedAt: bigint({ mode: 'number' }),
    reason: text(),
    /** When the head was given the list of what was done meanwhile. */
    listedAt: bigint({ mode: 'number' }),
  },
  (t) => [index().on(t.person, t.fromOn), index().on(t.state, t.untilOn)],
)
