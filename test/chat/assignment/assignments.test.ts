import { describe, expect, it } from 'vitest'
import { readAssignment } from '../../../src/chat/assignment/index.ts'
import { moment } from '../../../src/domain/time.ts'
import labelled from '../../fixtures/assignments.json' with { type: 'json' }
import { alike } from '../alike.ts'
import { book, calendar } from '../bureau.ts'

interface Labelled {
  readonly text: string
  readonly departments: [name: string, role: string][]
  readonly except?: string[]
  readonly subject: string | null
  readonly due: string | null
  readonly unsure?: string[]
}

const now = moment('2026-11-23T09:20:00+08:00')
/** 王强 heads 人事科 and 刘畅 计财科; the platform resolved their mentions. */
const mentions = [
  { text: '@王强', department: 'personnel' },
  { text: '@刘畅', department: 'planning_finance' },
]
const read = (text: string) => readAssignment(text, { now, calendar, book, mentions })

const GROUPS = ['ALL', 'ALL_BUSINESS', 'ALL_SECTIONS', 'ALL_UNITS']

describe('labelled assignments', () => {
  it('are at least 150', () => expect(labelled.length).toBeGreaterThanOrEqual(150))

  it.each(labelled as unknown as Labelled[])('$text', (label) => {
    const reading = read(label.text)
    expect({
      departments: reading.departments.map((d) => [GROUPS.includes(d.code) ? d.code : d.name, d.role]),
      except: reading.except.map((c) => book.nameOf(c)),
      due: reading.due ? [reading.due.date, reading.due.time].filter(Boolean).join(' ') : null,
      unsure: [...new Set(reading.unsure.map((u) => u.field))].sort(),
    }).toEqual({
      departments: label.departments,
      except: label.except ?? [],
      due: label.due,
      unsure: [...(label.unsure ?? [])].sort(),
    })
    if (label.subject !== '*')
      expect(alike(reading.subject, label.subject), `subject read as ${reading.subject}`).toBe(true)
  })
})

describe('the subject', () => {
  it.each(labelled as unknown as Labelled[])('is made of the words typed: $text', ({ text }) => {
    const { subject } = read(text)
    let from = 0
    for (const c of (subject ?? '').replace(/\s/g, '')) {
      const at = text.indexOf(c, from)
      expect(at, subject).toBeGreaterThanOrEqual(0)
      from = at + 1
    }
  })

  it('is no longer than what a title needs', () => {
    for (const { text, subject } of labelled as unknown as Labelled[]) {
      if (subject && subject !== '*')
        expect((read(text).subject ?? '').length, text).toBeLessThanOrEqual(subject.length + 8)
    }
  })
})

describe('comparing subjects', () => {
  it('is loose and can fail', () => {
    expect(alike('更新《权责清单》', '权责清单')).toBe(true)
    expect(alike('更新权责清单', '公开目录')).toBe(false)
    expect(alike(undefined, '权责清单')).toBe(false)
    expect(alike('更新权责清单', null)).toBe(false)
  })
})
