/** What is heard without a command's name: words in an order's thread, free sentences, edits and recalls. */
import { alone, type Call, type Outcome, refused } from '../src/chat/command.ts'
import type { Listeners } from '../src/chat/inbox.ts'
import { say } from '../src/chat/message.ts'
import type { Refusal } from '../src/domain/decision.ts'
import { isLeader } from '../src/domain/roster.ts'
import { recalledInTime, watchRecall } from '../src/services/gate/watch-recall.ts'
import { orderMatter } from '../src/services/orders/change-order.ts'
import { findOrder } from '../src/services/orders/find-order.ts'
import { passWish } from '../src/services/orders/pass-on.ts'
import { ownParts } from '../src/services/orders/pick.ts'
import { recallRemark, remarkOf } from '../src/services/orders/remarks.ts'
import { hearDepartment } from './hear/department.ts'
import { hearLeader, passedToOffice } from './hear/leader.ts'
import { hearOutsider } from './hear/outsider.ts'
import { hearSentence } from './hear/sentence.ts'
import { numberIn } from './which-order.ts'

export const listeners: Listeners = {
  inThread: (call) => hearAbout(call, call.thread!),
  sentence: hearSentence,

  async refused(call, refusal) {
    if (refusal.code !== 'authority.not-yours') return undefined
    const { action, holders } = refusal.facts as { action: string; holders: readonly string[] }
    if (!holders.includes('office_staff')) return undefined
    if (isLeader(call.ctx.actor.posts)) return passedToOffice(call, call.said.text)
    if (action !== 'assign') return undefined
    const told = passWish(call.ctx, call.text)
    return told
      ? refused({ ok: false, refusal: { ...refusal, facts: { ...refusal.facts, told } } as Refusal })
      : undefined
  },

  async asksPhones(ctx, text) {
    const found = numberIn(ctx, text)
    const home = found && (await findOrder(ctx, { no: found.no }))
    return home?.asksPhones === true && ownParts(ctx, home.order).length > 0
  },

  stopped: watchRecall,

  async edited(ctx, edited) {
    await recalledInTime(ctx)
    const row = await remarkOf(ctx, edited.messageId)
    return row ? alone(say('已收到修改。登记内容不作改动，如需更正请在该件下补充说明。')) : { kind: 'silent' }
  },

  async recalled(ctx) {
    await recalledInTime(ctx)
    const row = await recallRemark(ctx)
    if (!row) return
    const home = await findOrder(ctx, { id: row.order })
    if (home)
      ctx.tx.note({
        matter: orderMatter(home.order.no),
        kind: 'remark.recalled',
        actor: 'duban',
        facts: { saidAt: row.at },
      })
  },
}

/** Words in an order's thread. */
async function hearAbout(call: Call, id: string): Promise<Outcome> {
  const home = await findOrder(call.ctx, { id })
  if (!home) return { kind: 'silent' }
  const own = ownParts(call.ctx, home.order)
  if (own.length > 0) return hearDepartment(call, home, own)
  return isLeader(call.ctx.actor.posts) ? hearLeader(call, true, home) : hearOutsider(call, home)
}
