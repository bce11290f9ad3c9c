/**
 * What a bureau file would change, found without changing it: for each kind of thing the rows to write, the entries for
 * the journal, and what is worth a look.
 */
import { dayOf } from '../../domain/time.ts'
import type { Db } from '../../store/database.ts'
import type { Entry } from '../../store/journal.ts'
import { account, bureau, chat, department, person, post } from '../../store/schema/index.ts'
import type { Tx } from '../../store/transact.ts'
import { type BureauFile, BureauFileError, departmentsOf, OFFICE } from './bureau-file.ts'
import { warnOfHeads } from './bureau-warnings.ts'
import type { Compared } from './compare-rows.ts'
import {
  type AccountRow,
  type ChatRow,
  chatKey,
  type DepartmentRow,
  type KnownPerson,
  type Note,
  type PersonRow,
  type PostRow,
  planAccounts,
  planChats,
  planDepartments,
  planOwn,
  planPeople,
  planPosts,
  postKey,
} from './plan-parts.ts'

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

function toWrite<T>({ fresh, changed, moved }: Compared<T>): readonly T[] {
  return [...fresh, ...changed, ...moved]
}

function named<T>(x: Compared<T>, name: (row: T) => string): Changes {
  return { added: x.fresh.map(name), changed: x.changed.map(name), unchanged: x.unchanged }
}
