/** 申请延期: what the thread, who decides and who issued the order are told. */
import type { RequestEnd } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import type { Line, Message } from '../message.ts'
import { sayDay, sayDue, sayMoment } from '../words/dates.ts'
import { answeringVerb } from '../words/names.ts'
import { cut, typedNo } from '../words/short.ts'
import { MOST_REASON } from './review.ts'
import type { WordsOf } from './view.ts'

export const extensionAsked: WordsOf<'extension.asked'> = (facts) => {
  const { no, department, by, workdays, due, dueNote, to, toNote, reason, approver } = facts
  const year = { year: no.year }
  return {
    lines: [
      `${printNo(no)}　${department.name}申请延期 ${workdays} 个工作日（${by}）`,
      `期限由 ${sayDue(due, dueNote, year)} 延至 ${sayDue(to, toNote, year)}`,
      `理由　${cut(reason, MOST_REASON)}`,
      `${approver ? `已报${approver}审定` : '已记录，名单中尚无可审定的负责同志，请办公室补登'}；审定前期限照常计算`,
    ],
  }
}

export const extensionRequested: WordsOf<'extension.requested'> = (facts): Message => {
  const { no, request, subject, department, by, reason, workdays, due, dueNote, to, toNote, level, ended } =
    facts
  const year = { year: no.year }
  const matter = `${department.name}申请延期　${printNo(no)}　${cut(subject, 40)}`
  const lines: Line[] = [
    `拟延 ${workdays} 个工作日，至 ${sayDue(to, toNote, year)}；原期限 ${sayDue(due, dueNote, year)}`,
    `理由　${cut(reason, MOST_REASON)}（${by}）`,
    ...slackLines(facts),
    ...beyondLines(facts),
  ]
  if (ended) return { title: matter, lines: [...lines, endLine(ended, no.year)] }
  const about = { request }
  const typed = `/extend ${typedNo(no)} ${department.name}`
  return {
    title: level === 'leader' ? `报请审定　${matter}` : matter,
    lines: [...lines, `${level === 'leader' ? '妥否，请审定' : '请审定'}；审定前期限照常计算`],
    buttons: [
      { label: '同意延期', press: { do: 'extension.grant', ...about }, style: 'primary' },
      {
        label: '另定天数',
        press: { do: 'extension.grant', ...about },
        fields: [
          {
            name: 'workdays',
            label: '同意几个工作日',
            kind: 'text',
            required: true,
            placeholder: '自原期限次日起算，如 2',
          },
        ],
      },
      {
        label: '不予延期',
        press: { do: 'extension.refuse', ...about },
        fields: [{ name: 'reason', label: '不予延期的理由', kind: 'lines', required: true }],
      },
    ],
    typed: `回复 ${typed} 同意，或 ${typed} 同意 2个工作日，或 ${typed} 不同意 理由`,
  }
}

function slackLines({ slack, workdays, no }: Parameters<typeof extensionRequested>[0]): readonly Line[] {
  if (!slack) return []
  const { limit, left, after } = slack
  return [
    `距法定期限还剩 ${left} 个工作日，延 ${workdays} 个后仅剩 ${after} 个（${limit.why || '法定期限'} ${sayDay(limit.on, { year: no.year })}）`,
  ]
}

function beyondLines({ beyond, termWorkdays }: Parameters<typeof extensionRequested>[0]): readonly Line[] {
  switch (beyond) {
    case 'second':
      return ['本件此前已延期，属再次延期']
    case 'longer':
      return [`超出原定 ${termWorkdays} 个工作日的内部期限`]
    case 'own':
      return ['系办公室自身承办事项']
    default:
      return []
  }
}

const ENDS: Readonly<Record<RequestEnd['state'], string>> = {
  granted: '已同意',
  refused: '未予同意',
  answered: '已答复',
  withdrawn: '已随办理情况撤销，无需再办理',
  passed: '已转由主任决定',
  settled: '已指定承办',
}

/** `已同意（张明 3月6日 10:00）` */
export function endLine({ state, by, at }: RequestEnd, year: number): Line {
  const who = by && state !== 'withdrawn' ? `${by} ` : ''
  return [{ text: `${ENDS[state]}（${who}${sayMoment(at, { year })}）`, tone: 'quiet' }]
}

export const extensionDecided: WordsOf<'extension.decided'> = (facts) => {
  const { no, department, by, asked, from, fromNote, granted, reason, over } = facts
  const year = { year: no.year }
  const verb = answeringVerb([department])
  const old = sayDue(from, fromNote, year)
  if (granted) {
    const other = granted.workdays === asked ? '' : `，申请 ${asked} 个工作日`
    return {
      lines: [
        `${printNo(no)}　同意${department.name}延期 ${granted.workdays} 个工作日${other}（${by}）`,
        `请于 ${sayDue(granted.to, granted.toNote, year)} 前${verb}；原期限 ${old}`,
      ],
    }
  }
  return {
    lines: [
      `${printNo(no)}　${department.name}的延期申请未予同意（${by}）`,
      ...(reason ? [`理由　${cut(reason, MOST_REASON)}`] : []),
      over ? `请抓紧办理，尽快${verb}` : `请按原期限 ${old} 前${verb}`,
    ],
  }
}
