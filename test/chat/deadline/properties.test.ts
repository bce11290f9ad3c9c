import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDeadlines } from '../../../src/chat/deadline/index.ts'
import { type Day, moment } from '../../../src/domain/time.ts'
import groups from '../../fixtures/deadline-phrases.json' with { type: 'json' }
import holidays from '../../fixtures/holidays-cn.json' with { type: 'json' }
import { calendar } from '../bureau.ts'

/** Counts on the wall: one day after another, asking the published table. */
function countedOnTheWall(from: string, n: number): string {
  const table = holidays as Record<string, { kind: string }>
  const at = new Date(`${from}T00:00:00Z`)
  for (let left = n; left > 0; ) {
    at.setUTCDate(at.getUTCDate() + 1)
    const kind = table[at.toISOString().slice(0, 10)]?.kind
    const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6
    if (kind === 'workday' || (kind === undefined && !weekend)) left--
  }
  return at.toISOString().slice(0, 10)
}

const dayIn = (first: string, last: string) =>
  fc
    .integer({ min: Date.parse(first) / 86_400_000, max: Date.parse(last) / 86_400_000 })
    .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))

const at = (d: string) => moment(`${d}T08:00:00+08:00`)
const chinese = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
function spelled(n: number): string {
  if (n < 10) return n === 2 ? '两' : chinese[n]!
  if (n < 20) return `十${n % 10 ? chinese[n % 10] : ''}`
  return `${chinese[Math.floor(n / 10)]}十${n % 10 ? chinese[n % 10] : ''}`
}
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const TRADITIONAL: Record<string, string> = {
  个: '個',
  内: '內',
  周: '週',
  节: '節',
  国: '國',
  庆: '慶',
  后: '後',
  点: '點',
  两: '兩',
  开: '開',
  前: '前',
  务: '務',
  迟: '遲',
  报: '報',
  时: '時',
  号: '號',
  礼: '禮',
  过: '過',
  季: '季',
  旦: '旦',
  劳: '勞',
  动: '動',
}
const traditional = (text: string) => [...text].map((c) => TRADITIONAL[c] ?? c).join('')

const plainReading = (text: string, now: string) =>
  readDeadlines(text, moment(now), calendar).map(({ span: _span, text: _text, ...rest }) => rest)

describe('N个工作日内', () => {
  it('agrees with counting days on the wall, in digits and in characters', () => {
    fc.assert(
      fc.property(dayIn('2024-01-01', '2026-09-30'), fc.integer({ min: 1, max: 60 }), (today, n) => {
        const expected = countedOnTheWall(today, n)
        for (const said of [
          `${n}个工作日内`,
          `${spelled(n)}个工作日内`,
          `请于${n}个工作日内反馈`,
          `${n}工作日`,
        ]) {
          const [reading, ...more] = readDeadlines(said, at(today), calendar)
          expect(more).toEqual([])
          expect(reading).toMatchObject({
            kind: 'due',
            date: expected,
            effectiveWorkday: expected,
            term: { workdays: n },
          })
        }
      }),
      { numRuns: 400 },
    )
  })

  it('the wall counts make-up days and holidays (control)', () => {
    expect(countedOnTheWall('2026-02-14', 5)).toBe('2026-02-28')
    expect(countedOnTheWall('2026-09-28', 10)).toBe('2026-10-16')
  })
})

describe('every reading', () => {
  it('is the same for full-width and traditional writing', () => {
    for (const { now, phrases } of groups) {
      for (const { text } of phrases) {
        expect(plainReading(wide(text), now), wide(text)).toEqual(plainReading(text, now))
        expect(plainReading(traditional(text), now), traditional(text)).toEqual(plainReading(text, now))
      }
    }
  })

  it('is the same with invisible characters strewn in', () => {
    for (const { now, phrases } of groups.slice(0, 2)) {
      for (const { text } of phrases)
        expect(plainReading([...text].join('\u200b'), now), text).toEqual(plainReading(text, now))
    }
  })

  it('lies today or later, and its effective working day is the last one on or before it', () => {
    const words = fc.constantFrom(
      '5',
      '12',
      '月',
      '日',
      '号',
      '周',
      '下',
      '本',
      '五',
      '前',
      '内',
      '个工作日',
      '天',
      '节',
      '国庆',
      '后',
      '年',
      '底',
      '点',
      '下午',
      '第一个工作日',
      '：',
      ' ',
      '人事科',
      '2026',
      '31',
      '-',
      '（',
      '）',
      '至',
      '元旦',
    )
    fc.assert(
      fc.property(dayIn('2024-01-01', '2027-12-31'), fc.array(words, { maxLength: 12 }), (today, parts) => {
        for (const r of readDeadlines(parts.join(''), at(today), calendar)) {
          if (r.kind !== 'due') continue
          expect(r.date >= today).toBe(true)
          expect(r.effectiveWorkday).toBe(calendar.workdayOnOrBefore(r.date as Day))
        }
      }),
      { numRuns: 3000 },
    )
  })
})

describe('any text', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({
            unit: fc.constantFrom(
              ...'一二三十个工作日内前后周月年号点上下午班节国庆元旦春第本每至到（）:：-/.0123456789 ，',
            ),
          }),
        ),
        (text) => {
          readDeadlines(text, at('2026-11-23'), calendar)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('of ten thousand characters takes less than two seconds, whatever it repeats', () => {
    for (const part of [
      '1',
      '一',
      '个',
      '五',
      '周',
      '下',
      '下下',
      '月',
      '12月',
      ' ',
      '5个',
      '(',
      '3-',
      '最迟',
      '每',
      '节后第',
      '2026-',
      '二〇',
      '上午',
      '12月5日至',
      '人事科、',
      '，',
      '第',
    ]) {
      const text = part.repeat(Math.ceil(10_000 / part.length))
      const started = performance.now()
      readDeadlines(text, at('2026-11-23'), calendar)
      expect(performance.now() - started, part).toBeLessThan(2000)
    }
  })
})
