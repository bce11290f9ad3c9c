/** Words about the roster: a change in any order of its parts (姓名 科室 职务 文号 日期), a post, a day. */
import type { Calendar } from '../../domain/calendar.ts'
import type { Post } from '../../domain/roster.ts'
import { type Day, dayFrom, dayOf, type Moment, yearOf } from '../../domain/time.ts'
import type { DepartmentBook } from '../assignment/departments.ts'
import { readDeadlines } from '../deadline/index.ts'
import { normalize } from '../normalize.ts'
import { POST_NAMES } from '../words/names.ts'

export interface RosterScene {
  readonly now: Moment
  readonly calendar: Calendar
  readonly book: DepartmentBook
}

export interface RosterChange {
  /** As it was written: a name of the roster, or a new one. */
  readonly person: string
  readonly post: Post
  /** The department's code, when one was named. */
  readonly department?: string
  /** The day said, else today; a day that does not exist is asked about. */
  readonly day: Day
  readonly document: string
}

const DOCUMENT = /\S{2,20}[〔[(【]\d{4}[〕\])】]\d{1,4}号/
const DAYS =
  /(?:自|从|至|于)?\s*(?:\d{4}(?:年|-)\d{1,2}(?:月|-)\d{1,2}日?|\d{1,2}月\d{1,2}[日号]|今天|明天|昨天)\s*(?:起|止)?/g

/** Reads a change, or says which part of it is missing. What is left when all else is taken away is the name. */
export function readRosterChange(
  text: string,
  scene: RosterScene,
): RosterChange | { readonly say: readonly string[] } {
  const words = normalize(text)
  let left = words.text
  const take = (start: number, length: number) => {
    left = left.slice(0, start) + ' '.repeat(length) + left.slice(start + length)
  }
  const document = DOCUMENT.exec(left)
  if (document) take(document.index, document[0].length)
  const day = dayInRoster(left, scene)
  const said = left.match(DAYS)?.[0]
  if (said !== undefined && day === undefined) return { say: [`“${said.trim()}”不是实有的日期。`] }
  left = left.replace(DAYS, (m) => ' '.repeat(m.length))
  const named = postIn(left)
  if (named) take(named.start, named.length)
  const department = scene.book.scan(left).find((d) => !d.group && d.codes.length === 1)
  if (department) take(department.start, department.end - department.start)
  const [name, ...more] = left.trim().split(/\s+/).filter(Boolean)
  if (!named) return { say: ['未能识别职务。', `可写：${Object.values(POST_NAMES).join('、')}`] }
  if (name === undefined) return { say: ['请写明姓名。'] }
  if (more.length > 0) return { say: [`未能识别“${more.join(' ').slice(0, 20)}”。`] }
  if (!document) return { say: ['请写明任免依据的文号，如 示教办〔2026〕8号。'] }
  const at = words.text.indexOf(name)
  return {
    person: words.cut(at, at + name.length),
    post: named.post,
    day: day ?? dayOf(scene.now),
    document: words.cut(document.index, document.index + document[0].length),
    ...(department ? { department: department.codes[0]! } : {}),
  }
}

/** A day said in the words of a roster line; the past is as good as the future here. */
export function dayInRoster(words: string, { now, calendar }: Omit<RosterScene, 'book'>): Day | undefined {
  const full = /(\d{4})(?:年|-|\/)(\d{1,2})(?:月|-|\/)(\d{1,2})/.exec(words)
  if (full) return dayFrom(Number(full[1]), Number(full[2]), Number(full[3]))
  const short = /(\d{1,2})月(\d{1,2})[日号]/.exec(words)
  if (short) return dayFrom(yearOf(dayOf(now)), Number(short[1]), Number(short[2]))
  const due = readDeadlines(words, now, calendar).find((r) => r.kind === 'due' && !r.term)
  return due?.kind === 'due' ? due.date : undefined
}

/** Posts as people call them. */
const SPOKEN: readonly (readonly [string, Post])[] = [
  ...(Object.entries(POST_NAMES).map(([post, name]) => [name, post]) as [string, Post][]),
  ['主要负责同志', 'principal_leader'],
  ['科室负责人', 'department_head'],
  ['单位负责人', 'department_head'],
  ['副科长', 'deputy_head'],
  ['科长', 'department_head'],
  ['负责人', 'department_head'],
  ['管理员', 'administrator'],
]

/** The post named in a text; the longest where one contains another. */
export function postIn(
  text: string,
): { readonly post: Post; readonly start: number; readonly length: number } | undefined {
  return SPOKEN.map(([name, post]) => ({ post, start: text.indexOf(name), length: name.length }))
    .filter((f) => f.start >= 0)
    .sort((a, b) => b.length - a.length)[0]
}
