/** What a bureau file would change of each kind of thing: how it compares, what the journal is told, what is worth a look. */
import { randomUUID } from 'node:crypto'
import type { Entry } from '../../store/journal.ts'
import type { account, bureau, chat, department, person, post } from '../../store/schema/index.ts'
import { type BureauFile, BureauFileError } from './bureau-file.ts'
import { sharedNames } from './bureau-warnings.ts'
import { type Compared, compare, inOrder, withoutRank } from './compare-rows.ts'

const LEADING_GROUP = '政务公开领导小组'

type BureauRow = typeof bureau.$inferSelect
export type DepartmentRow = typeof department.$inferSelect
export type PersonRow = typeof person.$inferSelect
export type AccountRow = typeof account.$inferSelect
export type PostRow = typeof post.$inferSelect
export type ChatRow = typeof chat.$inferSelect

/** One kind of thing: how it compares, what the journal is told, what is worth a look. */
interface Part<T> {
  readonly rows: Compared<T>
  readonly entries: readonly Entry[]
  readonly warnings: readonly string[]
}

/** An entry of the roster's journal, by whoever loads the file. */
export type Note = (kind: string, facts: Entry['facts'], personal?: Entry['personal']) => Entry

export interface KnownPerson {
  readonly code: string
  readonly name: string
  readonly department: string
}

/** The bureau's own name, its group's, and its settings; what the file does not say stays. */
export function planOwn(file: BureauFile, head: BureauRow | undefined, note: Note) {
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

export function planDepartments(
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

export function planPeople(
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

export function planAccounts(
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
export function planPosts(
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

export function planChats(file: BureauFile, there: readonly ChatRow[], note: Note): Part<ChatRow> {
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
export function postKey(x: { person: string; post: string; department: string; fromOn: string }): string {
  return `${x.person} ${x.post} ${x.department} ${x.fromOn}`
}

export function chatKey(c: { platform: string; id: string }): string {
  return `${c.platform} ${c.id}`
}

function definedOnly<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>
}
