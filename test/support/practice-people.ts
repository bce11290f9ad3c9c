/** A small fictional bureau for tests of pages. */
import type { BoundChat } from '../../src/adapters/web/members.ts'
import type { CommandHint, PracticeDepartment, PracticePerson } from '../../src/http/practice/port.ts'

export const departments: readonly PracticeDepartment[] = [
  { code: 'leaders', name: '局领导', kind: 'leaders' },
  { code: 'office', name: '办公室', kind: 'section' },
  { code: 'personnel', name: '人事科', kind: 'section' },
  { code: 'planning_finance', name: '计财科', kind: 'section' },
  { code: 'basic_education', name: '基教科', kind: 'section' },
  { code: 'safety_supervision', name: '安监科', kind: 'section' },
  { code: 'education_supervision', name: '督导室', kind: 'section' },
  { code: 'examination_centre', name: '考试中心', kind: 'unit' },
  { code: 'student_aid_centre', name: '资助中心', kind: 'unit' },
]

export const people: readonly PracticePerson[] = [
  { code: 'zhao-jianguo', name: '赵建国', department: 'leaders', post: '主要领导、组长' },
  { code: 'sun-li', name: '孙丽', department: 'leaders', post: '副组长、分管局领导' },
  { code: 'zhang-ming', name: '张明', department: 'office', post: '办公室主任' },
  { code: 'li-na', name: '李娜', department: 'office', post: '办公室人员' },
  { code: 'wang-qiang', name: '王强', department: 'personnel', post: '科室负责人、成员' },
  { code: 'chen-hao', name: '陈浩', department: 'personnel', post: '联络员' },
  { code: 'liu-chang', name: '刘畅', department: 'planning_finance', post: '科室负责人、成员' },
  { code: 'zhou-min', name: '周敏', department: 'basic_education', post: '科室负责人、成员' },
  { code: 'wu-gang', name: '吴刚', department: 'safety_supervision', post: '科室负责人、成员' },
  { code: 'zheng-yun', name: '郑云', department: 'education_supervision', post: '科室负责人、成员' },
  { code: 'feng-jie', name: '冯洁', department: 'examination_centre', post: '单位负责人、成员' },
  { code: 'he-jun', name: '何军', department: 'student_aid_centre', post: '单位负责人、成员' },
]

export const cast: readonly string[] = ['li-na', 'zhang-ming', 'wang-qiang', 'liu-chang', 'zhao-jianguo']

export const chats: readonly BoundChat[] = [
  { id: 'group', title: '政务公开领导小组工作群', kind: 'group' },
  { id: 'leaders', title: '局领导', kind: 'leaders' },
  ...departments
    .filter((one) => one.kind !== 'leaders')
    .map((one) => ({
      id: `dept:${one.code}`,
      title: one.name,
      kind: 'department' as const,
      department: one.code,
    })),
]

export const commands: readonly CommandHint[] = [
  {
    name: 'assign',
    chinese: '交办',
    about: '向科室、单位下发交办单',
    example: '/assign 人事科牵头、计财科配合 更新权责清单 5个工作日内',
    group: '常用',
  },
  { name: 'list', chinese: '台账', about: '列出在办事项', example: '/list 逾期', group: '常用' },
  { name: 'mine', chinese: '待办', about: '列出我的待办', example: '/mine', group: '常用' },
  { name: 'show', chinese: '查看', about: '看一件的办理情况', example: '/show #12', group: '常用' },
  { name: 'why', chinese: '期限', about: '说明期限怎样算出', example: '/why #12', group: '常用' },
  { name: 'urge', chinese: '催办', about: '催办未反馈的科室', example: '/urge #12', group: '常用' },
  {
    name: 'accept',
    chinese: '审核通过',
    about: '审核通过科室的反馈',
    example: '/accept #12 人事科',
    group: '常用',
  },
  {
    name: 'return',
    chinese: '退回',
    about: '退回补正，写明原因',
    example: '/return #12 人事科 缺少公开依据',
    group: '常用',
  },
  {
    name: 'extend',
    chinese: '延期',
    about: '核定或申请延期',
    example: '/extend #12 3个工作日 会签未完成',
    group: '常用',
  },
  { name: 'board', chinese: '看板', about: '取台账页面的链接', example: '/board', group: '常用' },
  { name: 'help', chinese: '帮助', about: '说明可以怎么说', example: '/help 交办', group: '常用' },
]
