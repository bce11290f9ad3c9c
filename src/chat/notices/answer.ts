/** A department's answer: its receipt, its files, and what the office is told of it. */
import type { AnswerContents, NoticeFacts } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { maskPhones } from '../gate.ts'
import type { Line, Message } from '../message.ts'
import { missingFrom, searchUnsaid } from '../understand/checklist.ts'
import { sayDue, sayMoment, sayTimeliness } from '../words/dates.ts'
import { ASSIGNMENT_STATES, answeringVerb, ORDER_STATES, withCover } from '../words/names.ts'
import { cut, listNames, quiet, typedNo } from '../words/short.ts'
import { reviewButtons } from './buttons.ts'
import type { WordsOf } from './view.ts'

export const answerReceipt: WordsOf<'answer.receipt'> = (facts, view) => {
  const { department, at, files, lost, timeliness, further, closed, no, behalf } = facts
  const who = `${department.name}${behalf ? withCover(behalf.of, behalf.by) : ''}`
  const how = `${who}${further ? '补充反馈' : '反馈'}`
  if (facts.recalled === 'all') return takenBack(facts, `${how} ${sayMoment(at, { year: no.year })}`)
  const parts = [`${how} ${sayMoment(at, { year: no.year })}`]
  if (files > 0) parts.push(`附件 ${files} 个`)
  // In the leading group's chat a late answer is an answer.
  const late = timeliness.kind === 'late'
  if (!further && (timeliness.kind === 'afterHours' || (late && !view.inLeadingGroup))) {
    parts.push(sayTimeliness(timeliness))
  }
  if (facts.edited) parts.push('内容有修改')
  if (facts.recalled) parts.push('部分内容已撤回')
  return {
    lines: [
      [{ text: '已登记', tone: 'strong' }, { text: `　${parts.join('，')}` }],
      ...(lost > 0 ? [`其中 ${lost} 个附件未能获取，请在本条下重新发送`] : []),
      ...(facts.contents && !closed ? whatIsMissing(facts.contents) : []),
      ...(facts.asked ? ['所询事项已转办公室，请等候答复'] : []),
      ...(closed ? [`${printNo(no)}已办结`] : []),
    ],
  }
}

/** The receipt of an answer that was taken back as a whole. */
function takenBack({ no, department, due, dueNote }: NoticeFacts['answer.receipt'], how: string): Message {
  return {
    lines: [
      [{ text: '登记已撤销', tone: 'strong' }, { text: `　${how}，已由本人撤回` }],
      ...(due
        ? [
            `请于 ${sayDue(due, dueNote, { year: no.year })} 前重新${answeringVerb([department])}，仍在本条下回复　${printNo(no)}`,
          ]
        : [`此前登记的其他反馈仍然有效　${printNo(no)}`]),
    ],
  }
}

/** Told to who answers, who still can add to it. */
function whatIsMissing(contents: AnswerContents): readonly Line[] {
  const missing = missingFrom(contents)
  const unsaid = contents.checklist.includes('信息检索') ? searchUnsaid(contents.text) : []
  return [
    ...(missing.length > 0 ? [`未见：${missing.join('、')}，请于10分钟内在本条下补充`] : []),
    ...(unsaid.length > 0 ? [quiet(`未检索到信息的，请一并写明${unsaid.join('、')}`)] : []),
  ]
}

export const answerGathering: WordsOf<'answer.gathering'> = ({
  no,
  answer,
  department,
  files,
  filed,
  dropped,
}) =>
  dropped
    ? {
        lines: [
          `${department.name}${files > 0 ? `附件 ${files} 个` : '所发附件'}未登记，${WHY_DROPPED(dropped)}　${printNo(no)}`,
        ],
      }
    : filed
      ? { lines: [`${department.name}附件 ${files} 个，已提交反馈　${printNo(no)}`] }
      : {
          lines: [
            `已收到${department.name}附件 ${files} 个，尚未登记　${printNo(no)}`,
            '可继续发送，或提交反馈；10分钟内没有新内容的，自动登记',
          ],
          buttons: [{ label: '提交反馈', press: { do: 'answer.file', answer }, style: 'primary' }],
          typed: `回复“${typedNo(no)} 已报送”即提交反馈`,
        }

const WHY_DROPPED = (why: NonNullable<NoticeFacts['answer.gathering']['dropped']>): string => {
  if (why === 'withdrawn') return '已由本人撤回'
  if (why === 'closed' || why === 'revoked') return `本单${ORDER_STATES[why]}`
  return why === 'issued' ? '本单不再接收反馈' : `本项${ASSIGNMENT_STATES[why]}`
}

export const answerArrived: WordsOf<'answer.arrived'> = (facts) => {
  const { no, order, subject, department, role, by, behalf, at, files, excerpt, timeliness } = facts
  const asides = [
    `${behalf ? withCover(behalf.of, behalf.by) : by} ${sayMoment(at, { year: no.year })}`,
    ...(files > 0 ? [`附件 ${files} 个`] : []),
    sayTimeliness(timeliness),
  ]
  const lines: Line[] = [asides.join('，')]
  if (excerpt) lines.push(`内容　${cut(maskPhones(excerpt), 80)}`)
  if (facts.recalled === 'all') {
    return {
      title: `${department.name}反馈　${printNo(no)}　${cut(subject, 40)}`,
      lines: [...lines, '该反馈已由本人撤回，不必审核'],
    }
  }
  if (facts.contents) {
    const missing = missingFrom(facts.contents)
    if (missing.length > 0) lines.push(`未见：${missing.join('、')}`)
  }
  if (facts.edited) lines.push('登记后内容有修改，前后文字均已保留')
  if (facts.recalled) lines.push('部分内容已由本人撤回')
  lines.push(role === 'assist' ? '本项为配合，反馈即可，不必审核；需补充的，请退回并写明理由' : '请审核')
  return {
    title: `${department.name}反馈　${printNo(no)}　${cut(subject, 40)}`,
    lines,
    ...reviewButtons(no, order, department, role),
  }
}

export const fileLost: WordsOf<'file.lost'> = ({ no, names }) => ({
  lines: [
    `${no ? `${printNo(no)}　` : ''}附件未能获取：${listNames(
      names.map((n) => cut(n, 40)),
      5,
    )}`,
    no ? '请在本条下重新发送，收到后并入原反馈' : '请重新发送；作为反馈的，请在该单下发送',
  ],
})

export const answerEdited: WordsOf<'answer.edited'> = ({ no, subject, department, by, at, text, state }) => ({
  title: `${department.name}修改反馈内容　${printNo(no)}　${cut(subject, 40)}`,
  lines: [
    `${by} ${sayMoment(at, { year: no.year })}`,
    `修改为　${cut(maskPhones(text), 120)}`,
    state === 'approved'
      ? '该反馈此前已审核通过，登记内容未作改动；确需更正的，由办公室办理更正'
      : '原文与修改后的文字均已保留，请据此审核',
  ],
})

export const answerWithdrawn: WordsOf<'answer.withdrawn'> = (facts) => {
  const { no, subject, department, by, at, state, owes } = facts
  return {
    title: `${department.name}撤回反馈　${printNo(no)}　${cut(subject, 40)}`,
    lines: [
      `${by}撤回 ${sayMoment(at, { year: no.year })} 登记的反馈`,
      owes
        ? `审核前已全部撤回，该${department.kind === 'unit' ? '单位' : '科室'}恢复为待反馈，期限照常计算`
        : state === 'approved'
          ? '该反馈此前已审核通过，登记内容未作改动；确需更正的，由办公室办理更正'
          : '办理状态未变，此前登记的其他反馈仍然有效',
    ],
  }
}
