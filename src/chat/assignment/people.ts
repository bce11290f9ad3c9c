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

function standsFor(roster: Roster, now: Moment, text: string, person: Person): NamedPerson {
  const posts = postsOf(roster, person.code, dayOf(now))
  const leader = isLeader(posts)
  const department = answersFor(posts)[0] ?? person.department
  return { text, person: person.code, leader, ...(leader ? {} : { department }) }
}
