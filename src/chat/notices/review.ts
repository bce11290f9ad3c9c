/** What became of a department's part: signed, approved, returned, excused. */
import { printNo } from '../../domain/serial.ts'
import { sayDue, sayMoment } from '../words/dates.ts'
import { answeringVerb } from '../words/names.ts'
import { cut } from '../words/short.ts'
import type { WordsOf } from './view.ts'

/** A reason is repeated in full up to here; the journal keeps all of it. */
export const MOST_REASON = 200

export const assignmentSigned: WordsOf<'assignment.signed'> = ({ no, department, by, at }) => ({
  lines: [`${printNo(no)}　${department.name}已签收　${by} ${sayMoment(at, { year: no.year })}`],
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
    `请于 ${sayDue(due, dueNote, { year: no.year })} 前重新${answeringVerb([department])}，仍在本条下回复`,
  ],
})

export const assignmentExcused: WordsOf<'assignment.excused'> = ({ no, department, reason, closed }) => ({
  lines: [
    `${printNo(no)}　${department.name}免予反馈${reason.trim() ? `　事由：${cut(reason, MOST_REASON)}` : ''}`,
    ...(closed ? ['本单已办结'] : []),
  ],
})
