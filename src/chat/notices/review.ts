/** What became of a department's part: signed, approved, returned, excused. */
import { printNo } from '../../domain/serial.ts'
import { sayDue, sayLeft, sayMoment } from '../words/dates.ts'
import { answeringVerb, withCover } from '../words/names.ts'
import { cut, typedNo } from '../words/short.ts'
import { toneFor } from '../words/tone.ts'
import type { WordsOf } from './view.ts'

/** A reason is repeated in full up to here; the journal keeps all of it. */
export const MOST_REASON = 200

export const assignmentSigned: WordsOf<'assignment.signed'> = ({ no, department, by, at, of }) => ({
  lines: [
    `${printNo(no)}　${department.name}已签收　${of ? withCover(of, by) : by} ${sayMoment(at, { year: no.year })}`,
  ],
})

/** To who handles it from now on. */
export const assignmentHanded: WordsOf<'assignment.handed'> = ({ line, by }) => ({
  title: `请您经办　${printNo(line.no)}　${cut(line.subject, 40)}`,
  lines: [
    `${line.department.name}承办，期限 ${sayDue(line.due, line.dueNote, { year: line.no.year })}，${sayLeft(line)}`,
    `到期前的提醒发给您；${answeringVerb([line.department])}请在原消息下回复，或写明编号回复，如：${typedNo(line.no)} 已办结，见附件`,
    `${line.department.name}（${by}）`,
  ],
})

export const assignmentApproved: WordsOf<'assignment.approved'> = ({ no, department, by, at, closed }) => ({
  lines: [
    `${printNo(no)}　${department.name}反馈审核通过　${by} ${sayMoment(at, { year: no.year })}`,
    ...(closed ? ['本单已办结'] : []),
  ],
})

export const assignmentReturned: WordsOf<'assignment.returned'> = ({
  no,
  department,
  by,
  reason,
  due,
  dueNote,
}) => ({
  lines: [
    `${printNo(no)}　${department.name}的反馈已退回（${by}）`,
    `理由　${cut(reason, MOST_REASON)}`,
    `${toneFor([department]).ask(sayDue(due, dueNote, { year: no.year }), true)}，仍在本条下回复`,
  ],
})

export const assignmentExcused: WordsOf<'assignment.excused'> = ({ no, department, reason, closed }) => ({
  lines: [
    `${printNo(no)}　${department.name}免予反馈${reason.trim() ? `　事由：${cut(reason, MOST_REASON)}` : ''}`,
    ...(closed ? ['本单已办结'] : []),
  ],
})
