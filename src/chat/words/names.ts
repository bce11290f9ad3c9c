/** The Chinese names of what the domain names in English. Each record is complete: a new name without words does not compile. */
import type { ActionName } from '../../domain/authority.ts'
import type { Urgency } from '../../domain/kinds.ts'
import type { DepartmentName } from '../../domain/notices.ts'
import type { AssignmentState, OrderState, Role } from '../../domain/order.ts'
import type { OrderFact } from '../../domain/order-facts.ts'
import type { Post } from '../../domain/roster.ts'
import { toneFor } from './tone.ts'

export const POST_NAMES: Readonly<Record<Post, string>> = {
  principal_leader: '局主要领导',
  group_leader: '组长',
  vice_group_leader: '副组长',
  leader_in_charge: '分管局领导',
  office_director: '办公室主任',
  deputy_office_director: '办公室副主任',
  office_staff: '办公室人员',
  department_head: '科室负责人',
  deputy_head: '分管负责同志',
  liaison: '联络员',
  handler: '经办人',
  member: '成员',
  administrator: '系统管理员',
}

const ACTION_NAMES: Readonly<Record<ActionName, string>> = {
  assign: '交办',
  urge: '催办',
  approve: '审核通过',
  return: '退回',
  excuse: '免予反馈',
  grantExtension: '批准延期',
  refuseExtension: '不予延期',
  reroute: '改派',
  split: '拆分',
  revoke: '撤回',
  closeOut: '销号',
  reopen: '重新办理',
  signFor: '签收',
  answer: '反馈',
  requestExtension: '申请延期',
  requestReroute: '申请改派',
  coverFor: '代办',
  editRoster: '名单维护',
  bindChat: '群绑定',
  list: '查看台账',
  seeDetail: '查阅办理详情',
  undo: '撤销操作',
  approveDraft: '审定下发',
  confirmUrgency: '确认特急',
  answerInstruction: '答复请示',
  requestInstruction: '请示',
  handOver: '指定经办人',
  correct: '更正',
  moveAnswer: '移转反馈',
  takeLeave: '请假代办',
  objectLeave: '调整代办',
  collect: '汇总',
  print: '打印',
  seeBrief: '查看办理日报',
  seeSheet: '查看本周办理情况',
  releaseOverdue: '公布逾期情况',
}

export const ASSIGNMENT_STATES: Readonly<Record<AssignmentState, string>> = {
  waiting: '待签收',
  signed: '已签收',
  answered: '已反馈',
  approved: '已审核',
  returned: '已退回',
  declined: '已改派',
  excused: '免予反馈',
}

export const ORDER_STATES: Readonly<Record<OrderState, string>> = {
  issued: '在办',
  closed: '已办结',
  revoked: '已撤回',
}

export const ROLE_NAMES: Readonly<Record<Role, string>> = { lead: '牵头', assist: '配合' }

export const URGENCY_NAMES: Readonly<Record<Urgency, string>> = {
  ordinary: '平件',
  urgent: '加急',
  most_urgent: '特急',
}

export const PLATFORM_NAMES: Readonly<Record<string, string>> = {
  web: '练习室',
  feishu: '飞书',
  dingtalk: '钉钉',
  wecom: '企业微信',
  wechat: '微信',
}

/** The name of a post by its code; what is no code is a name already. */
export function postName(text: string): string {
  return POST_NAMES[text as Post] ?? text
}

export function actionName(text: string): string {
  return ACTION_NAMES[text as ActionName] ?? text
}

/** What a mixed or plain list of departments is called: 科室、单位 / 科室 / 单位. */
export function collectiveName(departments: readonly Pick<DepartmentName, 'kind'>[]): string {
  const sections = departments.some((d) => d.kind === 'section')
  const units = departments.some((d) => d.kind === 'unit')
  return sections && units ? '科室、单位' : units ? '单位' : '科室'
}

/** What a department calls itself when it is spoken to: 本科室, 本单位. */
export function ownName({ kind }: Pick<DepartmentName, 'kind'>): string {
  return kind === 'unit' ? '本单位' : '本科室'
}

/** Who is meant and who acts for them: `王强（李明代）`. */
export function withCover(name: string, cover: string | undefined): string {
  return cover === undefined ? name : `${name}（${cover}代）`
}

/** Units hand in (报送), sections answer (反馈); a mixed list answers. */
export function answeringVerb(departments: readonly Pick<DepartmentName, 'kind'>[]): string {
  return toneFor(departments).answer
}

const LAST_WORDS: Readonly<Record<OrderFact['kind'], (department: string) => string>> = {
  'order.issued': () => '已下发',
  'order.received': () => '收到时间变更，期限顺延',
  'order.due-moved': (d) => `${d}期限调整`,
  'assignment.signed': (d) => `${d}已签收`,
  'assignment.answered': (d) => `${d}已反馈`,
  'assignment.approved': (d) => `${d}反馈审核通过`,
  'assignment.returned': (d) => `${d}反馈已退回`,
  'assignment.excused': (d) => `${d}免予反馈`,
  'assignment.urged': (d) => `已催办${d}`,
  'order.closed': () => '已办结',
  'order.revoked': () => '已撤回',
  'order.reopened': () => '重新办理',
  'assignment.extended': (d) => `${d}已延期`,
  'assignment.rerouted': (d) => `${d}已改派`,
  'assignment.released': (d) => `已公布${d}逾期情况`,
  'assignment.handed': (d) => `${d}已指定经办人`,
  'assignment.answer-moved': (d) => `${d}反馈已移转`,
  'assignment.answer-withdrawn': (d) => `${d}撤回反馈`,
  'order.corrected': () => '登记内容已更正',
  'order.urgency': () => '紧急程度已确认',
  'order.sub-issued': () => '已下发子单',
  'order.sub-ended': () => '子单已办结',
  'order.undone': () => '操作已撤销',
}

/**
 * The ledger's last word: `assignment.answered personnel` → 人事科已反馈.
 * @param departmentName the name of a code; what is unknown comes back unchanged
 */
export function sayLastWord(code: string, departmentName: (code: string) => string): string {
  const [kind = '', department = ''] = code.split(' ')
  const words = LAST_WORDS[kind as OrderFact['kind']]
  return words ? words(department ? departmentName(department) : '') : code
}
