import { describe, expect, test } from 'vitest'
import { parseClockInput } from '../../src/chat/clock-input.ts'
import { clockReport } from '../../src/chat/clock-report.ts'
import { sayClockStep } from '../../src/chat/words/clock-steps.ts'
import { chineseNumber, sayRule } from '../../src/chat/words/rules.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { countWorkdays } from '../../src/domain/clock/working-days.ts'
import { day, timeOfDay } from '../../src/domain/time.ts'
import fixture from '../fixtures/disclosure-date-examples.json' with { type: 'json' }

const calendar = calendarOf(holidayYears)
const report = clockReport(calendar, fixture)
const stepsOf = (id: string) => report.find((e) => e.id === id)!.steps

describe('the report', () => {
  test('has every example in order, each with its derivation, and no complaint', () => {
    expect(report.map((e) => e.id)).toEqual(fixture.examples.map((e) => e.id))
    for (const entry of report) {
      expect(entry.problems).toBeUndefined()
      expect(entry.steps.length).toBeGreaterThan(1)
      for (const line of entry.steps) {
        expect(line).not.toMatch(/undefined|null|NaN|\n/)
        expect(line.length).toBeGreaterThan(4)
      }
    }
  })

  test('takes the bare list as well, and never looks at what is expected', () => {
    const lying = fixture.examples.map((e) => ({ ...e, expected: { replyDue: '1999-01-01' } }))
    expect(clockReport(calendar, lying)).toEqual(report)
  })

  test('names the article, the make-up days and the notice', () => {
    expect(stepsOf('D02')).toEqual([
      '依据　《政府信息公开条例》第三十一条第（二）项；《政府信息公开条例》第三十三条',
      '申请收到之日　2026年2月10日（周二）（挂号信或特快专递，以签收之日为准，条例第三十一条）',
      '需要补正的，应在收到申请之日起7个工作日内一次性告知，即不迟于2026年2月26日（周四）（条例第三十条）',
      '2026年2月10日（周二）收到申请，当日不计',
      '第1日 2026年2月11日（周三）　第2日 2026年2月12日（周四）　第3日 2026年2月13日（周五）　第4日 2026年2月14日（周六，调休上班）',
      '2026年2月15日（周日）至2026年2月23日（周一） 春节放假，不计',
      '第5日 2026年2月24日（周二）　至　第20日 2026年3月16日（周一），逐个工作日计算，其中2026年2月28日（周六，调休上班）计入',
      '2026年3月16日（周一）届满，为第20个工作日，答复期限（条例第三十三条）',
      '放假安排见国办发明电〔2025〕7号',
    ])
  })

  test('says when a year is not published yet', () => {
    expect(stepsOf('D34').at(-1)).toBe(
      '放假安排见国办发明电〔2025〕7号；2027年放假安排尚未公布，按《全国年节及纪念日放假办法》推算，结果暂定',
    )
  })

  test('one wrong element is named with its field; the others are answered', () => {
    const [wrong, right] = clockReport(calendar, [
      { id: 'X1', kind: 'case', events: [{ type: 'received', channel: 'in_person', date: '2026-02-30' }] },
      fixture.examples[0],
    ])
    expect(wrong).toEqual({
      id: 'X1',
      computed: {},
      steps: [],
      problems: ['第1项（X1） events[0].date：不是存在的日期，须写作 2026-03-02（现为 "2026-02-30"）'],
    })
    expect(right?.computed.replyDue).toBe('2026-03-30')
  })

  test('an impossible history is said in words', () => {
    const [entry] = clockReport(calendar, [
      {
        kind: 'case',
        events: [
          { type: 'received', channel: 'in_person', date: '2026-03-02' },
          { type: 'consultation', party: 'thirdParty', sent: '2026-03-05', answered: '2026-03-04' },
        ],
      },
    ])
    expect(entry?.problems).toEqual([
      'events[1]：“征求意见”的日期先后颠倒：answered 2026-03-04 早于 sent 2026-03-05',
    ])
  })
})

describe('the input', () => {
  test.each([
    ['no list', 5, '须为列表，或 {"examples": [...]}'],
    ['an element that is no object', [7], '第1项：须为对象'],
    [
      'an event nobody knows',
      [{ kind: 'case', events: [{ type: 'lost' }] }],
      /^第1项 events\[0\]\.type：不认识的事件，须为 received、.* 之一（现为 "lost"）$/,
    ],
    ['a kind nobody knows', [{ kind: 'moon' }], /^第1项 kind：须为 case、/],
    ['a missing date', [{ kind: 'fixedDate' }], /^第1项 date：.*（缺少）$/],
    [
      'a count of nought',
      [{ kind: 'nthWorkday', start: '2026-03-02', n: 0 }],
      '第1项 n：须不小于 1（现为 0）',
    ],
  ])('%s', (_, json, said) => {
    const [first] = parseClockInput(json)
    if (first?.ok !== false) throw new Error('accepted')
    expect(first.problems).toHaveLength(1)
    if (typeof said === 'string') expect(first.problems[0]).toBe(said)
    else expect(first.problems[0]).toMatch(said)
  })
})

test('short, for a thread: the year left out, weekdays only where they explain', () => {
  const { steps } = countWorkdays(calendar, day('2026-09-28'), 5, timeOfDay('17:30'))
  expect(steps.map((s) => sayClockStep(s, 2026))).toEqual([
    '9月28日收到，当日不计',
    '第1日 9月29日　第2日 9月30日',
    '10月1日至7日 国庆节放假，不计',
    '第3日 10月8日　第4日 10月9日　第5日 10月10日（周六，调休上班）',
    '10月10日（周六，调休上班）17:30 届满',
    '放假安排见国办发明电〔2025〕7号',
  ])
})

test('provisions as they are cited', () => {
  expect(sayRule('Art.33')).toBe('《政府信息公开条例》第三十三条')
  expect(sayRule('Art.33(3)')).toBe('《政府信息公开条例》第三十三条第三款')
  expect(sayRule('Art.31(2)')).toBe('《政府信息公开条例》第三十一条第（二）项')
  expect(sayRule('Decree 713 Art.15')).toBe('国务院令第713号第十五条')
  expect(sayRule('TA-D-9-1')).toBe('TA-D-9-1')
  expect([1, 10, 11, 20, 49].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '四十九'])
})
