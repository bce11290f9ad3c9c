import { describe, expect, it } from 'vitest'
import { plainText } from '../../src/chat/message.ts'
import { REFUSAL_WORDS, wordRefusal } from '../../src/chat/refusals.ts'
import { type ActionName, AUTHORITY } from '../../src/domain/authority.ts'
import type { Refusal } from '../../src/domain/decision.ts'
import type { RefusalCode, RefusalFacts } from '../../src/domain/refusals.ts'
import { CLOSE_OF_BUSINESS, day, moment } from '../../src/domain/time.ts'

const DEPARTMENTS: Record<string, string> = { personnel: '人事科', planning_finance: '计财科' }
const PEOPLE: Record<string, string> = { 'liu-chang': '刘畅' }
const names = {
  department: (code: string) => DEPARTMENTS[code] ?? code,
  person: (code: string) => PEOPLE[code] ?? code,
}
const no = { year: 2026, no: 12 }
const DUE = { on: day('2026-03-09'), at: CLOSE_OF_BUSINESS, provisional: false }
const LIMIT = { on: day('2026-03-13'), why: '依申请公开答复期限' }
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
  'authority.director-approves': [
    { action: 'approve', kind: '督办单' },
    '督办单的反馈由办公室主任、副主任审核，“审核通过”未予办理。',
    '反馈已报主任；需要补正的，可由您退回。',
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
  'order.restricted': [{ no }, '〔2026〕12号　限定知悉', '如需了解情况，请联系领导小组办公室。'],
  'order.restricted-road': [
    { no },
    '〔2026〕12号　限定知悉，不在微信中办理和查阅。',
    '请在本科室、本单位工作群或工作平台的私信中办理。',
  ],
  'order.restricted-kept': [
    { no },
    '〔2026〕12号为限定知悉事项，不在工作群公布，未予公布。',
    '需要督促的，请发送 /urge #12，由承办科室、单位单独收到。',
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
  'order.due-past-limit': [
    { due: DUE, limit: { ...LIMIT, on: day('2026-03-06') } },
    '期限 3月9日（周一）17:30 超过法定期限 3月6日（周五），未予下发。',
    '请写明不超过法定期限的期限，如 3个工作日内。',
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
  'assignment.rerouted-away': [
    { no, department: 'personnel', to: 'planning_finance' },
    '〔2026〕12号　人事科的部分已改派计财科，无需办理。',
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
  'extension.no-days': [
    { no, department: 'personnel', due: DUE, most: 250 },
    '〔2026〕12号　人事科现期限 3月9日（周一）17:30，延期自次日起按工作日计算。',
    '请写明延几个工作日（1 至 250 个），或延至哪一天。',
    '例：/申请延期 #12 3个工作日 理由',
  ],
  'extension.past-limit': [
    { no, department: 'personnel', workdays: 5, due: DUE, limit: LIMIT, most: 4 },
    '〔2026〕12号法定期限为3月13日（周五）（依申请公开答复期限），内部延期不得超过。',
    '人事科现期限 3月9日（周一）17:30，延 5 个工作日即超过，未予受理。',
    '最多可延 4 个工作日：/extend #12 4个工作日 理由',
  ],
  'extension.over-already': [
    {
      no,
      department: 'personnel',
      workdays: 1,
      due: DUE,
      to: { ...DUE, on: day('2026-03-10') },
      least: 3,
    },
    '〔2026〕12号　人事科原期限 3月9日（周一）17:30，延 1 个工作日至 3月10日（周二）17:30，该时间已过。',
    '延期自原期限次日起算，至少需延 3 个工作日：/extend #12 3个工作日 理由',
  ],
  'extension.leader-decides': [
    { no, department: 'personnel', beyond: 'longer', termWorkdays: 5, approver: '钱卫东' },
    '〔2026〕12号　人事科的延期超出原定 5 个工作日，由组长审定（钱卫东）。',
    '您可同意 5 个工作日以内：/extend #12 人事科 同意 5个工作日',
  ],
  'reroute.too-late': [
    { no, department: 'personnel', until: day('2026-03-03'), workdays: 1 },
    '申请改派应在收到后 1 个工作日内提出；〔2026〕12号　人事科截至3月3日（周二），已过。',
    '请继续办理；确不属职责范围的，请在该单下请示，由办公室研究改派。',
  ],
  'reroute.same': [{ no, department: 'personnel' }, '〔2026〕12号现由人事科承办，请写明其他科室、单位。'],
  'reroute.answered-there': [
    { no, department: 'planning_finance' },
    '〔2026〕12号中计财科的部分已反馈，不能再承接。',
    '请另选科室、单位，或先退回其反馈。',
  ],
  'reroute.past-limit': [
    { no, limit: LIMIT },
    '〔2026〕12号法定期限为3月13日（周五），改派后已没有可用的工作日，未予改派。',
    '请原承办科室、单位抓紧办理，并由办公室主任协调。',
  ],
  'reroute.whereto': [
    { no, department: 'personnel' },
    '〔2026〕12号改派给哪个科室、单位？请写明名称和理由。',
    '例：/改派 #12 人事科 → 计财科 属经费事项',
  ],
  'reroute.director-decides': [
    { no, approver: '张明' },
    '〔2026〕12号承办有分歧，由办公室主任决定，已报张明。',
  ],
  'request.already-open': [
    {
      no,
      department: 'personnel',
      kind: 'extension',
      by: '王强',
      at: moment('2026-03-06 10:00'),
      approver: '张明',
    },
    '〔2026〕12号　人事科已申请延期（王强 3月6日 10:00），正由张明研究，无需重复申请。',
    '决定前请继续办理，期限照常计算。',
  ],
  'request.none-open': [
    { no, kind: 'extension', departments: both },
    '〔2026〕12号目前没有待审定的延期申请。',
    '承办：人事科、计财科。进展可发送 /show #12 查看。',
  ],
  'request.which': [
    { no, kind: 'reroute', departments: both },
    '〔2026〕12号有多件待决定的改派申请：人事科、计财科。',
    '请写明科室、单位名称，或在各件消息上办理。',
  ],
  'request.over': [
    { no, kind: 'extension', state: 'granted', by: '张明', at: moment('2026-03-06 10:00') },
    '〔2026〕12号的该项申请延期已由张明于3月6日 10:00同意，无需重复办理。',
  ],
  'request.own': [
    { no, kind: 'extension' },
    '〔2026〕12号的申请延期由您本人提出，不能由本人决定。',
    '请报组长或其他负责同志决定。',
  ],
  'reason.missing': [
    { action: 'return' },
    '请写明退回的理由，未写理由的不予办理。',
    '例：/return #12 人事科 缺少依据文件，请补充',
  ],
  'correction.same': [
    { no },
    '〔2026〕12号的登记内容与所述一致，未作更正。',
    '请写明更正后的内容，例：/更正 #12 事项 更新权责清单（2026年版），理由 原事项漏写年份',
  ],
  'correction.restricted': [
    { no, to: { year: 2026, no: 15 } },
    '〔2026〕12号为限定知悉事项，其反馈不能移至〔2026〕15号，未予移转。',
    '应反馈〔2026〕15号的，请在该单下另行反馈；登错的反馈由领导小组办公室退回。',
  ],
  'correction.past-limit': [
    { no, limit: day('2026-03-20') },
    '〔2026〕12号的法定期限为 3月20日（周五），更正后的期限不得超过，未予更正。',
    '请写明法定期限之内的日期。',
  ],
  'correction.impossible-time': [
    { no, from: moment('2026-03-02 10:05'), until: moment('2026-03-09 09:00') },
    '〔2026〕12号的反馈时间应在下发（3月2日 10:05）之后、现在（3月9日 09:00）之前，未予更正。',
    '例：/更正 #12 人事科 反馈时间 3月4日15:20，理由 书面补录',
  ],
  'undo.nothing': [{}, '没有可以撤销的操作。', '只能撤销本人 5 分钟内的上一步操作。'],
  'undo.too-late': [
    { no, at: moment('2026-03-04 15:20') },
    '〔2026〕12号　3月4日 15:20 的操作已超过 5 分钟，未予撤销。',
    '需要更改的，请与领导小组办公室联系更正。',
  ],
  'undo.final': [
    { no },
    '〔2026〕12号的上一步操作已告知有关人员，不能撤销。',
    '需要更改的，请与领导小组办公室联系更正。',
  ],
  'undo.changed-since': [
    { no },
    '〔2026〕12号此后又有新的办理情况，未予撤销。',
    '需要更改的，请与领导小组办公室联系更正。',
  ],
  'draft.not-yours': [{ name: '李娜' }, '此件由李娜拟写，只能由本人确认、修改或取消。'],
  'draft.done': [{ no }, '此件已下发，编号〔2026〕12号，无需重复确认。'],
  'draft.cancelled': [{}, '此件已取消或已转为修改，未下发。', '仍需下发的，请重新发送交办内容。'],
  'draft.gone': [{}, '没有查到此件预览，未下发。', '仍需下发的，请重新发送交办内容。'],
  'instruction.done': [{ no }, '此项批示已办理，编号〔2026〕12号，无需重复。'],
  'instruction.settled': [{ by: '李娜' }, '此项批示已由李娜处理，无需重复。'],
  'instruction.gone': [{}, '没有查到此项批示。', '需要交办的，请写明科室、事项和期限后下发。'],
  'draft.submitted': [{ to: '钱卫东' }, '此件已报钱卫东审定，待批复后办理。'],
  'draft.decided': [
    { by: '钱卫东', at: moment('2026-03-02 10:12') },
    '此件已由钱卫东于3月2日 10:12批复，无需重复办理。',
  ],
  'draft.no-leader': [{}, '名单中目前没有组长和主要领导，无从报请审定。', '请办公室更新名单后再报。'],
  'draft.sender-left': [{ name: '李娜' }, '拟件人李娜已不在办公室任职，此件未下发。', '请办公室另行拟件。'],
  'draft.not-for-you': [{ to: '钱卫东' }, '此件报请钱卫东批复，由钱卫东本人办理。'],
  'draft.director-confirms': [
    {},
    '本局规定由办公室主任确认下发，此件未下发。',
    '请在预览上选择“报主任确认”。',
  ],
  'draft.too-many': [
    { count: 25, most: 20 },
    '本条消息共 25 件，一次最多下发 20 件，均未下发。',
    '请分次发送。',
  ],
  'urgency.decided': [{ no, most: true }, '〔2026〕12号已确认为特急，无需重复办理。'],
  'file.no-store': [
    {},
    '机器人所在的服务未配置文件存放位置，不能生成文件。',
    '请从台账查看，或由系统管理员配置后再试：/board',
  ],
  'file.too-large': [
    { name: '附件包.zip', bytes: 41_000_000, most: 30 * 1024 * 1024 },
    '附件包.zip有 39 MB，超过单个文件 30 MB 的上限，未发送。',
    '请缩小范围后再试，或从台账查看：/board',
  ],
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
  'leave.reversed': [
    { from: day('2026-03-06'), until: day('2026-03-02') },
    '起止日期有误：3月6日（周五）晚于3月2日（周一），未登记。',
    '例：/leave 3月2日至6日 由李明代办',
  ],
  'leave.past': [
    { until: day('2026-02-27') },
    '所写日期至2月27日（周五）已过，未登记。',
    '例：/leave 3月2日至6日 由李明代办',
  ],
  'leave.leader': [
    { name: '钱卫东' },
    '钱卫东为局领导，外出期间的工作不以代办登记，未登记。',
    '需要调整分管的，由领导小组办公室按文件变更名单：/roster',
  ],
  'leave.nothing-to-cover': [
    { name: '石磊' },
    '石磊不任科室、单位负责人、分管负责同志、联络员或经办人，没有可代办的事项，未登记。',
    '职务有误的，请领导小组办公室更正名单：/roster',
  ],
  'leave.cover-self': [
    { name: '王强' },
    '代办人不能是王强本人，未登记。请另写代办人。',
    '例：/leave 3月2日至6日 由李明代办',
  ],
  'leave.cover-unfit': [
    { name: '钱卫东', why: 'leader' },
    '钱卫东为局领导，不代办科室、单位事项，未登记。',
    '请由本科室、本单位其他同志代办。',
  ],
  'leave.overlaps': [
    { name: '王强', cover: '李明', from: day('2026-03-02'), until: day('2026-03-06') },
    '王强在3月2日（周一）至3月6日（周五）已请假，由李明代办，未重复登记。',
    '需要变更的，请先销假再登记：/leave 销假',
  ],
  'leave.cover-away': [
    { name: '李明', from: day('2026-03-02'), until: day('2026-03-06') },
    '李明在3月2日（周一）至3月6日（周五）请假，届时不能代办，未登记。',
    '请另写代办人，或分段登记。',
  ],
  'leave.covers-then': [
    { name: '李明', covered: '王强', from: day('2026-03-02'), until: day('2026-03-06') },
    '李明在3月2日（周一）至3月6日（周五）为王强代办，代办不再转交，未登记。',
    '请先变更王强的代办人，再行登记。',
  ],
  'leave.others': [
    { name: '王强' },
    '王强的请假代办由本人登记，或由领导小组办公室代为登记，未办理。',
    '需要办理的，请与办公室联系。',
  ],
  'leave.none': [{ name: '王强' }, '王强目前没有已登记的请假代办。', '已登记的可发送 /leave 查看。'],
  'leave.over': [
    { name: '王强', how: 'objected' },
    '王强的这次请假代办已由领导小组办公室提出异议而撤销，无需再办理。',
  ],
  'hand.not-of-department': [
    { name: '刘畅', department: '人事科' },
    '刘畅不是人事科人员，未指定。',
    '经办人由人事科在本科室、本单位人员中指定。',
  ],
  'hand.without-post': [
    { name: '吴桐' },
    '名单中吴桐没有在任职务，尚不能经办，未指定。',
    '请领导小组办公室先登记其职务：/roster 增加 姓名 科室 经办人 文号',
  ],
  'hand.already': [{ no, name: '李明' }, '〔2026〕12号已由李明经办，无需重复指定。'],
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
      '延期由办公室主任、办公室副主任、组长、局主要领导批准，未作决定。\n需要延期的，由承办科室、单位申请并写明理由。',
    )
  })
})
