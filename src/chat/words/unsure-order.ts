/** What keeps a line, or one of several, from becoming an order: named line by line, with what to write. */
import { kindOf } from '../../domain/kinds.ts'
import type { OrderNo } from '../../domain/serial.ts'
import type { OrderAsk } from '../assignment/draft.ts'
import type { Message } from '../message.ts'
import { cut, MOST_LINES, typedAgain } from './short.ts'

const ROLES = { handler: '经办', reviewer: '审核', copied: '抄送' } as const

/** One sentence for each thing that is asked. */
export function askLines(asks: readonly OrderAsk[]): readonly string[] {
  return asks.map(askLine)
}

function askLine(ask: OrderAsk): string {
  switch (ask.ask) {
    case 'term':
      return `${kindOf(ask.kind).name}未写明期限。可写：5个工作日内、本周五前、12月31日前。`
    case 'basis':
      return ask.kind === 'rectification'
        ? '整改单须注明依据。请加写一句，如：依据2026年第1轮督查'
        : `${kindOf(ask.kind).name}须注明依据。请加写一句，如：依据局长批示、依据〔2026〕8号`
    case 'person': {
      const text = ask.text ? `“${cut(ask.text, 12)}”` : ''
      if (ask.twice) return `${ROLES[ask.role]}${text}不止一个。请写明所在科室，或用@指定。`
      const what = ask.role === 'copied' ? '姓名或科室、单位名称' : '姓名'
      return `${ROLES[ask.role]}${text}未能识别。请写名单中的${what}。`
    }
    case 'handler-elsewhere':
      return `${ask.name}不在承办科室、单位任职，不能列为经办。`
    case 'reviewer-may-not':
      return kindOf(ask.kind).approver === 'director'
        ? `${kindOf(ask.kind).name}由办公室主任、副主任审核，${ask.name}不能列为审核人。`
        : `审核由领导小组办公室人员担任，${ask.name}不能列为审核人。`
  }
}

export interface TroubledLine {
  /** From 1. */
  readonly line: number
  readonly said: string
  readonly asks: readonly string[]
}

/** Nothing of several lines is drafted: which line is meant, what it lacks, and the whole to be mended. */
export function severalUnsure(
  troubled: readonly TroubledLine[],
  count: number,
  typed: string,
  parent?: OrderNo,
): Message {
  const unit = /\n/.test(typed) ? '行' : '项'
  const shown = troubled.slice(0, 3)
  const lines = shown.flatMap(({ line, said, asks }) => [
    `第 ${line} ${unit}“${cut(said, 20)}”：${asks.slice(0, 2).join('')}`,
  ])
  const more = troubled.length - shown.length
  const good = count - troubled.length
  const body = typedAgain(typed, parent)
  const head = [
    ...lines,
    ...(more > 0 ? [`另有 ${more} ${unit}未能识别`] : []),
    `${good > 0 ? `其余 ${good} 件已识别；` : ''}均未下发，未占用编号。`,
  ]
  const fits = head.length + body.length + 1 <= MOST_LINES
  return {
    lines: [
      ...head,
      ...(fits ? ['请复制下文，改正后重新发送：', ...body] : ['请在原消息上改正后，整条重新发送']),
    ],
  }
}
