import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/chat/normalize.ts'
import { findNo, parseNo, printNo } from '../../src/domain/serial.ts'

const found = (text: string) => {
  const hit = findNo(normalize(text).text, 2026)
  return hit && printNo(hit.no)
}

describe('a number as people type it', () => {
  it.each([
    ['#12', '〔2026〕12号'],
    ['# 12', '〔2026〕12号'],
    ['#12号', '〔2026〕12号'],
    ['#2025-12', '〔2025〕12号'],
    ['12号', '〔2026〕12号'],
    ['2025-12号', '〔2025〕12号'],
    ['〔2025〕12号', '〔2025〕12号'],
    ['[2025]12号', '〔2025〕12号'],
    ['(2025)12号', '〔2025〕12号'],
    ['〔2025〕第12号', '〔2025〕12号'],
    ['＃１２', '〔2026〕12号'],
    ['＃２０２５－１２', '〔2025〕12号'],
    ['１２號', '〔2026〕12号'],
    ['（２０２５）１２号', '〔2025〕12号'],
    ['#99999', '〔2026〕99999号'],
  ])('%s is %s', (text, printed) => {
    const no = parseNo(normalize(text).text, 2026)
    expect(no && printNo(no)).toBe(printed)
    expect(found(text)).toBe(printed)
  })

  it.each(['', '#', '12', '#0', '0号', '#123456', '#12 13', '2026年', '3月5号', '#12a', '〔26〕12号', '#-3'])(
    '%s is none',
    (text) => {
      expect(parseNo(text, 2026)).toBeUndefined()
    },
  )

  it('what is printed can be typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2100 }), fc.integer({ min: 1, max: 99_999 }), (year, no) => {
        expect(parseNo(printNo({ year, no }), 1999)).toEqual({ year, no })
        expect(parseNo(`#${year}-${no}`, 1999)).toEqual({ year, no })
        expect(parseNo(`#${no}`, year)).toEqual({ year, no })
      }),
    )
  })
})

describe('a number somewhere in a message', () => {
  it.each([
    ['/accept #12 全部', '〔2026〕12号'],
    ['交办单〔2025〕12号，已办结', '〔2025〕12号'],
    ['关于〔2025〕12号的反馈', '〔2025〕12号'],
    ['12号已办结', '〔2026〕12号'],
    ['12号 材料已报', '〔2026〕12号'],
    ['12号：见附件', '〔2026〕12号'],
    ['请看12号单', '〔2026〕12号'],
    ['申请延期 12号', '〔2026〕12号'],
    ['12号请抓紧办理', '〔2026〕12号'],
    ['12号反馈如下', '〔2026〕12号'],
    ['3月5号前报送，见#7', '〔2026〕7号'],
    ['按国办发明电〔2025〕7号办，对应#8', '〔2026〕8号'],
    ['#0和#8', '〔2026〕8号'],
    ['人事科已办＃１２', '〔2026〕12号'],
    ['催办〔2025〕12号', '〔2025〕12号'],
    ['申请延期〔2025〕12号', '〔2025〕12号'],
    ['见：\n〔2025〕12号', '〔2025〕12号'],
  ])('%s → %s', (text, printed) => {
    expect(found(text)).toBe(printed)
  })

  it.each([
    '3月5号',
    '3月 5号',
    '3月15号，人事科报送',
    '下月5号 前',
    '2026年',
    '2026年12号',
    '2026年3月5号。',
    '5号前反馈',
    '5号下午开会',
    '请于5号，报送',
    '5号请假',
    '2026-03-05号',
    '国办发明电〔2025〕7号',
    '鲁教办字〔2026〕100号文件',
    '示教办〔2026〕1号',
    'YSQ〔2026〕1号',
    '12号楼',
    '第3.5号，',
    '#123456',
    '联系电话139号码',
    '人事科 更新权责清单 5个工作日内',
    'YSQ-2026-041',
  ])('%s → none', (text) => {
    expect(found(text)).toBeUndefined()
  })

  it('says where it stands', () => {
    expect(findNo('请看 #2025-12 一下', 2026)).toEqual({ no: { year: 2025, no: 12 }, start: 3, end: 11 })
  })
})
