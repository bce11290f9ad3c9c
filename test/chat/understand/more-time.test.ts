import { describe, expect, it } from 'vitest'
import { readMoreTime } from '../../../src/chat/understand/more-time.ts'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { calendarOf } from '../../../src/domain/calendar.ts'
import { moment } from '../../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)
const read = (text: string) => readMoreTime(text, moment('2026-03-02 10:00'), calendar)

describe('how much more time', () => {
  it.each([
    ['3个工作日 等考试中心数据', 3, '等考试中心数据'],
    ['３个工作日　等数据', 3, '等数据'],
    ['三天，领导出差', 3, '领导出差'],
    ['申请延期两个工作日', 2, ''],
    ['一周 系统升级', 5, '系统升级'],
    ['考试中心数据未到，延3个工作日', 3, '考试中心数据未到'],
    ['因系统升级，申请延期5个工作日，请批准', 5, '因系统升级，请批准'],
    ['3', 3, ''],
    ['0个工作日 等数据', 0, '等数据'],
  ])('%s', (text, workdays, rest) => {
    expect(read(text)).toEqual({ time: { kind: 'workdays', workdays }, rest })
  })

  it.each([
    ['延至3月12日 学校尚未报齐', '2026-03-12', '学校尚未报齐'],
    ['3月12日前，学校尚未报齐', '2026-03-12', '学校尚未报齐'],
    ['延期到下周五 等数据', '2026-03-13', '等数据'],
  ])('%s', (text, on, rest) => {
    expect(read(text)).toEqual({ time: { kind: 'until', on }, rest })
  })

  it('none, and a day that is none', () => {
    expect(read('等考试中心数据')).toEqual({ rest: '等考试中心数据' })
    expect(read('延至2月30日 等数据')).toMatchObject({ unsure: { reason: 'impossible' } })
  })
})
