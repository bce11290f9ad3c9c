/** 更正 and 移转: said where the order is, so that everybody concerned sees the old entry and the new one. */
import type { Correction } from '../../domain/order-facts.ts'
import { printNo } from '../../domain/serial.ts'
import { sayDue, sayMoment, sayTimeliness } from '../words/dates.ts'
import { cut, typedNo } from '../words/short.ts'
import { MOST_REASON } from './review.ts'
import type { WordsOf } from './view.ts'

const FIELD_NAMES: Readonly<Record<Correction['field'], string>> = {
  subject: '事项',
  due: '期限',
  answeredAt: '反馈时间',
}

export const orderCorrected: WordsOf<'order.corrected'> = ({ no, subject, change, why, by, department }) => ({
  title: `更正　${printNo(no)}　${cut(subject, 40)}`,
  lines: [
    ...correctionLines(change, department?.name, no.year),
    `理由　${cut(why, MOST_REASON)}`,
    `更正人　${by}　原登记内容保留在履历中`,
  ],
})

/** What was, and what is right. */
export function correctionLines(change: Correction, department: string | undefined, year: number): string[] {
  const what = `${department ?? ''}${FIELD_NAMES[change.field]}`
  const [from, to] = valuesOf(change, year)
  return [`原${what}　${from}`, `更正为　${to}`]
}

function valuesOf(change: Correction, year: number): [string, string] {
  switch (change.field) {
    case 'subject':
      return [cut(change.from, 200), cut(change.to, 200)]
    case 'due':
      return [sayDue(change.from, undefined, { year }), sayDue(change.to, undefined, { year })]
    case 'answeredAt':
      return [
        sayMoment(change.from, { year }),
        `${sayMoment(change.to, { year })}，${sayTimeliness(change.timeliness)}`,
      ]
  }
}

export const answerMoved: WordsOf<'answer.moved'> = ({ no, other, department, at, by, away }) => {
  const what = `${department.name} ${sayMoment(at, { year: no.year })} 的反馈`
  return {
    lines: away
      ? [
          `更正　${what}误登于本件，已移至${printNo(other)}（${by}）`,
          `${printNo(no)}仍待${department.name}反馈，请回复本消息或写明编号，如：${typedNo(no)} 已办结`,
        ]
      : [`已登记　${what}，由${printNo(other)}移入（${by}）`, `${printNo(no)}`],
  }
}
