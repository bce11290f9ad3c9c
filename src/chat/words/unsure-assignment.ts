/** A line that would be an order, but for what is asked back: the questions, and what was read all the same. */
import { type Day, dayOf, type Moment, yearOf } from '../../domain/time.ts'
import type { Unsure } from '../assignment/index.ts'
import { cut, listNames, MOST_QUOTED } from './short.ts'
import { dateLines } from './unsure-date.ts'

/** More questions than this at once are asked after the first have been answered. */
const MOST_ASKED = 3

export interface UnsureAssignment {
  readonly unsure: readonly Unsure[]
  readonly reading: {
    readonly departments: readonly string[]
    readonly subject?: string | undefined
    readonly due?: string | undefined
  }
  readonly now: Moment
}

export function assignmentLines({ unsure, reading, now }: UnsureAssignment): readonly string[] {
  const year = yearOf(dayOf(now))
  const asked = unsure.slice(0, MOST_ASKED).flatMap((u) => unsureLines(u, reading.departments, year))
  return [...asked, ...readLine(reading)]
}

function readLine({ departments, subject, due }: UnsureAssignment['reading']): readonly string[] {
  const parts = [
    ...(departments.length > 0 ? [`承办 ${listNames(departments, 6)}`] : []),
    ...(subject ? [`事项 ${cut(subject, 40)}`] : []),
    ...(due ? [`期限 ${cut(due, MOST_QUOTED)}`] : []),
  ]
  return parts.length > 0 ? [`已识别　${parts.join('；')}；未予下发`] : []
}

function unsureLines(u: Unsure, departments: readonly string[], year: number): readonly string[] {
  switch (u.field) {
    case 'department': {
      const text = u.text ?? ''
      if (u.reason === 'unknown') return unknownLines(text, u.candidates ?? [])
      if (u.reason === 'ambiguous') return ambiguousLines(text, u.candidates ?? [])
      if (u.reason === 'count')
        return [
          `写明“${cut(text, MOST_QUOTED)}”，识别到的是：${listNames(u.candidates ?? [], 6)}。请逐一写明后重新发送。`,
        ]
      if (u.reason === 'missing') return ['未写明承办科室、单位。']
      if (u.reason === 'lead')
        return [
          `未写明牵头科室、单位（${listNames(departments, 6)}为配合）。请写明，如 人事科牵头、计财科配合。`,
        ]
      return [
        `未能确定由谁承办${departments.length > 0 ? `：${listNames(departments, 6)}` : ''}。请写明，如 人事科牵头、计财科配合。`,
      ]
    }
    case 'subject':
      return ['未写明交办事项。']
    case 'due':
      return dateLines(u.text, u.reason, (u.candidates ?? []) as readonly Day[], year)
    case 'caseRef':
      return ['未写明申请件编号，如 YSQ-2026-041。']
    case 'meetingAt':
      return ['未写明会议时间，如 3月5日下午3点。']
    case 'vote':
      return ['未写明意见。可写：同意、不同意、弃权。']
  }
}

export function unknownLines(text: string, suggestions: readonly string[]): readonly string[] {
  const next =
    suggestions.length > 0
      ? `是否指：${listNames(suggestions, 4)}？请写全称后重新发送。`
      : '请写科室、单位的规范名称；名单可发送 /roster 查看。'
  return [`名单中没有“${cut(text, MOST_QUOTED)}”。${next}`]
}

export function ambiguousLines(text: string, candidates: readonly string[]): readonly string[] {
  return [`“${cut(text, MOST_QUOTED)}”可指：${listNames(candidates, 6)}。请写全称后重新发送。`]
}
