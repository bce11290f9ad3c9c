/** 请示 and its answer; and what still waits for somebody's decision on the due morning. */
import type { WaitingRequest } from '../../domain/notices.ts'
import type { RequestKind } from '../../domain/requests.ts'
import { printNo } from '../../domain/serial.ts'
import type { Message } from '../message.ts'
import { sayDay, sayDue, sayMoment } from '../words/dates.ts'
import { cut, fold, typedNo } from '../words/short.ts'
import { endLine } from './extension.ts'
import type { WordsOf } from './view.ts'

const MOST_QUESTION = 300
const MOST_ANSWER = 600
const MOST_WAITING = 8

export const orderQuestion: WordsOf<'order.question'> = (facts): Message => {
  const { no, department, by, text, request, ended } = facts
  const title = `${department.name}请示　${printNo(no)}`
  const said = `${by}：${cut(text, MOST_QUESTION)}`
  if (ended) return { title, lines: [said, endLine(ended, no.year)] }
  return {
    title,
    lines: [said, '请答复；答复前期限照常计算'],
    buttons: [
      {
        label: '答复',
        press: { do: 'question.answer', request },
        style: 'primary',
        fields: [{ name: 'answer', label: '答复内容', kind: 'lines', required: true }],
      },
    ],
    typed: `回复 /respond ${typedNo(no)} ${department.name} 答复内容`,
  }
}

export const questionAnswered: WordsOf<'question.answered'> = (facts) => {
  const { no, department, by, leader, question, answer, due, dueNote, owes } = facts
  return {
    title: `${printNo(no)}　${leader ? '领导' : '办公室'}答复（${by}）`,
    lines: [
      `${department.name}请示　${cut(question, 60)}`,
      `答复　${cut(answer, MOST_ANSWER)}`,
      ...(owes ? [`请据此办理，期限 ${sayDue(due, dueNote, { year: no.year })} 不变`] : []),
    ],
  }
}

export const REQUEST_NAMES: Readonly<Record<RequestKind, string>> = {
  extension: '申请延期',
  reroute: '申请改派',
  instruction: '请示',
}

export const requestsWaiting: WordsOf<'requests.waiting'> = ({ day, lines }) => {
  const { shown, rest } = fold(lines, MOST_WAITING)
  const first = lines[0]!
  const typed = { extension: 'extend', reroute: 'reroute', instruction: 'respond' }[first.kind]
  const words = { extension: '同意', reroute: '→ 科室名称 理由', instruction: '答复内容' }[first.kind]
  return {
    title: `今日到期、尚待您决定 ${lines.length} 件　${sayDay(day)}`,
    lines: [
      ...shown.map(
        ({ no, subject, department, kind, by, at }) =>
          `${printNo(no)}　${cut(subject, 20)}　${department.name}${REQUEST_NAMES[kind]}（${by} ${sayMoment(at, { year: no.year })}）`,
      ),
      ...(rest > 0 ? [`另有 ${rest} 件`] : []),
      `可在原消息上办理，或发送：/${typed} ${typedNo(first.no)} ${first.department.name} ${words}`,
    ],
  }
}

/** The same in one line of the morning's reminder. */
export function waitingLine(lines: readonly WaitingRequest[]): string {
  const { shown, rest } = fold(lines, 3)
  const each = shown.map(
    ({ no, department, kind }) => `${printNo(no)}${department.name}${REQUEST_NAMES[kind]}`,
  )
  return `今日到期、尚待您决定 ${lines.length} 件　${each.join('，')}${rest > 0 ? ' 等' : ''}，可在原消息上办理`
}
