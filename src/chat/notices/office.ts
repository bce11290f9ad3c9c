/** What the office is told because somebody said it elsewhere: a leader's word, a wish for an order, a secret left standing. */
import { printNo } from '../../domain/serial.ts'
import type { FindingKind } from '../gate.ts'
import { sayMoment } from '../words/dates.ts'
import { FINDING_NAMES } from '../words/gate.ts'
import { cut, typedNo } from '../words/short.ts'
import type { WordsOf } from './view.ts'

const MOST_SAID = 300

/** Faithfully, so that the office decides whether an order comes of it. */
export const leaderInstruction: WordsOf<'leader.instruction'> = ({ by, text, no }) => ({
  title: `领导批示　${by}${no ? `　${printNo(no)}` : ''}`,
  lines: [
    cut(text, MOST_SAID),
    no
      ? `请研究落实，办理情况报告${by}；需要催办的，请发送：/urge ${typedNo(no)}`
      : `请研究落实，办理情况报告${by}；需要交办的，请写明科室、事项和期限后下发`,
  ],
})

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
