import { describe, expect, it } from 'vitest'
import {
  sayDay,
  sayDue,
  sayLeft,
  sayLeftWithDay,
  sayMoment,
  sayTimeliness,
} from '../../../src/chat/words/dates.ts'
import { sayLastWord } from '../../../src/chat/words/names.ts'
import { day, moment, timeOfDay } from '../../../src/domain/time.ts'

const due = (on: string, at = '17:30', provisional = false) => ({
  on: day(on),
  at: timeOfDay(at),
  provisional,
})

describe('days and moments', () => {
  it('carry the weekday, and the year only when it is another one', () => {
    expect(sayDay(day('2026-03-09'))).toBe('3月9日（周一）')
    expect(sayDay(day('2026-03-09'), { year: 2026 })).toBe('3月9日（周一）')
    expect(sayDay(day('2027-01-03'), { year: 2026 })).toBe('2027年1月3日（周日）')
    expect(sayMoment(moment('2026-03-04 15:20'))).toBe('3月4日 15:20')
  })

  it('either side of midnight in Shanghai are different days', () => {
    expect(sayMoment(moment('2026-03-04T15:59:00Z'))).toBe('3月4日 23:59')
    expect(sayMoment(moment('2026-03-04T16:00:00Z'))).toBe('3月5日 00:00')
  })
})

describe('a due time', () => {
  it('says what is unusual about its day', () => {
    expect(sayDue(due('2026-03-09'))).toBe('3月9日（周一）17:30')
    expect(sayDue(due('2026-10-10'), { kind: 'makeup' })).toBe('10月10日（周六，调休上班）17:30')
    expect(sayDue(due('2026-12-05'), { kind: 'dayOff', lastWorkday: day('2026-12-04') })).toBe(
      '12月5日（周六，休息日，前一工作日12月4日 周五）17:30',
    )
    expect(sayDue(due('2027-01-08', '12:00', true), undefined, { year: 2026 })).toBe(
      '2027年1月8日（周五，暂定）12:00',
    )
  })

  it('says how an answer stands to it', () => {
    expect(sayTimeliness({ kind: 'inTime' })).toBe('按期反馈')
    expect(sayTimeliness({ kind: 'afterHours', at: timeOfDay('17:30') })).toBe('当日17:30后反馈')
    expect(sayTimeliness({ kind: 'late', workdays: 2 })).toBe('逾期 2 个工作日反馈')
    expect(sayTimeliness({ kind: 'late', workdays: 0 })).toBe('期限届满后反馈')
  })

  it('says what is left', () => {
    const left = (workdaysLate: number, workdaysLeft: number) => ({
      due: due('2026-03-10'),
      workdaysLate,
      workdaysLeft,
    })
    expect(sayLeft(left(1, 0))).toBe('逾期 1 个工作日')
    expect(sayLeft(left(0, 1))).toBe('还有 1 个工作日')
    expect(sayLeft(left(0, 0), day('2026-03-10'))).toBe('今日 17:30 到期')
    expect(sayLeft(left(0, 0))).toBe('3月10日（周二）17:30 到期')
    expect(sayLeftWithDay(left(0, 1))).toBe('还有 1 个工作日（3月10日 周二）')
  })

  it('on a day off is neither today nor overdue', () => {
    const line = { due: due('2026-12-05'), workdaysLate: 0, workdaysLeft: 0 }
    expect(sayLeft(line, day('2026-12-04'))).toBe('12月5日（周六）17:30 到期')
    expect(sayLeft(line, day('2026-12-06'))).toBe('12月5日（周六）17:30 已到期')
  })
})

describe('the last word', () => {
  it('is said from its kind and department', () => {
    const name = (code: string) => (code === 'personnel' ? '人事科' : code)
    expect(sayLastWord('assignment.answered personnel', name)).toBe('人事科已反馈')
    expect(sayLastWord('assignment.urged personnel', name)).toBe('已催办人事科')
    expect(sayLastWord('order.issued', name)).toBe('已下发')
    expect(sayLastWord('something.else', name)).toBe('something.else')
  })
})
