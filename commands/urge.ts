import { departments, flag, orderNo, rest } from '../src/chat/args.ts'
import { defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { printNo } from '../src/domain/serial.ts'
import { reportOverdue, talkOverdue } from '../src/services/orders/overdue.ts'
import { urgeOnce, urgeOrder } from '../src/services/orders/urge-order.ts'
import { whichOrder } from './which-order.ts'

/** 催办: told to the departments' people alone, recorded with who was reached. */
export const urge = defineCommand({
  name: 'urge',
  aliases: ['催办', '催一下'],
  for: 'office',
  args: { order: orderNo, all: flag('全部'), departments, text: rest },
  words: {
    zh: { summary: '催办未反馈的科室', usage: '/urge #编号 [科室] [说明]', example: '/催办 #12 人事科' },
    en: { summary: 'urge departments that owe an answer', usage: '/urge #NO [DEPARTMENT]' },
  },
  async run(call) {
    const key = await whichOrder(call, '催办', 'none', 'urge')
    if (!key.ok) return refused(key)
    const done = await urgeOrder(call.ctx, key.value, call.args.departments, call.args.text || undefined)
    if (!done.ok) return refused(done)
    const { department } = bureauNames(call.ctx.bureau)
    const told = Object.entries(done.value.told).map(([code, names]) =>
      names.length > 0
        ? `${department(code)}（${names.join('、')}）`
        : `${department(code)}（名单中无负责人，请电话联系）`,
    )
    return {
      kind: 'say',
      message: say(`已催办　${printNo(done.value.order.no)}`, told.join('、')),
      where: 'alone',
    }
  },
  presses: {
    'overdue.urge': async ({ ctx, press }) => {
      const done = await urgeOnce(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      return done.value.fresh
        ? { kind: 'pressed', toast: '已催办' }
        : { kind: 'pressed', toast: '今日已催办，无需重复；确需再催，请发送 /urge', tone: 'info' }
    },
    'overdue.talk': async ({ ctx, press }) => {
      const done = await talkOverdue(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      return done.value.fresh
        ? { kind: 'pressed', toast: '已记录：与科室、单位沟通' }
        : { kind: 'pressed', toast: '今日已记录，无需重复', tone: 'info' }
    },
    'overdue.report': async ({ ctx, press }) => {
      const done = await reportOverdue(ctx, { id: press.order ?? '' }, press.department ?? '')
      if (!done.ok) return refused(done)
      const told = done.value.told.join('、')
      return done.value.fresh
        ? { kind: 'pressed', toast: `已报告${told}` }
        : { kind: 'pressed', toast: `今日已报告${told}，无需重复`, tone: 'info' }
    },
  },
})
