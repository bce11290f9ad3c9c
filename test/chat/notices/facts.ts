/** Facts of every notice, for the tests of their words: one bureau, one order, March 2026. */
import type { Due } from '../../../src/domain/due.ts'
import type {
  AssignmentLine,
  DailyBrief,
  DepartmentName,
  DueLine,
  NoticeFacts,
  NoticeKind,
  OrderCard,
} from '../../../src/domain/notices.ts'
import { type Day, day, type Moment, moment, type TimeOfDay } from '../../../src/domain/time.ts'

export const at = (text: string): Moment => moment(`2026-${text}`)
export const dueOn = (on: string, time = '17:30'): Due => ({
  on: day(on.length === 5 ? `2026-${on}` : on),
  at: time as TimeOfDay,
  provisional: false,
})

export const department = (
  code: string,
  name: string,
  kind: DepartmentName['kind'] = 'section',
): DepartmentName => ({ code, name, kind })

export const PERSONNEL = department('personnel', '人事科')
export const FINANCE = department('planning_finance', '计财科')
export const BASIC = department('basic_education', '基教科')
export const EXAMS = department('examination_centre', '考试中心', 'unit')

export const NO_12 = { year: 2026, no: 12 }

export const line = (of: DepartmentName, more: Partial<AssignmentLine> = {}): AssignmentLine => ({
  department: of,
  role: 'lead',
  state: 'waiting',
  due: dueOn('03-09'),
  ...more,
})

export const CARD: OrderCard = {
  id: 'order-12',
  no: NO_12,
  kind: '交办单',
  subject: '更新权责清单',
  state: 'issued',
  basis: '办公室指定',
  due: dueOn('03-09'),
  termWorkdays: 5,
  workdaysLeft: 5,
  issuedAt: at('03-02 10:05'),
  issuedBy: '李娜',
  separate: false,
  assignments: [
    line(PERSONNEL, { person: '王强' }),
    line(FINANCE, {
      role: 'assist',
      person: '刘畅',
      state: 'signed',
      signedAt: at('03-02 10:12'),
      signedBy: '刘畅',
    }),
  ],
}

export const dueLine = (no: number, subject: string, more: Partial<DueLine> = {}): DueLine => ({
  no: { year: 2026, no },
  subject,
  department: PERSONNEL,
  due: dueOn('03-09'),
  rung: 0,
  workdaysLate: 0,
  workdaysLeft: 0,
  urged: 0,
  order: `order-${no}`,
  ...more,
})

export const LATE_7 = dueLine(7, '招生方案公开', {
  department: BASIC,
  due: dueOn('02-27'),
  rung: -5,
  workdaysLate: 5,
  urged: 2,
})

export const BRIEF: DailyBrief = {
  day: day('2026-03-06'),
  lastDay: day('2026-03-05'),
  needs: [{ text: '〔2026〕9号延期申请' }, { text: '会商纪要签发' }],
  red: [LATE_7],
  issuedYesterday: 4,
  closedYesterday: 6,
  open: 23,
  dueNextWeek: 5,
  head: '3f9a0c51be7742aa90ff',
  late: false,
}

/** One example of every kind; a kind without one does not compile. */
export const FACTS: { readonly [K in NoticeKind]: NoticeFacts[K] } = {
  'order.card': CARD,
  'sheet.weekly': {
    monday: day('2026-03-02'),
    day: day('2026-03-06'),
    late: false,
    forLeader: false,
    issued: 4,
    closed: 6,
    open: 23,
    overdue: [LATE_7],
    dueNextWeek: [],
    coordinate: [
      {
        kind: 'extension',
        request: 'r1',
        order: 'o9',
        no: { year: 2026, no: 9 },
        department: PERSONNEL,
        workdays: 3,
        approver: '张明',
        yours: true,
        waitingWorkdays: 1,
      },
    ],
    mayUrge: true,
  },
  'order.restricted': { no: NO_12, kind: '交办单', state: 'issued', at: at('03-02 10:05') },
  'answer.receipt': {
    no: NO_12,
    department: PERSONNEL,
    at: at('03-04 15:20'),
    files: 3,
    lost: 0,
    timeliness: { kind: 'inTime' },
    further: false,
    closed: false,
  },
  'answer.gathering': { no: NO_12, order: 'order-12', answer: 'answer-1', department: PERSONNEL, files: 3 },
  'answer.arrived': {
    no: NO_12,
    order: 'order-12',
    subject: '更新权责清单',
    department: PERSONNEL,
    role: 'lead',
    by: '王强',
    at: at('03-04 15:20'),
    files: 3,
    excerpt: '已办结，清单见附件',
    timeliness: { kind: 'inTime' },
  },
  'file.lost': { no: NO_12, names: ['清单.docx', '依据.pdf'] },
  'assignment.signed': { no: NO_12, department: FINANCE, by: '刘畅', at: at('03-02 10:12') },
  'assignment.approved': {
    no: NO_12,
    department: PERSONNEL,
    by: '李娜',
    at: at('03-05 09:10'),
    closed: true,
  },
  'assignment.returned': {
    no: NO_12,
    department: PERSONNEL,
    by: '李娜',
    reason: '缺少第三项的依据文件',
    due: dueOn('03-11'),
  },
  'assignment.excused': { no: NO_12, department: FINANCE, reason: '无相关事项', closed: false },
  'assignment.urged': {
    line: dueLine(12, '更新权责清单', { workdaysLeft: 1, urged: 1 }),
    by: '李娜',
    words: '组长要看这一件',
  },
  'order.revoked': { no: NO_12, subject: '更新权责清单', reason: '重复下发', by: '李娜' },
  'order.reopened': {
    no: NO_12,
    subject: '更新权责清单',
    reason: '上级补充要求',
    departments: [PERSONNEL, FINANCE],
    due: dueOn('03-11'),
  },
  'order.question': {
    no: NO_12,
    order: 'order-12',
    department: PERSONNEL,
    by: '王强',
    text: '请明确是否含直属单位',
  },
  'leader.instruction': { by: '钱卫东', text: '这个事要抓紧', no: NO_12 },
  'order.wanted': { by: '王强', department: PERSONNEL, text: '计财科 报送预算执行情况 本周五前' },
  'gate.unrecalled': {
    by: '王强',
    chat: '政务公开领导小组工作群',
    at: at('03-04 15:20'),
    found: ['id-card', 'mobile'],
  },
  'reminder.merged': {
    name: '王强',
    department: PERSONNEL,
    day: day('2026-03-09'),
    late: false,
    lines: [
      dueLine(14, '人员招录信息', { due: dueOn('03-10'), workdaysLeft: 1 }),
      dueLine(12, '更新权责清单'),
      dueLine(8, '随机抽查清单', { due: dueOn('03-06'), workdaysLate: 1 }),
    ],
  },
  'reminder.director': {
    day: day('2026-03-04'),
    late: false,
    lines: [{ ...LATE_7, workdaysLate: 3, rung: -3, urged: 1 }],
  },
  'overdue.reported': { line: { ...LATE_7, workdaysLate: 3, urged: 1 }, by: '张明' },
  'order.due-moved': {
    no: NO_12,
    subject: '更新权责清单',
    department: PERSONNEL,
    from: dueOn('03-09'),
    to: dueOn('03-10'),
    why: 'received',
  },
  'orders.due-moved': {
    notice: '国办发明电〔2026〕8号',
    lines: [
      { no: NO_12, subject: '更新权责清单', department: PERSONNEL, from: dueOn('03-09'), to: dueOn('03-10') },
      {
        no: { year: 2026, no: 14 },
        subject: '人员招录信息',
        department: PERSONNEL,
        from: dueOn('03-10'),
        to: dueOn('03-11'),
      },
    ],
  },
  'brief.daily': BRIEF,
  'operator.parked': { platform: 'feishu', what: '交办单〔2026〕12号', trouble: '机器人不在群内（230002）' },
  said: { lines: ['已下发'] },
}

export const DAY_OFF_DUE = {
  due: dueOn('12-05'),
  dueNote: { kind: 'dayOff', lastWorkday: '2026-12-04' as Day },
} as const
