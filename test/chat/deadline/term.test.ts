import { expect, it } from 'vitest'
import { readDeadlines } from '../../../src/chat/deadline/index.ts'
import { termOf } from '../../../src/chat/deadline/term.ts'
import { moment } from '../../../src/domain/time.ts'
import { calendar } from '../bureau.ts'

it.each([
  ['5个工作日内', { kind: 'workdays', workdays: 5 }],
  ['10日内', { kind: 'days', days: 10 }],
  ['3月13日下午5点前', { kind: 'date', on: '2026-03-13', time: '17:00' }],
])('%s as an order keeps it', (words, term) => {
  const [due] = readDeadlines(words, moment('2026-03-09 09:00'), calendar)
  expect(due?.kind === 'due' && termOf(due)).toEqual(term)
})
