import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/chat/message.ts'
import { wordNotice } from '../../../src/chat/notices/index.ts'
import type { NoticeView } from '../../../src/chat/notices/view.ts'
import type { OrderCard } from '../../../src/domain/notices.ts'
import { at, BASIC, CARD, DAY_OFF_DUE, department, dueOn, EXAMS, FINANCE, line, PERSONNEL } from './facts.ts'

const IN_GROUP: NoticeView = { inLeadingGroup: true, addressee: 'chat' }
const word = (card: OrderCard, view = IN_GROUP) => wordNotice({ kind: 'order.card', facts: card }, view)
const text = (card: OrderCard, view = IN_GROUP) => plainText(word(card, view))

describe("the order's own message", () => {
  it('stands in the group as the office issued it', () => {
    expect(text(CARD)).toBe(
      [
        '交办单〔2026〕12号　更新权责清单',
        '人事科（牵头，王强）　待签收',
        '计财科（配合，刘畅）　已签收 3月2日 10:12',
        '请于 3月9日（周一）17:30 前反馈，剩余 5 个工作日',
        '领导小组办公室（经办 李娜）　3月2日 10:05',
        '办理结果请回复本消息，以收到“已登记”为准',
      ].join('\n'),
    )
  })

  it('offers 签收 while somebody is waiting, and no longer', () => {
    const labels = (card: typeof CARD) => word(card).buttons?.map((b) => b.label)
    expect(word(CARD).buttons?.[0]).toEqual({
      label: '签收',
      press: { do: 'order.sign', order: 'order-12' },
      style: 'primary',
    })
    expect(labels(CARD)).toEqual(['签收', '申请延期', '申请改派'])
    expect(
      word(CARD)
        .buttons?.slice(1)
        .map((b) => b.fields?.map((f) => [f.name, f.required])),
    ).toEqual([
      [
        ['workdays', true],
        ['reason', true],
      ],
      [
        ['proper', false],
        ['reason', true],
      ],
    ])
    expect(word(CARD).typed).toBe(
      '回复“收到 #12”即为签收；延期、改派请写：/extend #12 3个工作日 理由，/reroute #12 科室 理由',
    )
    const inState = (state: 'signed' | 'answered') => ({
      ...CARD,
      assignments: CARD.assignments.map((a) => ({ ...a, state })),
    })
    expect(labels(inState('signed'))).toEqual(['申请延期', '申请改派'])
    expect(labels(inState('answered'))).toBeUndefined()
  })

  it('names no roles when every department answers for itself', () => {
    const assignments = [line(PERSONNEL, { person: '王强' }), line(FINANCE)]
    const lines = text({ ...CARD, separate: true, assignments }).split('\n')
    expect(lines.slice(1, 3)).toEqual(['人事科（王强）　待签收', '计财科　待签收'])
  })

  it('follows an answer, its approval and a return', () => {
    const assignments = [
      line(PERSONNEL, { state: 'approved', approvedAt: at('03-05 09:10') }),
      line(FINANCE, { role: 'assist', state: 'answered', answeredAt: at('03-04 15:20') }),
      line(BASIC, {
        role: 'assist',
        state: 'returned',
        due: dueOn('03-11'),
        returnReason: '缺少依据',
      }),
      line(EXAMS, { role: 'assist', state: 'excused' }),
    ]
    expect(
      text({ ...CARD, assignments, workdaysLeft: 1 })
        .split('\n')
        .slice(1, 5),
    ).toEqual([
      '人事科（牵头）　已审核 3月5日 09:10',
      '计财科（配合）　已反馈 3月4日 15:20',
      '基教科（配合）　已退回，3月11日（周三）17:30 前重新反馈',
      '考试中心（配合）　免予反馈',
    ])
  })

  it('calls nobody late in the leading group, and says it elsewhere', () => {
    const assignments = [
      line(PERSONNEL, {
        state: 'answered',
        answeredAt: at('03-11 09:00'),
        timeliness: { kind: 'late', workdays: 2 },
      }),
      line(FINANCE, { state: 'signed', signedAt: at('03-03 08:30') }),
    ]
    const card = { ...CARD, assignments, workdaysLeft: 0, separate: true }
    const now = at('03-11 10:00')
    expect(
      text(card, { ...IN_GROUP, now })
        .split('\n')
        .slice(1, 3),
    ).toEqual(['人事科　已反馈 3月11日 09:00', '计财科　待反馈'])
    expect(text(card, { inLeadingGroup: false, now }).split('\n').slice(1, 3)).toEqual([
      '人事科　已反馈 3月11日 09:00（逾期 2 个工作日）',
      '计财科　逾期，待反馈',
    ])
  })

  it('counts many departments and names those still owing', () => {
    const many = [
      ...['办公室', '人事科', '计财科'].map((n) =>
        line(department(n, n), { state: 'answered', answeredAt: at('03-03 09:00') }),
      ),
      ...['基教科', '督导室'].map((n) => line(department(n, n), { state: 'signed' })),
      line(EXAMS),
      line(department('aid', '资助中心', 'unit')),
    ]
    expect(text({ ...CARD, separate: true, assignments: many })).toBe(
      [
        '交办单〔2026〕12号　更新权责清单',
        '7 个科室、单位　已反馈 3，已签收 2，待签收 2',
        '待反馈：基教科、督导室',
        '待签收：考试中心、资助中心',
        '请于 3月9日（周一）17:30 前反馈，剩余 5 个工作日',
        '领导小组办公室（经办 李娜）　3月2日 10:05',
        '办理结果请回复本消息，以收到“已登记”为准',
      ].join('\n'),
    )
  })

  it('keeps the lead in sight beside many who assist', () => {
    const assist = ['计财科', '基教科', '安监科', '督导室'].map((n) =>
      line(department(n, n), { role: 'assist' }),
    )
    const lines = text({ ...CARD, assignments: [line(PERSONNEL, { person: '王强' }), ...assist] }).split('\n')
    expect(lines.slice(1, 4)).toEqual([
      '人事科（牵头，王强）　待签收',
      '配合 4 个科室　待签收 4',
      '待签收：计财科、基教科、安监科、督导室',
    ])
  })

  it('asks units to hand in, and says what is unusual about the due day', () => {
    const card = { ...CARD, ...DAY_OFF_DUE, assignments: [line(EXAMS, { due: DAY_OFF_DUE.due })] }
    expect(text(card)).toContain(
      '请于 12月5日（周六，休息日，前一工作日12月4日 周五）17:30 前报送，剩余 5 个工作日',
    )
  })

  it('closes', () => {
    const assignments = [
      line(PERSONNEL, { person: '王强', state: 'approved', approvedAt: at('03-06 16:10') }),
    ]
    const card: OrderCard = { ...CARD, state: 'closed', endedAt: at('03-06 16:10'), assignments }
    expect(text(card)).toBe(
      [
        '交办单〔2026〕12号　更新权责清单',
        '人事科（牵头，王强）　已审核 3月6日 16:10',
        '已办结　3月6日 16:10',
        '领导小组办公室（经办 李娜）　3月2日 10:05',
      ].join('\n'),
    )
    expect(word(card).buttons).toBeUndefined()
    expect(word(card).tone).toBe('done')
  })

  it('is revoked', () => {
    const card: OrderCard = { ...CARD, state: 'revoked', endedAt: at('03-03 09:00'), endReason: '重复下发' }
    expect(text(card)).toBe(
      [
        '交办单〔2026〕12号　更新权责清单',
        '已撤回　3月3日 09:00，不再办理',
        '事由　重复下发',
        '原承办　人事科、计财科',
        '领导小组办公室（经办 李娜）　3月2日 10:05',
      ].join('\n'),
    )
    expect(word(card).buttons).toBeUndefined()
  })

  it('gives a long subject its own line, whole', () => {
    const subject = '更新'.repeat(50)
    const lines = text({ ...CARD, subject }).split('\n')
    expect(lines.slice(0, 2)).toEqual(['交办单〔2026〕12号', `事项　${subject}`])
  })

  it('stays on one screen whatever its departments have done', () => {
    const states = ['waiting', 'signed', 'answered', 'approved', 'returned', 'excused', 'declined'] as const
    for (let leads = 0; leads <= 18; leads++) {
      const assignments = Array.from({ length: 18 }, (_, i) =>
        line(department(`d${i}`, `第${i}科`), {
          role: i < leads ? 'lead' : 'assist',
          state: states[i % states.length]!,
        }),
      )
      const card = { ...CARD, subject: '事项'.repeat(80), separate: leads === 18, assignments }
      for (const now of [at('03-02 10:05'), at('04-01 09:00')]) {
        const said = text(card, { ...IN_GROUP, now })
        expect(said.split('\n').length).toBeLessThanOrEqual(12)
        expect(said).not.toContain('逾期')
      }
    }
  })
})
