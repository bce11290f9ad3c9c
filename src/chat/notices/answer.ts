/** A department's answer: its receipt, its files, and what the office is told of it. */
import { printNo } from '../../domain/serial.ts'
import { maskPhones } from '../gate.ts'
import type { Line } from '../message.ts'
import { sayMoment, sayTimeliness } from '../words/dates.ts'
import { cut, listNames, typedNo } from '../words/short.ts'
import { reviewButtons } from './buttons.ts'
import type { WordsOf } from './view.ts'

export const answerReceipt: WordsOf<'answer.receipt'> = (facts, view) => {
  const { department, at, files, lost, timeliness, further, closed, no } = facts
  const how = `${department.name}${further ? '补充反馈' : '反馈'}`
  const parts = [`${how} ${sayMoment(at, { year: no.year })}`]
  if (files > 0) parts.push(`附件 ${files} 个`)
  // In the leading group's chat a late answer is an answer.
  const late = timeliness.kind === 'late'
  if (!further && (timeliness.kind === 'afterHours' || (late && !view.inLeadingGroup))) {
    parts.push(sayTimeliness(timeliness))
  }
  return {
    lines: [
      [{ text: '已登记', tone: 'strong' }, { text: `　${parts.join('，')}` }],
      ...(lost > 0 ? [`其中 ${lost} 个附件未能获取，请在本条下重新发送`] : []),
      ...(closed ? [`${printNo(no)}已办结`] : []),
    ],
  }
}

export const answerGathering: WordsOf<'answer.gathering'> = ({ no, answer, department, files, filed }) =>
  filed
    ? { lines: [`${department.name}附件 ${files} 个，已提交反馈　${printNo(no)}`] }
    : {
        lines: [
          `已收到${department.name}附件 ${files} 个，尚未登记　${printNo(no)}`,
          '可继续发送，或提交反馈；10分钟内没有新内容的，自动登记',
        ],
        buttons: [{ label: '提交反馈', press: { do: 'answer.file', answer }, style: 'primary' }],
        typed: `回复“${typedNo(no)} 已报送”即提交反馈`,
      }

export const answerArrived: WordsOf<'answer.arrived'> = (facts) => {
  const { no, order, subject, department, role, by, at, files, excerpt, timeliness } = facts
  const asides = [
    `${by} ${sayMoment(at, { year: no.year })}`,
    ...(files > 0 ? [`附件 ${files} 个`] : []),
    sayTimeliness(timeliness),
  ]
  const lines: Line[] = [asides.join('，')]
  if (excerpt) lines.push(`内容　${cut(maskPhones(excerpt), 80)}`)
  lines.push(role === 'assist' ? '本项为配合，反馈即可，不必审核；需补充的，请退回并写明理由' : '请审核')
  return {
    title: `${department.name}反馈　${printNo(no)}　${cut(subject, 40)}`,
    lines,
    ...reviewButtons(no, order, department, role),
  }
}

export const fileLost: WordsOf<'file.lost'> = ({ no, names }) => ({
  lines: [
    `${printNo(no)}　附件未能获取：${listNames(
      names.map((n) => cut(n, 40)),
      5,
    )}`,
    '请在本条下重新发送，收到后另行登记',
  ],
})
