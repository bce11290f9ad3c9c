/** A ledger to look at. */
import { type Day, type Moment, moment } from '../../src/domain/time.ts'
import type { BoardPort, LedgerPart, LedgerRow, OrderPage } from '../../src/http/board/port.ts'

const part = (name: string, lead: boolean, state: string, late = false): LedgerPart => ({
  name,
  lead,
  state,
  late,
})

function row(
  no: number,
  more: Partial<LedgerRow> & Pick<LedgerRow, 'parts' | 'state' | 'stateText'>,
): LedgerRow {
  return {
    year: 2026,
    no,
    number: `〔2026〕${no}号`,
    kind: '交办单',
    subject: '更新权责清单',
    issuedOn: '2026-03-02' as Day,
    dueAt: moment('2026-03-09 17:30'),
    due: '3月9日（周一）17:30',
    soon: false,
    lastWord: '计财科签收',
    lastAt: moment('2026-03-02 10:12'),
    ...more,
  }
}

export const rows: readonly LedgerRow[] = [
  row(7, {
    kind: '督办单',
    subject: '2026年义务教育招生方案公开',
    parts: [part('基教科', true, '逾期未反馈', true)],
    issuedOn: '2026-02-12' as Day,
    dueAt: moment('2026-02-27 17:30'),
    due: '2月27日（周五）17:30',
    state: 'late',
    stateText: '逾期 5 个工作日',
    lastWord: '第 2 次催办，周敏',
    lastAt: moment('2026-03-05 08:45'),
  }),
  row(8, {
    subject: '随机抽查事项清单',
    urgency: '加急',
    parts: [part('人事科', true, '逾期未反馈', true), part('督导室', false, '已反馈')],
    dueAt: moment('2026-03-05 17:30'),
    due: '3月5日（周四）17:30',
    state: 'late',
    stateText: '逾期 1 个工作日',
    lastWord: '督导室反馈，附件 1 个',
    lastAt: moment('2026-03-04 16:02'),
  }),
  row(9, {
    subject: '教育收费政策规定和项目标准更新',
    parts: [part('计财科', true, '已反馈')],
    due: '3月6日（周五）17:30',
    dueAt: moment('2026-03-06 17:30'),
    state: 'answered',
    stateText: '待审核',
    soon: true,
    lastWord: '计财科反馈，附件 3 个',
    lastAt: moment('2026-03-05 15:20'),
  }),
  row(10, {
    kind: '办理单',
    subject: 'YSQ-2026-038 检索情况与公开属性',
    urgency: '特急',
    asks: ['基教科申请延期，待张明决定'],
    parts: [part('人事科', true, '已签收'), part('计财科', true, '已签收'), part('基教科', true, '待签收')],
    due: '3月10日（周二）17:30',
    dueAt: moment('2026-03-10 17:30'),
    state: 'working',
    stateText: '还有 2 个工作日',
    soon: true,
  }),
  row(12, {
    parts: [part('人事科', true, '待签收'), part('计财科', false, '已签收')],
    state: 'working',
    stateText: '剩余 5 个工作日',
  }),
  row(14, {
    subject: '人员招录信息',
    parts: [part('人事科', true, '待签收')],
    state: 'waiting',
    stateText: '待签收',
    due: '10月10日（周六，调休上班）17:30',
    dueAt: moment('2026-10-10 17:30'),
    lastWord: '已下发',
  }),
  row(3, {
    subject: '学校名录更新',
    parts: [part('计财科', true, '已审核')],
    state: 'closed',
    stateText: '已办结 2月26日',
    due: '2月28日（周六，调休上班）17:30',
    dueAt: moment('2026-02-28 17:30'),
    lastWord: '办公室审核通过',
    lastAt: moment('2026-02-26 11:00'),
  }),
  row(5, {
    subject: '应急预案目录（误发）',
    parts: [part('安监科', true, '已撤回')],
    state: 'revoked',
    stateText: '已撤回',
    lastWord: '撤回：与〔2026〕4号重复',
    lastAt: moment('2026-02-20 09:15'),
  }),
]

const viewer = { name: '李娜', post: '办公室人员' }
const common = { bureau: '示范市教育局', group: '政务公开领导小组', viewer, asOf: moment('2026-03-06 09:10') }
const at = (text: string) => moment(`2026-${text}`) as Moment
const file = {
  id: 'f1',
  name: '权责清单（2026年修订）.docx',
  size: 48_211,
  from: '人事科',
  at: at('03-04 15:20'),
}

export const order: OrderPage = {
  ...common,
  row: rows[4]!,
  issuedBy: '领导小组办公室（经办 李娜）　3月2日 10:05',
  facts: [{ name: '依据', text: '办公室指定' }],
  parts: [
    { name: '人事科', role: '牵头', person: '王强', state: '待签收', late: false, done: false, notes: [] },
    {
      name: '计财科',
      role: '配合',
      person: '刘畅（宋平川代）',
      state: '已签收 3月2日 10:12',
      late: false,
      done: false,
      notes: ['已延期 1 次'],
    },
  ],
  subs: [
    {
      number: '〔2026〕13号',
      href: '/orders/2026/13',
      subject: '核对编制数',
      stateText: '在办，期限 3月6日（周五）17:30',
      late: false,
    },
  ],
  asked: [
    {
      at: at('03-04 09:30'),
      who: '刘畅',
      what: '计财科申请延期 3 个工作日',
      reason: '等考试中心数据',
      outcome: '待张明决定',
      open: true,
    },
  ],
  urged: [
    {
      at: at('03-05 08:45'),
      by: '李娜',
      to: '人事科 王强',
      road: '飞书',
      result: '已送达',
      failed: false,
    },
  ],
  corrected: [
    {
      at: at('03-03 09:00'),
      who: '李娜',
      what: '事项',
      from: '更新权力清单',
      to: '更新权责清单',
      why: '录入有误',
    },
  ],
  clocks: [
    {
      title: '办理期限',
      due: '3月9日（周一）17:30',
      state: 'running',
      stateText: '剩余 2 个工作日',
      steps: [
        '3月2日（周一）收到，当日不计',
        '第1日 3月3日　第2日 3月4日　第3日 3月5日　第4日 3月6日',
        '3月7日、8日 周末，不计',
        '第5日 3月9日（周一）',
        '3月9日（周一）17:30 届满',
      ],
      basis: '办公室指定 5 个工作日',
      provisional: false,
    },
  ],
  files: [file],
  thread: [
    {
      who: '督办',
      bot: true,
      at: at('03-02 10:05'),
      lines: ['交办单〔2026〕12号　更新权责清单', '请于 3月9日（周一）17:30 前反馈'],
      files: [],
    },
    { who: '刘畅', post: '计财科 科室负责人', bot: false, at: at('03-02 10:12'), lines: ['收到'], files: [] },
    {
      who: '王强',
      post: '人事科 科室负责人',
      bot: false,
      at: at('03-04 15:20'),
      lines: ['已办结，见附件'],
      files: [file],
    },
    {
      who: '督办',
      bot: true,
      at: at('03-04 15:20'),
      lines: ['已登记　人事科反馈 3月4日 15:20，附件 1 个'],
      files: [],
    },
    {
      who: '王强',
      bot: false,
      at: at('03-04 15:22'),
      lines: ['<script>alert(1)</script> \u202egnp.exe'],
      files: [],
      mark: 'edited',
    },
  ],
  journal: [
    { at: at('03-02 10:04'), who: '李娜', what: '拟稿', mark: '8f2c01ab' },
    { at: at('03-02 10:05'), who: '李娜', what: '下发，编号〔2026〕12号', mark: '11d09e73' },
    { at: at('03-02 10:12'), who: '刘畅', what: '计财科签收', mark: 'a07b5520' },
    { at: at('03-04 15:20'), who: '王强', what: '人事科反馈，附件 1 个', mark: '5c3e7714' },
  ],
}

export function boardFake(): BoardPort {
  const tokens = new Map([['good-token', 'li-na']])
  return {
    bureau: common.bureau,
    ledger: async () => ({ ...common, rows }),
    order: async (_viewer, year, no) => (year === 2026 && no === 12 ? order : undefined),
    file: async (_viewer, id) =>
      id === 'f1' ? { name: file.name, bytes: new Uint8Array([1, 2, 3]) } : undefined,
    async exchange(token) {
      const person = tokens.get(token)
      tokens.delete(token)
      return person
    },
  }
}
