/** The bureau as the practice room lists it: who is in it that day, and whom it is worth being. */
import { roomsFor, type Seat } from '../../adapters/web/members.ts'
import { POST_NAMES } from '../../chat/words/names.ts'
import type { Bureau } from '../../domain/bureau.ts'
import {
  type Appointment,
  departmentOf,
  headOf,
  holdersOf,
  isLeader,
  leadersOn,
  type Post,
  postsOf,
} from '../../domain/roster.ts'
import type { Day } from '../../domain/time.ts'
import type { PracticeDepartment, PracticePerson } from '../../http/practice/port.ts'

/** Bureau leaders are listed apart from the departments they come from. */
const LEADERS: PracticeDepartment = { code: 'leaders', name: '局领导', kind: 'leaders' }

const DIRECTORS: readonly Post[] = ['office_director', 'deputy_office_director']
const HEADS: readonly Post[] = ['department_head', 'deputy_head']

export function peopleOf(bureau: Bureau, on: Day): readonly PracticePerson[] {
  return [...bureau.roster.people.values()].map(({ code, name, department }) => {
    const posts = postsOf(bureau.roster, code, on)
    return {
      code,
      name,
      department: isLeader(posts) ? LEADERS.code : department,
      post: sayPosts(bureau, posts),
    }
  })
}

export function departmentsOf(bureau: Bureau): readonly PracticeDepartment[] {
  return [LEADERS, ...bureau.roster.departments.map(({ code, name, kind }) => ({ code, name, kind }))]
}

/** 办公室主任, 单位负责人、成员, 未任职. Heads are members; who directs the office need not be called its head as well. */
function sayPosts(bureau: Bureau, posts: readonly Appointment[]): string {
  const directs = posts.some((a) => DIRECTORS.includes(a.post))
  const names = posts
    .filter((a) => !directs || !HEADS.includes(a.post))
    .map(({ post, department }) => {
      const unit = departmentOf(bureau.roster, department)?.kind === 'unit'
      return post === 'department_head' && unit ? '单位负责人' : POST_NAMES[post]
    })
  const member = !directs && posts.some((a) => a.post === 'department_head')
  return [...new Set([...names, ...(member ? [POST_NAMES.member] : [])])].join('、') || '未任职'
}

/** With the department: 人事科 科室负责人、成员. Bureau leaders belong to none. */
export function sayPlace(bureau: Bureau, code: string, posts: readonly Appointment[]): string {
  const person = bureau.roster.people.get(code)
  if (!person) return ''
  const department = isLeader(posts) ? undefined : departmentOf(bureau.roster, person.department)?.name
  return [department, sayPosts(bureau, posts)].filter(Boolean).join(' ')
}

/** Bureau leaders sit in no department's room, whichever department keeps their file. */
export function roomsOf(bureau: Bureau, code: string, on: Day) {
  const person = bureau.roster.people.get(code)
  if (!person) return []
  const posts = postsOf(bureau.roster, code, on)
  const leader = isLeader(posts)
  const seat: Seat = {
    account: code,
    department: leader ? '' : person.department,
    leader: leader || posts.some((a) => DIRECTORS.includes(a.post)),
  }
  const chats = bureau.chats.filter((c) => c.platform === 'web')
  return roomsFor(seat, chats)
}

/** Somebody of the office, who can begin something. */
export function newcomerIn(bureau: Bureau, on: Day): string {
  const known = bureau.roster.people.get('li-na')
  if (known && postsOf(bureau.roster, known.code, on).length > 0) return known.code
  const { roster } = bureau
  const first =
    holdersOf(roster, 'office_staff', on)[0] ??
    holdersOf(roster, 'office_director', on)[0] ??
    [...roster.people.values()][0]
  return first?.code ?? ''
}

/** One of each part: who gives, who leads, who answers, who assists, who decides. */
export function castOf(bureau: Bureau, on: Day): readonly string[] {
  const { roster } = bureau
  const [first, second] = sectionsOf(bureau)
  const people = [
    roster.people.get(newcomerIn(bureau, on)),
    holdersOf(roster, 'office_director', on)[0],
    first && headOf(roster, first, on),
    first && holdersOf(roster, 'liaison', on, first)[0],
    second && headOf(roster, second, on),
    holdersOf(roster, 'group_leader', on)[0] ?? leadersOn(roster, on)[0],
  ]
  return [...new Set(people.flatMap((p) => (p ? [p.code] : [])))]
}

/** The two departments an example speaks of: 人事科 and 计财科 where there are such, else the first two. */
export function sectionsOf(bureau: Bureau): readonly string[] {
  const departments = bureau.roster.departments.filter((d) => d.name !== '办公室')
  const named = ['人事科', '计财科'].flatMap((name) => departments.find((d) => d.name === name) ?? [])
  return (named.length === 2 ? named : departments).slice(0, 2).map((d) => d.code)
}
