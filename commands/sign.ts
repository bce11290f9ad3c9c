import { departments, orderNo, rest } from '../src/chat/args.ts'
import { defineCommand, refused } from '../src/chat/command.ts'
import { wordNotice } from '../src/chat/notices/index.ts'
import { departmentName } from '../src/services/orders/card.ts'
import { signedFacts, signOrder } from '../src/services/orders/sign-order.ts'
import { signAll } from '../src/services/standing/sign-all.ts'
import { where, whichOrder } from './which-order.ts'

/** 签收: who took it on. */
export const sign = defineCommand({
  name: 'sign',
  aliases: ['签收'],
  for: 'department',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: { summary: '签收本科室的办理事项', usage: '/sign #编号', example: '/签收 #12' },
    en: { summary: 'sign for your department’s part', usage: '/sign #NO' },
  },
  async run(call) {
    const key = await whichOrder(call, '签收', 'owed')
    if (!key.ok) return refused(key)
    const done = await signOrder(call.ctx, key.value, call.args.departments[0])
    if (!done.ok) return refused(done)
    const message = wordNotice(
      {
        kind: 'assignment.signed',
        facts: signedFacts(call.ctx, done.value.order.no, done.value.department),
      },
      { inLeadingGroup: false, addressee: 'thread' },
    )
    return { kind: 'say', message, where: where(call) }
  },
  presses: {
    'order.sign': async ({ ctx, press }) => {
      const done = await signOrder(ctx, { id: press.order ?? '' })
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: `已签收　${departmentName(ctx, done.value.department).name}` }
    },
    'standing.sign': async ({ ctx, press }) => {
      const done = await signAll(ctx, press.department ?? '')
      if (!done.ok) return refused(done)
      const { department, signed } = done.value
      return signed.length > 0
        ? { kind: 'pressed', toast: `已签收 ${signed.length} 件　${department.name}` }
        : { kind: 'pressed', toast: '均已签收，无需重复签收', tone: 'info' }
    },
  },
})
