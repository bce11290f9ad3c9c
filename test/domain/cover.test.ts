import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actsInstead, checkLeave, overlaps } from '../../src/domain/cover.ts'
import {
  type Appointment,
  type Cover,
  coverOf,
  type Post,
  postsOf,
  type Roster,
} from '../../src/domain/roster.ts'
import { addDays, type Day, day } from '../../src/domain/time.ts'

const TODAY = day('2026-03-02')
const person = (code: string, department: string) => ({ code, name: code, department })
const PEOPLE = [
  person('head', 'personnel'),
  person('deputy', 'personnel'),
  person('liaison', 'personnel'),
  person('other', 'finance'),
  person('leader', 'office'),
  person('clerk', 'office'),
  person('left', 'personnel'),
]
const post = (who: string, what: Post, department: string, until?: Day): Appointment => ({
  person: who,
  post: what,
  department,
  from: day('2026-01-01'),
  document: '示教办〔2026〕1号',
  ...(until ? { until } : {}),
})
const rosterWith = (covers: readonly Cover[]): Roster => ({
  departments: [],
  people: new Map(PEOPLE.map((p) => [p.code, p])),
  appointments: [
    post('head', 'department_head', 'personnel'),
    post('deputy', 'deputy_head', 'personnel'),
    post('liaison', 'liaison', 'personnel'),
    post('other', 'department_head', 'finance'),
    post('leader', 'group_leader', 'office'),
    post('clerk', 'office_staff', 'office'),
    post('left', 'handler', 'personnel', day('2026-02-01')),
  ],
  covers,
})
const of = (code: string) => PEOPLE.find((p) => p.code === code)!
const ask = (who: string, cover: string, from: string, until: string, covers: readonly Cover[] = []) =>
  checkLeave(rosterWith(covers), TODAY, {
    person: of(who),
    cover: of(cover),
    from: day(from),
    until: day(until),
  })
const standing = (who: string, cover: string, from: string, until: string): Cover => ({
  id: `${who} ${from}`,
  person: who,
  cover,
  from: day(from),
  until: day(until),
})

describe('a leave with its cover', () => {
  it('holds at once within the department, and asks the office beyond it', () => {
    expect(ask('head', 'deputy', '2026-03-03', '2026-03-06')).toMatchObject({
      ok: true,
      value: { asksOffice: false },
    })
    expect(ask('head', 'other', '2026-03-03', '2026-03-06')).toMatchObject({
      ok: true,
      value: { asksOffice: true },
    })
  })

  it.each([
    ['its last day before its first', ['head', 'deputy', '2026-03-06', '2026-03-03'], 'leave.reversed'],
    ['all of it past', ['head', 'deputy', '2026-02-24', '2026-03-01'], 'leave.past'],
    ['of a bureau leader', ['leader', 'clerk', '2026-03-03', '2026-03-06'], 'leave.leader'],
    [
      'of somebody without a department post',
      ['clerk', 'deputy', '2026-03-03', '2026-03-06'],
      'leave.nothing-to-cover',
    ],
    ['covered by themselves', ['head', 'head', '2026-03-03', '2026-03-06'], 'leave.cover-self'],
    ['covered by a leader', ['head', 'leader', '2026-03-03', '2026-03-06'], 'leave.cover-unfit'],
    [
      'covered by somebody who has left office',
      ['head', 'left', '2026-03-03', '2026-03-06'],
      'leave.cover-unfit',
    ],
  ] as const)('is refused: %s', (_, [who, cover, from, until], code) => {
    expect(ask(who, cover, from, until)).toMatchObject({ ok: false, refusal: { code } })
  })

  it('begun before today may still be said, as long as some of it is to come', () => {
    expect(ask('head', 'deputy', '2026-02-26', '2026-03-02').ok).toBe(true)
  })

  it('shares no day with another of the same person, nor with the cover’s own leave, nor with a cover of theirs', () => {
    const head = [standing('head', 'deputy', '2026-03-05', '2026-03-06')]
    expect(ask('head', 'liaison', '2026-03-06', '2026-03-09', head)).toMatchObject({
      refusal: { code: 'leave.overlaps' },
    })
    expect(ask('liaison', 'head', '2026-03-02', '2026-03-05', head)).toMatchObject({
      refusal: { code: 'leave.cover-away' },
    })
    expect(ask('deputy', 'liaison', '2026-03-02', '2026-03-05', head)).toMatchObject({
      refusal: { code: 'leave.covers-then' },
    })
    expect(ask('head', 'liaison', '2026-03-09', '2026-03-09', head).ok).toBe(true)
  })
})

describe('whatever leaves are taken one after another', () => {
  const codes = ['head', 'deputy', 'liaison', 'other'] as const
  const wish = fc.record({
    who: fc.constantFrom(...codes),
    cover: fc.constantFrom(...codes),
    from: fc.integer({ min: -3, max: 20 }),
    days: fc.integer({ min: 0, max: 6 }),
  })

  it('each person has one cover a day at most, and nobody is covered by somebody who is away', () => {
    let taken = 0
    let refused = 0
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        const covers: Cover[] = []
        for (const { who, cover, from, days } of wishes) {
          const first = addDays(TODAY, from)
          const wanted = { person: of(who), cover: of(cover), from: first, until: addDays(first, days) }
          if (checkLeave(rosterWith(covers), TODAY, wanted).ok) {
            taken += 1
            covers.push({ id: `${covers.length}`, person: who, cover, from: first, until: wanted.until })
          } else refused += 1
        }
        const roster = rosterWith(covers)
        for (let d = 0; d < 30; d++) {
          const on = addDays(TODAY, d)
          const today = covers.filter((c) => overlaps(c, { from: on, until: on }))
          expect(new Set(today.map((c) => c.person)).size).toBe(today.length)
          for (const c of today) {
            expect(
              today.some((x) => x.person === c.cover),
              'a cover is there',
            ).toBe(false)
            expect(coverOf(roster, c.person, on)?.code).toBe(c.cover)
            expect(postsOf(roster, c.cover, on).some((a) => a.coverFor === c.person)).toBe(true)
          }
          for (const code of codes) {
            const away = today.some((c) => c.person === code)
            expect(coverOf(roster, code, on) !== undefined, 'covered on the days of the leave alone').toBe(
              away,
            )
          }
        }
      }),
      { numRuns: 300 },
    )
    expect(taken).toBeGreaterThan(100)
    expect(refused).toBeGreaterThan(100)
  })
})

describe('who acts for whom', () => {
  const on = day('2026-03-03')
  const covers = [standing('head', 'deputy', '2026-03-03', '2026-03-06')]

  it('a deputy who covers acts for the head, on those days alone', () => {
    expect(actsInstead(postsOf(rosterWith(covers), 'deputy', on), 'personnel')).toBe('head')
    expect(actsInstead(postsOf(rosterWith(covers), 'deputy', day('2026-03-07')), 'personnel')).toBeUndefined()
  })

  it('a head who covers for a liaison acts for themselves', () => {
    const roster = rosterWith([standing('liaison', 'head', '2026-03-03', '2026-03-06')])
    expect(actsInstead(postsOf(roster, 'head', on), 'personnel')).toBeUndefined()
  })

  it('whoever has left office covers for nobody', () => {
    const roster = rosterWith([standing('head', 'left', '2026-03-03', '2026-03-06')])
    expect(coverOf(roster, 'head', on)).toBeUndefined()
    expect(postsOf(roster, 'left', on)).toEqual([])
  })

  it('the office’s and the leaders’ posts are not handed over', () => {
    const roster = rosterWith([standing('leader', 'clerk', '2026-03-03', '2026-03-06')])
    expect(postsOf(roster, 'clerk', on).map((a) => a.post)).toEqual(['office_staff'])
  })
})
