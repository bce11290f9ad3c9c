import { orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { typedNo } from '../src/chat/words/short.ts'
import { printNo } from '../src/domain/serial.ts'
import { splitOrder } from '../src/services/orders/split-order.ts'
import { assignFrom } from './assign.ts'
import { whichOrder } from './which-order.ts'

/** 拆分: part of an order becomes an order of its own; the larger one waits for it. */
export const split = defineCommand({
  name: 'split',
  aliases: ['子单', '拆分'],
  for: 'office',
  args: { order: orderNo, text: rest },
  words: {
    zh: {
      summary: '拆分子单',
      usage: '/split #编号 科室 子事项 期限（一行一件；原单待子单全部办结后办结）',
      example: '/子单 #12 人事科 核对编制数 3个工作日内',
    },
    en: {
      summary: 'make a part of an order an order of its own',
      usage: '/split #NO DEPARTMENTS SUBJECT TERM',
    },
  },
  async run(call) {
    const key = await whichOrder(call, '拆分', 'none', 'split')
    if (!key.ok) return refused(key)
    const whole = await splitOrder(call.ctx, key.value)
    if (!whole.ok) return refused(whole)
    const { no } = whole.value.parent
    if (call.args.text.trim() === '') {
      return alone(
        say(
          `请写明${printNo(no)}的子单由谁办、办什么、何时办结。`,
          `例：/split ${typedNo(no)} 人事科 核对编制数 3个工作日内`,
        ),
      )
    }
    return assignFrom(call, call.args.text, false, whole.value)
  },
})
