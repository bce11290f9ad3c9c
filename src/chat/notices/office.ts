/** What the office is told because somebody said it elsewhere: a leader's word, a wish for an order, a secret left standing. */
import type { Role } from '../../domain/order.ts'
import { printNo } from '../../domain/serial.ts'
import { dayOf } from '../../domain/time.ts'
import type { FindingKind } from '../gate.ts'
import type { Field } from '../message.ts'
import { plainDay, sayDue, sayMoment, sayTimeliness } from '../words/dates.ts'
import { FINDING_NAMES } from '../words/gate.ts'
import { ORDER_STATES } from '../words/names.ts'
import { cut, fold, listNames, typedNo } from '../words/short.ts'
import { TONE } from '../words/tone.ts'
import type { WordsOf } from './view.ts'

const MOST_SAID = 300
const MOST_PARTS = 6

/** Faithfully, with what was read beside it: the office decides whether an order comes of it. */
export const leaderInstruction: WordsOf<'leader.instruction'> = (facts) => {
  const { by, text, no, order, instruction, departments, subject, due, dueNote } = facts
  const read = [
    ...(departments.length > 0
      ? [
          `承办 ${listNames(
            departments.map((d) => d.name),
            4,
          )}`,
        ]
      : []),
    ...(subject ? [`事项 ${cut(subject, 40)}`] : []),
    ...(due ? [`期限 ${sayDue(due, dueNote)}`] : []),
  ]
  const missing = [
    ...(departments.length === 0 ? ['承办科室'] : []),
    ...(subject ? [] : ['事项']),
    ...(due ? [] : ['期限']),
  ]
  const about = { instruction }
  const fields = {
    department: instructionField('department', departments.length === 0),
    subject: instructionField('subject', !subject),
    due: instructionField('due', !due),
  }
  const asked = Object.values(fields).filter((f) => f.required)
  const askedForTask = asked.map((f) => (f.name === 'due' ? { ...f, required: false } : f))
  return {
    title: `领导批示　${by}${no ? `　${printNo(no)}` : ''}`,
    lines: [
      cut(text, MOST_SAID),
      ...(read.length > 0 ? [`识别　${read.join('；')}`] : []),
      ...(missing.length > 0 ? [`未写明${missing.join('、')}，转办时填写`] : []),
      `是否转为督办单，请酌定；办理情况报告${by}`,
    ],
    buttons: [
      {
        label: '转为督办单',
        press: { do: 'instruction.supervise', ...about },
        style: 'primary',
        ...(asked.length > 0 ? { fields: asked } : {}),
      },
      {
        label: '交办',
        press: { do: 'instruction.assign', ...about },
        ...(askedForTask.length > 0 ? { fields: askedForTask } : {}),
      },
      ...(order ? [{ label: '催办', press: { do: 'instruction.urge', ...about } }] : []),
      {
        label: '修改',
        press: { do: 'instruction.supervise', ...about },
        fields: Object.values(fields).map((f) => ({
          ...f,
          label: f.required ? f.label : `${f.label}（不改可不填）`,
        })),
      },
      { label: '仅作记录', press: { do: 'instruction.keep', ...about } },
    ],
    ...(no ? { typed: `需要催办的，请发送：/urge ${typedNo(no)}` } : {}),
  }
}

function instructionField(name: 'department' | 'subject' | 'due', required: boolean): Field {
  const [label, placeholder] = INSTRUCTION_FIELDS[name]
  return { name, label, kind: 'text', required, placeholder }
}

const INSTRUCTION_FIELDS = {
  department: ['承办科室、单位', '如 人事科牵头、计财科配合'],
  subject: ['事项', '如 理清权责清单'],
  due: ['期限', '如 5个工作日内、本周五前'],
} as const

/** To the leader: a report, once. */
export const instructionIssued: WordsOf<'instruction.issued'> = (facts) => {
  const { at, no, kind, subject, departments, due, dueNote } = facts
  const of = (role: Role) => departments.filter((d) => d.role === role).map((d) => d.department.name)
  const assisting = of('assist')
  return {
    title: `您${plainDay(dayOf(at))}的批示已转为${kind}${printNo(no)}`,
    lines: [
      `事项　${cut(subject, 60)}`,
      `承办　${listNames(of('lead'), 6)}${assisting.length > 0 ? `　配合　${listNames(assisting, 6)}` : ''}`,
      `期限　${sayDue(due, dueNote, { year: no.year })}`,
      '办结后另行报告',
    ],
  }
}

export const instructionEnded: WordsOf<'instruction.ended'> = (facts) => {
  const { instructedAt, at, no, kind, subject, state, reason, parts } = facts
  const year = { year: no.year }
  const { shown, rest } = fold(parts, MOST_PARTS)
  return {
    title: `报告如下：${kind}${printNo(no)}　${ORDER_STATES[state]}`,
    lines: [
      `事项　${cut(subject, 60)}（您${plainDay(dayOf(instructedAt), year)}批示）`,
      ...shown.map(
        ({ department, answeredAt, timeliness }) =>
          `${department.name}　${sayMoment(answeredAt, year)} ${department.kind === 'unit' ? '已报送' : '已反馈'}${timeliness ? `，${sayTimeliness(timeliness)}` : ''}`,
      ),
      ...(rest > 0 ? [`另有 ${rest} 个科室、单位`] : []),
      `${ORDER_STATES[state]}　${sayMoment(at, year)}${reason ? `　事由：${cut(reason, 60)}` : ''}`,
      TONE.leader.close,
    ],
  }
}

export const orderWanted: WordsOf<'order.wanted'> = ({ by, department, text }) => ({
  title: `${department ? `${department.name}　` : ''}${by}提出交办事项`,
  lines: [cut(text, MOST_SAID), '未下发，未占用编号；是否交办请办公室酌定'],
})

export const gateUnrecalled: WordsOf<'gate.unrecalled'> = ({ by, chat, at, found }) => ({
  title: '敏感信息尚未撤回',
  lines: [
    `${by}　${sayMoment(at)}　${cut(chat, 30)}`,
    `内容含${found.map((kind) => FINDING_NAMES[kind as FindingKind] ?? kind).join('、')}，已提示本人撤回，逾 10 分钟未见撤回`,
    '请与本人联系核实处理',
  ],
})
