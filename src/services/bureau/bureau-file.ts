/**
 * A bureau file as people write it: names, departments, people, posts, chats, settings, each part optional so that a
 * small file can carry one change. Read here once; every complaint names its place and what to do, all of them together.
 */
import * as v from 'valibot'
import { AUTHORITY } from '../../domain/authority.ts'
import { PLATFORMS } from '../../domain/bureau.ts'
import { type Department, POSTS } from '../../domain/roster.ts'
import { type Day, parseDay } from '../../domain/time.ts'
import { complaint, contradictions } from './bureau-complaints.ts'

const text = v.pipe(v.string('应为文字'), v.trim(), v.nonEmpty('不能为空'))
const code = v.pipe(
  text,
  v.regex(/^[A-Za-z0-9][\w.-]{0,63}$/, '代码只用英文字母、数字、“-”和“_”，如 "li-na"，最长 64 个字符'),
)
const day = v.pipe(
  text,
  v.check((s) => parseDay(s) !== undefined, '应为确实存在的日期，写成 "2026-01-01"'),
  v.transform((s) => s as Day),
)
const yes = v.boolean('应为 true 或 false')
const platform = v.picklist(PLATFORMS, `应为下列之一：${PLATFORMS.join('、')}`)
const list = <T extends v.GenericSchema>(item: T) => v.array(item, '应为列表 [ … ]')

const department = v.object({
  code,
  name: text,
  aliases: v.optional(list(text), []),
  kind: v.optional(
    v.picklist(['section', 'unit'], '应为 "section"（机关科室）或 "unit"（直属单位）'),
    'section',
  ),
  business: v.optional(yes),
})

const person = v.object({
  code,
  name: text,
  /** Absent for people outside the departments, such as the bureau's leaders: the office looks after them. */
  department: v.optional(code),
  /** An account still left blank in a form is no account. */
  accounts: v.optional(v.record(platform, v.pipe(v.string('应为文字，即该平台上的账号'), v.trim())), {}),
})

const post = v.object({
  person: code,
  post: v.picklist(POSTS, `应为下列之一：${POSTS.join('、')}`),
  department: v.optional(code),
  departments: v.optional(list(code)),
  from: day,
  until: v.optional(day),
  actingFor: v.optional(code),
  document: text,
})

const chat = v.object({
  platform,
  id: text,
  title: text,
  kind: v.picklist(['group', 'department', 'leaders'], '应为 "group"、"department" 或 "leaders"'),
  department: v.optional(code),
})

const bureauFile = v.object({
  bureau: v.optional(v.object({ name: text, group: v.optional(text) })),
  departments: v.optional(list(department), []),
  people: v.optional(list(person), []),
  posts: v.optional(list(post), []),
  chats: v.optional(list(chat), []),
  settings: v.optional(
    v.object({
      confirm: v.optional(yes),
      rerouteWorkdays: v.optional(
        v.pipe(
          v.number('应为 1 至 10 的整数'),
          v.integer('应为 1 至 10 的整数'),
          v.minValue(1, '应为 1 至 10 的整数'),
          v.maxValue(10, '应为 1 至 10 的整数'),
        ),
      ),
      directorConfirms: v.optional(yes),
      staff: v.optional(
        v.record(v.picklist(Object.keys(AUTHORITY) as (keyof typeof AUTHORITY)[], '没有这项权限'), yes),
      ),
    }),
    {},
  ),
})

export type BureauFile = v.InferOutput<typeof bureauFile>

/** A bureau file that cannot be used; `complaints` are whole sentences, one for each thing to mend. */
export class BureauFileError extends Error {
  override readonly name = 'BureauFileError'
  readonly complaints: readonly string[]
  constructor(complaints: readonly string[]) {
    super(complaints.join('\n'))
    this.complaints = complaints
  }
}

/**
 * Reads what was parsed from a file.
 * @throws BureauFileError with everything that is wrong with its form, and with what contradicts itself
 */
export function parseBureauFile(input: unknown): BureauFile {
  if (Array.isArray(input)) throw new BureauFileError(['文件：应为 { … } 形式，如 { "people": [ … ] }'])
  const read = v.safeParse(bureauFile, input)
  if (!read.success) throw new BureauFileError(read.issues.map(complaint))
  const complaints = contradictions(read.output)
  if (complaints.length > 0) throw new BureauFileError(complaints)
  return read.output
}

/** Reads the text of a file; a byte order mark is welcome. */
export function parseBureauText(words: string): BureauFile {
  let input: unknown
  try {
    input = JSON.parse(words.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new BureauFileError([`文件不是 JSON：${(error as Error).message}；请检查引号、逗号和括号`])
  }
  return parseBureauFile(input)
}

/** The file's departments, with what follows from their kind filled in. */
export function departmentsOf(file: BureauFile): Department[] {
  return file.departments.map((d) => ({
    ...d,
    business: d.business ?? (d.kind === 'section' && d.code !== OFFICE && d.name !== '办公室'),
  }))
}

/** The department that looks after whoever belongs to none. */
export const OFFICE = 'office'

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(bureauFile.entries),
  bureau: Object.keys(bureauFile.entries.bureau.wrapped.entries),
  departments: Object.keys(department.entries),
  people: Object.keys(person.entries),
  posts: Object.keys(post.entries),
  chats: Object.keys(chat.entries),
  settings: Object.keys(bureauFile.entries.settings.wrapped.entries),
}

/** What stands in a file and is not read: most often a misspelt name. */
export function unreadParts(input: unknown): string[] {
  const found: string[] = []
  const look = (part: unknown, where: string, known: readonly string[]) => {
    if (!part || typeof part !== 'object') return
    for (const key of Object.keys(part)) {
      if (!known.includes(key) && !key.startsWith('$')) found.push(where ? `${where}.${key}` : key)
    }
  }
  look(input, '', KNOWN['']!)
  for (const [name, part] of Object.entries((input ?? {}) as object)) {
    const known = name === '' ? undefined : KNOWN[name]
    if (!known) continue
    if (Array.isArray(part)) part.forEach((one, i) => void look(one, `${name}[${i}]`, known))
    else look(part, name, known)
  }
  return found
}
