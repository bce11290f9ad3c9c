/** What an answer should hold and does not show, item by item. */
import { describe, expect, it } from 'vitest'
import { missingFrom, searchUnsaid } from '../../../src/chat/understand/checklist.ts'
import { ORDER_KINDS } from '../../../src/domain/kinds.ts'

const slip = (text: string, ...names: string[]) =>
  missingFrom({ checklist: ORDER_KINDS.slip.checklist, expectsFiles: true, text, names })
const rectification = (text: string, ...names: string[]) =>
  missingFrom({ checklist: ORDER_KINDS.rectification.checklist, expectsFiles: true, text, names })

describe('a 办理单', () => {
  it('asks four questions and expects files', () => {
    expect(slip('已办结')).toEqual(['政策解释', '职责确认', '信息检索', '公开属性', '附件'])
    expect(slip('依据《编制管理办法》，职责属我科；经检索已找到；可以公开', '检索表.xlsx')).toEqual([])
  })

  it('is answered by the names of files as well as by words', () => {
    expect(slip('见附件', '政策解释.docx', '职责确认书.pdf')).toEqual(['信息检索', '公开属性'])
    expect(slip('見附件：公開屬性為主動公開', '信息檢索表.xlsx')).toEqual(['政策解释', '职责确认'])
  })
})

describe('a 整改单', () => {
  it('takes any file for the evidence, and names a missing one once', () => {
    expect(rectification('整改情况：已全部整改到位')).toEqual(['佐证材料'])
    expect(rectification('整改情况：已全部整改到位', '照片1.jpg')).toEqual([])
    expect(rectification('已知悉', '照片1.jpg')).toEqual(['整改情况'])
  })

  it('is looked for by its own name where nobody listed other names', () => {
    const contents = { checklist: ['会议记录'], expectsFiles: false, text: '', names: [] }
    expect(missingFrom(contents)).toEqual(['会议记录'])
    expect(missingFrom({ ...contents, text: '附会议记录' })).toEqual([])
  })
})

describe('a search that found nothing', () => {
  it('is asked for its facts', () => {
    expect(searchUnsaid('经检索未查到相关信息')).toEqual(['检索范围', '关键词', '检索时间', '检索人'])
    expect(
      searchUnsaid('3月3日由王强检索档案系统，关键词“编制”，范围2019年至2025年，未检索到相关信息'),
    ).toEqual([])
  })

  it('is nothing to ask about when something was found', () => {
    expect(searchUnsaid('经检索，已找到文件两份')).toEqual([])
  })
})
