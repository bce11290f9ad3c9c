import { flag, orderNo, rest } from '../src/chat/args.ts'
import { defineCommand, refused } from '../src/chat/command.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { history as wordHistory } from '../src/chat/words/history.ts'
import { orderDetail } from '../src/chat/words/lists.ts'
import { orderHistory, showOrder } from '../src/services/orders/show-order.ts'
import { where, whichOrder } from './which-order.ts'

/** 查看: one order as it stands. */
export const show = defineCommand({
  name: 'show',
  aliases: ['查看', '详情'],
  for: 'everybody',
  args: { order: orderNo, text: rest },
  words: {
    zh: { summary: '查看一件的办理情况', usage: '/show #编号', example: '/查看 #12' },
    en: { summary: 'show one order', usage: '/show #NO' },
  },
  async run(call) {
    const key = await whichOrder(call, '查看', 'owed')
    if (!key.ok) return refused(key)
    const done = await showOrder(call.ctx, key.value)
    if (!done.ok) return refused(done)
    const message = orderDetail(done.value.card, {
      inLeadingGroup: where(call) === 'here',
      now: call.ctx.now,
    })
    return { kind: 'say', message, where: where(call) }
  },
})

/** 履历: what happened to an order, by whom, when. */
export const history = defineCommand({
  name: 'history',
  aliases: ['履历', '办理过程'],
  for: 'everybody',
  args: { order: orderNo, all: flag('全部'), text: rest },
  words: {
    zh: { summary: '查看办理履历', usage: '/history #编号', example: '/履历 #12' },
    en: { summary: 'what happened to an order', usage: '/history #NO' },
  },
  async run(call) {
    const key = await whichOrder(call, '履历', 'owed')
    if (!key.ok) return refused(key)
    const done = await orderHistory(call.ctx, key.value)
    if (!done.ok) return refused(done)
    const { home, lines, urgings } = done.value
    const { department } = bureauNames(call.ctx.bureau)
    const message = wordHistory(home.order.no, lines, department, urgings)
    return { kind: 'say', message, where: where(call) }
  },
})
