/**
 * Kinds of order are data: what they are called, how long they take when nothing is said, what they rest on, what an
 * answer has to contain, and who approves it. One year-serial runs over all of them.
 */
import type { Term } from './due.ts'

export interface OrderKind {
  /** As printed: 交办单. */
  readonly name: string
  /** The term when none is said; absent: a term has to be said. */
  readonly term?: Term
  /** What is shown as 依据; `said`: the instruction, order or inspection round it came from, said with the order. */
  readonly basis: string | 'said'
  /** What an answer has to contain; shown to who answers, and what is missing is named. */
  readonly checklist: readonly string[]
  /** Who approves an answer: `office` the director, deputy director or staff; `director` the director or deputy director. */
  readonly approver: 'office' | 'director'
  /** Whether an answer is expected to bring files. */
  readonly files: boolean
}

const FIVE_WORKDAYS: Term = { kind: 'workdays', workdays: 5 }

export const ORDER_KINDS = {
  /** The office's general tasks. Its basis never names an article, which would be about something else. */
  task: {
    name: '交办单',
    term: FIVE_WORKDAYS,
    basis: '办公室指定',
    checklist: [],
    approver: 'office',
    files: false,
  },
  /** One disclosure request, asked of a department: four questions. */
  slip: {
    name: '办理单',
    term: FIVE_WORKDAYS,
    basis: '工作细则第九条（一）',
    checklist: ['政策解释', '职责确认', '信息检索', '公开属性'],
    approver: 'office',
    files: true,
  },
  /** An item a leader watches, or overdue work raised a level. */
  supervision: {
    name: '督办单',
    basis: 'said',
    checklist: ['办理情况', '下一步措施'],
    approver: 'director',
    files: false,
  },
  /** Rectification of a finding. */
  rectification: {
    name: '整改单',
    basis: 'said',
    checklist: ['整改情况', '佐证材料'],
    approver: 'director',
    files: true,
  },
} as const satisfies Record<string, OrderKind>

export type OrderKindName = keyof typeof ORDER_KINDS

export function kindOf(name: OrderKindName): OrderKind {
  return ORDER_KINDS[name]
}

/** 平件, 加急, 特急. Only 特急, confirmed by the director, is reminded of in quiet hours. */
export type Urgency = 'ordinary' | 'urgent' | 'most_urgent'
