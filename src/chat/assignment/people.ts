/** People named in an order stand for their departments; a leader stands for nobody: orders go down only. */
import { type Bureau, personOfAccount } from '../../domain/bureau.ts'
import { answersFor, isLeader, type Person, postsOf, type Roster } from '../../domain/roster.ts'
import { dayOf, type Moment } from '../../domain/time.ts'
import type { Said } from '../incoming.ts'
import type { DepartmentBook } from './departments.ts'
import type { Mention } from './mentions.ts'

export interface NamedPerson extends Mention {
  readonly leader: boolean
}

/** Whoever is mentioned and known here. */
export function mentionedPeople(said: Said, bureau: Bureau, now: Moment): readonly NamedPerson[] {
  return said.mentions.flatMap(({ text, account }) => {
    const code = account === undefined ? undefined : personOfAccount(bureau, said.platform, account)
    const person = code === undefined ? undefined : bureau.roster.people.get(code)
    return person ? [standsFor(bureau.roster, now, text, person)] : []
  })
}

/** People named where the departments stand, without a mention: `王强、刘畅 核对名册`. A name two people share names nobody. */
export function peopleAtHead(
  text: string,
  book: DepartmentBook,
  roster: Roster,
  now: Moment,
): readonly NamedPerson[] {
  const found: NamedPerson[] = []
  let left = text.trimStart()
  for (;;) {
    const named = [...roster.people.values()].filter(
      (p) => left.startsWith(p.name) && !book.scan(left).some((d) => d.start === 0),
    )
    const after = named.length === 1 ? left.slice(named[0]!.name.length) : ''
    if (named.length !== 1 || !/^(?:$|[\s、,，和及与]|牵头|主办|配合|协办|负责)/.test(after)) return found
    found.push(standsFor(roster, now, named[0]!.name, named[0]!))
    left = after.replace(/^(?:牵头|主办|配合|协办|负责)?[\s、,，和及与]*/, '')
  }
}

/** 请刘畅牵头, 请王强同志周五前报: called by name in a sentence. Leaders are not: nothing is ordered of them by a sentence. */
export function peopleCalled(text: string, roster: Roster, now: Moment): readonly NamedPerson[] {
  const people = [...roster.people.values()]
  return [...text.matchAll(CALLED_BY_NAME)].flatMap((m) => {
    const named = people.filter((p) => p.name === m[1])
    const person = named.length === 1 ? standsFor(roster, now, m[1]!, named[0]!) : undefined
    return person && !person.leader ? [person] : []
  })
}

/** A name of two to four characters between 请 and what is asked of that person. */
const CALLED_BY_NAME =
  /(?<=^|[\s,，。;；:：、])(?:请|由|让)([\u4e00-\u9fff·]{2,4}?)(?=同志|牵头|主办|负责|配合|协办|协助|务必|抓紧|于|在|把|将|本周|这?周|下周|本月|月底|年底|今天|明天|后天|\d|[一二两三四五六七八九十]+(?:个|天|日|月))/g

function standsFor(roster: Roster, now: Moment, text: string, person: Person): NamedPerson {
  const posts = postsOf(roster, person.code, dayOf(now))
  const leader = isLeader(posts)
  const department = answersFor(posts)[0] ?? person.department
  return { text, person: person.code, leader, ...(leader ? {} : { department }) }
}
