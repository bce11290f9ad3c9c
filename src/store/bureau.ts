/** The bureau in the database: read as one snapshot, cached by its version, changed row by row. */
import { asc, eq, sql } from 'drizzle-orm'
import type { Account, BoundChat, Bureau, BureauSettings } from '../domain/bureau.ts'
import { DEFAULT_SETTINGS } from '../domain/bureau.ts'
import { type Arrangement, calendarOf } from '../domain/calendar.ts'
import type { Appointment, Cover, Department, Person, Post } from '../domain/roster.ts'
import type { Day } from '../domain/time.ts'
import type { Db } from './database.ts'
import { account, bureau, chat, department, holidayYear, keep, leave, person, post } from './schema/index.ts'

export async function bureauVersion(db: Db): Promise<number | undefined> {
  const [row] = await db.select({ version: bureau.version }).from(bureau)
  return row?.version
}

const touched = new WeakSet<Db>()

/** Whether this transaction has changed the bureau. */
export function bureauTouched(db: Db): boolean {
  return touched.has(db)
}

/** Everything changes together with this number; call it once in any transaction that changed the bureau. */
export async function touchBureau(db: Db): Promise<void> {
  touched.add(db)
  await db.update(bureau).set({ version: sql`${bureau.version} + 1` })
}

/**
 * @param shipped the arrangements that come with the program; a loaded one of the same year takes their place
 */
export async function readBureau(db: Db, shipped: readonly Arrangement[]): Promise<Bureau | undefined> {
  const [[head], departments, people, accounts, posts, chats, years, leaves] = await Promise.all([
    db.select().from(bureau),
    db.select().from(department).orderBy(asc(department.rank)),
    db.select().from(person).orderBy(asc(person.rank)),
    db.select().from(account).orderBy(asc(account.platform), asc(account.account)),
    db.select().from(post).orderBy(asc(post.rank)),
    db.select().from(chat).orderBy(asc(chat.rank)),
    db.select().from(holidayYear),
    db.select().from(leave).where(eq(leave.state, 'standing')).orderBy(asc(leave.fromOn)),
  ])
  if (!head) return undefined
  const loaded: Arrangement[] = years.map((y) => ({
    year: y.year,
    notice: { number: y.noticeNumber, date: y.noticeOn as Day },
    days: y.days,
  }))
  const kept = shipped.filter((s) => !loaded.some((l) => l.year === s.year))
  return {
    name: head.name,
    group: head.group,
    settings: { ...DEFAULT_SETTINGS, ...(head.settings as Partial<BureauSettings>) },
    version: head.version,
    roster: {
      departments: departments.map(({ rank: _, ...d }): Department => d),
      people: new Map(people.map(({ rank: _, ...p }): [string, Person] => [p.code, p])),
      appointments: posts.map(appointmentOf),
      covers: leaves.map(
        (l): Cover => ({
          id: l.id,
          person: l.person,
          cover: l.cover,
          from: l.fromOn as Day,
          until: l.untilOn as Day,
        }),
      ),
    },
    chats: chats.map(
      (c): BoundChat => ({
        platform: c.platform,
        id: c.id,
        title: c.title,
        kind: c.kind,
        ...(c.department ? { department: c.department } : {}),
      }),
    ),
    accounts: accounts as Account[],
    calendar: calendarOf([...kept, ...loaded]),
  }
}

function appointmentOf(row: typeof post.$inferSelect): Appointment {
  return {
    person: row.person,
    post: row.post as Post,
    department: row.department,
    from: row.fromOn as Day,
    document: row.document,
    ...(row.departments ? { departments: row.departments } : {}),
    ...(row.untilOn ? { until: row.untilOn as Day } : {}),
    ...(row.actingFor ? { actingFor: row.actingFor } : {}),
  }
}

/** A snapshot that is read again only when its version moved; whoever knows the version already says it. */
export function bureauCache(shipped: readonly Arrangement[]) {
  let cached: Bureau | undefined
  // Asked for its `db` only to read with: whoever looks there makes a transaction write what it has gathered.
  return async (
    tx: { readonly db: Db },
    known?: { readonly version: number | undefined },
  ): Promise<Bureau | undefined> => {
    const version = known ? known.version : await bureauVersion(tx.db)
    if (version === undefined) return undefined
    if (cached?.version !== version) cached = await readBureau(tx.db, shipped)
    return cached
  }
}
export type BureauCache = ReturnType<typeof bureauCache>

export async function readKept(db: Db, name: string): Promise<string | undefined> {
  const [row] = await db.select().from(keep).where(eq(keep.name, name))
  return row?.value
}

export async function writeKept(db: Db, name: string, value: string): Promise<void> {
  await db.insert(keep).values({ name, value }).onConflictDoUpdate({ target: keep.name, set: { value } })
}

/** The value kept under a name, made once where there is none; safe when several processes start together. */
export async function keptOrMade(db: Db, name: string, make: () => string): Promise<string> {
  await db.insert(keep).values({ name, value: make() }).onConflictDoNothing()
  return (await readKept(db, name))!
}
