/** The roster in words: who holds which post on a day, and what one person has held. */
import {
  type Appointment,
  type Department,
  departmentOf,
  holdersOf,
  inForce,
  LEADERS,
  leadersOn,
  type Person,
  POSTS,
  type Post,
  postsOf,
  type Roster,
} from '../../domain/roster.ts'
import type { Day } from '../../domain/time.ts'
import { sayDay } from './dates.ts'
import { POST_NAMES } from './names.ts'

/** `人事科　科室负责人　2024年3月1日（周五）至今　示教办〔2024〕2号`, a line for each post ever held. */
export function personsPosts(roster: Roster, person: Person, year: number): readonly string[] {
  const held = roster.appointments.filter((a) => a.person === person.code)
  return held.length > 0 ? held.map((a) => heldLine(roster, a, year)) : ['名单中无任职记录']
}

function heldLine(roster: Roster, a: Appointment, year: number): string {
  const until = a.until ? `至 ${sayDay(a.until, { year })}` : '至今'
  return `${nameOf(roster, a.department)}　${POST_NAMES[a.post]}　${sayDay(a.from, { year })}${until}　${a.document}`
}

/** `联络员　王强（人事科）、刘畅（计财科）` */
export function holdersLine(roster: Roster, post: Post, on: Day): string {
  const people = holdersOf(roster, post, on)
  const names = people.map((p) => `${p.name}（${nameOf(roster, p.department)}）`).join('、')
  return `${POST_NAMES[post]}　${names || '暂缺'}`
}

/** Each department's name, and under it a line for each post held there. */
export function postsByDepartment(
  roster: Roster,
  departments: readonly Department[],
  on: Day,
): readonly string[] {
  return departments.flatMap(({ code, name }) => {
    const posts = POSTS.filter((post) => !LEADERS.includes(post)).flatMap((post) => {
      const names = holdersOf(roster, post, on, code).map(
        (p) => `${p.name}${isActing(roster, p, post, code, on) ? '（代理）' : ''}`,
      )
      return names.length > 0 ? [`${POST_NAMES[post]}　${names.join('、')}`] : []
    })
    return [name, ...(posts.length > 0 ? posts : ['暂无任职记录'])]
  })
}

function isActing(
  { appointments }: Roster,
  { code }: Person,
  post: Post,
  department: string,
  on: Day,
): boolean {
  return appointments.some(
    (a) =>
      a.person === code && a.post === post && a.department === department && a.actingFor && inForce(a, on),
  )
}

/** The bureau's leaders, and every department with its head. */
export function rosterSummary(roster: Roster, on: Day): readonly string[] {
  const leaders = leadersOn(roster, on).map((p) => {
    const posts = postsOf(roster, p.code, on).map((a) => POST_NAMES[a.post])
    return `${p.name}（${[...new Set(posts)].join('、')}）`
  })
  const heads = roster.departments.map((d) => {
    const [head] = holdersOf(roster, 'department_head', on, d.code)
    return `${d.name}${head ? `（${head.name}）` : '（暂缺）'}`
  })
  return [
    `局领导　${leaders.join('、') || '未录入'}`,
    `成员单位 ${heads.length} 个　${heads.join('、')}`,
    '查某科室或某人：/名单 人事科　查某日：/名单 人事科 2026-03-01',
  ]
}

function nameOf(roster: Roster, code: string): string {
  return departmentOf(roster, code)?.name ?? code
}
