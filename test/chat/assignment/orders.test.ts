import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../src/chat/assignment/lines.ts'
import { readOrders } from '../../../src/chat/assignment/orders.ts'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { calendarOf } from '../../../src/domain/calendar.ts'
import { moment } from '../../../src/domain/time.ts'
import { practiceBook, practicePeople } from '../../support/practice-book.ts'

const scene = {
  now: moment('2026-03-02 10:00'),
  calendar: calendarOf(holidayYears),
  book: practiceBook,
  people: practicePeople,
  year: 2026,
  mentioned: () => [],
}
const read = (...lines: string[]) =>
  readOrders(lines.join('\n'), scene).map(({ reading }) =>
    [reading.departments.map((d) => d.name).join('、'), reading.subject ?? '', reading.due?.date ?? ''].join(
      '｜',
    ),
  )

describe('several lines are several orders', () => {
  const both = ['人事科｜更新权责清单｜2026-03-06', '计财科｜预算｜2026-03-10']

  it.each([
    ['a line each', ['人事科 更新权责清单 3月6日前', '计财科 报送预算 3月10日前']],
    ['1. 2.', ['1. 人事科 更新权责清单 3月6日前', '2. 计财科 报送预算 3月10日前']],
    ['一、二、', ['一、人事科 更新权责清单 3月6日前', '二、计财科 报送预算 3月10日前']],
    ['（一）（二）', ['（一）人事科 更新权责清单 3月6日前', '（二）计财科 报送预算 3月10日前']],
    ['①②', ['①人事科 更新权责清单 3月6日前', '②计财科 报送预算 3月10日前']],
    ['in one line', ['1. 人事科 更新权责清单 3月6日前；2. 计财科 报送预算 3月10日前']],
    ['with a heading', ['本周重点工作：', '人事科 更新权责清单 3月6日前', '计财科 报送预算 3月10日前']],
    ['with a count', ['请办理两件事：', '人事科 更新权责清单 3月6日前', '计财科 报送预算 3月10日前']],
    ['with a call', ['请各科室办理以下事项：', '人事科 更新权责清单 3月6日前', '计财科 报送预算 3月10日前']],
    ['with a courtesy', ['人事科 更新权责清单 3月6日前', '计财科 报送预算 3月10日前', '谢谢大家！']],
  ])('%s', (_, lines) => {
    expect(read(...lines)).toEqual(both)
  })

  it('share a day said below or behind the last, and keep their own', () => {
    expect(read('人事科 更新权责清单', '计财科 报送预算 3月10日前', '以上事项均于3月6日前反馈')).toEqual(both)
    expect(read('1. 人事科更新权责清单 2. 计财科报送预算，均请3月6日前完成')).toEqual([
      '人事科｜更新权责清单｜2026-03-06',
      '计财科｜预算｜2026-03-06',
    ])
  })

  it('share the departments of a first line that has no matter of its own', () => {
    expect(read('人事科、计财科：', '1. 报送名单 3月6日前', '2. 更新职能 3月10日前')).toEqual([
      '人事科、计财科｜名单｜2026-03-06',
      '人事科、计财科｜更新职能｜2026-03-10',
    ])
  })

  it('share words about all of them', () => {
    const orders = readOrders(
      ['督办单', '人事科 更新清单 3月6日前', '计财科 报送预算 3月6日前', '依据：局长批示', '限定知悉'].join(
        '\n',
      ),
      scene,
    )
    expect(orders.map((o) => [o.words.kind, o.words.basis, o.words.restricted])).toEqual([
      ['supervision', '局长批示', true],
      ['supervision', '局长批示', true],
    ])
  })

  it('a line nobody can read stays among them, to be asked about', () => {
    const orders = readOrders('人事科 更新清单 3月6日前\n财政科 报送预算\n计财科 报送决算', scene)
    expect(orders.map((o) => [o.line, o.reading.unsure.map((u) => u.field)])).toEqual([
      [1, []],
      [2, ['department']],
      [3, []],
    ])
  })
})

describe('one order', () => {
  it.each([
    ['its requirements below it', ['人事科 更新权责清单 3月6日前', '要求：逐项核对']],
    ['points below its matter', ['人事科 更新权责清单 3月6日前：', '1. 逐项核对', '2. 注意格式']],
    ['points below it', ['人事科 更新权责清单 3月6日前', '1. 逐项核对', '2. 注意格式']],
    ['its parts on lines of their own', ['人事科', '更新权责清单', '3月6日前']],
    ['figures in it', ['人事科 更新权责清单 3月6日前 核对3.5万条、1.2万人']],
  ])('%s', (_, lines) => {
    expect(read(...lines)).toHaveLength(1)
    expect(read(...lines)[0]).toMatch(/^人事科｜更新权责清单.*｜2026-03-06$/)
  })
})

describe('the lines of a message', () => {
  it('are counted as their sender counts', () => {
    expect(linesOf('一、甲\n\n二、乙').map((l) => [l.no, l.text, l.numbered])).toEqual([
      [1, '甲', true],
      [2, '乙', true],
    ])
  })

  it('a number that does not continue opens no new one', () => {
    expect(linesOf('人事科 2. 更新 5. 核对')).toHaveLength(1)
    expect(linesOf(Array.from({ length: 12 }, (_, i) => `${i + 1}. 第${i + 1}件`).join(' '))).toHaveLength(12)
  })
})
