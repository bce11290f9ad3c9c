import { describe, expect, it } from 'vitest'
import { type OrderWords, readOrderWords } from '../../../src/chat/assignment/order-words.ts'
import { practiceBook, practicePeople } from '../../support/practice-book.ts'

const read = (line: string): OrderWords =>
  readOrderWords(line, { book: practiceBook, people: practicePeople, year: 2026 })

describe('the kind', () => {
  it.each([
    ['督办单 人事科 更新权责清单 3月6日前', 'supervision', '人事科 更新权责清单 3月6日前'],
    ['督办单人事科更新权责清单', 'supervision', '人事科更新权责清单'],
    ['下发整改单：基教科 招生方案未公开', 'rectification', '基教科 招生方案未公开'],
    ['请下发一份办理单给人事科 YSQ-2026-041', 'slip', '人事科 YSQ-2026-041'],
    ['YSQ-2026-041 人事科 检索招录信息 办理单', 'slip', 'YSQ-2026-041 人事科 检索招录信息'],
    ['人事科 更新权责清单，列为督办单', 'supervision', '人事科 更新权责清单'],
    ['【督办单】人事科 更新权责清单', 'supervision', '人事科 更新权责清单'],
    ['交办单 人事科 更新权责清单', 'task', '人事科 更新权责清单'],
    ['下發督辦單：人事科 更新權責清單', 'supervision', '人事科 更新權責清單'],
  ])('%s', (line, kind, text) => {
    expect(read(line)).toMatchObject({ kind, text })
  })

  it.each(['人事科 汇总整改单 3月6日前', '人事科 修订督办单管理办法', '人事科 对照督办单〔2026〕8号整改'])(
    'is not read where it is part of the matter: %s',
    (line) => {
      expect(read(line)).toMatchObject({ text: line })
      expect(read(line).kind).toBeUndefined()
    },
  )
})

describe('the urgency', () => {
  it.each([
    ['特急：人事科 报送说明', 'most_urgent', '人事科 报送说明'],
    ['特急人事科报送说明', 'most_urgent', '人事科报送说明'],
    ['人事科 加急 报送说明', 'urgent', '人事科  报送说明'],
    ['【加急】人事科 报送说明', 'urgent', '人事科 报送说明'],
    ['特急督办单 人事科 报送说明', 'most_urgent', '人事科 报送说明'],
    ['人事科 报送说明，请按特急办理', 'most_urgent', '人事科 报送说明'],
    ['平件 人事科 报送说明', 'ordinary', '人事科 报送说明'],
  ])('%s', (line, urgency, text) => {
    expect(read(line)).toMatchObject({ urgency, text })
  })

  it.each(['人事科 修订加急件管理办法', '人事科 加急件管理办法 3月6日前', '计财科 统计特急件数量'])(
    'is not read where it is part of the matter: %s',
    (line) => {
      expect(read(line)).toMatchObject({ text: line })
      expect(read(line).urgency).toBeUndefined()
    },
  )
})

describe('what it rests on', () => {
  it.each([
    ['督办单 人事科 更新清单 依据钱卫东批示', '钱卫东批示'],
    ['督办单 根据局长批示要求，人事科 更新清单', '局长批示'],
    ['督办单 人事科 更新清单 局长批示', '局长批示'],
    ['督办单 人事科 更新清单 依据#8', '〔2026〕8号'],
    ['督办单 人事科 更新清单 交办单〔2026〕8号', '交办单〔2026〕8号'],
    ['整改单 基教科 招生方案未公开 2026年第1轮督查', '2026年第1轮督查'],
    ['整改单 基教科 招生方案未公开，依据：第二轮督查通报', '第二轮督查通报'],
    ['交办单 人事科 更新清单 依据：示教办〔2026〕3号', '示教办〔2026〕3号'],
  ])('%s', (line, basis) => {
    expect(read(line).basis).toBe(basis)
  })

  it('is a preamble only in an ordinary order', () => {
    expect(read('根据省厅通知要求，人事科 更新权责清单').basis).toBeUndefined()
  })

  it('may be the matter too', () => {
    const { basis, withBasis } = read('整改单 基教科 第1轮督查发现的问题 3月20日前')
    expect(basis).toBe('第1轮督查发现的问题')
    expect(withBasis).toContain('第1轮督查发现的问题')
  })
})

describe('other parts in it', () => {
  it('are read and taken out', () => {
    const words = read('人事科（经办李明）牵头 更新清单 罗静审核 抄送计财科、孙丽')
    expect(words.handlers.map((h) => h.code)).toEqual(['li-ming'])
    expect(words.reviewer?.code).toBe('luo-jing')
    expect(words.copied).toEqual({ departments: ['planning_finance'], people: ['sun-li'] })
    expect(words.text).toBe('人事科牵头 更新清单')
    expect(words.unclear).toEqual([])
  })

  it.each([
    ['人事科 更新清单，由李明经办', '人事科 更新清单'],
    ['人事科（牵头，经办李明） 更新清单', '人事科（牵头） 更新清单'],
    ['人事科 更新清单 经办人：李明', '人事科 更新清单'],
  ])('经办: %s', (line, text) => {
    expect(read(line)).toMatchObject({ handlers: [{ code: 'li-ming' }], text })
  })

  it('抄送 takes groups', () => {
    expect(read('人事科 更新清单 抄送各直属单位').copied?.departments).toHaveLength(9)
  })

  it('say who was not understood', () => {
    expect(read('人事科（经办张三丰） 更新清单').unclear).toEqual([{ role: 'handler', text: '张三丰' }])
    expect(read('人事科 更新清单 抄送财政局').unclear).toEqual([{ role: 'copied', text: '财政局' }])
  })

  it.each(['人事科 完善抄送制度', '人事科 加强信息审核 3月6日前', '人事科 更新经办人名册'])(
    'are not read where they are the matter: %s',
    (line) => {
      expect(read(line)).toMatchObject({ text: line, handlers: [], unclear: [] })
    },
  )
})

describe('the rest', () => {
  it('限定知悉 and 报组长审定 are flags', () => {
    expect(read('人事科 核查线索 限定知悉')).toMatchObject({ restricted: true, text: '人事科 核查线索' })
    expect(read('人事科 核查线索（注意保密范围）')).toMatchObject({
      restricted: true,
      text: '人事科 核查线索',
    })
    expect(read('人事科 更新清单，报组长审定后下发')).toMatchObject({ submit: true, text: '人事科 更新清单' })
    expect(read('人事科 修订限定知悉件管理办法')).toMatchObject({ restricted: false })
  })

  it('an ordinary line is left as it is, character for character', () => {
    for (const line of [
      '人事科牵头、计财科配合 更新权责清单 5个工作日内',
      '请基教科于下周三前把招生方案报办公室',
    ])
      expect(read(line)).toEqual({ text: line, handlers: [], unclear: [], restricted: false, submit: false })
  })
})
