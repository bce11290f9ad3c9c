/** 本科室待办: what a department owes, in its own chat, edited in place. Here, among themselves, late is called 逾期. */
import { dueMoment } from '../../domain/due.ts'
import type { StandingLine } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { type Day, dayOf } from '../../domain/time.ts'
import type { Line, Tone } from '../message.ts'
import { sayLeftWithDay, sayMoment } from '../words/dates.ts'
import { ASSIGNMENT_STATES, answeringVerb, ownName } from '../words/names.ts'
import { cut, fold, quiet, toned, typedNo } from '../words/short.ts'
import type { WordsOf } from './view.ts'

const MOST_SHOWN = 8
const MOST_IN_REVIEW = 4

export const standingCard: WordsOf<'standing.card'> = ({ department, at, lines, inReview }) => {
  const sorted = [...lines].sort(byDue)
  const { shown, rest } = fold(sorted, MOST_SHOWN)
  const unsigned = lines.filter((l) => l.state === 'waiting').length
  const first = sorted[0]
  const today = dayOf(at)
  return {
    title: `${ownName(department)}待办　${department.name}　${lines.length} 件`,
    lines: [
      ...shown.map((line) => standingLine(line, today, at)),
      ...(rest > 0 ? [`另有 ${rest} 件，发送 /mine 查看`] : []),
      ...(lines.length === 0 ? ['目前没有待办'] : []),
      ...reviewLine(inReview),
      quiet(
        `截至 ${sayMoment(at)}${first ? `　办理结果请在原消息下回复，或写明编号回复，如：${typedNo(first.no)} 已办结` : ''}`,
      ),
    ],
    ...(unsigned > 0
      ? {
          buttons: [
            {
              label: unsigned === 1 ? '签收' : `全部签收（${unsigned} 件）`,
              press: { do: 'standing.sign', department: department.code },
              style: 'primary' as const,
            },
          ],
          typed: `签收请发送 /sign #编号；${answeringVerb([department])}请写明编号回复`,
        }
      : {}),
  }
}

function standingLine(line: StandingLine, today: Day, at: number): Line {
  const handler = line.handler ? `　经办 ${line.handler}` : ''
  const state = line.state === 'signed' ? '' : `　${ASSIGNMENT_STATES[line.state]}`
  const over = at > dueMoment(line.due) && line.workdaysLate === 0
  const left = over ? '当日已到期' : sayLeftWithDay(line, today)
  return [
    toned(left, toneOf(line, today)),
    { text: `　${printNo(line.no)}　${cut(line.subject ?? '限定知悉', 24)}${handler}${state}` },
  ]
}

function toneOf(line: StandingLine, today: Day): Tone | undefined {
  if (line.workdaysLate > 0) return 'late'
  return line.due.on <= today ? 'soon' : undefined
}

function byDue(x: StandingLine, y: StandingLine): number {
  return dueMoment(x.due) - dueMoment(y.due) || x.no.year - y.no.year || x.no.no - y.no.no
}

function reviewLine(inReview: readonly StandingLine['no'][]): readonly string[] {
  if (inReview.length === 0) return []
  const { shown, rest } = fold(inReview, MOST_IN_REVIEW)
  return [`已反馈待审核 ${inReview.length} 件　${shown.map(printNo).join('、')}${rest > 0 ? `等` : ''}`]
}
