import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import { draftLines, orderBlocks } from '../../../src/chat/words/drafts.ts'
import { previewSeveral } from '../../../src/chat/words/previews.ts'
import type { DraftLine } from '../../../src/domain/notices.ts'
import { dueOn } from '../notices/facts.ts'

const LINE: DraftLine = {
  kind: '交办单',
  subject: '更新权责清单',
  lead: [{ department: '人事科', person: '王强' }],
  assist: [],
  due: dueOn('03-09'),
  workdays: 5,
  basis: '办公室指定',
}
const year = { year: 2026 }
const several = (count: number, more: Partial<DraftLine> = {}) =>
  plainText(
    previewSeveral({
      id: 'draft-1',
      orders: Array.from({ length: count }, (_, i) => ({ ...LINE, subject: `第${i + 1}件`, ...more })),
    }),
  ).split('\n')

describe('an order before its issue', () => {
  it('shows all that was said with it', () => {
    expect(
      draftLines(
        {
          ...LINE,
          kind: '督办单',
          basis: '局长批示',
          urgency: 'most_urgent',
          lead: [{ department: '人事科', person: '王强', handler: '李明' }],
          reviewer: '罗静',
          copied: ['计财科', '孙丽'],
          restrictedTo: [{ name: '人事科', by: 'chat' }],
        },
        year,
      ),
    ).toEqual([
      '事项　更新权责清单',
      '牵头　人事科（王强，经办 李明）',
      '期限　3月9日（周一）17:30　5 个工作日',
      '依据　局长批示',
      '紧急程度　特急（下发后报主任确认，确认前按加急办理）',
      '审核　罗静　抄送　计财科、孙丽（供知悉）',
      '限定知悉　只送人事科群；工作群仅见编号',
    ])
  })
})

describe('several of them', () => {
  it('two lines each while they are few, what they share once', () => {
    expect(several(2)).toEqual([
      '拟下发 2 件，分别编号',
      '1　第1件',
      '人事科（王强）　3月9日（周一）17:30',
      '2　第2件',
      '人事科（王强）　3月9日（周一）17:30',
      '交办单　依据　办公室指定',
    ])
  })

  it.each([2, 4, 5, 10, 11, 20])('%i of them fit one screen, and every one is named', (count) => {
    const lines = several(count, { urgency: 'urgent', copied: ['计财科'] })
    expect(lines.length).toBeLessThanOrEqual(12)
    for (let i = 1; i <= count; i++) expect(lines.join('\n')).toContain(`第${i}件`)
  })

  it('say beside each what is not the same for all', () => {
    const lines = orderBlocks([LINE, { ...LINE, kind: '督办单', basis: '局长批示', urgency: 'urgent' }], year)
    expect(lines[3]).toBe('人事科（王强）　3月9日（周一）17:30　督办单　依据 局长批示　加急')
    expect(lines[1]).toBe('人事科（王强）　3月9日（周一）17:30')
  })
})
