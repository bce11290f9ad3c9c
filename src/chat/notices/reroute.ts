/** 申请改派: what the thread, the office, the director and the department that takes over are told. */
import type { DepartmentName } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import type { Field, Line, Message } from '../message.ts'
import { sayDue } from '../words/dates.ts'
import { answeringVerb } from '../words/names.ts'
import { cut, fold, listNames, typedNo } from '../words/short.ts'
import { endLine } from './extension.ts'
import { MOST_REASON } from './review.ts'
import type { WordsOf } from './view.ts'

const MOST_SIDES = 5

export const rerouteAsked: WordsOf<'reroute.asked'> = (facts) => {
  const { no, department, by, reason, proper, approver, disputed } = facts
  const to = approver ? `${disputed ? '承办意见不一，' : ''}已报${approver}决定` : '已记录，请办公室研究'
  return {
    lines: [
      `${printNo(no)}　${department.name}申请改派（${by}）`,
      ...(proper ? [`认为应由${proper.name}承办`] : []),
      `理由　${cut(reason, MOST_REASON)}`,
      `${to}；决定前请继续办理，期限照常计算`,
    ],
  }
}

export const rerouteRequested: WordsOf<'reroute.requested'> = (facts): Message => {
  const { no, request, subject, department, by, reason, proper, choices, ended } = facts
  const title = `${department.name}申请改派　${printNo(no)}　${cut(subject, 40)}`
  const lines: Line[] = [
    `理由　${cut(reason, MOST_REASON)}（${by}）`,
    proper ? `认为应由${proper.name}承办` : '未写明应由哪个科室、单位承办',
  ]
  if (ended) return { title, lines: [...lines, endLine(ended, no.year)] }
  const about = { request }
  const offered = proper && choices.some((c) => c.code === proper.code) ? proper : undefined
  const typed = `/reroute ${typedNo(no)} ${department.name}`
  return {
    title,
    lines: [...lines, '请决定；改派的，新承办科室、单位自收到次日起重新计算期限'],
    buttons: [
      ...(offered
        ? [
            {
              label: `改派${offered.name}`,
              press: { do: 'reroute.grant', ...about, to: offered.code },
              style: 'primary' as const,
            },
          ]
        : []),
      {
        label: '另选科室',
        press: { do: 'reroute.grant', ...about },
        fields: [
          choice('to', '改派给', choices),
          { name: 'reason', label: '理由', kind: 'lines', required: false },
        ],
      },
      {
        label: '不予改派',
        press: { do: 'reroute.refuse', ...about },
        fields: [{ name: 'reason', label: '不予改派的理由', kind: 'lines', required: true }],
      },
    ],
    typed: `回复 ${typed} → ${offered?.name ?? '科室名称'} 理由，或 ${typed} 不予改派 理由`,
  }
}

export const rerouteDisputed: WordsOf<'reroute.disputed'> = (facts): Message => {
  const { no, order, subject, sides, choices, convened, ended } = facts
  const { shown, rest } = fold(sides, MOST_SIDES)
  const title = `承办有分歧　${printNo(no)}　${cut(subject, 40)}`
  const lines: Line[] = [
    ...shown.map(({ department, by, reason, proper, cameFrom }) => {
      const from = cameFrom ? `，由${cameFrom.name}改派而来` : ''
      const said = [cut(reason, 80), ...(proper ? [`认为应由${proper.name}承办`] : [])]
      return `${department.name}（${by}${from}）　${said.join('；')}`
    }),
    ...(rest > 0 ? [`另有 ${rest} 个科室、单位申请改派`] : []),
    ...(convened ? [`已提请会商（${convened}）。请线下会商后指定承办，在此登记结果`] : []),
  ]
  if (ended) return { title, lines: [...lines, endLine(ended, no.year)] }
  const typed = `/reroute ${typedNo(no)}`
  return {
    title,
    lines: [
      ...lines,
      `${convened ? '指定前' : '请指定承办，或提请会商；决定前'}由原承办科室、单位继续办理，期限照常计算`,
    ],
    buttons: [
      {
        label: '指定承办',
        press: { do: 'reroute.settle', order },
        style: 'primary',
        fields: [
          choice('to', '承办科室、单位', choices),
          { name: 'reason', label: '理由', kind: 'lines', required: true },
        ],
      },
      ...(convened ? [] : [{ label: '提请会商', press: { do: 'reroute.convene', order } }]),
    ],
    typed: `回复 ${typed} 指定 科室名称 理由${convened ? '' : `，或 ${typed} 会商`}`,
  }
}

function choice(name: string, label: string, choices: readonly DepartmentName[]): Field {
  return {
    name,
    label,
    kind: 'choice',
    required: true,
    options: choices.map((d) => ({ value: d.code, label: d.name })),
  }
}

export const rerouteConvened: WordsOf<'reroute.convened'> = ({ no, by, departments }) => ({
  lines: [
    `${printNo(no)}　承办分歧已提请会商（${by}）`,
    `请${listNames(
      departments.map((d) => d.name),
      8,
    )}准备情况说明；会商期间期限照常计算`,
  ],
})

export const rerouteDecided: WordsOf<'reroute.decided'> = (facts) => {
  const { no, department, by, reason, to, due, dueNote, over } = facts
  const year = { year: no.year }
  const before = `于 ${sayDue(due, dueNote, year)} 前${answeringVerb([to ?? department])}`
  if (to) {
    return {
      lines: [
        `${printNo(no)}　由${department.name}改派${to.name}承办（${by}）`,
        `理由　${cut(reason, MOST_REASON)}`,
        `请${to.name}${before}；${department.name}不再承办`,
      ],
    }
  }
  return {
    lines: [
      `${printNo(no)}　${department.name}的改派申请未予同意（${by}）`,
      `理由　${cut(reason, MOST_REASON)}`,
      over
        ? `请${department.name}抓紧办理，尽快${answeringVerb([department])}`
        : `请${department.name}继续办理，${before}`,
    ],
  }
}

export const rerouteTaken: WordsOf<'reroute.taken'> = (facts) => {
  const { no, order, kind, subject, department, from, by, reason, due, dueNote } = facts
  return {
    title: `${kind}${printNo(no)}　${cut(subject, 40)}　改派${department.name}`,
    lines: [
      `原由${from.name}承办，现改派${department.name}（${by}）`,
      `理由　${cut(reason, MOST_REASON)}`,
      `请于 ${sayDue(due, dueNote, { year: no.year })} 前${answeringVerb([department])}，期限自收到次日起重新计算`,
      '办理结果请在该单下回复',
    ],
    buttons: [{ label: '签收', press: { do: 'order.sign', order }, style: 'primary' }],
    typed: `回复“收到 ${typedNo(no)}”即为签收`,
  }
}
