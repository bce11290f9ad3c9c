/** Reminders and urging: each to one person alone, a person's matters in one message. */
import type { DueLine } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { type Day, yearOf } from '../../domain/time.ts'
import type { Line, Message, Tone } from '../message.ts'
import { plainDay, sayDue, sayLeft, sayLeftWithDay } from '../words/dates.ts'
import { collectiveName, withCover } from '../words/names.ts'
import { cut, fold, quiet, toned, typedNo } from '../words/short.ts'
import { TONE, toneFor } from '../words/tone.ts'
import { BOARD_BUTTON, overdueButtons } from './buttons.ts'
import { waitingLine } from './question.ts'
import { MOST_REASON } from './review.ts'
import type { WordsOf } from './view.ts'

const MOST_LINES_OF_ONE = 10
const MOST_OF_DIRECTOR = 9
const MOST_OWN_OF_DIRECTOR = 2
/** With more matters than this the director's buttons would fill a screen. */
const MOST_WITH_BUTTONS = 3

export const reminderMerged: WordsOf<'reminder.merged'> = ({
  name,
  department,
  lines,
  late,
  day,
  of,
  waiting,
}) => {
  const sorted = [...lines].sort(byUrgency)
  const { shown, rest } = fold(sorted, MOST_LINES_OF_ONE - (waiting ? 1 : 0))
  const first = sorted[0]
  return {
    ...urgentMark(lines),
    title: `${department?.name ?? `${name}同志`}今日待办 ${lines.length} 件${of ? `　${withCover(of, name)}` : ''}${lateMark(late, day)}`,
    lines: [
      ...shown.map((line) => reminderLine(line, day, department === undefined)),
      ...(rest > 0 ? [`另有 ${rest} 件，发送 /mine 查看`] : []),
      ...(waiting ? [waitingLine(waiting)] : []),
      ...(first ? [quiet(`办理结果请在原消息下回复，或写明编号回复，如：${typedNo(first.no)} 已办结`)] : []),
    ],
  }
}

/** 特急 calls the person where a platform can. */
function urgentMark(lines: readonly DueLine[]): Pick<Message, 'urgent'> {
  return lines.some((line) => line.mostUrgent) ? { urgent: true } : {}
}

function reminderLine(line: DueLine, day: Day, withDepartment: boolean): Line {
  const what = `　${printNo(line.no)}　${cut(line.subject, 24)}`
  return [
    ...(line.mostUrgent ? [{ text: '特急　', tone: 'strong' as const }] : []),
    toned(sayLeftWithDay(line, day), toneOf(line, day)),
    { text: withDepartment ? `${what}（${line.department.name}）` : what },
  ]
}

function toneOf(line: DueLine, day: Day): Tone | undefined {
  if (line.workdaysLate > 0) return 'late'
  return line.due.on <= day ? 'soon' : undefined
}

/** 特急 first; then the longest overdue, then what is due soonest. */
function byUrgency(x: DueLine, y: DueLine): number {
  return (
    Number(y.mostUrgent === true) - Number(x.mostUrgent === true) ||
    y.workdaysLate - x.workdaysLate ||
    x.workdaysLeft - y.workdaysLeft ||
    (x.due.on < y.due.on ? -1 : x.due.on > y.due.on ? 1 : 0) ||
    x.no.year - y.no.year ||
    x.no.no - y.no.no
  )
}

function lateMark(late: boolean, day: Day): string {
  return late ? `（补发 ${plainDay(day)}）` : ''
}

export const reminderDirector: WordsOf<'reminder.director'> = ({ lines, late, day, own = [], waiting }) => {
  const { shown, rest } = fold([...own].sort(byUrgency), MOST_OWN_OF_DIRECTOR)
  const [first] = shown
  const more: Line[] = [
    ...shown.map((line) => reminderLine(line, day, true)),
    ...(rest > 0 ? [`本人另有 ${rest} 件，发送 /mine 查看`] : []),
    ...(first ? [quiet(`待办结果请在原消息下回复，如：${typedNo(first.no)} 已办结`)] : []),
    ...(waiting ? [waitingLine(waiting)] : []),
  ]
  return {
    ...urgentMark(own),
    title: `逾期事项 ${lines.length} 件，请酌定${own.length > 0 ? `；今日待办 ${own.length} 件` : ''}${lateMark(late, day)}`,
    tone: 'late',
    ...overdueWays(lines, day, more),
  }
}

/** To the director: a leader read what is red and wants it seen to. */
export const redHurried: WordsOf<'red.hurried'> = ({ by, lines, day }) => {
  const report = `办理情况请报告${by}`
  const ways = overdueWays(lines, day, [report])
  return {
    title: `领导批示　${by}　请督促红灯事项 ${lines.length} 件`,
    ...ways,
  }
}

/** What is overdue, and the ways the director can go on. @param more what is said besides, in the same screen */
function overdueWays(
  lines: readonly DueLine[],
  day: Day,
  more: readonly Line[] = [],
): Required<Pick<Message, 'lines' | 'buttons'>> {
  const sorted = [...lines].sort(byUrgency)
  const { shown, rest } = fold(sorted, MOST_OF_DIRECTOR - more.length)
  const withButtons = shown.slice(0, MOST_WITH_BUTTONS)
  const one = sorted.length === 1
  return {
    lines: [
      ...shown.map((line): Line => {
        const what = `${printNo(line.no)}　${cut(line.subject, 24)}　${line.department.name}　`
        return [{ text: what }, { text: sayLeft(line, day), tone: 'late' }, { text: urgedWords(line) }]
      }),
      ...(rest > 0 ? [`另有 ${rest} 件，见台账`] : []),
      ...more,
      ...(shown.length > withButtons.length ? [quiet('以下按钮为前 3 件，其余请在台账中办理')] : []),
    ],
    buttons: [
      ...withButtons.flatMap((line) =>
        overdueButtons(
          line.order,
          line.department,
          one ? '' : `（${line.no.no}号${departmentBeside(line, withButtons)}）`,
        ),
      ),
      {
        label: '在工作群公布',
        press: {
          do: 'overdue.release',
          parts: withButtons.map((l) => `${l.order}:${l.department.code}`).join(','),
        },
      },
      ...(shown.length > withButtons.length ? [BOARD_BUTTON] : []),
    ],
  }
}

/** Two departments of one order are told apart by name. */
function departmentBeside(line: DueLine, among: readonly DueLine[]): string {
  return among.filter((l) => l.order === line.order).length > 1 ? line.department.name : ''
}

export function urgedWords(line: DueLine): string {
  return line.urged > 0 ? `，已催办 ${line.urged} 次` : ''
}

export const assignmentUrged: WordsOf<'assignment.urged'> = ({ line, by, words, of }) => {
  const tone = toneFor([line.department])
  const late = line.workdaysLate > 0
  const left = toned(sayLeft(line), late ? 'late' : undefined)
  const dated = late || line.workdaysLeft > 0
  const due = `期限 ${sayDue(line.due, line.dueNote, { year: line.no.year })}，`
  return {
    ...urgentMark([line]),
    title: `${line.mostUrgent ? '特急　' : ''}催办　${printNo(line.no)}　${cut(line.subject, 40)}`,
    lines: [
      [{ text: `${line.department.name}${of ? `（代${of}）` : ''}　${dated ? due : ''}` }, left],
      ...(words?.trim() ? [`${by}：${cut(words, MOST_REASON)}`] : []),
      tone.press(late ? '尽快' : '按期'),
      `请在原消息下回复，或写明编号回复，如：${typedNo(line.no)} 已办结，见附件`,
      `领导小组办公室（经办 ${by}）${line.urged > 1 ? `　第 ${line.urged} 次催办` : ''}`,
    ],
  }
}

/** To the leader in charge: a report, which asks for nothing but to be read. */
export const overdueReported: WordsOf<'overdue.reported'> = ({ line, by }) => ({
  title: `情况报告　${printNo(line.no)}　${cut(line.subject, 40)}`,
  lines: [
    `${line.department.name}承办，期限 ${sayDue(line.due, line.dueNote, { year: yearOf(line.due.on) })}`,
    [
      { text: '目前尚未反馈，' },
      toned(sayLeft(line), line.workdaysLate > 0 ? 'late' : undefined),
      { text: urgedWords(line) },
    ],
    TONE.leader.close,
    `领导小组办公室（${by}）`,
  ],
})

/** In the leading group's chat, as released: who owes what, in roster order. Facts, and what is asked. */
export const overdueReleased: WordsOf<'overdue.released'> = ({ lines, day }) => {
  const { shown, rest } = fold(lines, MOST_OF_DIRECTOR)
  return {
    title: `逾期未反馈事项　${plainDay(day)}`,
    lines: [
      ...shown.map(
        (line): Line => [
          { text: `${line.department.name}　${printNo(line.no)} ${cut(line.subject, 24)}　` },
          { text: sayLeft(line, day), tone: 'late' },
        ],
      ),
      ...(rest > 0 ? [`另有 ${rest} 件`] : []),
      `请有关${collectiveName(lines.map((l) => l.department))}抓紧办理，在原消息下反馈`,
      '领导小组办公室',
    ],
  }
}
