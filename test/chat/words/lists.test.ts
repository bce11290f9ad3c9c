import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import {
  history,
  type ListRow,
  orderDetail,
  orderList,
  type WhyFacts,
  whyDue,
} from '../../../src/chat/words/lists.ts'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { calendarOf } from '../../../src/domain/calendar.ts'
import { countWorkdays } from '../../../src/domain/clock/working-days.ts'
import { day, timeOfDay } from '../../../src/domain/time.ts'
import { at, CARD, dueOn, line, PERSONNEL } from '../notices/facts.ts'

const calendar = calendarOf(holidayYears)
const row = (more: Partial<ListRow> = {}): ListRow => ({
  card: CARD,
  overdue: false,
  workdaysLate: 0,
  workdaysLeft: 1,
  ...more,
})
const text = (message: Parameters<typeof plainText>[0]) => plainText(message).split('\n')

describe('a list', () => {
  it('has a line an order', () => {
    const approved = { ...CARD, assignments: [line(PERSONNEL, { state: 'answered' })] }
    const rows = [
      row({ overdue: true, workdaysLate: 2, workdaysLeft: 0 }),
      row(),
      row({ workdaysLeft: 0 }),
      row({ card: approved }),
      row({ card: { ...CARD, state: 'closed', endedAt: at('03-06 16:10') } }),
    ]
    expect(text(orderList('在办', rows, '人事科'))).toEqual([
      '在办 5 件（人事科）',
      '〔2026〕12号　更新权责清单　人事科等 2 个　逾期 2 个工作日',
      '〔2026〕12号　更新权责清单　人事科等 2 个　还有 1 个工作日（3月9日）',
      '〔2026〕12号　更新权责清单　人事科等 2 个　3月9日（周一）17:30 到期',
      '〔2026〕12号　更新权责清单　人事科　待审核',
      '〔2026〕12号　更新权责清单　人事科等 2 个　已办结 3月6日 16:10',
    ])
  })

  it('folds what does not fit, and says so when it is empty', () => {
    const long = orderList(
      '在办',
      Array.from({ length: 30 }, () => row()),
    )
    expect(text(long)).toHaveLength(11)
    expect(text(long).at(-1)).toBe('另有 21 件，见台账，或缩小范围：/list 人事科')
    expect(long.buttons?.[0]?.press).toEqual({ do: 'board' })
    expect(text(orderList('逾期', []))).toEqual(['逾期 0 件', '没有符合条件的事项。'])
  })
})

describe('one order', () => {
  it('as it stands', () => {
    expect(text(orderDetail(CARD))).toEqual([
      '交办单〔2026〕12号　更新权责清单',
      '人事科（牵头，王强）　待签收',
      '计财科（配合，刘畅）　已签收 3月2日 10:12',
      '期限　3月9日（周一）17:30，剩余 5 个工作日',
      '依据　办公室指定 5 个工作日',
      '在办　领导小组办公室（经办 李娜）　3月2日 10:05',
    ])
  })

  it('and what happened to it', () => {
    const facts = [
      { at: at('03-02 10:05'), kind: 'order.issued', actor: '李娜', facts: { subject: '更新权责清单' } },
      {
        at: at('03-02 10:12'),
        kind: 'assignment.signed',
        actor: '刘畅',
        facts: { department: 'planning_finance' },
      },
      {
        at: at('03-05 09:10'),
        kind: 'assignment.returned',
        actor: '李娜',
        facts: { department: 'planning_finance', reason: '缺少依据', due: dueOn('03-11') },
      },
      { at: at('03-06 16:10'), kind: 'order.closed', actor: '李娜', facts: {} },
    ]
    expect(text(history({ year: 2026, no: 12 }, facts, () => '计财科'))).toEqual([
      '履历　〔2026〕12号',
      '3月2日 10:05　李娜　下发，事项：更新权责清单',
      '3月2日 10:12　刘畅　计财科签收',
      '3月5日 09:10　李娜　退回计财科反馈，理由：缺少依据，3月11日（周三）17:30 前重新反馈',
      '3月6日 16:10　李娜　办结',
    ])
    const many = Array.from({ length: 40 }, () => facts[1]!)
    expect(text(history({ year: 2026, no: 12 }, many, () => '计财科'))).toHaveLength(12)
  })
})

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
