import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import { wordGate } from '../../../src/chat/words/gate.ts'
import { type NotUnderstood, wordNotUnderstood } from '../../../src/chat/words/not-understood.ts'
import type { UnsureDateReason } from '../../../src/chat/words/unsure-date.ts'
import { day, moment } from '../../../src/domain/time.ts'

const now = moment('2026-11-23 09:20')
const text = (what: NotUnderstood) => plainText(wordNotUnderstood(what)).split('\n')

describe('the gate, to the sender alone', () => {
  const gate = (...args: Parameters<typeof wordGate>) => plainText(wordGate(...args)).split('\n')

  it('stops an order with what stood there', () => {
    const found = [
      { kind: 'id-card', count: 1 },
      { kind: 'mobile', count: 1 },
    ] as const
    expect(gate(found, 'order')).toEqual([
      '未予下发　内容含身份证号 1 处、手机号 1 处。',
      '请立即撤回原消息，并以申请件编号（如 YSQ-2026-041）代替；相关材料请传至该件卷宗。',
    ])
  })

  it('stops a message with a telephone number, and says how to ask for one', () => {
    expect(gate([{ kind: 'mobile', count: 2 }], 'message')).toEqual([
      '未予登记　内容含手机号 2 处。',
      '请立即撤回原消息，删去号码后重新发送。',
      '确需收集工作电话的，由办公室在交办事项中写明“联系电话”。',
    ])
  })

  it('sends what is classified elsewhere, whatever else stood there', () => {
    const found = [
      { kind: 'id-card', count: 1 },
      { kind: 'secrecy-mark', count: 1 },
    ] as const
    expect(gate(found, 'message')).toEqual([
      '未予登记　内容含身份证号 1 处、密级标志 1 处。',
      '请立即撤回原消息。',
      '涉密及工作秘密事项不得在工作群流转，请按保密规定通过机要渠道办理。',
    ])
  })
})

describe('not understood', () => {
  it('a date, with what can be written', () => {
    const unsure = [{ field: 'due', reason: 'not-understood', text: '下下个月' }] as const
    const reading = { departments: [] }
    expect(text({ kind: 'assignment', unsure, reading, now })).toEqual([
      '未能识别期限“下下个月”。可写：5个工作日内、本周五前、12月31日前。',
      '例：/交办 人事科 更新权责清单 本周五前',
    ])
  })

  it('says what was understood beside it', () => {
    const unsure = [
      { field: 'department', reason: 'unknown', text: '财政科', candidates: ['计财科'] },
    ] as const
    const reading = { departments: ['人事科'], subject: '更新权责清单', due: '本周五前' }
    expect(text({ kind: 'assignment', unsure, reading, now, example: '/交办 …' })).toEqual([
      '名单中没有“财政科”。是否指：计财科？请写全称后重新发送。',
      '已识别　承办 人事科；事项 更新权责清单；期限 本周五前；未予下发',
      '例：/交办 …',
    ])
  })

  const dates: readonly [UnsureDateReason, string, readonly string[], string][] = [
    ['impossible', '2月30日', [], '期限“2月30日”不存在。'],
    ['past', '上周五', ['2026-11-20'], '期限“上周五”（11月20日（周五））已过去，请另定期限。'],
    ['just-passed', '11月5日', ['2027-11-05'], '期限“11月5日”刚刚过去。是否指 2027年11月5日（周五）？'],
    ['far-ahead', '10月1日', ['2027-10-01'], '期限“10月1日”距今超过九个月。是否指 2027年10月1日（周五）？'],
    [
      'contradiction',
      '12月1日（周三）',
      ['2026-12-01', '2026-12-02'],
      '期限“12月1日（周三）”前后不一致。是否指 12月1日（周二），或 12月2日（周三）？',
    ],
    ['twelve-hour', '5点', ['2026-11-23'], '期限“5点”未写明上午、下午（11月23日（周一））。'],
    ['range', '12月1日至5日', ['2026-12-05'], '期限“12月1日至5日”是一段时间。是否指 12月5日（周六）？'],
    ['recurring', '每月5日前', [], '“每月5日前”是每期都要办理的常规事项，交办单只定一个期限。'],
    ['other-start', '公示结束后5个工作日内', [], '期限“公示结束后5个工作日内”从哪一天起算尚不能确定。'],
    ['number-or-day', '12号', ['2026-12-12'], '“12号”是指编号还是日期？'],
    ['which-day', '下午5点前', ['2026-11-24'], '期限“下午5点前”是指哪一天？是否指 11月24日（周二）？'],
    ['several-days', '节前', [], '期限“节前”不止一天可指。'],
    ['vague', '尽快', [], '期限“尽快”没有确定的日期，无法计算到期日。'],
    ['not-understood', '下下个月', [], '未能识别期限“下下个月”。可写：5个工作日内、本周五前、12月31日前。'],
    [
      'two-dates',
      '周五',
      ['2026-11-27', '2026-12-01'],
      '文中有多个日期，未能确定以“周五”还是其他日期为期限。是否指 11月27日（周五），或 12月1日（周二）？',
    ],
    ['loose', '周五', ['2026-11-27'], '“周五”是否为期限？是否指 11月27日（周五）？'],
  ]
  it.each(dates)('a date that is %s', (reason, said, candidates, expected) => {
    const lines = text({ kind: 'date-unsure', text: said, reason, candidates: candidates.map(day), now })
    expect(lines[0]).toBe(expected)
    expect(lines.length).toBeLessThanOrEqual(2)
  })

  it.each<readonly [NotUnderstood, readonly string[]]>([
    [
      { kind: 'unknown-command', name: 'asign', nearest: '/交办 人事科 更新权责清单 本周五前' },
      ['没有“/asign”这一命令。是否指：/交办 人事科 更新权责清单 本周五前', '全部命令请发送 /help'],
    ],
    [
      { kind: 'sentence', text: '今天天气不错' },
      [
        '未能识别“今天天气不错”。',
        '交办事项请写明科室、事项和期限，例：/交办 人事科 更新权责清单 本周五前',
        '全部命令请发送 /help',
      ],
    ],
    [
      { kind: 'unknown-department', text: '外事科', suggestions: [] },
      ['名单中没有“外事科”。请写科室、单位的规范名称；名单可发送 /roster 查看。'],
    ],
    [
      { kind: 'ambiguous-department', text: '职成', candidates: ['职成高教科', '职成教研室'] },
      ['“职成”可指：职成高教科、职成教研室。请写全称后重新发送。'],
    ],
    [
      { kind: 'leader-assigned', name: '陈志远' },
      [
        '陈志远同志为局领导，交办单只下发科室、单位，未予下发。',
        '此事宜报请审定，请由领导小组办公室拟件报送。',
      ],
    ],
    [{ kind: 'unsupported', form: '语音' }, ['暂不能读取语音。', '请改用文字说明，材料请以文件或图片发送。']],
  ])('%o', (what, expected) => {
    expect(text(what)).toEqual(expected)
  })

  it('is calm', () => {
    const all: NotUnderstood[] = [
      { kind: 'chat-unbound' },
      { kind: 'stranger' },
      { kind: 'without-post', name: '王强' },
      { kind: 'sentence', text: '很长'.repeat(200) },
    ]
    for (const what of all) expect(text(what).join()).not.toMatch(/[!！]|undefined|逾期/)
  })
})
