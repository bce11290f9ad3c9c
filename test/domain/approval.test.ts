import { describe, expect, it } from 'vitest'
import { mayReview, needsDirector } from '../../src/domain/approval.ts'
import type { ActionName } from '../../src/domain/authority.ts'
import { ORDER_KINDS, type OrderKindName } from '../../src/domain/kinds.ts'
import { type Appointment, POSTS, type Post } from '../../src/domain/roster.ts'
import { day } from '../../src/domain/time.ts'

const holding = (post: Post): readonly Appointment[] => [
  { person: 'x', post, department: 'office', from: day('2026-01-01'), document: '示教办〔2026〕1号' },
]

const RUNNING = 'office_director deputy_office_director office_staff group_leader principal_leader'
const ABOVE_STAFF = 'office_director deputy_office_director group_leader principal_leader'

/** Who approves, kind by kind; written from the rules of the house, not from the code. */
const APPROVES: Readonly<Record<OrderKindName, string>> = {
  task: RUNNING,
  slip: RUNNING,
  supervision: ABOVE_STAFF,
  rectification: ABOVE_STAFF,
}

describe('who reviews an answer', () => {
  const kinds = Object.keys(ORDER_KINDS) as OrderKindName[]
  const cells = kinds.flatMap((kind) =>
    POSTS.flatMap((post) =>
      (['approve', 'excuse', 'return'] as const).map((action) => [kind, post, action] as const),
    ),
  )

  it.each(cells)('%s, %s: %s', (kind, post, action) => {
    const who = action === 'return' ? RUNNING : APPROVES[kind]
    expect(mayReview(kind, action, { posts: holding(post) }).ok).toBe(who.split(' ').includes(post))
  })

  it('staff learn whose it is', () => {
    const no = mayReview('supervision', 'approve', { posts: holding('office_staff') })
    expect(no).toMatchObject({
      ok: false,
      refusal: { code: 'authority.director-approves', facts: { kind: '督办单' } },
    })
  })

  it('a bureau that keeps approving from its staff keeps it for every kind', () => {
    const asking = { posts: holding('office_staff'), staff: { approve: false } as const }
    for (const kind of kinds) expect(mayReview(kind, 'approve' satisfies ActionName, asking).ok).toBe(false)
  })
})

describe('who issues alone', () => {
  it.each(RUNNING.split(' ') as Post[])('%s', (post) => {
    expect(needsDirector(undefined, holding(post)).ok).toBe(true)
    expect(needsDirector(true, holding(post)).ok).toBe(post !== 'office_staff')
  })
})
