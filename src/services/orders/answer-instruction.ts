/** The office (or a leader) answers a 请示: in the thread, and to who asked alone. */
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { assignmentOf, owes } from '../../domain/order.ts'
import { isLeader } from '../../domain/roster.ts'
import { requestsOf } from '../../store/requests.ts'
import type { Ctx } from '../context.ts'
import { tellPerson, tellThread } from '../tell.ts'
import { departmentName, dueNote, noted } from './card.ts'
import { orderMatter } from './change-order.ts'
import { findRequest, type WhichRequest } from './decide-extension.ts'
import { endRequest } from './end-request.ts'

/** Answers one question by its button; by order and department, all that this department has open there. */
export async function answerInstruction(
  ctx: Ctx,
  which: WhichRequest,
  answer: string,
  saidThere = false,
): Promise<Decision<NoticeFacts['question.answered']>> {
  const may = mayDo('answerInstruction', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const said = answer.trim()
  if (said === '') return refuse('reason.missing', { action: 'answerInstruction' })
  const found = await findRequest(ctx, which, 'instruction')
  if (!found.ok) return found
  const { home, request } = found.value
  const { order } = home
  const open =
    'request' in which
      ? [request]
      : (await requestsOf(ctx.tx.db, order.id)).filter(
          (r) => r.kind === 'instruction' && r.state === 'open' && r.department === request.department,
        )
  for (const r of open) await endRequest(ctx, home, r, 'answered', said)
  ctx.tx.note({
    matter: orderMatter(order.no),
    kind: 'instruction.answered',
    actor: ctx.actor.code,
    facts: { department: request.department },
    personal: { text: said },
  })
  const part = assignmentOf(order, request.department)
  const due = part?.due ?? order.assignments[0]!.due
  const facts = {
    no: order.no,
    department: departmentName(ctx, request.department),
    by: ctx.actor.name,
    leader: isLeader(ctx.actor.posts),
    question: open.map((r) => r.reason).join('；'),
    answer: said,
    due,
    ...noted(dueNote(ctx, due)),
    owes: order.state === 'issued' && part !== undefined && owes(part),
  }
  const how = { matter: order.id }
  if (!saidThere)
    tellThread(ctx, home, 'question.answered', facts, { ...how, department: request.department })
  for (const person of new Set(open.map((r) => r.person))) {
    if (person === ctx.actor.code) continue
    tellPerson(ctx, person, 'question.answered', facts, { ...how, platform: home.platform, about: order })
  }
  return allow(facts)
}
