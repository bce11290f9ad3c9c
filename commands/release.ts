import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { printNo } from '../src/domain/serial.ts'
import { findOrder } from '../src/services/orders/find-order.ts'
import { releaseOverdue } from '../src/services/orders/release-overdue.ts'
import { whichOrder } from './which-order.ts'

/** 公布逾期: the director lets a department be named as overdue in the leading group's chat. */
export const release = defineCommand({
  name: 'release',
  aliases: ['公布逾期', '公布'],
  for: 'office',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: { summary: '在工作群公布逾期事项', usage: '/release #编号 [科室]', example: '/公布逾期 #12 人事科' },
    en: { summary: "name an overdue department in the group's chat", usage: '/release #NO [DEPARTMENT]' },
  },
  async run(call) {
    const key = await whichOrder(call, '公布逾期', 'none', 'releaseOverdue')
    if (!key.ok) return refused(key)
    const home = await findOrder(call.ctx, key.value)
    if (!home) return refused({ ok: false, refusal: { code: 'order.unknown', facts: { no: '' } } })
    const { order } = home
    const named = call.args.departments
    const parts = (named.length > 0 ? named : order.assignments.map((a) => a.department)).map(
      (department) => ({
        order: order.id,
        department,
      }),
    )
    const done = await releaseOverdue(call.ctx, parts)
    if (!done.ok) return refused(done)
    return alone(
      done.value.released === 0
        ? say(`${printNo(order.no)}目前没有可公布的逾期事项，未予公布。`)
        : say(`已在工作群公布　${printNo(order.no)}　${done.value.released} 项`),
    )
  },
  presses: {
    'overdue.release': async ({ ctx, press }) => {
      const parts = (press.parts ?? '').split(',').flatMap((part) => {
        const [order, department] = part.split(':')
        return order && department ? [{ order, department }] : []
      })
      const done = await releaseOverdue(ctx, parts)
      if (!done.ok) return refused(done)
      return done.value.released === 0
        ? { kind: 'pressed', toast: '均已公布或已反馈，未重复公布', tone: 'info' }
        : { kind: 'pressed', toast: `已在工作群公布 ${done.value.released} 项` }
    },
  },
})
