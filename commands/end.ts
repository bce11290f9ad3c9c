import { departments, orderNo, rest } from '../src/chat/args.ts'
import { defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { sayDue } from '../src/chat/words/dates.ts'
import { fold } from '../src/chat/words/short.ts'
import { printNo } from '../src/domain/serial.ts'
import { departmentName, dueNote } from '../src/services/orders/card.ts'
import { reopenOrder, revokeOrder } from '../src/services/orders/end-order.ts'
import { saidInThread, where, whichOrder } from './which-order.ts'

/** 撤回: nobody owes anything any more; the number stays used. */
export const revoke = defineCommand({
  name: 'revoke',
  aliases: ['撤回', '撤销'],
  for: 'office',
  args: { order: orderNo, text: rest },
  words: {
    zh: { summary: '撤回已下发的单子', usage: '/revoke #编号 [理由]', example: '/撤回 #12 与 #11 重复' },
    en: { summary: 'revoke an issued order', usage: '/revoke #NO [REASON]' },
  },
  async run(call) {
    const key = await whichOrder(call, '撤回', 'none', 'revoke')
    if (!key.ok) return refused(key)
    const done = await revokeOrder(call.ctx, key.value, call.args.text, saidInThread(call))
    if (!done.ok) return refused(done)
    const { order } = done.value
    const reason = call.args.text ? [`事由　${call.args.text}`] : []
    return {
      kind: 'say',
      message: say(
        `已撤回　${printNo(order.no)}　${order.subject}`,
        ...reason,
        '各科室、单位不再办理，编号不再使用',
      ),
      where: where(call),
    }
  },
})

/** 重新办理: a closed order is taken up again, with a reason. */
export const reopen = defineCommand({
  name: 'reopen',
  aliases: ['重新办理', '重办'],
  for: 'office',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '已办结事项重新办理',
      usage: '/reopen #编号 [科室] 理由',
      example: '/重新办理 #12 人事科 清单口径有调整',
    },
    en: { summary: 'take up a closed order again', usage: '/reopen #NO [DEPARTMENT] REASON' },
  },
  async run(call) {
    const key = await whichOrder(call, '重新办理', 'none', 'reopen')
    if (!key.ok) return refused(key)
    const done = await reopenOrder(
      call.ctx,
      key.value,
      call.args.departments,
      call.args.text,
      saidInThread(call),
    )
    if (!done.ok) return refused(done)
    const { order, facts } = done.value
    const fact = facts.find((f) => f.kind === 'order.reopened')!
    const parts = Object.entries(fact.dues).map(
      ([code, due]) =>
        `请${departmentName(call.ctx, code).name}于 ${sayDue(due, dueNote(call.ctx, due))} 前重新反馈`,
    )
    return {
      kind: 'say',
      message: say(
        `已重新办理　${printNo(order.no)}　${order.subject}`,
        `事由　${fact.reason}`,
        ...folded(parts),
      ),
      where: where(call),
    }
  },
})

/** Many departments called back: the first, and how many more. */
function folded(lines: readonly string[]): readonly string[] {
  const { shown, rest } = fold(lines, 6)
  return [...shown, ...(rest > 0 ? [`另有 ${rest} 个科室、单位，见该单`] : [])]
}
