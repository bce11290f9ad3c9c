import { describe, expect, it } from 'vitest'
import { plainText } from '../../src/chat/message.ts'
import { REFUSAL_WORDS, wordRefusal } from '../../src/chat/refusals.ts'
import { type ActionName, AUTHORITY } from '../../src/domain/authority.ts'
import type { Refusal } from '../../src/domain/decision.ts'
import type { RefusalCode, RefusalFacts } from '../../src/domain/refusals.ts'
import { day, moment } from '../../src/domain/time.ts'

const DEPARTMENTS: Record<string, string> = { personnel: '人事科', planning_finance: '计财科' }
const PEOPLE: Record<string, string> = { 'liu-chang': '刘畅' }
const names = {
  department: (code: string) => DEPARTMENTS[code] ?? code,
  person: (code: string) => PEOPLE[code] ?? code,
}
const no = { year: 2026, no: 12 }
const both = ['personnel', 'planning_finance']

/** One example of every code, with its words; a code without one does not compile. */
const SAID: { readonly [C in RefusalCode]: readonly [RefusalFacts[C], ...string[]] } = {
  'person.unknown': [
    {},
    '未能识别您的账号，现行名单中没有与之对应的人员。',
    '请与领导小组办公室联系登记；已领取绑定码的，请发送：/bind 绑定码',
  ],
  'person.without-post': [
    { name: '王强' },
    '名单中王强目前没有在任职务，未予办理。',
    '职务有变动的，请领导小组办公室更新名单。',
  ],
  'authority.not-yours': [
    { action: 'assign', holders: ['office_staff'] },
    '此项由领导小组办公室办理（工作规则第七条）。',
    '您要求的是“交办”，未予办理；如有需要，请向办公室提出。',
  ],
  'authority.other-department': [
    { action: 'answer', departments: both },
    '此项由承办科室、单位自行反馈，您不在其列。',
    '承办：人事科、计财科。',
    '需要改由您办理的，请与领导小组办公室联系。',
  ],
  'order.unknown': [
    { no: '〔2026〕99号' },
    '没有查到〔2026〕99号。',
    '请核对编号；在办事项可发送 /list 查看。',
  ],
  'order.which': [
    { action: '反馈', open: [no, { year: 2026, no: 14 }] },
    '“反馈”是对哪一件？您名下有：〔2026〕12号、〔2026〕14号。',
    '请在该单下回复，或写明编号。',
  ],
  'order.already-closed': [
    { no, at: moment('2026-03-06 16:10') },
    '〔2026〕12号已于3月6日 16:10办结，无需再办理。',
    '确需继续办理的，由领导小组办公室重新办理：/reopen #12 理由',
  ],
  'order.already-revoked': [
    { no, at: moment('2027-01-04 09:00') },
    '〔2026〕12号已于2027年1月4日 09:00撤回，不再办理。',
    '需要继续的，由领导小组办公室另行交办。',
  ],
  'order.not-closed': [
    { no },
    '〔2026〕12号正在办理，尚未办结，无需重新办理。',
    '进展可发送 /show #12 查看。',
  ],
  'order.no-departments': [
    {},
    '未写明承办科室、单位，未予下发。',
    '例：/交办 人事科 更新权责清单 5个工作日内',
  ],
  'order.no-subject': [{}, '未写明交办事项，未予下发。', '例：/交办 人事科 更新权责清单 5个工作日内'],
  'order.subject-too-long': [
    { length: 230, most: 200 },
    '事项共 230 字，超过 200 字，未予下发。',
    '请写明要点，具体要求在下发后于该单下说明或附文件。',
  ],
  'order.due-past': [
    { dueOn: day('2026-03-02'), time: '17:30' },
    '期限 3月2日（周一）17:30 已过，未予办理。请另定期限。',
    '例：5个工作日内、本周五前',
  ],
  'assignment.none-of-yours': [
    { no, departments: both },
    '〔2026〕12号由人事科、计财科承办，您所在科室、单位不在其列。',
    '编号有误的，请核对后重新发送；您的待办可发送 /mine 查看。',
  ],
  'assignment.not-in-order': [
    { no, department: '督导室', departments: both },
    '〔2026〕12号没有交督导室承办。',
    '承办：人事科、计财科。请核对后重新发送。',
  ],
  'assignment.which': [
    { no, departments: both, action: 'approve' },
    '〔2026〕12号的“审核通过”是对哪个科室、单位？可选：人事科、计财科。',
    '请写明名称；全部办理的，写“全部”。',
    '例：/accept #12 人事科',
  ],
  'assignment.already-signed': [
    { no, department: 'planning_finance', by: 'liu-chang', at: moment('2026-03-02 10:12') },
    '〔2026〕12号　计财科已由刘畅于3月2日 10:12签收，无需重复签收。',
  ],
  'assignment.already-answered': [
    { no, department: 'personnel', at: moment('2026-03-04 15:20') },
    '〔2026〕12号　人事科已于3月4日 15:20反馈，无需重复办理。',
    '需要补充的，在该单下直接回复即可。',
  ],
  'assignment.already-approved': [
    { no, department: 'personnel', at: moment('2026-03-05 09:10') },
    '〔2026〕12号　人事科的反馈已于3月5日 09:10审核通过，无需重复办理。',
  ],
  'assignment.already-excused': [
    { no, department: 'personnel' },
    '〔2026〕12号　人事科已免予反馈，无需办理。',
  ],
  'assignment.not-answered': [
    { no, department: 'personnel', state: 'signed' },
    '〔2026〕12号　人事科目前已签收，没有待审核的反馈。',
    '需要提醒的，请发送：/urge #12 人事科',
  ],
  'assignment.nobody-owes': [
    { no },
    '〔2026〕12号目前没有需要此项办理的科室、单位。',
    '各科室、单位进展可发送 /show #12 查看。',
  ],
  'reason.missing': [
    { action: 'return' },
    '请写明退回的理由，未写理由的不予办理。',
    '例：/return #12 人事科 缺少依据文件，请补充',
  ],
  'draft.not-yours': [{ name: '李娜' }, '此件由李娜拟写，只能由本人确认、修改或取消。'],
  'draft.done': [{ no }, '此件已下发，编号〔2026〕12号，无需重复确认。'],
  'draft.cancelled': [{}, '此件已取消或已转为修改，未下发。', '仍需下发的，请重新发送交办内容。'],
  'draft.gone': [{}, '没有查到此件预览，未下发。', '仍需下发的，请重新发送交办内容。'],
  'roster.unknown-person': [{ text: '王五' }, '名单中没有“王五”。', '请核对姓名；名单可发送 /roster 查看。'],
  'roster.unknown-post': [
    { text: '秘书' },
    '没有“秘书”这一职务。',
    '可写：局主要领导、组长、副组长、分管局领导、办公室主任、办公室副主任、办公室人员、科室负责人、分管负责同志、联络员、经办人、成员、系统管理员。',
  ],
  'roster.unknown-department': [
    { text: '财政科' },
    '名单中没有“财政科”。',
    '请写科室、单位的规范名称或常用简称；名单可发送 /roster 查看。',
  ],
  'roster.already-holds': [
    { name: '王强', post: 'department_head', from: day('2026-01-01') },
    '王强自2026年1月1日（周四）起已任科室负责人，名单未改动。',
  ],
  'roster.holds-not': [
    { name: '王强', post: '联络员' },
    '王强目前不任联络员，名单未改动。',
    '现任情况可发送 /roster 查看。',
  ],
  'roster.document-missing': [{}, '名单变动须注明依据文件，名单未改动。', '例：示教办〔2026〕1号'],
  'roster.person-exists': [
    { name: '王强' },
    '名单中已有王强，未重复登记。',
    '如系同名另一人，请在姓名后注明所在科室、单位。',
  ],
  'bind.code-wrong': [{}, '绑定码不正确或已失效，账号未绑定。', '请向领导小组办公室重新领取绑定码。'],
  'bind.already-bound': [
    { name: '王强' },
    '此账号已绑定为王强，无需重复绑定。',
    '绑定有误的，请领导小组办公室更正。',
  ],
  'bind.chat-taken': [
    { title: '人事科' },
    '此群已绑定为“人事科”，未作改动。',
    '需要改绑的，请领导小组办公室办理。',
  ],
}

const codes = Object.keys(REFUSAL_WORDS) as RefusalCode[]

describe('a refusal', () => {
  it.each(codes)('%s says why and what to do', (code) => {
    const [facts, ...expected] = SAID[code]
    const message = wordRefusal({ code, facts } as Refusal, names)
    expect(plainText(message).split('\n')).toEqual(expected)
  })

  it.each(codes)('%s is calm and short', (code) => {
    const text = plainText(
      wordRefusal({ code, facts: SAID[code][0] } as Refusal, names, { example: '/交办 …' }),
    )
    expect(text).not.toMatch(/[!！]|\p{Extended_Pictographic}|undefined|逾期/u)
    expect(text.split('\n').length).toBeLessThanOrEqual(4)
  })

  it("carries the command's own example", () => {
    const refusal: Refusal = { code: 'order.no-subject', facts: {} }
    expect(plainText(wordRefusal(refusal, names, { example: '/交办 督导室 报送要点 本周五前' }))).toBe(
      '未写明交办事项，未予下发。\n例：/交办 督导室 报送要点 本周五前',
    )
  })

  it('asks for the number where no order is known', () => {
    const refusal: Refusal = { code: 'order.which', facts: { action: '催办', open: [] } }
    expect(plainText(wordRefusal(refusal, names, { example: '/催办 #12 人事科' }))).toBe(
      '“催办”是对哪一件？请在该单下回复，或写明编号。\n例：/催办 #12 人事科',
    )
  })

  it('names who may, for every action there is', () => {
    for (const action of Object.keys(AUTHORITY) as ActionName[]) {
      const facts = { action, holders: AUTHORITY[action].map(String) }
      const text = plainText(wordRefusal({ code: 'authority.not-yours', facts }, names))
      expect(text).toMatch(/办公室|承办科室|本人|名单/)
      expect(text).not.toMatch(/[a-z_]{4,}(?![a-z]* 查看)/)
    }
    const granting = { action: 'grantExtension', holders: [...AUTHORITY.grantExtension] } as const
    expect(plainText(wordRefusal({ code: 'authority.not-yours', facts: granting }, names))).toBe(
      '延期由办公室主任、办公室副主任、组长、局主要领导批准。\n请将延期理由报领导小组办公室主任。',
    )
  })
})
