import { describe, expect, it } from 'vitest'
import { numberedText, plainText } from '../../../src/chat/message.ts'
import { NOTICE_WORDS, wordNotice } from '../../../src/chat/notices/index.ts'
import type { NoticeView } from '../../../src/chat/notices/view.ts'
import type { Notice, NoticeFacts, NoticeKind } from '../../../src/domain/notices.ts'
import { type Day, day, moment } from '../../../src/domain/time.ts'
import { at, BRIEF, dueLine, dueOn, EXAMS, FACTS, FINANCE, LATE_7 } from './facts.ts'

const ALONE: NoticeView = { inLeadingGroup: false, addressee: 'person' }
const GROUP: NoticeView = { inLeadingGroup: true, addressee: 'thread' }

function word<K extends NoticeKind>(kind: K, more: Partial<NoticeFacts[K]> = {}, view = ALONE) {
  const facts = { ...(FACTS[kind] as object), ...more }
  return wordNotice({ kind, facts } as Notice, view)
}
function text<K extends NoticeKind>(kind: K, more: Partial<NoticeFacts[K]> = {}, view = ALONE) {
  return plainText(word(kind, more, view)).split('\n')
}

describe('answers', () => {
  it('are receipted in one line', () => {
    expect(text('answer.receipt')).toEqual(['已登记　人事科反馈 3月4日 15:20，附件 3 个'])
    expect(text('answer.receipt', { files: 0, further: true })).toEqual([
      '已登记　人事科补充反馈 3月4日 15:20',
    ])
    expect(text('answer.receipt', { lost: 1, closed: true })).toEqual([
      '已登记　人事科反馈 3月4日 15:20，附件 3 个',
      '其中 1 个附件未能获取，请在本条下重新发送',
      '〔2026〕12号已办结',
    ])
  })

  it('after hours or late are said so, late ones not in the leading group', () => {
    const late = { files: 0, timeliness: { kind: 'late', workdays: 2 } } as const
    expect(
      text('answer.receipt', { files: 0, timeliness: { kind: 'afterHours', at: dueOn('03-04').at } }),
    ).toEqual(['已登记　人事科反馈 3月4日 15:20，当日17:30后反馈'])
    expect(text('answer.receipt', late)).toEqual(['已登记　人事科反馈 3月4日 15:20，逾期 2 个工作日反馈'])
    expect(text('answer.receipt', late, GROUP)).toEqual(['已登记　人事科反馈 3月4日 15:20'])
  })

  it('of files alone wait for a word', () => {
    expect(text('answer.gathering')).toEqual([
      '已收到人事科附件 3 个，尚未登记　〔2026〕12号',
      '可继续发送，或提交反馈；10分钟内没有新内容的，自动登记',
    ])
    expect(word('answer.gathering').buttons).toEqual([
      { label: '提交反馈', press: { do: 'answer.file', answer: 'answer-1' }, style: 'primary' },
    ])
  })

  it('reach the office with what can be done about them', () => {
    expect(text('answer.arrived')).toEqual([
      '人事科反馈　〔2026〕12号　更新权责清单',
      '王强 3月4日 15:20，附件 3 个，按期反馈',
      '内容　已办结，清单见附件',
      '请审核',
    ])
    const { buttons, typed } = word('answer.arrived')
    expect(buttons?.map((b) => [b.label, b.press])).toEqual([
      ['审核通过', { do: 'review.approve', order: 'order-12', department: 'personnel' }],
      ['退回', { do: 'review.return', order: 'order-12', department: 'personnel' }],
    ])
    expect(buttons?.[1]?.fields?.map((f) => [f.name, f.kind, f.required])).toEqual([
      ['reason', 'lines', true],
      ['due', 'text', false],
    ])
    expect(typed).toBe('回复 /accept #12 人事科，或 /return #12 人事科 理由')
  })

  it('of those who assist need no approval', () => {
    expect(text('answer.arrived', { role: 'assist', excerpt: '' }).at(-1)).toBe(
      '本项为配合，反馈即可，不必审核；需补充的，请退回并写明理由',
    )
  })

  it('ask again for a file that was lost', () => {
    expect(text('file.lost')).toEqual([
      '〔2026〕12号　附件未能获取：清单.docx、依据.pdf',
      '请在本条下重新发送，收到后并入原反馈',
    ])
  })
})

describe('what becomes of a part and of an order', () => {
  it.each([
    ['assignment.signed', ['〔2026〕12号　计财科已签收　刘畅 3月2日 10:12']],
    ['assignment.approved', ['〔2026〕12号　人事科反馈审核通过　李娜 3月5日 09:10', '本单已办结']],
    [
      'assignment.returned',
      [
        '〔2026〕12号　人事科的反馈已退回（李娜）',
        '理由　缺少第三项的依据文件',
        '请于 3月11日（周三）17:30 前重新反馈，仍在本条下回复',
      ],
    ],
    ['assignment.excused', ['〔2026〕12号　计财科免予反馈　事由：无相关事项']],
    [
      'order.revoked',
      ['〔2026〕12号　更新权责清单　已撤回', '事由　重复下发', '不再办理，已报材料留存备查（李娜）'],
    ],
    [
      'order.reopened',
      [
        '〔2026〕12号　更新权责清单　重新办理',
        '事由　上级补充要求',
        '请人事科、计财科于 3月11日（周三）17:30 前重新反馈',
      ],
    ],
    [
      'order.question',
      ['人事科请示　〔2026〕12号', '王强：请问口径是否包括教辅人员？', '请答复；答复前期限照常计算'],
    ],
    [
      'order.due-moved',
      [
        '〔2026〕12号　更新权责清单　期限调整',
        '人事科　期限调整为 3月10日（周二）17:30，原为 3月9日（周一）17:30',
        '事由　本单实际收到晚于下发之日，期限自收到次日起重新计算',
      ],
    ],
    [
      'orders.due-moved',
      [
        '期限调整 2 件',
        '〔2026〕12号　更新权责清单　3月9日（周一）17:30 调整为 3月10日（周二）17:30',
        '〔2026〕14号　人员招录信息　3月10日（周二）17:30 调整为 3月11日（周三）17:30',
        '事由　放假安排公布（国办发明电〔2026〕8号），据此重新计算工作日',
      ],
    ],
    [
      'operator.parked',
      [
        '消息未能送出，已搁置',
        '平台　飞书',
        '消息　交办单〔2026〕12号',
        '原因　机器人不在群内（230002）',
        '请运行 npm run -s duban -- doctor 核查该平台的凭证与权限，修复后重新投递',
      ],
    ],
    ['said', ['已下发']],
  ] as const)('%s', (kind, expected) => {
    expect(text(kind)).toEqual(expected)
  })

  it('a moved term cites the notice that moved it', () => {
    expect(text('order.due-moved', { why: 'calendar', notice: '国办发明电〔2026〕8号' }).at(-1)).toBe(
      '事由　放假安排公布（国办发明电〔2026〕8号），据此重新计算工作日',
    )
  })
})

describe('reminders, to one person alone', () => {
  it('merge what one head owes, the most urgent first', () => {
    expect(text('reminder.merged')).toEqual([
      '人事科今日待办 3 件',
      '逾期 1 个工作日　〔2026〕8号　随机抽查清单',
      '今日 17:30 到期　〔2026〕12号　更新权责清单',
      '还有 1 个工作日（3月10日 周二）　〔2026〕14号　人员招录信息',
      '办理结果请在原消息下回复，或写明编号回复，如：#8 已办结',
    ])
  })

  it('say when they come late, and whose department where it is not one', () => {
    const { lines } = FACTS['reminder.merged']
    const facts = { name: '王强', lines: lines.slice(0, 1), day: day('2026-03-09'), late: true }
    expect(
      plainText(wordNotice({ kind: 'reminder.merged', facts }, ALONE))
        .split('\n')
        .slice(0, 2),
    ).toEqual([
      '王强同志今日待办 1 件（补发 3月9日）',
      '还有 1 个工作日（3月10日 周二）　〔2026〕14号　人员招录信息（人事科）',
    ])
  })

  it('fold what does not fit on one screen', () => {
    const lines = Array.from({ length: 30 }, (_, i) =>
      dueLine(i + 1, '事项', { workdaysLeft: 2, due: dueOn('03-11') }),
    )
    const said = text('reminder.merged', { lines })
    expect(said).toHaveLength(12)
    expect(said[0]).toBe('人事科今日待办 30 件')
    expect(said[10]).toBe('另有 21 件，发送 /mine 查看')
  })

  it('ask the director how to go on', () => {
    expect(text('reminder.director')).toEqual([
      '逾期事项 1 件，请酌定',
      '〔2026〕7号　招生方案公开　基教科　逾期 3 个工作日，已催办 1 次',
    ])
    const about = { order: 'order-7', department: 'basic_education' }
    expect(word('reminder.director').buttons).toEqual([
      { label: '继续催办', press: { do: 'overdue.urge', ...about } },
      { label: '与科室沟通', press: { do: 'overdue.talk', ...about } },
      { label: '报分管领导', press: { do: 'overdue.report', ...about } },
      {
        label: '在工作群公布',
        press: { do: 'overdue.release', parts: 'order-7:basic_education' },
      },
    ])
    expect(numberedText(word('reminder.director'))).toContain('回复 1 继续催办 / 2 与科室沟通 / 3 报分管领导')
  })

  it('tell the buttons of several matters apart', () => {
    const lines = [LATE_7, { ...LATE_7, department: EXAMS }, dueLine(9, '事项', { workdaysLate: 3 })]
    expect(word('reminder.director', { lines }).buttons?.map((b) => b.label)).toEqual([
      '继续催办（7号基教科）',
      '与科室沟通（7号基教科）',
      '报分管领导（7号基教科）',
      '继续催办（7号考试中心）',
      '与单位沟通（7号考试中心）',
      '报分管领导（7号考试中心）',
      '继续催办（9号）',
      '与科室沟通（9号）',
      '报分管领导（9号）',
      '在工作群公布',
    ])
  })

  it('urge in time and overdue', () => {
    expect(text('assignment.urged')).toEqual([
      '催办　〔2026〕12号　更新权责清单',
      '人事科　期限 3月9日（周一）17:30，还有 1 个工作日',
      '李娜：组长要看这一件',
      '请抓紧办理，按期反馈',
      '请在原消息下回复，或写明编号回复，如：#12 已办结，见附件',
      '领导小组办公室（经办 李娜）',
    ])
    const line = dueLine(12, '更新权责清单', { department: EXAMS, workdaysLate: 2, urged: 3 })
    const said = plainText(
      wordNotice({ kind: 'assignment.urged', facts: { line, by: '李娜' } }, ALONE),
    ).split('\n')
    expect(said.slice(1, 3)).toEqual([
      '考试中心　期限 3月9日（周一）17:30，逾期 2 个工作日',
      '请抓紧办理，尽快报送',
    ])
    expect(said.at(-1)).toBe('领导小组办公室（经办 李娜）　第 3 次催办')
  })

  it('urge on the due day without saying it twice', () => {
    expect(text('assignment.urged', { line: dueLine(12, '更新权责清单') })[1]).toBe(
      '人事科　3月9日（周一）17:30 到期',
    )
  })
})

describe('leaders are reported to', () => {
  it('about an overdue matter', () => {
    expect(text('overdue.reported')).toEqual([
      '情况报告　〔2026〕7号　招生方案公开',
      '基教科承办，期限 2月27日（周五）17:30',
      '目前尚未反馈，逾期 3 个工作日，已催办 1 次',
      '以上情况，报请阅示',
      '领导小组办公室（张明）',
    ])
  })

  it('in a brief of one screen', () => {
    expect(text('brief.daily')).toEqual([
      '政务公开办理日报　3月6日（周五）',
      '请您审定 2 件　〔2026〕9号计财科延期申请　拟下发 公开部门预算（李娜）',
      '红灯 1 件　〔2026〕7号 招生方案公开，基教科，逾期 5 个工作日，已催办 2 次',
      '昨日交办 4 件，办结 6 件；在办 23 件，下周到期 5 件',
      '履历校验码 3f9a0c51be77',
    ])
    expect(word('brief.daily').buttons?.map((b) => b.label)).toEqual([
      '同意延期（9号计财科）',
      '同意下发（公开部门预算）',
      '为何红灯（7号基教科）',
      '请办公室督促',
      '查看台账',
    ])
  })

  it('on a Monday, about Friday', () => {
    const lines = text('brief.daily', {
      day: '2026-03-09' as Day,
      lastDay: '2026-03-06' as Day,
      decide: [],
      drafts: [],
      red: [],
      late: true,
    })
    expect(lines.slice(0, 2)).toEqual([
      '政务公开办理日报　3月9日（周一）（补发）',
      '上一工作日交办 4 件，办结 6 件；在办 23 件，下周到期 5 件',
    ])
  })

  it('with several red items, a line each', () => {
    const red = Array.from({ length: 20 }, (_, i) => ({ ...LATE_7, no: { year: 2026, no: i + 1 } }))
    const [one] = BRIEF.decide
    const decide = Array.from({ length: 20 }, (_, i) => ({ ...one!, no: { year: 2026, no: i + 1 } }))
    const said = text('brief.daily', { red, decide, drafts: [] })
    expect(said.length).toBeLessThanOrEqual(12)
    expect(said[1]).toContain('请您审定 20 件　')
    expect(said[2]).toBe('红灯 20 件')
    expect(said[3]).toBe('〔2026〕1号 招生方案公开，基教科，逾期 5 个工作日，已催办 2 次')
    expect(said).toContain('另有 15 件，见台账')
  })
})

describe('every notice', () => {
  const many = Array.from({ length: 40 }, (_, i) =>
    dueLine(i + 1, '关于进一步做好政务公开有关工作的事项'.repeat(4), {
      workdaysLate: i % 3,
      due: dueOn('03-09'),
    }),
  )
  const manyWaiting = many.map(({ no, subject, department }) => ({
    no,
    subject,
    department,
    kind: 'extension' as const,
    by: '王强',
    at: moment('2026-03-06 10:00'),
  }))
  const long = '请按要求补充有关材料。'.repeat(40)
  const FULL: Partial<{ [K in NoticeKind]: Partial<NoticeFacts[K]> }> = {
    'answer.receipt': { lost: 2, closed: true, timeliness: { kind: 'late', workdays: 3 } },
    'file.lost': { names: Array.from({ length: 30 }, (_, i) => `附件${i}.docx`) },
    'assignment.returned': { reason: `${long}\n${long}` },
    'reminder.merged': { lines: many, waiting: manyWaiting },
    'reminder.director': { lines: many, own: many, waiting: manyWaiting },
    'requests.waiting': { lines: manyWaiting },
    'brief.daily': {
      ...BRIEF,
      red: many,
      drafts: many.map((l) => ({ id: l.order, subject: l.subject, by: '李娜' })),
    },
    'sheet.weekly': { overdue: many, dueNextWeek: many },
    'overdue.released': { lines: many },
    'order.question': { text: long },
    'order.reopened': { departments: Array.from({ length: 18 }, () => FINANCE) },
  }
  const kinds = Object.keys(NOTICE_WORDS) as NoticeKind[]

  it.each(kinds)('%s fits on a phone, calmly', (kind) => {
    for (const more of [{}, FULL[kind] ?? {}]) {
      for (const view of [ALONE, GROUP]) {
        const message = word(kind, more as never, view)
        const lines = plainText(message).split('\n')
        expect(lines.length).toBeLessThanOrEqual(12)
        expect(numberedText(message)).not.toMatch(/[!！]|\p{Extended_Pictographic}/u)
      }
    }
  })

  it('spoken in the leading group never says 逾期', () => {
    const spokenThere: NoticeKind[] = [
      'order.card',
      'answer.receipt',
      'answer.gathering',
      'file.lost',
      'assignment.signed',
      'assignment.approved',
      'assignment.returned',
      'assignment.excused',
      'order.revoked',
      'order.reopened',
      'order.due-moved',
    ]
    for (const kind of spokenThere) {
      for (const more of [{}, FULL[kind] ?? {}]) {
        expect(text(kind, more as never, { ...GROUP, now: at('03-20 10:00') }).join()).not.toContain('逾期')
      }
    }
  })

  it('in time never carries the word 逾期', () => {
    for (const kind of ['answer.receipt', 'answer.arrived', 'assignment.urged', 'order.card'] as const) {
      expect(text(kind).join()).not.toContain('逾期')
    }
    const lines = [dueLine(1, '甲'), dueLine(2, '乙', { workdaysLeft: 2, due: dueOn('03-11') })]
    expect(text('reminder.merged', { lines, day: day('2026-03-09') }).join()).not.toContain('逾期')
  })

  it('to a leader asks for reading, never for doing', () => {
    for (const kind of ['brief.daily', 'overdue.reported'] as const) {
      const said = text(kind)
        .join()
        .replaceAll(/已催办 \d+ 次/g, '')
      expect(said).not.toMatch(/催办|请处理|请抓紧|请尽快/)
    }
  })

  it('has its own example here', () => {
    expect(Object.keys(FACTS).sort()).toEqual([...kinds].sort())
  })
})
