/** What to type instead, for refusals that have no example of a command at hand. */
import type { ActionName } from '../../domain/authority.ts'
import type { OrderNo } from '../../domain/serial.ts'
import { typedNo } from './short.ts'

/** With the reason that was missing. */
export const REASON_EXAMPLES: Partial<Readonly<Record<ActionName, string>>> = {
  return: '/return #12 人事科 缺少依据文件，请补充',
  reopen: '/reopen #12 上级补充要求',
  revoke: '/revoke #12 重复下发',
  requestExtension: '/申请延期 #12 3个工作日 等考试中心数据',
  refuseExtension: '/extend #12 人事科 不同意 时间要求明确',
  requestReroute: '/申请改派 #12 计财科 经费数据由计财科掌握',
  reroute: '/改派 #12 人事科 → 计财科 属经费事项',
  answerInstruction: '/答复 #12 人事科 包括直属单位',
}

const TYPED: Partial<Readonly<Record<string, string>>> = {
  signFor: '/sign',
  answer: '/reply',
  approve: '/accept',
  return: '/return',
  urge: '/urge',
  revoke: '/revoke',
  reopen: '/reopen',
  requestExtension: '/extend',
  requestReroute: '/reroute',
  reroute: '/reroute',
  requestInstruction: '/ask',
}

/** `/accept #12 人事科`; `undefined` for what has no such form. */
export function exampleOf(action: string, no: OrderNo, department?: string): string | undefined {
  const command = TYPED[action]
  if (command === undefined) return undefined
  const reason = action === 'return' || action === 'reopen' ? ' 理由' : ''
  return `${command} ${typedNo(no)}${department ? ` ${department}` : ''}${reason}`
}
