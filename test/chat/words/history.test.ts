import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import { history } from '../../../src/chat/words/history.ts'
import { at, dueOn } from '../notices/facts.ts'

const text = (message: Parameters<typeof plainText>[0]) => plainText(message).split('\n')

describe('a history', () => {
  it('has a line a fact, and of a long one the last ten', () => {
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
