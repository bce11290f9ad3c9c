/**
 * What a bureau file would change, found without changing it: for each kind of thing the rows to write, the entries for
 * the journal, and what is worth a look.
 */
import { randomUUID } from 'node:crypto'
import { dayOf } from '../../domain/time.ts'
import type { Db } from '../../store/database.ts'
import type { Entry } from '../../store/journal.ts'
import { account, bureau, chat, department, person, post } from '../../store/schema/index.ts'
import type { Tx } from '../../store/transact.ts'
import { type BureauFile, BureauFileError, departmentsOf, OFFICE } from './bureau-file.ts'
import { sharedNames, warnOfHeads } from './bureau-warnings.ts'
import { type Compared, compare, inOrder, withoutRank } from './compare-rows.ts'

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

/** The bureau as it stands, locked against a second load. */
async function standingIn(db: Db) {
  const [head] = await db.select().from(bureau).for('update')
  const [departments, people, accounts, posts, chats] = await Promise.all([
    db.select().from(department).orderBy(department.rank),
    db.select().from(person).orderBy(person.rank),
    db.select().from(account),
    db.select().from(post).orderBy(post.rank),
    db.select().from(chat).orderBy(chat.rank),
  ])
  return { head, departments, people, accounts, posts, chats }
}

type Standing = Awaited<ReturnType<typeof standingIn>>

/** One kind of thing: how it compares, what the journal is told, what is worth a look. */
interface Part<T> {
  readonly rows: Compared<T>
  readonly entries: readonly Entry[]
  readonly warnings: readonly string[]
}

/** An entry of the roster's journal, by whoever loads the file. */
type Note = (kind: string, facts: Entry['facts'], personal?: Entry['personal']) => Entry

interface KnownPerson {
  readonly code: string
  readonly name: string
  readonly department: string
}

/**
 * @param by who loads it, for the journal
 * @throws BureauFileError when the file names somebody or something that neither it nor the roster knows
 */
export async function planBureau(
  { db, now }: Pick<Tx, 'db' | 'now'>,
  file: BureauFile,
  by = 'duban',
): Promise<BureauPlan> {
  const there = await standingIn(db)
  const { head } = there
  const wantedDepartments = departmentsOf(file).map((x) => ({ ...x, aliases: [...x.aliases] }))
  const departmentCodes = new Set([...there.departments, ...wantedDepartments].map((d) => d.code))
  const wantedPeople = peopleIn(file, there, departmentCodes)
  const people = new Map<string, KnownPerson>([...there.people, ...wantedPeople].map((p) => [p.code, p]))
  const complaints = [
    ...(head || file.bureau
      ? []
      : ['bureau：尚未载入单位，首次载入须写明单位名称，如 { "name": "示范市教育局" }']),
    ...strangersIn(file, departmentCodes, people),
  ]
  if (complaints.length > 0) throw new BureauFileError(complaints)

  const note: Note = (kind, facts, personal) => ({
    matter: 'roster',
    kind,
    actor: by,
    facts,
    ...(personal ? { personal } : {}),
  })
  const own = planOwn(file, head, note)
  const d = planDepartments(wantedDepartments, there.departments, note)
  const p = planPeople(wantedPeople, there.people, note)
  const a = planAccounts(file, there.accounts, people, note)
  const t = planPosts(file, there.posts, people, note)
  const c = planChats(file, there.chats, note)

  const parts = [d, p, a, t, c].map((part) => part.rows)
  const reordered = !!head && parts.some((rows) => rows.moved.length > 0)
  const ownChanged = own.rows.fresh.length + own.rows.changed.length > 0
  return {
    changes: {
      created: !head,
      departments: named(d.rows, (x) => x.code),
      people: named(p.rows, (x) => x.code),
      accounts: named(a.rows, (x) => `${x.person} ${x.platform}`),
      posts: named(t.rows, postKey),
      chats: named(c.rows, chatKey),
      settings: named(own.rows, (x) => x.code),
      ended: t.ended,
      reordered,
      warnings: [
        ...d.warnings,
        ...a.warnings,
        ...warnOfHeads(t.rows.all, (code) => people.get(code)?.name ?? code, d.rows.all, dayOf(now)),
      ],
      anything:
        !head || reordered || ownChanged || parts.some((rows) => rows.fresh.length + rows.changed.length > 0),
    },
    rows: {
      bureau: own.row,
      departments: toWrite(d.rows),
      people: toWrite(p.rows),
      accounts: toWrite(a.rows),
      posts: toWrite(t.rows),
      chats: toWrite(c.rows),
    },
    entries: [own, d, p, a, t, c].flatMap((part) => part.entries),
  }
}

/** The file's people; whoever is put in no department keeps theirs, or is looked after by the office. */
function peopleIn(file: BureauFile, there: Standing, departmentCodes: ReadonlySet<string>): KnownPerson[] {
  const before = new Map(there.people.map((p) => [p.code, p]))
  const home = departmentCodes.has(OFFICE) ? OFFICE : [...departmentCodes][0]
  return file.people.map(({ code, name, department }) => ({
    code,
    name,
    department: department ?? before.get(code)?.department ?? home ?? OFFICE,
  }))
}

/** Codes that neither the file nor the roster knows, each a complaint with its place. */
function strangersIn(
  file: BureauFile,
  departments: ReadonlySet<string>,
  people: ReadonlyMap<string, KnownPerson>,
): string[] {
  const complaints: string[] = []
  const knows = (where: string, code: string) => {
    if (!departments.has(code))
      complaints.push(`${where}：没有代码为“${code}”的科室；请先写入 departments，或改用已有代码`)
  }
  const knowsPerson = (where: string, code: string) => {
    if (!people.has(code))
      complaints.push(`${where}：没有代码为“${code}”的人员；请先写入 people，或改用已有代码`)
  }
  if (departments.size === 0 && file.people.length > 0) {
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
  return complaints
}

/** The bureau's own name, its group's, and its settings; what the file does not say stays. */
function planOwn(file: BureauFile, head: Standing['head'], note: Note) {
  const row = {
    name: file.bureau?.name ?? head?.name ?? '',
    group: file.bureau?.group ?? head?.group ?? LEADING_GROUP,
    settings: { ...(head?.settings ?? {}), ...definedOnly(file.settings) } as Record<string, unknown>,
  }
  const settingsOf = ({ name, group, settings }: typeof row) =>
    Object.entries({ name, group, ...settings }).map(([code, value]) => ({ code, value }))
  const rows = compare(settingsOf(row), head ? settingsOf(head as typeof row) : [], (s) => s.code)
  const entries = rows.fresh.length + rows.changed.length > 0 ? [note('bureau.set', { ...row })] : []
  return { row, rows, entries }
}

function planDepartments(
  wanted: readonly Omit<DepartmentRow, 'rank'>[],
  there: readonly DepartmentRow[],
  note: Note,
): Part<DepartmentRow> {
  const code = (x: { code: string }) => x.code
  const rows = compare(inOrder(wanted, there, code), there, code)
  return {
    rows,
    entries: [
      ...rows.fresh.map((row) => note('department.added', withoutRank(row))),
      ...rows.changed.map((row) => note('department.changed', withoutRank(row))),
    ],
    warnings: sharedNames(rows.all),
  }
}

function planPeople(
  wanted: readonly KnownPerson[],
  there: readonly PersonRow[],
  note: Note,
): Part<PersonRow> {
  const code = (x: { code: string }) => x.code
  const rows = compare(inOrder(wanted, there, code), there, code)
  const noted = (kind: string) => (row: PersonRow) =>
    note(kind, { person: row.code, department: row.department }, { name: row.name })
  return {
    rows,
    entries: [...rows.fresh.map(noted('person.added')), ...rows.changed.map(noted('person.changed'))],
    warnings: [],
  }
}

function planAccounts(
  file: BureauFile,
  there: readonly AccountRow[],
  people: ReadonlyMap<string, KnownPerson>,
  note: Note,
): Part<AccountRow> {
  const key = (a: AccountRow) => `${a.platform} ${a.account}`
  const wanted = file.people.flatMap((one) =>
    Object.entries(one.accounts).flatMap(([platform, id]): AccountRow[] =>
      id ? [{ platform, account: id, person: one.code }] : [],
    ),
  )
  const rows = compare(wanted, there, key)
  const before = (row: AccountRow) => there.find((x) => key(x) === key(row))!.person
  return {
    rows,
    entries: [
      ...rows.fresh.map(({ platform, person }) => note('account.bound', { platform, person })),
      ...rows.changed.map((row) =>
        note('account.bound', { platform: row.platform, person: row.person, from: before(row) }),
      ),
    ],
    warnings: [
      ...rows.changed.map(
        (row) =>
          `账号改绑：${row.platform} 上原属${people.get(before(row))?.name ?? before(row)}的一个账号，现属${people.get(row.person)?.name}`,
      ),
      ...rows.fresh
        .filter((row) => there.some((x) => x.platform === row.platform && x.person === row.person))
        .map((row) => `${people.get(row.person)?.name}在 ${row.platform} 上已绑定另一个账号，两个账号均有效`),
    ],
  }
}

/** Posts are told apart by person, post, department and first day; a last day given, or an earlier one, ends a post. */
function planPosts(
  file: BureauFile,
  there: readonly PostRow[],
  people: ReadonlyMap<string, KnownPerson>,
  note: Note,
) {
  const before = new Map(there.map((x) => [postKey(x), x]))
  const wanted = file.posts.map((one) => {
    const key = {
      person: one.person,
      post: one.post as string,
      department: one.department ?? people.get(one.person)!.department,
      fromOn: one.from as string,
    }
    const old = before.get(postKey(key))
    return {
      id: old?.id ?? randomUUID(),
      ...key,
      departments: one.departments ?? old?.departments ?? null,
      untilOn: one.until ?? old?.untilOn ?? null,
      actingFor: one.actingFor ?? old?.actingFor ?? null,
      document: one.document,
    }
  })
  const complaints = postContradictions(wanted)
  if (complaints.length > 0) throw new BureauFileError(complaints)
  const rows = compare(inOrder(wanted, there, postKey), there, postKey)
  const endsEarlier = (row: PostRow) => {
    const old = before.get(postKey(row))!
    return row.untilOn !== null && (old.untilOn === null || row.untilOn < old.untilOn)
  }
  return {
    rows,
    entries: [
      ...rows.fresh.map((row) => note('roster.appointed', postFacts(row))),
      ...rows.changed.map((row) =>
        note(endsEarlier(row) ? 'roster.ended' : 'roster.corrected', postFacts(row)),
      ),
    ],
    ended: rows.changed.filter(endsEarlier).map(postKey),
  }
}

/** What shows only beside the roster: a department left unsaid, a first day after the last day that stands. */
function postContradictions(wanted: readonly Omit<PostRow, 'rank'>[]): string[] {
  const complaints: string[] = []
  const told = new Set<string>()
  wanted.forEach((row, i) => {
    if (told.has(postKey(row))) {
      complaints.push(`posts[${i}]：同一人、同一职务、同一起始日已写过一条；请删去一条`)
    }
    told.add(postKey(row))
    if (row.untilOn !== null && row.untilOn < row.fromOn) {
      complaints.push(`posts[${i}].from：任职首日 ${row.fromOn} 晚于名单中的末日 ${row.untilOn}；请核对起止`)
    }
  })
  return complaints
}

function postFacts(row: PostRow): Entry['facts'] {
  return {
    person: row.person,
    post: row.post,
    department: row.department,
    from: row.fromOn,
    document: row.document,
    ...(row.untilOn ? { until: row.untilOn } : {}),
    ...(row.departments ? { departments: row.departments } : {}),
    ...(row.actingFor ? { actingFor: row.actingFor } : {}),
  }
}

function planChats(file: BureauFile, there: readonly ChatRow[], note: Note): Part<ChatRow> {
  const wanted = file.chats.map((c) => ({
    platform: c.platform as string,
    id: c.id,
    title: c.title,
    kind: c.kind,
    department: c.kind === 'department' ? c.department! : null,
  }))
  const rows = compare(inOrder(wanted, there, chatKey), there, chatKey)
  return {
    rows,
    entries: [...rows.fresh, ...rows.changed].map(({ platform, id, kind, department: of }) =>
      note('chat.bound', { platform, chat: id, kind, ...(of ? { department: of } : {}) }),
    ),
    warnings: [],
  }
}

/** `li-na office_staff office 2026-01-01` */
function postKey(x: { person: string; post: string; department: string; fromOn: string }): string {
  return `${x.person} ${x.post} ${x.department} ${x.fromOn}`
}

function chatKey(c: { platform: string; id: string }): string {
  return `${c.platform} ${c.id}`
}

function toWrite<T>({ fresh, changed, moved }: Compared<T>): readonly T[] {
  return [...fresh, ...changed, ...moved]
}

function named<T>(x: Compared<T>, name: (row: T) => string): Changes {
  return { added: x.fresh.map(name), changed: x.changed.map(name), unchanged: x.unchanged }
}

function definedOnly<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>
}
