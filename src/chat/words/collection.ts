/** 汇总表 of an order's answers, and the index of the files that came with them. */
import type { AssignmentLine, OrderCard } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import type { Moment } from '../../domain/time.ts'
import { sayDue, sayFullMoment, sayTimeliness } from './dates.ts'
import { ASSIGNMENT_STATES, ROLE_NAMES } from './names.ts'
import { saySize } from './size.ts'
import type { Table } from './table.ts'
import { tableMoment } from './table.ts'

/** As `services/collect/collect-answers.ts` gathers them. */
export interface CollectedPart {
  readonly line: AssignmentLine
  readonly answers: readonly {
    readonly at: Moment
    readonly by: string
    readonly coverFor?: string
    readonly text: string
  }[]
  readonly files: readonly CollectedFile[]
  readonly sentBack: boolean
  readonly gathering: number
  readonly owes: boolean
  readonly overdue: boolean
  readonly workdaysLate: number
}

interface CollectedFile {
  readonly name: string
  readonly state: 'waiting' | 'kept' | 'lost'
  readonly sha256?: string
  readonly size: number
  readonly by: string
  readonly at: Moment
}

export interface Collected {
  readonly card: OrderCard
  readonly parts: readonly CollectedPart[]
  readonly asksPhones: boolean
}

export interface Made {
  readonly by: string
  readonly at: Moment
}

/** Where a file that could not be packed is listed. */
interface Indexed {
  readonly part: CollectedPart
  readonly row: number
  readonly file: CollectedFile
  readonly path?: string
}

const UNCHECKED = '附件未经检测'

export function collectionTable({ card, parts, asksPhones }: Collected, made: Made): Table {
  const answered = parts.filter((p) => p.answers.length > 0 && !p.sentBack)
  const owing = parts.filter((p) => p.owes).map((p) => p.line.department.name)
  const files = parts.reduce((n, p) => n + p.files.length, 0)
  return {
    name: '反馈汇总',
    title: `${card.kind}${printNo(card.no)}反馈汇总表`,
    lines: [
      `事项：${card.subject}`,
      `期限：${sayDue(card.due, card.dueNote, { year: 0 })}　应反馈 ${parts.length}，已反馈 ${answered.length}${owing.length > 0 ? `，待反馈 ${owing.length}：${owing.join('、')}` : ''}`,
      `截至：${sayFullMoment(made.at)}　汇总：领导小组办公室 ${made.by}`,
    ],
    columns: [
      { heading: '序号', width: 6, align: 'center' },
      { heading: '科室、单位', width: 15 },
      { heading: '角色', width: 7, align: 'center' },
      { heading: '状态', width: 14 },
      { heading: '反馈内容', width: 48 },
      { heading: '反馈人', width: 14 },
      { heading: '反馈时间', width: 17 },
      { heading: '是否按期', width: 15 },
      { heading: '附件', width: 28 },
    ],
    rows: parts.map((p, i) => [
      i + 1,
      p.line.department.name,
      ROLE_NAMES[p.line.role],
      stateOf(p),
      contentOf(p),
      p.answers.map(byWhom).filter(distinct).join('\n'),
      p.answers
        .map((a) => tableMoment(a.at))
        .filter(distinct)
        .join('\n'),
      inTime(p),
      filesOf(p),
    ]),
    foot: [
      ...(files > 0 ? [`${UNCHECKED}，打开前请先查毒。附件见附件包，文件夹编号与本表序号一致。`] : []),
      ...(asksPhones
        ? ['本件要求报送工作人员电话，表内按登记内容列出，仅供本项工作使用，请勿转发、外传。']
        : []),
    ],
  }
}

export function indexTable(card: OrderCard, indexed: readonly Indexed[], made: Made): Table {
  return {
    name: '目录',
    title: `${card.kind}${printNo(card.no)}附件目录`,
    lines: [`事项：${card.subject}`, `截至：${sayFullMoment(made.at)}　汇总：领导小组办公室 ${made.by}`],
    columns: [
      { heading: '序号', width: 6, align: 'center' },
      { heading: '科室、单位', width: 15 },
      { heading: '文件（包内位置）', width: 44 },
      { heading: '原文件名', width: 34 },
      { heading: '大小', width: 10 },
      { heading: '报送人', width: 10 },
      { heading: '报送时间', width: 17 },
      { heading: '说明', width: 22 },
      { heading: '校验值（SHA-256）', width: 34 },
    ],
    rows: indexed.map(({ part, row, file, path }) => [
      row,
      part.line.department.name,
      path ?? '',
      file.name,
      path ? saySize(file.size) : '',
      file.by,
      tableMoment(file.at),
      path ? '未经检测' : file.state === 'waiting' ? '正在获取，未打包' : '未获取，请科室、单位重新报送',
      path ? (file.sha256 ?? '') : '',
    ]),
    foot: [`${UNCHECKED}，打开前请先查毒。`],
  }
}

function stateOf(p: CollectedPart): string {
  const { state, reroutedTo } = p.line
  if (state === 'declined') return reroutedTo ? `已改派${reroutedTo}` : ASSIGNMENT_STATES.declined
  if (!p.overdue) return ASSIGNMENT_STATES[state]
  return `${ASSIGNMENT_STATES[state]}，逾期${p.workdaysLate > 0 ? ` ${p.workdaysLate} 个工作日` : ''}`
}

function contentOf(p: CollectedPart): string {
  const several = p.answers.length > 1
  const words = p.answers.map((a) => {
    const text = a.text.trim() || '（未附文字，见附件）'
    return several ? `${tableMoment(a.at)}　${text}` : text
  })
  return [
    ...(p.sentBack
      ? [`【已退回，待重新反馈】${p.line.returnReason ? `理由：${p.line.returnReason}` : ''}`]
      : []),
    ...words,
    ...(p.gathering > 0 ? [`（另收到附件 ${p.gathering} 个，尚未登记为反馈）`] : []),
  ].join('\n')
}

/** 王强（李明代）. */
function byWhom(a: CollectedPart['answers'][number]): string {
  return a.coverFor ? `${a.coverFor}（${a.by}代）` : a.by
}

function inTime(p: CollectedPart): string {
  if (p.line.state === 'excused' || p.line.state === 'declined') return ''
  if (p.overdue) return '逾期未反馈'
  if (p.owes && !p.line.timeliness) return '未到期'
  return p.line.timeliness ? sayTimeliness(p.line.timeliness) : ''
}

function filesOf(p: CollectedPart): string {
  if (p.files.length === 0) return ''
  const marks = { kept: '', waiting: '（正在获取）', lost: '（未获取）' } as const
  return [`${p.files.length} 个`, ...p.files.map((f) => `${f.name}${marks[f.state]}`)].join('\n')
}

function distinct<T>(value: T, i: number, all: readonly T[]): boolean {
  return all.indexOf(value) === i
}
