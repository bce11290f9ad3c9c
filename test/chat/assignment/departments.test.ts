/** Departments as people call them: our own labelled phrases, and what holds for every shortened name. */
import { describe, expect, it } from 'vitest'
import { fullForms, shortens } from '../../../src/chat/assignment/abbreviations.ts'
import { readAssignment } from '../../../src/chat/assignment/index.ts'
import { moment } from '../../../src/domain/time.ts'
import phrases from '../../fixtures/department-phrases.json' with { type: 'json' }
import { book, calendar } from '../bureau.ts'

interface Phrase {
  readonly text: string
  /** Name and role; a group by its words. */
  readonly departments?: readonly string[]
  readonly except?: readonly string[]
  /** Nothing is decided: it is asked back. */
  readonly asked?: true
}

const now = moment('2026-03-02T10:00:00+08:00')
const read = (text: string) => readAssignment(text, { now, calendar, book })

describe('phrases that name departments', () => {
  const rows = phrases as readonly Phrase[]

  it('are at least a hundred and fifty', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150)
  })

  it.each(rows.filter((r) => !r.asked))('$text', ({ text, departments, except }) => {
    const reading = read(text)
    expect(reading.departments.map((d) => `${d.name}:${d.role}`)).toEqual(departments)
    expect(reading.except.map((code) => book.nameOf(code))).toEqual(except ?? [])
    expect(reading.unsure.filter((u) => u.field === 'department')).toEqual([])
    expect(reading.subject).toMatch(/目录|台账/)
  })

  it.each(rows.filter((r) => r.asked))('$text is asked back', ({ text }) => {
    const asked = read(text).unsure.filter((u) => u.field === 'department')
    expect(asked.map((u) => u.reason)).not.toEqual([])
    expect(asked.some((u) => u.reason !== 'position' && u.reason !== 'role')).toBe(true)
  })
})

describe('a shortened name', () => {
  const forms = book.departments.flatMap((d) =>
    fullForms(d.name, d.aliases ?? []).map((form) => ({ code: d.code, form })),
  )
  /** Every way to leave characters out of a name and keep its ending. */
  const shortened = [...new Set(forms.flatMap(({ form }) => subsequences(form)))]

  it('that two departments share is asked back, and never guessed', () => {
    expect(shortened.length).toBeGreaterThan(200)
    let shared = 0
    for (const word of shortened) {
      const codes = shortens(word, forms)
      if (codes.length < 2 || book.resolve(word).length > 0) continue
      shared++
      const { departments, unsure } = read(`${word} 更新目录`)
      expect(departments, word).toEqual([])
      expect(
        unsure.some((u) => u.field === 'department'),
        word,
      ).toBe(true)
    }
    expect(shared).toBeGreaterThanOrEqual(4)
  })

  it('names the department it shortens, or is asked about', () => {
    for (const word of shortened) {
      const { departments } = read(`${word} 更新目录`)
      const may = [...shortens(word, forms), ...book.resolve(word).map((d) => d.code)]
      for (const { code } of departments) expect(may, word).toContain(code)
    }
  })

  it('ends as the name ends', () => {
    expect(shortens('条装科', forms)).toEqual([])
    expect(shortens('条装办', forms)).toEqual(['equipment_office'])
    expect(shortens('装条办', forms)).toEqual([])
    expect(shortens('教研室', forms)).toEqual(['vocational_teaching_research', 'pe_health_arts_research'])
  })

  it('is no everyday word with the same ending', () => {
    for (const word of ['学科', '教室', '工科'])
      expect(read(`${word} 建设方案`).departments, word).toEqual([])
  })
})

function subsequences(form: string): string[] {
  const ending = form.endsWith('中心') ? 2 : 1
  const [core, end] = [form.slice(0, -ending), form.slice(-ending)]
  const all: string[] = []
  for (let mask = 1; mask < 1 << core.length; mask++) {
    all.push([...core].filter((_, i) => mask & (1 << i)).join('') + end)
  }
  return all
}
