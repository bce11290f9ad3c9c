/** Somebody of another department, or the office, speaks in an order's thread: kept, and no answer of a department's. */
import { alone, type Call, type Outcome, refused } from '../../src/chat/command.ts'
import { say } from '../../src/chat/message.ts'
import { readThreadWords } from '../../src/chat/understand/said-in-thread.ts'
import { listNames } from '../../src/chat/words/short.ts'
import { mayDo } from '../../src/domain/authority.ts'
import { printNo } from '../../src/domain/serial.ts'
import { answerOrder } from '../../src/services/orders/answer-order.ts'
import { departmentNames } from '../../src/services/orders/card.ts'
import type { HomedOrder } from '../../src/services/orders/find-order.ts'
import { keepRemark, spokenLately } from '../../src/services/orders/remarks.ts'

export async function hearOutsider(call: Call, home: HomedOrder): Promise<Outcome> {
  const { ctx } = call
  const { order } = home
  const text = call.text.trim()
  const lately = await spokenLately(ctx, order.id)
  await keepRemark(ctx, order.id, text, 'said')
  const kept = `已记入${printNo(order.no)}往来，不改变办理状态。`
  const office = mayDo('approve', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
  if (!office && order.state === 'issued' && readThreadWords(text) === 'answer') {
    const done = await answerOrder(ctx, { id: order.id }, { text, files: call.said.files, inThread: true })
    if (!done.ok) return refused(done)
  }
  if (office) {
    return alone(
      lately ? say(kept) : say(kept, '审核请发送 /accept，退回请发送 /return 理由，催办请发送 /urge'),
    )
  }
  const departments = departmentNames(
    ctx,
    order.assignments.map((a) => a.department),
  )
  return alone(say(kept, `承办：${listNames(departments, 8)}。`))
}
