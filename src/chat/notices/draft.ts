/** What a draft's way brings: sent for approval, decided, a matter for a leader, a copy, and the director's word on 特急. */
import type { IssuedLine } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import { yearOf } from '../../domain/time.ts'
import type { Button, Message } from '../message.ts'
import { sayDue } from '../words/dates.ts'
import { draftLines, orderBlocks } from '../words/drafts.ts'
import { ORDER_STATES } from '../words/names.ts'
import { cut, fold, listNames, typedAgain, typedNo } from '../words/short.ts'
import type { WordsOf } from './view.ts'

const MOST_SAID = 300

/** To the leader: 报请审定, with exactly what would be issued. */
export const draftSubmitted: WordsOf<'draft.submitted'> = ({ draft, by, to, orders, state }): Message => {
  const [first] = orders
  const year = { year: first ? yearOf(first.due.on) : undefined }
  const what = orders.length === 1 ? first!.kind : `${orders.length} 件，分别编号`
  const title = to === 'leader' ? `报请审定　拟下发 ${what}` : `请确认下发　${what}`
  if (state === 'withdrawn') {
    return { title, lines: [cut(first?.subject ?? '', 60), `拟件人${by}已撤回，不再办理`] }
  }
  return {
    title,
    lines: [
      ...(orders.length === 1 ? draftLines(first!, year) : orderBlocks(orders, year)),
      `领导小组办公室（经办 ${by}）　期限自实际下发起重新计算`,
    ],
    buttons: [
      {
        label: to === 'leader' ? '同意下发' : '确认下发',
        press: { do: 'draft.grant', draft },
        style: 'primary',
      },
      withWords('退回修改', { do: 'draft.refuse', draft }, '修改意见', true),
    ],
  }
}

/** Back to the sender. */
export const draftDecided: WordsOf<'draft.decided'> = (facts): Message => {
  if (!facts.granted) {
    return {
      title: `${facts.by}退回修改　${cut(facts.subject, 40)}`,
      lines: [
        `意见　${cut(facts.reason, MOST_SAID)}`,
        '本件未下发，未占用编号。请复制下文，修改后重新发送：',
        ...typedAgain(facts.typed, facts.parent),
      ],
    }
  }
  const { shown, rest } = fold(facts.issued, 8)
  return {
    title: `${facts.by}同意下发 ${facts.issued.length} 件`,
    lines: [
      ...shown.map(issuedLine),
      ...(rest > 0 ? [`另有 ${rest} 件，可发送 /list 查看`] : []),
      '期限自实际下发起计算，以本条所列为准',
    ],
  }
}

/** `交办单〔2026〕12号　更新权责清单　3月9日（周一）17:30` */
export function issuedLine(issued: IssuedLine): string {
  return `${issued.kind}${printNo(issued.no)}　${matterLine(issued)}`
}

/** `更新权责清单　3月9日（周一）17:30` */
export function matterLine({ no, subject, due, dueNote }: IssuedLine): string {
  return `${cut(subject, 30)}　${sayDue(due, dueNote, { year: no.year })}`
}

export const matterSubmitted: WordsOf<'matter.submitted'> = ({ draft, by, text }) => ({
  title: '报请审定',
  lines: [cut(text, MOST_SAID), `领导小组办公室（经办 ${by}）　本件为请示事项，未下发`],
  buttons: [
    {
      ...withWords('同意', { do: 'matter.agree', draft }, '批示意见', false),
      style: 'primary' as const,
    },
    withWords('请办公室研究', { do: 'matter.study', draft }, '批示意见', false),
  ],
})

export const matterDecided: WordsOf<'matter.decided'> = ({ by, text, agreed, words }) => ({
  title: agreed ? `${by}同意　报请审定` : `${by}请办公室研究　报请审定`,
  lines: [
    cut(text, MOST_SAID),
    ...(words ? [`批示　${cut(words, MOST_SAID)}`] : []),
    agreed ? '需要交科室、单位办理的，请写明科室、事项和期限后下发' : '请办公室研究提出意见后，再行报请审定',
  ],
})

export const orderCopied: WordsOf<'order.copied'> = ({
  no,
  kind,
  subject,
  departments,
  due,
  dueNote,
  issuedBy,
}) => ({
  title: `抄送　${kind}${printNo(no)}　${cut(subject, 40)}`,
  lines: [
    `承办　${listNames(
      departments.map((d) => d.name),
      8,
    )}　期限 ${sayDue(due, dueNote, { year: no.year })}`,
    '供知悉，无需反馈',
    `领导小组办公室（经办 ${issuedBy}）`,
  ],
})

export const urgencyAsked: WordsOf<'urgency.asked'> = ({ no, order, kind, subject, by, departments }) => ({
  title: `特急待确认　${kind}${printNo(no)}　${cut(subject, 40)}`,
  lines: [
    `承办　${listNames(departments, 8)}`,
    `${by}按特急下发。确认前按加急办理；确认后不受免打扰时段限制，并请您电话通知承办负责同志`,
  ],
  buttons: [
    { label: '确认特急', press: { do: 'urgency.confirm', order }, style: 'primary' as const },
    { label: '按加急办理', press: { do: 'urgency.lower', order } },
  ],
})

export const urgencyCall: WordsOf<'urgency.call'> = ({ no, subject, heads }) => ({
  title: `特急　${printNo(no)}　${cut(subject, 40)}`,
  lines: [
    '请电话通知下列负责同志：',
    listNames(
      heads.map(({ department, person, cover }) => `${department}${callee(person, cover)}`),
      20,
    ),
  ],
})

/** Who is telephoned: the head, or 李明（代王强） while the head is away. */
function callee(head: string | undefined, cover: string | undefined): string {
  if (head === undefined) return '（负责人空缺）'
  return cover ? ` ${cover}（代${head}）` : ` ${head}`
}

export const urgencyDecided: WordsOf<'urgency.decided'> = ({ no, subject, by, most }) => ({
  lines: [
    `${printNo(no)}　${cut(subject, 40)}`,
    most ? `${by}已确认为特急，并将电话通知承办负责同志` : `${by}核定按加急办理`,
  ],
})

export const orderSubEnded: WordsOf<'order.sub-ended'> = ({ no, sub, state, left, closed }) => ({
  lines: [
    `子单${printNo(sub)}${ORDER_STATES[state]}${left > 0 ? `，另有子单 ${left} 件在办` : ''}`,
    ...(closed ? [`${printNo(no)}已办结`] : [`进展可发送 /show ${typedNo(no)} 查看`]),
  ],
})

function withWords(label: string, press: Button['press'], asked: string, required: boolean): Button {
  return {
    label,
    press,
    fields: [
      {
        name: 'reason',
        label: asked,
        kind: 'lines',
        required,
        placeholder: required ? '请写明需要修改之处' : '可不填',
      },
    ],
  }
}
