/** Issue: the number is taken last, the order's message goes to the chat where it will live. */
import { randomUUID } from 'node:crypto'
import { mayDo } from '../../domain/authority.ts'
import { firstGroup } from '../../domain/bureau.ts'
import { allow, type Decision } from '../../domain/decision.ts'
import type { Order, OrderDraft } from '../../domain/order.ts'
import { applyFacts, type OrderFact } from '../../domain/order-facts.ts'
import { checkDraft, issue } from '../../domain/order-rules.ts'
import { maySplit } from '../../domain/sub-orders.ts'
import { dayOf, yearOf } from '../../domain/time.ts'
import { type HomedOrder, orderRows, threadRows } from '../../store/orders.ts'
import { type Actor, by, type Ctx } from '../context.ts'
import { touchStanding } from '../standing/standing-card.ts'
import { replyHere, tellChat } from '../tell.ts'
import { issueAct } from './acts.ts'
import { orderCard } from './card.ts'
import { keepFacts, lockOrder, orderMatter } from './change-order.ts'
import { tellCopied } from './copy-order.ts'
import { tellUrgency } from './decide-urgency.ts'
import { orderPurpose, postNumber, postRestricted } from './places.ts'

export interface Issued {
  readonly order: Order
  readonly home: HomedOrder
  /** The order's message answered the person's own message: no other answer is due. */
  readonly answered: boolean
}

/** Where an order given here would live: this group chat, or the first group. */
export function homeOf(ctx: Ctx): { readonly platform: string; readonly chat: string } {
  const place = ctx.place
  if (place?.chat.kind === 'group') {
    const bound = ctx.bureau.chats.find((c) => c.platform === place.platform && c.id === place.chat.id)
    if (bound?.kind === 'group') return { platform: place.platform, chat: place.chat.id }
  }
  const group = firstGroup(ctx.bureau, place?.platform ?? 'web')
  if (group) return { platform: group.platform, chat: group.id }
  return { platform: place?.platform ?? 'web', chat: place?.chat.id ?? 'group' }
}

/**
 * @param options.home where it was first asked for, when that is not here (a preview confirmed in a direct chat)
 * @param options.approver whose word it was sent for; the journal says so
 * @param options.reply let the order's message be the one reply to the message that asked for it
 */
export async function issueOrder(
  ctx: Ctx,
  draft: OrderDraft,
  options: {
    readonly home?: { platform: string; chat: string }
    readonly reply?: boolean
    readonly asksPhones?: boolean
    readonly approver?: Actor
  } = {},
): Promise<Decision<Issued>> {
  const may = mayDo('assign', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
  if (!checked.ok) return checked

  const parent = draft.parent && (await lockOrder(ctx, { id: draft.parent.id }))
  if (parent && !parent.ok) return parent
  const open = parent ? maySplit(parent.value.order) : allow(true)
  if (!open.ok) return open

  const { platform, chat } = options.home ?? homeOf(ctx)
  const id = randomUUID()
  const no = await ctx.tx.takeNo(yearOf(dayOf(ctx.now)))
  const issued = issue(ctx.bureau.calendar, draft, { id, no, ...by(ctx) })
  if (!issued.ok) return issued
  const facts = [...issued.value.facts, ...urgencyFacts(ctx, draft, options.approver)]
  const order = applyFacts(issued.value.order, facts)
  const home: HomedOrder = {
    order,
    platform,
    chat,
    asksPhones: options.asksPhones ?? asksForPhones(draft.subject),
    lastWord: 'order.issued',
    lastAt: ctx.now,
  }
  ctx.tx.write(...orderRows(ctx.bureau.calendar, home))
  touchStanding(
    ctx,
    order.assignments.map((a) => a.department),
    true,
  )
  for (const { kind, ...rest } of facts) {
    const whole = kind === 'order.issued' ? { ...told(order), ...approvedBy(options.approver) } : {}
    ctx.tx.note({ matter: orderMatter(no), kind, actor: ctx.actor.code, facts: { ...rest, ...whole } })
  }
  if (parent) {
    const sub = { id, no }
    await keepFacts(ctx, parent.value, [{ kind: 'order.sub-issued', at: ctx.now, by: ctx.actor.code, sub }])
  }
  issueAct(ctx, order)
  if (order.restricted) {
    const places = postRestricted(ctx, home)
    postNumber(ctx, home)
    tellUrgency(ctx, order)
    return allow({ order, home: { ...home, places }, answered: false })
  }
  const how = { purpose: orderPurpose(id), matter: id }
  const here = ctx.place?.platform === platform && ctx.place.chat.id === chat
  const answered = options.reply === true && here
  if (answered) {
    replyHere(ctx, 'order.card', orderCard(ctx, order), how)
    ctx.tx.write(threadRows(platform, [ctx.place!.message], id))
  } else {
    tellChat(ctx, platform, chat, 'order.card', orderCard(ctx, order), how)
  }
  tellCopied(ctx, order)
  tellUrgency(ctx, order)
  return allow({ order, home, answered })
}

/** 特急 holds at once where a director issues it, or it was approved by who may confirm it. */
function urgencyFacts(ctx: Ctx, draft: OrderDraft, approver: Actor | undefined): readonly OrderFact[] {
  const confirmer = [ctx.actor, ...(approver ? [approver] : [])].find(
    (a) => mayDo('confirmUrgency', { posts: a.posts }).ok,
  )
  if (draft.urgency !== 'most_urgent' || !confirmer) return []
  return [{ kind: 'order.urgency', at: ctx.now, by: confirmer.code, urgency: 'most_urgent', confirmed: true }]
}

/** What the journal keeps of a new order. */
function told(order: Order) {
  return {
    subject: order.subject,
    term: order.term,
    assignments: order.assignments.map(assigned),
    ...(order.kind === 'task' ? {} : { order: order.kind }),
    ...(order.basis ? { basis: order.basis } : {}),
    ...(order.urgency ? { urgency: order.urgency } : {}),
    ...(order.parent ? { parent: order.parent.no } : {}),
    ...(order.reviewer ? { reviewer: order.reviewer } : {}),
    ...(order.copied ? { copied: order.copied } : {}),
  }
}

function approvedBy(approver: Actor | undefined) {
  return approver ? { approvedBy: approver.code, approvedName: approver.name } : {}
}

function assigned(a: Order['assignments'][number]) {
  return { department: a.department, role: a.role, receivedOn: a.receivedOn, due: a.due }
}

/** An order that asks for telephone numbers lets its answers carry them. */
export function asksForPhones(subject: string): boolean {
  return /电话|手机号|联系方式|聯繫方式|電話/.test(subject)
}
