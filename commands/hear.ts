/** What is heard without a command's name: words in an order's thread, free sentences, edits and recalls. */
import { alone, type Call, type Outcome, refused } from '../src/chat/command.ts'
import type { Listeners } from '../src/chat/inbox.ts'
import type { Refusal } from '../src/domain/decision.ts'
import { isLeader } from '../src/domain/roster.ts'
import type { OrderNo } from '../src/domain/serial.ts'
import { recalledInTime, watchRecall } from '../src/services/gate/watch-recall.ts'
import { editMessage } from '../src/services/orders/edit-message.ts'
import { findOrder, seeOrder } from '../src/services/orders/find-order.ts'
import { passWish } from '../src/services/orders/pass-on.ts'
import { ownParts } from '../src/services/orders/pick.ts'
import { recallMessage } from '../src/services/orders/withdraw-answer.ts'
import { actPresses } from './hear/act-presses.ts'
import { hearDepartment } from './hear/department.ts'
import { wordEdited } from './hear/edited.ts'
import { hearElsewhere } from './hear/elsewhere.ts'
import { instructionPresses } from './hear/instruction.ts'
import { hearLeader, passedToOffice } from './hear/leader.ts'
import { otherwisePresses } from './hear/otherwise.ts'
import { hearOutsider } from './hear/outsider.ts'
import { reportPresses } from './hear/report.ts'
import { hearSentence } from './hear/sentence.ts'
import { numberIn } from './which-order.ts'

export const listeners: Listeners = {
  inThread: (call) => hearAbout(call, call.thread!),
  sentence: async (call, addressed) =>
    (await hearElsewhere(call, addressed)) ?? hearSentence(call, addressed),
  presses: { ...reportPresses, ...instructionPresses, ...actPresses, ...otherwisePresses },

  async refused(call, refusal) {
    if (refusal.code !== 'authority.not-yours') return undefined
    const { action, holders } = refusal.facts as { action: string; holders: readonly string[] }
    if (!holders.includes('office_staff')) return undefined
    if (isLeader(call.ctx.actor.posts)) {
      const no = (call.args as { order?: OrderNo } | undefined)?.order ?? call.threadNo
      return passedToOffice(call, call.said.text, no && (await findOrder(call.ctx, { no })))
    }
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
    const done = await editMessage(ctx, edited.messageId, edited.text)
    return done ? alone(wordEdited(done)) : { kind: 'silent' }
  },

  async recalled(ctx) {
    await recalledInTime(ctx)
    await recallMessage(ctx)
  },
}

/** Words in an order's thread. */
async function hearAbout(call: Call, id: string): Promise<Outcome> {
  const found = await seeOrder(call.ctx, { id })
  if (!found.ok) return found.refusal.code === 'order.unknown' ? { kind: 'silent' } : refused(found)
  const home = found.value
  const own = ownParts(call.ctx, home.order)
  if (own.length > 0) return hearDepartment(call, home, own)
  return isLeader(call.ctx.actor.posts) ? hearLeader(call, true, home) : hearOutsider(call, home)
}
