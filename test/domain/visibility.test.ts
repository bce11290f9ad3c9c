import { describe, expect, it } from 'vitest'
import { type Appointment, POSTS, type Post } from '../../src/domain/roster.ts'
import { day } from '../../src/domain/time.ts'
import { type Concerning, concerned, maySee } from '../../src/domain/visibility.ts'

const holds = (post: Post, department: string, departments?: readonly string[]): Appointment => ({
  person: 'x',
  post,
  department,
  from: day('2026-01-01'),
  document: '示教办〔2026〕1号',
  ...(departments ? { departments } : {}),
})
const restricted: Concerning = {
  restricted: true,
  issuedBy: 'issuer',
  reviewer: 'reviewer',
  copied: { departments: ['finance'], people: ['copied'] },
  assignments: [
    { department: 'personnel', state: 'waiting', handler: 'handler' },
    { department: 'gone', state: 'declined', handler: 'gone-handler' },
  ],
}

describe('who may see a restricted order', () => {
  /** Of a concerned department, and of another one. */
  const ROWS: Readonly<Record<Post, readonly [own: boolean, other: boolean]>> = {
    principal_leader: [true, true],
    group_leader: [true, true],
    vice_group_leader: [true, true],
    leader_in_charge: [true, false],
    office_director: [true, true],
    deputy_office_director: [true, true],
    office_staff: [true, true],
    department_head: [true, false],
    deputy_head: [true, false],
    liaison: [true, false],
    handler: [true, false],
    member: [false, false],
    administrator: [false, false],
  }
  it.each(POSTS)('%s', (post) => {
    const of = (department: string) =>
      maySee(restricted, 'x', [
        post === 'leader_in_charge' ? holds(post, 'office', [department]) : holds(post, department),
      ])
    expect([of('personnel'), of('basic')]).toEqual(ROWS[post])
    // Who got a copy is concerned; who gave the matter away is not any more.
    expect([of('finance'), of('gone')]).toEqual(ROWS[post])
  })
  it('is a matter of persons too, while they hold a post', () => {
    const sees = (person: string) => maySee(restricted, person, [holds('member', 'basic')])
    for (const person of ['issuer', 'reviewer', 'copied', 'handler']) expect(sees(person)).toBe(true)
    expect(sees('gone-handler')).toBe(false)
    expect(maySee(restricted, 'issuer', [])).toBe(false)
  })
  it('counts a cover as the one covered for', () => {
    const cover = { ...holds('department_head', 'personnel'), coverFor: 'head' }
    expect(maySee(restricted, 'x', [holds('handler', 'basic'), cover])).toBe(true)
  })
  it('concerns those with a part and those with a copy', () => {
    expect(concerned(restricted)).toEqual(['personnel', 'finance'])
  })
})

describe('any other order', () => {
  it.each(POSTS)('is open to a %s', (post) => {
    expect(maySee({ ...restricted, restricted: false }, 'x', [holds(post, 'basic')])).toBe(true)
  })
  it('is not for whoever holds no post', () => {
    expect(maySee({ ...restricted, restricted: false }, 'x', [])).toBe(false)
  })
})
