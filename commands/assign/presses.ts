/** The buttons of a draft: for its sender, for whoever approves it, and the director's word on 特急. */
import { type PressCall, type PressOutcome, refused } from '../../src/chat/command.ts'
import { type Line, type Message, say } from '../../src/chat/message.ts'
import { issuedLine as issuedWords, matterLine as matterWords } from '../../src/chat/notices/draft.ts'
import { wordNotice } from '../../src/chat/notices/index.ts'
import { fold, typedAgain } from '../../src/chat/words/short.ts'
import { kindOf } from '../../src/domain/kinds.ts'
import { printNo } from '../../src/domain/serial.ts'
import type { Ctx } from '../../src/services/context.ts'
import { confirmUrgency } from '../../src/services/orders/decide-urgency.ts'
import { confirmDraft, dropDraft } from '../../src/services/orders/draft-order.ts'
import type { Issued } from '../../src/services/orders/issue-order.ts'
import {
  type Approver,
  grantDraft,
  issuedLine,
  refuseDraft,
  submitDraft,
  withdrawDraft,
} from '../../src/services/orders/submit-draft.ts'
import { decideMatter, submitMatter } from '../../src/services/orders/submit-matter.ts'
import { previewOf } from './preview.ts'

export const draftPresses = {
  'draft.confirm': async ({ ctx, press, message }: PressCall): Promise<PressOutcome> => {
    const done = await confirmDraft(ctx, press.draft ?? '')
    if (!done.ok) return refused(done)
    if (done.value.kind === 'moved') {
      const becomes = previewOf(ctx, done.value.draft, { movedFrom: done.value.shown[0]! })
      return pressed('期限已随收到时间变更，请核对后重新确认', becomes, 'warning')
    }
    const { issued } = done.value
    return pressed(
      `已下发 ${issued.map(({ order }) => printNo(order.no)).join('、')}`,
      message ? issuedMessage(ctx, '已下发', issued) : undefined,
    )
  },

  'draft.edit': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const dropped = await dropDraft(ctx, press.draft ?? '', 'editing')
    if (!dropped.ok) return refused(dropped)
    const { typed, parent } = dropped.value
    return {
      kind: 'pressed',
      toast: '请修改后重新发送',
      tone: 'info',
      becomes: { title: '待修改', lines: ['本预览不再有效，请发送修改后的内容'] },
      message: say(
        `请复制下${/\n/.test(typed) ? '文' : '行'}，修改后重新发送：`,
        ...typedAgain(typed, parent),
      ),
    }
  },

  'draft.cancel': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const dropped = await dropDraft(ctx, press.draft ?? '', 'cancelled')
    if (!dropped.ok) return refused(dropped)
    return pressed(
      '已取消，未下发',
      { title: '已取消', tone: 'quiet', lines: ['本件未下发，未占用编号'] },
      'info',
    )
  },

  'draft.submit': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const to: Approver = press.to === 'director' ? 'director' : 'leader'
    const done = await submitDraft(ctx, press.draft ?? '', to)
    if (!done.ok) return refused(done)
    const { draft, to: person } = done.value
    const state = to === 'leader' ? `已报${person.name}审定` : `已报${person.name}确认`
    return pressed(state, {
      title: state,
      lines: [
        ...folded(draft.orders.map((o) => `${kindOf(o.draft.kind).name}　${o.draft.subject}`)),
        '批复后即下发，期限自实际下发起计算；结果将告知您本人',
      ],
      buttons: [{ label: '撤回报送', press: { do: 'draft.withdraw', draft: draft.id } }],
    })
  },

  'draft.withdraw': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await withdrawDraft(ctx, press.draft ?? '')
    if (!done.ok) return refused(done)
    return pressed(
      '已撤回，未下发',
      { title: '已撤回报送', tone: 'quiet', lines: ['本件未下发，未占用编号'] },
      'info',
    )
  },

  'draft.grant': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await grantDraft(ctx, press.draft ?? '')
    if (!done.ok) return refused(done)
    return pressed('已同意下发', issuedMessage(ctx, '已同意下发', done.value))
  },

  'draft.refuse': async ({ ctx, press, fields }: PressCall): Promise<PressOutcome> => {
    const done = await refuseDraft(ctx, press.draft ?? '', fields.reason ?? '')
    if (!done.ok) return refused(done)
    return pressed(
      '已退回修改',
      { title: '已退回修改', lines: [`意见　${fields.reason}`, `已告知${done.value.to}，本件未下发`] },
      'info',
    )
  },
}

export const matterPresses = {
  'matter.submit': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await submitMatter(ctx, press.draft ?? '')
    if (!done.ok) return refused(done)
    const state = `已报请${done.value.to}同志审定`
    return pressed(state, { title: state, lines: ['批复后告知您本人'] })
  },
  'matter.agree': (call: PressCall) => decided(call, true),
  'matter.study': (call: PressCall) => decided(call, false),
}

async function decided({ ctx, press, fields }: PressCall, agreed: boolean): Promise<PressOutcome> {
  const words = fields.reason ?? ''
  const done = await decideMatter(ctx, press.draft ?? '', agreed, words)
  if (!done.ok) return refused(done)
  const state = agreed ? '已同意' : '已请办公室研究'
  return pressed(state, {
    title: state,
    lines: [
      ...(words.trim() ? [`批示　${words.trim()}`] : []),
      `已告知领导小组办公室（经办 ${done.value.to}）`,
    ],
  })
}

export const urgencyPresses = {
  'urgency.confirm': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await confirmUrgency(ctx, press.order ?? '', true)
    if (!done.ok) return refused(done)
    const { no, subject } = done.value.order
    const call = wordNotice(
      { kind: 'urgency.call', facts: { no, subject, heads: done.value.heads } },
      { inLeadingGroup: false, addressee: 'person' },
    )
    return pressed(`已确认特急　${printNo(no)}`, { ...call, title: `已确认特急　${printNo(no)}　${subject}` })
  },
  'urgency.lower': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await confirmUrgency(ctx, press.order ?? '', false)
    if (!done.ok) return refused(done)
    const { no, subject } = done.value.order
    return pressed(
      `按加急办理　${printNo(no)}`,
      { title: `按加急办理　${printNo(no)}`, lines: [subject] },
      'info',
    )
  },
}

/** What came of a draft, in place of its preview. */
export function issuedMessage(ctx: Ctx, state: string, issued: readonly Issued[]): Message {
  const [first] = issued
  if (issued.length === 1) {
    const { order } = first!
    return {
      title: `${state}　${kindOf(order.kind).name}${printNo(order.no)}`,
      tone: 'done',
      lines: [matterWords(issuedLine(ctx, order))],
    }
  }
  return {
    title: `${state} ${issued.length} 件`,
    tone: 'done',
    lines: folded(issued.map(({ order }) => issuedWords(issuedLine(ctx, order)))),
  }
}

function folded(lines: readonly Line[]): readonly Line[] {
  const { shown, rest } = fold(lines, 10)
  return [...shown, ...(rest > 0 ? [`另有 ${rest} 件，可发送 /list 查看`] : [])]
}

function pressed(
  toast: string,
  becomes?: Message,
  tone: 'success' | 'info' | 'warning' = 'success',
): PressOutcome {
  return { kind: 'pressed', toast, tone, ...(becomes ? { becomes } : {}) }
}
