/**
 * Merges a bureau file into the database: people and departments by code, chats by platform and id, posts by person, post,
 * department and first day. Nothing that the file leaves out is ended or deleted, so the same file twice changes nothing.
 */
import { randomUUID } from 'node:crypto'
import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Post } from '../../domain/roster.ts'
import { type Day, dayOf } from '../../domain/time.ts'
import { touchBureau } from '../../store/bureau.ts'
import type { Db } from '../../store/database.ts'
import type { Entry } from '../../store/journal.ts'
import { account, bureau, chat, department, person, post } from '../../store/schema/index.ts'
import type { Tx } from '../../store/transact.ts'
import { type BureauFile, BureauFileError, departmentsOf, OFFICE } from './bureau-file.ts'

/** What became of one kind of thing; the entries name it as the file does. */
export interface Changes {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: number
}

export interface BureauChanges {
  /** There was no bureau before. */
  readonly created: boolean
  readonly departments: Changes
  readonly people: Changes
  /** `li-na feishu`; the account itself stays out of what is printed. */
  readonly accounts: Changes
  /** `li-na office_staff office 2026-01-01`. */
  readonly posts: Changes
  readonly chats: Changes
  /** Names of settings, and `name` or `group` of the bureau. */
  readonly settings: Changes
  /** Posts that the file gives a last day, or an earlier one. */
  readonly ended: readonly string[]
  /** Something stands in another place of the list than before. */
  readonly reordered: boolean
  /** Worth a look, in the way of nothing. */
  readonly warnings: readonly string[]
  readonly anything: boolean
}

const LEADING_GROUP = '政务公开领导小组'

type DepartmentRow = typeof department.$inferSelect
type PersonRow = typeof person.$inferSelect
type AccountRow = typeof account.$inferSelect
type PostRow = typeof post.$inferSelect
type ChatRow = typeof chat.$inferSelect

/** What a file would change, found without changing it. */
export interface BureauPlan {
  readonly changes: BureauChanges
  readonly rows: {
    readonly bureau: { name: string; group: string; settings: Record<string, unknown> }
    readonly departments: readonly DepartmentRow[]
    readonly people: readonly PersonRow[]
    readonly accounts: readonly AccountRow[]
    readonly posts: readonly PostRow[]
    readonly chats: readonly ChatRow[]
  }
  readonly entries: readonly Entry[]
}

/**
 * @param by who loads it, for the journal
 * @throws BureauFileError when the file names somebody or something that neither it nor the roster knows; nothing is changed
 */
export async function loadBureau(tx: Tx, file: BureauFile, by = 'duban'): Promise<BureauChanges> {
  const plan = await planBureau(tx, file, by)
  await applyPlan(tx, plan)
  return plan.changes
}

export async function applyPlan(tx: Tx, { changes, rows, entries }: BureauPlan): Promise<void> {
  if (!changes.anything) return
  if (changes.created) await tx.db.insert(bureau).values({ id: 1, version: 1, ...rows.bureau })
  else {
    if (changes.settings.added.length + changes.settings.changed.length > 0) {
      await tx.db.update(bureau).set(rows.bureau)
    }
    await touchBureau(tx.db)
  }
  await put(tx.db, department, rows.departments, [department.code])
  await put(tx.db, person, rows.people, [person.code])
  await put(tx.db, account, rows.accounts, [account.platform, account.account])
  await put(tx.db, post, rows.posts, [post.id])
  await put(tx.db, chat, rows.chats, [chat.platform, chat.id])
  await Promise.all([followOn(tx.db, person), followOn(tx.db, post), followOn(tx.db, chat)])
  for (const entry of entries) tx.note(entry)
}

/** Inserts or replaces rows by their key, in one statement. */
async function put<T extends PgTable>(
  db: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
  target: PgColumn[],
): Promise<void> {
  if (rows.length === 0) return
  const set: Record<string, SQL> = {}
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    if (!target.includes(column)) set[key] = sql`excluded.${sql.identifier(columnName(key))}`
  }
  await db
    .insert(table)
    .values([...rows])
    .onConflictDoUpdate({ target, set: set as never })
}

function columnName(key: string): string {
  return key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
}

/** Ranks given here are our own: what is added later in a chat comes after them. */
async function followOn(db: Db, table: typeof person | typeof post | typeof chat): Promise<void> {
  await db.execute(
    sql`select setval(pg_get_serial_sequence(${getTableName(table)}, 'rank'), (select coalesce(max(rank), 0) + 1 from ${table}), false)`,
  )
}

export async function planBureau(
  { db, now }: Pick<Tx, 'db' | 'now'>,
  file: BureauFile,
  by = 'duban',
): Promise<BureauPlan> {
  const [head] = await db.select().from(bureau).for('update')
  const [departments, people, accounts, posts, chats] = await Promise.all([
    db.select().from(department).orderBy(department.rank),
    db.select().from(person).orderBy(person.rank),
    db.select().from(account),
    db.select().from(post).orderBy(post.rank),
    db.select().from(chat).orderBy(chat.rank),
  ])
  const warnings: string[] = []
  const complaints: string[] = []
  if (!head && !file.bureau)
    complaints.push('bureau：尚未载入单位，首次载入须写明单位名称，如 { "name": "示范市教育局" }')

  const wantedDepartments = departmentsOf(file).map((x) => ({ ...x, aliases: [...x.aliases] }))
  const departmentCodes = new Set([...departments, ...wantedDepartments].map((d) => d.code))
  const home = departmentCodes.has(OFFICE) ? OFFICE : [...departmentCodes][0]
  const peopleBefore = new Map(people.map((p) => [p.code, p]))
  const wantedPeople = file.people.map((p) => ({
    code: p.code,
    name: p.name,
    department: p.department ?? peopleBefore.get(p.code)?.department ?? home ?? OFFICE,
  }))
  const peopleAll = new Map<string, { code: string; name: string; department: string }>([
    ...people.map((p) => [p.code, p] as const),
    ...wantedPeople.map((p) => [p.code, p] as const),
  ])
  const knows = (where: string, code: string) => {
    if (!departmentCodes.has(code))
      complaints.push(`${where}：没有代码为“${code}”的科室；请先写入 departments，或改用已有代码`)
  }
  const knowsPerson = (where: string, code: string) => {
    if (!peopleAll.has(code))
      complaints.push(`${where}：没有代码为“${code}”的人员；请先写入 people，或改用已有代码`)
  }
  if (departmentCodes.size === 0 && file.people.length > 0) {
    complaints.push('departments：还没有任何科室；请先写明科室')
  } else {
    file.people.forEach((p, i) => {
      if (p.department !== undefined) knows(`people[${i}].department`, p.department)
    })
  }
  file.posts.forEach((p, i) => {
    knowsPerson(`posts[${i}].person`, p.person)
    if (p.department !== undefined) knows(`posts[${i}].department`, p.department)
    for (const code of p.departments ?? []) knows(`posts[${i}].departments`, code)
    if (p.actingFor !== undefined) knowsPerson(`posts[${i}].actingFor`, p.actingFor)
  })
  file.chats.forEach((c, i) => {
    if (c.department !== undefined) knows(`chats[${i}].department`, c.department)
  })
  if (complaints.length > 0) throw new BureauFileError(complaints)

  const entries: Entry[] = []
  const note = (kind: string, facts: Entry['facts'], personal?: Entry['personal']) =>
    void entries.push({ matter: 'roster', kind, actor: by, facts, ...(personal ? { personal } : {}) })

  const bureauRow = {
    name: file.bureau?.name ?? head?.name ?? '',
    group: file.bureau?.group ?? head?.group ?? LEADING_GROUP,
    settings: { ...(head?.settings ?? {}), ...definedOnly(file.settings) } as Record<string, unknown>,
  }
  const settings = compare(
    Object.entries({ name: bureauRow.name, group: bureauRow.group, ...bureauRow.settings }).map(
      ([code, value]) => ({
        code,
        value,
      }),
    ),
    head
      ? Object.entries({ name: head.name, group: head.group, ...head.settings }).map(([code, value]) => ({
          code,
          value,
        }))
      : [],
    (s) => s.code,
  )
  if (settings.fresh.length + settings.changed.length > 0) note('bureau.set', { ...bureauRow })

  const d = compare(
    inOrder(wantedDepartments, departments, (x) => x.code),
    departments,
    (x) => x.code,
  )
  for (const row of d.fresh) note('department.added', withoutRank(row))
  for (const row of d.changed) note('department.changed', withoutRank(row))
  warnings.push(...sharedNames(d.all))

  const p = compare(
    inOrder(wantedPeople, people, (x) => x.code),
    people,
    (x) => x.code,
  )
  for (const row of p.fresh)
    note('person.added', { person: row.code, department: row.department }, { name: row.name })
  for (const row of p.changed)
    note('person.changed', { person: row.code, department: row.department }, { name: row.name })

  const accountKey = (a: AccountRow) => `${a.platform} ${a.account}`
  const wantedAccounts = file.people.flatMap((one) =>
    Object.entries(one.accounts).flatMap(([platform, id]): AccountRow[] =>
      id ? [{ platform, account: id, person: one.code }] : [],
    ),
  )
  const a = compare(wantedAccounts, accounts, accountKey)
  for (const row of a.fresh) note('account.bound', { platform: row.platform, person: row.person })
  for (const row of a.changed) {
    const from = accounts.find((x) => accountKey(x) === accountKey(row))!.person
    note('account.bound', { platform: row.platform, person: row.person, from })
    warnings.push(
      `账号改绑：${row.platform} 上原属${peopleAll.get(from)?.name ?? from}的一个账号，现属${peopleAll.get(row.person)?.name}`,
    )
  }
  for (const row of a.fresh) {
    if (accounts.some((x) => x.platform === row.platform && x.person === row.person)) {
      warnings.push(`${peopleAll.get(row.person)?.name}在 ${row.platform} 上已绑定另一个账号，两个账号均有效`)
    }
  }

  const postKey = (x: { person: string; post: string; department: string; fromOn: string }) =>
    `${x.person} ${x.post} ${x.department} ${x.fromOn}`
  const postsBefore = new Map(posts.map((x) => [postKey(x), x]))
  const wantedPosts = file.posts.map((one) => {
    const key = {
      person: one.person,
      post: one.post as string,
      department: one.department ?? peopleAll.get(one.person)!.department,
      fromOn: one.from as string,
    }
    const before = postsBefore.get(postKey(key))
    return {
      id: before?.id ?? randomUUID(),
      ...key,
      departments: one.departments ?? before?.departments ?? null,
      untilOn: one.until ?? before?.untilOn ?? null,
      actingFor: one.actingFor ?? before?.actingFor ?? null,
      document: one.document,
    }
  })
  const told = new Set<string>()
  wantedPosts.forEach((row, i) => {
    if (told.has(postKey(row))) {
      complaints.push(`posts[${i}]：同一人、同一职务、同一起始日已写过一条；请删去一条`)
    }
    told.add(postKey(row))
    if (row.untilOn !== null && row.untilOn < row.fromOn) {
      complaints.push(`posts[${i}].from：任职首日 ${row.fromOn} 晚于名单中的末日 ${row.untilOn}；请核对起止`)
    }
  })
  if (complaints.length > 0) throw new BureauFileError(complaints)
  const t = compare(inOrder(wantedPosts, posts, postKey), posts, postKey)
  const ended: string[] = []
  const facts = (row: (typeof t.all)[number]) => ({
    person: row.person,
    post: row.post,
    department: row.department,
    from: row.fromOn,
    document: row.document,
    ...(row.untilOn ? { until: row.untilOn } : {}),
    ...(row.departments ? { departments: row.departments } : {}),
    ...(row.actingFor ? { actingFor: row.actingFor } : {}),
  })
  for (const row of t.fresh) note('roster.appointed', facts(row))
  for (const row of t.changed) {
    const before = postsBefore.get(postKey(row))!
    const earlier = row.untilOn !== null && (before.untilOn === null || row.untilOn < before.untilOn)
    if (earlier) ended.push(postKey(row))
    note(earlier ? 'roster.ended' : 'roster.corrected', facts(row))
  }
  warnings.push(...heads(t.all, (code) => peopleAll.get(code)?.name ?? code, d.all, dayOf(now)))

  const chatKey = (c: { platform: string; id: string }) => `${c.platform} ${c.id}`
  const wantedChats = file.chats.map((c) => ({
    platform: c.platform as string,
    id: c.id,
    title: c.title,
    kind: c.kind,
    department: c.kind === 'department' ? c.department! : null,
  }))
  const c = compare(inOrder(wantedChats, chats, chatKey), chats, chatKey)
  for (const row of [...c.fresh, ...c.changed]) {
    const { platform, id, kind, department: of } = row
    note('chat.bound', { platform, chat: id, kind, ...(of ? { department: of } : {}) })
  }

  const reordered = !!head && [d, p, t, c].some((x) => x.moved.length > 0)
  const written = [d, p, a, t, c].some((x) => x.fresh.length + x.changed.length > 0)
  return {
    changes: {
      created: !head,
      departments: named(d, (x) => x.code),
      people: named(p, (x) => x.code),
      accounts: named(a, (x) => `${x.person} ${x.platform}`),
      posts: named(t, postKey),
      chats: named(c, chatKey),
      settings: named(settings, (x) => x.code),
      ended,
      reordered,
      warnings,
      anything: !head || written || reordered || settings.fresh.length + settings.changed.length > 0,
    },
    rows: {
      bureau: bureauRow,
      departments: [...d.fresh, ...d.changed, ...d.moved],
      people: [...p.fresh, ...p.changed, ...p.moved],
      accounts: [...a.fresh, ...a.changed],
      posts: [...t.fresh, ...t.changed, ...t.moved],
      chats: [...c.fresh, ...c.changed, ...c.moved],
    },
    entries,
  }
}

interface Compared<T> {
  readonly all: readonly T[]
  readonly fresh: readonly T[]
  readonly changed: readonly T[]
  /** The same, in another place. */
  readonly moved: readonly T[]
  readonly unchanged: number
}

/** Sorts wanted rows by what the database has under the same key; `rank` alone is only a place. */
function compare<T extends object>(
  wanted: readonly T[],
  there: readonly T[],
  key: (row: T) => string,
): Compared<T> {
  const before = new Map(there.map((row) => [key(row), row]))
  const fresh: T[] = []
  const changed: T[] = []
  const moved: T[] = []
  for (const row of wanted) {
    const old = before.get(key(row))
    if (!old) fresh.push(row)
    else if (!same(withoutRank(old), withoutRank(row))) changed.push(row)
    else if ('rank' in row && 'rank' in old && row.rank !== old.rank) moved.push(row)
  }
  return { all: wanted, fresh, changed, moved, unchanged: wanted.length - fresh.length - changed.length }
}

/**
 * The whole list as it will stand, ranked from 1: the file's rows in the file's order, and each row the file leaves out
 * after the one it followed before.
 */
function inOrder<T extends object, R extends T & { rank: number }>(
  wanted: readonly T[],
  there: readonly R[],
  key: (row: T) => string,
): (T & { rank: number })[] {
  const named = new Set(wanted.map(key))
  const rows: T[] = [...wanted]
  let after = -1
  for (const row of there) {
    if (named.has(key(row))) after = rows.findIndex((r) => key(r) === key(row))
    else rows.splice(++after, 0, row)
  }
  return rows.map((row, i) => ({ ...row, rank: i + 1 }))
}

function named<T>(x: Compared<T>, name: (row: T) => string): Changes {
  return { added: x.fresh.map(name), changed: x.changed.map(name), unchanged: x.unchanged }
}

function withoutRank<T extends object>(row: T): Omit<T, 'rank'> {
  const { rank: _, ...rest } = row as T & { rank?: number }
  return rest
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object') return false
  const keys = Object.keys(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((k) => same((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]))
  )
}

function definedOnly<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** Names that would lead to two departments: allowed, and asked about whenever they are said. */
function sharedNames(departments: readonly { name: string; aliases: readonly string[] }[]): string[] {
  const by = new Map<string, string[]>()
  for (const d of departments) {
    for (const name of new Set([d.name, ...d.aliases])) by.set(name, [...(by.get(name) ?? []), d.name])
  }
  return [...by]
    .filter(([, names]) => names.length > 1)
    .map(([name, names]) => `“${name}”同时指${names.join('、')}；说到时将请发言人选定`)
}

type Held = { person: string; post: string; department: string; fromOn: string; untilOn: string | null }

/** Heads are members of the leading group; a department without a head has nobody who stands for it. */
function heads(
  posts: readonly Held[],
  nameOf: (person: string) => string,
  departments: readonly { code: string; name: string }[],
  today: Day,
) {
  const found: string[] = []
  const isHead = (x: Held) => x.post === ('department_head' satisfies Post)
  for (const x of posts) {
    if (
      x.post === ('member' satisfies Post) &&
      posts.some((y) => isHead(y) && y.person === x.person && overlap(x, y))
    ) {
      found.push(`${nameOf(x.person)}是科室负责人，已是成员单位代表，不必另列“成员”`)
    }
  }
  for (const d of departments) {
    if (!posts.some((x) => isHead(x) && x.department === d.code && (x.untilOn ?? LAST) >= today)) {
      found.push(`${d.name}没有现任负责人；该科室的交办单将无人收到提醒`)
    }
  }
  return found
}

const LAST = '9999-12-31'

function overlap(x: Held, y: Held): boolean {
  const last = (h: Held) => h.untilOn ?? LAST
  return x.fromOn <= last(y) && y.fromOn <= last(x)
}
