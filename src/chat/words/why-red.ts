/** 为何红灯: what led to it and whom it waits for, for whoever reads a brief or a sheet. */
import type { RedReasons } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import type { Line, Message } from '../message.ts'
import { sayDay, sayDue, sayLeft, sayMoment } from './dates.ts'
import { cut } from './short.ts'

export const REQUEST_NAMES = { extension: '延期申请', reroute: '改派申请', instruction: '请示' } as const

export function whyRedWords(red: RedReasons): Message {
  const { line } = red
  const year = { year: line.no.year }
  const late = line.workdaysLate > 0
  const who = [red.head && `负责人 ${red.head}`, red.leader && `分管 ${red.leader}`]
    .filter(Boolean)
    .join('，')
  return {
    title: `${late ? '红灯' : '办理'}情况说明　${printNo(line.no)}　${cut(line.subject, 30)}`,
    lines: [
      `承办　${line.department.name}${who ? `（${who}）` : ''}`,
      [
        { text: `期限　${sayDue(line.due, line.dueNote, year)}，` },
        late ? { text: sayLeft(line), tone: 'late' as const } : { text: sayLeft(line) },
      ],
      `收到　${sayDay(red.receivedOn, year)}${red.extended > 0 ? `，已延期 ${red.extended} 次` : ''}`,
      ...stateLines(red, year),
      red.lastUrged
        ? `催办　${line.urged} 次，最近 ${sayMoment(red.lastUrged.at, year)} ${red.lastUrged.by}`
        : line.urged > 0
          ? `催办　${line.urged} 次`
          : '催办　尚未催办',
      ...red.requests.slice(0, 3).map((r): Line => {
        const name = REQUEST_NAMES[r.kind]
        const at = sayMoment(r.at, year)
        return r.state === 'open'
          ? `${name}　${at} 提出，待${r.approver ?? '办公室'}${r.kind === 'instruction' ? '答复' : '审定'}`
          : `${name}　${at} 提出，未予同意`
      }),
    ],
    typed: `期限如何计算，请发送 /why #${line.no.no}`,
  }
}

function stateLines(red: RedReasons, year: { year: number }): string[] {
  if (red.returned) {
    return [`现状　${sayMoment(red.returned.at, year)} 退回，待重新反馈：${cut(red.returned.reason, 40)}`]
  }
  return [
    red.signedAt === undefined ? '现状　尚未签收' : `现状　${sayMoment(red.signedAt, year)} 签收，尚未反馈`,
  ]
}
