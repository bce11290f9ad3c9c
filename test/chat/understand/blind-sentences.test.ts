/**
 * Sentences written before anybody looked at the rules, labelled by hand: three sets (`firstRun`: understood in every
 * field before the rules were mended for that set), and a fourth of traps: alternatives, exceptions, reports and
 * questions that look like orders. Subjects are compared loosely: contained in either direction, signs ignored.
 */
import { describe, expect, it } from 'vitest'
import { understand } from '../../../src/chat/understand/index.ts'
import { moment } from '../../../src/domain/time.ts'
import rows from '../../fixtures/blind-sentences.json' with { type: 'json' }
import { book, calendar } from '../bureau.ts'

interface Row {
  readonly id: string
  readonly set: number
  readonly firstRun?: boolean
  readonly now: string
  readonly speaker: string
  readonly text: string
  readonly expected: Readonly<Record<string, unknown>>
}

/** Read otherwise than its author meant, and left so: a courtesy that is also how people accept. */
const MISREAD = ['S1-102']

const all = rows as readonly Row[]
const read = (r: Row) =>
  understand(r.text, { now: moment(r.now), speaker: r.speaker, calendar, book }) as unknown as Record<
    string,
    unknown
  >
const plain = (value: unknown) => String(value ?? '').replace(/[\s《》“”"，,。、：:（）()的]/g, '')
const ORDERS = ['assign', 'urge', 'remind', 'return_for_correction']

function faults(row: Row): string[] {
  const got = read(row)
  const wrong: string[] = []
  for (const [key, value] of Object.entries(row.expected)) {
    if (key === 'subject') {
      const [a, b] = [plain(value), plain(got.subject)]
      const same =
        a === ''
          ? b === '' || !ORDERS.includes(String(row.expected.intent))
          : b !== '' && (a.includes(b) || b.includes(a))
      if (!same) wrong.push(`subject ${got.subject}`)
    } else if (key === 'unsure') {
      const asked = got.unsure as readonly string[]
      const wanted = value as readonly string[]
      const missing = wanted.filter((field) => !asked.includes(field))
      const needless = wanted.length === 0 && row.expected.intent === 'assign' ? asked : []
      if (missing.length + needless.length > 0) wrong.push(`unsure ${asked.join()}`)
    } else if (key === 'reason') {
      if (!plain(got.reason).includes(plain(value)) && !plain(value).includes(plain(got.reason) || '?'))
        wrong.push(`reason ${got.reason}`)
    } else if (key === 'departments') {
      const names = (list: unknown) =>
        (list as { name: string; role: string }[]).map((d) => `${d.name}:${d.role}`).sort()
      if (names(got.departments).join() !== names(value).join())
        wrong.push(`departments ${names(got.departments)}`)
    } else {
      try {
        expect(got[key] ?? null).toEqual(value)
      } catch {
        wrong.push(`${key} ${JSON.stringify(got[key])}`)
      }
    }
  }
  return wrong.map((fault) => `${row.id} ${row.text}: ${fault}`)
}

describe('sentences labelled before the rules were read', () => {
  it('are three sets and the traps, of every speaker', () => {
    expect([1, 2, 3, 4].map((set) => all.filter((r) => r.set === set).length)).toEqual([165, 84, 50, 144])
    expect(new Set(all.map((r) => r.speaker)).size).toBeGreaterThanOrEqual(12)
  })

  it.each([1, 2, 3, 4])('of set %i are understood', (set) => {
    expect(all.filter((r) => r.set === set && !MISREAD.includes(r.id)).flatMap(faults)).toEqual([])
  })

  it('name as misread only what is misread', () => {
    expect(all.filter((r) => MISREAD.includes(r.id) && faults(r).length === 0).map((r) => r.id)).toEqual([])
  })

  it('were understood before mending in at least this many of each set', () => {
    const first = (set: number) => all.filter((r) => r.set === set && r.firstRun).length
    expect([first(1), first(2), first(3)]).toEqual([145, 73, 49])
  })

  it('are dated the same in full width and without their stops', () => {
    const wide = (text: string) =>
      text.replace(/[0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
    const moved = all
      .filter((r) => r.expected.intent === 'assign' && !/YSQ|\d[./]\d/.test(r.text))
      .filter(
        (r) => JSON.stringify(read({ ...r, text: `${wide(r.text)}。` }).due) !== JSON.stringify(read(r).due),
      )
    expect(moved.map((r) => r.text)).toEqual([])
  })
})

describe('a sentence of ten thousand characters', () => {
  const scene = { now: moment('2026-11-23T09:20:00+08:00'), speaker: 'office_director', calendar, book }
  const long = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
  /** Milliseconds of this process, the best of two: what others do on the machine does not count. */
  const spent = (text: string): number =>
    Math.min(
      ...[1, 2].map(() => {
        const from = process.cpuUsage()
        understand(text, scene)
        const { user, system } = process.cpuUsage(from)
        return (user + system) / 1000
      }),
    )
  const units = ['前', '有关科室', '《', '12月5日前', '人事科、', '第一个工作日', '报', '明天或', 'a ']

  it.each(units)('of %s is read in a time that grows with its length', (unit) => {
    const short = spent(long(unit, 2500))
    const whole = spent(long(unit, 10_000))
    // Four times the length: linear is 4, a square 16. What takes no time at all is not measured.
    expect(whole < 100 || whole / short < 10, `${short} ms, ${whole} ms`).toBe(true)
    expect(whole).toBeLessThan(600)
  })
})
