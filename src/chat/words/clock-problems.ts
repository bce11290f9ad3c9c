/** Why a history cannot have happened, said so that the line in the file can be found and mended. */
import type { ClockProblem } from '../../domain/clock/problems.ts'

const EVENT: Readonly<Record<string, string>> = {
  received: '收到申请',
  correctionNoticeSent: '发出补正告知',
  correctionReceived: '收到补正',
  consultation: '征求意见',
  extensionApproved: '批准延期',
  feeNoticeReceived: '收费通知送达',
  feePaid: '缴费',
  served: '答复送达',
  withdrawn: '撤回申请',
}

const ENDING = { served: '答复', withdrawn: '撤回', abandoned: '视为放弃' } as const

export function sayClockProblem({ event, ...rest }: ClockProblem): string {
  const where = event === undefined ? '' : `events[${event}]：`
  return where + sayWhat(rest as ClockProblem)
}

function sayWhat(p: ClockProblem): string {
  switch (p.code) {
    case 'no-receipt':
      return '缺少“收到申请”（received），期限无从起算'
    case 'event-unknown':
      return `不认识的事件“${p.facts.type}”`
    case 'event-twice':
      return `“${EVENT[p.facts.type]}”（${p.facts.type}）只能有一次`
    case 'dates-reversed': {
      const { type, earlier, earlierDay, later, laterDay } = p.facts
      return `“${EVENT[type]}”的日期先后颠倒：${later} ${laterDay} 早于 ${earlier} ${earlierDay}`
    }
    case 'before-receipt':
      return `“${EVENT[p.facts.type]}”（${p.facts.day}）早于收到申请之日 ${p.facts.receipt}`
    case 'receipt-unconfirmed':
      return `申请尚未与申请人确认收到，不能有“${EVENT[p.facts.type]}”（${p.facts.day}）`
    case 'without-notice':
      return p.facts.type === 'feePaid'
        ? '有缴费（feePaid），此前没有收费通知（feeNoticeReceived）'
        : '有补正（correctionReceived），此前没有补正告知（correctionNoticeSent）'
    case 'clock-stopped':
      return `${p.facts.day} 正在等待申请人${p.facts.by === 'fee' ? '缴费' : '补正'}，不能“${EVENT[p.facts.type]}”`
    case 'after-finish':
      return `申请已于 ${p.facts.endedOn} ${ENDING[p.facts.ending]}，其后不能有“${EVENT[p.facts.type]}”（${p.facts.day}）`
    case 'served-date-missing':
      return `“答复送达”缺少${p.facts.field === 'posted' ? '交邮日期（posted）' : '签收日期（signed）'}`
    case 'extension-out-of-range':
      return `延长的工作日数须为1至20，现为 ${p.facts.workdays}`
    case 'not-a-count':
      return `${p.facts.field} 须为不小于1的整数，现为 ${p.facts.value}`
  }
}
