import { describe, expect, it } from 'vitest'
import {
  type Appointment,
  answersFor,
  departmentOf,
  headOf,
  holdersOf,
  inForce,
  inRosterOrder,
  isLeader,
  leaderInChargeOf,
  leadersOn,
  type Post,
  postsOf,
  type Roster,
  remindedFirst,
} from '../../src/domain/roster.ts'
import { day } from '../../src/domain/time.ts'

/** `wang head of renshi from 2026-01-01 until 2026-03-08`, in one line. */
function post(
  person: string,
  what: Post,
  department: string,
  from = '2026-01-01',
  until?: string,
  more: Partial<Appointment> = {},
): Appointment {
  const end = until === undefined ? {} : { until: day(until) }
  return { person, post: what, department, from: day(from), ...end, document: '示教办〔2026〕1号', ...more }
}

function rosterWith(...appointments: Appointment[]): Roster {
  const people = [...new Set(appointments.map((a) => a.person))]
  return {
    departments: ['bangong', 'renshi', 'jicai'].map((code) => ({
      code,
      name: code,
      aliases: [],
      kind: 'section',
      business: false,
    })),
    people: new Map(people.map((code) => [code, { code, name: code, department: 'renshi' }])),
    appointments,
  }
}
const on = (text: string) => day(text)
const codes = (people: readonly { code: string }[]) => people.map((p) => p.code)

describe('a post is dated', () => {
  const a = post('wang', 'department_head', 'renshi', '2026-01-05', '2026-03-08')
  it.each([
    ['2026-01-04', false],
    ['2026-01-05', true],
    ['2026-03-08', true],
    ['2026-03-09', false],
  ])('on %s: %s', (text, held) => {
    expect(inForce(a, on(text))).toBe(held)
    expect(postsOf(rosterWith(a), 'wang', on(text))).toHaveLength(held ? 1 : 0)
  })
  it('without a last day it goes on', () => {
    expect(inForce(post('wang', 'liaison', 'renshi'), on('2099-12-31'))).toBe(true)
  })
})

describe('the head of a department', () => {
  const succession = rosterWith(
    post('wang', 'department_head', 'renshi', '2026-01-01', '2026-03-08'),
    post('sun', 'department_head', 'renshi', '2026-03-09'),
  )
  it('is the successor from the first day, and was the predecessor until the last', () => {
    expect(headOf(succession, 'renshi', on('2026-03-08'))?.code).toBe('wang')
    expect(headOf(succession, 'renshi', on('2026-03-09'))?.code).toBe('sun')
    expect(headOf(succession, 'renshi', on('2025-12-31'))).toBeUndefined()
  })
  it('is the deputy while the post is vacant', () => {
    const vacant = rosterWith(
      post('wang', 'department_head', 'renshi', '2026-01-01', '2026-03-08'),
      post('zhao', 'deputy_head', 'renshi'),
    )
    expect(headOf(vacant, 'renshi', on('2026-03-08'))?.code).toBe('wang')
    expect(headOf(vacant, 'renshi', on('2026-03-09'))?.code).toBe('zhao')
  })
  it('is whoever acts for the head, while that lasts', () => {
    const acting = rosterWith(
      post('wang', 'department_head', 'renshi'),
      post('qian', 'department_head', 'renshi', '2026-03-01', '2026-03-31', { actingFor: 'wang' }),
    )
    expect(headOf(acting, 'renshi', on('2026-02-28'))?.code).toBe('wang')
    expect(headOf(acting, 'renshi', on('2026-03-01'))?.code).toBe('qian')
    expect(headOf(acting, 'renshi', on('2026-04-01'))?.code).toBe('wang')
  })
  it('is never the head of another one', () => {
    expect(headOf(succession, 'jicai', on('2026-03-09'))).toBeUndefined()
  })
})

describe('holders of a post', () => {
  it('stand in roster order, whoever was appointed first', () => {
    const roster = rosterWith(
      post('liu', 'department_head', 'jicai'),
      post('wang', 'department_head', 'renshi'),
      post('zhang', 'department_head', 'bangong'),
    )
    expect(codes(holdersOf(roster, 'department_head', on('2026-03-01')))).toEqual(['zhang', 'wang', 'liu'])
  })
  it('are named once each, however many appointments say so', () => {
    const roster = rosterWith(post('liu', 'liaison', 'jicai'), post('liu', 'liaison', 'renshi'))
    expect(codes(holdersOf(roster, 'liaison', on('2026-03-01')))).toEqual(['liu'])
  })
  it('nobody is made up for an appointment without a person', () => {
    const roster = { ...rosterWith(post('liu', 'liaison', 'jicai')), people: new Map() }
    expect(holdersOf(roster, 'liaison', on('2026-03-01'))).toEqual([])
  })
})

describe('whom a reminder before the due day goes to', () => {
  const head = post('wang', 'department_head', 'renshi')
  it.each<[string, Appointment[], string[]]>([
    [
      'the handler and the liaison',
      [head, post('li', 'liaison', 'renshi'), post('he', 'handler', 'renshi')],
      ['he', 'li'],
    ],
    [
      'one person with both posts, once',
      [head, post('li', 'liaison', 'renshi'), post('li', 'handler', 'renshi')],
      ['li'],
    ],
    ['the head, where there is neither', [head], ['wang']],
    ['the deputy, where there is no head either', [post('zhao', 'deputy_head', 'renshi')], ['zhao']],
    ['nobody, where the department is empty', [post('liu', 'liaison', 'jicai')], []],
  ])('%s', (_name, appointments, expected) => {
    expect(codes(remindedFirst(rosterWith(...appointments), 'renshi', on('2026-03-01')))).toEqual(expected)
  })
})

describe('bureau leaders', () => {
  const roster = rosterWith(
    post('fen', 'leader_in_charge', 'juling', '2026-01-01', '2026-06-30', {
      departments: ['renshi', 'jicai'],
    }),
    post('fu', 'vice_group_leader', 'juling'),
    post('zu', 'group_leader', 'juling'),
    post('zu', 'principal_leader', 'juling'),
    post('wang', 'department_head', 'renshi'),
  )
  it('stand by rank, each once', () => {
    expect(codes(leadersOn(roster, on('2026-03-01')))).toEqual(['zu', 'fu', 'fen'])
    expect(codes(leadersOn(roster, on('2026-07-01')))).toEqual(['zu', 'fu'])
  })
  it('the one in charge of a department, on that day', () => {
    expect(leaderInChargeOf(roster, 'jicai', on('2026-06-30'))?.code).toBe('fen')
    expect(leaderInChargeOf(roster, 'jicai', on('2026-07-01'))).toBeUndefined()
    expect(leaderInChargeOf(roster, 'bangong', on('2026-03-01'))).toBeUndefined()
  })
  it('a head is none', () => {
    expect(isLeader(postsOf(roster, 'fen', on('2026-03-01')))).toBe(true)
    expect(isLeader(postsOf(roster, 'wang', on('2026-03-01')))).toBe(false)
  })
})

describe('departments', () => {
  const roster = rosterWith()
  it('a person answers for those whose post makes them, each once', () => {
    const posts = [
      post('li', 'liaison', 'renshi'),
      post('li', 'handler', 'renshi'),
      post('li', 'deputy_head', 'jicai'),
      post('li', 'office_staff', 'bangong'),
      post('li', 'member', 'bangong'),
    ]
    expect(answersFor(posts)).toEqual(['renshi', 'jicai'])
  })
  it('are listed in document order, unknown ones last', () => {
    expect(inRosterOrder(roster, ['x', 'jicai', 'bangong', 'renshi', 'a'])).toEqual([
      'bangong',
      'renshi',
      'jicai',
      'x',
      'a',
    ])
    expect(departmentOf(roster, 'jicai')?.code).toBe('jicai')
    expect(departmentOf(roster, 'x')).toBeUndefined()
  })
})
