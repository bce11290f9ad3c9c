/** Who is told what: every message to a leader, a department, a unit is held against the table of tones. */
import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import { wordNotice } from '../../../src/chat/notices/index.ts'
import { wordFigures, wordReport, wordShortlist } from '../../../src/chat/words/report.ts'
import { TONE, toneFor } from '../../../src/chat/words/tone.ts'
import type { Notice, NoticeKind } from '../../../src/domain/notices.ts'
import { at, CARD, EXAMS, FACTS, FINANCE, LATE_7, PERSONNEL } from '../notices/facts.ts'

/** Told to bureau leaders. */
const TO_LEADERS: readonly NoticeKind[] = [
  'brief.daily',
  'sheet.weekly',
  'overdue.reported',
  'instruction.issued',
  'instruction.ended',
  'draft.submitted',
  'matter.submitted',
]
/** Told to the office alone, which speaks to both sides. */
const TO_OFFICE: readonly NoticeKind[] = [
  'leader.instruction',
  'reminder.director',
  'order.wanted',
  'answer.arrived',
  'extension.requested',
  'draft.decided',
  'matter.decided',
  'operator.parked',
  'gate.unrecalled',
]

const kinds = (Object.keys(FACTS) as NoticeKind[]).filter((kind) => kind !== 'said')
const view = { inLeadingGroup: false, addressee: 'person' } as const
const word = (kind: NoticeKind, facts: unknown): string => {
  const message = wordNotice({ kind, facts } as Notice, view)
  return [plainText(message), ...(message.buttons ?? []).map((b) => b.label)].join('\n')
}

/** The same facts about units only. */
function ofUnits(facts: unknown): unknown {
  return JSON.parse(JSON.stringify(facts).replaceAll('"kind":"section"', '"kind":"unit"'))
}

describe('what leaders are told', () => {
  it.each(TO_LEADERS)('%s neither urges nor orders', (kind) => {
    const facts = kind === 'sheet.weekly' ? { ...FACTS[kind], forLeader: true, mayUrge: false } : FACTS[kind]
    expect(word(kind, facts)).not.toMatch(TONE.leader.never)
    expect(word(kind, ofUnits(facts))).not.toMatch(TONE.leader.never)
  })

  it('in answer to their questions is a report', () => {
    const card = { ...CARD, assignments: CARD.assignments.map((a) => ({ ...a, state: 'waiting' as const })) }
    const parts = card.assignments.map((a) => ({
      department: a.department.code,
      workdaysLate: 2,
      workdaysLeft: 0,
      urged: 3,
    }))
    const facts = {
      card,
      parts,
      lastWord: 'assignment.urged personnel',
      lastAt: at('03-10 09:00'),
      inCharge: ['孙丽'],
    }
    const row = { card, overdue: true, workdaysLate: 2, workdaysLeft: 0 }
    const figures = { issued: 3, closed: 1, open: 4, toReview: 1, overdue: [LATE_7], answeredLate: 1 }
    const answers = [
      wordReport(facts, at('03-11 09:00'), () => '人事科'),
      wordShortlist([row, row]),
      wordFigures(figures, { overdue: false, rows: [row] }),
      wordFigures(figures, { overdue: true, rows: [] }),
    ]
    for (const answer of answers) {
      expect(answer.title).toMatch(/^报告如下/)
      expect(plainText(answer)).not.toMatch(TONE.leader.never)
      expect(plainText(answer).split('\n').length).toBeLessThanOrEqual(12)
    }
    expect(plainText(answers[0]!)).toContain('逾期 2 个工作日，已催办 3 次')
  })

  it('would not pass with the words of an urge', () => {
    expect('请抓紧办理').toMatch(TONE.leader.never)
    expect('催办　〔2026〕12号').toMatch(TONE.leader.never)
    expect('逾期 5 个工作日，已催办 2 次').not.toMatch(TONE.leader.never)
    expect(word('assignment.urged', FACTS['assignment.urged'])).toMatch(TONE.leader.never)
  })
})

describe('what departments are told', () => {
  const below = kinds.filter((kind) => !TO_LEADERS.includes(kind) && !TO_OFFICE.includes(kind))

  it.each(below)('%s never 报请', (kind) => {
    expect(word(kind, FACTS[kind])).not.toMatch(TONE.section.never)
  })

  it('that are units is 报送, never 反馈', () => {
    for (const kind of ['order.card', 'assignment.returned', 'assignment.urged'] as const) {
      const said = word(kind, ofUnits(FACTS[kind]))
      expect(said, kind).toMatch(/报送/)
      expect(said, kind).not.toMatch(TONE.unit.never)
    }
  })
})

describe('a list of departments', () => {
  it('is spoken to as units when all are, else as sections', () => {
    expect(toneFor([EXAMS]).ask('3月9日（周一）17:30')).toBe('请于 3月9日（周一）17:30 前报送')
    expect(toneFor([EXAMS, PERSONNEL]).ask('3月9日')).toBe('请于 3月9日 前反馈')
    expect(toneFor([FINANCE]).press('尽快')).toBe('请抓紧办理，尽快反馈')
    expect(TONE.leader.ask('3月9日')).toBe('报请于 3月9日 前审定')
    expect(TONE.outside.ask('3月9日')).toBe('商请于 3月9日 前函复')
  })
})
