/** The leaders' brief: what needs this leader, what is red and why, four figures. A report, in report tone. */
import type { DailyBrief, DueLine } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { addDays, yearOf } from '../../domain/time.ts'
import type { Line } from '../message.ts'
import { sayDay, sayLeft } from '../words/dates.ts'
import { cut, fold, quiet } from '../words/short.ts'
import { REQUEST_NAMES } from '../words/why-red.ts'
import { BOARD_BUTTON } from './buttons.ts'
import { urgedWords } from './reminder.ts'
import { decisionButtons, redButtons } from './sheet.ts'
import type { WordsOf } from './view.ts'

const MOST_NEEDS = 4
const MOST_RED = 6
const MOST_BUTTONS = 2

export const briefDaily: WordsOf<'brief.daily'> = (brief) => {
  const { day, lastDay, red, issuedYesterday, closedYesterday, open, dueNextWeek, head, late } = brief
  // The figures stop at 17:30 of the working day before, which after days off is not yesterday.
  const before = lastDay === addDays(day, -1) ? '昨日' : '上一工作日'
  return {
    title: `政务公开办理日报　${sayDay(day, { year: yearOf(day) })}${late ? '（补发）' : ''}`,
    lines: [
      ...needsLine(needsOf(brief)),
      ...redLines(red),
      `${before}交办 ${issuedYesterday} 件，办结 ${closedYesterday} 件；在办 ${open} 件，下周到期 ${dueNextWeek} 件`,
      ...(head ? [quiet(`履历校验码 ${head.slice(0, 12)}`)] : []),
    ],
    buttons: [
      ...decisionButtons(brief.decide),
      ...brief.drafts.slice(0, MOST_BUTTONS).map((d) => ({
        label: `同意下发（${cut(d.subject, 10)}）`,
        press: { do: 'draft.grant', draft: d.id, keep: 'yes' },
        style: 'primary' as const,
      })),
      ...redButtons(red),
      ...(red.length > 0 ? [{ label: '请办公室督促', press: { do: 'red.hurry', day: brief.day } }] : []),
      BOARD_BUTTON,
    ],
    typed: '查看台账，请发送 /board；了解某一事项，请发送其编号',
  }
}

/** `〔2026〕9号延期申请`, `拟下发：更新权责清单` */
function needsOf({ decide, drafts }: DailyBrief): string[] {
  return [
    ...decide.map((c) => `${printNo(c.no)}${c.department.name}${REQUEST_NAMES[c.kind]}`),
    ...drafts.map((d) => `拟下发 ${cut(d.subject, 20)}（${d.by}）`),
  ]
}

function needsLine(needs: readonly string[]): Line[] {
  if (needs.length === 0) return []
  const { shown, rest } = fold(needs, MOST_NEEDS)
  const more = rest > 0 ? `　另有 ${rest} 件` : ''
  return [
    [
      { text: `请您审定 ${needs.length} 件`, tone: 'strong' },
      { text: `　${shown.map((n) => cut(n, 40)).join('　')}${more}` },
    ],
  ]
}

function redLines(red: readonly DueLine[]): Line[] {
  if (red.length === 0) return []
  const head = { text: `红灯 ${red.length} 件`, tone: 'late' as const }
  if (red.length === 1) return [[head, { text: `　${redWords(red[0]!)}` }]]
  const { shown, rest } = fold(red, MOST_RED)
  return [[head], ...shown.map(redWords), ...(rest > 0 ? [`另有 ${rest} 件，见台账`] : [])]
}

function redWords(line: DueLine): string {
  const why = `${sayLeft(line)}${urgedWords(line)}`
  return `${printNo(line.no)} ${cut(line.subject, 24)}，${line.department.name}，${why}`
}
