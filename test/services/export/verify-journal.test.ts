import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifyJournal } from '../../../src/services/export/verify-journal.ts'
import { canonical, entryHash, GENESIS, headOver } from '../../../src/store/journal.ts'

interface Row {
  matter: string
  seq: number
  at: string
  kind: string
  actor: string
  body: string
  prev: string
  hash: string
}

/** A journal as its writer makes it: two matters, three entries each, taking turns. */
function journal(): Row[] {
  const last = new Map<string, { seq: number; hash: string }>()
  return Array.from({ length: 6 }, (_, i) => {
    const matter = i % 2 ? 'roster' : 'order:2026-1'
    const { seq, hash: prev } = last.get(matter) ?? { seq: 0, hash: GENESIS }
    const facts = {
      matter,
      seq: seq + 1,
      at: `2026-03-0${i + 1}T09:00:00+08:00`,
      kind: 'x.happened',
      actor: 'li-na',
    }
    const body = canonical({ ...facts, facts: { n: i } })
    const row = { ...facts, body, prev, hash: entryHash(prev, body) }
    last.set(matter, row)
    return row
  })
}

function file(rows: readonly Row[], head?: string | null): string {
  const last = new Map(rows.map((r) => [r.matter, r]))
  return JSON.stringify({
    format: 'duban-journal',
    version: 1,
    ...(head === null ? {} : { head: head ?? headOver([...last.values()]) }),
    days: [],
    entries: rows,
  })
}

function problems(change: (rows: Row[]) => Row[] | undefined, head?: string | null): string {
  const rows = journal()
  return verifyJournal(file(change(rows) ?? rows, head)).problems.join('\n')
}

const edit = (rows: Row[], i: number, change: Partial<Row>) => rows.with(i, { ...rows[i]!, ...change })

const whole = verifyJournal(file(journal()))

describe('a journal that was', () => {
  it('left alone is found whole', () => {
    expect(whole).toMatchObject({ ok: true, matters: 2, entries: 6, problems: [] })
  })

  it('written by the printed rule is accepted: the hash of a known entry', () => {
    const body = '{"actor":"a","at":"2026-01-01T00:00:00+08:00","facts":{},"kind":"k","matter":"m","seq":1}'
    const hash = createHash('sha256')
      .update(`${'0'.repeat(64)}\n${body}`)
      .digest('hex')
    const row = {
      matter: 'm',
      seq: 1,
      at: '2026-01-01T00:00:00+08:00',
      kind: 'k',
      actor: 'a',
      body,
      prev: GENESIS,
      hash,
    }
    expect(verifyJournal(file([row]))).toMatchObject({ ok: true })
  })

  it('rewritten in one word is found out', () => {
    expect(problems((rows) => edit(rows, 2, { body: rows[2]!.body.replace('"n":2', '"n":9') }))).toContain(
      'order:2026-1 第 2 条',
    )
  })

  it('rewritten and hashed again breaks at the next entry', () => {
    expect(
      problems((rows) => {
        rows[2]!.body = rows[2]!.body.replace('"n":2', '"n":9')
        rows[2]!.hash = entryHash(rows[2]!.prev, rows[2]!.body)
      }),
    ).toContain('order:2026-1 第 3 条：与前一条不相接')
  })

  it('changed beside its text is found out', () => {
    expect(problems((rows) => edit(rows, 3, { actor: 'somebody' }))).toContain('actor')
  })

  it('robbed of an entry in the middle is found out', () => {
    expect(problems((rows) => rows.filter((_, i) => i !== 2))).toContain('第 2 条缺失')
  })

  it('robbed of its first entry is found out', () => {
    expect(problems((rows) => rows.filter((_, i) => i !== 0))).toContain('第 1 条缺失')
  })

  it('robbed of its last entries is found out by the head it gives, or by one known from elsewhere', () => {
    expect(problems((rows) => rows.slice(0, 4), whole.head)).toContain('总值不符')
    const short = file(journal().slice(0, 4))
    expect(verifyJournal(short).ok).toBe(true)
    expect(verifyJournal(short, whole.head).ok).toBe(false)
  })

  it('robbed of a whole matter is found out the same way', () => {
    expect(problems((rows) => rows.filter((r) => r.matter !== 'roster'), whole.head)).toContain('总值不符')
  })

  it('given an entry twice is found out', () => {
    expect(problems((rows) => [...rows, rows[1]!])).toContain('出现两次')
  })

  it('stripped of its head says that its end cannot be checked', () => {
    expect(problems(() => undefined, null)).toContain('总值')
  })

  it('continued still leads from the earlier head', () => {
    const early = verifyJournal(file(journal().slice(0, 4))).head
    expect(verifyJournal(file(journal()), early)).toMatchObject({
      ok: true,
      asOf: '2026-03-04T09:00:00+08:00',
    })
  })

  it.each(['', '{', '{"entries":[]}', 'a,b\n1,2\n', '{"format":"duban-journal","entries":[{"matter":1}]}'])(
    'no journal (%j) is said to be none',
    (text) => {
      expect(verifyJournal(text).ok).toBe(false)
    },
  )
})
