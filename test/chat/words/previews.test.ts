import { describe, expect, it } from 'vitest'
import { numberedText, plainText } from '../../../src/chat/message.ts'
import { type PreviewFacts, preview } from '../../../src/chat/words/previews.ts'
import { day, timeOfDay } from '../../../src/domain/time.ts'

const FACTS: PreviewFacts = {
  id: 'draft-1',
  kind: '交办单',
  subject: '更新权责清单',
  lead: [{ department: '人事科', person: '王强' }],
  assist: [{ department: '计财科', person: '刘畅' }],
  due: { on: day('2026-03-09'), at: timeOfDay('17:30'), provisional: false },
  workdays: 5,
  basis: '办公室指定',
}
const text = (more: Partial<PreviewFacts> = {}) => plainText(preview({ ...FACTS, ...more })).split('\n')

describe('the preview', () => {
  it('shows exactly what will happen', () => {
    expect(text()).toEqual([
      '拟下发 交办单',
      '事项　更新权责清单',
      '牵头　人事科（王强）　配合　计财科（刘畅）',
      '期限　3月9日（周一）17:30　5 个工作日',
      '依据　办公室指定',
    ])
    expect(preview(FACTS).buttons?.map((b) => [b.label, b.press])).toEqual([
      ['确认下发', { do: 'draft.confirm', draft: 'draft-1' }],
      ['修改', { do: 'draft.edit', draft: 'draft-1' }],
      ['取消', { do: 'draft.cancel', draft: 'draft-1' }],
    ])
    expect(numberedText(preview(FACTS)).split('\n').at(-1)).toBe('回复 1 确认下发 / 2 修改 / 3 取消')
  })

  it('says when every department answers for itself', () => {
    const lead = [...FACTS.lead, { department: '督导室' }]
    expect(text({ lead, assist: [] })[2]).toBe('承办　人事科（王强）、督导室　分别办理')
  })

  it('counts many departments and folds their names', () => {
    const lead = Array.from({ length: 25 }, (_, i) => ({ department: `${i + 1}室` }))
    expect(text({ lead, assist: [] }).slice(2, 4)).toEqual([
      '承办　25 个科室、单位　分别办理',
      `${lead
        .slice(0, 20)
        .map((d) => d.department)
        .join('、')}等 25 个`,
    ])
    const assist = lead.slice(0, 5)
    expect(text({ assist }).slice(2, 5)).toEqual([
      '牵头　人事科（王强）',
      '配合　5 个科室、单位',
      '1室、2室、3室、4室、5室',
    ])
  })

  it('is shown anew when receipt moved the date', () => {
    expect(text({ movedFrom: day('2026-03-06') })).toContain(
      '期限因收到时间变更（原为 3月6日（周五）），请重新确认',
    )
  })

  it('says what else was read, on one screen', () => {
    const lead = Array.from({ length: 9 }, (_, i) => ({ department: `${i}室` }))
    const readings = ['文中另有日期　1月10日（周六）', '二', '三', '四']
    const lines = text({ lead, assist: lead, readings, asksPhones: true, movedFrom: day('2026-03-06') })
    expect(lines).toContain('文中另有日期　1月10日（周六）')
    expect(lines).toContain('本单征集联系电话：反馈中的工作电话予以登记，他处不显示')
    expect(lines.length).toBeLessThanOrEqual(12)
  })
})
