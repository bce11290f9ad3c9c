/** Buttons that several notices carry. */
import type { DepartmentName } from '../../domain/notices.ts'
import type { Role } from '../../domain/order.ts'
import type { OrderNo } from '../../domain/serial.ts'
import type { Button, Field, Message } from '../message.ts'
import { typedNo } from '../words/short.ts'

/** 审核通过 and 退回, with what has to be said when something is sent back. What assists needs no approval. */
export function reviewButtons(
  no: OrderNo,
  order: string,
  department: DepartmentName,
  role: Role,
): Required<Pick<Message, 'buttons' | 'typed'>> {
  const about = { order, department: department.code }
  return {
    buttons: [
      ...(role === 'lead'
        ? [{ label: '审核通过', press: { do: 'review.approve', ...about }, style: 'primary' as const }]
        : []),
      {
        label: '退回',
        press: { do: 'review.return', ...about },
        fields: [
          {
            name: 'reason',
            label: '退回理由',
            kind: 'lines',
            required: true,
            placeholder: '缺少哪些内容，请逐项写明',
          },
          {
            name: 'due',
            label: '重新反馈期限',
            kind: 'text',
            required: false,
            placeholder: '如 2个工作日内',
          },
        ],
      },
    ],
    typed:
      role === 'lead'
        ? `回复 /accept ${typedNo(no)} ${department.name}，或 /return ${typedNo(no)} ${department.name} 理由`
        : `需补充的，回复 /return ${typedNo(no)} ${department.name} 理由`,
  }
}

/** How the director goes on with an overdue department. `beside` tells the buttons of several matters apart. */
export function overdueButtons(order: string, department: DepartmentName, beside = ''): readonly Button[] {
  const about = { order, department: department.code }
  return [
    { label: `继续催办${beside}`, press: { do: 'overdue.urge', ...about } },
    {
      label: `与${department.kind === 'unit' ? '单位' : '科室'}沟通${beside}`,
      press: { do: 'overdue.talk', ...about },
    },
    { label: `报分管领导${beside}`, press: { do: 'overdue.report', ...about } },
  ]
}

export const BOARD_BUTTON: Button = { label: '查看台账', press: { do: 'board' } }

export const WORKDAYS_FIELD: Field = {
  name: 'workdays',
  label: '延几个工作日',
  kind: 'text',
  required: true,
  placeholder: '如 3，或 3月12日',
}
export const REASON_FIELD: Field = { name: 'reason', label: '理由', kind: 'lines', required: true }
export const PROPER_FIELD: Field = {
  name: 'proper',
  label: '应由哪个科室、单位承办（不清楚可不填）',
  kind: 'text',
  required: false,
  placeholder: '如 计财科',
}

/** 申请延期 and 申请改派, for whoever still owes an answer. */
export function requestButtons(order: string): readonly Button[] {
  return [
    { label: '申请延期', press: { do: 'extension.ask', order }, fields: [WORKDAYS_FIELD, REASON_FIELD] },
    { label: '申请改派', press: { do: 'reroute.ask', order }, fields: [PROPER_FIELD, REASON_FIELD] },
  ]
}
