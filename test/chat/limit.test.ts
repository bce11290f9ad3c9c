import { describe, expect, it } from 'vitest'
import { readLimit } from '../../src/chat/limit.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { moment } from '../../src/domain/time.ts'

const calendar = calendarOf(holidayYears)
const read = (text: string) => readLimit(text, moment('2026-03-02 10:00'), calendar)

describe('a statutory date said with an order', () => {
  it.each([
    ['人事科 答复编制信息 5个工作日内 法定期限3月20日', '法定期限', '人事科 答复编制信息 5个工作日内'],
    [
      '人事科 答复编制信息，答复期限为3月20日前，5个工作日内',
      '答复期限',
      '人事科 答复编制信息 ，5个工作日内',
    ],
    ['人事科 更新清单（法定答复期限：3月20日）', '法定答复期限', '人事科 更新清单'],
  ])('%s', (text, why, left) => {
    expect(read(text)).toEqual({ limit: { on: '2026-03-20', why }, text: left })
  })

  it.each([
    '人事科 更新权责清单 3月20日前',
    '人事科 说明法定期限如何计算',
    '人事科 答复期限2月30日',
    '人事科 法定期限20个工作日',
  ])('none: %s', (text) => {
    expect(read(text)).toEqual({ text })
  })
})
