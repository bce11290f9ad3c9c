import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import { type ListRow, orderDetail, orderList } from '../../../src/chat/words/lists.ts'
import { at, CARD, line, PERSONNEL } from '../notices/facts.ts'

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
})
