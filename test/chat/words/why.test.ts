import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import { type WhyFacts, whyDue } from '../../../src/chat/words/why.ts'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { calendarOf } from '../../../src/domain/calendar.ts'
import { countWorkdays } from '../../../src/domain/clock/working-days.ts'
import { day, timeOfDay } from '../../../src/domain/time.ts'
import { dueOn } from '../notices/facts.ts'

const calendar = calendarOf(holidayYears)
const text = (message: Parameters<typeof plainText>[0]) => plainText(message).split('\n')

describe('why it is due when it is', () => {
  const why = (more: Partial<WhyFacts>): string[] =>
    text(
      whyDue({
        no: { year: 2026, no: 58 },
        kind: '交办单',
        due: dueOn('10-10'),
        basis: '办公室指定',
        reason: { kind: 'date' },
        ...more,
      }),
    )
  const end = '对期限有异议的，请在本条下说明理由，由办公室核定'

  it('over the National Day holiday', () => {
    const { due, steps } = countWorkdays(calendar, day('2026-09-28'), 5)
    expect(
      why({
        due: { on: due, at: timeOfDay('17:30'), provisional: false },
        dueNote: { kind: 'makeup' },
        reason: { kind: 'workdays', workdays: 5, steps },
      }),
    ).toEqual([
      '交办单〔2026〕58号　期限说明',
      '9月28日（周一）收到，当日不计',
      '第1日 9月29日　第2日 9月30日',
      '10月1日至7日 国庆放假，不计',
      '第3日 10月8日　第4日 10月9日　第5日 10月10日（周六，调休上班）',
      '10月10日（周六，调休上班）17:30 届满',
      '依据　办公室指定 5 个工作日；放假安排见国办发明电〔2025〕7号',
      end,
    ])
  })

  it('into a year that is not published', () => {
    const { due, steps } = countWorkdays(calendar, day('2026-12-30'), 3)
    const lines = why({
      due: { on: due, at: timeOfDay('17:30'), provisional: true },
      reason: { kind: 'workdays', workdays: 3, steps },
    })
    expect(lines.join()).toContain('暂定）17:30 届满')
    expect(lines.join()).toContain('2027年放假安排尚未公布')
  })

  it('for a date said as a day, on a day off', () => {
    expect(why({ due: dueOn('12-05'), dueNote: { kind: 'dayOff', lastWorkday: day('2026-12-04') } })).toEqual(
      [
        '交办单〔2026〕58号　期限说明',
        '交办时指定日期 12月5日（周六，休息日，前一工作日12月4日 周五）17:30',
        '指定日期的，不因收到早晚变动，当日计入',
        '当日为休息日，期限不顺延，请于12月4日（周五）前办理',
        '依据　办公室指定',
        end,
      ],
    )
  })

  it('for calendar days, a return and a move', () => {
    expect(
      why({ due: dueOn('03-12'), reason: { kind: 'days', days: 10, received: day('2026-03-02') } }),
    ).toContain('自次日起 10 日，按自然日计算，含休息日')
    expect(
      why({
        department: '人事科',
        due: dueOn('03-11'),
        reason: { kind: 'returned', returnedOn: day('2026-03-09'), said: false },
      }),
    ).toEqual([
      '交办单〔2026〕58号　期限说明',
      '承办　人事科',
      '3月9日（周一）退回，重新反馈期限 3月11日（周三）17:30',
      '退回时未另定期限，原期限所余不足 2 个工作日，给予 2 个工作日，退回当日不计',
      '依据　办公室指定',
      end,
    ])
    expect(why({ moved: { from: dueOn('10-09'), why: 'received' } })).toContain(
      '原定 10月9日（周五）17:30，因实际收到晚于下发之日，自收到次日重新计算',
    )
  })

  it('stays on one screen however long the term is', () => {
    for (let n = 1; n <= 260; n += 7) {
      const { due, steps } = countWorkdays(calendar, day('2026-01-05'), n)
      const lines = why({
        due: { on: due, at: timeOfDay('17:30'), provisional: false },
        reason: { kind: 'workdays', workdays: n, steps },
      })
      expect(lines.length).toBeLessThanOrEqual(12)
      expect(lines.at(-1)).toBe(end)
    }
  })
})
