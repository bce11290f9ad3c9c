import { describe, expect, it } from 'vitest'
import { askedOf } from '../../../src/chat/understand/asked.ts'
import { periodOf } from '../../../src/chat/understand/periods.ts'
import { day, moment } from '../../../src/domain/time.ts'
import { book } from '../bureau.ts'

const asked = (text: string) => askedOf(text, { now: moment('2026-03-04 09:00'), book })

describe('a question', () => {
  it.each([
    ['权责清单到哪一步了？', '权责清单', []],
    ['人事科那个清单呢', '清单', ['personnel']],
    ['招生方案办得怎么样了', '招生方案', []],
    ['条装办的采购信息报上来了没有？', '采购信息', ['equipment_office']],
    ['到哪一步了', '', []],
  ] as const)('%s is about a matter: %s', (text, words, departments) => {
    expect(asked(text)).toMatchObject({ about: 'matter', words, departments })
  })

  it.each([
    ['逾期的有几件', { overdue: true }],
    ['这周办了多少', { period: { start: '2026-03-02', end: '2026-03-08' }, overdue: false }],
    ['查一下基教科本季度逾期情况', { departments: ['basic_education'], overdue: true }],
    ['还有哪些没反馈', { overdue: false }],
    ['总体情况怎么样', { overdue: false }],
  ])('%s is about figures', (text, more) => {
    expect(asked(text)).toMatchObject({ about: 'figures', ...more })
  })

  it('names a case by its number', () => {
    expect(asked('YSQ-2026-041办到哪了')).toMatchObject({ about: 'matter', caseRef: 'YSQ-2026-041' })
  })
})

describe('a stretch of time', () => {
  it.each([
    ['本周', '2026-03-02', '2026-03-08'],
    ['上周', '2026-02-23', '2026-03-01'],
    ['本月', '2026-03-01', '2026-03-31'],
    ['上个月', '2026-02-01', '2026-02-28'],
    ['上季度', '2025-10-01', '2025-12-31'],
    ['上半年', '2026-01-01', '2026-06-30'],
    ['今年', '2026-01-01', '2026-12-31'],
    ['昨天', '2026-03-03', '2026-03-03'],
  ])('%s', (text, start, end) => {
    expect(periodOf(`${text}办了多少`, day('2026-03-04'))).toEqual({ start, end })
  })

  it('is none where none was said', () => {
    expect(periodOf('办了多少', day('2026-03-04'))).toBeUndefined()
  })
})
