/** What happens to a whole order after its issue, told in its thread. */
import { printNo } from '../../domain/serial.ts'
import { sayDue } from '../words/dates.ts'
import { answeringVerb, sayLastWord } from '../words/names.ts'
import { cut, fold, listNames } from '../words/short.ts'
import { MOST_REASON } from './review.ts'
import type { WordsOf } from './view.ts'

export const orderRevoked: WordsOf<'order.revoked'> = ({ no, subject, reason, by }) => ({
  title: `${printNo(no)}　${cut(subject, 40)}　已撤回`,
  lines: [...(reason ? [`事由　${cut(reason, MOST_REASON)}`] : []), `不再办理，已报材料留存备查（${by}）`],
})

export const orderReopened: WordsOf<'order.reopened'> = ({
  no,
  subject,
  reason,
  departments,
  due,
  dueNote,
}) => ({
  title: `${printNo(no)}　${cut(subject, 40)}　重新办理`,
  lines: [
    `事由　${cut(reason, MOST_REASON)}`,
    `请${listNames(
      departments.map((d) => d.name),
      8,
    )}于 ${sayDue(due, dueNote, { year: no.year })} 前重新${answeringVerb(departments)}`,
  ],
})

export const orderDueMoved: WordsOf<'order.due-moved'> = ({
  no,
  subject,
  department,
  from,
  to,
  toNote,
  why,
  notice,
}) => {
  const year = { year: no.year }
  return {
    title: `${printNo(no)}　${cut(subject, 40)}　期限调整`,
    lines: [
      `${department.name}　期限调整为 ${sayDue(to, toNote, year)}，原为 ${sayDue(from, undefined, year)}`,
      why === 'received'
        ? '事由　本单实际收到晚于下发之日，期限自收到次日起重新计算'
        : `事由　放假安排公布${notice ? `（${notice}）` : ''}，据此重新计算工作日`,
    ],
  }
}

const MOST_MOVED = 8

export const ordersDueMoved: WordsOf<'orders.due-moved'> = ({ notice, lines }) => {
  const { shown, rest } = fold(lines, MOST_MOVED)
  return {
    title: `期限调整 ${lines.length} 件`,
    lines: [
      ...shown.map(({ no, subject, from, to }) => {
        const year = { year: no.year }
        return `${printNo(no)}　${cut(subject, 24)}　${sayDue(from, undefined, year)} 调整为 ${sayDue(to, undefined, year)}`
      }),
      ...(rest > 0 ? [`另有 ${rest} 件，可发送 /mine 查看`] : []),
      `事由　放假安排公布（${notice}），据此重新计算工作日`,
    ],
  }
}

export const orderUndone: WordsOf<'order.undone'> = ({ no, subject, word, by, department }) => ({
  lines: [
    `${by}撤销了上一步操作：${sayLastWord(word, () => department?.name ?? '')}`,
    `${printNo(no)}　${cut(subject, 40)}　恢复到此前的状态`,
  ],
})
