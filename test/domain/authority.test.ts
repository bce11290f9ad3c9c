import { describe, expect, it } from 'vitest'
import { type ActionName, type Asking, AUTHORITY, mayDo } from '../../src/domain/authority.ts'
import { type Appointment, POSTS, type Post } from '../../src/domain/roster.ts'
import { day } from '../../src/domain/time.ts'

/** Which posts may: everywhere, or in their own department alone. Written from the rules of the house, not from the code. */
interface Row {
  readonly anywhere?: string
  readonly ownDepartment?: string
  readonly whoDidIt?: true
}

const RUNNING = 'office_director deputy_office_director office_staff group_leader principal_leader'
const ANSWERING = 'department_head deputy_head liaison handler'
const EVERYBODY = POSTS.join(' ')

const TABLE: Readonly<Record<ActionName, Row>> = {
  assign: { anywhere: RUNNING },
  urge: { anywhere: RUNNING },
  approve: { anywhere: RUNNING },
  return: { anywhere: RUNNING },
  excuse: { anywhere: RUNNING },
  grantExtension: { anywhere: 'office_director deputy_office_director group_leader principal_leader' },
  refuseExtension: { anywhere: RUNNING },
  reroute: { anywhere: RUNNING },
  split: { anywhere: RUNNING },
  revoke: { anywhere: RUNNING },
  closeOut: { anywhere: RUNNING },
  reopen: { anywhere: RUNNING },
  signFor: { ownDepartment: ANSWERING },
  answer: { ownDepartment: ANSWERING },
  requestExtension: { ownDepartment: ANSWERING },
  requestReroute: { ownDepartment: ANSWERING },
  coverFor: { ownDepartment: ANSWERING },
  editRoster: { anywhere: 'office_director deputy_office_director office_staff administrator' },
  bindChat: { anywhere: 'office_director deputy_office_director office_staff administrator' },
  list: { anywhere: EVERYBODY },
  seeDetail: {
    anywhere: `${RUNNING} vice_group_leader leader_in_charge`,
    ownDepartment: ANSWERING,
  },
  undo: { whoDidIt: true },
  approveDraft: { anywhere: 'group_leader principal_leader' },
  confirmUrgency: { anywhere: 'office_director deputy_office_director group_leader principal_leader' },
  answerInstruction: { anywhere: RUNNING },
  requestInstruction: { ownDepartment: ANSWERING },
  handOver: { ownDepartment: ANSWERING },
  correct: { anywhere: RUNNING },
  moveAnswer: { anywhere: RUNNING, ownDepartment: ANSWERING },
  takeLeave: {
    anywhere: 'office_director deputy_office_director office_staff',
    ownDepartment: ANSWERING,
  },
  objectLeave: { anywhere: RUNNING },
  collect: { anywhere: RUNNING },
  print: { anywhere: RUNNING, ownDepartment: ANSWERING },
  releaseOverdue: { anywhere: 'office_director deputy_office_director group_leader principal_leader' },
  seeBrief: { anywhere: 'principal_leader group_leader vice_group_leader leader_in_charge' },
  seeSheet: { anywhere: `${RUNNING} vice_group_leader leader_in_charge` },
}

const ACTIONS = Object.keys(TABLE) as ActionName[]
const names = (text: string | undefined) => (text ?? '').split(' ').filter(Boolean)
const holding = (post: Post): Appointment[] => [
  { person: 'p', post, department: 'renshi', from: day('2026-01-01'), document: '示教办〔2026〕1号' },
]
const allowed = (action: ActionName, asking: Asking) => mayDo(action, asking).ok

const WHERE = [
  ['own department', ['renshi']],
  ['another department', ['jicai']],
  ['no department', []],
] as const

const cells = ACTIONS.flatMap((action) =>
  POSTS.flatMap((post) =>
    WHERE.map(([where, departments]) => {
      const own = departments.length > 0 && departments[0] === 'renshi'
      const row = TABLE[action]
      const may = names(row.anywhere).includes(post) || (own && names(row.ownDepartment).includes(post))
      return { action, post, where, departments, may }
    }),
  ),
)

describe('who may', () => {
  it('the table knows every action, and every post is asked about each', () => {
    expect(ACTIONS.sort()).toEqual(Object.keys(AUTHORITY).sort())
    expect(cells).toHaveLength(ACTIONS.length * POSTS.length * 3)
    expect(cells.filter((c) => c.may).length).toBeGreaterThan(200)
    expect(cells.filter((c) => !c.may).length).toBeGreaterThan(200)
  })

  it.each(cells)('$action · $post · $where: $may', ({ action, post, departments, may }) => {
    expect(allowed(action, { posts: holding(post), departments })).toBe(may)
  })

  it('several departments in question: one of them being theirs is enough', () => {
    expect(allowed('answer', { posts: holding('liaison'), departments: ['jicai', 'renshi'] })).toBe(true)
  })

  it('a person with two posts may what either may', () => {
    const posts = [...holding('liaison'), ...holding('office_staff')]
    expect(allowed('assign', { posts })).toBe(true)
    expect(allowed('answer', { posts, departments: ['renshi'] })).toBe(true)
  })

  it('somebody without a post may nothing, not even list', () => {
    for (const action of ACTIONS)
      expect(allowed(action, { posts: [], departments: ['renshi'] }), action).toBe(false)
  })
})

describe('undo', () => {
  it.each(POSTS.map((post) => [post]))('%s: only what they did themselves', (post) => {
    expect(allowed('undo', { posts: holding(post), own: true })).toBe(true)
    expect(allowed('undo', { posts: holding(post), own: false })).toBe(false)
  })
  it('having done it opens nothing else', () => {
    expect(allowed('revoke', { posts: holding('liaison'), own: true })).toBe(false)
  })
})

describe('what a bureau may switch off for office staff', () => {
  const staffRows = ACTIONS.filter(
    (action) => names(TABLE[action].anywhere).includes('office_staff') && action !== 'list',
  )

  it.each(staffRows.map((action) => [action]))('%s, for staff alone', (action) => {
    const staff = { [action]: false }
    expect(allowed(action, { posts: holding('office_staff'), staff })).toBe(false)
    expect(allowed(action, { posts: holding('office_director'), staff })).toBe(true)
    expect(
      allowed(action, { posts: [...holding('office_staff'), ...holding('deputy_office_director')], staff }),
    ).toBe(true)
  })

  it('switching one off leaves the others', () => {
    expect(allowed('urge', { posts: holding('office_staff'), staff: { assign: false } })).toBe(true)
  })

  it('granting extensions cannot be switched on for them', () => {
    expect(
      allowed('grantExtension', { posts: holding('office_staff'), staff: { grantExtension: true } }),
    ).toBe(false)
  })
})

describe('a refusal names its rule', () => {
  it('who may, where the post is not among them', () => {
    expect(mayDo('grantExtension', { posts: holding('office_staff') })).toEqual({
      ok: false,
      refusal: {
        code: 'authority.not-yours',
        facts: {
          action: 'grantExtension',
          holders: ['office_director', 'deputy_office_director', 'group_leader', 'principal_leader'],
        },
      },
    })
  })
  it('the departments, where somebody answers for another one', () => {
    expect(mayDo('answer', { posts: holding('department_head'), departments: ['jicai'] })).toEqual({
      ok: false,
      refusal: { code: 'authority.other-department', facts: { action: 'answer', departments: ['jicai'] } },
    })
  })
  it('a member, who answers for no department, is told the post and not the department', () => {
    expect(mayDo('answer', { posts: holding('member'), departments: ['renshi'] })).toMatchObject({
      refusal: { code: 'authority.not-yours' },
    })
  })
})
