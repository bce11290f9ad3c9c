/** 本周办理情况: one screen for who leads and who runs the office, with buttons that act. */
import type { DueLine, ToCoordinate, WeeklySheet } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { yearOf } from '../../domain/time.ts'
import type { Button, Line } from '../message.ts'
import { plainDay, sayDay, sayLeft } from '../words/dates.ts'
import { cut, fold } from '../words/short.ts'
import { REQUEST_NAMES } from '../words/why-red.ts'
import { BOARD_BUTTON } from './buttons.ts'
import { urgedWords } from './reminder.ts'
import type { WordsOf } from './view.ts'

const MOST_OVERDUE = 3
const MOST_NEXT = 2
const MOST_COORDINATE = 3
const MOST_BUTTONS = 2

export const sheetWeekly: WordsOf<'sheet.weekly'> = (sheet) => {
  const { monday, day, late, issued, closed, open, overdue, dueNextWeek, coordinate } = sheet
  const year = { year: yearOf(day) }
  const span = [...new Set([monday, day])].map((d) => plainDay(d, year)).join('至')
  return {
    title: `本周办理情况　${span}${late ? '（补发）' : ''}`,
    lines: [
      `${sheet.forLeader ? '报告如下：' : ''}交办 ${issued} 件，办结 ${closed} 件；在办 ${open} 件`,
      ...listed('逾期', overdue, MOST_OVERDUE, 'late', (l) => [`${what(l)}，${sayLeft(l)}${urgedWords(l)}`]),
      ...listed('下周到期', dueNextWeek, MOST_NEXT, undefined, (l) => [
        `${what(l)}，${sayDay(l.due.on, year)}`,
      ]),
      ...listed('需协调事项', coordinate, MOST_COORDINATE, 'strong', (c) => [coordination(c)]),
    ],
    buttons: buttonsOf(sheet),
    typed: sheet.forLeader ? '查看台账，请发送 /board' : '催办请发送 /urge #编号，查看清单请发送 /list 逾期',
  }
}

function listed<T extends { readonly order: string }>(
  name: string,
  items: readonly T[],
  most: number,
  tone: 'late' | 'strong' | undefined,
  words: (item: T) => readonly string[],
): Line[] {
  if (items.length === 0) return []
  // An order counts once, however many departments of it stand here.
  const orders = new Set(items.map((item) => item.order)).size
  const head: Line = [{ text: `${name} ${orders} 件`, ...(tone ? { tone } : {}) }]
  const { shown, rest } = fold(items, most)
  return [head, ...shown.flatMap(words), ...(rest > 0 ? [`另有 ${rest} 项，见台账`] : [])]
}

function what(line: DueLine): string {
  return `${printNo(line.no)} ${cut(line.subject, 20)}，${line.department.name}`
}

function coordination(c: ToCoordinate): string {
  const days = c.kind === 'extension' && c.workdays !== undefined ? ` ${c.workdays} 个工作日` : ''
  const waits = c.yours ? '待您' : `待${c.approver ?? '办公室'}`
  const decide = c.kind === 'instruction' ? '答复' : '审定'
  const since = c.waitingWorkdays > 0 ? `，已 ${c.waitingWorkdays} 个工作日` : ''
  return `${printNo(c.no)} ${c.department.name}${REQUEST_NAMES[c.kind]}${days}，${waits}${decide}${since}`
}

function buttonsOf(sheet: WeeklySheet): Button[] {
  return [
    ...decisionButtons(sheet.coordinate),
    ...(sheet.mayUrge && sheet.overdue.length > 0
      ? [{ label: '催办逾期事项', press: { do: 'sheet.urge', day: sheet.day } }]
      : []),
    ...redButtons(sheet.overdue),
    BOARD_BUTTON,
  ]
}

/** What the reader decides is granted where it is read; everything else about it stands in its own message. */
export function decisionButtons(coordinate: readonly ToCoordinate[]): Button[] {
  return coordinate
    .filter((c) => c.yours && c.kind === 'extension')
    .slice(0, MOST_BUTTONS)
    .map((c) => ({
      label: `同意延期（${c.no.no}号${c.department.name}）`,
      press: { do: 'extension.grant', request: c.request, keep: 'yes' },
      style: 'primary' as const,
    }))
}

/** 为何红灯, for the worst. */
export function redButtons(red: readonly DueLine[]): Button[] {
  return red.slice(0, MOST_BUTTONS).map((l) => ({
    label: `为何红灯（${l.no.no}号${l.department.name}）`,
    press: { do: 'red.why', order: l.order, department: l.department.code },
  }))
}
