/** What the privacy gate says, to the sender alone: what stood there, what to recall, how to do it properly. */
import type { Finding, FindingKind } from '../gate.ts'
import type { Message } from '../message.ts'

export const FINDING_NAMES: Readonly<Record<FindingKind, string>> = {
  'id-card': '身份证号',
  mobile: '手机号',
  'bank-card': '银行卡号',
  'secrecy-mark': '密级标志',
  'applicant-name': '申请人姓名',
}

/** What was stopped: an order about to be issued, or anything else that was said. */
export type Stopped = 'order' | 'message'

const VERDICTS: Readonly<Record<Stopped, string>> = { order: '未予下发', message: '未予登记' }

/** @param exampleCase an invented case number for the example */
export function wordGate(
  findings: readonly Pick<Finding, 'kind' | 'count'>[],
  stopped: Stopped,
  exampleCase = 'YSQ-2026-041',
): Message {
  const counted = findings.map((f) => `${FINDING_NAMES[f.kind]} ${f.count} 处`).join('、')
  return {
    lines: [
      [{ text: VERDICTS[stopped], tone: 'strong' }, { text: `　内容含${counted}。` }],
      ...whatToDo(new Set(findings.map((f) => f.kind)), stopped, exampleCase),
    ],
  }
}

function whatToDo(kinds: ReadonlySet<FindingKind>, stopped: Stopped, exampleCase: string): readonly string[] {
  if (kinds.has('secrecy-mark')) {
    return ['请立即撤回原消息。', '涉密及工作秘密事项不得在工作群流转，请按保密规定通过机要渠道办理。']
  }
  if (kinds.size > 1 || !kinds.has('mobile')) {
    return [`请立即撤回原消息，并以申请件编号（如 ${exampleCase}）代替；相关材料请传至该件卷宗。`]
  }
  const proper = '确需收集工作电话的，由办公室在交办事项中写明“联系电话”。'
  return [`请立即撤回原消息，删去号码后重新${stopped === 'order' ? '下发' : '发送'}。`, proper]
}
